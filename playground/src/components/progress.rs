//! The progress of a run that takes long, over the lanes, with a button that stops it.

use heap_lab::{
    lab::LaneKind,
    state::{Action, Progress},
    text::Text,
};
use yew::prelude::*;

use crate::store::Dispatch;

/// The bar. It lies over the lanes, so that nothing moves when it comes and goes.
pub fn progress(progress: &Progress, text: &dyn Text, dispatch: &Dispatch) -> Html {
    let words = text.progress(progress);
    let stop = {
        let dispatch = dispatch.clone();
        move |_| dispatch.dispatch(Action::Stop)
    };
    html! {
        <div class="progress" data-progress={progress.done.to_string()}>
            <progress max={progress.all.to_string()} value={progress.done.to_string()} aria-label={words.clone()} />
            <p>{ words }</p>
            <button type="button" class="button button-small" title={text.stop_hint()} onclick={stop}>{ text.stop() }</button>
        </div>
    }
}

/// How far each lane is, in the places of the lanes until there is something to show in them.
pub fn underway(progress: &Progress, text: &dyn Text) -> Html {
    let lane = |(lane, done): (LaneKind, usize)| {
        let words = text.lane_progress(lane, done, progress.all);
        html! {
            <article class="lane lane-underway" data-underway={lane.slug()}>
                <progress max={progress.all.to_string()} value={done.to_string()} aria-label={words.clone()} />
                <p>{ words }</p>
            </article>
        }
    };
    let lanes = LaneKind::ALL.into_iter().zip(progress.each).filter_map(|(lane, done)| Some((lane, done?)));
    html! { <section class="lanes">{ for lanes.map(lane) }</section> }
}
