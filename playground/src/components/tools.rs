//! What goes for all heaps: the legend, and whether links are drawn.

use yew::prelude::*;

use super::{Dispatch, heap::Legend};
use crate::state::Action;

#[derive(PartialEq, Properties)]
pub struct ToolsProps {
    pub show_links: bool,
    /// Whether tags are drawn in a lane in sight.
    pub tags: bool,
    pub dispatch: Dispatch,
}

/// The line above the lanes.
#[component]
pub fn Tools(props: &ToolsProps) -> Html {
    let toggle =
        use_callback(props.dispatch.clone(), |_: Event, dispatch| dispatch.dispatch(Action::ToggleLinks));
    html! {
        <div class="tools">
            <Legend tags={props.tags} />
            <label class="chip" title="Draw the links of the free lists over the heaps">
                <input type="checkbox" name="links" checked={props.show_links} onchange={toggle} />
                <span>{ "Links" }</span>
            </label>
        </div>
    }
}
