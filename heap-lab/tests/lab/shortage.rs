//! What a refused request lacked: the fewest blocks to free, compared with every set of blocks, freed in every order.

use std::rc::Rc;

use heap_lab::{
    arena::Settings,
    lab::{
        LaneKind, Recording,
        shortage::{self, Frees, Search, Shortage, USUAL_WORK},
        view::{Outcome, TileKind},
    },
    trace::{BlockId, Op, Trace},
};
use proptest::prelude::*;

use crate::traces::{self, Writer};

/// Whether the request of operation `op` succeeds if these blocks are freed right before it, in this order.
fn succeeds(kind: LaneKind, trace: &Trace, settings: Settings, op: usize, frees: &[BlockId]) -> bool {
    let mut ops = trace.ops[..op].to_vec();
    ops.extend(frees.iter().map(|&block| Op::Free { block }));
    ops.push(trace.ops[op].clone());
    let trace = Rc::new(Trace { ops, blocks: trace.blocks.clone() });
    let run = Recording::run(kind, trace, settings).unwrap();
    matches!(
        run.outcome(run.len() - 1),
        Outcome::Placed { .. } | Outcome::InPlace { .. } | Outcome::Moved { .. }
    )
}

/// Whether some `count` of these blocks, freed in some order, suffice.
fn suffices(
    blocks: &[BlockId],
    count: usize,
    chosen: &mut Vec<BlockId>,
    is_enough: &dyn Fn(&[BlockId]) -> bool,
) -> bool {
    if count == 0 {
        return is_enough(chosen);
    }
    blocks.iter().any(|block| {
        if chosen.contains(block) {
            return false;
        }
        chosen.push(*block);
        let found = suffices(blocks, count - 1, chosen, is_enough);
        chosen.pop();
        found
    })
}

/// The live blocks before an operation, but for its own.
fn live(recording: &mut Recording, op: usize) -> Vec<BlockId> {
    recording.seek(op);
    let own = recording.trace().ops[op].block();
    let tiles = recording.tiles(0..recording.heap_end());
    let block = |kind| match kind {
        TileKind::Live { block, .. } if Some(block) != own => Some(block),
        _ => None,
    };
    tiles.into_iter().filter_map(|tile| block(tile.kind)).collect()
}

fn refusals(recording: &Recording) -> Vec<usize> {
    (0..recording.len()).filter(|&op| recording.outcome(op) == Outcome::OutOfMemory).collect()
}

/// The most blocks of a heap that is compared with all sets.
const MOST_LIVE: usize = 7;
/// The largest sets that are tried in every order.
const MOST_FREES: usize = 4;

proptest! {
    #![proptest_config(ProptestConfig { cases: if cfg!(miri) { 1 } else { 128 }, ..ProptestConfig::default() })]

    #[test]
    fn no_smaller_set_of_blocks_suffices(
        trace in traces::trace(30),
        page_log in 6_u32..10,
        max_pages in 1_u32..10,
    ) {
        let settings = Settings::new(1 << page_log, max_pages).unwrap();
        for kind in LaneKind::OURS {
            let mut recording = Recording::run(kind, trace.clone(), settings).unwrap();
            for op in refusals(&recording).into_iter().take(3) {
                let Some(shortage) = shortage::shortage(&mut recording, op, USUAL_WORK) else {
                    prop_assert!(recording.request(op).is_none());
                    continue;
                };
                let live = live(&mut recording, op);
                if live.len() > MOST_LIVE {
                    continue;
                }
                let is_enough = |frees: &[BlockId]| succeeds(kind, &trace, settings, op, frees);
                let smaller = match &shortage.frees {
                    Frees::Blocks(blocks) => {
                        prop_assert!(is_enough(blocks), "{kind:?} {op} {blocks:?}");
                        blocks.len()
                    }
                    Frees::Never => live.len() + 1,
                    Frees::Unknown { .. } => return Err(TestCaseError::fail("a small heap is not searched")),
                };
                for count in 0..smaller.min(MOST_FREES + 1) {
                    let found = suffices(&live, count, &mut Vec::new(), &is_enough);
                    prop_assert!(!found, "{kind:?} at {op}: {count} blocks suffice, not {:?}", shortage.frees);
                }
            }
        }
    }
}

fn last(kind: LaneKind, trace: &Rc<Trace>, page_size: u32, max_pages: u32) -> Shortage {
    let settings = Settings::new(page_size, max_pages).unwrap();
    let mut recording = Recording::run(kind, trace.clone(), settings).unwrap();
    let op = recording.len() - 1;
    shortage::shortage(&mut recording, op, USUAL_WORK).expect("the last operation is refused")
}

/// Six blocks of 64 bytes, of which every second is free, and a request for 100.
fn checkerboard() -> Rc<Trace> {
    let mut writer = Writer::default();
    for name in ["a", "b", "c", "d", "e", "f"] {
        writer.alloc(name, 64);
    }
    writer.free("a").free("c").free("e").alloc("g", 100).done()
}

#[test]
fn in_a_list_that_merges_one_block_joins_two_holes() {
    let shortage = last(LaneKind::FreeList, &checkerboard(), 128, 3);
    assert_eq!(shortage.frees, Frees::Blocks(vec![1]));
    assert_eq!((shortage.refusal.needed, shortage.refusal.free, shortage.largest), (112, 192, 64));
    let between: Vec<_> = shortage.between.iter().map(|tile| (tile.start, tile.size)).collect();
    assert_eq!((between, shortage.more_between), (vec![(64, 64), (192, 64)], 0));
}

#[test]
fn a_bump_pointer_falls_from_the_top_as_far_as_blocks_are_live() {
    // Below `f`, `e` is free, in a bin, where the bump pointer can't get it.
    for kind in [LaneKind::BumpFreeList, LaneKind::SegregatedBump] {
        assert_eq!(last(kind, &checkerboard(), 128, 3).frees, Frees::Never, "{kind:?}");
    }
    let mut writer = Writer::default();
    for name in ["a", "b", "c", "d"] {
        writer.alloc(name, 64);
    }
    let trace = writer.free("a").alloc("e", 120).done();
    assert_eq!(last(LaneKind::BumpFreeList, &trace, 256, 1).frees, Frees::Blocks(vec![3, 2]));
    assert_eq!(
        last(LaneKind::SegregatedBump, &trace, 256, 1).frees,
        Frees::Never,
        "its bump pointer only rises"
    );
}

#[test]
fn a_block_below_the_bump_pointer_is_unlike_one_of_the_same_size_elsewhere() {
    // No memory is untouched, so only the pointer tells them apart.
    let trace = Writer::default().alloc("a", 33).alloc("b", 33).take_pages(2).alloc("c", 1).done();
    assert_eq!(last(LaneKind::BumpFreeList, &trace, 64, 4).frees, Frees::Blocks(vec![1]));
}

#[test]
fn what_is_larger_than_the_memory_can_never_be_had() {
    let trace = Writer::default().alloc("a", 64).alloc("b", 4000).done();
    for kind in LaneKind::OURS {
        assert_eq!(last(kind, &trace, 256, 3).frees, Frees::Never, "{kind:?}");
    }
}

#[test]
fn the_block_that_grows_is_not_freed() {
    let trace = Writer::default().alloc("a", 64).alloc("b", 64).alloc("c", 64).realloc("a", 120).done();
    assert_eq!(last(LaneKind::FreeList, &trace, 64, 3).frees, Frees::Blocks(vec![1]));
}

#[test]
fn a_search_that_takes_too_long_says_so() {
    let mut writer = Writer::default();
    (0..3000).for_each(|_| {
        writer.alloc("x", 16);
    });
    let trace = writer.alloc("y", 40_000).done();
    let settings = Settings::new(16_384, 3).unwrap();
    let mut recording = Recording::run(LaneKind::FreeList, trace, settings).unwrap();
    let mut search = Search::new(&mut recording, 3000, 1000).unwrap();
    assert_eq!(search.so_far().refusal.needed, 40_000);
    let found = loop {
        if let Some(found) = search.advance(&mut recording) {
            break found.frees;
        }
    };
    assert!(matches!(found, Frees::Unknown { least: 1.. }), "{found:?}");
    let Some(Shortage { frees: Frees::Blocks(blocks), .. }) =
        shortage::shortage(&mut recording, 3000, USUAL_WORK)
    else {
        panic!("there is enough time")
    };
    assert_eq!(blocks.len(), (40_000 - (49_152 - 48_000)) / 16);
}

#[test]
fn only_refused_requests_lack_something() {
    let trace = Writer::default().alloc("a", 64).free("a").done();
    let mut recording = Recording::run(LaneKind::FreeList, trace, Settings::new(64, 1).unwrap()).unwrap();
    for op in 0..4 {
        assert!(Search::new(&mut recording, op, USUAL_WORK).is_none());
    }
}
