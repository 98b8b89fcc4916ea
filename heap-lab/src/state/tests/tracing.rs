//! Recorded programs: opened, left, kept, and opened again.

use super::*;
use crate::{
    arena::Change,
    import::{Builder, Format},
    share,
};

/// Four operations, one of them a label.
fn recorded(home: Home) -> Rc<Recorded> {
    recorded_after(0, home)
}

/// The same after so many pairs of an allocation and its free.
fn recorded_after(pairs: usize, home: Home) -> Rc<Recorded> {
    let mut builder = Builder::new(Format::Lines);
    for _ in 0..pairs {
        builder.allocate(9, Some(16), 0, false).unwrap();
        builder.free(9).unwrap();
    }
    builder.allocate(0, Some(24), 0, false).unwrap();
    builder.allocate(1, Some(100), 0, false).unwrap();
    builder.label("day 2").unwrap();
    builder.free(0).unwrap();
    Rc::new(Recorded::new(home, builder.finish().unwrap()))
}

fn file(name: &str) -> Home {
    Home::File(name.into())
}

fn open(page: &mut Page, home: Home) {
    page.act(Action::OpenTrace(recorded(home)));
    page.work();
}

#[test]
fn a_trace_opens_at_its_end_in_the_visible_lanes_with_its_own_arena() {
    let mut page = Page::open(SCRIPT);
    page.act(Action::ToggleLane(LaneKind::SegregatedBump));
    let shown = page.0.shown;
    open(&mut page, file("mine.trace"));
    let trace = recorded(file("mine.trace"));
    assert_eq!((page.0.shown, page.0.settings), (shown, trace.imported.arena()));
    assert_eq!((page.at(), page.len(), page.0.is_busy()), ((4, 0), 4, false));
    assert_eq!(page.0.run.as_ref().map(Run::lanes), Some(shown));
    assert!(page.0.layout.panel.is_some_and(|panel| Panel::OF_TRACE.contains(&panel)));
}

#[test]
fn the_labels_of_a_sample_follow_the_language_and_those_of_a_file_stay() {
    let mut page = Page::open(SCRIPT);
    let sample = || Home::Sample("json".into());
    let label = |page: &Page| page.0.run.as_ref().unwrap().labels[0].1.to_string();
    page.act(Action::Language(Language::Chinese));
    page.work();
    open(&mut page, sample());
    assert_eq!((label(&page).as_str(), page.at()), ("第 2 天", (4, 0)));
    page.act(Action::Go(Move::To(1)));
    page.act(Action::Language(Language::English));
    page.work();
    assert_eq!((label(&page).as_str(), page.at()), ("day 2", (1, 0)), "as it was recorded");
    page.act(Action::Language(Language::Chinese));
    page.work();
    assert_eq!((label(&page).as_str(), page.at()), ("第 2 天", (1, 0)));
    assert_eq!(page.0.document().write(), Ok(share::sample("json", Lanes::ours(), Some(Playhead::after(1)))));

    open(&mut page, file("mine"));
    assert_eq!(label(&page), "day 2");
    let revision = page.0.revision;
    page.act(Action::Language(Language::English));
    assert_eq!((page.0.revision, page.0.is_busy()), (revision, false), "there is nothing to run again");
}

#[test]
fn a_long_trace_opens_with_the_pictures_of_its_whole_run() {
    let mut page = Page::open(SCRIPT);
    open(&mut page, file("short"));
    assert!(!page.0.layout.overview);
    page.act(Action::OpenTrace(recorded_after(crate::state::tracing::LONG / 2, file("long"))));
    assert!(page.0.layout.overview);
    page.act(Action::LeaveTrace);
    assert!(!page.0.layout.overview, "a script opens without");
}

#[test]
fn the_script_comes_back_as_it_was() {
    let mut page = Page::open(SCRIPT);
    page.act(Action::Go(Move::To(2)));
    page.act(Action::Note(Playhead::after(2), Some("mine".into())));
    let before = page.0.document();
    open(&mut page, file("one"));
    open(&mut page, file("two"));
    page.act(Action::LeaveTrace);
    page.work();
    assert_eq!((page.0.document(), page.at()), (before, (2, 0)));
    assert!(page.0.is_idle(&Action::LeaveTrace), "it is there");
}

#[test]
fn without_a_script_before_the_first_example_opens() {
    let document = Document { program: Program::Absent { home: file("gone"), arena: true }, ..document("") };
    let mut page = Page(AppState::new(document, Theme::System, Language::English));
    assert!(!page.0.is_busy(), "there is nothing to run yet");
    page.act(Action::LeaveTrace);
    page.run();
    assert_eq!(page.0.example, Some(&examples::EXAMPLES[0]));
}

#[test]
fn a_recorded_program_is_not_edited() {
    let mut page = Page::open(SCRIPT);
    open(&mut page, file("mine"));
    page.act(Action::ByHand(Request::Free { block: 1 }));
    assert_eq!((page.0.notice.clone(), page.work()), (Some(Notice::NoScript), 0));
    page.act(Action::Edit("let a = alloc(1);".into()));
    assert!(page.0.program.recorded().is_some());
    let quiz = Action::Read(crate::state::reading::Read::Quiz(1));
    assert!(page.0.is_idle(&quiz), "a quiz writes a script");
}

#[test]
fn its_arena_can_be_another() {
    let mut page = Page::open(SCRIPT);
    open(&mut page, file("mine"));
    let settings = Settings { page_size: 64, max_pages: 1 };
    page.act(Action::Arena(Change::PageSize(settings.page_size)));
    page.act(Action::Arena(Change::MaxPages(settings.max_pages)));
    page.run();
    let run = page.0.run.as_ref().expect("it runs");
    assert_eq!((run.settings, run.trace.ops.len()), (settings, 4));
    assert!(run.first_refusal(LaneKind::FreeList).is_some(), "it is too small for it");
}

#[test]
fn a_file_is_in_no_link_and_a_tab_keeps_its_name_and_the_rest() {
    let mut page = Page::open(SCRIPT);
    open(&mut page, file("mine"));
    page.act(Action::Go(Move::To(1)));
    page.act(Action::Arena(Change::PageSize(4096)));
    page.act(Action::Arena(Change::MaxPages(9)));
    page.run();
    page.act(Action::Note(Playhead::after(1), Some("here".into())));
    let was = page.0.document();
    assert_eq!(was.write(), Err(share::LinkError::File));
    let kept = Document::read(&was.keep().unwrap()).unwrap().unwrap();
    let mut again = Page(AppState::new(kept, Theme::System, Language::English));
    assert_eq!((again.0.awaited(), again.0.is_busy()), (Some(&file("mine")), false));
    assert_eq!(again.0.document().keep(), was.keep(), "waiting loses nothing");
    open(&mut again, file("mine"));
    let is = again.0.document();
    assert_eq!(
        (is.settings, is.playhead, is.notes, is.shown),
        (was.settings, was.playhead, was.notes, was.shown)
    );
    assert_eq!(again.at(), (1, 0));
}

#[test]
fn another_file_than_the_awaited_one_is_opened_for_itself() {
    let home = file("awaited");
    let document = Document { program: Program::Absent { home, arena: true }, ..document("") };
    let mut page = Page(AppState::new(document, Theme::System, Language::English));
    open(&mut page, file("other"));
    assert_eq!((page.at(), page.0.settings), ((4, 0), recorded(file("other")).imported.arena()));
}

#[test]
fn a_sample_has_a_short_link_while_nothing_is_changed() {
    let sample = Home::Sample("json".into());
    let mut page = Page::open(SCRIPT);
    open(&mut page, sample.clone());
    page.act(Action::Go(Move::To(1)));
    let link = page.0.document().write().unwrap();
    assert_eq!(link, share::sample("json", Lanes::ours(), Some(Playhead::after(1))));
    let linked = || Document::read(&link).unwrap().unwrap();
    let mut visit = Page(AppState::new(linked(), Theme::System, Language::English));
    assert_eq!(visit.0.document().write(), Ok(link.clone()), "also before it is there");
    open(&mut visit, sample.clone());
    assert_eq!((visit.at(), visit.0.settings), ((1, 0), recorded(sample.clone()).imported.arena()));
    visit.act(Action::Arena(Change::PageSize(4096)));
    visit.act(Action::Arena(Change::MaxPages(9)));
    visit.run();
    visit.act(Action::Note(Playhead::after(1), Some("here".into())));
    let was = visit.0.document();
    let changed = Document::read(&was.write().unwrap()).unwrap().unwrap();
    let mut visit = Page(AppState::new(changed, Theme::System, Language::English));
    open(&mut visit, sample);
    let is = visit.0.document();
    assert_eq!((is.settings, is.playhead, is.notes), (was.settings, was.playhead, was.notes));
}

#[test]
fn other_work_takes_the_place_of_a_trace() {
    let mut page = Page::open(SCRIPT);
    open(&mut page, file("mine"));
    let trace = page.0.document();
    page.act(Action::Example(&examples::EXAMPLES[1]));
    page.run();
    assert_eq!(page.0.example, Some(&examples::EXAMPLES[1]));
    page.act(Action::Open(trace.clone()));
    page.run();
    assert_eq!((page.0.document(), page.len()), (trace, 4), "the history has it, as it was");
}

#[test]
fn the_language_changes_without_a_new_run() {
    let mut page = Page::open(SCRIPT);
    open(&mut page, file("mine"));
    page.act(Action::Language(Language::Chinese));
    assert!(!page.0.is_busy() && page.0.program.recorded().is_some());
}
