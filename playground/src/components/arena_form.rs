//! The shape of the arenas: page size and maximum number of pages.

use heap_lab::{
    arena::{Change, Settings},
    state::Action,
};
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::{format, text::use_text};
use crate::store::Dispatch;

#[derive(PartialEq, Properties)]
pub struct ArenaFormProps {
    pub settings: Settings,
    pub disabled: bool,
    pub dispatch: Dispatch,
}

/// Two fields and the size that they multiply to.
#[component]
pub fn ArenaForm(props: &ArenaFormProps) -> Html {
    let labels = &use_text().page().arena;
    let settings = props.settings;
    let most = Settings::MAX_BYTES / settings.page_size;
    let page_sizes = std::iter::successors(Some(Settings::MIN_PAGE), |size| Some(size * 2))
        .take_while(|&size| size <= Settings::MAX_PAGE);

    let set_page_size = {
        let dispatch = props.dispatch.clone();
        Callback::from(move |event: Event| {
            let field: HtmlSelectElement = event.target_unchecked_into();
            if let Ok(page_size) = field.value().parse() {
                dispatch.dispatch(Action::Arena(Change::PageSize(page_size)));
            }
        })
    };
    let type_pages = {
        let dispatch = props.dispatch.clone();
        Callback::from(move |event: InputEvent| {
            let field: HtmlInputElement = event.target_unchecked_into();
            if let Some(max_pages) = pages(&field).filter(|pages| (1..=most).contains(pages)) {
                dispatch.dispatch(Action::Arena(Change::MaxPages(max_pages)));
            }
        })
    };
    // An impossible value is corrected when the field is left, not during typing.
    let mend_pages = {
        let dispatch = props.dispatch.clone();
        Callback::from(move |event: Event| {
            let field: HtmlInputElement = event.target_unchecked_into();
            let max_pages = pages(&field).map_or(settings.max_pages, |pages| pages.clamp(1, most));
            field.set_value(&max_pages.to_string());
            dispatch.dispatch(Action::Arena(Change::MaxPages(max_pages)));
        })
    };
    html! {
        <fieldset class="arena-form" disabled={props.disabled}>
            <legend>{ labels.arena }</legend>
            <label>
                <span>{ labels.pages }</span>
                <input type="number" name="max-pages" inputmode="numeric" min="1" max={most.to_string()} step="1"
                    value={settings.max_pages.to_string()} oninput={type_pages} onchange={mend_pages}
                    title={labels.pages_hint} />
            </label>
            <span class="times" aria-hidden="true">{ "×" }</span>
            <label>
                <span>{ labels.page_size }</span>
                <select name="page-size" onchange={set_page_size} title={labels.page_size_hint}>
                    { for page_sizes.map(|size| html! {
                        <option value={size.to_string()} selected={size == settings.page_size}>
                            { format::size(size) }
                        </option>
                    }) }
                </select>
            </label>
            <output class="total" name="arena-total">{ format!("= {}", format::size(settings.bytes())) }</output>
        </fieldset>
    }
}

/// The number in a field, saturating; `None` if it isn't one.
fn pages(field: &HtmlInputElement) -> Option<u32> {
    // The browser parses it: Rust's float parser would add a fiftieth to the size of the page.
    Some(field.value_as_number()).filter(|number| number.is_finite()).map(|number| number as u32)
}
