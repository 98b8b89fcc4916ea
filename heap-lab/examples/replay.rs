//! Every example run natively, as JSON: the numbers and pictures that the end-to-end tests expect to find on the page.
//!
//! ```text
//! { "<example>": { "<lane>": [ { "done": 0, "outcome": null, "numbers": {…}, "tiles": […], "bins": […] }, … ] } }
//! ```
//!
//! Numbers have the names that they have on the page; `null` means that there is no value.

use std::rc::Rc;

use heap_lab::{
    arena::Settings,
    examples::EXAMPLES,
    lab::{
        LaneKind, Recording,
        metrics::Metric,
        view::{Numbers, Tile},
    },
    scene::{chain, facts},
    script,
    text::Language,
    trace::Trace,
};
use serde_json::{Map, Value, json};

/// The maximum number of positions shown of a run, including its start and its end.
const MOST_STOPS: usize = 12;

fn main() -> Result<(), String> {
    let mut all = Map::new();
    for example in EXAMPLES {
        let script = example.script(Language::English);
        let trace = script::run(script).map_err(|error| format!("{}: {error:?}", example.slug))?.trace;
        all.insert(example.slug.to_owned(), lanes(&trace, example.settings)?);
    }
    println!("{}", Value::Object(all));
    Ok(())
}

/// The results of each allocator for a trace.
fn lanes(trace: &Rc<Trace>, settings: Settings) -> Result<Value, String> {
    let lane = |kind| {
        let mut recording = Recording::run(kind, trace.clone(), settings)
            .map_err(|error| format!("{}: {error:?}", kind.slug()))?;
        let stops = stops(recording.len()).map(|done| stop(&mut recording, done)).collect::<Value>();
        Ok((kind.slug(), stops))
    };
    LaneKind::OURS.into_iter().map(lane).collect()
}

/// Positions from 0 to `len`, evenly spread.
fn stops(len: usize) -> impl Iterator<Item = usize> {
    let gaps = len.clamp(1, MOST_STOPS - 1);
    let mut stops: Vec<_> = (0..=gaps).map(|gap| gap * len / gaps).collect();
    stops.dedup();
    stops.into_iter()
}

/// The state after `done` operations.
fn stop(recording: &mut Recording, done: usize) -> Value {
    recording.seek(done);
    let trace = recording.trace();
    let tile =
        |tile: Tile| json!([tile.start, tile.size, facts::kind(&tile), facts::tile_name(trace, &tile)]);
    json!({
        "done": done,
        "outcome": done.checked_sub(1).map(|op| format!("{:?}", recording.outcome(op))),
        "numbers": metrics(&recording.numbers()),
        "tiles": recording.tiles(0..recording.heap_end()).into_iter().map(tile).collect::<Value>(),
        "bins": chain::lists(recording.bins()).map(|(_, bin)| json!(bin.blocks)).collect::<Value>(),
    })
}

fn metrics(numbers: &Numbers) -> Value {
    Metric::ALL.into_iter().map(|metric| (metric.key(), json!(metric.value(numbers).raw()))).collect()
}
