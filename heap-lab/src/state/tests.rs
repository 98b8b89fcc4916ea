//! The page in use, without a browser.

use std::rc::Rc;

use super::*;
use crate::{arena, lab::LaneKind, playhead::Timeline, script::by_hand};

mod challenge;
mod cut;
mod notes;
mod opening;
mod reading;
mod running;
mod tracing;

const SCRIPT: &str = "let a = alloc(24);\nlet b = alloc(100);\nfree(a);\nlet c = alloc(16);\n";

fn document(text: &str) -> Document {
    Document {
        program: text.into(),
        settings: Settings::default(),
        shown: Lanes::ours(),
        playhead: None,
        notes: Notes::default(),
        view: View::default(),
        lesson: None,
    }
}

/// A page, used like a person would: each action is followed by a run where one is pending.
struct Page(AppState);

impl Page {
    fn open(text: &str) -> Self {
        let mut page = Self(AppState::new(document(text), Theme::System, Language::English));
        page.run();
        page
    }

    fn act(&mut self, action: Action) {
        if !self.0.is_idle(&action) {
            self.0.apply(action);
        }
    }

    fn run(&mut self) {
        assert!(self.0.is_busy(), "work is due");
        self.work();
        assert!(!self.0.is_busy());
    }

    /// Does the pending work, if any, as the page does it between frames. Returns the number of pieces.
    fn work(&mut self) -> usize {
        let mut pieces = 0;
        while let Some(mut job) = Job::due(&self.0) {
            let action = loop {
                pieces += 1;
                match job.advance(&|| true) {
                    Work::Pending(next) | Work::Elsewhere(next, _) => job = next,
                    Work::Done(action) => break action,
                }
            };
            self.act(action);
        }
        pieces
    }

    fn edit(&mut self, text: &str) {
        self.act(Action::Edit(text.into()));
        self.run();
    }

    fn at(&self) -> (usize, usize) {
        (self.0.playhead.done, self.0.playhead.event)
    }

    fn len(&self) -> usize {
        self.0.run.as_ref().map_or(0, |run| run.trace.ops.len())
    }
}

#[test]
fn a_page_opens_at_the_end_of_its_run() {
    let page = Page::open(SCRIPT);
    assert_eq!((page.at(), page.len()), ((4, 0), 4));
    assert!(!page.0.stale && page.0.error.is_none());
}

#[test]
fn a_page_opens_where_its_link_says_as_far_as_that_goes() {
    let open_at = |playhead| {
        let document = Document { playhead: Some(playhead), ..document(SCRIPT) };
        let mut page = Page(AppState::new(document, Theme::System, Language::English));
        page.run();
        page.at()
    };
    assert_eq!(open_at(Playhead::after(2)), (2, 0));
    assert_eq!(open_at(Playhead { done: 1_000_000, event: 7 }), (4, 0));
}

#[test]
fn at_the_end_one_stays_at_the_end_of_a_longer_script() {
    let mut page = Page::open(SCRIPT);
    page.edit(&format!("{SCRIPT}let d = alloc(8);\n"));
    assert_eq!(page.at(), (5, 0));
}

#[test]
fn elsewhere_one_stays_at_the_operation() {
    let mut page = Page::open(SCRIPT);
    page.act(Action::Go(Move::To(3)));
    page.edit(&format!("{SCRIPT}let d = alloc(8);\n"));
    assert_eq!(page.at(), (3, 0));
    page.edit("let a = alloc(24);\n");
    assert_eq!(page.at(), (1, 0), "as far as there are operations");
}

#[test]
fn a_mistake_keeps_the_last_run_and_its_place() {
    let mut page = Page::open(SCRIPT);
    page.act(Action::Go(Move::To(2)));
    let run = page.0.run.clone();
    page.edit("let a = alloc(24);\nfree(a);\nfree(a);\n");
    let Some(Failure::Script(mistake)) = page.0.error.as_deref() else { panic!("there is a mistake") };
    assert_eq!(mistake.line, 3);
    assert!(page.0.run == run, "the same run is shown");
    assert_eq!(page.at(), (2, 0));

    page.edit(SCRIPT);
    assert!(page.0.error.is_none());
    assert_eq!(page.at(), (2, 0));
}

#[test]
fn an_arena_that_cannot_be_keeps_the_last_run_too() {
    let mut page = Page::open(SCRIPT);
    page.act(Action::Arena(arena::Change::PageSize(48)));
    page.run();
    assert!(matches!(page.0.error.as_deref(), Some(Failure::Arena(_))));
    assert_eq!(page.len(), 4);
}

#[test]
fn events_forth_and_back_visit_the_same_places() {
    let mut page = Page::open(SCRIPT);
    page.act(Action::Go(Move::Start));
    let mut places = vec![page.at()];
    while !page.0.at_end() {
        page.act(Action::Go(Move::EventForward));
        places.push(page.at());
    }
    assert!(places.len() > page.len() + 1, "some operation has more than one event: {places:?}");
    for &place in places.iter().rev() {
        assert_eq!(page.at(), place);
        page.act(Action::Go(Move::EventBack));
    }
    assert_eq!(page.at(), (0, 0));
}

#[test]
fn playing_ends_at_the_end_and_begins_again_at_the_start() {
    let mut page = Page::open(SCRIPT);
    page.act(Action::TogglePlay);
    assert_eq!((page.0.playing, page.at()), (true, (0, 0)));
    page.act(Action::Advance(3));
    assert_eq!((page.0.playing, page.at()), (true, (3, 0)));
    page.act(Action::Advance(3));
    assert_eq!((page.0.playing, page.at()), (false, (4, 0)));
}

#[test]
fn playing_can_go_event_by_event() {
    let mut page = Page::open(SCRIPT);
    page.act(Action::Speed(Speed { per_second: 2, events: true }));
    page.act(Action::TogglePlay);
    page.act(Action::Advance(1));
    assert_eq!(page.at(), (0, 1));
}

#[test]
fn any_move_by_hand_pauses() {
    let mut page = Page::open(SCRIPT);
    page.act(Action::TogglePlay);
    page.act(Action::Go(Move::OperationForward));
    assert!(!page.0.playing);
    page.act(Action::Advance(5));
    assert_eq!(page.at(), (1, 0), "a frame that comes late moves nothing");
}

#[test]
fn nothing_to_play_is_not_played() {
    let mut page = Page::open("// nothing yet\n");
    page.act(Action::TogglePlay);
    assert!(!page.0.playing);
}

#[test]
fn freeing_by_hand_writes_a_line_and_shows_what_it_did() {
    let mut page = Page::open(SCRIPT);
    page.act(Action::ByHand(Request::Free { block: 1 }));
    page.run();
    assert!(page.0.program.script().contains("free(b);"), "{}", page.0.program.script());
    assert_eq!((page.at(), page.len()), ((5, 0), 5));
}

/// It used to take seconds: the script was run again for each line tried, only to find none.
#[test]
fn what_can_not_be_freed_by_hand_is_refused_without_running_anything() {
    let mut page = Page::open(SCRIPT);
    page.act(Action::Go(Move::To(1)));
    page.act(Action::ByHand(Request::Free { block: 0 }));
    assert!(page.0.notice.as_ref().is_some_and(Notice::is_warning), "it is freed in line 3");
    assert_eq!(page.work(), 0);
    assert_eq!((&*page.0.program.script(), page.at()), (SCRIPT, (1, 0)));
}

#[test]
fn the_line_added_by_hand_is_run_once() {
    let mut page = Page::open(SCRIPT);
    page.act(Action::ByHand(Request::Free { block: 1 }));
    let mut job = Job::due(&page.0).expect("a search");
    let action = loop {
        match job.advance(&|| true) {
            Work::Pending(next) | Work::Elsewhere(next, _) => job = next,
            Work::Done(action) => break action,
        }
    };
    page.act(action);
    let executed = page.0.executed.clone().expect("the search has run it");
    page.work();
    let run = page.0.run.as_ref().expect("it runs");
    assert!(Rc::ptr_eq(&run.trace, &executed.trace), "the lanes got that very trace");
}

#[test]
fn typing_while_a_line_is_looked_for_wins() {
    let mut page = Page::open(SCRIPT);
    page.act(Action::ByHand(Request::Free { block: 1 }));
    page.edit("let only = alloc(1);");
    assert_eq!((&*page.0.program.script(), page.len()), ("let only = alloc(1);", 1));
}

#[test]
fn lanes_run_once_they_are_shown() {
    let lane = LaneKind::SegregatedBump;
    let document = Document { shown: Lanes::at_first(), ..document(SCRIPT) };
    let mut page = Page(AppState::new(document, Theme::System, Language::English));
    page.run();
    let run = page.0.run.clone().expect("it runs");
    assert_eq!(run.lanes(), Lanes::at_first());
    assert!(run.frame(lane, Playhead::START).is_none());

    page.act(Action::Go(Move::To(2)));
    page.act(Action::ToggleLane(lane));
    page.run();
    let more = page.0.run.clone().expect("it runs");
    assert_eq!((more.lanes(), page.at()), (Lanes::ours(), (2, 0)));
    assert!(Rc::ptr_eq(&run.trace, &more.trace), "the script was not run again");
    assert!(more != run);

    page.act(Action::ToggleLane(lane));
    page.act(Action::ToggleLane(lane));
    assert_eq!(page.work(), 0, "what has run stays");
}

#[test]
fn a_lane_can_be_shown_beside_a_mistake() {
    let document = Document { shown: Lanes::at_first(), ..document(SCRIPT) };
    let mut page = Page(AppState::new(document, Theme::System, Language::English));
    page.run();
    page.edit("let a = ");
    page.act(Action::ToggleLane(LaneKind::SegregatedBump));
    page.run();
    assert!(page.0.error.is_some());
    assert_eq!(page.0.run.as_ref().map(Run::lanes), Some(Lanes::ours()));
}

#[test]
fn runs_of_one_trace_in_other_arenas_differ() {
    let page = Page::open(SCRIPT);
    let run = page.0.run.clone().expect("it runs");
    let mut other = run.clone();
    other.settings.max_pages += 1;
    assert!(run == run.clone() && run != other);
}

#[test]
fn allocating_by_hand_goes_where_the_playhead_is() {
    let mut page = Page::open(SCRIPT);
    page.act(Action::Go(Move::To(2)));
    page.act(Action::ByHand(Request::Alloc { size: 40, align: 8 }));
    page.run();
    assert_eq!((page.at(), page.len()), ((3, 0), 5));
    let told = page.0.playhead.current().expect("an operation is told");
    let op = &page.0.run.as_ref().expect("it runs").trace.ops[told];
    assert!(matches!(op, crate::trace::Op::Alloc { size: 40, .. }), "{op:?}");
}

#[test]
fn allocating_by_hand_inside_a_loop_says_where_the_line_went() {
    let mut page = Page::open("for i in 0..5 { let a = alloc(16); }");
    page.act(Action::Go(Move::To(2)));
    page.act(Action::ByHand(Request::Alloc { size: 40, align: 8 }));
    page.run();
    assert_eq!(page.at(), (6, 0));
    let later = by_hand::Later { number: 6, asked: 3, after: Some((1, 1)) };
    assert_eq!(page.0.notice, Some(Notice::AddedLater { line: 2, later }));
}

#[test]
fn by_hand_nothing_is_freed_that_is_not_in_the_script_any_more() {
    let mut page = Page::open(SCRIPT);
    page.act(Action::Edit("let a = ".into()));
    page.act(Action::ByHand(Request::Free { block: 0 }));
    assert_eq!(&*page.0.program.script(), "let a = ");
    assert!(page.0.notice.as_ref().is_some_and(Notice::is_warning));
}

#[test]
fn the_last_lane_in_sight_stays() {
    let mut page = Page::open(SCRIPT);
    for lane in LaneKind::OURS {
        page.act(Action::ToggleLane(lane));
    }
    assert_eq!(page.0.shown.iter().collect::<Vec<_>>(), LaneKind::OURS[LaneKind::OURS.len() - 1..]);
}

#[test]
fn hiding_a_lane_with_more_events_leaves_a_place_that_exists() {
    let run = Page::open(SCRIPT).0.run.expect("it runs");
    let all = run.timeline(Lanes::ours());
    let mut moved = 0;
    for done in 0..all.len() {
        for event in 0..all.stops(done) {
            for lane in LaneKind::OURS {
                let place = Playhead { done, event };
                let document = Document { playhead: Some(place), ..document(SCRIPT) };
                let mut page = Page(AppState::new(document, Theme::System, Language::English));
                page.run();
                page.act(Action::ToggleLane(lane));
                let seen = run.timeline(page.0.shown);
                assert_eq!(page.0.playhead, place.clamp(&seen));
                moved += usize::from(page.0.playhead != place);
            }
        }
    }
    assert!(moved > 0, "some place is there for one lane only");
}

#[test]
fn the_work_is_what_is_opened_again() {
    let mut page = Page::open(SCRIPT);
    assert_eq!(page.0.document(), document(SCRIPT), "at the end, it opens at the end");
    page.act(Action::Go(Move::To(1)));
    page.act(Action::ToggleLane(LaneKind::SegregatedBump));
    let saved = page.0.document();
    let mut again = Page::open("let other = alloc(1);");
    again.act(Action::Open(saved.clone()));
    assert_eq!(again.0.document(), saved, "also before it has run");
    again.run();
    assert_eq!(again.0.document(), saved);
    assert_eq!(again.at(), (1, 0));
}

#[test]
fn what_changes_nothing_keeps_the_state() {
    let page = Page::open(SCRIPT);
    for action in [
        Action::Edit(SCRIPT.into()),
        Action::Hover(None),
        Action::Select(None),
        Action::Advance(1),
        Action::Arena(arena::Change::MaxPages(Settings::default().max_pages)),
        Action::Notify(None),
    ] {
        assert!(page.0.is_idle(&action));
    }
}

#[test]
fn how_far_a_file_is_replaces_only_its_own_notice() {
    let mut page = Page::open(SCRIPT);
    let made = |percent| Action::Notify(Some(Notice::Making(Some(Made { percent, bytes: None }))));
    assert!(page.0.is_idle(&made(5)), "it was dismissed");
    page.act(Action::Notify(Some(Notice::Making(None))));
    assert!(!page.0.is_idle(&made(10)));
    page.act(made(10));
    assert!(matches!(page.0.notice, Some(Notice::Making(Some(Made { percent: 10, .. })))));
    page.act(Action::Notify(Some(Notice::LinkCopied)));
    assert!(page.0.is_idle(&made(15)), "another one was told since");
}

#[test]
fn a_selected_block_that_is_gone_from_the_script_is_not_selected() {
    let mut page = Page::open(SCRIPT);
    page.act(Action::Select(Some(Pick::Block(2))));
    page.edit("let a = alloc(24);\n");
    assert_eq!(page.0.selected, None);
}

#[test]
fn a_link_decides_the_language_until_the_reader_does() {
    let asks = |language| Document { view: View { language, ..View::default() }, ..document(SCRIPT) };
    let mut page = Page(AppState::new(asks(Some(Language::Chinese)), Theme::System, Language::English));
    assert_eq!(page.0.language, Language::Chinese);
    page.run();
    assert_eq!(page.0.document().view.language, Some(Language::Chinese), "a reload stays in it");
    page.act(Action::Open(asks(None)));
    assert_eq!(
        (page.0.language, page.0.document().view.language),
        (Language::Chinese, Some(Language::Chinese))
    );
    page.act(Action::Open(asks(Some(Language::English))));
    assert_eq!(
        (page.0.language, page.0.document().view.language),
        (Language::English, Some(Language::English))
    );
    page.act(Action::Language(Language::English));
    assert_eq!((page.0.language, page.0.document().view.language), (Language::English, None), "chosen now");
    page.act(Action::Open(asks(None)));
    assert_eq!(page.0.document().view.language, None);
}

#[test]
fn a_link_decides_zoom_speed_and_frame_and_an_example_leaves_them() {
    let view = View { embed: true, zoom: 2, speed: Some(Speed::ALL[0]), language: None };
    let mut page =
        Page(AppState::new(Document { view, ..document(SCRIPT) }, Theme::System, Language::English));
    page.run();
    assert_eq!((page.0.layout.embedded, page.0.zoom, page.0.speed), (true, 2, Speed::ALL[0]));
    page.act(Action::Example(&examples::EXAMPLES[1]));
    assert_eq!(page.0.document().view, view, "a link to it shows the same");
    page.act(Action::Zoom(0));
    page.act(Action::Speed(Speed::default()));
    assert_eq!(page.0.document().view, View { embed: true, ..View::default() });
    page.act(Action::Open(Document { view: View::default(), ..document(SCRIPT) }));
    assert_eq!(page.0.document().view, View::default());
}

#[test]
fn edits_are_what_the_reader_does_to_the_work() {
    let mut page = Page::open(SCRIPT);
    page.act(Action::Go(Move::Start));
    page.act(Action::ToggleLane(LaneKind::FreeList));
    page.act(Action::Open(document("let b = alloc(8);")));
    page.run();
    page.act(Action::Language(Language::Chinese));
    page.act(Action::Zoom(1));
    assert_eq!(page.0.edits, 0);
    let edits = [
        Action::Edit("let c = alloc(8);".into()),
        Action::Arena(arena::Change::MaxPages(3)),
        Action::ByHand(Request::Alloc { size: 8, align: 8 }),
        Action::Example(&examples::EXAMPLES[0]),
    ];
    for (count, edit) in (1..).zip(edits) {
        page.act(edit);
        page.run();
        assert_eq!(page.0.edits, count);
    }
}
