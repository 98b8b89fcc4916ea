//! What is told to screen readers after a step: the operation, and what each lane made of it.

use heap_lab::{
    lab::{frame::Frame, narrate},
    playhead::Playhead,
    state::Run,
};
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub struct AnnouncerProps {
    pub run: Run,
    pub playhead: Playhead,
    /// The lanes in sight, now.
    pub frames: Vec<Frame>,
    /// While the playhead moves by itself nothing is told: it would never end.
    pub quiet: bool,
}

/// The place where it is told, out of sight.
#[component]
pub fn Announcer(props: &AnnouncerProps) -> Html {
    html! {
        <div class="unseen" role="log" aria-live="polite" aria-atomic="true" id="announcer">
            { if props.quiet { String::new() } else { words(props) } }
        </div>
    }
}

fn words(props: &AnnouncerProps) -> String {
    let AnnouncerProps { run, playhead, frames, .. } = props;
    let Some(op) = playhead.current() else {
        return "Before the first operation.".to_owned();
    };
    let mut text =
        format!("Operation {} of {}: {}.", op + 1, run.trace.ops.len(), narrate::operation(&run.trace, op));
    for frame in frames {
        let told = lane_words(frame, run, op, playhead.event > 0);
        if !told.is_empty() {
            text += &format!(" {}: {told}.", frame.kind.short_name());
        }
    }
    text
}

/// The step that is told where we are inside the operation, and else what came of it.
fn lane_words(frame: &Frame, run: &Run, op: usize, inside: bool) -> String {
    frame.read(|recording| {
        let step = frame.moment.told.checked_sub(1).and_then(|last| recording.steps(op).get(last));
        match step {
            Some(step) if inside => narrate::step(step, frame.kind, run.settings.page_size),
            _ => narrate::outcome(recording, op),
        }
    })
}
