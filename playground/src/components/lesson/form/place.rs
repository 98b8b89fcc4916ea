//! Where a block will be placed: a list of places, any other address, or nowhere.

use heap_lab::{question::Answer, text::numbers::address};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::{FormProps, number, radios::radio};
use crate::components::text::use_text;

const NAME: &str = "answer-place";

/// The list.
#[component]
pub fn Form(props: &FormProps) -> Html {
    let text = use_text();
    let labels = text.lessons();
    let typed = use_state(String::new);
    let chosen = match &props.answer {
        Some(Answer::Place(place)) => Some(*place),
        _ => None,
    };
    let other = chosen.flatten().filter(|&at| props.choices.iter().all(|choice| choice.address != at));
    let read = |text: &str| number::read(text).and_then(|address| u32::try_from(address).ok());
    // The address may come from a click on the heap.
    let shown = match other {
        Some(at) if read(&typed) != Some(at) => address(at),
        _ => (*typed).clone(),
    };
    let wrong = !shown.trim().is_empty() && read(&shown).is_none();
    let choice = |value: &str, words: &str, place: Option<u32>| {
        let props = props.clone();
        radio(NAME, value, words, chosen == Some(place), move |_| props.draft(Some(Answer::Place(place))))
    };
    let input = {
        let (props, typed) = (props.clone(), typed.clone());
        move |event: InputEvent| {
            let field: HtmlInputElement = event.target_unchecked_into();
            let value = field.value();
            props.draft(read(&value).map(|at| Answer::Place(Some(at))));
            typed.set(value);
        }
    };
    html! {
        <>
            <div class="answer-choices" role="radiogroup" aria-label={text.how_to_answer(props.question.kind)}>
                { for props.choices.iter().map(|one| choice(&one.address.to_string(), &one.words, Some(one.address))) }
                { choice("nowhere", text.is_refused(), None) }
            </div>
            <label class="answer-other">
                <span>{ labels.other_address }</span>
                <input type="text" class="answer-field" name="answer-address" autocomplete="off" spellcheck="false" value={shown}
                    aria-invalid={wrong.to_string()} aria-describedby="answer-mistake" oninput={input} />
            </label>
            <p class="answer-mistake" id="answer-mistake" role="status">
                if wrong { { labels.not_an_address } }
            </p>
        </>
    }
}
