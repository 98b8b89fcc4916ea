//! The top of the page: what is opened, how the arenas are shaped, and the way to others.

use heap_lab::{
    arena::Settings,
    state::{Action, Theme},
};
use yew::prelude::*;

use super::{
    arena_form::ArenaForm,
    help,
    icon::{Icon, Shape},
    lessons::{self, Lessons},
};
use crate::store::Dispatch;

#[derive(PartialEq, Properties)]
pub struct HeaderProps {
    pub settings: Settings,
    pub theme: Theme,
    pub share: Callback<MouseEvent>,
    pub dispatch: Dispatch,
}

/// The header.
#[component]
pub fn Header(props: &HeaderProps) -> Html {
    let HeaderProps { settings, theme, share, dispatch } = props;
    html! {
        <header class="header">
            <h1 class="wordmark">{ "lite-alloc" }<span>{ " playground" }</span></h1>
            <button type="button" class="button" popovertarget={lessons::ID} aria-haspopup="dialog">
                { "Examples" }<Icon shape={Shape::Down} />
            </button>
            <Lessons dispatch={dispatch.clone()} />
            <ArenaForm settings={*settings} dispatch={dispatch.clone()} />
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
