//! Sentences about a run: its operations, their steps, and their outcomes.

use crate::lab::{
    LaneKind,
    report::{About, Asked, Refusal, Report, Story},
    view::{Sizes, Step},
};

/// Sentences about operations and steps. They have no full stop: the page shows one per line.
pub trait Narration {
    /// A number of bytes: `1 byte`, `1,024 bytes`.
    fn bytes(&self, count: u32) -> String;

    /// A number of pages.
    fn pages(&self, count: u32) -> String;

    /// The request of an operation.
    fn operation(&self, asked: &Asked) -> String;

    /// The same in the words of the script: `alloc(24)`, `free(a)`.
    fn request(&self, asked: &Asked) -> String {
        request(asked)
    }

    /// The request of a recorded program: its blocks have numbers, and no script knows them.
    fn recorded_request(&self, asked: &Asked) -> String {
        match *asked {
            Asked::Realloc { name, to, .. } => format!("realloc({name}, {to})"),
            Asked::Free { name } => format!("free({name})"),
            Asked::Alloc { .. } | Asked::Label { .. } | Asked::TakePages { .. } => request(asked),
        }
    }

    /// What an operation is about, after its code. It reveals no outcome. Code is in backticks.
    fn about(&self, about: &About) -> String;

    /// What an allocator did in a whole operation, and how it ended, in an arena with pages of `page_size` bytes.
    fn story(&self, story: &Story, lane: LaneKind, page_size: u32) -> String;

    /// The state after a step of an allocator, in an arena with pages of `page_size` bytes.
    fn step(&self, step: &Step, lane: LaneKind, page_size: u32) -> String;

    /// The outcome of an operation.
    fn outcome(&self, report: &Report) -> String;

    /// That a request was refused, and why.
    fn refusal(&self, refusal: &Refusal) -> String;

    /// A free list or bin, by the sizes of its blocks.
    fn list(&self, sizes: Sizes) -> String;

    /// The meaning of the two numbers before a step.
    fn step_count_hint(&self) -> &'static str;

    /// Spoken before the first operation; a whole sentence.
    fn spoken_start(&self) -> &'static str;

    /// Spoken after each move: operation `number` of `len`; a whole sentence.
    fn spoken_operation(&self, number: usize, len: usize, asked: &Asked) -> String;

    /// Spoken for each lane after that: its last step, or the outcome of the operation; a whole sentence.
    fn spoken_lane(&self, lane: LaneKind, what: &str) -> String;
}

fn request(asked: &Asked) -> String {
    match *asked {
        Asked::Alloc { size, align, zeroed, .. } => {
            let align = align.map(|align| format!(", {align}")).unwrap_or_default();
            format!("{}({size}{align})", if zeroed { "alloc_zeroed" } else { "alloc" })
        }
        Asked::Realloc { name, to, .. } => format!("realloc({}, {to})", block(name)),
        Asked::Free { name } => format!("free({})", block(name)),
        Asked::Label { text } => format!("label({text:?})"),
        Asked::TakePages { pages } => format!("take_pages({pages})"),
    }
}

/// A block in a script: its variable, or its number where no variable held it.
fn block(name: &str) -> String {
    name.strip_prefix('#').map_or_else(|| name.to_owned(), |number| format!("block({number})"))
}
