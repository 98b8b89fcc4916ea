//! What is spoken to screen readers after a step: the operation, and what each lane made of it.

use heap_lab::{
    lab::{frame::Frame, report},
    playhead::Playhead,
    state::Run,
    text::Text,
};
use yew::prelude::*;

/// The live region, out of sight. While the playhead moves by itself it is quiet: it would never end.
pub fn announcer(run: &Run, playhead: Playhead, frames: &[Frame], quiet: bool, text: &dyn Text) -> Html {
    html! {
        <div class="unseen" role="log" aria-live="polite" aria-atomic="true" id="announcer">
            { if quiet { String::new() } else { spoken(run, playhead, frames, text) } }
        </div>
    }
}

fn spoken(run: &Run, playhead: Playhead, frames: &[Frame], text: &dyn Text) -> String {
    let Some(op) = playhead.current() else {
        return text.spoken_start().to_owned();
    };
    let asked = report::asked(&run.trace, op);
    let mut spoken = text.spoken_operation(op + 1, run.trace.ops.len(), &asked);
    for frame in frames {
        let inside = playhead.event > 0;
        if let Some(what) = of_lane(frame, run.settings.page_size, op, inside, text) {
            spoken += &text.spoken_lane(frame.kind, &what);
        }
    }
    spoken
}

/// The current step where we are inside the operation, and else what came of it.
fn of_lane(frame: &Frame, page_size: u32, op: usize, inside: bool, text: &dyn Text) -> Option<String> {
    frame.read(|recording| match frame.shown_steps(recording).last() {
        Some(step) if inside => Some(text.step(step, frame.kind, page_size)),
        _ => report::outcome(recording, op).map(|report| text.outcome(&report)),
    })
}
