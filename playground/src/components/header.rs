//! The top of the page: what is opened, how the arenas are shaped, which lanes are seen, and the way to others.

use yew::prelude::*;

use super::{
    Dispatch,
    arena_form::ArenaForm,
    help,
    icon::{Icon, Shape},
    lessons::{self, Lessons},
    page::toggle_lane,
};
use crate::{
    arena::Settings,
    lab::LaneKind,
    state::{Action, Lanes, Theme},
};

#[derive(PartialEq, Properties)]
pub struct HeaderProps {
    pub settings: Settings,
    pub shown: Lanes,
    pub theme: Theme,
    pub share: Callback<MouseEvent>,
    pub dispatch: Dispatch,
}

/// The header.
#[component]
pub fn Header(props: &HeaderProps) -> Html {
    let HeaderProps { settings, shown, theme, share, dispatch } = props;
    html! {
        <header class="header">
            <h1 class="wordmark">{ "lite-alloc" }<span>{ " playground" }</span></h1>
            <button type="button" class="button" popovertarget={lessons::ID} aria-haspopup="dialog">
                { "Examples" }<Icon shape={Shape::Down} />
            </button>
            <Lessons dispatch={dispatch.clone()} />
            <ArenaForm settings={*settings} dispatch={dispatch.clone()} />
            <fieldset class="lane-toggles">
                <legend>{ "Lanes" }</legend>
                <span aria-hidden="true">{ "Lanes" }</span>
                { for LaneKind::ALL.map(|lane| lane_toggle(lane, *shown, dispatch)) }
            </fieldset>
            <div class="header-end">
                <button type="button" class="button" id="share" onclick={share}
                    title="Copy a link to this script, arena, lanes and step">{ "Share" }</button>
                { theme_button(*theme, dispatch) }
                <button type="button" class="button button-square" id="open-help" popovertarget={help::ID}
                    aria-haspopup="dialog" aria-label="Help" title="Help (?)">{ "?" }</button>
            </div>
        </header>
    }
}

fn lane_toggle(lane: LaneKind, shown: Lanes, dispatch: &Dispatch) -> Html {
    let is_shown = shown.contains(lane);
    // One lane at least is always seen.
    let last = is_shown && shown.iter().count() == 1;
    let toggle = {
        let dispatch = dispatch.clone();
        move |_| toggle_lane(lane, shown, &dispatch)
    };
    html! {
        <label class="chip" title={format!("{}: {}", lane.name(), lane.idea())}>
            <input type="checkbox" name={format!("lane-{}", lane.slug())} checked={is_shown} disabled={last}
                onchange={toggle} />
            <span>{ lane.short_name() }</span>
        </label>
    }
}

fn theme_button(theme: Theme, dispatch: &Dispatch) -> Html {
    let (shape, now, next, then) = match theme {
        Theme::System => (Shape::System, "as the system", Theme::Light, "light"),
        Theme::Light => (Shape::Light, "light", Theme::Dark, "dark"),
        Theme::Dark => (Shape::Dark, "dark", Theme::System, "as the system"),
    };
    let label = format!("Colours: {now}. Change to {then}");
    let change = {
        let dispatch = dispatch.clone();
        move |_| dispatch.dispatch(Action::Theme(next))
    };
    html! {
        <button type="button" class="button button-square" id="theme" aria-label={label.clone()} title={label}
            onclick={change}>
            <Icon {shape} />
        </button>
    }
}
