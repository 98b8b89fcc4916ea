//! The sentences about the heap of the page itself, in English.

use super::English;
use crate::text::{
    numbers::{grouped_u64, share},
    own_heap::{OwnHeap, OwnHeapText},
};

impl OwnHeap for English {
    fn own_heap(&self) -> &'static OwnHeapText {
        &OwnHeapText {
            title: "Heap of this page",
            about: "This page is a program too, and it runs on one of the allocators that it shows, BoundaryTag. These are \
                    its own numbers, twice a second.",
            used: "used",
            free: "free",
            largest: "largest free block",
            size: "heap size",
            growth: "grown since this was opened",
            record: "Record this page for 5 s",
            recording: "Use the page while it records. What it allocates then opens as a trace, in place of the program.",
            stop: "Stop now",
            no_memory: "There is no memory to record in.",
            name: "this-page.trace",
        }
    }

    fn own_heap_share(&self, used: u32, free_blocks: u64) -> String {
        let blocks = if free_blocks == 1 { "block" } else { "blocks" };
        format!("{} used, {} free {blocks}", share(used), grouped_u64(free_blocks))
    }

    fn recording_left(&self, seconds: u32, operations: u64) -> String {
        format!("Recording: {seconds} s left, {} operations", grouped_u64(operations))
    }
}
