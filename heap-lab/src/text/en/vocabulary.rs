//! The words of the script language in English.

use super::English;
use crate::{script::WordId, text::Vocabulary};

impl Vocabulary for English {
    fn meaning(&self, word: WordId) -> &'static str {
        match word {
            WordId::Alloc => "Allocates a block of `size` bytes, at a multiple of `align` (8 by default).",
            WordId::AllocZeroed => "Allocates a block whose bytes are all 0.",
            WordId::Realloc => "Changes the size of a block. The block may move, but keeps its name.",
            WordId::Free => "Frees a block, or every block of a list.",
            WordId::Label => "Puts a label on the timeline.",
            WordId::TakePages => "Other code grows the memory: these pages never belong to the allocator.",
            WordId::Random => "A random number from `low` to `high`, both included; the same on every run.",
            WordId::Seed => "Starts a different sequence of random numbers.",
            WordId::Shuffle => "Puts a list in random order, in place, and returns it.",
            WordId::SizeOf => "The size that was last requested for the block.",
            WordId::Block => "A block by its name in the picture, or by its number in the run, from 1.",
            WordId::Min => "The smaller of two numbers.",
            WordId::Max => "The larger of two numbers.",
            WordId::Abs => "The number without its sign.",
            WordId::Range => "The numbers from `from` up to, but not including, `to`, for a `for` loop.",
            WordId::Len => "The number of values in the list, or of characters in the string.",
            WordId::IsEmpty => "Whether the list or string is empty.",
            WordId::Push => "Adds a value at the end.",
            WordId::Pop => "Removes the last value and returns it.",
            WordId::Shift => "Removes the first value and returns it.",
            WordId::Insert => "Inserts a value before the one at `index`; -1 is the last one.",
            WordId::Remove => "Removes the value at `index` and returns it; -1 is the last one.",
            WordId::Reverse => "Reverses the order, in place.",
            WordId::Contains => "Whether the value is in the list, or the text in the string.",
            WordId::Clear => "Empties the list; its blocks stay allocated.",
            WordId::Map => "A list of what the function returns for each value.",
            WordId::Filter => "A list of the values for which the function returns true.",
            WordId::IndexOf => {
                "The index of the first such value, or of the text in the string; -1 if there is none."
            }
            WordId::Swap => "Exchanges the values at two indices.",
            WordId::Slice => "A list of the values from index `from` up to, but not including, `to`.",
            WordId::Sort => {
                "Sorts numbers, strings or blocks, in place, and returns the list; with a function, by what it \
                 returns for each value."
            }
            WordId::ForEach => "Calls the function with each value.",
        }
    }
}
