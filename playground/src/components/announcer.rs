//! What is announced to screen readers after a step: the operation, and its result in each lane.

use heap_lab::{
    lab::{
        frame::Frame,
        report::{self, Asked},
    },
    playhead::Playhead,
    state::Run,
    text::Text,
};
use yew::prelude::*;

/// The visually hidden live region. It is silent while the playhead plays, since it could never keep up.
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
    if let Asked::Label { text: label } = asked {
        return text.chapter(label);
    }
    let mut spoken = text.spoken_operation(run.count(op) + 1, run.count(run.trace.ops.len()), &asked);
    for frame in frames {
        let inside = playhead.event > 0;
        let what = if run.ended_before(frame.kind, playhead) {
            text.ended_before().to_owned()
        } else {
            of_lane(frame, run.settings.page_size, op, inside, text)
        };
        spoken += &text.spoken_lane(frame.kind, &what);
    }
    spoken
}

/// The current step inside an operation, or else the story of the operation.
fn of_lane(frame: &Frame, page_size: u32, op: usize, inside: bool, text: &dyn Text) -> String {
    frame.read(|recording| match frame.shown_steps(recording).last() {
        Some(step) if inside => text.step(step, frame.kind, page_size),
        _ => text.story(&report::story(recording, op), frame.kind, page_size),
    })
}
