//! What is read from the text of a lesson.

use heap_lab::{
    lab::{LaneKind, Lanes},
    lesson::{Block, Content, END, Inline, Lesson, Place, Step, course},
    question::{Happening, Kind, Measure},
    text::Language,
};

use super::right;

/// A lesson in one lane with this text below its script.
fn lesson(body: &str) -> Lesson {
    let head = "# Title\n\nIntroduction.\n\n```heap pages=1 lanes=free-list\nlet a = alloc(24);\nlet b = alloc(24);\n\
                free(a);\n```\n\n";
    right(&(head.to_owned() + body))
}

fn words(step: &Step) -> &[Inline] {
    match &step.content {
        Content::Prose(blocks) => match &blocks[0] {
            Block::Paragraph(words) => words,
            Block::List { .. } => panic!("{blocks:?}"),
        },
        Content::Ask(ask) => &ask.text,
    }
}

fn text(text: &str) -> Inline {
    Inline::Text(text.into())
}

fn at(op: usize, event: usize) -> Place {
    Place { op: Some(op), event, ..Place::default() }
}

#[test]
fn marks_become_parts_of_a_paragraph() {
    let lesson = lesson("A *b **c*** `d*` \\*e\\* ***f*** 2 * 3 ``g`h``.");
    let strong = |inner: &str| Inline::Strong(vec![text(inner)]);
    let expected = [
        text("A "),
        Inline::Emphasis(vec![text("b "), strong("c")]),
        text(" "),
        Inline::Code("d*".into()),
        text(" *e* "),
        Inline::Strong(vec![Inline::Emphasis(vec![text("f")])]),
        text(" 2 * 3 "),
        Inline::Code("g`h".into()),
        text("."),
    ];
    assert_eq!(words(&lesson.steps[0]), expected);
}

#[test]
fn lines_are_joined_with_a_space_but_not_in_chinese() {
    let joined = |body: &str| words(&lesson(body).steps[0]).to_vec();
    assert_eq!(joined("one\n  two"), [text("one two")]);
    assert_eq!(joined("空闲\n链表，\nfree 块\nlist"), [text("空闲链表，free 块 list")]);
    assert_eq!(joined("“one”\n“two”"), [text("“one” “two”")]);
    assert_eq!(joined("称为\n“箱”\n的链表"), [text("称为“箱”的链表")]);
}

#[test]
fn a_list_belongs_to_the_paragraph_above() {
    let lesson = lesson("Two:\n\n- one\n  and a half\n- two\n\n1. first\n\nNext.");
    assert_eq!(lesson.steps.len(), 2);
    let Content::Prose(blocks) = &lesson.steps[0].content else { panic!("{lesson:?}") };
    let items = vec![vec![text("one and a half")], vec![text("two")]];
    assert_eq!(blocks[1], Block::List { ordered: false, items });
    assert_eq!(blocks[2], Block::List { ordered: true, items: vec![vec![text("first")]] });
}

#[test]
fn a_step_stays_where_the_one_before_is() {
    let body = "Start.\n\n## Part\n\n{op=1 event=1 select=a} Inside.\n\nStays.\n\n{lanes=free-list,boundary-tag} Two lanes.\n\n\
                ```ask number id=q what=live until=3\n```\n\nAfter it.\n\n{op=end} End.\n\n```heap\nlet c = alloc(8);\n```\n\nAgain.";
    let lesson = lesson(body);
    let lanes = |lanes: &[LaneKind]| Some(lanes.iter().copied().collect::<Lanes>());
    let places: Vec<_> = lesson.steps.iter().map(|step| step.place.clone()).collect();
    let expected = [
        at(0, 0),
        Place { select: Some("a".into()), ..at(1, 1) },
        at(1, 1),
        Place { lanes: lanes(&[LaneKind::FreeList, LaneKind::BoundaryTag]), ..at(1, 1) },
        Place { lanes: lanes(&[LaneKind::FreeList]), ..at(1, 0) },
        at(3, 0),
        at(END, 0),
        at(0, 0),
    ];
    assert_eq!(places, expected);
    let scenes: Vec<_> = lesson.steps.iter().map(|step| step.scene).collect();
    assert_eq!(scenes, [0, 0, 0, 0, 0, 0, 0, 1]);
    let headings: Vec<_> = lesson.steps.iter().map(|step| step.heading.is_some()).collect();
    assert_eq!(headings, [false, true, false, false, false, false, false, false]);
}

#[test]
fn questions_have_kinds_and_usual_values() {
    let body = "```ask yes-no id=y what=moves op=0\n```\n\n```ask draw id=d unit=8 op=1\n```\n\n\
                ```ask number id=n what=largest op=1 until=3\nHow *large*?\n---\nSo large.\n```\n\n\
                ```ask first id=f what=grows lanes=bump-free-list,boundary-tag op=0 until=end\n```";
    let lesson = lesson(body);
    let asks: Vec<_> = lesson.asks().map(|(_, ask)| ask).collect();
    let kinds: Vec<_> =
        asks.iter().map(|ask| (ask.kind, ask.op, ask.until, ask.lanes.iter().count())).collect();
    let expected = [
        (Kind::YesNo(Happening::Moves), 0, 1, 1),
        (Kind::Draw { unit: 8 }, 1, 2, 1),
        (Kind::Number(Measure::Largest), 1, 3, 1),
        (Kind::First(Happening::Grows), 0, END, 2),
    ];
    assert_eq!(kinds, expected);
    assert_eq!(asks[2].text, [text("How "), Inline::Emphasis(vec![text("large")]), text("?")]);
    assert_eq!(asks[2].after, [text("So large.")]);
    assert!(asks[0].text.is_empty() && asks[0].after.is_empty());
}

#[test]
fn line_ends_and_a_mark_of_the_file_do_not_matter() {
    for language in Language::ALL {
        let text = course::template(language);
        let other = format!("\u{feff}{}", text.replace('\n', "\r\n"));
        assert_eq!(right(text), right(&other));
    }
}
