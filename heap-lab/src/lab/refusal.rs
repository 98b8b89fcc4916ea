//! Why a request was refused, read from the state it was refused in.

use lite_alloc::GRANULE;

use super::{
    Recording,
    fields::Format,
    recorder,
    view::{Sizes, TileKind},
};
use crate::trace::Op;

/// What was asked for and could not be had.
struct Request {
    needed: u32,
    align: u32,
}

/// The reason why operation `op` was refused. Where the position is neither right before nor right after it, only that
/// it was.
pub(super) fn explain(recording: &Recording, op: usize) -> String {
    // A refused request changes nothing, so the state before it and the state after it are the same.
    if recording.position() != op && recording.position() != op + 1 {
        return "refused".to_owned();
    }
    let Some(Request { needed, align }) = request(recording, op) else {
        return "refused".to_owned();
    };
    let place = match align as usize {
        0..=GRANULE => String::new(),
        align => format!(" at a multiple of {align}"),
    };
    let refused = format!("refused: {needed} bytes needed{place}");
    let numbers = recording.numbers();
    let free = numbers.free + numbers.bump;
    let room = recording.settings().bytes() - recording.heap_end();
    let room_too = match room {
        0 => String::new(),
        room => format!(", and room to grow by {room}"),
    };
    if needed > free + room {
        format!("{refused}, {free} free in all{room_too}: out of memory")
    } else if needed > numbers.largest_hole.max(room) {
        let hole = numbers.largest_hole;
        format!("{refused}, largest hole {hole} of {free} free{room_too}: external fragmentation")
    } else if !holds(recording, needed, align) {
        let why = match (recording.kind().format(), place.is_empty()) {
            (Format::Tags, true) => "but a part of that is for bins and tags",
            (_, _) => "but no hole holds them there",
        };
        format!("{refused}, {free} free{room_too}, {why}")
    } else {
        let bin = recording.bins().iter().find(|bin| bin.sizes.contains(needed));
        match bin.map(|bin| (bin.sizes, bin.blocks.is_empty())) {
            Some((Sizes::One(_), true)) => {
                format!("{refused}, {free} free, but none in the bin of this size")
            }
            Some((Sizes::One(_), false)) => {
                format!("{refused}, {free} free, but the first block of the bin is not there")
            }
            Some((Sizes::Range { .. }, _)) => {
                format!(
                    "{refused}, {free} free, but the first block of the bin is too small, and no other is tried"
                )
            }
            Some((Sizes::All, _)) | None => format!("{refused}, {free} free"),
        }
    }
}

/// Whether a free block or the bump space has room for so many bytes at that alignment.
fn holds(recording: &Recording, needed: u32, align: u32) -> bool {
    let header = recording.lane.header();
    let bump = recording.bump().map(|bump| (bump.start, bump.end - bump.start));
    let blocks = recording.bins().iter().flat_map(|bin| &bin.blocks);
    blocks.copied().chain(bump).any(|(start, size)| {
        let gap = (start + header).wrapping_neg() & (align - 1);
        u64::from(gap) + u64::from(needed) <= u64::from(size)
    })
}

fn request(recording: &Recording, op: usize) -> Option<Request> {
    let (size, align) = match recording.trace().ops[op] {
        Op::Alloc { size, align, .. } => (size, align),
        Op::Realloc { block, size } => match recording.block(block)?.kind {
            TileKind::Live { align, .. } => (size, align),
            _ => return None,
        },
        _ => return None,
    };
    let layout = recorder::layout(size, align)?;
    Some(Request { needed: recording.lane.block_size(layout), align })
}
