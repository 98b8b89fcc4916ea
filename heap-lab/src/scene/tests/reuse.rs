//! A scene made from the one before it is the scene made from nothing.

use std::{cell::RefCell, rc::Rc};

use proptest::prelude::*;

use super::{super::reuse::Before, *};
use crate::{
    arena::Settings,
    lab::{Recording, frame::Frame, frame::Moment},
    trace::{Op, Trace},
};

/// Requests for blocks from a granule to two rows: of those that are live, one of each number is freed or resized.
fn trace(requests: &[(u32, u32, u32)]) -> Trace {
    let mut trace = Trace::default();
    let mut live = Vec::new();
    for &(kind, size, pick) in requests {
        let index = pick as usize % live.len().max(1);
        match kind {
            0 if !live.is_empty() => trace.ops.push(Op::Free { block: live.swap_remove(index) }),
            1 if !live.is_empty() => trace.ops.push(Op::Realloc { block: live[index], size }),
            2 if pick % 8 == 0 => trace.ops.push(Op::TakePages { pages: 1 }),
            _ => {
                let block = trace.blocks.len() as u32;
                trace.blocks.push(&format!("block{block}"));
                trace.ops.push(Op::Alloc { block, size, align: 8, zeroed: false });
                live.push(block);
            }
        }
    }
    trace
}

/// The scene of a frame, laid out anew or from another.
fn scene(frame: &Frame, trace: &Trace, view: View, before: Option<Before>) -> Scene {
    with_heap(frame, trace, view, |grid, heap| build(grid, heap, &Highlights::default(), before))
}

fn with_heap<T>(frame: &Frame, trace: &Trace, view: View, make: impl FnOnce(Grid, &Heap) -> T) -> T {
    frame.read(|recording| {
        let reach = recording.last_end();
        let space = Space { heap_end: recording.heap_end(), limit: reach, reach, page_size: 512 };
        let heap = Heap {
            lane: frame.kind,
            tiles: &|range, visit| recording.each_tile(range, visit),
            find: &|pick| match pick {
                Pick::Block(block) => recording.block(block),
                Pick::At(_, address) => recording.tile_at(address),
            },
            fields: &|tile| recording.fields(tile),
            bins: recording.bins(),
            bump: None,
            blocks: &trace.blocks,
            steps: &frame.shown_steps(recording),
            spots: &[],
            text: Language::English.text(),
        };
        make(Grid::new(space, view), &heap)
    })
}

/// Without the numbers that free blocks have in their lists: in rows that are as before, they may be old.
fn unnumbered(mut scene: Scene) -> Scene {
    for Tile { kind, .. } in scene.pieces.iter_mut().map(|piece| &mut piece.tile) {
        if let TileKind::Free { bin, index } = kind {
            (*bin, *index) = (0, 0);
        }
    }
    scene
}

/// Goes through a run by events, and compares at each the scene that is made from another with one made from nothing.
fn compare(trace: Trace, zoom: i32) -> Result<(), TestCaseError> {
    let trace = Rc::new(trace);
    let settings = Settings { page_size: 512, max_pages: 2048 };
    for kind in LaneKind::OURS {
        let recording = Recording::run(kind, trace.clone(), settings).expect("a possible arena");
        let moments: Vec<Moment> = (0..recording.len())
            .flat_map(|op| {
                let inside =
                    (1..recording.steps(op).len()).map(move |shown| Moment { done: op, op: Some(op), shown });
                let shown = recording.steps(op).len();
                inside.chain([Moment { done: op + 1, op: Some(op), shown }])
            })
            .collect();
        // Narrow enough for rows of many blocks, in which no field can be seen.
        let view = View { zoom, ..view(240.0, 110.0) };
        let recording = Rc::new(RefCell::new(recording));
        let frames: Vec<Frame> =
            moments.iter().map(|&moment| Frame::new(kind, recording.clone(), moment)).collect();
        // Forwards, backwards, and in leaps.
        let ways = (1..frames.len()).map(|at| (at - 1, at)).chain((1..frames.len()).map(|at| (at, at - 1)));
        for (from, to) in ways.chain((7..frames.len()).step_by(7).map(|at| (at - 7, at))) {
            let old = scene(&frames[from], &trace, view, None);
            let Some(changed) = frames[to].changes_since(&frames[from]) else { continue };
            let before = Before { scene: &old, changed: &changed };
            let quick = unnumbered(scene(&frames[to], &trace, view, Some(before)));
            let slow = unnumbered(scene(&frames[to], &trace, view, None));
            prop_assert_eq!(quick, slow, "{}: from {:?} to {:?}", kind.name(), moments[from], moments[to]);

            let whole = |at: usize, before: Option<(&Overview, &[Range<u32>])>| {
                with_heap(&frames[at], &trace, view, |grid, heap| overview(&grid, heap, before))
            };
            let Some(old) = whole(from, None) else { continue };
            let (quick, slow) = (whole(to, Some((&old, &changed))), whole(to, None));
            let (quick, slow) = (quick.expect("zoomed in").cells, slow.expect("zoomed in").cells);
            prop_assert_eq!(quick.len(), slow.len());
            for (quick, slow) in quick.iter().zip(&slow) {
                let pairs = quick.shares.iter().zip(&slow.shares);
                let is_same = pairs.into_iter().all(|(a, b)| (a - b).abs() < 1e-6);
                prop_assert!(is_same && close(quick.x, slow.x), "{:?} is {:?}", quick, slow);
            }
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, ..ProptestConfig::default() })]
    #[test]
    fn whatever_happens_only_what_changed_is_laid_out_again(
        requests in prop::collection::vec((0..6_u32, 1..6000_u32, any::<u32>()), 1..60),
        sizes in 1..4_u32,
        zoom in 0..3,
    ) {
        let requests: Vec<_> =
            requests.into_iter().map(|(kind, size, pick)| (kind, size >> (2 * sizes) | 1, pick)).collect();
        compare(trace(&requests), zoom)?;
    }
}

/// The pages that other code took in two requests are one tile, of which only the first part was in sight.
#[test]
fn a_tile_that_grows_out_of_sight_is_labelled_anew() {
    let take = || Op::TakePages { pages: 1 };
    let alloc = |block, size| Op::Alloc { block, size, align: 8, zeroed: false };
    let blocks = ["a", "b"].iter().collect();
    let trace = Trace { ops: vec![alloc(0, 900), take(), take(), take(), alloc(1, 300)], blocks };
    for zoom in 0..3 {
        compare(trace.clone(), zoom).expect("the same scene");
    }
}
