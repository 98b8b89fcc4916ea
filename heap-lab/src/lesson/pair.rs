//! Two languages of a lesson, compared: only what is read may differ.

use super::{Block, Content, Inline, Lesson, Place, Scene, Step, claim::Claim};
use crate::{
    arena::Settings,
    lab::Lanes,
    script,
    trace::{Op, Trace},
};

/// A difference between two languages of a lesson, with the lines in both files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What is different.
    pub what: &'static str,
    /// The line in the first file; 0 if it has nothing there.
    pub line: u32,
    /// The line in the second file; 0 if it has nothing there.
    pub other: u32,
}

/// Everything that is different, in the order of the lesson.
pub fn differences(one: &Lesson, other: &Lesson) -> Vec<Difference> {
    let mut differences = Vec::new();
    let mut note = |what, line, other| differences.push(Difference { what, line, other });
    for (one, other) in pairs(&one.scenes, &other.scenes) {
        let lines = (one.map_or(0, |scene| scene.line), other.map_or(0, |scene| scene.line));
        if one.map(scene) != other.map(scene) {
            note("script, fresh data, arena or lanes", lines.0, lines.1);
        }
    }
    for (one, other) in pairs(&one.steps, &other.steps) {
        let lines = (one.map_or(0, |step| step.line), other.map_or(0, |step| step.line));
        if one.map(|step| (step.scene, step.heading.is_some()))
            != other.map(|step| (step.scene, step.heading.is_some()))
        {
            note("scene or heading", lines.0, lines.1);
        }
        if one.map(|step| &step.place) != other.map(|step| &step.place) {
            note("place", lines.0, lines.1);
        }
        if one.map(content) != other.map(content) {
            note("question, links or claims", lines.0, lines.1);
        }
    }
    differences
}

/// The elements of both in pairs, and what one of them has more.
fn pairs<'a, T>(one: &'a [T], other: &'a [T]) -> impl Iterator<Item = (Option<&'a T>, Option<&'a T>)> {
    (0..one.len().max(other.len())).map(|index| (one.get(index), other.get(index)))
}

/// What a scene does, whatever its comments and labels are.
fn scene(scene: &Scene) -> (Option<Trace>, Vec<Option<Trace>>, Settings, Lanes) {
    let fresh = (1..=3).filter_map(|seed| scene.with_seed(seed)).map(|script| trace(&script)).collect();
    (trace(&scene.script), fresh, scene.settings, scene.lanes)
}

fn trace(script: &str) -> Option<Trace> {
    let mut trace = Trace::clone(&script::run_short(script)?.ok()?.trace);
    for op in &mut trace.ops {
        if let Op::Label { text } = op {
            *text = "".into();
        }
    }
    Some(trace)
}

/// What the recording is asked, and what drives the figure. Sentences may be in another order.
fn content(step: &Step) -> (String, Vec<String>) {
    match &step.content {
        Content::Ask(ask) => {
            let texts = [&ask.text, &ask.after].map(|text| text.is_empty());
            (format!("{:?}", (&ask.id, ask.kind, ask.lanes, ask.op, ask.until, texts)), Vec::new())
        }
        Content::Prose(blocks) => {
            let mut links = Vec::new();
            let mut shape = String::new();
            for block in blocks {
                match block {
                    Block::Paragraph(words) => add(words, &mut links),
                    Block::List { ordered, items } => {
                        shape += &format!("{ordered} {}", items.len());
                        items.iter().for_each(|words| add(words, &mut links));
                    }
                }
            }
            links.sort();
            (shape, links)
        }
    }
}

fn add(words: &[Inline], links: &mut Vec<String>) {
    for word in words {
        match word {
            Inline::Text(_) | Inline::Code(_) | Inline::Url { .. } => {}
            Inline::Strong(inner) | Inline::Emphasis(inner) => add(inner, links),
            Inline::Go { place, .. } => links.push(go(place)),
            Inline::Fact { claim, .. } => links.push(fact(claim)),
        }
    }
}

fn go(place: &Place) -> String {
    format!("{place:?}")
}

fn fact(claim: &Claim) -> String {
    format!("{claim:?}")
}
