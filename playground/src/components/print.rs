//! The page on paper: the story, the heaps, the legend and the whole script.

use std::{cell::RefCell, rc::Rc};

use heap_lab::{
    examples,
    export::svg::escape,
    state::{AppState, Run},
    text::examples::ExampleText,
};
use yew::prelude::*;

use super::{
    heap::figure::{Picture, Subject, Words},
    share,
};
use crate::browser::printing;

/// The width of pictures on paper, in pixels. It fits between the margins of A4 and Letter.
const WIDTH: f64 = 720.0;

/// Prints the work instead of the page.
#[hook]
pub fn use_printing(state: &AppState) {
    let latest = use_mut_ref(|| None::<AppState>);
    latest.replace(Some(state.clone()));
    use_effect_with((), move |()| {
        let watch = printing::Watch::new(move || sheet(&latest));
        move || drop(watch)
    });
}

fn sheet(latest: &Rc<RefCell<Option<AppState>>>) -> Option<String> {
    let state = latest.borrow().clone()?;
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
    if let Some(example) = examples::of_script(&state.text) {
        let ExampleText { intro, .. } = text.example(example.id);
        add("<p>", &intro.replace('`', ""), "</p>");
    }
    add("<h2>", &title, "</h2>");
    add("<p>", &position, "</p>");
    let picture = Picture::new(&Subject { state, run, lanes: state.shown, width: WIDTH });
    picture.pieces().iter().for_each(|piece| add(piece, "", ""));
    // While a question is open, the script tells what happens next.
    if !state.is_asked() {
        add("<h2>", text.page().desk.script, "</h2><pre>");
        let current = state.playhead.current().and_then(|op| run.source.line(op));
        for (number, line) in (1..).zip(state.text.lines()) {
            let (before, after) = if current == Some(number) { ("<mark>", "</mark>\n") } else { ("", "\n") };
            add(before, line, after);
        }
        add("</pre>", "", "");
    }
    add("<p>", &format!("{made_with} · {link}"), "</p>");
    html
}
