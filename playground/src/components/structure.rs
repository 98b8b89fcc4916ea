//! The allocator's own view of its free memory: the free list or the bins in list order, and the bump range.
//! [`super::heap`] shows where the blocks lie; both share one selection.

mod blocks;
mod bump;

use std::rc::Rc;

use blocks::{Blocks, Shown};
use bump::{BumpRange, bump_range};
use heap_lab::{
    lab::{Recording, frame::Frame, view::TileKind},
    scene::{Pick, chain::lists, notes::Notes},
    text::{
        Text,
        numbers::{address, grouped},
    },
    trace::Trace,
};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use super::{
    icon::{Shape, icon},
    text::use_text,
};

/// The props of a structure pane.
#[derive(Properties, PartialEq)]
pub struct StructurePaneProps {
    /// The lane at a position of the playhead.
    pub frame: Frame,
    /// The trace that it runs.
    pub trace: Rc<Trace>,
    /// What is selected, in any lane.
    #[prop_or_default]
    pub selected: Option<Pick>,
    /// What is pointed at, in any lane and view.
    #[prop_or_default]
    pub hovered: Option<Pick>,
    /// Whether it is shown in full, over the heap, rather than on one line.
    pub open: bool,
    /// Opens or closes it.
    pub toggle: Callback<MouseEvent>,
    /// A block was selected, or the selection was cleared.
    #[prop_or_default]
    pub on_select: Callback<Option<Pick>>,
    /// The pointer or the keyboard moved to a block, or left.
    #[prop_or_default]
    pub on_hover: Callback<Option<Pick>>,
}

/// The structure of one lane.
#[component]
pub fn StructurePane(props: &StructurePaneProps) -> Html {
    let lane = props.frame.kind;
    let root = use_node_ref();
    let entered = use_state_eq(|| None::<u32>);

    let on_click = {
        let (on_select, selected) = (props.on_select.clone(), props.selected);
        Callback::from(move |event: MouseEvent| {
            if let Some(address) = block_of(&event) {
                let pick = Pick::At(lane, address);
                on_select.emit((selected != Some(pick)).then_some(pick));
            }
        })
    };
    let on_over = {
        let (on_hover, hovered) = (props.on_hover.clone(), props.hovered);
        Callback::from(move |event: PointerEvent| {
            let pick = block_of(&event).map(|address| Pick::At(lane, address));
            if pick != hovered {
                on_hover.emit(pick);
            }
        })
    };
    let on_leave = props.on_hover.reform(|_: PointerEvent| None);
    let on_focus = {
        let (on_hover, entered) = (props.on_hover.clone(), entered.clone());
        Callback::from(move |event: FocusEvent| {
            if let Some(address) = block_of(&event) {
                entered.set(Some(address));
                on_hover.emit(Some(Pick::At(lane, address)));
            }
        })
    };
    let on_blur = props.on_hover.reform(|_: FocusEvent| None);
    let on_key = {
        let root = root.clone();
        Callback::from(move |event: KeyboardEvent| {
            let step = match event.key().as_str() {
                "]" | "." => 1,
                "[" | "," => -1,
                _ => return,
            };
            if let Some(root) = root.cast::<Element>() {
                focus_beside(&root, step);
            }
            event.prevent_default();
            event.stop_propagation();
        })
    };

    let text = use_text();
    html! {
        <section class={classes!("structure", props.open.then_some("structure-open"))} ref={root}
            aria-label={text.structure_of(lane)}
            onclick={on_click} onpointerover={on_over} onpointerleave={on_leave}
            onfocusin={on_focus} onfocusout={on_blur} onkeydown={on_key}>
            if lane.is_inspected() {
                <div class="structure-parts">
                    { props.frame.read(|recording| parts(props, recording, *entered, text)) }
                </div>
                { open_button(props.open, &props.toggle, text) }
            } else {
                <p class="structure-none structure-hidden">{ text.hidden_structure() }</p>
            }
        </section>
    }
}

fn open_button(open: bool, toggle: &Callback<MouseEvent>, text: &dyn Text) -> Html {
    let labels = &text.page().lane;
    let label = if open { labels.close_structure } else { labels.open_structure };
    html! {
        <button type="button" class="button-quiet structure-toggle" aria-expanded={open.to_string()} aria-label={label}
            title={label} onclick={toggle}>{ icon(if open { Shape::Close } else { Shape::Up }) }</button>
    }
}

/// The list or the bins, then the bump range.
fn parts(props: &StructurePaneProps, recording: &Recording, entered: Option<u32>, text: &dyn Text) -> Html {
    let lane = props.frame.kind;
    let notes = Rc::new(Notes::new(&props.frame.shown_steps(recording)));
    let bins = recording.bins();

    // In a long list these are shown with their neighbours, whatever else is left out.
    let mut keep: Vec<u32> =
        notes.blocks.iter().filter(|(_, note)| note.current).map(|(&at, _)| at).collect();
    keep.extend([props.selected, entered.map(|at| Pick::At(lane, at))].into_iter().flatten().filter_map(
        |pick| match pick {
            Pick::At(of, address) => (of == lane).then_some(address),
            Pick::Block(_) => None,
        },
    ));
    let position = |address: u32| match recording.tiles(address..address.saturating_add(1)).first()?.kind {
        TileKind::Free { bin, index } => Some((bin as usize, index as usize)),
        _ => None,
    };
    let kept: Vec<(usize, usize)> = keep.into_iter().filter_map(position).collect();
    let is_free = |address: u32| position(address).is_some();
    let taken: Vec<(u32, u32)> = notes.taken.iter().copied().filter(|&(at, _)| !is_free(at)).collect();

    // Tab reaches one block: the one entered last, or else the first.
    let first = bins.iter().flat_map(|bin| bin.blocks.first()).map(|&(address, _)| address).next();
    let stop = entered.filter(|&at| is_free(at)).or(first);
    let rows: Vec<_> = lists(bins)
        .map(|(number, bin)| {
            let shown = Shown {
                in_full: props.open,
                keep: kept.iter().filter(|(of, _)| *of == number).map(|&(_, index)| index).collect(),
                selected: props.selected,
                hovered: props.hovered,
                stop,
            };
            html! { <Blocks {lane} list={Rc::new(bin.clone())} notes={notes.clone()} {shown} /> }
        })
        .collect();
    let none = rows.is_empty();
    let (count, bytes) = (bins.iter().map(|bin| bin.blocks.len()).sum::<usize>(), recording.numbers().free);
    html! {
        <>
            if props.open {
                <h3 class="structure-head">
                    { text.free_blocks_of(lane) }
                    <span>{ text.free_blocks(count, bytes) }</span>
                </h3>
            }
            <div class={classes!("structure-lists", lane.has_tags().then_some("structure-ranges"))}>{ for rows }</div>
            if none { <p class="structure-none">{ text.no_bin_holds_a_block() }</p> }
            if props.open {
                <p class="structure-left">
                if !taken.is_empty() {
                    { text.taken() }
                    { for taken.iter().map(|&(at, size)| html! {
                        <code>{ format!("{}, {}", address(at), grouped(size)) }</code>
                    }) }
                }
                </p>
                { for recording.bump().map(|range| bump_range(&BumpRange {
                    lane,
                    range,
                    page_runs: &recording.page_runs(),
                    selected: props.selected,
                    hovered: props.hovered,
                }, text)) }
            }
        </>
    }
}

/// The address of the block that an event refers to.
fn block_of(event: &Event) -> Option<u32> {
    let target = event.target_dyn_into::<Element>()?;
    target.closest("[data-address]").ok()??.get_attribute("data-address")?.parse().ok()
}

/// Moves the focus to the next block, or the one before.
fn focus_beside(root: &Element, step: i32) {
    let Ok(blocks) = root.query_selector_all("button[data-address]") else { return };
    let at = |index: u32| blocks.item(index).and_then(|node| node.dyn_into::<HtmlElement>().ok());
    let is_here = |index: &u32| at(*index).is_some_and(|block| block.matches(":focus").unwrap_or(false));
    let here = (0..blocks.length()).find(is_here);
    let next = here.map_or(Some(0), |here| here.checked_add_signed(step)).and_then(at);
    if let Some(block) = next {
        // It does no harm if a block cannot take the focus.
        let _ = block.focus();
    }
}
