//! `cargo xtask replay`: reads the arguments, and prints what came of them.

use std::{
    env,
    io::{self, Write},
    process::ExitCode,
};

use replay::{Problem, input, json, measure, options, report};

fn main() -> ExitCode {
    match run() {
        Ok(text) => match io::stdout().write_all(text.as_bytes()) {
            // Whoever reads the output may have seen enough.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
            Err(error) => fail(&Problem::file(format!("the output can't be written: {error}"))),
            Ok(()) => ExitCode::SUCCESS,
        },
        Err(problem) => fail(&problem),
    }
}

fn run() -> Result<String, Problem> {
    let arguments: Vec<_> = env::args_os().skip(1).collect();
    let options = options::read(&arguments)?;
    let Some(file) = &options.file else { return Ok(options::USAGE.to_owned()) };
    let text = options.language.text();
    let program = input::read(file, text)?;
    let verdict = measure::verdict(&program, &options, &mut |lane, done, all| {
        // Only people need to know that something happens.
        if io::IsTerminal::is_terminal(&io::stderr()) {
            let words = if lane.is_empty() { String::new() } else { format!("{lane}: {done} / {all}") };
            let _ = write!(io::stderr(), "\r{words}\x1b[K\r");
        }
    })?;
    Ok(if options.json { json::write(&program, &verdict) } else { report::write(&program, &verdict, text) })
}

fn fail(problem: &Problem) -> ExitCode {
    let _ = writeln!(io::stderr(), "error: {}", problem.words);
    ExitCode::from(problem.code)
}
