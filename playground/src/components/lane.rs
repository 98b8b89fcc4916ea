//! One allocator at work: its last action in words, its heap, its structure and its numbers.

use heap_lab::{
    lab::{frame::Frame, report, view::Outcome},
    scene::Pick,
    state::{Action, Run},
    text::Text,
    trace::BlockId,
};
use yew::prelude::*;

use super::{heap::HeapMap, metrics::metrics, structure::StructurePane, text::use_text};
use crate::store::Dispatch;

#[derive(PartialEq, Properties)]
pub struct LanePanelProps {
    pub frame: Frame,
    pub run: Run,
    /// The largest heap of all visible lanes in this run.
    pub reach: u32,
    pub selected: Option<Pick>,
    pub hovered: Option<Pick>,
    pub show_links: bool,
    pub zoom: i32,
    /// Changes whenever the colours do.
    pub dark: bool,
    /// Whether the playhead is playing.
    pub playing: bool,
    pub free: Callback<BlockId>,
    pub dispatch: Dispatch,
}

/// A lane.
#[component]
pub fn LanePanel(props: &LanePanelProps) -> Html {
    let LanePanelProps {
        frame,
        run,
        reach,
        selected,
        hovered,
        show_links,
        zoom,
        dark,
        playing,
        free,
        dispatch,
    } = props;
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
                { narration(frame, run, text) }
                <HeapMap frame={frame.clone()} trace={run.trace.clone()} source={run.source.clone()}
                    settings={run.settings} reach={*reach}
                    selected={*selected} hovered={*hovered}
                    on_select={select.clone()} on_hover={hover.clone()} on_free={free.clone()}
                    show_links={*show_links} zoom={*zoom} on_zoom={rescale} playing={*playing}
                    theme_key={u32::from(*dark)} />
                <StructurePane frame={frame.clone()} trace={run.trace.clone()} selected={*selected} hovered={*hovered}
                    on_select={select} on_hover={hover} />
                { metrics(frame.kind, &frame.numbers(), text) }
            </div>
        </article>
    }
}

/// The outcome of the operation, and the current step.
fn narration(frame: &Frame, run: &Run, text: &dyn Text) -> Html {
    let moment = frame.moment;
    let Some(op) = moment.op else {
        return html! { <div class="narration"><p class="outcome">{ text.no_memory_yet() }</p></div> };
    };
    let (steps, step, outcome, words) = frame.read(|recording| {
        let step = frame.shown_steps(recording).last();
        let step = step.map(|step| text.step(step, frame.kind, run.settings.page_size));
        let words = report::outcome(recording, op).map(|report| text.outcome(&report));
        (recording.steps(op).len(), step, recording.outcome(op), words.unwrap_or_default())
    });
    let over = moment.done > op;
    let refused = matches!(outcome, Outcome::OutOfMemory | Outcome::NoPages);
    html! {
        <div class="narration">
            <p class={classes!("outcome", (over && refused).then_some("outcome-refused"))}
                data-outcome={over.then(|| format!("{outcome:?}"))}>
                { if over { words } else { "…".to_owned() } }
            </p>
            if let Some(step) = step {
                <p class="step" data-shown={moment.shown.to_string()}>
                    <span class="step-count" title={text.step_count_hint()}>
                        { format!("{}/{steps}", moment.shown) }
                    </span>
                    <span>{ step }</span>
                </p>
            }
        </div>
    }
}
