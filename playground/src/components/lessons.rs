//! The menu of examples.

use heap_lab::{
    examples::{EXAMPLES, Example},
    state::Action,
};
use yew::prelude::*;

use crate::store::Dispatch;

/// The element that opens with `popovertarget`.
pub const ID: &str = "examples";

#[derive(PartialEq, Properties)]
pub struct LessonsProps {
    pub dispatch: Dispatch,
}

/// The examples, each with its title and what to watch in it. The browser opens and closes it, by key too.
#[component]
pub fn Lessons(props: &LessonsProps) -> Html {
    html! {
        <div id={ID} class="popover lessons" popover="auto" role="dialog" aria-label="Examples">
            <ul>{ for EXAMPLES.iter().map(|example| lesson(example, &props.dispatch)) }</ul>
        </div>
    }
}

fn lesson(example: &'static Example, dispatch: &Dispatch) -> Html {
    let open = {
        let dispatch = dispatch.clone();
        move |_| dispatch.dispatch(Action::Example(example))
    };
    html! {
        <li>
            <button type="button" data-example={example.slug} popovertarget={ID} popovertargetaction="hide"
                onclick={open}>
                <strong>{ example.title }</strong>
                <span>{ example.watch }</span>
            </button>
        </li>
    }
}
