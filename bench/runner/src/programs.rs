//! Whole programs: the bytes of one that uses serde_json, with each allocator, at each level that programs are built at.

use crate::{
    bench::{Build, WASM, say},
    csv::Csv,
    failure::Result,
    options::Options,
    results, wasm_opt, zig,
};

/// The levels as tables name them, the profiles of the workspace, and wasm-opt's.
pub const LEVELS: [(&str, &str, &str); 3] = [("z", "z", "-Oz"), ("s", "s", "-Os"), ("3", "release", "-O3")];

pub fn measure(options: &Options) -> Result<()> {
    let subjects = zig::without_missing(options.subjects());
    say(format_args!(
        "programs: {} modules, of which each takes some seconds",
        subjects.len() * LEVELS.len()
    ));
    let mut csv = Csv::new(&["allocator", LEVELS[0].0, LEVELS[1].0, LEVELS[2].0]);
    for subject in subjects {
        let mut row = vec![subject.name.to_owned()];
        for (level, profile, optimise) in LEVELS {
            let feature = format!("subject/{}", subject.name);
            let build =
                Build { package: "program", profile, target: WASM, bare: false, features: &[&feature] };
            let module = build.keep_as(&format!("program-{level}-{}.wasm", subject.name))?;
            row.push(wasm_opt::size(&module, optimise)?.to_string());
        }
        csv.row(row);
    }
    results::take("programs", &csv, options)
}
