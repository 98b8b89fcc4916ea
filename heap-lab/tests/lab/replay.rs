//! At every position, however it is reached, a recording shows what the allocator held when it was there.

use std::rc::Rc;

use heap_lab::{
    arena::Settings,
    lab::{
        Cut, LaneKind, Recorder, Recording, Rest, Sums,
        view::{Numbers, Outcome, Says, Step, Tile, TileKind},
    },
    trace::{Op, Trace},
};
use lite_alloc::observe::Loss;
use proptest::prelude::*;

use crate::{
    oracle::{State, states},
    traces::{self, Writer},
};

fn record(kind: LaneKind, trace: &Rc<Trace>, settings: Settings) -> Recording {
    Recording::run(kind, trace.clone(), settings).unwrap()
}

/// The same with so many operations between two checkpoints.
fn with_checkpoints(kind: LaneKind, trace: &Rc<Trace>, settings: Settings, every: usize) -> Recording {
    let mut recorder = Recorder::new(kind, trace.clone(), settings).unwrap().with_checkpoints(every);
    while !recorder.advance(u32::MAX).unwrap() {}
    recorder.finish()
}

fn arena(page_size: u32, max_pages: u32) -> Settings {
    Settings::new(page_size, max_pages).unwrap()
}

/// Bytes that the bins take at the start of the heap, in whole pages of 64 bytes, and the address of the first block.
fn begins(kind: LaneKind) -> (u32, u32) {
    match kind {
        LaneKind::BumpFreeList | LaneKind::SegregatedBump | LaneKind::FreeList => (0, 0),
        LaneKind::BoundaryTag => (8, 464),
        LaneKind::Dlmalloc | LaneKind::Talc => unreachable!("it does not run here"),
    }
}

/// Tags and footers are right: each free block has its size, each live one the state of the block before it.
fn compare_tags(recording: &Recording) {
    let mut before_is_free = false;
    for tile in recording.tiles(0..recording.heap_end()) {
        let fields = recording.fields(&tile);
        let tags: Vec<_> = fields
            .iter()
            .filter(|field| !matches!(field.says, Says::Next(_) | Says::Back(_) | Says::Size(_)))
            .map(|field| (field.start, field.says))
            .collect();
        let expected = match tile.kind {
            TileKind::Live { .. } => {
                vec![(tile.start, Says::LiveTag { previous_free: before_is_free })]
            }
            TileKind::Free { .. } => {
                vec![
                    (tile.start, Says::FreeTag { size: tile.size }),
                    (tile.end() - 4, Says::Footer(tile.size)),
                ]
            }
            _ => Vec::new(),
        };
        assert_eq!(tags, expected, "{tile:?}");
        before_is_free = matches!(tile.kind, TileKind::Free { .. });
    }
}

/// The links in the bytes lead from each block of a list to the next, and back where there are back links.
fn compare_links(recording: &Recording) {
    for bin in recording.bins() {
        let starts: Vec<u32> = bin.blocks.iter().map(|&(start, _)| start).collect();
        for (index, &(start, size)) in bin.blocks.iter().enumerate() {
            let tile = Tile { start, size, kind: TileKind::Free { bin: 0, index: 0 } };
            for field in recording.fields(&tile) {
                match field.says {
                    Says::Next(next) => assert_eq!(next, starts.get(index + 1).copied(), "{tile:?}"),
                    Says::Back(back) => {
                        let before = index.checked_sub(1).map(|before| starts[before]);
                        assert_eq!(back, before, "{tile:?}");
                    }
                    Says::Size(says) => assert_eq!(says, size),
                    Says::FreeTag { .. } | Says::LiveTag { .. } | Says::Footer(_) => {}
                }
            }
        }
    }
}

/// The state is the oracle's, every byte is shown exactly once, and the numbers match the tiles.
fn compare(recording: &Recording, expected: &[State]) {
    let position = recording.position();
    assert_eq!(State::shown(recording), expected[position], "position {position}");
    recording.check().unwrap();
    let numbers = recording.numbers();
    let mut sums = Numbers {
        heap: recording.page_runs().iter().filter(|run| !run.foreign).map(|run| run.size).sum(),
        peak_live: expected[..=position]
            .iter()
            .map(|state| state.live.values().map(|live| live.1).sum())
            .max()
            .unwrap(),
        probes_last: expected[position].probes_last,
        probes_total: expected[position].probes_total,
        failed: expected[position].failed,
        ..Numbers::default()
    };
    sums.pages = sums.heap / recording.settings().page_size;
    for tile in recording.tiles(0..recording.heap_end()) {
        match tile.kind {
            TileKind::Live { asked, .. } => {
                sums.live_blocks += 1;
                sums.live += asked;
                sums.used += tile.size;
            }
            TileKind::Free { .. } => sums.free += tile.size,
            TileKind::Bump => sums.bump += tile.size,
            TileKind::Lost { .. } => sums.lost += tile.size,
            TileKind::Foreign => sums.foreign += tile.size,
            TileKind::Reserved => sums.reserved += tile.size,
            TileKind::Held => sums.held += tile.size,
            TileKind::Opaque => panic!("{tile:?}"),
        }
        if matches!(tile.kind, TileKind::Free { .. } | TileKind::Bump) {
            sums.largest_hole = sums.largest_hole.max(tile.size);
        }
    }
    assert_eq!(numbers, sums);
    compare_links(recording);
    if recording.kind() == LaneKind::BoundaryTag {
        compare_tags(recording);
    }
}

/// The sums of the operations are those of the positions after them, and what was lost is what is lost from then on.
fn compare_sums(recording: &mut Recording) {
    let mut sums = Vec::new();
    recording.sums(0..usize::MAX, &mut |op, after| sums.push((op, *after)));
    assert!(sums.iter().map(|&(op, _)| op).eq(0..recording.len()));
    let middle = recording.len() / 2;
    recording.sums(middle..middle + 1, &mut |op, after| assert_eq!((op, *after), sums[middle]));
    for (op, after) in sums {
        recording.seek(op + 1);
        let numbers = recording.numbers();
        let expected = Sums {
            live_blocks: numbers.live_blocks,
            live: numbers.live,
            used: numbers.used,
            lost: numbers.lost,
            foreign: numbers.foreign,
            peak_live: numbers.peak_live,
            probes_last: numbers.probes_last,
            probes_total: numbers.probes_total,
            failed: numbers.failed,
            heap_end: recording.heap_end(),
        };
        assert_eq!(after, expected, "operation {op}");
        let is_new = |tile: &Tile| matches!(tile.kind, TileKind::Lost { op: by, .. } if by as usize == op);
        let lost: Vec<_> = recording.tiles(0..u32::MAX).into_iter().filter(is_new).collect();
        let mut reported = recording.lost(op);
        reported.sort_by_key(|tile| tile.start);
        assert_eq!(reported, lost, "operation {op}");
    }
}

/// The tiles in a range are all tiles that overlap it.
fn compare_ranges(recording: &Recording, cuts: &[u32]) {
    let end = recording.heap_end();
    let all = recording.tiles(0..end);
    for pair in cuts.windows(2) {
        let (low, high) = (pair[0] % (end + 1), pair[1] % (end + 1));
        let range = low.min(high)..low.max(high);
        let expected: Vec<_> = all
            .iter()
            .filter(|tile| tile.start < range.end && tile.end() > range.start && !range.is_empty())
            .copied()
            .collect();
        assert_eq!(recording.tiles(range), expected);
    }
}

fn runs(ops: usize, cases: u32) -> ProptestConfig {
    let cases = if cfg!(miri) { 1 } else { cases };
    ProptestConfig {
        cases,
        failure_persistence: None,
        max_shrink_iters: ops as u32 * 20,
        ..Default::default()
    }
}

const OPS: usize = if cfg!(miri) { 12 } else { 150 };

proptest! {
    #![proptest_config(runs(OPS, 64))]

    #[test]
    fn every_position_is_as_it_was(
        trace in traces::trace(OPS),
        settings in traces::settings(),
        jumps in proptest::collection::vec(any::<usize>(), if cfg!(miri) { 4 } else { 20 }),
        cuts in proptest::collection::vec(any::<u32>(), if cfg!(miri) { 2 } else { 8 }),
        every in prop_oneof![2 => 1_usize..if cfg!(miri) { 4 } else { 40 }, 1 => Just(usize::MAX)],
    ) {
        for kind in LaneKind::OURS {
            let expected = states(kind, &trace, settings);
            let mut recording = with_checkpoints(kind, &trace, settings, every);
            let len = recording.len();
            assert_eq!(len, trace.ops.len());
            let jumps = jumps.iter().map(|jump| jump % (len + 1));
            for position in (0..=len).rev().chain(0..=len).chain(jumps) {
                recording.seek(position);
                assert_eq!(recording.position(), position);
                compare(&recording, &expected);
                compare_ranges(&recording, &cuts);
            }
            compare_sums(&mut recording);
        }
    }

    #[test]
    fn the_beginning_of_a_run_is_a_run(trace in traces::trace(OPS), settings in traces::settings()) {
        let part = Trace { ops: trace.ops[..trace.ops.len() / 2].to_vec(), blocks: trace.blocks.clone() };
        let part = Rc::new(part);
        for kind in LaneKind::OURS {
            let mut whole = record(kind, &trace, settings);
            let half = record(kind, &part, settings);
            whole.seek(part.ops.len());
            let end = whole.heap_end();
            prop_assert_eq!(whole.numbers(), half.numbers());
            prop_assert_eq!(whole.tiles(0..end), half.tiles(0..end));
            for op in 0..half.len() {
                prop_assert_eq!(whole.outcome(op), half.outcome(op));
                prop_assert_eq!(whole.steps(op), half.steps(op));
            }
        }
    }
}

/// The header of `c` is overwritten by zeros inside a block that starts at `a`, and no step names its address again.
/// Stepping back to when `c` was free must find it there.
#[test]
fn regression_a_header_overwritten_inside_a_live_block_comes_back() {
    let trace = Writer::default()
        .alloc("a", 64)
        .alloc("b", 64)
        .alloc("c", 64)
        .alloc("d", 64)
        .free("a")
        .free("c")
        .free("b")
        .zeroed("e", 192)
        .done();
    let settings = arena(256, 4);
    let mut recording = record(LaneKind::FreeList, &trace, settings);
    assert_eq!(recording.outcome(7), Outcome::Placed { address: 0 });
    recording.seek(6);
    assert_eq!(recording.bins()[0].blocks, [(0, 64), (128, 64)]);
    compare(&recording, &states(LaneKind::FreeList, &trace, settings));
}

/// The two words of a free block at `address`: the address of the next one, and its size.
fn header(recording: &Recording, address: u32) -> (usize, usize) {
    let word = size_of::<usize>();
    let bytes = recording.bytes(address, 2 * word);
    let word = |index| usize::from_ne_bytes(bytes[index * word..][..word].try_into().unwrap());
    (word(0), word(1))
}

#[test]
fn a_header_is_shown_as_it_is_in_memory() {
    let mut writer = Writer::default();
    for (name, size) in [("a", 32), ("wall", 16), ("b", 48), ("rest", 160)] {
        writer.alloc(name, size);
    }
    let trace = writer.free("a").free("b").done();
    let mut recording = record(LaneKind::FreeList, &trace, arena(256, 1));
    let (next, size) = header(&recording, 0);
    assert_eq!(
        (next % (1 << 16), size),
        (48, 32),
        "a leads to b, and the arena starts at a multiple of 65536"
    );
    assert_eq!(header(&recording, 48), (0, 48), "b is last");
    recording.seek(5);
    assert_eq!(header(&recording, 0), (0, 32));
    assert_eq!(recording.bytes(250, 16).len(), 6, "the heap ends there");
    assert_eq!(recording.bytes(256, 16).len(), 0);
    assert_eq!(recording.bytes(0, 1000).len(), 16);
}

#[test]
fn a_block_that_was_refused_is_no_block() {
    let trace = Writer::default()
        .alloc("a", 64)
        .alloc("b", 64)
        .realloc("b", 32)
        .free("b")
        .realloc("a", 120)
        .free("a")
        .alloc("b", 64)
        .done();
    for kind in LaneKind::OURS {
        let (bins, address) = begins(kind);
        let recording = record(kind, &trace, arena(64, 1 + bins));
        let outcomes: Vec<_> = (0..recording.len()).map(|op| recording.outcome(op)).collect();
        let expected = [
            Outcome::Placed { address },
            Outcome::OutOfMemory,
            Outcome::NoBlock,
            Outcome::NoBlock,
            Outcome::OutOfMemory,
            Outcome::Freed { address },
            Outcome::Placed { address },
        ];
        assert_eq!(outcomes, expected, "{kind:?}");
        assert_eq!(recording.numbers().failed, 2);
    }
}

#[test]
fn pages_of_somebody_else_are_never_the_allocators() {
    let trace =
        Writer::default().alloc("a", 100).take_pages(2).alloc("b", 200).take_pages(9).take_pages(0).done();
    for kind in LaneKind::OURS {
        let recording = record(kind, &trace, arena(128, 12));
        let page_runs = recording.page_runs();
        let shape: Vec<_> = page_runs.iter().map(|run| (run.start, run.size, run.foreign)).collect();
        let bins = begins(kind).0 * 64;
        let expected = [(0, bins + 128, false), (bins + 128, 256, true), (bins + 384, 256, false)];
        assert_eq!(shape, expected, "{kind:?}");
        assert_eq!(recording.outcome(1), Outcome::Done);
        assert_eq!(recording.outcome(3), Outcome::NoPages);
        assert_eq!(recording.outcome(4), Outcome::Done);
        let numbers = recording.numbers();
        assert_eq!((numbers.heap, numbers.foreign), (bins + 384, 256));
        assert_eq!(numbers.pages, numbers.heap / 128);
        recording.check().unwrap();
    }
}

#[test]
fn what_is_lost_stays_lost() {
    let trace = Writer::default().alloc("a", 200).alloc("wall", 16).free("a").alloc("b", 200).done();
    let mut recording = record(LaneKind::SegregatedBump, &trace, arena(512, 1));
    let lost = |recording: &Recording| recording.tiles(0..1)[0].kind;
    assert_eq!(lost(&recording), TileKind::Lost { reason: Loss::Large, op: 2 });
    recording.seek(2);
    assert!(matches!(lost(&recording), TileKind::Live { .. }));
    assert_eq!(recording.numbers().lost, 0);
}

#[test]
fn probes_are_counted_though_not_all_are_kept() {
    let blocks = if cfg!(miri) { 255 } else { 1023 };
    let mut writer = Writer::default();
    let names: Vec<_> = (0..2 * blocks + 2).map(|index| format!("x{index}")).collect();
    for name in &names {
        writer.alloc(name, 16);
    }
    for name in names[..2 * blocks as usize].iter().step_by(2) {
        writer.free(name);
    }
    let trace = writer.alloc("large", 32).done();
    let recording = record(LaneKind::FreeList, &trace, arena(32 * (blocks + 1), 1));
    assert_eq!(recording.numbers().probes_last, blocks);
    let steps = recording.steps(recording.len() - 1);
    let skipped = steps.iter().position(|step| matches!(step, Step::Skipped { .. })).unwrap();
    let kept = steps.iter().filter(|step| matches!(step, Step::Probed { .. })).count();
    assert_eq!(steps[skipped], Step::Skipped { probes: blocks - kept as u32 });
    assert_eq!(steps.last(), Some(&Step::Refused { bytes: 32 }));
    assert_eq!(recording.outcome(recording.len() - 1), Outcome::OutOfMemory);
}

#[test]
fn a_run_in_pieces_is_the_same_run() {
    let mut writer = Writer::default();
    for name in ["a", "b", "c", "d"] {
        writer.alloc(name, 64);
    }
    for name in ["a", "b", "c", "d"] {
        writer.free(name);
    }
    let trace = writer.alloc("large", 100).alloc("e", 10).done();
    for kind in LaneKind::OURS {
        let mut run = Recorder::new(kind, trace.clone(), arena(512, 1)).unwrap();
        assert!(!run.advance(0).unwrap());
        let mut pieces = 1;
        while !run.advance(3).unwrap() {
            pieces += 1;
        }
        let (one, other) = (run.finish(), record(kind, &trace, arena(512, 1)));
        assert_eq!(one.numbers(), other.numbers());
        assert_eq!(one.tiles(0..512), other.tiles(0..512));
        let work = one.len() as u64 + one.numbers().probes_total;
        assert!((4..=work).contains(&pieces), "{pieces} pieces for {work} pieces of work in {kind:?}");
    }
    let mut run = Recorder::new(LaneKind::BumpFreeList, trace.clone(), arena(512, 1)).unwrap();
    run.advance(2).unwrap();
    let part = run.finish();
    assert_eq!((part.len(), part.cut()), (2, Some(Cut::Stopped)), "a run need not be run to its end");
    assert_eq!(record(LaneKind::BumpFreeList, &trace, arena(512, 1)).cut(), None);
}

/// The same trace is answered alike until the allocators' strategies differ.
#[test]
fn lanes_differ_from_the_first_block_that_they_make_another_size_of() {
    let first_difference =
        |one: &Recording, other: &Recording| (0..one.len()).find(|&op| one.outcome(op) != other.outcome(op));
    let mut writer = Writer::default();
    for (name, size) in [("a", 24), ("b", 40), ("c", 8), ("d", 130), ("e", 8)] {
        writer.alloc(name, size);
    }
    let trace = writer.done();
    let record = |kind| record(kind, &trace, arena(256, 2));
    let [bump, segregated, list, tags] = LaneKind::OURS.map(record);
    assert_eq!(first_difference(&list, &tags), Some(0), "a comes behind the bins and a tag");
    assert_eq!(first_difference(&bump, &list), Some(2), "b takes 48 bytes or a power of two");
    assert_eq!(first_difference(&bump, &segregated), Some(4), "d takes 144 bytes, as it has no bin, or 256");
}

#[test]
fn a_trace_that_no_script_makes_does_no_harm() {
    let alloc = |block, size, align| Op::Alloc { block, size, align, zeroed: true };
    let trace = Trace {
        ops: vec![
            alloc(0, 0, 8),
            alloc(0, 16, 8),
            alloc(1, 16, 3),
            alloc(1, u32::MAX, 1 << 31),
            alloc(1, u32::MAX, 1),
            alloc(7, 16, 8),
            Op::Realloc { block: 0, size: u32::MAX },
            Op::Realloc { block: 0, size: 0 },
            Op::Realloc { block: 9, size: 1 },
            Op::Free { block: u32::MAX },
            Op::Free { block: 0 },
            Op::Free { block: 0 },
            Op::TakePages { pages: u32::MAX },
        ],
        blocks: ["a", "b"].iter().collect(),
    };
    let trace = Rc::new(trace);
    for kind in LaneKind::OURS {
        let (bins, address) = begins(kind);
        let mut recording = record(kind, &trace, arena(64, 4 + bins));
        let expected = [
            Outcome::Placed { address },
            Outcome::NoBlock,
            Outcome::OutOfMemory,
            Outcome::OutOfMemory,
            Outcome::OutOfMemory,
            Outcome::NoBlock,
            Outcome::OutOfMemory,
            Outcome::InPlace { address },
            Outcome::NoBlock,
            Outcome::NoBlock,
            Outcome::Freed { address },
            Outcome::NoBlock,
            Outcome::NoPages,
        ];
        for op in (0..recording.len()).rev() {
            recording.seek(op + 1);
            recording.check().unwrap();
            assert_eq!(recording.outcome(op), expected[op], "operation {op} in {kind:?}");
        }
        recording.seek(usize::MAX);
        assert_eq!(recording.position(), expected.len());
    }
}

#[test]
fn an_impossible_arena_is_an_error() {
    let trace = Writer::default().alloc("a", 1).done();
    for settings in [Settings { page_size: 100, max_pages: 1 }, Settings { page_size: 64, max_pages: 0 }] {
        for kind in LaneKind::OURS {
            assert!(Recording::run(kind, trace.clone(), settings).is_err());
        }
    }
}

#[test]
fn a_run_of_nothing_shows_nothing() {
    for kind in LaneKind::OURS {
        let mut recording = record(kind, &Rc::default(), Settings::default());
        recording.seek(1);
        assert!(recording.is_empty() && recording.tiles(0..u32::MAX).is_empty());
        assert_eq!(recording.numbers(), Numbers::default());
        assert_eq!(recording.bump(), (kind.rest() != Rest::None).then_some(0..0));
        recording.check().unwrap();
    }
}
