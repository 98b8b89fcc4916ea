//! Code size: the bytes that an allocator adds to a module that has nothing else.

use std::collections::HashMap;

use subject::Subject;

use crate::{
    bench::{Build, WASM, say},
    csv::Csv,
    failure::Result,
    options::Options,
    results, wasm_opt, zig,
};

/// Which functions are exported besides alloc and dealloc.
pub const COLUMNS: [(&str, &[&str]); 3] =
    [("alloc_dealloc", &[]), ("with_realloc", &["realloc"]), ("with_zeroed", &["realloc", "zeroed"])];

pub fn measure(options: &Options) -> Result<()> {
    let subjects = zig::without_missing(options.subjects());
    let mut csv = Csv::new(&["allocator", COLUMNS[0].0, COLUMNS[1].0, COLUMNS[2].0]);
    for (subject, sizes) in subjects.iter().zip(of(&subjects)?) {
        csv.row([subject.name.to_owned()].into_iter().chain(sizes.map(|size| size.to_string())));
    }
    results::take("size", &csv, options)
}

/// The bytes that each adds, for every column.
pub fn of(subjects: &[&Subject]) -> Result<Vec<[i64; COLUMNS.len()]>> {
    say(format_args!("size: {} modules", (subjects.len() + 1) * COLUMNS.len()));
    let mut base = HashMap::new();
    for (column, features) in COLUMNS {
        base.insert(column, module(None, column, features)?);
    }
    let mut all = Vec::new();
    for subject in subjects {
        let mut sizes = [0; COLUMNS.len()];
        for (size, (column, features)) in sizes.iter_mut().zip(COLUMNS) {
            *size = module(Some(subject), column, features)? - base[column];
        }
        all.push(sizes);
    }
    Ok(all)
}

fn module(subject: Option<&Subject>, column: &str, features: &[&str]) -> Result<i64> {
    let feature = subject.map(|subject| format!("subject/{}", subject.name));
    let mut features = features.to_vec();
    if let Some(feature) = &feature {
        features.extend(["allocator", feature]);
    }
    let name = subject.map_or("nothing", |subject| subject.name);
    let build = Build { package: "size", profile: "z", target: WASM, bare: false, features: &features };
    let module = build.keep_as(&format!("size-{column}-{name}.wasm"))?;
    Ok(wasm_opt::size(&module, "-Oz")?.cast_signed())
}
