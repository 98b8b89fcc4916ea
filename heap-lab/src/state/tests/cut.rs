//! A run that is cut tells nothing of what comes after.

use super::*;
use crate::export::csv::Table;

const BEGIN: &str =
    "label(\"begin\");\nlet a = alloc(24);\nlet b = alloc(100);\nfree(a);\nlabel(\"then\");\n";

/// Ends of the script, each of which changes something else.
const ENDS: [&str; 7] = [
    "",
    "let c = alloc(16);",
    "free(b); let c = alloc(8); label(\"end\"); free(c);",
    "for i in 0..9 { alloc(200); }",
    "alloc(100000); alloc(8);",
    "take_pages(1); let c = alloc(200);",
    "b.realloc(180); b.realloc(20);",
];

fn run(end: &str) -> Run {
    let settings = Settings { page_size: 256, max_pages: 4 };
    let document = Document { settings, ..document(&format!("{BEGIN}{end}")) };
    let mut page = Page(AppState::new(document, Theme::System, Language::English));
    page.run();
    assert_eq!(page.0.error, None, "{end}");
    page.0.run.expect("it runs")
}

/// All that the page can learn from a run.
fn observed(run: &Run) -> String {
    let mut all = format!("{:?} {:?} {:?}\n", run.trace, run.labels, run.settings);
    let lines: Vec<_> = (0..99).map(|op| run.source.line(op)).collect();
    let counts: Vec<_> = (0..=run.trace.ops.len()).map(|done| run.count(done)).collect();
    all += &format!("{lines:?} {counts:?} {:?}\n", run.lanes());
    for lanes in LaneKind::OURS.map(|lane| Lanes::from_iter([lane])).into_iter().chain([Lanes::ours()]) {
        let line = run.timeline(lanes);
        let stops: Vec<_> = (0..line.len()).map(|op| (line.steps(op), line.is_stop(op))).collect();
        all += &format!("{stops:?} {:?} {}\n", run.stopped(lanes), run.reach(lanes));
    }
    for lane in LaneKind::OURS {
        let steps: Vec<_> = (0..20).map(|op| run.lane_steps(lane, op)).collect();
        let (refused, slow) = (run.first_refusal(lane), run.slow_from(lane));
        all += &format!("{steps:?} {refused:?} {slow:?} {}\n", run.complete_up_to(lane));
        for done in 0..20 {
            for event in 0..4 {
                let frame = run.frame(lane, Playhead { done, event }).expect("it has run");
                let state = frame.read(|recording| {
                    let tiles = recording.tiles(0..recording.heap_end());
                    format!("{tiles:?} {:?} {:?}", recording.bins(), recording.numbers())
                });
                all += &format!("{:?} {state}\n", frame.moment);
            }
        }
    }
    let mut table = Table::new(run.clone(), Lanes::ours());
    while table.advance() {}
    all.push_str(&table.piece(true).expect("it has rows"));
    all
}

#[test]
fn runs_that_differ_only_after_the_cut_are_told_apart_by_nothing() {
    let done = run("").trace.ops.len();
    let [cut, ..] = ENDS.map(|end| observed(&run(end).until(done)));
    for end in ENDS {
        let whole = run(end);
        assert!(end.is_empty() || observed(&whole) != cut, "{end} changes something");
        assert_eq!(observed(&whole.until(done)), cut, "{end}");
    }
}

#[test]
fn a_cut_run_is_another_run_until_it_ends_alike() {
    let whole = run(ENDS[2]);
    let cut = whole.until(3);
    assert!(cut != whole && cut == whole.until(3) && cut != whole.until(4));
    assert!(whole.until(usize::MAX) == whole);
    assert!(!whole.until(0).is_empty(), "there is more to come");
    assert!(cut != run(ENDS[2]).until(3), "it was run again");
}
