//! The state inside an operation: [`Midway`].
//!
//! An allocator can be inspected only between operations, since its lists are not closed in the middle of one. What is
//! known there is what it reported: each step, after it was done. So the state inside an operation is the state before it,
//! read from the bytes as always, with the steps so far applied as differences. Tests compare the result of all steps of an
//! operation with the state that is read after it.

use std::{mem, ops::Range};

use lite_alloc::{GRANULE, observe::Side};

use super::{
    LaneKind, Rest,
    structure::Structure,
    view::{Bin, Step, Tile, TileKind},
};

/// An operation, and its block as the recording has it.
pub(super) struct Deed {
    /// Its number.
    pub(super) op: u32,
    /// The block before it.
    pub(super) before: Option<Tile>,
    /// The block after it, if the operation allocates, moves or resizes it.
    pub(super) after: Option<Tile>,
    /// Whether the program has given the block up.
    pub(super) frees: bool,
}

/// The memory after some steps of an operation. Tiles that are not named here are as they were before it.
pub(super) struct Midway {
    /// How many steps.
    pub(super) shown: usize,
    /// The free blocks and the untouched memory.
    pub(super) structure: Structure,
    /// The memory above the bump pointer; it may be empty.
    pub(super) bump: Range<u32>,
    /// One past the last byte of the last page.
    pub(super) heap_end: u32,
    /// The block of the operation before it, unless it is still as it was.
    pub(super) gone: Option<Tile>,
    /// The block of the operation now, if it is live and not as it was.
    pub(super) made: Option<Tile>,
    /// Bytes lost so far.
    pub(super) lost: Vec<Tile>,
    /// Bytes in hand, in address order.
    pub(super) held: Vec<Tile>,
    /// Where the steps may have written.
    touched: Vec<u32>,
}

impl Midway {
    /// Applies `steps` to the state before them.
    pub(super) fn new(
        kind: LaneKind,
        before: &Structure,
        bump: Range<u32>,
        heap_end: u32,
        deed: Deed,
        steps: &[Step],
    ) -> Self {
        let mut work = Work {
            kind,
            bins: before.bins.clone(),
            bump,
            reserved: before.reserved.map_or(0..0, range),
            heap_end,
            block: deed.before,
            after: deed.after,
            op: deed.op,
            held: Vec::new(),
            pages: None,
            lost: Vec::new(),
            touched: Vec::new(),
        };
        if deed.frees {
            work.let_go();
        }
        steps.iter().for_each(|step| work.apply(step));
        let is_same = work.block == deed.before;
        let held = work.held.into_iter();
        Self {
            shown: steps.len(),
            structure: Structure::new(work.bins, work.bump.clone(), work.reserved),
            bump: work.bump,
            heap_end: work.heap_end,
            gone: deed.before.filter(|_| !is_same),
            made: work.block.filter(|_| !is_same),
            lost: work.lost,
            held: held
                .map(|Range { start, end }| Tile { start, size: end - start, kind: TileKind::Held })
                .collect(),
            touched: work.touched,
        }
    }

    /// The tiles named here that overlap `range`, structure aside.
    pub(super) fn overlapping(&self, range: Range<u32>) -> impl Iterator<Item = Tile> {
        let tiles = self.made.iter().chain(&self.lost).chain(&self.held).copied();
        tiles.filter(move |tile| tile.start < range.end && tile.end() > range.start)
    }

    /// Whether a step may have written a header, tag or footer of `tile`. What is in its bytes is then known only after
    /// the operation.
    pub(super) fn touches(&self, tile: &Tile) -> bool {
        // A footer is written together with the header of its block.
        self.touched.iter().any(|&at| (tile.start..tile.start + GRANULE as u32).contains(&at))
    }
}

/// A state in the middle of an operation, while steps are applied to it.
struct Work {
    kind: LaneKind,
    bins: Vec<Bin>,
    bump: Range<u32>,
    reserved: Range<u32>,
    heap_end: u32,
    /// The block of the operation, while it is live.
    block: Option<Tile>,
    /// The block as it will be.
    after: Option<Tile>,
    op: u32,
    /// In address order, without overlaps. Neighbours are apart where a block ends.
    held: Vec<Range<u32>>,
    /// Those of them that are new pages which do not follow the untouched memory.
    pages: Option<Range<u32>>,
    lost: Vec<Tile>,
    touched: Vec<u32>,
}

impl Work {
    fn apply(&mut self, step: &Step) {
        match *step {
            Step::Probed { .. } | Step::Passed { .. } | Step::Skipped { .. } | Step::Refused { .. } => {}
            Step::Relinked { block: at, .. } | Step::Tagged { at, .. } => self.touched.push(at),
            Step::Taken { block, size } => {
                self.unlist(block, size);
                self.hold(stretch(block, size));
            }
            Step::Popped { block, size, .. } => {
                self.unlist(block, size);
                self.hold(stretch(block, size));
            }
            Step::Split { block, size, rest, rest_size } => self.split(block, size, rest, rest_size),
            Step::Inserted { block, size, after } => self.list(block, size, after),
            Step::Pushed { block, size, .. } => self.list(block, size, None),
            Step::Merged { block, neighbour, side, size } => self.merge(block, neighbour, side, size),
            Step::Bumped { block, size, .. } => {
                self.touched.push(block);
                // The first block of a heap lies above what the allocator keeps for itself.
                if self.bump.start < block {
                    self.reserved = self.bump.start..block;
                }
                self.hold(stretch(block, size));
                self.bump.start = block + size;
            }
            Step::Lowered { block, size } => {
                self.unhold(stretch(block, size));
                self.bump.start = block;
            }
            Step::Grown { start, size } => self.grow(stretch(start, size)),
            Step::Resized { block, .. } => {
                self.touched.push(block);
                self.place();
            }
            Step::Moved { .. } => self.place(),
            Step::Lost { start, size, reason } => {
                self.touched.push(start);
                if size != 0 {
                    self.lost.push(Tile { start, size, kind: TileKind::Lost { reason, op: self.op } });
                    self.lose(stretch(start, size));
                }
            }
        }
    }

    // --- Bytes in hand ---

    fn hold(&mut self, range: Range<u32>) {
        let index = self.held.partition_point(|piece| piece.start < range.start);
        self.held.insert(index, range);
    }

    /// These bytes are no longer in hand, nor in the block.
    fn unhold(&mut self, range: Range<u32>) {
        if self.block.is_some_and(|tile| tile.start < range.end && range.start < tile.end()) {
            self.let_go();
        }
        self.held = mem::take(&mut self.held)
            .into_iter()
            .flat_map(|piece| {
                [piece.start..piece.end.min(range.start), piece.start.max(range.end)..piece.end]
            })
            .filter(|piece| !piece.is_empty())
            .collect();
    }

    /// The bytes of the block are in hand.
    fn let_go(&mut self) {
        if let Some(tile) = self.block.take() {
            self.touched.push(tile.start);
            self.hold(range(tile));
        }
    }

    /// The block is live, as it will be.
    fn place(&mut self) {
        if let Some(tile) = self.after {
            self.let_go();
            self.unhold(range(tile));
            self.touched.push(tile.start);
            self.block = Some(tile);
        }
    }

    // --- Lists ---

    /// The list of a free block, and its position there.
    fn find(&self, block: u32, size: u32) -> Option<(usize, usize)> {
        let bin = self.bins.iter().position(|bin| bin.sizes.contains(size))?;
        Some((bin, self.bins[bin].blocks.iter().position(|&(start, _)| start == block)?))
    }

    /// Removes a free block from its list, if it is in one.
    fn unlist(&mut self, block: u32, size: u32) {
        self.touched.push(block);
        if let Some((bin, index)) = self.find(block, size) {
            self.bins[bin].blocks.remove(index);
            self.relink(bin, index);
        }
    }

    /// Bytes in hand become a free block, after that block of the list or first.
    fn list(&mut self, block: u32, size: u32, after: Option<u32>) {
        self.touched.push(block);
        self.unhold(stretch(block, size));
        if let Some(bin) = self.bins.iter().position(|bin| bin.sizes.contains(size)) {
            let blocks = &mut self.bins[bin].blocks;
            let before = after.and_then(|after| blocks.iter().position(|&(start, _)| start == after));
            let index = before.map_or(0, |before| before + 1);
            blocks.insert(index, (block, size));
            self.relink(bin, index);
            self.relink(bin, index + 1);
        }
    }

    /// The links between a position of a list and the one before it were changed.
    fn relink(&mut self, bin: usize, index: usize) {
        let address = |index: usize| self.bins[bin].blocks.get(index).map(|&(start, _)| start);
        // Only blocks with tags have back links.
        let back = address(index).filter(|_| self.kind.has_tags());
        let touched = index.checked_sub(1).and_then(address).into_iter().chain(back);
        self.touched.extend(touched.collect::<Vec<_>>());
    }

    /// Cuts a block in two. With one list, both stay in it until one of them is taken; with bins, both are in hand.
    fn split(&mut self, block: u32, size: u32, rest: u32, rest_size: u32) {
        self.touched.extend([block, rest]);
        let [low, high] = if block < rest {
            [(block, size), (rest, rest_size)]
        } else {
            [(rest, rest_size), (block, size)]
        };
        match self.find(low.0, low.1 + high.1) {
            Some((bin, index)) => {
                self.bins[bin].blocks.splice(index..=index, [low, high]);
            }
            None => {
                let whole = low.0..high.0 + high.1;
                self.unhold(whole);
                self.hold(stretch(low.0, low.1));
                self.hold(stretch(high.0, high.1));
            }
        }
    }

    /// Joins bytes in hand with a neighbour. With one list, a left neighbour stays in it and grows.
    fn merge(&mut self, block: u32, neighbour: u32, side: Side, size: u32) {
        self.touched.extend([block, neighbour]);
        match side {
            Side::Left => {
                if let Some((bin, index)) = self.find(neighbour, block - neighbour) {
                    self.unhold(block..neighbour + size);
                    self.bins[bin].blocks[index].1 = size;
                } else {
                    self.unhold(stretch(neighbour, size));
                    self.hold(stretch(neighbour, size));
                }
            }
            Side::Right => {
                self.unlist(neighbour, block + size - neighbour);
                self.unhold(stretch(block, size));
                self.hold(stretch(block, size));
            }
        }
    }

    // --- Untouched memory ---

    /// New pages continue the untouched memory, or are in hand until it is known what becomes of the old.
    fn grow(&mut self, pages: Range<u32>) {
        self.heap_end = pages.end;
        match self.kind.rest() {
            Rest::None => self.hold(pages),
            Rest::Bump | Rest::Wilderness if self.bump.is_empty() => self.bump = pages,
            Rest::Bump | Rest::Wilderness if self.bump.end == pages.start => self.bump.end = pages.end,
            Rest::Bump | Rest::Wilderness => {
                self.hold(pages.clone());
                self.pages = Some(pages);
            }
        }
    }

    fn lose(&mut self, lost: Range<u32>) {
        if let Some(pages) = self.pages.take_if(|pages| pages.contains(&lost.start)) {
            // A region begins with bytes that no block can have; the rest of the old one is about to be freed.
            self.unhold(pages.clone());
            let old = mem::replace(&mut self.bump, lost.end..pages.end);
            self.hold(old);
        } else if !self.bump.contains(&lost.start) {
            self.unhold(lost);
        } else if lost.end < self.bump.end {
            self.bump.start = lost.end;
        } else {
            // The end of a region: the next one begins.
            self.bump = self.pages.take().unwrap_or(lost.end..lost.end);
            self.unhold(self.bump.clone());
        }
    }
}

fn stretch(start: u32, size: u32) -> Range<u32> {
    start..start.saturating_add(size)
}

fn range(tile: Tile) -> Range<u32> {
    tile.start..tile.end()
}
