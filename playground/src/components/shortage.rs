//! Why a request was refused, for a reader who asks: what was free, what lies between, and the fewest blocks that would
//! have had to be freed. They are looked for in slices, and marked in the heap.

use std::rc::Rc;

use heap_lab::{
    lab::{
        LaneKind,
        frame::Frame,
        shortage::{Frees, Search, Shortage, USUAL_WORK},
    },
    scene::spots::{Spot, SpotKind},
    state::{AppState, Run},
    trace::Trace,
};
use yew::prelude::*;

use super::{
    icon::{Shape, icon},
    prose::prose,
    text::use_text,
};
use crate::browser::turns::{Turns, now};

/// The length of a slice of the search, in milliseconds.
const SLICE: f64 = 8.0;

/// A refused request: its lane and its operation.
pub type Refused = (LaneKind, usize);

/// The explanation that is open, and what opens or closes one.
pub type Why = (Option<Explained>, Callback<Refused>);

/// What is known of a refused request so far.
#[derive(Clone, PartialEq)]
pub struct Explained {
    /// The request.
    pub refused: Refused,
    shortage: Shortage,
    /// Whether the blocks are still looked for.
    searching: bool,
}

impl Explained {
    /// The marks of the blocks to free, in the lane of the request.
    pub fn spots(&self, frame: &Frame) -> Rc<[Spot]> {
        let Frees::Blocks(blocks) = &self.shortage.frees else { return Rc::default() };
        if frame.kind != self.refused.0 {
            return Rc::default();
        }
        let spot = |tile: heap_lab::lab::view::Tile| Spot {
            kind: SpotKind::ToFree,
            address: tile.start,
            size: tile.size,
            number: None,
        };
        let tiles = |&block: &u32| frame.read(|recording| recording.block(block));
        blocks.iter().filter_map(tiles).map(spot).collect()
    }
}

/// The request that is explained, while the position is right after it, and what opens or closes an explanation.
#[hook]
pub fn use_shortage(state: &AppState, run: Option<&Run>) -> Why {
    let wanted = use_state_eq(|| None::<Refused>);
    let explained = use_state_eq(|| None::<Explained>);
    let is_there = |&(lane, op): &Refused| {
        state.playhead.event == 0 && state.playhead.done == op + 1 && state.shown.contains(lane)
    };
    let here = wanted.filter(is_there).filter(|_| !state.is_asked() && !state.is_busy());
    {
        let (wanted, explained) = (wanted.clone(), explained.clone());
        use_effect_with((here, run.cloned()), move |(here, run)| {
            if here.is_none() {
                wanted.set(None);
                explained.set(None);
            }
            let turns = here.zip(run.clone()).and_then(|(refused, run)| look(refused, &run, explained));
            move || drop(turns)
        });
    }
    let toggle = {
        let wanted = wanted.clone();
        Callback::from(move |refused: Refused| wanted.set((*wanted != Some(refused)).then_some(refused)))
    };
    ((*explained).clone().filter(|explained| Some(explained.refused) == here), toggle)
}

/// Shows at once what is known, and looks for the rest.
fn look(refused: Refused, run: &Run, explained: UseStateHandle<Option<Explained>>) -> Option<Turns> {
    let (lane, op) = refused;
    let recording = run.recordings().iter().find(|recording| recording.borrow().kind() == lane)?.clone();
    let mut search = Search::new(&mut recording.borrow_mut(), op, USUAL_WORK)?;
    explained.set(Some(Explained { refused, shortage: search.so_far().clone(), searching: true }));
    Some(Turns::start(move || {
        let end = now() + SLICE;
        while now() < end {
            if let Some(shortage) = search.advance(&mut recording.borrow_mut()) {
                explained.set(Some(Explained { refused, shortage, searching: false }));
                return false;
            }
        }
        true
    }))
}

#[derive(PartialEq, Properties)]
pub struct ShortagePanelProps {
    pub explained: Explained,
    pub trace: Rc<Trace>,
    /// Opens or closes the explanation.
    pub toggle: Callback<Refused>,
}

/// The explanation. It is where the selected block is described otherwise.
#[component]
pub fn ShortagePanel(ShortagePanelProps { explained, trace, toggle }: &ShortagePanelProps) -> Html {
    let text = use_text();
    let labels = &text.page().lane;
    let refused = explained.refused;
    let close = toggle.reform(move |_: MouseEvent| refused);
    let mut sentences = text.shortage(&explained.shortage, trace);
    if explained.searching {
        sentences.pop();
        sentences.push(text.shortage_is_sought().to_owned());
    }
    html! {
        <aside class="inspector shortage" data-shortage={refused.0.slug()} aria-label={labels.why_title}
            aria-busy={explained.searching.to_string()}>
            <header>
                <h2>{ labels.why_title }{ " · " }{ refused.0.short_name() }</h2>
                <button type="button" class="button-quiet" aria-label={text.page().app.close}
                    title={text.page().app.close} onclick={close}>{ icon(Shape::Close) }</button>
            </header>
            <div role="status">{ for sentences.iter().map(|sentence| html! { <p>{ prose(sentence) }</p> }) }</div>
        </aside>
    }
}
