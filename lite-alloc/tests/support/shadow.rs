//! The model that every allocator is compared with: [`Shadow`].
//!
//! It keeps the live blocks in a plain list, knows from the events alone which pages were granted and which bytes were
//! lost, and after every operation demands that the whole adds up. It also knows when a request *must* succeed.

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

/// Whether blocks change their size in place.
const IN_PLACE: bool = cfg!(feature = "realloc");

/// A live block.
#[derive(Clone, Copy, Debug)]
pub struct Block {
    pub pointer: NonNull<u8>,
    pub layout: Layout,
    /// Which pattern it holds.
    number: usize,
}

impl Block {
    pub fn address(self) -> usize {
        self.pointer.addr().get()
    }

    /// Its first byte in the heap of an `A`.
    pub fn start<A: Allocate>(self) -> usize {
        self.address() - A::HEADER
    }

    /// The bytes that it takes from the heap of an `A`.
    pub fn range<A: Allocate>(self) -> Range<usize> {
        self.start::<A>()..self.start::<A>() + A::block_size(self.layout)
    }
}

/// An allocator, and what must be true of it.
pub struct Shadow<A: Subject<Memory: Host>> {
    pub allocator: A,
    log: Log,
    pub model: Model,
    /// The events of the last operation.
    pub events: Vec<Event>,
}

/// What the model knows.
#[derive(Clone, Debug, Default)]
pub struct Model {
    /// The live blocks, in no order.
    pub live: Vec<Block>,
    /// Bytes that the allocator said are lost.
    pub lost: Vec<Range<usize>>,
    /// The pages that the allocator said it got, runs that follow each other as one.
    pub pages: Vec<Range<usize>>,
    /// Blocks made so far.
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

    /// Does one step.
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

    /// Asks for a block; the last of `live` when there is one.
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
                let told = self.events.contains(&Event::Refused { bytes });
                assert!(told, "{layout:?} is {bytes} bytes too large, but it was told {:x?}", self.events);
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
            // SAFETY: the block is at least this large, and was said to hold zeros.
            assert!(unsafe { pattern::is_zero(pointer.as_ptr(), layout.size()) }, "{layout:?} is not zeroed");
        }
        let block = self.adopt(pointer, layout);
        self.told_new(block);
        // SAFETY: the block is at least this large.
        unsafe { pattern::fill(pointer.as_ptr(), block.number, layout.size()) };
        self.settled(&before);
        Some(block)
    }

    /// Gives back the live block `index`; the last takes its place.
    pub fn deallocate(&mut self, index: usize) {
        let before = self.picture();
        let block = self.model.live.swap_remove(index);
        assert_eq!(self.allocator.misuse(block.pointer, block.layout), None, "{block:x?} is live");
        // SAFETY: it was live.
        unsafe { self.allocator.deallocate(block.pointer, block.layout) };
        self.listen(&before);
        assert!(!self.grew(), "giving back made the memory grow");
        self.settled(&before);
    }

    /// Asks for another size of the live block `index`, and says whether it got it.
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
        // SAFETY: the block is at least this large, and its contents were to be kept.
        let same = unsafe { pattern::holds(pointer.as_ptr(), old.number, kept) };
        assert!(same, "{old:x?} lost its contents on the way to {size} bytes");
        self.told_resized(old, block, kept);
        assert!(!stays || pointer == old.pointer, "{old:x?} moved on the way to {size} bytes");
        // SAFETY: the block is at least this large.
        unsafe { pattern::fill(pointer.as_ptr(), block.number, size) };
        self.settled(&before);
        true
    }

    /// Moves the live block `index`, whether it could have stayed or not. There has to be room.
    pub fn relocate(&mut self, index: usize, size: usize) -> Block {
        let before = self.picture();
        let old = self.model.live.swap_remove(index);
        // SAFETY: the block is live, and the new size makes a layout.
        let pointer = unsafe { self.allocator.relocate(old.pointer, old.layout, size) };
        self.listen(&before);
        let layout = Layout::from_size_align(size, old.layout.align()).unwrap();
        let block = self.adopt(pointer.expect("room for the new block"), layout);
        let kept = size.min(old.layout.size());
        // SAFETY: the block is at least this large, and its contents were to be kept.
        assert!(unsafe { pattern::holds(block.pointer.as_ptr(), old.number, kept) });
        self.told_resized(old, block, kept);
        // SAFETY: the block is at least this large.
        unsafe { pattern::fill(block.pointer.as_ptr(), block.number, size) };
        self.settled(&before);
        block
    }

    /// Gives back everything.
    pub fn clear(&mut self) {
        while !self.model.live.is_empty() {
            self.deallocate(self.model.live.len() - 1);
        }
    }

    pub fn memory(&self) -> &A::Memory {
        self.allocator.memory()
    }

    /// The memory, to disturb it.
    pub fn host(&mut self) -> &mut A::Memory {
        // SAFETY: nothing that a `Host` offers touches pages that were granted.
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

/// What must be true after an operation.
impl<A: Subject<Memory: Host>> Shadow<A> {
    /// Takes note of the events.
    fn listen(&mut self, before: &Picture) {
        self.events = self.log.take();
        let mut end = before.end;
        let mut changed = false;
        for event in &self.events {
            match *event {
                Event::Grown { start, size } => {
                    assert!(end.is_none_or(|end| end == start), "pages that the memory did not announce");
                    end = end.map(|end| end + size);
                    match self.model.pages.last_mut() {
                        Some(run) if run.end == start => run.end += size,
                        _ => self.model.pages.push(start..start + size),
                    }
                }
                Event::Lost { start, size, .. } => self.model.lost.push(start..start + size),
                Event::Probed { block, size, .. } | Event::Passed { block, size } if !changed => {
                    let known = before.free.iter().any(|free| (free.address, free.size) == (block, size));
                    assert!(known, "{block:#x} was looked at, but was no free block of {size} bytes");
                }
                Event::Taken { .. } | Event::Inserted { .. } | Event::Merged { .. } => changed = true,
                _ => {}
            }
        }
        let real = self.memory().end();
        assert!(end.is_none_or(|end| end == real), "pages that the allocator did not tell of");
    }

    /// A refused request changes nothing, and says so.
    fn refused(&mut self, before: &Picture) {
        if A::Memory::SHARED && self.grew() {
            // Pages came that were not where they were expected and too few: the heap keeps them. For the attempt the
            // last block was given back to the bump space, so what was reported as lost of that counts the block.
            for block in &self.model.live {
                let block = block.range::<A>();
                let lost = self.model.lost.iter_mut().filter(|lost| lost.start == block.start);
                lost.for_each(|lost| lost.start = block.end);
            }
            return self.check();
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
        self.check();
    }

    /// The heap adds up, and nothing was written where nobody was told.
    fn settled(&self, before: &Picture) {
        self.check();
        let after = self.picture();
        match A::KIND {
            Kind::FreeList => links::check(&self.events, &after.free),
            Kind::BoundaryTag => links::follow(&self.events, &before.free, &after.free, A::BINS),
            Kind::BumpFreeList | Kind::SegregatedBump => {}
        }
        let payload = |block: &Block| block.address()..block.range::<A>().end;
        let live: Vec<_> = sorted(self.model.live.iter().map(payload));
        let reserved = self.allocator.reserved();
        let told: Vec<_> = self.events.iter().flat_map(|&event| addresses(event)).collect();
        let runs: Vec<_> = self.model.pages.clone();
        let mut excused = None;
        for address in before.changed(&after, &runs) {
            let word = address & !3;
            if excused == Some(word) {
                continue;
            }
            let next = live.partition_point(|block| block.end <= address);
            let in_live = live.get(next).is_some_and(|block| block.start <= address);
            let in_header = told.iter().any(|&told| (told..told + GRANULE).contains(&address));
            let excuse = in_live || in_header || reserved.contains(&address);
            assert!(excuse, "{address:#x} was written, but only {told:x?} was told");
            excused = Some(word);
        }
        // Where there is no room for a smaller block, the larger one stays.
        let otherwise = |event: &Event| matches!(event, Event::Lost { reason: Loss::Shrunk, .. });
        let refused = self.events.iter().any(|event| matches!(event, Event::Refused { .. }));
        let met = !refused || self.events.iter().any(otherwise);
        assert!(met, "told of a refusal although the request was met: {:x?}", self.events);
    }

    /// Every invariant: the allocator's own, the tiling, and the contents of the live blocks.
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
                "{free:x?} has not the size of its bin"
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

    /// Free, live, untouched and lost bytes fill the pages, each byte once.
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
                let Some((what, tile)) = tiles.next() else { panic!("{at:#x}: belongs to nobody") };
                assert_eq!(at, tile.start, "{at:#x} and {what} {tile:x?}: a hole or an overlap");
                at = tile.end;
            }
            assert_eq!(at, run.end, "a tile beyond the pages");
        }
        assert_eq!(tiles.next(), None, "a tile outside the pages");
    }

    /// The events of an allocation name its block.
    fn told_new(&self, block: Block) {
        let size = A::block_size(block.layout);
        let range = block.range::<A>();
        let named = self.events.iter().any(|event| match *event {
            // The whole of a larger block leaves its bin, and is cut then.
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

    /// The events of a reallocation say where the block went.
    fn told_resized(&self, old: Block, new: Block, kept: usize) {
        let (from, to) = (A::block_size(old.layout), A::block_size(new.layout));
        let [start, new_start] = [old, new].map(Block::start::<A>);
        let moved = self.events.contains(&Event::Moved { from: start, to: new_start, size: kept });
        let resized = self.events.contains(&Event::Resized { block: start, from, to });
        if old.pointer != new.pointer {
            assert!(moved, "{old:x?} moved to {new:x?} in secret: {:x?}", self.events);
            self.told_new(new);
        } else {
            assert!(resized || from == to, "{old:x?} became {new:x?} in secret: {:x?}", self.events);
        }
    }
}

fn sorted(ranges: impl Iterator<Item = Range<usize>>) -> Vec<Range<usize>> {
    let mut ranges: Vec<_> = ranges.collect();
    ranges.sort_by_key(|range| range.start);
    ranges
}
