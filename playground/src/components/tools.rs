//! Controls shared by all lanes: which are shown, the legend, and whether links are drawn.

use heap_lab::{
    lab::{LaneKind, Lanes},
    state::Action,
    text::Text,
};
use yew::prelude::*;

use super::{heap::legend, page::toggle_lane, text::use_text};
use crate::store::Dispatch;

#[derive(PartialEq, Properties)]
pub struct ToolsProps {
    /// The lanes that are shown.
    pub shown: Lanes,
    pub show_links: bool,
    pub dispatch: Dispatch,
}

/// The lines above the lanes.
#[component]
pub fn Tools(props: &ToolsProps) -> Html {
    let ToolsProps { shown, show_links, dispatch } = props;
    let text = use_text();
    let labels = &text.page().tools;
    let toggle = use_callback(dispatch.clone(), |_: Event, dispatch| dispatch.dispatch(Action::ToggleLinks));
    html! {
        <div class="tools">
            <fieldset class="lane-toggles">
                <legend>{ labels.lanes }</legend>
                <span aria-hidden="true">{ labels.lanes }</span>
                { for LaneKind::ALL.map(|lane| lane_toggle(lane, *shown, text, dispatch)) }
            </fieldset>
            <label class="chip" title={labels.links_hint}>
                <input type="checkbox" name="links" checked={*show_links} onchange={toggle} />
                <span>{ labels.links }</span>
            </label>
            { legend(shown.iter().any(LaneKind::has_tags), text) }
        </div>
    }
}

fn lane_toggle(lane: LaneKind, shown: Lanes, text: &dyn Text, dispatch: &Dispatch) -> Html {
    let is_shown = shown.contains(lane);
    // One lane at least is always seen.
    let last = is_shown && shown.iter().count() == 1;
    let toggle = {
        let dispatch = dispatch.clone();
        move |_| toggle_lane(lane, shown, &dispatch)
    };
    html! {
        <label class="chip" title={format!("{}: {}", lane.name(), text.idea(lane))}>
            <input type="checkbox" name={format!("lane-{}", lane.slug())} checked={is_shown} disabled={last}
                onchange={toggle} />
            <span>{ lane.short_name() }</span>
        </label>
    }
}
