//! Runs a trace on an allocator without the lab: never rewound, its live blocks full of data. It runs unobserved, and
//! once more with an observer that only counts.

use std::{alloc::Layout, cell::Cell, collections::BTreeMap, ops::Range};

use heap_lab::{
    arena::{Arena, PageRun, Settings},
    lab::{LaneKind, Recording, view::TileKind},
    trace::{BlockId, Op, Trace},
};
use lite_alloc::{
    boundary_tag::BoundaryTag,
    bump_free_list::BumpFreeList,
    free_list::FreeList,
    inspect::Inspect,
    memory::Memory,
    observe::{Event, Observer},
    segregated_bump::SegregatedBump,
};

/// Everything visible at one position. Addresses are offsets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct State {
    /// Free blocks in list order, bin by bin: bin, address, size.
    pub free: Vec<(usize, u32, u32)>,
    /// Untouched memory, if there is any.
    pub bump: Option<Range<u32>>,
    /// Live blocks: address, bytes requested, alignment.
    pub live: BTreeMap<BlockId, (u32, u32, u32)>,
    /// The owners of the pages.
    pub page_runs: Vec<PageRun>,
    /// Requests refused so far.
    pub failed: u32,
    /// Free blocks probed or passed in the last operation.
    pub probes_last: u32,
    /// The same for all operations so far.
    pub probes_total: u64,
}

impl State {
    /// The same, as a recording shows it at its position.
    pub fn shown(recording: &Recording) -> Self {
        let bins = recording.bins().iter().enumerate();
        let live = recording.tiles(0..u32::MAX).into_iter().filter_map(|tile| match tile.kind {
            TileKind::Live { block, asked, align, header, .. } => {
                assert_eq!(recording.block(block), Some(tile));
                Some((block, (tile.start + header, asked, align)))
            }
            _ => None,
        });
        Self {
            free: bins
                .flat_map(|(bin, list)| list.blocks.iter().map(move |&(start, size)| (bin, start, size)))
                .collect(),
            bump: recording.bump().filter(|bump| !bump.is_empty()),
            live: live.collect(),
            page_runs: recording.page_runs(),
            failed: recording.numbers().failed,
            probes_last: recording.numbers().probes_last,
            probes_total: recording.numbers().probes_total,
        }
    }
}

/// The states at all positions of a run.
pub fn states(kind: LaneKind, trace: &Trace, settings: Settings) -> Vec<State> {
    let arena = || Arena::new(settings).unwrap();
    let (unheard, heard) = (Cell::new(0), Cell::new(0));
    let probes = Probes(&heard);
    macro_rules! both {
        ($allocator:ident) => {
            (
                run($allocator::new(arena()), trace, &unheard),
                run($allocator::with_observer(arena(), probes), trace, &heard),
            )
        };
    }
    let (unobserved, observed) = match kind {
        LaneKind::BumpFreeList => both!(BumpFreeList),
        LaneKind::SegregatedBump => both!(SegregatedBump),
        LaneKind::FreeList => both!(FreeList),
        LaneKind::BoundaryTag => both!(BoundaryTag),
        LaneKind::Dlmalloc | LaneKind::Talc => unreachable!("it does not run here"),
    };
    for (unobserved, observed) in unobserved.iter().zip(&observed) {
        let uncounted = State { probes_last: 0, probes_total: 0, ..observed.clone() };
        assert_eq!(&uncounted, unobserved, "an observer changes nothing");
    }
    observed
}

/// Counts the free blocks that are probed or passed.
#[derive(Clone, Copy)]
struct Probes<'a>(&'a Cell<u32>);

impl Observer for Probes<'_> {
    fn event(&mut self, event: Event) {
        let is_probe = matches!(event, Event::Probed { .. } | Event::Passed { .. });
        self.0.set(self.0.get() + u32::from(is_probe));
    }
}

/// The states at all positions; `probes` counts the visits of an operation.
fn run<A: Inspect<Memory = Arena>>(mut allocator: A, trace: &Trace, probes: &Cell<u32>) -> Vec<State> {
    let mut states = vec![State::default()];
    for (op, what) in trace.ops.iter().enumerate() {
        let mut state = states[op].clone();
        operate(&mut allocator, &mut state, what, op as u8);
        state.probes_last = probes.take();
        state.probes_total += u64::from(state.probes_last);
        look(&allocator, &mut state);
        states.push(state);
    }
    states
}

fn operate<A: Inspect<Memory = Arena>>(allocator: &mut A, state: &mut State, what: &Op, fill: u8) {
    let layout =
        |size: u32, align: u32| Layout::from_size_align(size.max(1) as usize, align as usize).unwrap();
    match *what {
        Op::Alloc { block, size, align, zeroed } => {
            let layout = layout(size, align);
            let address = match zeroed {
                true => allocator.allocate_zeroed(layout),
                false => allocator.allocate(layout),
            };
            let Some(address) = address else {
                state.failed += 1;
                return;
            };
            // SAFETY: the block has as many bytes.
            unsafe { address.write_bytes(fill, A::block_size(layout) - A::HEADER) };
            let start = allocator.memory().offset(address.addr().get()).unwrap();
            state.live.insert(block, (start, size, align));
        }
        Op::Realloc { block, size } => {
            let Some(&(start, asked, align)) = state.live.get(&block) else {
                return;
            };
            let (old, new) = (layout(asked, align), layout(size, align));
            let address = allocator.memory().pointer(start);
            // SAFETY: the block is live and `new` is a layout.
            let Some(address) = (unsafe { allocator.reallocate(address, old, new.size()) }) else {
                state.failed += 1;
                return;
            };
            // SAFETY: the block has as many bytes.
            unsafe { address.write_bytes(fill, A::block_size(new) - A::HEADER) };
            let start = allocator.memory().offset(address.addr().get()).unwrap();
            state.live.insert(block, (start, size, align));
        }
        Op::Free { block } => {
            if let Some((start, asked, align)) = state.live.remove(&block) {
                let address = allocator.memory().pointer(start);
                // SAFETY: the block is live.
                unsafe { allocator.deallocate(address, layout(asked, align)) };
            }
        }
        Op::Label { .. } => {}
        Op::TakePages { pages } => {
            // SAFETY: the arena is never replaced.
            unsafe { allocator.memory_mut() }.take_pages(pages);
        }
    }
}

fn look<A: Inspect<Memory = Arena>>(allocator: &A, state: &mut State) {
    allocator.check().unwrap();
    let arena = allocator.memory();
    let offset = |address| arena.offset(address).unwrap();
    state.free.clear();
    allocator.free_blocks(&mut |block| {
        state.free.push((block.bin.unwrap_or(0), offset(block.address), block.size as u32));
        true
    });
    let bump = allocator.bump();
    state.bump = (!bump.is_empty()).then(|| offset(bump.start)..offset(bump.end));
    state.page_runs = arena.pages().runs(0..u32::MAX).collect();
    assert_eq!(Some(arena.end()), arena.offset(Memory::end(arena)));
}
