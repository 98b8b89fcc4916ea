//! What the colours and patterns of the heap map mean.

use yew::prelude::*;

/// Classes of the swatches and what they stand for.
const ENTRIES: [(&str, &str); 7] = [
    ("live", "live"),
    ("padding", "internal padding"),
    ("free", "free"),
    ("bump", "bump space"),
    ("lost", "lost"),
    ("foreign", "pages of others"),
    ("ungrown", "not grown yet"),
];

/// A line of swatches with their meanings.
#[component]
pub fn Legend() -> Html {
    html! {
        <ul class="heap-legend" aria-label="What the colours mean">
            { for ENTRIES.iter().map(|(class, meaning)| html! {
                <li><span class={classes!("heap-swatch", *class)}></span>{ *meaning }</li>
            }) }
        </ul>
    }
}
