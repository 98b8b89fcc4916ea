//! The progress of a run that takes long, over the lanes, with a button that stops it.

use heap_lab::{
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
            <button type="button" class="button" title={text.stop_hint()} onclick={stop}>{ text.stop() }</button>
        </div>
    }
}
