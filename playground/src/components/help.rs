//! What is under `?`: the keys, the words of the language, and what the drawings mean.

use heap_lab::script::{self, Group, Word};
use yew::prelude::*;

use super::{
    heap::{KEYS as HEAP_KEYS, Legend},
    icon::{Icon, Shape},
    prose::prose,
};

/// The element that opens with `popovertarget`.
pub const ID: &str = "help";

/// Keys that work anywhere but where text is typed, and what they do.
const KEYS: &[(&[&str], &str)] = &[
    (&["←", "→"], "one operation back, forward"),
    (&["Shift ←", "Shift →"], "one event back, forward: each block probed, split, merged…"),
    (&["Space"], "play, pause"),
    (&["Home", "End"], "start, end"),
    (&["Delete"], "free the selected block: a line is added to the script"),
    (&["Escape"], "select nothing; in the editor: Escape, then Tab leaves it"),
    (&["?"], "this page"),
];

/// The help. The browser opens and closes it.
#[component]
pub fn Help() -> Html {
    html! {
        <div id={ID} class="popover help" popover="auto" role="dialog" aria-labelledby="help-title">
            <div class="help-head">
                <h2 id="help-title">{ "A microscope for memory allocators" }</h2>
                <button type="button" class="button-quiet" popovertarget={ID} popovertargetaction="hide"
                    aria-label="Close"><Icon shape={Shape::Close} /></button>
            </div>
            <p>
                { "The script asks for blocks and gives them back. Four allocators get the same work, each on a memory of \
                   its own, shaped like WebAssembly’s: it starts empty and grows by whole pages. What is drawn is read from \
                   the bytes that the real code of lite-alloc wrote there." }
            </p>
            <div class="help-columns">
                <section>
                    <h3>{ "Keys" }</h3>
                    <dl class="keys">{ for KEYS.iter().map(|(keys, does)| key_row(keys, does)) }</dl>
                    <h4>{ "On a heap" }</h4>
                    <dl class="keys">{ for HEAP_KEYS.iter().map(|(keys, does)| key_row(&[*keys], does)) }</dl>
                    <h3>{ "Drawing" }</h3>
                    <Legend tags=true />
                </section>
                <section>
                    <h3>{ "Script" }</h3>
                    <dl class="words">{ for script::vocabulary().iter().filter(is_ours).map(word_row) }</dl>
                    <p>
                        { "The language is Rhai: " }<code>{ "let" }</code>{ ", " }<code>{ "if" }</code>{ ", " }
                        <code>{ "for i in 0..8 { }" }</code>{ ", " }<code>{ "while" }</code>{ ", " }
                        <code>{ "fn" }</code>{ ", arrays and " }<code>{ "// comments" }</code>{ "." }
                    </p>
                </section>
            </div>
        </div>
    }
}

fn is_ours(word: &&Word) -> bool {
    word.group != Group::List
}

fn key_row(keys: &[&str], does: &str) -> Html {
    html! {
        <>
            <dt>{ for keys.iter().map(|key| html! { <kbd>{ *key }</kbd> }) }</dt>
            <dd>{ does.to_owned() }</dd>
        </>
    }
}

fn word_row(word: &Word) -> Html {
    html! {
        <>
            <dt>{ for word.forms.iter().map(|form| html! { <code>{ *form }</code> }) }</dt>
            <dd>{ prose(word.about) }</dd>
        </>
    }
}
