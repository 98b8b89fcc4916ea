//! A number, in decimal or hexadecimal.

use heap_lab::question::{Answer, Kind};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::FormProps;
use crate::components::text::use_text;

/// The field.
#[component]
pub fn Form(props: &FormProps) -> Html {
    let text = use_text();
    let typed = use_state(String::new);
    let Kind::Number(measure) = props.question.kind else { return Html::default() };
    let wrong = !typed.trim().is_empty() && read(&typed).is_none();
    let input = {
        let (props, typed) = (props.clone(), typed.clone());
        move |event: InputEvent| {
            let field: HtmlInputElement = event.target_unchecked_into();
            let value = field.value();
            props.draft(read(&value).map(Answer::Number));
            typed.set(value);
        }
    };
    html! {
        <>
            <label class="answer-number">
                <span>{ text.measure(measure) }</span>
                <input type="text" class="answer-field" name="answer-number" autocomplete="off" spellcheck="false"
                    value={(*typed).clone()} aria-invalid={wrong.to_string()} aria-describedby="answer-mistake" oninput={input} />
            </label>
            <p class="answer-mistake" id="answer-mistake" role="status">
                if wrong { { text.lessons().not_a_number } }
            </p>
        </>
    }
}

/// A number as readers write it: `64`, `1,024`, `0x40`.
pub fn read(text: &str) -> Option<u64> {
    let text: String = text.trim().chars().filter(|sign| !matches!(sign, ',' | '_' | ' ')).collect();
    match text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")) {
        Some(digits) => u64::from_str_radix(digits, 16).ok().filter(|_| !digits.starts_with('+')),
        None => text.parse().ok().filter(|_| !text.starts_with('+')),
    }
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        assert_eq!(read(" 64 "), Some(64));
        assert_eq!(read("1,024"), Some(1024));
        assert_eq!([read("0x40"), read("0X40")], [Some(64); 2]);
        for wrong in ["", "x", "0x", "-1", "+1", "0x+1", "64 bytes", "6.5", "99999999999999999999"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
