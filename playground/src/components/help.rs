//! The help under `?`: the keys, the words of the language, and the legend.

use heap_lab::{
    lab::Lanes,
    script::{self, Group, Word},
    text::Text,
};
use yew::prelude::*;

use super::{
    heap::{keys as heap_keys, legend},
    icon::{Shape, icon},
    prose::prose,
    text::use_text,
};

/// The id for `popovertarget`.
pub const ID: &str = "help";

/// Keys that work everywhere except in text fields, and what they do.
fn keys(text: &dyn Text) -> [(&'static [&'static str], &'static str); 15] {
    let labels = &text.page().help;
    [
        (&["←", "→"], labels.operation),
        (&["Shift ←", "Shift →"], labels.event),
        (&["Space"], labels.play),
        (&["Home", "End"], labels.ends),
        (&["Delete"], labels.free),
        (&["Page Up", "Page Down"], labels.chapters),
        (&["k", "j"], text.lessons().keys),
        (&["s"], labels.structures),
        (&["n"], labels.numbers),
        (&["v"], text.verdict_labels().key),
        (&["o"], text.overview().key),
        (&["+", "−"], text.overview().zoom_keys),
        (&["p"], labels.present),
        (&["Escape"], labels.escape),
        (&["?"], labels.help),
    ]
}

/// The help. The browser opens and closes it.
#[component]
pub fn Help() -> Html {
    let text = use_text();
    let labels = &text.page().help;
    html! {
        <div id={ID} class="popover help" popover="auto" role="dialog" aria-labelledby="help-title">
            <div class="help-head">
                <h2 id="help-title">{ labels.title }</h2>
                <button type="button" class="button-quiet" popovertarget={ID} popovertargetaction="hide"
                    aria-label={text.page().app.close}>{ icon(Shape::Close) }</button>
            </div>
            <p>{ labels.about }</p>
            <div class="help-columns">
                <section>
                    <h3>{ labels.keys }</h3>
                    <dl class="keys">{ for keys(text).map(|(keys, does)| key_row(keys, does)) }</dl>
                    <h4>{ labels.heap_keys }</h4>
                    <dl class="keys">{ for heap_keys(&text.page().heap_keys).map(|(key, does)| key_row(&[key], does)) }</dl>
                    <h3>{ labels.drawing }</h3>
                    { legend(Lanes::of(|_| true), text) }
                </section>
                <section>
                    <h3>{ labels.script }</h3>
                    <dl class="words">{ for script::vocabulary().iter().filter(is_ours).map(|word| word_row(word, text)) }</dl>
                    <p>{ prose(labels.language) }</p>
                </section>
            </div>
        </div>
    }
}

fn is_ours(word: &&Word) -> bool {
    word.group != Group::List
}

fn key_row(keys: &[&'static str], does: &'static str) -> Html {
    html! {
        <>
            <dt>{ for keys.iter().map(|key| html! { <kbd>{ *key }</kbd> }) }</dt>
            <dd>{ does }</dd>
        </>
    }
}

fn word_row(word: &Word, text: &dyn Text) -> Html {
    html! {
        <>
            <dt>{ for word.forms.iter().map(|form| html! { <code>{ *form }</code> }) }</dt>
            <dd>{ prose(text.meaning(word.id)) }</dd>
        </>
    }
}
