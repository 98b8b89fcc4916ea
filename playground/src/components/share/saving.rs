//! Files that take a while to be made: the trace, which this page and others can open, and the picture of the whole run.
//!
//! The trace is written piece by piece, so that no text of it is ever in memory as a whole, and compressed by the browser.

use std::rc::Rc;

use heap_lab::{
    import::write::Writer,
    state::{AppState, Notice, Run},
    trace::Trace,
};
use wasm_bindgen_futures::spawn_local;

use super::{super::overview::figure::Picture, Words, stem, subject};
use crate::browser::{
    blobs::{self, Parts},
    download,
    turns::{now, turn},
};

/// The length of a slice, in milliseconds.
const SLICE: f64 = 8.0;

/// Saves the trace of the run, or of a recorded program that has not run.
pub fn save_trace(state: &AppState, run: Option<&Run>, gzip: bool, notify: impl Fn(Notice) + 'static) {
    let recorded = state.program.recorded().map(|recorded| recorded.imported.trace.clone());
    let is_recorded = recorded.is_some();
    let Some(trace) = recorded.or_else(|| run.map(|run| run.trace.clone())) else { return };
    let heading = state.language.text().heading(&subject(state));
    let name = format!("{}.trace{}", stem(state), if gzip { ".gz" } else { "" });
    notify(Notice::Collecting);
    spawn_local(async move {
        let blob = match write(&trace, &heading, is_recorded).await {
            Some(parts) if gzip => parts.gzip().await,
            Some(parts) => parts.finish(),
            None => None,
        };
        let saved = blob.is_some_and(|blob| download::save(&name, &blob).is_some());
        notify(if saved { Notice::Saved(name) } else { Notice::NotSaved });
    });
}

/// Saves the maps and the curve of a run, as pixels or as SVG.
pub fn save_run(state: &AppState, run: &Run, words: Words, pixels: bool, notify: impl Fn(Notice) + 'static) {
    let name = format!("lite-alloc-{}-run.{}", stem(state), if pixels { "png" } else { "svg" });
    let (run, shown, text) = (run.clone(), state.shown, state.language.text());
    notify(Notice::Collecting);
    spawn_local(async move {
        let picture = Picture::make(run, shown, text).await;
        let saved = {
            let name = name.clone();
            move |saved| notify(if saved { Notice::Saved(name) } else { Notice::NotSaved })
        };
        if !pixels {
            let (svg, _) = picture.svg(&words);
            return saved(download::save_text(&name, "image/svg+xml", &svg));
        }
        match picture.canvas(&words) {
            Some(canvas) => download::save_canvas(name, &canvas, saved),
            None => saved(false),
        }
    });
}

async fn write(trace: &Rc<Trace>, heading: &str, is_recorded: bool) -> Option<Parts> {
    let writer = if is_recorded { Writer::recorded(trace, heading) } else { Writer::script(trace, heading) };
    let mut parts = blobs::Parts::default();
    let mut end = now() + SLICE;
    for piece in writer {
        parts.push(&piece)?;
        if now() >= end {
            turn().await;
            end = now() + SLICE;
        }
    }
    Some(parts)
}
