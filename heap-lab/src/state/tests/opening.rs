//! How examples open, what stays of them, and their chapters.

use super::*;
use crate::arena::Change;

#[test]
fn an_example_opens_before_its_first_operation() {
    let mut page = Page::open(SCRIPT);
    page.act(Action::Example(&examples::EXAMPLES[0]));
    page.run();
    assert_eq!(page.at(), (0, 0));
    assert!(page.0.playhead.current().is_none() && !page.0.at_end());
}

#[test]
fn an_example_is_remembered_while_it_is_edited_and_there_is_a_way_back() {
    let [tour, other] = [0, 1].map(|index| &examples::EXAMPLES[index]);
    let mut page = Page::open(SCRIPT);
    assert_eq!((page.0.example, page.0.example_edited()), (None, false));
    page.act(Action::Example(tour));
    page.run();
    assert_eq!((page.0.example, page.0.example_edited()), (Some(tour), false));
    page.edit(&format!("{}// mine\n", page.0.program.script()));
    assert_eq!((page.0.example, page.0.example_edited()), (Some(tour), true));
    page.act(Action::Language(Language::Chinese));
    page.act(Action::Example(tour));
    page.run();
    assert!(!page.0.example_edited(), "the way back, in any language");

    page.act(Action::ByHand(Request::Alloc { size: 8, align: 8 }));
    page.run();
    assert_eq!((page.0.example, page.0.example_edited()), (Some(tour), true));
    page.edit(tour.script(Language::English));
    assert!(!page.0.example_edited(), "the edits were undone");
    page.act(Action::Arena(Change::MaxPages(9)));
    page.run();
    assert!(page.0.example_edited(), "its numbers are those of its arena");
    page.edit(other.script(Language::English));
    assert_eq!(page.0.example, Some(other), "what was pasted");
    page.act(Action::Open(document(SCRIPT)));
    assert_eq!((page.0.example, page.0.example_edited()), (None, false));
}

#[test]
fn an_unchanged_example_follows_the_language() {
    let example = examples::find("coalescing").expect("there is one");
    let document = Document { shown: Lanes::at_first(), ..Document::of(example, Lanes::ours()) };
    let mut page = Page(AppState::new(document, Theme::System, Language::Chinese));
    assert_eq!(&*page.0.program.script(), example.script(Language::Chinese), "from the start");
    page.run();
    page.act(Action::Arena(Change::MaxPages(3)));
    page.run();
    page.act(Action::Go(Move::To(7)));
    page.act(Action::Go(Move::EventForward));
    let (at, settings, shown) = (page.at(), page.0.settings, page.0.shown);
    for language in [Language::English, Language::Chinese] {
        page.act(Action::Language(language));
        assert_eq!(&*page.0.program.script(), example.script(language));
        page.run();
        assert_eq!((page.at(), page.0.settings, page.0.shown), (at, settings, shown));
    }

    let changed = format!("{}// mine\n", example.script(Language::Chinese));
    page.edit(&changed);
    page.act(Action::Language(Language::English));
    assert_eq!(*page.0.program.script(), *changed, "what the reader wrote stays");
    assert!(!page.0.stale);
    page.act(Action::Example(example));
    assert_eq!(&*page.0.program.script(), example.script(Language::English));
}

#[test]
fn labels_are_passed_and_not_counted() {
    let mut page = Page::open("label(\"a\");\nlet a = alloc(8);\nlabel(\"b\");\nfree(a);\nlabel(\"end\");\n");
    assert_eq!((page.at(), page.len()), ((4, 0), 5), "the end is after the last operation");
    assert_eq!(page.0.document().playhead, None);
    let run = page.0.run.clone().expect("it runs");
    assert_eq!([0, 1, 2, 3, 4, 5].map(|done| run.count(done)), [0, 0, 1, 1, 2, 2]);
    let mut places = Vec::new();
    for way in [Move::OperationBack, Move::OperationBack, Move::OperationBack, Move::OperationForward] {
        page.act(Action::Go(way));
        places.push(page.at());
    }
    assert_eq!(places, [(2, 0), (0, 0), (0, 0), (2, 0)]);
    page.act(Action::Go(Move::To(3)));
    assert_eq!(page.at(), (3, 0), "a chapter");
}
