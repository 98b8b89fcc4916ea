//! Whole programs: the size of a program that uses serde_json, with each allocator, at each optimisation level.

use crate::{
    bench::say,
    build::{Build, WASM},
    csv::Csv,
    failure::Result,
    options::Options,
    results, wasm_opt, zig,
};

/// Each level: its name in tables, its profile in the workspace, and its option of wasm-opt.
pub const LEVELS: [(&str, &str, &str); 3] = [("z", "z", "-Oz"), ("s", "s", "-Os"), ("3", "release", "-O3")];

pub fn measure(options: &Options) -> Result<()> {
    let subjects = zig::without_missing(options.subjects());
    say(format_args!("programs: {} modules, some seconds each", subjects.len() * LEVELS.len()));
    let mut modules = Vec::new();
    for subject in &subjects {
        for (level, profile, optimise) in LEVELS {
            let feature = format!("subject/{}", subject.name);
            let build =
                Build { package: "program", profile, target: WASM, bare: false, features: &[&feature] };
            let module = build.keep_as(&format!("program-{level}-{}.wasm", subject.name))?;
            modules.push((module, optimise));
        }
    }
    let sizes = wasm_opt::sizes(&modules)?;
    let mut csv = Csv::new(&["allocator", LEVELS[0].0, LEVELS[1].0, LEVELS[2].0]);
    for (subject, sizes) in subjects.iter().zip(sizes.chunks(LEVELS.len())) {
        csv.row([subject.name.to_owned()].into_iter().chain(sizes.iter().map(u64::to_string)));
    }
    results::take("programs", &csv, options)
}
