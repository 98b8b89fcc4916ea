//! The trace, the table and the picture of a whole run as files. The trace and the table may have a million lines, so they are
//! written piece by piece, in turns: no text of a whole file is ever in memory, and no frame waits for it.

use std::cell::Cell;

use heap_lab::{
    export::csv::Table,
    import::write::Writer,
    state::{AppState, Made, Notice, Run},
};
use wasm_bindgen_futures::spawn_local;

use super::{super::overview::figure::Picture, Words, stem, subject};
use crate::browser::{
    blobs::Parts,
    download,
    turns::{now, turn},
};

/// The length of a slice, in milliseconds.
const SLICE: f64 = 8.0;
/// Progress is told in steps of this many percent.
const STEP: usize = 5;

thread_local! {
    /// How often files that were being made were stopped.
    static STOPS: Cell<u32> = const { Cell::new(0) };
}

/// Stops all files that are being made.
pub fn stop() {
    STOPS.set(STOPS.get() + 1);
}

/// Saves the trace of the run, or of a recorded program that has not run.
pub fn save_trace(state: &AppState, run: Option<&Run>, gzip: bool, notify: impl Fn(Notice) + 'static) {
    let recorded = state.program.recorded().map(|recorded| recorded.imported.trace.clone());
    let is_recorded = recorded.is_some();
    let Some(trace) = recorded.or_else(|| run.map(|run| run.trace.clone())) else { return };
    let heading = state.language.text().heading(&subject(state));
    let name = format!("{}.trace{}", stem(state), if gzip { ".gz" } else { "" });
    notify(Notice::Making(None));
    spawn_local(async move {
        let mut saving = Saving::new(gzip, trace.ops.len());
        let mut writer =
            if is_recorded { Writer::recorded(&trace, &heading) } else { Writer::script(&trace, &heading) };
        while let Some(piece) = writer.next() {
            saving.push(&piece).await;
            if saving.rest(writer.done(), &notify).await.is_none() {
                return;
            }
        }
        notify(saving.finish(name).await);
    });
}

/// Saves the numbers of the lanes shown, of the whole run.
pub fn save_numbers(state: &AppState, run: &Run, notify: impl Fn(Notice) + 'static) {
    let name = format!("lite-alloc-{}-numbers.csv", stem(state));
    let mut table = Table::new(run.clone(), state.shown);
    let all = run.trace.ops.len();
    notify(Notice::Making(None));
    spawn_local(async move {
        let mut saving = Saving::new(false, all);
        while table.advance() {
            if let Some(piece) = table.piece(false) {
                saving.push(&piece).await;
            }
            if saving.rest(table.done(), &notify).await.is_none() {
                return;
            }
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
    gzip: bool,
    /// Bytes so far, before they are compressed.
    bytes: u64,
    /// Operations of the run.
    all: usize,
    /// The part of them that was told last, in steps.
    told: usize,
    /// The end of the turn.
    end: f64,
    /// What [`STOPS`] was when it began.
    stops: u32,
}

impl Saving {
    fn new(gzip: bool, all: usize) -> Self {
        let (parts, end, stops) = (Parts::new(gzip), now() + SLICE, STOPS.get());
        Self { parts, gzip, bytes: 0, all: all.max(1), told: 0, end, stops }
    }

    async fn push(&mut self, piece: &str) {
        self.bytes += piece.len() as u64;
        if let Some(parts) = &mut self.parts
            && parts.push(piece).await.is_none()
        {
            self.parts = None;
        }
    }

    /// Ends the turn if it is long enough, and tells how far the file is after so many operations. None once it was stopped.
    async fn rest(&mut self, done: usize, notify: &impl Fn(Notice)) -> Option<()> {
        if now() < self.end {
            return Some(());
        }
        let step = done * 100 / self.all / STEP;
        if step > self.told && self.bytes > 0 {
            self.told = step;
            let bytes = (self.bytes as f64 * self.all as f64 / done as f64) as u64;
            let bytes = (!self.gzip).then_some(bytes);
            notify(Notice::Making(Some(Made { percent: (step * STEP) as u8, bytes })));
        }
        turn().await;
        self.end = now() + SLICE;
        (self.stops == STOPS.get()).then_some(())
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
    notify(Notice::Making(None));
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
