//! Notes at positions of a run.

use super::*;

fn pinned(page: &Page) -> Vec<(usize, String)> {
    page.0.pinned().iter().map(|note| (note.at.done, note.text.to_string())).collect()
}

#[test]
fn a_note_is_shown_where_it_is_pinned() {
    let mut page = Page::open(SCRIPT);
    assert_eq!(page.0.note_here(), None);
    page.act(Action::Note(Playhead::after(2), Some(" Now both are live. ".into())));
    assert_eq!(page.0.note_here(), None, "elsewhere");
    page.act(Action::Go(Move::To(2)));
    assert_eq!(page.0.note_here().as_deref(), Some("Now both are live."));
    page.act(Action::Note(Playhead::after(2), Some("Two.".into())));
    assert_eq!(page.0.note_here().as_deref(), Some("Two."));
    assert_eq!(page.0.edits, 2);
    page.act(Action::Note(Playhead::after(2), None));
    assert_eq!((page.0.note_here(), page.0.edits), (None, 3));
    assert!(page.0.is_idle(&Action::Note(Playhead::after(2), None)));
}

#[test]
fn notes_come_back_from_the_link_of_the_work() {
    let mut page = Page::open(SCRIPT);
    page.act(Action::Note(Playhead::after(1), Some("One.".into())));
    let link = page.0.document().write().expect("it fits");
    let read = Document::read(&link).expect("it is whole").expect("it says something");
    let mut again = Page::open("alloc(1);");
    again.act(Action::Open(read));
    again.work();
    assert_eq!(pinned(&again), [(1, "One.".into())]);

    let mut page = Page::open(SCRIPT);
    page.act(Action::Example(&examples::EXAMPLES[0]));
    page.work();
    assert_eq!(pinned(&page), []);
    page.act(Action::Note(Playhead::START, Some("Begin.".into())));
    let link = page.0.document().write().expect("it fits");
    assert!(link.starts_with("1."), "an example with a note is work: {link}");
    let read = Document::read(&link).expect("it is whole").expect("it says something");
    assert_eq!(read.notes, page.0.notes);
    assert!(!read.replaces(&Document { notes: Notes::default(), ..read.clone() }, false), "other work");
    page.act(Action::Language(Language::Chinese));
    page.work();
    assert_eq!(&*page.0.program.script(), examples::EXAMPLES[0].script(Language::Chinese));
    assert_eq!(page.0.note_here().as_deref(), Some("Begin."));
}

#[test]
fn an_edit_keeps_the_notes() {
    let mut page = Page::open(SCRIPT);
    for done in [1, 4] {
        page.act(Action::Note(Playhead::after(done), Some(format!("{done}").into())));
    }
    page.edit("let a = alloc(24);\nlet b = alloc(8);\n");
    assert_eq!(pinned(&page), [(1, "1".into()), (2, "4".into())], "at the end of a shorter run");
    page.edit(SCRIPT);
    assert_eq!(pinned(&page), [(1, "1".into()), (4, "4".into())], "and back in its place");
}
