//! The top of the page: what is opened, how the arenas are shaped, and the way to others.

use heap_lab::{
    arena::Settings,
    state::{Action, Theme},
    text::{Language, page},
};
use yew::prelude::*;

use super::{
    arena_form::ArenaForm,
    examples, help,
    icon::{Shape, icon},
    page::choose_language,
    text::use_text,
};
use crate::store::Dispatch;

#[derive(PartialEq, Properties)]
pub struct HeaderProps {
    pub settings: Settings,
    pub theme: Theme,
    pub language: Language,
    pub share: Callback<MouseEvent>,
    pub dispatch: Dispatch,
}

/// The header.
#[component]
pub fn Header(props: &HeaderProps) -> Html {
    let HeaderProps { settings, theme, language, share, dispatch } = props;
    let text = use_text();
    let labels = &text.page().header;
    html! {
        <header class="header">
            <h1 class="wordmark">{ "lite-alloc" }<span>{ format!(" {}", labels.playground) }</span></h1>
            <button type="button" class="button" popovertarget={examples::ID} aria-haspopup="dialog">
                { labels.examples }{ icon(Shape::Down) }
            </button>
            { examples::menu(text, dispatch) }
            <ArenaForm settings={*settings} dispatch={dispatch.clone()} />
            <div class="header-end">
                <button type="button" class="button" id="share" onclick={share} title={labels.share_hint}>
                    { labels.share }
                </button>
                { language_switch(*language, labels, dispatch) }
                { theme_button(*theme, labels, dispatch) }
                <button type="button" class="button button-square" id="open-help" popovertarget={help::ID}
                    aria-haspopup="dialog" aria-label={labels.help} title={labels.help_hint}>{ "?" }</button>
            </div>
        </header>
    }
}

/// One button for each language, in the language itself.
fn language_switch(now: Language, labels: &page::Header, dispatch: &Dispatch) -> Html {
    let choice = |language: Language| {
        let choose = {
            let dispatch = dispatch.clone();
            move |_| choose_language(language, &dispatch)
        };
        html! {
            <button type="button" class="button" lang={language.tag()} aria-pressed={(language == now).to_string()}
                onclick={choose}>{ language.name() }</button>
        }
    };
    html! {
        <div class="languages" role="group" aria-label={labels.language}>
            { for Language::ALL.into_iter().map(choice) }
        </div>
    }
}

fn theme_button(theme: Theme, labels: &page::Header, dispatch: &Dispatch) -> Html {
    let (shape, label, next) = match theme {
        Theme::System => (Shape::System, labels.colours_of_system, Theme::Light),
        Theme::Light => (Shape::Light, labels.colours_light, Theme::Dark),
        Theme::Dark => (Shape::Dark, labels.colours_dark, Theme::System),
    };
    let change = {
        let dispatch = dispatch.clone();
        move |_| dispatch.dispatch(Action::Theme(next))
    };
    html! {
        <button type="button" class="button button-square" id="theme" aria-label={label} title={label}
            onclick={change}>
            { icon(shape) }
        </button>
    }
}
