//! Code size: the bytes that an allocator adds to an otherwise empty module.

use std::path::PathBuf;

use subject::Subject;

use crate::{
    bench::say,
    build::{Build, WASM},
    csv::Csv,
    failure::Result,
    options::Options,
    results, wasm_opt, zig,
};

/// The columns, each with the functions that are exported besides alloc and dealloc.
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

/// The bytes that each allocator adds, for every column.
pub fn of(subjects: &[&Subject]) -> Result<Vec<[i64; COLUMNS.len()]>> {
    say(format_args!("size: {} modules", (subjects.len() + 1) * COLUMNS.len()));
    let mut modules = Vec::new();
    for subject in [None].into_iter().chain(subjects.iter().copied().map(Some)) {
        for (column, features) in COLUMNS {
            modules.push((module(subject, column, features)?, "-Oz"));
        }
    }
    let sizes: Vec<i64> = wasm_opt::sizes(&modules)?.into_iter().map(u64::cast_signed).collect();
    let (base, sizes) = sizes.split_at(COLUMNS.len());
    let added = |sizes: &[i64]| [0, 1, 2].map(|column| sizes[column] - base[column]);
    Ok(sizes.chunks(COLUMNS.len()).map(added).collect())
}

/// Builds the module of an allocator, or the one without an allocator.
fn module(subject: Option<&Subject>, column: &str, features: &[&str]) -> Result<PathBuf> {
    let feature = subject.map(|subject| format!("subject/{}", subject.name));
    let mut features = features.to_vec();
    if let Some(feature) = &feature {
        features.extend(["allocator", feature]);
    }
    let name = subject.map_or("nothing", |subject| subject.name);
    let build = Build { package: "size", profile: "z", target: WASM, bare: false, features: &features };
    build.keep_as(&format!("size-{column}-{name}.wasm"))
}
