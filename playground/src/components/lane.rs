//! One allocator at work: its numbers, its heap, what happened in one sentence, and its structure.
//!
//! Each part has its own space, whatever it holds: nothing moves when the playhead does.

use heap_lab::{
    lab::{
        Cut,
        frame::Frame,
        report,
        view::{Numbers, Outcome},
    },
    playhead::Playhead,
    scene::Pick,
    state::{
        Action, Move, Run,
        reading::{Asking, Change, Read},
    },
    text::Text,
    trace::{BlockId, Op},
};
use web_sys::Element;
use yew::prelude::*;

use super::{
    heap::{self, Answering, HeapMap},
    numbers::brief,
    shortage::{Explained, Refused},
    structure::StructurePane,
    text::use_text,
};
use crate::store::Dispatch;

/// More events than this have no dots: they could not be told apart.
const MOST_DOTS: usize = 12;

#[derive(PartialEq, Properties)]
pub struct LanePanelProps {
    pub frame: Frame,
    pub run: Run,
    /// The largest heap of all visible lanes in this run.
    pub reach: u32,
    pub numbers: Numbers,
    /// Whether the lane ended before the position that is shown.
    pub ended: bool,
    /// In which of the numbers in sight this lane does best.
    pub best: Vec<bool>,
    pub selected: Option<Pick>,
    pub hovered: Option<Pick>,
    /// The explanation of a refused request, if it is open, and what opens or closes it.
    pub explained: Option<Explained>,
    pub explain: Callback<Refused>,
    /// The question that is asked, if one is.
    pub asking: Option<Asking>,
    pub show_links: bool,
    pub zoom: i32,
    /// Changes whenever the colours do.
    pub dark: bool,
    /// Whether the playhead is playing.
    pub playing: bool,
    /// Whether the structure is shown in full, over the heap.
    pub open: bool,
    /// Opens or closes the structures.
    pub toggle: Callback<MouseEvent>,
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
        asking,
        show_links,
        zoom,
        dark,
        playing,
        free,
        dispatch,
        ..
    } = props;
    let select = use_callback(dispatch.clone(), |pick, dispatch| dispatch.dispatch(Action::Select(pick)));
    let hover = use_callback(dispatch.clone(), |pick, dispatch| dispatch.dispatch(Action::Hover(pick)));
    let rescale = use_callback(dispatch.clone(), |zoom, dispatch| dispatch.dispatch(Action::Zoom(zoom)));
    let answer = use_callback(dispatch.clone(), |at, dispatch| {
        dispatch.dispatch(Action::Read(Read::Change(Change::Click(at))));
    });
    let answering = use_memo((asking.clone(), run.clone()), |(asking, run)| {
        Answering::of(asking.as_ref(), frame.kind, run)
    });
    let explained = props.explained.as_ref().filter(|explained| explained.refused.0 == frame.kind);
    let spots =
        use_memo((asking.clone(), explained.cloned(), frame.clone()), |(asking, explained, frame)| {
            match explained {
                Some(explained) => explained.spots(frame),
                None => heap::spots(asking.as_ref(), frame.kind),
            }
        });
    let text = use_text();
    let slug = AttrValue::from(frame.kind.slug());
    let title = format!("{slug}-title");
    html! {
        <article class="lane" data-lane={slug.clone()} aria-labelledby={title.clone()}>
            <header class="lane-head">
                <h2 id={title} title={format!("{}: {}", frame.kind.name(), text.idea(frame.kind))}>
                    { frame.kind.short_name() }
                </h2>
                { limit(props, text) }
                { brief(&props.numbers, &props.best, text) }
            </header>
            <div class="lane-heap">
                <HeapMap frame={frame.clone()} trace={run.trace.clone()} source={run.source.clone()}
                    settings={run.settings} reach={*reach}
                    selected={*selected} hovered={*hovered}
                    on_select={select.clone()} on_hover={hover.clone()} on_free={free.clone()}
                    show_links={*show_links} zoom={*zoom} on_zoom={rescale} playing={*playing}
                    spots={(*spots).clone()} answering={(*answering).clone()} on_answer={answer}
                    theme_key={u32::from(*dark)} />
            </div>
            { sentence(props, text) }
            <StructurePane frame={frame.clone()} trace={run.trace.clone()} selected={*selected} hovered={*hovered}
                open={props.open} toggle={props.toggle.clone()} on_select={select} on_hover={hover} />
        </article>
    }
}

/// How far the lane is complete, if it ended before the trace did, or else where it came to its limits.
fn limit(props: &LanePanelProps, text: &dyn Text) -> Html {
    let LanePanelProps { frame, run, dispatch, .. } = props;
    let Some(cut) = run.cut(frame.kind) else {
        return limits(frame, run, text)
            .map(|words| html! { <p title={words.clone()}>{ words }</p> })
            .unwrap_or_default();
    };
    let words = text.complete_up_to(run.count(run.complete_up_to(frame.kind)), cut);
    let again = {
        let dispatch = dispatch.clone();
        move |_: MouseEvent| dispatch.dispatch(Action::RunAgain)
    };
    html! {
        <p class="lane-cut" data-cut={format!("{cut:?}")} title={words.clone()}>
            <span>{ words }</span>
            if cut == Cut::Stopped {
                <button type="button" class="link" data-run-again="" onclick={again}>{ text.run_again() }</button>
            }
        </p>
    }
}

/// Where the lane came to its limits, once the playhead has been there: a page that says it before tells the end.
fn limits(frame: &Frame, run: &Run, text: &dyn Text) -> Option<String> {
    let passed = |op: Option<usize>| op.filter(|&op| op < frame.moment.done).map(|op| run.count(op) + 1);
    let refused = passed(run.first_refusal(frame.kind)).map(|number| text.first_refused(number));
    refused.or_else(|| passed(run.slow_from(frame.kind)).map(|number| text.slow_from(number)))
}

/// What happened: between operations the whole operation, inside one the step that is shown.
fn sentence(props: &LanePanelProps, text: &dyn Text) -> Html {
    let LanePanelProps { frame, run, dispatch, .. } = props;
    let moment = frame.moment;
    if props.ended {
        let words = text.ended_before();
        return html! { <p class="sentence sentence-ended"><span class="sentence-words" title={words}>{ words }</span></p> };
    }
    let words = happened(frame, run, text);
    let Some(op) = moment.op else {
        return html! { <p class="sentence"><span class="sentence-words">{ words }</span></p> };
    };
    let (steps, outcome) = frame.read(|recording| (recording.step_count(op), recording.outcome(op)));
    let over = moment.done > op;
    let refused = over && matches!(outcome, Outcome::OutOfMemory | Outcome::NoPages);
    html! {
        <p class={classes!("sentence", refused.then_some("sentence-refused"))}
            data-outcome={over.then(|| format!("{outcome:?}"))}>
            { dots(op, moment.shown, steps, text, dispatch) }
            <span class="sentence-words" title={words.clone()}>{ words }</span>
            if over && outcome == Outcome::OutOfMemory {
                { why(props, op, text) }
            }
        </p>
    }
}

/// Opens or closes the explanation of a refused request.
fn why(props: &LanePanelProps, op: usize, text: &dyn Text) -> Html {
    let refused = (props.frame.kind, op);
    let is_open = props.explained.as_ref().is_some_and(|explained| explained.refused == refused);
    let explain = props.explain.reform(move |_: MouseEvent| refused);
    html! {
        <button type="button" class="link why" data-why="" aria-expanded={is_open.to_string()} onclick={explain}>
            { text.page().lane.why }
        </button>
    }
}

/// What happened, in words. Before the first operation the allocator is introduced.
pub fn happened(frame: &Frame, run: &Run, text: &dyn Text) -> String {
    let moment = frame.moment;
    let Some(op) = moment.op else { return text.idea(frame.kind).to_owned() };
    // A label starts a chapter: the allocators do not hear of it.
    if let Op::Label { .. } = run.trace.ops[op] {
        return String::new();
    }
    frame.read(|recording| match frame.shown_steps(recording).last() {
        Some(step) if moment.done <= op => text.step(step, frame.kind, run.settings.page_size),
        _ => text.story(&report::story(recording, op), frame.kind, run.settings.page_size),
    })
}

/// A dot for each event, filled as far as it is shown. A click goes to its event; by keyboard, Shift and the arrows do.
fn dots(op: usize, shown: usize, steps: usize, text: &dyn Text, dispatch: &Dispatch) -> Html {
    if steps == 0 {
        return Html::default();
    }
    if steps > MOST_DOTS {
        return html! {
            <span class="dots-count" data-shown={shown.to_string()} title={text.step_count_hint()}>
                { format!("{shown}/{steps}") }
            </span>
        };
    }
    let go = {
        let dispatch = dispatch.clone();
        move |event: MouseEvent| {
            let dot = event
                .target_dyn_into::<Element>()
                .and_then(|dot| dot.get_attribute("data-dot")?.parse().ok());
            if let Some(event) = dot {
                dispatch.dispatch(Action::Go(Move::ToEvent(Playhead { done: op, event })));
            }
        }
    };
    html! {
        <span class="dots" aria-hidden="true" data-shown={shown.to_string()} title={text.step_count_hint()} onclick={go}>
            { for (1..=steps).map(|dot| html! {
                <i class={(dot <= shown).then_some("dot-shown")} data-dot={dot.to_string()} />
            }) }
        </span>
    }
}
