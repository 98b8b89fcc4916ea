//! One free list, or one bin, as a chain of boxes in list order. A long one is shown in part.

use std::rc::Rc;

use heap_lab::{
    lab::{
        LaneKind,
        view::{Bin, Sizes},
    },
    scene::{
        Pick,
        chain::{Part, box_width, elide},
        notes::Notes,
    },
    text::{
        Text,
        numbers::{address, grouped},
    },
};
use yew::prelude::*;

use crate::components::text::use_text;

/// Blocks shown at the beginning and at the end of a long list, and of a long bin.
const OF_LIST: (usize, usize) = (12, 2);
const OF_BIN: (usize, usize) = (2, 1);
/// The same for a list on one line, which should show its end.
const OF_LINE: (usize, usize) = (3, 1);

/// Which part of a list is shown, and how.
#[derive(Clone, PartialEq)]
pub struct Shown {
    /// Whether there is room for many.
    pub in_full: bool,
    /// Positions in the list that are never left out.
    pub keep: Vec<usize>,
    /// What is selected.
    pub selected: Option<Pick>,
    /// What is pointed at.
    pub hovered: Option<Pick>,
    /// The address of the block that Tab reaches.
    pub stop: Option<u32>,
}

/// A list.
#[derive(Properties, PartialEq)]
pub struct BlocksProps {
    /// The lane.
    pub lane: LaneKind,
    /// The list.
    pub list: Rc<Bin>,
    /// The effects of the steps on its blocks.
    pub notes: Rc<Notes>,
    /// Which part of it is shown.
    pub shown: Shown,
}

/// The chain, from the head to the end.
#[component]
pub fn Blocks(props: &BlocksProps) -> Html {
    let Bin { sizes, blocks } = &*props.list;
    let (is_bin, (head, tail)) = match sizes {
        Sizes::All => (false, if props.shown.in_full { OF_LIST } else { OF_LINE }),
        Sizes::One(_) | Sizes::Range { .. } => (true, OF_BIN),
    };
    let parts = elide(blocks.len(), head, tail, &props.shown.keep);
    let text = use_text();
    let part = |part: &Part| match part {
        Part::Shown(range) => range.clone().map(|index| block(props, index, text)).collect::<Html>(),
        Part::Elided(range) => html! {
            <li class="structure-gap">{ text.more_blocks(range.len() as u32) }</li>
        },
    };
    html! {
        <div class={classes!("structure-list", is_bin.then_some("structure-bin"))}>
            <span class="structure-name">
                if is_bin {
                    <b>{ short(*sizes) }</b>
                    <small>{ format!("×{}", grouped(blocks.len() as u32)) }</small>
                } else {
                    { text.head() }
                }
            </span>
            <ol aria-label={text.list_of(*sizes, blocks.len())}>
                { for parts.iter().map(part) }
                if blocks.is_empty() {
                    <li class="structure-end" aria-label={text.empty()}>{ "∅" }</li>
                }
            </ol>
        </div>
    }
}

/// Sizes, abbreviated.
fn short(sizes: Sizes) -> String {
    match sizes {
        Sizes::All => String::new(),
        Sizes::One(size) => size.to_string(),
        Sizes::Range { least, most: Some(most) } => format!("{least}–{most}"),
        Sizes::Range { least, most: None } => format!("{least}+"),
    }
}

fn block(props: &BlocksProps, index: usize, text: &dyn Text) -> Html {
    let Some(&(start, size)) = props.list.blocks.get(index) else { return Html::default() };
    let shown = &props.shown;
    let lit = |pick: Option<Pick>| match pick {
        Some(Pick::At(lane, at)) => lane == props.lane && at >= start && at - start < size,
        _ => false,
    };
    let note = props.notes.blocks.get(&start);
    let class = classes!(
        "structure-block",
        lit(shown.selected).then_some("selected"),
        lit(shown.hovered).then_some("hovered"),
        note.is_some_and(|note| note.current).then_some("current"),
    );
    let verdict = match note.and_then(|note| note.fits) {
        Some(true) => "fits",
        Some(false) => "unfit",
        None => "",
    };
    // If all blocks have one size, the name of the bin says it. A space makes the address and the size two words.
    let sized = !matches!(props.list.sizes, Sizes::One(_));
    let wide = sized.then(|| format!("min-width:{}ch", box_width(size)));
    html! {
        <li>
            <button type="button" {class} data-address={start.to_string()} style={wide}
                aria-label={text.listed_block(start, size, index + 1, note)}
                aria-pressed={lit(shown.selected).to_string()}
                tabindex={if shown.stop == Some(start) { "0" } else { "-1" }}>
                <code>{ address(start) }</code>
                if sized { { " " }<b>{ grouped(size) }</b> }
            </button>
            if index + 1 == props.list.blocks.len() {
                <span class="structure-end" aria-hidden="true">{ "→ ∅" }</span>
            }
            <span class={classes!("structure-note", verdict)} aria-hidden="true">
                { note.map(|note| text.note(note)).unwrap_or_default() }
            </span>
        </li>
    }
}
