//! What is said of the structure pane: the free list or the bins, their blocks, and the bump range.

use crate::{
    lab::{LaneKind, Rest, view::Sizes},
    scene::notes::Note,
};

/// Sentences about free lists, bins and the bump range.
pub trait Structure {
    /// What the pane of a lane is called.
    fn structure_of(&self, lane: LaneKind) -> String;

    /// How many free blocks there are, and their bytes.
    fn free_blocks(&self, count: usize, bytes: u32) -> String;

    /// All bins are empty.
    fn no_bin_holds_a_block(&self) -> &'static str;

    /// The words before the blocks that left their lists in the operation.
    fn taken(&self) -> &'static str;

    /// A list, and how many blocks it has.
    fn list_of(&self, sizes: Sizes, count: usize) -> String;

    /// The start of a list.
    fn head(&self) -> &'static str;

    /// A list without blocks.
    fn empty(&self) -> &'static str;

    /// So many blocks of a list are left out.
    fn more_blocks(&self, count: u32) -> String;

    /// A block of a list: its address and size, its number in the list counted from 1, and what is noted of it.
    fn listed_block(&self, address: u32, size: u32, number: usize, note: Option<&Note>) -> String;

    /// What is noted of a block: `2 ✕ too small`.
    fn note(&self, note: &Note) -> String;

    /// The untouched memory, as the lane calls it.
    fn bump_title(&self, rest: Rest) -> &'static str;

    /// There is no untouched memory because there are no pages.
    fn no_pages_yet(&self) -> &'static str;

    /// So many bytes of it are left.
    fn untouched(&self, bytes: u32) -> String;

    /// The untouched memory with its bounds.
    fn bump_range(&self, rest: Rest, start: u32, end: u32) -> String;

    /// The pointer where it begins.
    fn bump_pointer(&self, rest: Rest) -> &'static str;

    /// Where it ends.
    fn bump_end(&self) -> &'static str;
}
