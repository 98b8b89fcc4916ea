//! A sentence with code in backticks.

use yew::prelude::*;

/// The sentence, with its code as `<code>`. An unpaired backtick is kept as it is.
pub fn prose(text: &str) -> Html {
    let parts: Vec<&str> = text.split('`').collect();
    let paired = parts.len() - (parts.len() + 1) % 2;
    let piece = |(index, part): (usize, &&str)| match index {
        _ if index >= paired => html! { { format!("`{part}") } },
        _ if index % 2 == 1 => html! { <code>{ *part }</code> },
        _ => html! { { *part } },
    };
    parts.iter().enumerate().map(piece).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_stands_between_backticks() {
        let expected: Html =
            [html! { { "a " } }, html! { <code>{ "b" }</code> }, html! { { " c" } }].into_iter().collect();
        assert_eq!(prose("a `b` c"), expected);
    }

    #[test]
    fn a_lone_backtick_is_one() {
        let expected: Html = [html! { { "a" } }, html! { { "`b" } }].into_iter().collect();
        assert_eq!(prose("a`b"), expected);
    }
}
