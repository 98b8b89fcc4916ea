//! What the colours and patterns of the heap map mean.

use yew::prelude::*;

/// Classes of the swatches and what they stand for.
const ENTRIES: [(&str, &str); 7] = [
    ("live", "live"),
    ("padding", "padding"),
    ("free", "free"),
    ("bump", "unused"),
    ("lost", "lost"),
    ("foreign", "others’ pages"),
    ("ungrown", "not grown"),
];

/// The same of what only allocators with boundary tags have.
const TAG_ENTRIES: [(&str, &str); 3] =
    [("reserved", "bins"), ("tag", "tag"), ("tag-free", "tag or footer: free")];

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
