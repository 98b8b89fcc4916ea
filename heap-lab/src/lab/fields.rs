//! The contents of headers, tags and footers, field by field, read from the bytes of the arena.

use std::mem::MaybeUninit;

use lite_alloc::GRANULE;

use super::{
    lane::Lane,
    view::{Field, Says, Tile, TileKind},
};

/// What an allocator writes into its blocks and around them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// A pointer to the next free block.
    Next,
    /// The same, and the size of the block.
    NextAndSize,
    /// Boundary tags, and links that count from the start of the heap.
    Tags,
    /// Nobody can look at it.
    Hidden,
}

/// Bytes of a boundary tag and of each other field beside it.
const TAG: u32 = 4;
/// Bits of a tag: this block is free, and the block before a live one is free.
const FREE: u32 = 1;
const PREVIOUS_FREE: u32 = 2;

/// The fields of a tile, in address order.
pub(super) fn read(format: Format, lane: &dyn Lane, tile: &Tile) -> Vec<Field> {
    let word = |number: u32| tile.start + number * size_of::<usize>() as u32;
    let tag = |number: u32| tile.start + number * TAG;
    match (format, tile.kind) {
        (Format::Next, TileKind::Free { .. }) => vec![pointer(lane, word(0))],
        (Format::NextAndSize, TileKind::Free { .. }) => {
            let (raw, size) = number::<{ size_of::<usize>() }>(lane, word(1));
            vec![pointer(lane, word(0)), field(word(1), raw, Says::Size(size as u32))]
        }
        (Format::Tags, TileKind::Live { .. }) => {
            let says = |tag| Says::LiveTag { previous_free: tag & PREVIOUS_FREE != 0 };
            vec![tagged(lane, tag(0), says)]
        }
        (Format::Tags, TileKind::Free { .. }) => {
            let reserved = lane.reserved();
            // A link below the blocks means the head of a bin, or, at 0, the end of the list.
            let block = |link| (link >= reserved.end - reserved.start).then(|| reserved.start + link);
            vec![
                tagged(lane, tag(0), |tag| Says::FreeTag { size: tag & !FREE }),
                tagged(lane, tag(1), |link| Says::Next(block(link))),
                tagged(lane, tag(2), |link| Says::Back(block(link))),
                tagged(lane, tile.end() - TAG, Says::Footer),
            ]
        }
        (
            _,
            TileKind::Live { .. }
            | TileKind::Bump
            | TileKind::Lost { .. }
            | TileKind::Foreign
            | TileKind::Reserved
            | TileKind::Held
            | TileKind::Opaque,
        )
        | (Format::Hidden, TileKind::Free { .. }) => Vec::new(),
    }
}

fn field(start: u32, raw: Vec<u8>, says: Says) -> Field {
    Field { start, raw, says }
}

fn tagged(lane: &dyn Lane, at: u32, says: impl FnOnce(u32) -> Says) -> Field {
    let (raw, number) = number::<{ TAG as usize }>(lane, at);
    field(at, raw, says(number as u32))
}

fn pointer(lane: &dyn Lane, at: u32) -> Field {
    let (raw, address) = number::<{ size_of::<usize>() }>(lane, at);
    field(at, raw, Says::Next(lane.arena().and_then(|arena| arena.offset(address as usize))))
}

/// The `N` bytes at an address, and their value as a number.
fn number<const N: usize>(lane: &dyn Lane, at: u32) -> (Vec<u8>, u64) {
    let raw = bytes(lane, at, N);
    // Little-endian, like WebAssembly.
    let mut number = [0; 8];
    number[..raw.len()].copy_from_slice(&raw);
    (raw, u64::from_le_bytes(number))
}

/// The first `len` (at most 16) bytes at an address below the end of the heap, as they are in memory.
pub(super) fn bytes(lane: &dyn Lane, address: u32, len: usize) -> Vec<u8> {
    let mut bytes = [MaybeUninit::new(0_u8); GRANULE];
    let len = lane.arena().map_or(0, |arena| arena.read(address, &mut bytes[..len.min(GRANULE)]));
    // SAFETY: the array was filled, and pages hold zeros or what an allocator wrote, which has no padding.
    bytes[..len].iter().map(|byte| unsafe { byte.assume_init() }).collect()
}
