//! Why a request was refused, read from the state in which it was refused.

use lite_alloc::GRANULE;

use super::{
    Recording,
    fields::Format,
    recorder,
    view::{Sizes, TileKind},
};
use crate::trace::Op;

/// A refused request, and the memory that was available. In bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// What the block would occupy.
    pub needed: u32,
    /// The alignment, if it is larger than that of every block.
    pub align: Option<u32>,
    /// In free blocks and untouched memory.
    pub free: u32,
    /// How much the memory could still grow.
    pub room: u32,
    /// Why it was refused nevertheless.
    pub reason: Reason,
}

/// Why a request was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// There are not enough bytes.
    OutOfMemory,
    /// There are enough, but in pieces that are too small: external fragmentation.
    Fragmented {
        /// The largest piece, in bytes.
        largest: u32,
    },
    /// There would be enough without the bins and tags that are needed too.
    BinsAndTags,
    /// No piece has enough bytes at that alignment.
    Misaligned,
    /// To be able to align the block, the allocator searches for more bytes, and no bin has a block that large.
    AlignmentSlack {
        /// How many more.
        extra: u32,
    },
    /// Other bins have them, but the bin of this size is empty.
    BinEmpty,
    /// The first block of the bin is misaligned, and no other is tried.
    FirstOfBinMisaligned,
    /// The first block of the bin is too small, and no other is tried.
    FirstOfBinTooSmall,
    /// None of these.
    Other,
}

/// What an allocator must find for a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Request {
    /// Bytes that the block would occupy.
    pub needed: u32,
    /// Its alignment.
    pub align: u32,
    /// Bytes of its header, before the address that is aligned.
    pub header: u32,
}

impl Request {
    /// The first place from `start` on that is aligned.
    pub fn first_at(self, start: u32) -> Option<u32> {
        let align = self.align.max(GRANULE as u32);
        Some(start.checked_add(self.header)?.checked_next_multiple_of(align)? - self.header)
    }

    /// The last place that is aligned and from which the block ends at `end` at the latest.
    pub fn last_at(self, end: u32) -> Option<u32> {
        let align = self.align.max(GRANULE as u32);
        let at = end.checked_sub(self.needed)?.checked_add(self.header)?;
        (at / align * align).checked_sub(self.header)
    }
}

impl Recording {
    /// What operation `op` requests; `None` if it requests nothing, or resizes a block that is not live at the
    /// position.
    pub fn request(&self, op: usize) -> Option<Request> {
        let (size, align) = match *self.trace().ops.get(op)? {
            Op::Alloc { size, align, .. } => (size, align),
            Op::Realloc { block, size } => match self.block(block)?.kind {
                TileKind::Live { align, .. } => (size, align),
                _ => return None,
            },
            _ => return None,
        };
        let layout = recorder::layout(size, align)?;
        Some(Request { needed: self.lane.block_size(layout), align, header: self.lane.header() })
    }
}

/// The refusal of operation `op`, if the position is right before it or right after it, and the allocator can be
/// inspected.
pub(super) fn of(recording: &Recording, op: usize) -> Option<Refusal> {
    // A refused request changes nothing, so the state before it and the state after it are the same.
    let is_near = recording.position() == op || recording.position() == op + 1;
    if !is_near || recording.inside() != 0 || !recording.kind().is_inspected() {
        return None;
    }
    recording.request(op).map(|request| why(recording, request))
}

/// Why a request is refused at the position.
pub(super) fn why(recording: &Recording, request: Request) -> Refusal {
    let Request { needed, align, .. } = request;
    let numbers = recording.numbers();
    let free = numbers.free + numbers.bump;
    let room = recording.settings().bytes() - recording.heap_end();
    let over_aligned = (align as usize > GRANULE).then_some(align);
    let has_tags = recording.kind().format() == Format::Tags;
    let reason = if needed > free + room {
        Reason::OutOfMemory
    } else if needed > numbers.largest_hole.max(room) {
        Reason::Fragmented { largest: numbers.largest_hole }
    } else if !holds(recording, needed, align) {
        if has_tags && over_aligned.is_none() { Reason::BinsAndTags } else { Reason::Misaligned }
    } else if let (true, Some(align)) = (has_tags, over_aligned) {
        Reason::AlignmentSlack { extra: align - GRANULE as u32 }
    } else {
        let bin = recording.bins().iter().find(|bin| bin.sizes.contains(needed));
        match bin.map(|bin| (bin.sizes, bin.blocks.is_empty())) {
            Some((Sizes::One(_), true)) => Reason::BinEmpty,
            Some((Sizes::One(_), false)) => Reason::FirstOfBinMisaligned,
            Some((Sizes::Range { .. }, _)) => Reason::FirstOfBinTooSmall,
            Some((Sizes::All, _)) | None => Reason::Other,
        }
    };
    Refusal { needed, align: over_aligned, free, room, reason }
}

/// Whether a free block or the untouched memory has room for this many bytes at that alignment.
fn holds(recording: &Recording, needed: u32, align: u32) -> bool {
    let header = recording.lane.header();
    let bump = recording.bump().map(|bump| (bump.start, bump.end - bump.start));
    let blocks = recording.bins().iter().flat_map(|bin| &bin.blocks);
    blocks.copied().chain(bump).any(|(start, size)| {
        let gap = (start + header).wrapping_neg() & (align - 1);
        u64::from(gap) + u64::from(needed) <= u64::from(size)
    })
}
