//! One free list, or one bin, as a chain of boxes in list order. A long one is shown in part.

use std::rc::Rc;

use heap_lab::{
    lab::{
        LaneKind, narrate,
        view::{Bin, Sizes},
    },
    scene::{
        Pick,
        chain::{Part, box_width, elide},
        labels::grouped,
        told::Told,
    },
};
use yew::prelude::*;

/// Blocks shown of a long list, and of a long bin, at its beginning and at its end.
const OF_LIST: (usize, usize) = (12, 2);
const OF_BIN: (usize, usize) = (2, 1);

/// What of a list is shown, and how.
#[derive(Clone, PartialEq)]
pub struct Shown {
    /// Places in the list that are not left out.
    pub keep: Vec<usize>,
    /// What is selected.
    pub selected: Option<Pick>,
    /// What is pointed at.
    pub hovered: Option<Pick>,
    /// The address of the block that Tab goes to.
    pub stop: Option<u32>,
}

/// A list.
#[derive(Properties, PartialEq)]
pub struct BlocksProps {
    /// Whose it is.
    pub lane: LaneKind,
    /// The list.
    pub list: Rc<Bin>,
    /// What the steps did to its blocks.
    pub told: Rc<Told>,
    /// What is shown of it.
    pub shown: Shown,
}

/// The chain, from the head to the end.
#[component]
pub fn Blocks(props: &BlocksProps) -> Html {
    let Bin { sizes, blocks } = &*props.list;
    let (is_bin, (head, tail)) = match sizes {
        Sizes::All => (false, OF_LIST),
        Sizes::One(_) | Sizes::Range { .. } => (true, OF_BIN),
    };
    let parts = elide(blocks.len(), head, tail, &props.shown.keep);
    let label = format!("{}, {} blocks", narrate::list(*sizes), blocks.len());
    let part = |part: &Part| match part {
        Part::Shown(range) => range.clone().map(|index| block(props, index)).collect::<Html>(),
        Part::Elided(range) => html! {
            <li class="structure-gap">{ format!("… {} more …", grouped(range.len() as u32)) }</li>
        },
    };
    html! {
        <div class={classes!("structure-list", is_bin.then_some("structure-bin"))}>
            <span class="structure-name">
                if is_bin {
                    <b>{ short(*sizes) }</b>
                    <small>{ format!("×{}", grouped(blocks.len() as u32)) }</small>
                } else {
                    { "head" }
                }
            </span>
            <ol aria-label={label}>
                { for parts.iter().map(part) }
                if blocks.is_empty() {
                    <li class="structure-end" aria-label="empty">{ "∅" }</li>
                }
            </ol>
        </div>
    }
}

/// Sizes where there is little room.
fn short(sizes: Sizes) -> String {
    match sizes {
        Sizes::All => String::new(),
        Sizes::One(size) => size.to_string(),
        Sizes::Range { least, most: Some(most) } => format!("{least}–{most}"),
        Sizes::Range { least, most: None } => format!("{least}+"),
    }
}

fn block(props: &BlocksProps, index: usize) -> Html {
    let Some(&(address, size)) = props.list.blocks.get(index) else { return Html::default() };
    let shown = &props.shown;
    let lit = |pick: Option<Pick>| match pick {
        Some(Pick::At(lane, at)) => lane == props.lane && at >= address && at - address < size,
        _ => false,
    };
    let note = props.told.notes.get(&address);
    let text = note.map(|note| note.text()).unwrap_or_default();
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
    // Where all blocks are of one size, the name of the bin tells it.
    let sized = !matches!(props.list.sizes, Sizes::One(_));
    let wide = sized.then(|| format!("min-width:{}ch", box_width(size)));
    let said = format!("{}, {} bytes, number {} {text}", narrate::address(address), grouped(size), index + 1);
    html! {
        <li>
            <button type="button" {class} data-address={address.to_string()} style={wide} aria-label={said}
                aria-pressed={lit(shown.selected).to_string()}
                tabindex={if shown.stop == Some(address) { "0" } else { "-1" }}>
                <code>{ narrate::address(address) }</code>
                if sized { <b>{ grouped(size) }</b> }
            </button>
            if index + 1 == props.list.blocks.len() {
                <span class="structure-end" aria-hidden="true">{ "→ ∅" }</span>
            }
            <span class={classes!("structure-note", verdict)} aria-hidden="true">{ text }</span>
        </li>
    }
}
