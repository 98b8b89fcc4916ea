//! What is said of a run: what its operations ask, each step of them, and what came of it.

use crate::lab::{
    LaneKind,
    report::{Asked, Refusal, Report},
    view::{Sizes, Step},
};

/// Sentences about operations and steps. They have no full stop: the page shows one per line.
pub trait Narration {
    /// A number of bytes: `1 byte`, `1,024 bytes`.
    fn bytes(&self, count: u32) -> String;

    /// A number of pages.
    fn pages(&self, count: u32) -> String;

    /// What an operation asks.
    fn operation(&self, asked: &Asked) -> String;

    /// A step of an allocator, on an arena with pages of `page_size` bytes.
    fn step(&self, step: &Step, lane: LaneKind, page_size: u32) -> String;

    /// What came of an operation.
    fn outcome(&self, report: &Report) -> String;

    /// That a request was refused, and why.
    fn refusal(&self, refusal: &Refusal) -> String;

    /// A free list or bin, by the sizes of its blocks.
    fn list(&self, sizes: Sizes) -> String;

    /// Before the first operation: a lane has no memory yet.
    fn no_memory_yet(&self) -> &'static str;

    /// What the two numbers before a step count.
    fn step_count_hint(&self) -> &'static str;

    /// Spoken before the first operation; a whole sentence.
    fn spoken_start(&self) -> &'static str;

    /// Spoken after each move: operation `number` of `len`; a whole sentence.
    fn spoken_operation(&self, number: usize, len: usize, asked: &Asked) -> String;

    /// Spoken of one lane, after that: its last step, or what came of the operation; a whole sentence.
    fn spoken_lane(&self, lane: LaneKind, what: &str) -> String;
}
