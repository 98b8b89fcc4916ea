//! Programs whose global allocator is a recorder: what the file holds after they have ended in different ways. Each program is
//! this file again, started with its name. It has a `main` of its own, since the usual harness has threads that allocate.

#[path = "support/recorded.rs"]
mod recorded;

use std::{
    alloc::System,
    collections::BTreeMap,
    env, fs, panic,
    path::PathBuf,
    process::{self, Command, ExitStatus},
    thread,
    time::{Duration, Instant},
};

use lite_alloc::record::Recorder;
use recorded::Recorded;

type Named = (&'static str, fn());

const PROGRAMS: &[Named] = &[
    ("ends_by_returning", ends_by_returning),
    ("ends_by_exit", ends_by_exit),
    ("ends_by_abort", ends_by_abort),
    ("ends_early", ends_early),
    ("runs_threads", runs_threads),
    ("records_twice", records_twice),
    #[cfg(unix)]
    ("forks", forks),
];

const TESTS: &[Named] = &[
    ("a_recording_is_complete_after_main_has_returned", a_recording_is_complete_after_main_has_returned),
    #[cfg(unix)]
    ("a_recording_is_complete_after_exit", a_recording_is_complete_after_exit),
    (
        "after_an_abort_the_file_holds_whole_lines_and_is_not_marked_as_complete",
        after_an_abort_the_file_holds_whole_lines_and_is_not_marked_as_complete,
    ),
    (
        "a_guard_ends_the_recording_and_the_recorder_does_not_record_itself",
        a_guard_ends_the_recording_and_the_recorder_does_not_record_itself,
    ),
    ("threads_share_a_recording", threads_share_a_recording),
    (
        "a_second_recording_has_ids_of_its_own_and_does_not_know_old_blocks",
        a_second_recording_has_ids_of_its_own_and_does_not_know_old_blocks,
    ),
    #[cfg(unix)]
    ("a_child_made_by_fork_does_not_write_to_the_file", a_child_made_by_fork_does_not_write_to_the_file),
];

fn main() {
    if let Some(program) = env::var_os(PROGRAM) {
        let (_, run) = PROGRAMS.iter().find(|(name, _)| program == *name).expect("there is this program");
        return run();
    }
    // Prints what the usual harness does.
    let wanted: Vec<String> = env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    let wanted = |name: &str| wanted.is_empty() || wanted.iter().any(|word| name.contains(word.as_str()));
    let (mut passed, mut failed) = (0, 0);
    for (name, test) in TESTS.iter().filter(|(name, _)| wanted(name)) {
        let ok = panic::catch_unwind(test).is_ok();
        println!("test {name} ... {}", if ok { "ok" } else { "FAILED" });
        *(if ok { &mut passed } else { &mut failed }) += 1;
    }
    let result = if failed == 0 { "ok" } else { "FAILED" };
    println!(
        "\ntest result: {result}. {passed} passed; {failed} failed; 0 ignored; 0 measured; 0 filtered out\n"
    );
    process::exit(if failed == 0 { 0 } else { 101 });
}

#[global_allocator]
static ALLOCATOR: Recorder<System> = Recorder::new(System);

/// Names the program to run, instead of the tests.
const PROGRAM: &str = "LITE_ALLOC_PROGRAM";

/// The file that a program writes.
const FILE: &str = "LITE_ALLOC_TRACE";

/// Runs a program, and returns what it wrote.
fn run(program: &str) -> (ExitStatus, Vec<u8>) {
    let file = env::temp_dir().join(format!("lite-alloc-{program}-{}.trace", process::id()));
    let mut command = Command::new(env::current_exe().unwrap());
    let mut child = command.env(PROGRAM, program).env(FILE, &file).spawn().unwrap();
    // A recorder that waits for itself would wait forever.
    let end = Instant::now() + Duration::from_secs(120);
    let status = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        if Instant::now() > end {
            child.kill().unwrap();
            panic!("{program} hangs");
        }
        thread::sleep(Duration::from_millis(5));
    };
    let text = fs::read(&file);
    let _ = fs::remove_file(&file);
    (status, text.unwrap_or_else(|error| panic!("{program}: {status}, {error}")))
}

/// The file to write in a program.
fn file() -> PathBuf {
    PathBuf::from(env::var_os(FILE).expect("only the other tests run this"))
}

/// Allocates 1000 blocks of 1000 bytes and more, most of which stay live.
fn work() -> Vec<Vec<u8>> {
    let mut blocks: Vec<Vec<u8>> = (0..1000).map(|index| Vec::with_capacity(1000 + index)).collect();
    blocks.drain(..100);
    blocks[0].reserve_exact(100_000);
    blocks
}

/// Whether the blocks of [`work`] are recorded.
fn has_work(recorded: &Recorded) -> bool {
    let first = recorded.sizes.iter().position(|sizes| sizes[..] == [1000]).unwrap();
    let all = recorded.sizes[first..first + 1000].iter().enumerate();
    all.into_iter().all(|(index, sizes)| match index {
        100 => sizes[..] == [1100, 100_000],
        _ => sizes[..] == [1000 + index],
    })
}

fn ends_by_returning() {
    ALLOCATOR.start_file(file()).unwrap();
    std::mem::forget(work());
}

fn a_recording_is_complete_after_main_has_returned() {
    let (status, text) = run("ends_by_returning");
    assert!(status.success());
    let recorded = Recorded::read(&text);
    assert!(recorded.is_complete());
    assert!(has_work(&recorded));
    assert!(recorded.live >= 900);
}

fn ends_by_exit() {
    ALLOCATOR.start_file(file()).unwrap();
    let _blocks = work();
    let other = thread::spawn(|| {
        ALLOCATOR.label("from another thread");
        process::exit(7)
    });
    other.join().unwrap();
}

#[cfg(unix)]
fn a_recording_is_complete_after_exit() {
    let (status, text) = run("ends_by_exit");
    assert_eq!(status.code(), Some(7));
    let recorded = Recorded::read(&text);
    assert!(recorded.is_complete());
    assert!(has_work(&recorded));
    assert_eq!(recorded.labels, ["from another thread"]);
}

fn ends_by_abort() {
    ALLOCATOR.start_file(file()).unwrap();
    for _ in 0..10 {
        work();
    }
    process::abort()
}

fn after_an_abort_the_file_holds_whole_lines_and_is_not_marked_as_complete() {
    let (status, text) = run("ends_by_abort");
    assert!(!status.success());
    // Reading it checks the lines.
    let recorded = Recorded::read(&text);
    assert!(has_work(&recorded), "all but the last 64 KiB are there");
    assert!(recorded.comments.is_empty(), "{:?}", recorded.comments);
}

fn ends_early() {
    ALLOCATOR.start_file(file()).unwrap();
    let blocks = {
        let _until_here = ALLOCATOR.guard();
        work()
    };
    drop(blocks);
    assert_eq!(ALLOCATOR.operations(), 1102);
    assert!(ALLOCATOR.error().is_none());
}

/// Nothing but the work is recorded: no text of the recorder, and no table, although that grows. The allocation besides those of
/// the blocks is that of the vector.
fn a_guard_ends_the_recording_and_the_recorder_does_not_record_itself() {
    let (status, text) = run("ends_early");
    assert!(status.success());
    let recorded = Recorded::read(&text);
    assert!(recorded.is_complete());
    assert!(has_work(&recorded));
    assert_eq!(recorded.counts, BTreeMap::from([('a', 1001), ('f', 100), ('r', 1)]));
    assert!(run("ends_early").1 == text, "the same run is the same file");
}

fn runs_threads() {
    ALLOCATOR.start_file(file()).unwrap();
    // What a thread makes, another drops; and each thread has names, locals and stacks of its own.
    let threads: Vec<_> = (0..8)
        .map(|seed: usize| {
            thread::spawn(move || {
                let strings: Vec<String> =
                    (0..5000).map(|n| format!("{seed} {n}").repeat(n % 7 + 1)).collect();
                strings.into_iter().filter(|string| string.len() % 3 != 0).collect::<Vec<_>>()
            })
        })
        .collect();
    let strings: Vec<String> = threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect();
    ALLOCATOR.label(&format!("{} strings", strings.len()));
    drop(strings);
    assert!(ALLOCATOR.operations() > 40_000);
}

fn threads_share_a_recording() {
    let (status, text) = run("runs_threads");
    assert!(status.success());
    let recorded = Recorded::read(&text);
    assert!(recorded.is_complete());
    assert!(recorded.labels[0].ends_with(" strings"));
    assert!(recorded.operations() > 80_000);
    assert!(recorded.live < 200, "the strings are freed: {}", recorded.live);
}

/// Two recordings in one program, into two files.
fn records_twice() {
    ALLOCATOR.start_file(file().with_extension("first")).unwrap();
    let first = work();
    assert_eq!(ALLOCATOR.stop(), []);
    let text = fs::read(file().with_extension("first")).unwrap();
    fs::remove_file(file().with_extension("first")).unwrap();
    assert!(Recorded::read(&text).is_complete());
    ALLOCATOR.start_file(file()).unwrap();
    drop(first);
}

fn a_second_recording_has_ids_of_its_own_and_does_not_know_old_blocks() {
    let (status, text) = run("records_twice");
    assert!(status.success());
    let recorded = Recorded::read(&text);
    assert!(recorded.is_complete());
    let unknown = recorded.comments[0].rsplit(' ').next().unwrap().parse::<u32>().unwrap();
    assert!(unknown > 900, "{unknown}");
}

/// A child has its own copy of the recorder, and the file is its parent's.
#[cfg(unix)]
fn forks() {
    unsafe extern "C" {
        safe fn fork() -> i32;
        safe fn waitpid(process: i32, status: *mut i32, options: i32) -> i32;
    }
    ALLOCATOR.start_file(file()).unwrap();
    let child = fork();
    for _ in 0..10 {
        work();
    }
    match child {
        0 => process::exit(if ALLOCATOR.is_recording() { 1 } else { 0 }),
        child => {
            let mut status = -1;
            assert_eq!(waitpid(child, &raw mut status, 0), child);
            assert_eq!(status, 0, "the child has stopped to record");
        }
    }
}

#[cfg(unix)]
fn a_child_made_by_fork_does_not_write_to_the_file() {
    let (status, text) = run("forks");
    assert!(status.success());
    assert!(Recorded::read(&text).is_complete());
}
