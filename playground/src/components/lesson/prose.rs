//! The prose of a lesson, with links that drive the figure.

use heap_lab::lesson::{Block, Inline, Place};
use yew::prelude::*;

/// What the links of a text do.
#[derive(Clone, PartialEq)]
pub struct Links {
    /// The figure goes to a place.
    pub follow: Callback<Place>,
    /// A link is pointed at or has the focus, or none any more.
    pub point: Callback<Option<Place>>,
}

impl Links {
    /// Links that do nothing, for texts without any.
    pub fn none() -> Self {
        Self { follow: Callback::noop(), point: Callback::noop() }
    }
}

/// Paragraphs and lists.
pub fn blocks(blocks: &[Block], links: &Links) -> Html {
    let block = |block: &Block| match block {
        Block::Paragraph(parts) => html! { <p>{ inlines(parts, links) }</p> },
        Block::List { ordered: true, items } => {
            html! { <ol>{ for items.iter().map(|item| list_item(item, links)) }</ol> }
        }
        Block::List { ordered: false, items } => {
            html! { <ul>{ for items.iter().map(|item| list_item(item, links)) }</ul> }
        }
    };
    blocks.iter().map(block).collect()
}

fn list_item(parts: &[Inline], links: &Links) -> Html {
    html! { <li>{ inlines(parts, links) }</li> }
}

/// Parts of a paragraph.
pub fn inlines(parts: &[Inline], links: &Links) -> Html {
    let part = |part: &Inline| match part {
        Inline::Text(text) => html! { { text } },
        Inline::Code(code) => html! { <code>{ code }</code> },
        Inline::Strong(parts) => html! { <strong>{ inlines(parts, links) }</strong> },
        Inline::Emphasis(parts) => html! { <em>{ inlines(parts, links) }</em> },
        Inline::Fact { text, .. } => inlines(text, links),
        Inline::Go { text, place, .. } => go(text, place, links),
        Inline::Url { text, address } => html! {
            <a href={address.clone()} target="_blank" rel="noopener">{ inlines(text, links) }</a>
        },
    };
    parts.iter().map(part).collect()
}

/// The words of paragraphs and lists alone.
pub fn plain(blocks: &[Block]) -> String {
    let block = |block: &Block| match block {
        Block::Paragraph(parts) => words(parts),
        Block::List { items, .. } => items.iter().map(|item| words(item)).collect::<Vec<_>>().join(" "),
    };
    blocks.iter().map(block).collect::<Vec<_>>().join(" ")
}

fn words(parts: &[Inline]) -> String {
    let part = |part: &Inline| match part {
        Inline::Text(text) | Inline::Code(text) => text.clone(),
        Inline::Strong(parts) | Inline::Emphasis(parts) => words(parts),
        Inline::Fact { text, .. } | Inline::Go { text, .. } | Inline::Url { text, .. } => words(text),
    };
    parts.iter().map(part).collect()
}

/// A link that drives the figure. It is no button element: those are not broken between lines.
fn go(parts: &[Inline], place: &Place, links: &Links) -> Html {
    let Links { follow, point } = links;
    let follow = follow.reform({
        let place = place.clone();
        move |()| place.clone()
    });
    let click = follow.reform(|event: MouseEvent| event.stop_propagation());
    let key = Callback::from(move |event: KeyboardEvent| {
        if matches!(event.key().as_str(), "Enter" | " ") {
            event.prevent_default();
            follow.emit(());
        }
    });
    let here = {
        let (point, place) = (point.clone(), place.clone());
        move || point.emit(Some(place.clone()))
    };
    let (enter, focus) = (here.clone(), here);
    let gone = point.reform(|()| None);
    let (leave, blur) = (gone.clone(), gone);
    html! {
        <a class="go" role="button" tabindex="0" onclick={click} onkeydown={key}
            onmouseenter={move |_: MouseEvent| enter()} onmouseleave={move |_: MouseEvent| leave.emit(())}
            onfocus={move |_: FocusEvent| focus()} onblur={move |_: FocusEvent| blur.emit(())}>
            { inlines(parts, links) }
        </a>
    }
}
