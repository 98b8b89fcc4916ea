//! What `docs/lessons.md` tells teachers: its example has no mistake, and it leaves out no name.

use heap_lab::{
    lab::LaneKind,
    lesson::pair,
    question::{Happening, Measure},
    text::Language,
};

use super::right;

const DOCS: [&str; 2] =
    [include_str!("../../../docs/lessons.md"), include_str!("../../../docs/lessons.zh.md")];

/// The lesson in the longer fence.
fn example(docs: &str) -> &str {
    let start = docs.split_once("````markdown").map_or("", |(_, rest)| rest);
    start.split_once("\n````\n").map_or("", |(example, _)| example.trim())
}

#[test]
fn the_example_is_a_lesson() {
    let [english, chinese] = DOCS.map(|docs| right(&example(docs).replace("\r\n", "\n")));
    assert!(english.asks().count() == 1 && english.steps.len() == 4, "{english:?}");
    assert_eq!(pair::differences(&english, &chinese), []);
}

#[test]
fn every_name_is_explained() {
    let kinds = ["place", "probes", "list", "draw", "number", "yes-no", "first"];
    let names = LaneKind::OURS.map(LaneKind::slug).into_iter().chain(kinds);
    let names = names.chain(Measure::ALL.map(Measure::key)).chain(Happening::ALL.map(Happening::key));
    for name in names {
        for docs in DOCS {
            assert!(docs.contains(&format!("`{name}`")), "{name}");
        }
    }
}

#[test]
fn buttons_are_called_as_on_the_page() {
    for (language, docs) in Language::ALL.into_iter().zip(DOCS) {
        let labels = language.text().teaching();
        let (write, homework) = (&labels.write, &labels.homework);
        let buttons = [write.write, write.link, write.save, write.open, homework.give];
        for label in buttons.into_iter().chain([labels.results.results, labels.worksheet.print]) {
            assert!(docs.contains(&format!("*{label}*")), "{label}");
        }
    }
}
