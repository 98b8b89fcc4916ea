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

/// The same of what only allocators with boundary tags have.
const TAG_ENTRIES: [(&str, &str); 3] =
    [("reserved", "heads of bins"), ("tag", "tag of a live block"), ("tag-free", "tag or footer: free")];

/// What the legend is for.
#[derive(Properties, PartialEq)]
pub struct LegendProps {
    /// Whether there are boundary tags.
    pub tags: bool,
}

/// A line of swatches with their meanings.
#[component]
pub fn Legend(props: &LegendProps) -> Html {
    let of_tags = TAG_ENTRIES.iter().filter(|_| props.tags);
    html! {
        <ul class="heap-legend" aria-label="What the colours mean">
            { for ENTRIES.iter().chain(of_tags).map(|(class, meaning)| html! {
                <li><span class={classes!("heap-swatch", *class)}></span>{ *meaning }</li>
            }) }
        </ul>
    }
}
