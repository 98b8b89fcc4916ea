//! Instructions per operation of a native build, counted by callgrind. On one machine the count is always the same.

use std::{
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use subject::{Kind, Subject};
use workloads::Workload;

use crate::{
    bench::{output, say},
    build::Build,
    csv::Csv,
    failure::{Failure, Result},
    jobs,
    options::Options,
    results, tools,
};

const SEED: u32 = 1;

/// One allocator on one workload.
pub struct Count {
    pub subject: &'static Subject,
    pub workload: &'static Workload,
    /// Instructions per operation; `None` if the workload didn't finish.
    pub instructions: Option<f64>,
}

pub fn measure(options: &Options) -> Result<()> {
    if let Err(failure) = valgrind() {
        say(format_args!("instructions are SKIPPED: {failure}"));
        return Ok(());
    }
    let mut csv = Csv::new(&["workload", "allocator", "instructions"]);
    for count in of(&ours(&options.subjects()), &options.workloads())? {
        let instructions = count.instructions.map_or_else(String::new, |count| format!("{count:.1}"));
        csv.row([count.workload.name, count.subject.name, &instructions]);
    }
    results::take("instructions", &csv, options)
}

/// The allocators of this repository among these.
pub fn ours(subjects: &[&'static Subject]) -> Vec<&'static Subject> {
    subjects.iter().copied().filter(|subject| subject.kind == Kind::Ours).collect()
}

/// Checks that valgrind is installed.
pub fn valgrind() -> Result<()> {
    let mut command = Command::new("valgrind");
    match command.arg("--version").stdin(Stdio::null()).output() {
        Ok(answer) if answer.status.success() => Ok(()),
        _ => Err(Failure::new("valgrind is not installed, or doesn't run", "apt-get install valgrind")),
    }
}

/// Counts every allocator on every workload, in the order of the lists.
pub fn of(subjects: &[&'static Subject], workloads: &[&'static Workload]) -> Result<Vec<Count>> {
    let mut jobs: Vec<(PathBuf, &Subject, &Workload)> = Vec::new();
    let mut programs = Vec::new();
    for &subject in subjects {
        let feature = format!("subject/{}", subject.name);
        let build =
            Build { package: "native", profile: "native", target: None, bare: false, features: &[&feature] };
        programs.push((build.keep_as(&format!("native-{}", subject.name))?, subject));
    }
    for &workload in workloads {
        jobs.extend(programs.iter().map(|(program, subject)| (program.clone(), *subject, workload)));
    }
    say(format_args!("instructions: {} counts", jobs.len()));
    Ok(jobs::all(&jobs, |&(ref program, subject, workload)| Count {
        subject,
        workload,
        instructions: per_operation(program, workload),
    }))
}

/// Counts a run less a run without operations, which only starts and ends.
fn per_operation(program: &Path, workload: &Workload) -> Option<f64> {
    let all = count(program, workload.name, workload.counted).ok()?;
    let none = count(program, workload.name, 0).ok()?;
    Some(all.saturating_sub(none) as f64 / f64::from(workload.counted))
}

fn count(program: &Path, workload: &str, operations: u32) -> Result<u64> {
    let (Some(folder), Some(name)) = (program.parent(), program.file_name()) else {
        return Err(Failure::new("the program to count has no file name", "measure again"));
    };
    let mut command = Command::new(tools::found("valgrind"));
    command.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]).arg(Path::new(".").join(name));
    command.args([workload, &operations.to_string(), &SEED.to_string()]);
    // The environment and the path are on the program's stack and shift addresses: they must be the same everywhere.
    let said = output(command.current_dir(folder).env_clear())?;
    collected(&String::from_utf8_lossy(&said.stderr)).ok_or_else(|| {
        Failure::new("callgrind reported no count", "check that valgrind --tool=callgrind runs by hand")
    })
}

/// `==123== Collected : 4567`
fn collected(text: &str) -> Option<u64> {
    text.lines().find_map(|line| line.split_once("Collected : ")?.1.trim().parse().ok())
}

#[cfg(test)]
mod tests {
    use super::collected;

    #[test]
    fn the_count_is_read_from_the_output_of_callgrind() {
        let text = "==7== Callgrind\n==7== Events    : Ir\n==7== Collected : 174205\n==7== \n==7== I refs: 174,205\n";
        assert_eq!(collected(text), Some(174_205));
        assert_eq!(collected("==7== Collected : \n"), None);
    }
}
