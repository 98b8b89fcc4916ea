//! The model that every allocator is compared with: [`Shadow`].
//!
//! It has a plain list of the live blocks, and learns only from the events which pages were granted and which bytes were
//! lost. After every operation it checks that these account for every byte. It also knows when a request *must* succeed.

use std::{alloc::Layout, ops::Range, ptr::NonNull};

use lite_alloc::{
    GRANULE,
    allocate::Allocate,
    inspect::FreeBlock,
    memory::Memory,
    observe::{Event, Loss},
};

use super::{
    arena::Host,
    links,
    log::{Log, addresses},
    operation::{Operation, layout},
    pattern,
    picture::{self, Picture},
    subject::{Kind, Subject},
    tags,
};

/// Whether blocks can be resized in place.
const IN_PLACE: bool = cfg!(feature = "realloc");

/// A live block.
#[derive(Clone, Copy, Debug)]
pub struct Block {
    pub pointer: NonNull<u8>,
    pub layout: Layout,
    /// The number of the pattern that it is filled with.
    number: usize,
}

impl Block {
    pub fn address(self) -> usize {
        self.pointer.addr().get()
    }

    /// The start of the block in the heap of an `A`, its header included.
    pub fn start<A: Allocate>(self) -> usize {
        self.address() - A::HEADER
    }

    /// The bytes that it occupies in the heap of an `A`.
    pub fn range<A: Allocate>(self) -> Range<usize> {
        self.start::<A>()..self.start::<A>() + A::block_size(self.layout)
    }
}

/// An allocator and its model.
pub struct Shadow<A: Subject<Memory: Host>> {
    pub allocator: A,
    log: Log,
    pub model: Model,
    /// The events of the last operation.
    pub events: Vec<Event>,
}

/// The state of the model.
#[derive(Clone, Debug, Default)]
pub struct Model {
    /// The live blocks, in any order.
    pub live: Vec<Block>,
    /// Bytes that the allocator reported as lost.
    pub lost: Vec<Range<usize>>,
    /// The pages that the allocator reported, as runs without gaps.
    pub pages: Vec<Range<usize>>,
    /// The number of blocks allocated so far.
    count: usize,
}

impl<A: Subject<Memory: Host>> Shadow<A> {
    pub fn new(memory: A::Memory) -> Self {
        let log = Log::default();
        let allocator = A::build(memory, log.clone());
        let shadow = Self { allocator, log, model: Model::default(), events: Vec::new() };
        shadow.check();
        shadow
    }

    /// Does one operation.
    pub fn apply(&mut self, operation: Operation) {
        let page = self.memory().page();
        let rest = self.rest();
        self.events.clear();
        match operation {
            Operation::Allocate { size, align, zeroed } => {
                if let Some(layout) = layout(size.bytes(page, rest), align) {
                    self.allocate(layout, zeroed);
                }
            }
            Operation::Reallocate { block, size } => {
                if let Some(index) = block.checked_rem(self.model.live.len()) {
                    let align = self.model.live[index].layout.align();
                    let size = size.bytes(page, rest).max(1);
                    if Layout::from_size_align(size, align).is_ok() {
                        self.reallocate(index, size);
                    }
                }
            }
            Operation::Deallocate { block } => {
                if let Some(index) = block.checked_rem(self.model.live.len()) {
                    self.deallocate(index);
                }
            }
            Operation::Take { pages } => self.host().take(pages * page),
            Operation::Refuse { times } => self.host().refuse(times),
        }
    }

    /// Allocates a block, which becomes the last of `live`. `None` if it is refused.
    pub fn allocate(&mut self, layout: Layout, zeroed: bool) -> Option<Block> {
        let before = self.picture();
        let must = self.must_serve(layout);
        let room = self.has_room(layout);
        let first = self.first_fit(layout);
        let missing = self.missing(layout);
        let pointer =
            if zeroed { self.allocator.allocate_zeroed(layout) } else { self.allocator.allocate(layout) };
        self.listen(&before);
        for event in &self.events {
            if let Event::Probed { block, size, fit } = *event {
                assert_eq!(fit, Self::judge(layout, block, size), "{block:#x} for {layout:?}");
            }
        }
        let Some(pointer) = pointer else {
            assert!(!must, "{layout:?} was refused although there is room");
            if let Some(bytes) = missing {
                let reported = self.events.contains(&Event::Refused { bytes });
                assert!(
                    reported,
                    "{bytes} bytes are missing for {layout:?}, but the events are {:x?}",
                    self.events
                );
            }
            self.refused(&before);
            return None;
        };
        assert!(!room || !self.grew(), "the memory grew for {layout:?} although there was room");
        if let Some(first) = first {
            let inside = first.address..first.address + first.size;
            assert!(inside.contains(&pointer.addr().get()), "{layout:?} is not in the first fit {first:x?}");
        }
        if zeroed {
            // SAFETY: the block is at least this large, and initialised.
            assert!(unsafe { pattern::is_zero(pointer.as_ptr(), layout.size()) }, "{layout:?} is not zeroed");
        }
        let block = self.adopt(pointer, layout);
        self.check_new(block);
        // SAFETY: the block is at least this large.
        unsafe { pattern::fill(pointer.as_ptr(), block.number, layout.size()) };
        self.settled(&before);
        Some(block)
    }

    /// Frees the live block `index`; the last block moves to this index.
    pub fn deallocate(&mut self, index: usize) {
        let before = self.picture();
        let block = self.model.live.swap_remove(index);
        assert_eq!(
            self.allocator.misuse(block.pointer, block.layout),
            None,
            "{block:x?} is live, and no misuse"
        );
        // SAFETY: it was live.
        unsafe { self.allocator.deallocate(block.pointer, block.layout) };
        self.listen(&before);
        assert!(!self.grew(), "the memory grew when a block was freed");
        self.settled(&before);
    }

    /// Reallocates the live block `index`, and returns whether it succeeded.
    pub fn reallocate(&mut self, index: usize, size: usize) -> bool {
        let old = self.model.live[index];
        let layout = Layout::from_size_align(size, old.layout.align()).unwrap();
        let before = self.picture();
        let stays = IN_PLACE && self.must_stay(old, layout);
        let must = stays || self.must_serve(layout);
        // SAFETY: the block is live, and the new size makes a layout.
        let pointer = unsafe { self.allocator.reallocate(old.pointer, old.layout, size) };
        self.listen(&before);
        let Some(pointer) = pointer else {
            assert!(!must, "growing {old:x?} to {size} was refused although there is room");
            let shrinks = A::block_size(layout) <= A::block_size(old.layout);
            assert!(!IN_PLACE || !shrinks, "shrinking {old:x?} to {size} was refused");
            self.refused(&before);
            return false;
        };
        let kept = size.min(old.layout.size());
        self.model.live.swap_remove(index);
        let block = self.adopt(pointer, layout);
        // SAFETY: the block is at least this large, and its contents must have been preserved.
        let same = unsafe { pattern::holds(pointer.as_ptr(), old.number, kept) };
        assert!(same, "{old:x?} lost its contents when reallocated to {size} bytes");
        self.check_resized(old, block, kept);
        assert!(!stays || pointer == old.pointer, "{old:x?} moved when reallocated to {size} bytes");
        // SAFETY: the block is at least this large.
        unsafe { pattern::fill(pointer.as_ptr(), block.number, size) };
        self.settled(&before);
        true
    }

    /// Moves the live block `index`, even if it could be resized in place. There must be room for the new block.
    pub fn relocate(&mut self, index: usize, size: usize) -> Block {
        let before = self.picture();
        let old = self.model.live.swap_remove(index);
        // SAFETY: the block is live, and the new size makes a layout.
        let pointer = unsafe { self.allocator.relocate(old.pointer, old.layout, size) };
        self.listen(&before);
        let layout = Layout::from_size_align(size, old.layout.align()).unwrap();
        let block = self.adopt(pointer.expect("room for the new block"), layout);
        let kept = size.min(old.layout.size());
        // SAFETY: the block is at least this large, and its contents must have been preserved.
        assert!(unsafe { pattern::holds(block.pointer.as_ptr(), old.number, kept) });
        self.check_resized(old, block, kept);
        // SAFETY: the block is at least this large.
        unsafe { pattern::fill(block.pointer.as_ptr(), block.number, size) };
        self.settled(&before);
        block
    }

    /// Frees all blocks.
    pub fn clear(&mut self) {
        while !self.model.live.is_empty() {
            self.deallocate(self.model.live.len() - 1);
        }
    }

    pub fn memory(&self) -> &A::Memory {
        self.allocator.memory()
    }

    /// The memory, to interfere with it.
    pub fn host(&mut self) -> &mut A::Memory {
        // SAFETY: the methods of `Host` do not access granted pages.
        unsafe { self.allocator.memory_mut() }
    }

    pub fn picture(&self) -> Picture {
        Picture::of(&self.allocator, &self.model.pages)
    }

    pub fn free(&self) -> Vec<FreeBlock> {
        picture::free(&self.allocator)
    }

    fn grew(&self) -> bool {
        self.events.iter().any(|event| matches!(event, Event::Grown { .. }))
    }

    fn adopt(&mut self, pointer: NonNull<u8>, layout: Layout) -> Block {
        assert_eq!(pointer.addr().get() % layout.align(), 0, "{pointer:?} is not aligned to {layout:?}");
        self.model.count += 1;
        let block = Block { pointer, layout, number: self.model.count };
        self.model.live.push(block);
        block
    }
}

/// The checks after an operation.
impl<A: Subject<Memory: Host>> Shadow<A> {
    /// Updates the model from the events of the operation, and checks them.
    fn listen(&mut self, before: &Picture) {
        self.events = self.log.take();
        let mut end = before.end;
        let mut changed = false;
        for event in &self.events {
            match *event {
                Event::Grown { start, size } => {
                    assert!(
                        end.is_none_or(|end| end == start),
                        "new pages do not start at the end of the memory"
                    );
                    end = end.map(|end| end + size);
                    match self.model.pages.last_mut() {
                        Some(run) if run.end == start => run.end += size,
                        _ => self.model.pages.push(start..start + size),
                    }
                }
                Event::Lost { start, size, .. } => self.model.lost.push(start..start + size),
                Event::Probed { block, size, .. } | Event::Passed { block, size } if !changed => {
                    let known = before.free.iter().any(|free| (free.address, free.size) == (block, size));
                    assert!(known, "{block:#x} was probed, but was no free block of {size} bytes");
                }
                Event::Taken { .. } | Event::Inserted { .. } | Event::Merged { .. } => changed = true,
                _ => {}
            }
        }
        let real = self.memory().end();
        assert!(end.is_none_or(|end| end == real), "the memory grew by pages that were not reported");
    }

    /// Checks that a refused request changed nothing, and that its events say so.
    fn refused(&mut self, before: &Picture) {
        if A::Memory::SHARED && self.grew() {
            // The new pages did not start where they were expected, and were too few: the heap keeps them. For the attempt,
            // the last block was added to the bump space, so the range that was reported as lost includes the block.
            for block in &self.model.live {
                let block = block.range::<A>();
                let lost = self.model.lost.iter_mut().filter(|lost| lost.start == block.start);
                lost.for_each(|lost| lost.start = block.end);
            }
            return self.check_some();
        }
        assert_eq!(&self.picture(), before, "a refused request changed something");
        for event in &self.events {
            let harmless = matches!(
                event,
                Event::Probed { .. }
                    | Event::Passed { .. }
                    | Event::Refused { .. }
                    | Event::Lowered { .. }
                    | Event::Bumped { .. }
            );
            assert!(harmless, "{event:x?} although the request was refused");
        }
        self.check_some();
    }

    /// Checks the heap after an operation that succeeded: every invariant, the events, and that nothing was written at
    /// addresses that are not in an event.
    fn settled(&self, before: &Picture) {
        self.check_some();
        let after = self.picture();
        match A::KIND {
            Kind::FreeList => links::check(&self.events, &after.free),
            Kind::BoundaryTag => links::follow(&self.events, &before.free, &after.free, A::BINS),
            Kind::BumpFreeList | Kind::SegregatedBump => {}
        }
        let payload = |block: &Block| block.address()..block.range::<A>().end;
        let live: Vec<_> = sorted(self.model.live.iter().map(payload));
        let reserved = self.allocator.reserved();
        let reported: Vec<_> = self.events.iter().flat_map(|&event| addresses(event)).collect();
        let runs: Vec<_> = self.model.pages.clone();
        let mut allowed = None;
        for address in before.changed(&after, &runs) {
            let word = address & !3;
            if allowed == Some(word) {
                continue;
            }
            let next = live.partition_point(|block| block.end <= address);
            let in_live = live.get(next).is_some_and(|block| block.start <= address);
            let in_header = reported.iter().any(|&start| (start..start + GRANULE).contains(&address));
            let is_allowed = in_live || in_header || reserved.contains(&address);
            assert!(is_allowed, "{address:#x} was written, but the events have only {reported:x?}");
            allowed = Some(word);
        }
        // If there is no room to move a block that shrinks, it stays where it is: its new block is refused, but the
        // reallocation succeeds.
        let stayed = |event: &Event| matches!(event, Event::Lost { reason: Loss::Shrunk, .. });
        let refused = self.events.iter().any(|event| matches!(event, Event::Refused { .. }));
        let is_met = !refused || self.events.iter().any(stayed);
        assert!(is_met, "the request was met, but reported as refused: {:x?}", self.events);
    }

    /// Checks everything after each operation; under Miri, where that takes a second, after a part of them.
    fn check_some(&self) {
        if !cfg!(miri) || self.model.count.is_multiple_of(4) {
            self.check();
        }
    }

    /// Checks every invariant: the allocator's own, the tiling, and the contents of the live blocks.
    pub fn check(&self) {
        if let Err(fault) = self.allocator.check() {
            panic!("{} at {:#x}", fault.what, fault.address);
        }
        let picture = self.picture();
        for free in &picture.free {
            assert!(free.size >= GRANULE && free.size % GRANULE == 0, "{free:x?}");
            let bin = A::BINS.iter().rposition(|&smallest| smallest <= free.size);
            assert_eq!(bin, free.bin, "{free:x?} is in the wrong bin");
            let exact = matches!(A::KIND, Kind::BumpFreeList | Kind::SegregatedBump);
            assert!(
                !exact || free.bin.is_some_and(|bin| A::BINS[bin] == free.size),
                "{free:x?} does not have the size of its bin"
            );
        }
        self.check_tiling(&picture);
        tags::check(self);
        for block in &self.model.live {
            // SAFETY: the block is live and was filled.
            let same = unsafe { pattern::holds(block.pointer.as_ptr(), block.number, block.layout.size()) };
            assert!(same, "the contents of {block:x?} changed");
        }
    }

    /// Checks that free, live, untouched and lost bytes tile the pages: each byte is in exactly one range.
    fn check_tiling(&self, picture: &Picture) {
        let free = picture.free.iter().map(|free| ("free", free.address..free.address + free.size));
        let live = self.model.live.iter().map(|block| ("live", block.range::<A>()));
        let lost = self.model.lost.iter().map(|lost| ("lost", lost.clone()));
        let others = [("bump", picture.bump.clone()), ("reserved", self.allocator.reserved())];
        let mut tiles: Vec<_> = free.chain(live).chain(lost).chain(others).collect();
        tiles.retain(|(_, tile)| !tile.is_empty());
        tiles.sort_by_key(|(_, tile)| tile.start);
        let mut tiles = tiles.iter().peekable();
        for run in &self.model.pages {
            let mut at = run.start;
            while at < run.end {
                let Some((what, tile)) = tiles.next() else { panic!("{at:#x} is not in any range") };
                assert_eq!(at, tile.start, "a gap or an overlap between {at:#x} and {what} {tile:x?}");
                at = tile.end;
            }
            assert_eq!(at, run.end, "a range reaches past the end of the pages");
        }
        assert_eq!(tiles.next(), None, "a range is outside the pages");
    }

    /// Checks that the events of an allocation have its block.
    fn check_new(&self, block: Block) {
        let size = A::block_size(block.layout);
        let range = block.range::<A>();
        let named = self.events.iter().any(|event| match *event {
            // A larger block is taken from its bin as a whole, and then split.
            Event::Taken { block: taken, size: took, .. }
            | Event::Bumped { block: taken, size: took, .. }
                if A::KIND == Kind::BoundaryTag =>
            {
                taken <= range.start && range.end <= taken + took
            }
            Event::Taken { block: taken, size: took, .. }
            | Event::Bumped { block: taken, size: took, .. } => taken == range.start && took == size,
            Event::Popped { bin, block: popped } => popped == block.address() && A::BINS[bin] == size,
            _ => false,
        });
        assert!(named, "{block:x?} of {size} bytes is not in {:x?}", self.events);
    }

    /// Checks that the events of a reallocation say whether the block moved, and where.
    fn check_resized(&self, old: Block, new: Block, kept: usize) {
        let (from, to) = (A::block_size(old.layout), A::block_size(new.layout));
        let [start, new_start] = [old, new].map(Block::start::<A>);
        let moved = self.events.contains(&Event::Moved { from: start, to: new_start, size: kept });
        let resized = self.events.contains(&Event::Resized { block: start, from, to });
        if old.pointer != new.pointer {
            assert!(moved, "{old:x?} moved to {new:x?} without an event: {:x?}", self.events);
            self.check_new(new);
        } else {
            assert!(resized || from == to, "{old:x?} became {new:x?} without an event: {:x?}", self.events);
        }
    }
}

fn sorted(ranges: impl Iterator<Item = Range<usize>>) -> Vec<Range<usize>> {
    let mut ranges: Vec<_> = ranges.collect();
    ranges.sort_by_key(|range| range.start);
    ranges
}
