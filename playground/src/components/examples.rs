//! The menu of examples.

use heap_lab::{
    examples::{EXAMPLES, Example},
    samples::{SAMPLES, Sample},
    state::Action,
    text::{Text, examples::ExampleText, samples::SampleText},
};
use yew::prelude::*;

use super::{
    own_heap,
    program::{Opener, Opening, PASTE, choose_file},
    prose::prose,
};
use crate::store::Dispatch;

/// The id for `popovertarget`.
pub const ID: &str = "examples";

/// The examples, each with its title and introduction. The browser opens and closes the menu, by keyboard too.
pub fn menu(open: &Opener, text: &dyn Text, dispatch: &Dispatch) -> Html {
    html! {
        <div id={ID} class="popover examples" popover="auto" role="dialog" aria-label={text.page().header.examples}>
            { own(text) }
            <h2>{ text.program().samples }</h2>
            <ul>{ for SAMPLES.iter().map(|one| sample(one, open, text)) }</ul>
            <h2>{ text.page().header.examples }</h2>
            <ul>{ for EXAMPLES.iter().map(|example| item(example, text, dispatch)) }</ul>
        </div>
    }
}

/// The ways to a program of the reader.
pub fn own(text: &dyn Text) -> Html {
    let labels = text.program();
    html! {
        <p class="own-program">
            <button type="button" class="button" data-open-file="" title={labels.open_hint} popovertarget={ID} popovertargetaction="hide"
                onclick={|_: MouseEvent| choose_file()}>{ labels.open }</button>
            <button type="button" class="button" data-paste="" popovertarget={PASTE} popovertargetaction="show">{ labels.paste }</button>
            <button type="button" class="button" id="open-own-heap" popovertarget={own_heap::ID} popovertargetaction="show">
                { text.own_heap().title }
            </button>
            <span>{ labels.open_hint }</span>
        </p>
    }
}

/// A recorded program, which is loaded when it is opened.
fn sample(sample: &'static Sample, open: &Opener, text: &dyn Text) -> Html {
    let SampleText { title, origin } = text.sample(sample.program);
    let open = open.reform(move |_: MouseEvent| Opening::Sample(sample.slug.into()));
    html! {
        <li>
            <button type="button" data-sample={sample.slug} popovertarget={ID} popovertargetaction="hide" onclick={open}>
                <strong>{ title }{ " · " }{ text.sample_size(sample.operations.into()) }</strong>
                <span>{ prose(origin) }</span>
            </button>
        </li>
    }
}

fn item(example: &'static Example, text: &dyn Text, dispatch: &Dispatch) -> Html {
    let ExampleText { title, intro, .. } = text.example(example.id);
    let open = {
        let dispatch = dispatch.clone();
        move |_| dispatch.dispatch(Action::Example(example))
    };
    html! {
        <li>
            <button type="button" data-example={example.slug} popovertarget={ID} popovertargetaction="hide"
                onclick={open}>
                <strong>{ title }</strong>
                <span>{ prose(intro) }</span>
            </button>
        </li>
    }
}
