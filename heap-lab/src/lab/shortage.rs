//! What a refused request lacked: the free memory, what lies between its pieces, and the fewest blocks that would have had
//! to be freed for the request to succeed.
//!
//! Such a set of blocks is found by trying: on the real allocator, at the position, the blocks are freed, then the request is
//! made, and all of it is undone. What is tried follows from the addresses alone. Wherever the allocator would place the block, it can't
//! be where a live block remains; and live blocks that overlap a stretch of memory are neighbours. So the candidates are
//! windows of neighbouring blocks, the smallest first, and only those where the block would have room. Tests compare with
//! all sets of blocks, freed in all orders.

use std::{mem::MaybeUninit, ops::Range};

use super::{
    Recording,
    kind::Lists,
    report::{self, Refusal, Request},
    view::{Outcome, Tile, TileKind},
};
use crate::trace::{BlockId, Op};

/// A refused request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shortage {
    /// What it needed, the free memory, and why it was refused.
    pub refusal: Refusal,
    /// The largest free block, or the untouched memory if that is larger.
    pub largest: u32,
    /// What lies between the pieces of free memory, in address order: the first [`MOST_BETWEEN`] tiles.
    pub between: Vec<Tile>,
    /// How many more there are.
    pub more_between: u32,
    /// Whether adjacent free blocks are merged. If not, freeing the block between two of them gains nothing.
    pub merges: bool,
    /// What would have had to be freed.
    pub frees: Frees,
}

/// What would have had to be freed right before a request for it to succeed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Frees {
    /// These blocks, in this order. No smaller set suffices.
    Blocks(Vec<BlockId>),
    /// No set suffices.
    Never,
    /// The search was given up.
    Unknown {
        /// At least this many blocks are needed.
        least: u32,
    },
}

/// The most tiles in [`Shortage::between`].
pub const MOST_BETWEEN: usize = 32;
/// Work of a search on the page, in candidates looked at and bytes written: about a second.
pub const USUAL_WORK: u32 = 5_000_000;
/// Candidates that are looked at in one piece.
const PIECE: u32 = 2_000;
/// The work of a trial besides its frees, and so many bytes that are written back after it are one more.
const TRIAL: u32 = 100;
const BYTES: u32 = 256;

/// The shortage at operation `op` of a recording; `None` if it was not refused. Moves the recording there. The search for
/// blocks takes at most about this much work.
pub fn shortage(recording: &mut Recording, op: usize, work: u32) -> Option<Shortage> {
    let mut search = Search::new(recording, op, work)?;
    loop {
        if let Some(shortage) = search.advance(recording) {
            return Some(shortage);
        }
    }
}

/// A search for the fewest blocks to free, in pieces, so that the page stays responsive.
pub struct Search {
    op: usize,
    /// The bytes of the heap before the request.
    saved: Vec<MaybeUninit<u8>>,
    /// The result, but for the blocks.
    so_far: Shortage,
    heap: Heap,
    /// How many blocks are tried at once, and the first of the next ones.
    size: usize,
    first: usize,
    /// What was tried, as the sizes and neighbours of the blocks, in order: what is alike fares alike.
    tried: Vec<Vec<u32>>,
    /// Work that is left.
    work: u32,
}

impl Search {
    /// A search for operation `op` of a recording; `None` if it was not refused, or if the allocator
    /// cannot be inspected. Moves the recording there. It gives up
    /// after about this much work.
    pub fn new(recording: &mut Recording, op: usize, work: u32) -> Option<Self> {
        let is_refused = || op < recording.len() && recording.outcome(op) == Outcome::OutOfMemory;
        if !recording.kind().is_inspected() || !is_refused() {
            return None;
        }
        recording.seek(op);
        let request = recording.request(op)?;
        let Some(report::Report::Refused(Some(refusal))) = report::outcome(recording, op) else {
            return None;
        };
        let own = match recording.trace().ops[op] {
            Op::Realloc { block, .. } => Some(block),
            _ => None,
        };
        let heap = Heap::new(recording, own, request);
        let (between, more_between) = between(&heap.tiles);
        let size = heap.least();
        Some(Self {
            op,
            saved: recording.save(),
            so_far: Shortage {
                refusal,
                largest: recording.numbers().largest_hole,
                between,
                more_between,
                merges: heap.merges,
                frees: Frees::Unknown { least: size as u32 },
            },
            first: heap.first_window(size),
            heap,
            size,
            tried: Vec::new(),
            // Nothing can be tried on an allocator that can't be moved back in time.
            work: if recording.kind().is_inspected() { work } else { 0 },
        })
    }

    /// What is known already: everything but the blocks.
    pub fn so_far(&self) -> &Shortage {
        &self.so_far
    }

    /// Does the next piece, and moves the recording, which must be the same, before the request. Returns the result once it is
    /// known; then the search is over.
    pub fn advance(&mut self, recording: &mut Recording) -> Option<Shortage> {
        recording.seek(self.op);
        self.look_further(recording)
    }

    /// Looks for the next candidate. That is work, too.
    fn look_further(&mut self, recording: &mut Recording) -> Option<Shortage> {
        for _ in 0..PIECE {
            if self.size > self.heap.len() {
                return self.found(Frees::Never);
            }
            if !self.spend(1) {
                return self.given_up();
            }
            if self.first + self.size > self.heap.len() {
                self.size += 1;
                self.first = self.heap.first_window(self.size);
                self.tried.clear();
                continue;
            }
            let window = self.first..self.first + self.size;
            self.first += 1;
            if !self.heap.has_room(window.clone()) {
                continue;
            }
            let likeness = self.heap.likeness(window.clone());
            let Err(place) = self.tried.binary_search(&likeness) else { continue };
            self.tried.insert(place, likeness);
            // From the top down, as a bump pointer falls.
            let blocks: Vec<_> = self.heap.blocks(window).rev().collect();
            if !self.spend(TRIAL + blocks.len() as u32 + self.saved.len() as u32 / BYTES) {
                return self.given_up();
            }
            return match recording.succeeds_after(self.op, &blocks, &self.saved) {
                true => self.found(Frees::Blocks(blocks)),
                false => None,
            };
        }
        None
    }

    fn spend(&mut self, work: u32) -> bool {
        self.work = self.work.saturating_sub(work);
        self.work > 0
    }

    fn found(&mut self, frees: Frees) -> Option<Shortage> {
        Some(Shortage { frees, ..self.so_far.clone() })
    }

    /// There is no time for more.
    fn given_up(&mut self) -> Option<Shortage> {
        self.found(Frees::Unknown { least: self.size as u32 })
    }
}

/// What lies between the first and the last free tile: as much as is listed, and how many more.
fn between(tiles: &[Tile]) -> (Vec<Tile>, u32) {
    let is_free = |tile: &Tile| matches!(tile.kind, TileKind::Free { .. } | TileKind::Bump);
    let first = tiles.iter().position(is_free).unwrap_or(0);
    let last = tiles.iter().rposition(is_free).unwrap_or(0);
    let mut between: Vec<_> =
        tiles[first..last.max(first)].iter().filter(|tile| !is_free(tile)).copied().collect();
    let more = between.len().saturating_sub(MOST_BETWEEN);
    between.truncate(MOST_BETWEEN);
    (between, more as u32)
}

/// The live blocks that may be freed, with the memory around them.
struct Heap {
    tiles: Vec<Tile>,
    /// In address order.
    live: Vec<Live>,
    request: Request,
    /// Whether adjacent free blocks are merged. If not, only the last blocks become one stretch of untouched memory.
    merges: bool,
    /// One past the last byte that the memory can grow to.
    limit: u32,
    /// Where the untouched memory ends, even if there is none left.
    top: Option<u32>,
}

/// A live block.
struct Live {
    block: BlockId,
    /// The tiles of the free memory before it, its own, and those of the free memory after it.
    around: Range<usize>,
    /// The live blocks that are apart from the next one because of something that can't be freed, up to this block.
    breaks: usize,
}

impl Heap {
    /// The heap at a request about the block `own`.
    fn new(recording: &Recording, own: Option<BlockId>, request: Request) -> Self {
        let tiles = recording.tiles(0..recording.heap_end());
        // A block that is resized is no obstacle to itself.
        let is_open = |tile: &Tile| match tile.kind {
            TileKind::Free { .. } | TileKind::Bump | TileKind::Held => true,
            TileKind::Live { block, .. } => Some(block) == own,
            TileKind::Lost { .. } | TileKind::Foreign | TileKind::Reserved | TileKind::Opaque => false,
        };
        let mut live = Vec::new();
        for (index, tile) in tiles.iter().enumerate() {
            let TileKind::Live { block, .. } = tile.kind else { continue };
            if Some(block) == own {
                continue;
            }
            let before = tiles[..index].iter().rev().take_while(|tile| is_open(tile)).count();
            let after = tiles[index + 1..].iter().take_while(|tile| is_open(tile)).count();
            let around = index - before..index + 1 + after;
            let breaks = live
                .last()
                .map_or(0, |left: &Live| left.breaks + usize::from(left.around.end < around.start));
            live.push(Live { block, around, breaks });
        }
        let merges = recording.kind().lists() != Lists::Exact;
        let (limit, top) = (recording.settings().bytes(), recording.bump().map(|bump| bump.end));
        Self { tiles, live, request, merges, limit, top }
    }

    fn len(&self) -> usize {
        self.live.len()
    }

    fn blocks(&self, window: Range<usize>) -> impl DoubleEndedIterator<Item = BlockId> {
        self.live[window].iter().map(|live| live.block)
    }

    /// The size of the smallest windows with room for the block; more than there are blocks if there are none.
    fn least(&self) -> usize {
        let mut least = self.len() + 1;
        for first in 0..self.len() {
            let breaks = self.live[first].breaks;
            let blocks = self.live[first..].partition_point(|live| live.breaks == breaks);
            // What a window has room for, larger ones have, too.
            let mut size = blocks.min(least - 1);
            while size > 0 && self.has_room(first..first + size) {
                least = size;
                size -= 1;
            }
        }
        least
    }

    /// The first window of this size that may do.
    fn first_window(&self, size: usize) -> usize {
        if self.merges || size == 1 { 0 } else { self.len().saturating_sub(size) }
    }

    /// The tiles of the memory that would be free in one piece.
    fn around(&self, window: Range<usize>) -> Option<&[Tile]> {
        let window = &self.live[window];
        let (first, last) = (window.first()?, window.last()?);
        (first.breaks == last.breaks).then(|| &self.tiles[first.around.start..last.around.end])
    }

    /// Whether the block of the request would have room where these blocks are.
    fn has_room(&self, window: Range<usize>) -> bool {
        let Some(tiles) = self.around(window) else { return false };
        let (Some(first), Some(last)) = (tiles.first(), tiles.last()) else { return false };
        let end = if self.is_last(last) { self.limit } else { last.end() };
        let at = self.request.first_at(first.start);
        at.and_then(|at| at.checked_add(self.request.needed)).is_some_and(|to| to <= end)
    }

    /// Whether the heap ends with this tile.
    fn is_last(&self, tile: &Tile) -> bool {
        self.tiles.last() == Some(tile)
    }

    /// What decides how the request fares if these blocks are freed: the tiles around, wherever they are.
    fn likeness(&self, window: Range<usize>) -> Vec<u32> {
        let tiles = self.around(window).unwrap_or_default();
        let phase = tiles.first().map(|tile| tile.start % self.request.align);
        let is_last = tiles.last().is_some_and(|tile| self.is_last(tile));
        let is_top = tiles.last().is_some_and(|tile| Some(tile.end()) == self.top);
        let of_tile = |tile: &Tile| {
            let kind = match tile.kind {
                TileKind::Live { .. } => 0,
                TileKind::Free { .. } => 1,
                _ => 2,
            };
            [kind, tile.size]
        };
        tiles.iter().flat_map(of_tile).chain(phase).chain([is_last.into(), is_top.into()]).collect()
    }
}
