//! The verdict as files.

use heap_lab::{
    export::{
        figure::Looks,
        verdict::{Charts, Subject, csv, json},
    },
    samples,
    state::{AppState, Home, Notice},
    verdict::Verdict,
};

use super::{RATIO, WIDTH, stem, subject};
use crate::{
    browser::{brush, download, fragment, theme},
    components::heap::figure,
};

/// What of it is saved, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// The numbers of the lanes.
    Csv,
    /// All of it, as the terminal prints it.
    Json,
    /// The charts, as SVG.
    Svg,
    /// The charts, as PNG.
    Png,
}

/// Saves the verdict.
pub fn save(state: &AppState, verdict: &Verdict, format: Format, notify: impl Fn(Notice) + 'static) {
    let (kind, ending) = match format {
        Format::Csv => ("text/csv", "csv"),
        Format::Json => ("application/json", "json"),
        Format::Svg => ("image/svg+xml", "svg"),
        Format::Png => ("image/png", "png"),
    };
    let name = format!("lite-alloc-{}-verdict.{ending}", stem(state));
    let saved = {
        let name = name.clone();
        move |saved| notify(if saved { Notice::Saved(name) } else { Notice::NotSaved })
    };
    let text = match format {
        Format::Csv => csv(verdict),
        Format::Json => {
            let recorded = state.program.recorded().map(|recorded| &recorded.imported);
            let recorded = recorded.map(|imported| (imported.format, &*imported.notes));
            json(&Subject { file: &file(state), recorded }, verdict)
        }
        Format::Svg => charts(state, verdict).svg().0,
        Format::Png => {
            let charts = charts(state, verdict);
            let (_, height) = charts.svg();
            return match brush::sheet(WIDTH, height, RATIO) {
                Some((canvas, brush)) => {
                    charts.paint(&brush, height);
                    download::save_canvas(name, &canvas, saved);
                }
                None => saved(false),
            };
        }
    };
    saved(download::save_text(&name, kind, &text));
}

/// The name of the file that the terminal would read.
fn file(state: &AppState) -> String {
    match state.program.home() {
        Some(Home::File(name)) => name.to_string(),
        Some(Home::Sample(slug)) => {
            samples::find(slug).map_or_else(|| slug.to_string(), |sample| sample.name())
        }
        None => format!("{}.rhai", stem(state)),
    }
}

/// The charts in the colours of the page.
fn charts(state: &AppState, verdict: &Verdict) -> Charts {
    let text = state.language.text();
    let [ink, soft, line, bars, ground] =
        theme::resolve("color", ["--ink", "--ink-2", "--line-strong", "--heap-live-line", "--surface"]);
    let [sans, mono] = theme::resolve("font-family", ["--sans", "--mono"]);
    let looks = Looks { ink, soft, line, sans, mono };
    let link =
        state.document().write().map_or_else(|_| fragment::address(""), |text| fragment::address(&text));
    let caption = format!("{} · {}", text.export().made_with, figure::written(&link));
    Charts::new(verdict, &subject(state), caption, (WIDTH, looks, [bars, ground]), text)
}
