//! One allocator at work: what it just did in words, its heap, its structure and its numbers.

use heap_lab::{
    lab::{
        frame::Frame,
        narrate,
        view::{Numbers, Outcome, Step},
    },
    scene::Pick,
    state::{Action, Run},
    trace::BlockId,
};
use yew::prelude::*;

use super::{heap::Heap, metrics::Metrics, structure::Structure, text::use_text};
use crate::store::Dispatch;

#[derive(PartialEq, Properties)]
pub struct LaneProps {
    pub frame: Frame,
    pub run: Run,
    pub selected: Option<Pick>,
    pub hovered: Option<Pick>,
    pub show_links: bool,
    pub zoom: i32,
    /// Changes when the colours do.
    pub dark: bool,
    /// Whether moments follow each other by themselves.
    pub hurried: bool,
    pub free: Callback<BlockId>,
    pub dispatch: Dispatch,
}

/// A lane.
#[component]
pub fn Lane(props: &LaneProps) -> Html {
    let LaneProps { frame, run, selected, hovered, show_links, zoom, dark, hurried, free, dispatch } = props;
    let select = use_callback(dispatch.clone(), |pick, dispatch| dispatch.dispatch(Action::Select(pick)));
    let hover = use_callback(dispatch.clone(), |pick, dispatch| dispatch.dispatch(Action::Hover(pick)));
    let rescale = use_callback(dispatch.clone(), |zoom, dispatch| dispatch.dispatch(Action::Zoom(zoom)));
    let text = use_text();
    let name = frame.kind.name();
    let slug = AttrValue::from(frame.kind.slug());
    let title = format!("{slug}-title");
    html! {
        <article class="lane" data-lane={slug.clone()} aria-labelledby={title.clone()}>
            <div class="lane-body">
                <header class="lane-head">
                    <h2 id={title}>{ name }</h2>
                    <p>{ text.idea(frame.kind) }</p>
                </header>
                { telling(frame, run) }
                <Heap frame={frame.clone()} trace={run.trace.clone()} source={run.source.clone()} settings={run.settings}
                    label={format!("Heap of {name}")} selected={*selected} hovered={*hovered}
                    on_select={select.clone()} on_hover={hover.clone()} on_free={free.clone()}
                    show_links={*show_links} zoom={*zoom} on_zoom={rescale} hurried={*hurried}
                    theme_key={u32::from(*dark)} />
                <Structure frame={frame.clone()} trace={run.trace.clone()} selected={*selected} hovered={*hovered}
                    on_select={select} on_hover={hover} />
                <Metrics lane={slug} numbers={numbers(frame)} />
            </div>
        </article>
    }
}

/// What came of the operation, and the step that is told.
fn telling(frame: &Frame, run: &Run) -> Html {
    let moment = frame.moment;
    let Some(op) = moment.op else {
        return html! { <div class="telling"><p class="outcome">{ "The memory is empty." }</p></div> };
    };
    let (steps, step, outcome, words) = frame.read(|recording| {
        let steps = recording.steps(op);
        let step = moment.told.checked_sub(1).and_then(|last| steps.get(last));
        let step = step.map(|step| narrate::step(step, frame.kind, run.settings.page_size));
        (steps.len(), step, recording.outcome(op), narrate::outcome(recording, op))
    });
    let over = moment.done > op;
    let refused = matches!(outcome, Outcome::OutOfMemory | Outcome::NoPages);
    html! {
        <div class="telling">
            <p class={classes!("outcome", (over && refused).then_some("outcome-refused"))}
                data-outcome={over.then(|| format!("{outcome:?}"))}>
                { if over { words } else { "…".to_owned() } }
            </p>
            if let Some(step) = step {
                <p class="step" data-told={moment.told.to_string()}>
                    <span class="step-count" title="steps told, of those that this allocator takes here">
                        { format!("{}/{steps}", moment.told) }
                    </span>
                    <span>{ step }</span>
                </p>
            }
        </div>
    }
}

/// The numbers at the moment. Inside an operation, the blocks probed so far count.
fn numbers(frame: &Frame) -> Numbers {
    let moment = frame.moment;
    frame.read(|recording| {
        let numbers = recording.numbers();
        match moment.op {
            Some(op) if op == moment.done => {
                let probes = recording.steps(op)[..moment.told].iter().map(probes).sum();
                Numbers { probes_last: probes, probes_total: numbers.probes_total + probes, ..numbers }
            }
            _ => numbers,
        }
    })
}

/// Blocks that were looked at in a step.
fn probes(step: &Step) -> u32 {
    match *step {
        Step::Probed { .. } => 1,
        Step::Skipped { probes } => probes,
        _ => 0,
    }
}
