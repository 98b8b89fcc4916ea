//! Every lesson of the course from start to end, as a student reads it.

use std::rc::Rc;

use super::*;
use crate::{
    lesson::{Block, Content, Inline, Lesson, Place, course::COURSE},
    question::{self, Answer, Kind},
    state::reading::{Origin, Read},
};

fn open(index: usize, language: Language) -> Page {
    let mut page = Page(AppState::new(document(SCRIPT), Theme::System, language));
    page.run();
    let (lesson, origin) = (COURSE[index].lesson(language), Origin::Course(index));
    page.read(Read::Open { lesson, origin, step: 0, answered: Rc::default(), homework: None });
    page
}

/// The places of the links in a text.
fn links(inlines: &[Inline]) -> Vec<&Place> {
    let mut places = Vec::new();
    for inline in inlines {
        match inline {
            Inline::Go { place, .. } => places.push(place),
            Inline::Strong(inner) | Inline::Emphasis(inner) => places.extend(links(inner)),
            _ => {}
        }
    }
    places
}

fn links_of(lesson: &Lesson, step: usize) -> Vec<&Place> {
    let Content::Prose(blocks) = &lesson.steps[step].content else { return Vec::new() };
    let texts = blocks.iter().flat_map(|block| match block {
        Block::Paragraph(text) => vec![text],
        Block::List { items, .. } => items.iter().collect(),
    });
    texts.flat_map(|text| links(text)).collect()
}

/// An answer that is never right.
fn wrong(kind: Kind, lanes: Lanes, truth: &Answer) -> Answer {
    let answers = match kind {
        Kind::Place => [Answer::Place(None), Answer::Place(Some(7))],
        Kind::Probes => [Answer::Probes(vec![]), Answer::Probes(vec![7])],
        Kind::List { .. } => [Answer::List(vec![]), Answer::List(vec![7])],
        Kind::Draw { .. } => [Answer::Draw(vec![]), Answer::Draw(vec![question::Paint::Live])],
        Kind::Number(_) => [Answer::Number(0), Answer::Number(77_777)],
        Kind::YesNo(_) => [true, false].map(|yes| Answer::YesNo(vec![yes; lanes.iter().count()])),
        Kind::First(_) => [Answer::First(None), Answer::First(lanes.iter().next())],
    };
    answers.into_iter().find(|answer| answer != truth).expect("one of two differs")
}

#[test]
fn every_lesson_is_read_from_start_to_end() {
    for (index, entry) in COURSE.iter().enumerate() {
        for language in Language::ALL {
            for is_right in [true, false] {
                let mut page = open(index, language);
                let lesson = page.reading().lesson.clone();
                for step in 0..lesson.steps.len() {
                    let at = format!("step {} of {} in {}", step + 1, entry.slug, language.tag());
                    page.read(Read::Step(step));
                    assert_eq!(page.reading().step, step, "{at}");
                    assert!(page.0.error.is_none() && !page.0.reading_edited(), "{at}");
                    shows(&page, &lesson.steps[step].place, &at);
                    for place in links_of(&lesson, step) {
                        page.read(Read::Follow { step, place: place.clone() });
                        shows(&page, place, &format!("a link in {at}"));
                    }
                    if lesson.steps[step].ask().is_some() {
                        answer(&mut page, is_right, &at);
                    }
                }
                assert!(page.reading().answered.iter().all(|&right| right == Some(is_right)));
            }
        }
    }
}

/// The figure shows what the lesson means it to show.
fn shows(page: &Page, place: &Place, at: &str) {
    let run = page.0.run.as_ref().expect("there is a run");
    if let Some(playhead) = place.playhead(&run.trace) {
        assert_eq!(page.0.playhead, playhead, "{at}");
    }
    assert_eq!(page.0.selected.is_some(), place.select.is_some(), "{at}");
    assert!(place.lanes.is_none_or(|lanes| lanes.without(page.0.shown).is_empty()), "{at}");
}

fn answer(page: &mut Page, is_right: bool, at: &str) {
    let question = page.asking().question.unwrap_or_else(|| panic!("{at} has no question"));
    assert!(page.0.is_asked() && page.seen() == question.from, "{at}");
    let run = page.0.run.clone().expect("there is a run");
    let truth = question::truth(&question, run.recordings()).expect("there is one right answer");
    page.answer(if is_right { truth } else { wrong(question.kind, question.lanes, &truth) });
    let grade = page.asking().grade.clone().expect("it is graded");
    assert_eq!(grade.fault.is_none(), is_right, "{at}");
    assert!(page.0.playing && page.at() == (question.from, 0), "{at}");
    for _ in 0..10_000 {
        page.act(Action::Advance(1));
    }
    assert_eq!((page.0.playing, page.at()), (false, (question.to, 0)), "{at}");
}
