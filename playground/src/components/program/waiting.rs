//! In place of the lanes and of the panel while the page knows where a recorded program is, but does not have it.

use std::rc::Rc;

use heap_lab::{state::Home, text::Text};
use yew::prelude::*;

use super::{Opener, Opening, back, choose_file};
use crate::{
    components::{prose::prose, text::use_text},
    store::Dispatch,
};

/// The sample that could not be loaded, if the last one was not.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Unloaded(pub Option<Rc<str>>);

#[derive(PartialEq, Properties)]
pub struct WaitingProps {
    pub home: Home,
    pub dispatch: Dispatch,
}

/// What to do.
#[component]
pub fn Waiting(props: &WaitingProps) -> Html {
    let WaitingProps { home, dispatch } = props;
    let text: &'static dyn Text = use_text();
    let labels = text.program();
    let open = use_context::<Opener>().unwrap_or_default();
    let Unloaded(unloaded) = use_context::<Unloaded>().unwrap_or_default();
    let failed = match home {
        Home::Sample(slug) => unloaded.filter(|failed| failed == slug),
        Home::File(_) => None,
    };
    let words = if failed.is_some() { labels.unloaded.to_owned() } else { text.awaited(home) };
    let kind = match home {
        Home::File(_) => "file",
        Home::Sample(_) => "sample",
    };
    html! {
        <div class="waiting" data-waiting={kind}>
            <p>{ prose(&words) }</p>
            <p class="program-ways">
                if let Home::File(_) = home {
                    <button type="button" class="button button-primary" data-open-again="" onclick={|_: MouseEvent| choose_file()}>
                        { labels.open }
                    </button>
                }
                if let Some(slug) = failed { { retry(&slug, &open, text) } }
                { back(text, dispatch) }
            </p>
        </div>
    }
}

/// The button that loads a sample once more.
pub fn retry(slug: &Rc<str>, open: &Opener, text: &dyn Text) -> Html {
    let (slug, open) = (slug.clone(), open.clone());
    let again = move |_: MouseEvent| open.emit(Opening::Sample(slug.clone()));
    html! {
        <button type="button" class="button button-primary" data-retry="" onclick={again}>{ text.program().retry }</button>
    }
}
