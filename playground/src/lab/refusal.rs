//! Why a request was refused, read from the state it was refused in.

use super::{LaneKind, Recording, run, view::TileKind};
use crate::trace::OpKind;

/// What was asked for and could not be had.
struct Request {
    needed: u32,
    align: u32,
}

/// The reason why operation `op` was refused. Where the position is neither right before nor right after it, only
/// what was asked for.
pub(super) fn explain(recording: &Recording, op: usize) -> String {
    let Some(Request { needed, align }) = request(recording, op) else {
        return "refused".to_owned();
    };
    let refused = format!("refused: {needed} bytes needed");
    // A refused request changes nothing, so the state before it and the state after it are the same.
    if recording.position() != op && recording.position() != op + 1 {
        return refused;
    }
    let numbers = recording.numbers();
    let room = recording.settings().bytes() - recording.heap_end();
    let free = numbers.free + numbers.bump;
    let hole = numbers.largest_hole.max(room);
    let pages = match room {
        0 => String::new(),
        room => format!(", and room for {room} more"),
    };
    if free == 0 && needed > room {
        format!("{refused}, nothing free{pages}: out of memory")
    } else if needed > free + room {
        format!("{refused}, {free} free in all{pages}: out of memory")
    } else if needed > hole {
        format!(
            "{refused}, largest hole {} of {free} free{pages}: external fragmentation",
            numbers.largest_hole
        )
    } else if align as usize > lite_alloc::GRANULE {
        format!("{refused} at a multiple of {align}, {free} free{pages}, but no hole holds them there")
    } else if recording.kind() == LaneKind::SegregatedBump {
        format!("{refused}, {free} free, but not in the bin of this size{pages}")
    } else {
        refused
    }
}

fn request(recording: &Recording, op: usize) -> Option<Request> {
    let (size, align) = match recording.trace().ops[op].kind {
        OpKind::Alloc { size, align, .. } => (size, align),
        OpKind::Realloc { block, size } => match recording.block(block)?.kind {
            TileKind::Live { align, .. } => (size, align),
            _ => return None,
        },
        _ => return None,
    };
    let layout = run::layout(size, align)?;
    Some(Request { needed: recording.lane.block_size(layout), align })
}
