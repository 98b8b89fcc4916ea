//! Long runs: done in slices, watched, and stopped.

use super::*;
use crate::{
    lab::Cut,
    script::{self, wire},
};

/// Many free blocks that can't merge, and searches for more than they hold: slow where all of them are in one list.
const SLOW: &str = "
let l = [];
for i in 0..4000 { l.push(alloc(16)); }
for i in 0..2000 { free(l[2 * i]); }
for i in 0..2000 { alloc(32); }
";

const ALL: usize = 8000;

fn opened() -> Page {
    let settings = Settings::new(1 << 16, 64).expect("possible");
    let document = Document { settings, ..document(SLOW) };
    Page(AppState::new(document, Theme::System, Language::English))
}

/// The job that goes on, without another thread.
fn rest(work: Work) -> Option<Job> {
    match work {
        Work::Pending(job) | Work::Elsewhere(job, _) => Some(job),
        Work::Done(_) => None,
    }
}

/// Works until the slowest lane has done this many operations.
fn job_at(page: &Page, done: usize) -> Job {
    let mut job = Job::due(&page.0).expect("work is due");
    while job.progress().is_none_or(|progress| progress.done < done) {
        let Some(next) = rest(job.advance(&|| true)) else { panic!("it is over too soon") };
        job = next;
    }
    job
}

fn stop(page: &mut Page, job: Job) {
    page.act(job.report().expect("lanes are running"));
    page.act(Action::Stop);
    assert!(page.0.stopping);
    let Work::Done(action) = job.stop() else { panic!("there are lanes to show") };
    page.act(action);
}

#[test]
fn a_slice_ends_when_its_time_is_over() {
    let page = opened();
    let mut job = Job::due(&page.0).expect("work is due");
    let mut slices = 0;
    while let Some(next) = rest(job.advance(&|| true)) {
        (job, slices) = (next, slices + 1);
    }
    assert!(slices > 100, "{slices} slices as short as can be");
    let job = Job::due(&page.0).expect("work is due");
    let job = rest(job.advance(&|| false)).expect("a long script waits for its answer");
    assert!(
        matches!(job.advance(&|| false), Work::Done(Action::Ran(Ok(_)))),
        "one slice as long as it takes"
    );
}

#[test]
fn lanes_take_turns_and_the_slowest_is_reported() {
    let page = opened();
    let progress = job_at(&page, 5000).progress().expect("lanes are running");
    assert_eq!((progress.lane, progress.all), (LaneKind::FreeList, ALL));
    assert!((5000..6500).contains(&progress.done), "{progress:?}");
}

#[test]
fn a_run_that_is_stopped_shows_what_is_done() {
    let mut page = opened();
    let job = job_at(&page, 6100);
    stop(&mut page, job);
    assert!(!page.0.is_busy() && page.0.progress.is_none() && !page.0.stopping);
    let run = page.0.run.clone().expect("there is a run");
    let done = run.complete_up_to(LaneKind::FreeList);
    assert!((6100..ALL).contains(&done), "{done}");
    let each = LaneKind::ALL.map(|lane| lane.is_inspected().then(|| run.complete_up_to(lane)));
    let stopped = Progress { lane: LaneKind::FreeList, done, all: ALL, each };
    assert_eq!(page.0.notice, Some(Notice::Stopped(stopped)));
    assert_eq!(run.complete_up_to(LaneKind::BoundaryTag), ALL, "a fast lane was done before");
    assert_eq!(run.cut(LaneKind::FreeList), Some(Cut::Stopped));
    assert_eq!(run.cut(LaneKind::BoundaryTag), None);
    assert_eq!(page.at(), (ALL, 0), "the end is where the longest visible lane is");
    for lane in LaneKind::OURS {
        let frame = run.frame(lane, page.0.playhead).expect("it has run");
        let last = run.complete_up_to(lane);
        frame.read(|recording| {
            recording.check().expect("sound");
            assert_eq!(recording.position(), last, "{lane:?} shows its last state");
        });
        assert_eq!(run.ended_before(lane, page.0.playhead), last < ALL, "{lane:?}");
        assert!(!run.ended_before(lane, Playhead::after(last)), "{lane:?}");
    }
    assert!(run.slow_from(LaneKind::FreeList).is_some_and(|op| (4000..done).contains(&op)));
    assert_eq!(run.first_refusal(LaneKind::FreeList), None);
}

#[test]
fn a_stopped_lane_holds_up_no_other() {
    let mut page = opened();
    let job = job_at(&page, 6100);
    stop(&mut page, job);
    let done = page.at().0;
    page.act(Action::ToggleLane(LaneKind::FreeList));
    assert!(!page.0.is_busy(), "a stopped lane does not start again");
    let run = page.0.run.clone().expect("there is a run");
    assert_eq!((page.at(), done), ((ALL, 0), ALL), "a lane that ended before holds up no other");
    page.act(Action::ToggleLane(LaneKind::FreeList));
    for lane in LaneKind::OURS.into_iter().filter(|&lane| lane != LaneKind::FreeList) {
        page.act(Action::ToggleLane(lane));
    }
    assert_eq!(page.at(), (run.complete_up_to(LaneKind::FreeList), 0), "alone, its end is the end");
}

#[test]
fn stopped_at_once_there_is_the_beginning() {
    let mut page = opened();
    let mut job = Job::due(&page.0).expect("work is due");
    while job.progress().is_none() {
        let Some(next) = rest(job.advance(&|| true)) else { panic!("it is over too soon") };
        job = next;
    }
    stop(&mut page, job);
    assert_eq!((page.at(), page.0.is_busy()), ((0, 0), false));
    let run = page.0.run.clone().expect("there is a run");
    assert_eq!(run.lanes(), Lanes::ours());
    assert!(LaneKind::OURS.iter().all(|&lane| run.complete_up_to(lane) == 0));
}

#[test]
fn an_edit_runs_a_stopped_script_again_and_takes_the_notice_away() {
    let mut page = opened();
    let job = job_at(&page, 100);
    stop(&mut page, job);
    assert!(page.0.notice.is_some());
    page.edit(SCRIPT);
    assert_eq!((page.len(), page.0.notice.clone()), (4, None));
}

#[test]
fn before_the_lanes_run_there_is_nothing_to_stop_with() {
    let mut page = opened();
    page.act(Action::Stop);
    assert!(!page.0.stopping);
    let job = Job::due(&page.0).expect("work is due");
    assert!(job.progress().is_none());
    assert!(matches!(job.stop(), Work::Pending(_)), "the script goes on");
}

#[test]
fn new_work_forgets_the_progress_of_the_old() {
    let mut page = opened();
    let job = job_at(&page, 100);
    page.act(job.report().expect("lanes are running"));
    page.act(Action::Edit(SCRIPT.into()));
    assert!(page.0.progress.is_none());
}

#[test]
fn labels_are_not_counted() {
    let page = Page(AppState::new(
        document("label(\"one\"); alloc(1); label(\"two\"); alloc(2);"),
        Theme::System,
        Language::English,
    ));
    let mut job = Job::due(&page.0).expect("work is due");
    while job.progress().is_none() {
        let Some(next) = rest(job.advance(&|| true)) else { panic!("it is over too soon") };
        job = next;
    }
    assert_eq!(job.progress().map(|progress| (progress.done, progress.all)), Some((0, 2)));
    let Work::Done(Action::Ran(Ok(run))) = job.stop() else { panic!("there is a run") };
    assert_eq!(run.stopped(Lanes::ours()).map(|stopped| (stopped.done, stopped.all)), Some((0, 2)));
}

#[test]
fn the_progress_of_each_lane_is_known() {
    let page = opened();
    let progress = job_at(&page, 5000).progress().expect("lanes are running");
    let least = progress.each.iter().flatten().min();
    assert_eq!(least, Some(&progress.done));
    assert_eq!(progress.each.iter().flatten().count(), page.0.shown.iter().count());
}

/// The job of a page that opens with this script, which has to be run elsewhere.
fn elsewhere(text: &str) -> (Page, Job) {
    let page = Page(AppState::new(document(text), Theme::System, Language::English));
    let Work::Elsewhere(job, script) = Job::due(&page.0).expect("work is due").advance(&|| false) else {
        panic!("the script is not short")
    };
    assert_eq!(&*script, text);
    (page, job)
}

/// Too long for the page, with lanes that are fast.
const LONG: &str = "for i in 0..6000 { free(alloc(16)); }";

#[test]
fn a_long_script_is_run_elsewhere() {
    let (mut page, job) = elsewhere(LONG);
    assert!(job.progress().is_none());
    let Work::Pending(job) = job.answered(Some(&wire::run(LONG))) else { panic!("the lanes are to be run") };
    let Work::Pending(job) = job.advance(&|| true) else { panic!("there is more than one piece") };
    assert!(job.progress().is_some(), "the script is not run again");
    let Work::Done(action) = job.advance(&|| false) else { panic!("one slice as long as it takes") };
    page.act(action);
    assert_eq!(page.len(), 12_000);
}

#[test]
fn without_a_good_answer_a_long_script_is_run_here() {
    for answer in [None, Some(&[][..]), Some(&[0, 1])] {
        let (mut page, job) = elsewhere(LONG);
        let Work::Pending(job) = job.answered(answer) else { panic!("the script is to be run") };
        let Work::Done(action) = job.advance(&|| false) else { panic!("one slice as long as it takes") };
        page.act(action);
        assert_eq!(page.len(), 12_000);
    }
}

#[test]
fn a_mistake_of_a_long_script_is_found_elsewhere() {
    for text in ["loop {}".to_owned(), format!("{LONG} free(1);")] {
        let (mut page, job) = elsewhere(&text);
        let Work::Done(action) = job.answered(Some(&wire::run(&text))) else { panic!("it is found") };
        page.act(action);
        let mistake = script::run(&text).expect_err("there is a mistake");
        assert!(matches!(page.0.error.as_deref(), Some(Failure::Script(found)) if *found == mistake));
    }
}

#[test]
fn a_long_text_is_a_long_script() {
    let text = "alloc(8);\n".repeat(2000);
    let (mut page, job) = elsewhere(&text);
    let Work::Pending(job) = job.answered(Some(&wire::run(&text))) else { panic!("the lanes are to be run") };
    let Work::Done(action) = job.advance(&|| false) else { panic!("one slice as long as it takes") };
    page.act(action);
    assert_eq!(page.len(), 2000);
}

#[test]
fn what_does_not_parse_is_found_here() {
    let text = "alloc(8);\n".repeat(2000) + "let";
    let (mut page, job) = elsewhere(&text);
    let Work::Pending(job) = job.answered(Some(&wire::run(&text))) else { panic!("the mistake is not told") };
    let Work::Done(action) = job.advance(&|| false) else { panic!("there is nothing to run") };
    page.act(action);
    assert!(matches!(page.0.error.as_deref(), Some(Failure::Script(found)) if found.line == 2001));
}

#[test]
fn examples_are_short() {
    for example in examples::EXAMPLES {
        for language in Language::ALL {
            assert!(script::run_short(example.script(language)).is_some(), "{}", example.slug);
        }
    }
}

#[test]
fn lanes_are_lent_while_they_run() {
    let mut page = opened();
    let job = job_at(&page, 5000);
    page.act(job.report().expect("lanes are running"));
    let growing = page.0.growing.clone().expect("it is lent");
    assert_eq!(growing.run.trace.ops.len(), ALL);
    let lane = growing.lanes.iter().find(|lane| lane.kind() == LaneKind::FreeList).expect("the slow one");
    let (done, end) = lane.read(|recording| (recording.len(), recording.last_end())).expect("under way");
    assert!((5000..ALL).contains(&done));
    assert!(growing.reach(Lanes::ours()) >= end);
    stop(&mut page, job);
    assert!(page.0.growing.is_none() && lane.read(|_| ()).is_none(), "what is over is lent no more");
}
