//! What the pictures of a lane are made of, gathered once for each run: when each block ended, and how the borders of its
//! memory moved.

use super::Clock;
use crate::lab::{
    LaneKind, Recording,
    view::{Outcome, Tile, TileKind},
};

/// A block that never ended.
pub const NEVER: u32 = u32::MAX;
/// Buckets of addresses, as a power of two.
const BUCKETS: u32 = 10;
/// A block in more buckets than this is kept in a list for all addresses.
const WIDE: u32 = 16;
/// Operations between two looks at the clock.
const PIECE: usize = 1_024;

/// A block of one lane at one place, from the operation that put it there to the one that took it away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Life {
    /// Its tile.
    pub tile: Tile,
    /// The operation that put it there.
    pub from: u32,
    /// The operation that took it away, or [`NEVER`].
    pub to: u32,
}

/// What is known of a lane. It is gathered in slices, from the first operation to the last.
pub struct Survey {
    kind: LaneKind,
    len: usize,
    /// For each operation that put a block somewhere, the one that took it away, or [`NEVER`]; 0 for the others.
    ends: Vec<u32>,
    /// Operations that were refused.
    refused: Vec<u32>,
    /// Operations that put something at the addresses of a bucket, by address.
    buckets: Vec<Vec<u32>>,
    /// The same for blocks in many buckets.
    wide: Vec<u32>,
    /// An address is in the bucket of its quotient by this power of two.
    shift: u32,
}

impl Survey {
    /// Nothing is known of the first `len` operations of a recording yet.
    pub fn new(recording: &Recording, len: usize) -> Self {
        let len = len.min(recording.len());
        let bits = u32::BITS - recording.end_after(len).leading_zeros();
        Self {
            kind: recording.kind(),
            len,
            ends: Vec::with_capacity(len),
            refused: Vec::new(),
            buckets: vec![Vec::new(); 1 << BUCKETS],
            wide: Vec::new(),
            shift: bits.saturating_sub(BUCKETS),
        }
    }

    /// Goes on until the slice is over, at least for one piece. Returns whether all is known.
    pub fn advance(&mut self, recording: &Recording, is_over: Clock) -> bool {
        while self.ends.len() < self.len {
            self.piece(recording);
            if is_over() {
                break;
            }
        }
        self.is_done()
    }

    /// Whether all is known.
    pub fn is_done(&self) -> bool {
        self.ends.len() == self.len
    }

    /// Operations looked at so far, and all of them.
    pub fn progress(&self) -> (usize, usize) {
        (self.ends.len(), self.len)
    }

    fn piece(&mut self, recording: &Recording) {
        let from = self.ends.len();
        let to = self.len.min(from + PIECE);
        let mut losses = Vec::new();
        recording.losses(from..to, &mut |tile| losses.push(tile));
        let mut losses = losses.into_iter().peekable();
        let is_of = |tile: &Tile, now: u32| matches!(tile.kind, TileKind::Lost { op, .. } if op == now);
        for op in from..to {
            self.blocks(recording, op);
            while let Some(tile) = losses.next_if(|tile| is_of(tile, op as u32)) {
                self.keep(&tile, op as u32);
            }
        }
    }

    /// The block that an operation ended, and the one that it made.
    fn blocks(&mut self, recording: &Recording, op: usize) {
        let number = op as u32;
        if let Some(Tile { kind: TileKind::Live { op: began, .. }, .. }) = recording.block_before(op)
            && let Some(end) = self.ends.get_mut(began as usize)
        {
            *end = number;
        }
        let made = recording.block_after(op);
        self.ends.push(if made.is_some() { NEVER } else { 0 });
        if let Some(tile) = made {
            self.keep(&tile, number);
        }
        if recording.outcome(op) == Outcome::OutOfMemory {
            self.refused.push(number);
        }
    }

    fn keep(&mut self, tile: &Tile, op: u32) {
        let (first, last) = (tile.start >> self.shift, (tile.end() - 1) >> self.shift);
        if last - first >= WIDE {
            return self.wide.push(op);
        }
        let buckets = &mut self.buckets;
        let most = buckets.len() - 1;
        for bucket in &mut buckets[(first as usize).min(most)..=(last as usize).min(most)] {
            if bucket.last() != Some(&op) {
                bucket.push(op);
            }
        }
    }

    /// Which allocator it is.
    pub fn kind(&self) -> LaneKind {
        self.kind
    }

    /// The number of operations.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// For each operation that put a block somewhere, the one that took it away, or [`NEVER`]; 0 for the others.
    pub fn ends(&self) -> &[u32] {
        &self.ends
    }

    /// The operations whose requests were refused.
    pub fn refusals(&self) -> &[u32] {
        &self.refused
    }

    /// The block that operation `op` put somewhere.
    pub fn life(&self, recording: &Recording, op: u32) -> Option<Life> {
        let to = *self.ends.get(op as usize)?;
        let tile = recording.block_after(op as usize)?;
        Some(Life { tile, from: op, to })
    }

    /// What is at an address after operation `op`, as far as it is recorded. A free block is told from no other: its tile
    /// is `None`.
    pub fn at(&self, recording: &Recording, address: u32, op: u32) -> Found {
        let bucket = self.bucket(address);
        let until = bucket.partition_point(|&at| at <= op);
        let wide = self.wide.partition_point(|&at| at <= op);
        let near = bucket[..until].iter().rev().chain(self.wide[..wide].iter().rev());
        for &at in near {
            if let Some(life) = self.life(recording, at)
                && life.to > op
                && holds(&life.tile, address)
            {
                return Found::Block(life);
            }
            if let Some(tile) = recording.lost(at as usize).into_iter().find(|tile| holds(tile, address)) {
                return Found::Lost { tile, since: at };
            }
        }
        if let Some((since, tile)) = recording.kept()
            && since <= op
            && holds(&tile, address)
        {
            return Found::Reserved;
        }
        let mut owner = None;
        recording.growths(0..op as usize + 1, &mut |_, pages, foreign| {
            if pages.contains(&address) {
                owner = Some(foreign);
            }
        });
        match owner {
            None => return Found::NotGrown,
            Some(true) => return Found::Foreign,
            Some(false) => {}
        }
        match self.kind.is_inspected() {
            _ if recording.untouched_after(op as usize + 1).contains(&address) => Found::Untouched,
            true => Found::Free,
            false => Found::Opaque,
        }
    }

    /// The operations that put something at addresses near this one, in their order.
    pub(super) fn near(&self, address: u32) -> Vec<u32> {
        let mut near: Vec<u32> = self.bucket(address).iter().chain(&self.wide).copied().collect();
        near.sort_unstable();
        near.dedup();
        near
    }

    fn bucket(&self, address: u32) -> &[u32] {
        self.buckets.get((address >> self.shift) as usize).map_or(&[], Vec::as_slice)
    }
}

/// What is at an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// A live block.
    Block(Life),
    /// A free block.
    Free,
    /// Untouched memory.
    Untouched,
    /// Bytes that were lost in this operation.
    Lost {
        /// Where.
        tile: Tile,
        /// The operation.
        since: u32,
    },
    /// A page of other code.
    Foreign,
    /// What the allocator keeps for itself.
    Reserved,
    /// The allocator's own; what it does with it is not known.
    Opaque,
    /// The memory has not grown so far.
    NotGrown,
}

/// Whether an address is in a tile.
pub(super) fn holds(tile: &Tile, address: u32) -> bool {
    tile.start <= address && address < tile.end()
}
