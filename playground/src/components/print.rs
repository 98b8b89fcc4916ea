//! The page on paper: the story, the heaps, the legend and the whole script; or, while a lesson is read, a worksheet.

use std::{cell::RefCell, rc::Rc};

use gloo_timers::callback::Timeout;
use heap_lab::{
    examples,
    export::svg::escape,
    state::{AppState, Run, rehearsal::Rehearsal},
    text::examples::ExampleText,
};
use yew::prelude::*;

use super::{
    heap::figure::{Picture, Subject, Words},
    share, verdict, worksheet,
};
use crate::browser::{
    fragment, printing,
    turns::{Turns, now},
};

/// The width of pictures on paper, in pixels. It fits between the margins of A4 and Letter.
const WIDTH: f64 = 720.0;

/// The delay before an open lesson is made ready for paper, in milliseconds: what is shown comes first.
const REST: u32 = 1000;
/// The length of a turn of that, in milliseconds.
const SLICE: f64 = 8.0;

/// Prints the work instead of the page.
#[hook]
pub fn use_printing(state: &AppState) {
    let latest = use_mut_ref(|| None::<AppState>);
    latest.replace(Some(state.clone()));
    let ready = use_mut_ref(|| None::<Rehearsal>);
    use_rehearsal(state, &ready);
    use_effect_with((), move |()| {
        let watch = printing::Watch::new(move || sheet(&latest, &ready));
        move || drop(watch)
    });
}

/// Runs the scenes of the open lesson ahead of time: a browser that prints does not wait.
#[hook]
fn use_rehearsal(state: &AppState, ready: &Rc<RefCell<Option<Rehearsal>>>) {
    let ready = ready.clone();
    let lesson = state.reading.as_ref().map(|reading| reading.lesson.clone());
    use_effect_with((lesson, state.language), move |(lesson, language)| {
        ready.replace(lesson.clone().map(|lesson| Rehearsal::new(lesson, *language)));
        let turns = Rc::new(RefCell::new(None));
        let timer = lesson.is_some().then(|| {
            let turns = turns.clone();
            Timeout::new(REST, move || {
                turns.replace(Some(Turns::start(move || {
                    let end = now() + SLICE;
                    ready.borrow_mut().as_mut().is_some_and(|ready| !ready.advance(&|| now() >= end))
                })));
            })
        });
        move || drop((timer, turns.take()))
    });
}

fn sheet(latest: &RefCell<Option<AppState>>, ready: &RefCell<Option<Rehearsal>>) -> Option<String> {
    let state = latest.borrow().clone()?;
    if let (Some(reading), Some(ready)) = (&state.reading, &mut *ready.borrow_mut()) {
        while !ready.advance(&|| false) {}
        let text = state.language.text();
        let link = state.document().write().unwrap_or_default();
        // A student with homework finds no answers on paper.
        return Some(worksheet::html(ready, reading.homework.is_none(), &fragment::address(&link), text));
    }
    if state.layout.verdict
        && let Some(html) = printing::shown(verdict::ID)
    {
        return Some(html);
    }
    let run = state.seen()?;
    Some(html(&state, &run))
}

fn html(state: &AppState, run: &Run) -> String {
    let text = state.language.text();
    let Words { title, position, subject, made_with, link } = share::words(state, run);
    let mut html = String::new();
    let mut add = |before: &str, words: &str, after: &str| {
        html.push_str(before);
        escape(&mut html, words);
        html.push_str(after);
    };
    add("<h1>", &subject, "</h1>");
    if let Some(example) = examples::of_script(&state.program.script()) {
        let ExampleText { intro, .. } = text.example(example.id);
        add("<p>", &intro.replace('`', ""), "</p>");
    }
    add("<h2>", &title, "</h2>");
    add("<p>", &position, "</p>");
    let mut picture = Picture::new(&Subject { state, run, lanes: state.shown, width: WIDTH });
    picture.pieces(0, &mut Vec::new()).iter().for_each(|piece| add(piece, "", ""));
    if state.program.is_script() {
        add("<h2>", text.page().desk.script, "</h2><pre>");
        let current = state.playhead.current().and_then(|op| run.source.line(op));
        for (number, line) in (1..).zip(state.program.script().lines()) {
            let (before, after) = if current == Some(number) { ("<mark>", "</mark>\n") } else { ("", "\n") };
            add(before, line, after);
        }
        add("</pre>", "", "");
    }
    add("<p>", &format!("{made_with} · {link}"), "</p>");
    html
}
