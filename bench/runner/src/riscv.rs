//! Instructions per operation on bare-metal riscv32im, counted by QEMU: with `-icount` its processor counts every
//! instruction that it executes, and two runs have the same count.

use std::{
    io::Read,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use riscv::ALL;
use subject::{Kind, Subject};
use workloads::Workload;

use crate::{
    bench::{lost, say},
    build::Build,
    csv::Csv,
    failure::{Failure, Result},
    jobs,
    options::Options,
    results,
    tables::PROGRAM,
    tools,
};

const SEED: u32 = 1;

/// The minimal allocator: its runs give the instructions of the workloads themselves, and the correct checksums.
const MINIMAL: &str = "never-freed";

/// The address of the arguments of a run.
const ARGUMENTS: u32 = 0x8600_0000;

/// The time limit of a run. Most take less than a second.
const LIMIT: Duration = Duration::from_secs(120);

/// The workload that is counted twice, to check that counts are reproducible, before any count is used.
const TWICE: &str = "small";

#[derive(Clone, Copy, Debug, PartialEq)]
enum Run {
    Done(Done),
    Slow,
    OutOfMemory,
    Fails,
}

/// The answer of a program.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Done {
    checksum: u32,
    /// Calls of the allocator.
    requests: u64,
    /// Instructions in these calls.
    inside: u64,
    /// Instructions of the whole run.
    all: u64,
}

/// One allocator on one workload.
struct Job {
    program: PathBuf,
    allocator: &'static str,
    kind: Option<Kind>,
    workload: &'static Workload,
}

pub fn measure(options: &Options) -> Result<()> {
    if let Err(failure) = tools::qemu().and_then(|()| tools::riscv_target()) {
        say(format_args!("instructions on riscv are SKIPPED: {failure}"));
        return Ok(());
    }
    let mut subjects = options.subjects_of(ALL);
    if subjects.is_empty() {
        return Ok(());
    }
    // The minimal allocator is always measured, because the others are compared with it.
    let shown: Vec<_> = subjects.clone();
    let least = ALL.iter().filter(|subject| subject.name == MINIMAL);
    subjects.extend(least.filter(|subject| !shown.contains(subject)));
    let workloads = options.workloads();
    let jobs = jobs(&subjects, &workloads)?;
    same_twice(&jobs)?;
    say(format_args!("riscv: {} counts", jobs.len()));
    let runs = jobs::all(&jobs, |job| per_operation(&job.program, job.workload));

    let mut csv = Csv::new(&["workload", "allocator", "outcome", "requests", "instructions"]);
    let mut wrong = Vec::new();
    for workload in workloads {
        let of_workload = || jobs.iter().zip(&runs).filter(|(job, _)| job.workload.name == workload.name);
        let Some(least) = of_workload().find_map(|(job, run)| match run {
            Ok(Run::Done(done)) if job.allocator == MINIMAL => Some(*done),
            _ => None,
        }) else {
            return Err(Failure::new(
                format!("{} can't run on the fixed heap of riscv", workload.name),
                "fix the workload, or make the heap larger",
            ));
        };
        for (job, run) in of_workload() {
            let run =
                run.as_ref().map_err(|failure| Failure::new(failure.to_string(), "see the report above"))?;
            let (outcome, counts) = match run {
                Run::Done(done) if job.allocator == PROGRAM => ("done", Some(done.all - least.inside)),
                Run::Done(done) if done.checksum == least.checksum => ("done", Some(done.inside)),
                Run::Done(_) => ("wrong", None),
                Run::Slow => ("slow", None),
                Run::OutOfMemory => ("out of memory", None),
                Run::Fails => ("fails", None),
            };
            if job.kind == Some(Kind::Ours) && ["wrong", "fails"].contains(&outcome) {
                wrong.push(format!("{} on {}: {outcome}", job.allocator, workload.name));
            }
            if job.allocator != PROGRAM && !shown.iter().any(|subject| subject.name == job.allocator) {
                continue;
            }
            let [requests, instructions] = [Some(least.requests), counts].map(|count| {
                let share = |count| count as f64 / f64::from(workload.counted);
                count.map_or_else(String::new, |count| format!("{:.3}", share(count)))
            });
            csv.row([workload.name, job.allocator, outcome, &requests, &instructions]);
        }
    }
    results::take("riscv", &csv, options)?;
    match wrong.first() {
        None => Ok(()),
        Some(first) => {
            Err(Failure::new(format!("{} runs went wrong: {first}", wrong.len()), "fix the allocator"))
        }
    }
}

/// All runs: every allocator with counting, and the minimal one without it, which counts the whole program.
fn jobs(subjects: &[&'static Subject], workloads: &[&'static Workload]) -> Result<Vec<Job>> {
    say(format_args!("building {} programs for riscv32im", subjects.len() + 1));
    let build = |features: &[&str], name: &str| {
        let target = Some(tools::RISCV_TARGET);
        Build { package: "riscv", profile: "release", target, bare: false, features }.keep_as(name)
    };
    let mut jobs = Vec::new();
    let mut add = |program: PathBuf, allocator, kind| {
        let job = |&workload| Job { program: program.clone(), allocator, kind, workload };
        jobs.extend(workloads.iter().map(job));
    };
    add(build(&[MINIMAL], "riscv-program")?, PROGRAM, None);
    for subject in subjects {
        let program = build(&["counting", subject.name], &format!("riscv-{}", subject.name))?;
        add(program, subject.name, Some(subject.kind));
    }
    Ok(jobs)
}

/// Counts one run twice, and fails if the counts differ: then no count is reliable.
fn same_twice(jobs: &[Job]) -> Result<()> {
    let counting = || jobs.iter().filter(|job| job.allocator != PROGRAM);
    let Some(job) = counting().find(|job| job.workload.name == TWICE).or_else(|| counting().next()) else {
        return Ok(());
    };
    let [first, second] = [(), ()].map(|()| run(&job.program, job.workload, job.workload.counted));
    if first? == second? {
        return Ok(());
    }
    Err(Failure::new(
        format!(
            "two runs of {} on {} have different counts of instructions",
            job.allocator, job.workload.name
        ),
        "use a version of QEMU whose -icount is exact",
    ))
}

/// Counts a run less a run without operations, which only starts and ends.
fn per_operation(program: &Path, workload: &Workload) -> Result<Run> {
    let [run, none] = [run(program, workload, workload.counted)?, run(program, workload, 0)?];
    let (Run::Done(run), Run::Done(none)) = (run, none) else { return Ok(run) };
    Ok(Run::Done(Done {
        checksum: run.checksum,
        requests: run.requests.saturating_sub(none.requests),
        inside: run.inside.saturating_sub(none.inside),
        all: run.all.saturating_sub(none.all),
    }))
}

fn run(program: &Path, workload: &Workload, operations: u32) -> Result<Run> {
    let mut command = Command::new(tools::QEMU);
    command.args(["-machine", "virt", "-m", "128M", "-bios", "none", "-icount", "shift=0,sleep=off"]);
    command.args(["-nographic", "-monitor", "none", "-serial", "stdio"]);
    for (word, data) in [workload.index(), operations, SEED].into_iter().enumerate() {
        let address = ARGUMENTS + 4 * word as u32;
        command.args(["-device", &format!("loader,addr={address:#x},data={data},data-len=4")]);
    }
    let mut machine = command
        .arg("-kernel")
        .arg(program)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| lost(tools::QEMU, &error))?;
    if !ends(&mut machine)? {
        let _ = machine.kill();
        let _ = machine.wait();
        return Ok(Run::Slow);
    }
    let mut answer = String::new();
    if let Some(mut output) = machine.stdout.take() {
        let _ = output.read_to_string(&mut answer);
    }
    read(&answer).ok_or_else(|| {
        let said = answer.lines().next().unwrap_or("nothing");
        Failure::new(
            format!("{} answered {said:?}", program.display()),
            format!("check that {} runs by hand", tools::QEMU),
        )
    })
}

/// Whether the machine stops by itself within the limit. Its output fits into the pipe, so it can't block.
fn ends(machine: &mut Child) -> Result<bool> {
    let start = Instant::now();
    while start.elapsed() < LIMIT {
        if machine.try_wait().map_err(|error| lost(tools::QEMU, &error))?.is_some() {
            return Ok(true);
        }
        thread::sleep(Duration::from_millis(5));
    }
    Ok(false)
}

fn read(answer: &str) -> Option<Run> {
    let answer = answer.trim();
    match answer {
        "out of memory" => return Some(Run::OutOfMemory),
        "fails" => return Some(Run::Fails),
        _ => {}
    }
    let mut numbers = answer.strip_prefix("done ")?.split(' ').map(str::parse);
    let mut next = || numbers.next()?.ok();
    Some(Run::Done(Done {
        checksum: u32::try_from(next()?).ok()?,
        requests: next()?,
        inside: next()?,
        all: next()?,
    }))
}

#[cfg(test)]
mod tests {
    use super::{Done, Run, read};

    #[test]
    fn every_answer_is_understood() {
        let done = Done { checksum: 4_000_000_000, requests: 7, inside: 5_000_000_000, all: 9 };
        assert_eq!(read("done 4000000000 7 5000000000 9\r\n"), Some(Run::Done(done)));
        assert_eq!(read("out of memory\n"), Some(Run::OutOfMemory));
        assert_eq!(read("fails\n"), Some(Run::Fails));
        assert_eq!(read("done 1 2"), None);
        assert_eq!(read(""), None);
    }
}
