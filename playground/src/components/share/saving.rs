//! The trace, the table and the picture of a whole run as files. The trace and the table may have a million lines, so they are
//! written piece by piece, in turns: no text of a whole file is ever in memory, and no frame waits for it.

use heap_lab::{
    export::csv::Table,
    import::write::Writer,
    state::{AppState, Notice, Run},
};
use wasm_bindgen_futures::spawn_local;

use super::{super::overview::figure::Picture, Words, file, stem, subject};
use crate::browser::{
    blobs::Parts,
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
    notify(Notice::Making);
    spawn_local(async move {
        let mut saving = Saving::new(gzip);
        let writer =
            if is_recorded { Writer::recorded(&trace, &heading) } else { Writer::script(&trace, &heading) };
        for piece in writer {
            saving.push(&piece).await;
            saving.rest().await;
        }
        notify(saving.finish(name).await);
    });
}

/// Saves the numbers of the lanes shown.
pub fn save_numbers(state: &AppState, run: &Run, notify: impl Fn(Notice) + 'static) {
    let name = file(state, run, state.shown, "csv");
    let mut table = Table::new(run.clone(), state.shown);
    notify(Notice::Making);
    spawn_local(async move {
        let mut saving = Saving::new(false);
        while table.advance() {
            if let Some(piece) = table.piece(false) {
                saving.push(&piece).await;
            }
            saving.rest().await;
        }
        if let Some(piece) = table.piece(true) {
            saving.push(&piece).await;
        }
        notify(saving.finish(name).await);
    });
}

/// A file that is written in turns.
struct Saving {
    /// What there is of it; none once the browser did not take a part.
    parts: Option<Parts>,
    /// The end of the turn.
    end: f64,
}

impl Saving {
    fn new(gzip: bool) -> Self {
        Self { parts: Parts::new(gzip), end: now() + SLICE }
    }

    async fn push(&mut self, piece: &str) {
        if let Some(parts) = &mut self.parts
            && parts.push(piece).await.is_none()
        {
            self.parts = None;
        }
    }

    /// Ends the turn if it is long enough.
    async fn rest(&mut self) {
        if now() >= self.end {
            turn().await;
            self.end = now() + SLICE;
        }
    }

    /// Saves the file under this name. Returns what came of it.
    async fn finish(self, name: String) -> Notice {
        let file = match self.parts {
            Some(parts) => parts.finish().await,
            None => None,
        };
        match file.and_then(|file| download::save(&name, &file)) {
            Some(()) => Notice::Saved(name),
            None => Notice::NotSaved,
        }
    }
}

/// Saves the maps and the curve of a run, as pixels or as SVG.
pub fn save_run(state: &AppState, run: &Run, words: Words, pixels: bool, notify: impl Fn(Notice) + 'static) {
    let name = format!("lite-alloc-{}-run.{}", stem(state), if pixels { "png" } else { "svg" });
    let (run, shown, text) = (run.clone(), state.shown, state.language.text());
    notify(Notice::Making);
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
