//! Texts of the structure pane: the free list or the bins, their blocks, and the bump range.

use crate::{
    lab::{LaneKind, Rest, view::Sizes},
    scene::notes::Note,
};

/// Sentences about free lists, bins and the bump range.
pub trait Structure {
    /// The name of a lane's structure pane.
    fn structure_of(&self, lane: LaneKind) -> String;

    /// How many free blocks there are, and their bytes.
    fn free_blocks(&self, count: usize, bytes: u32) -> String;

    /// All bins are empty.
    fn no_bin_holds_a_block(&self) -> &'static str;

    /// Why nothing is shown of an allocator that cannot be inspected.
    fn hidden_structure(&self) -> &'static str;

    /// The label before the blocks that left their lists in the operation.
    fn taken(&self) -> &'static str;

    /// A list, and its number of blocks.
    fn list_of(&self, sizes: Sizes, count: usize) -> String;

    /// The label of the start of a list.
    fn head(&self) -> &'static str;

    /// A list without blocks.
    fn empty(&self) -> &'static str;

    /// The number of blocks of a list that are not shown.
    fn more_blocks(&self, count: u32) -> String;

    /// A block of a list: its address and size, its number in the list counted from 1, and the note on it.
    fn listed_block(&self, address: u32, size: u32, number: usize, note: Option<&Note>) -> String;

    /// The note on a block: `2 ✕ too small`.
    fn note(&self, note: &Note) -> String;

    /// The lane's name for the untouched memory.
    fn bump_title(&self, rest: Rest) -> &'static str;

    /// There is no untouched memory because there are no pages yet.
    fn no_pages_yet(&self) -> &'static str;

    /// The size of the untouched memory.
    fn untouched(&self, bytes: u32) -> String;

    /// The untouched memory with its bounds.
    fn bump_range(&self, rest: Rest, start: u32, end: u32) -> String;

    /// The label of the pointer where it begins.
    fn bump_pointer(&self, rest: Rest) -> &'static str;

    /// The label of its end.
    fn bump_end(&self) -> &'static str;
}
