//! In place of the lanes and of the panel while the page knows where a recorded program is, but does not have it.

use heap_lab::{state::Home, text::Text};
use yew::prelude::*;

use super::{back, choose_file};
use crate::{components::prose::prose, store::Dispatch};

/// What to do.
pub fn waiting(home: &Home, text: &dyn Text, dispatch: &Dispatch) -> Html {
    let labels = text.program();
    let kind = match home {
        Home::File(_) => "file",
        Home::Sample(_) => "sample",
    };
    html! {
        <div class="waiting" data-waiting={kind}>
            <p>{ prose(&text.awaited(home)) }</p>
            <p class="program-ways">
                if let Home::File(_) = home {
                    <button type="button" class="button button-primary" data-open-again="" onclick={|_: MouseEvent| choose_file()}>
                        { labels.open }
                    </button>
                }
                { back(text, dispatch) }
            </p>
        </div>
    }
}
