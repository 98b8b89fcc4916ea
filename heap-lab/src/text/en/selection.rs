//! The sentences about what is selected, in English.

use super::{English, narration::bytes};
use crate::text::{Selection, numbers::grouped};

impl Selection for English {
    fn selection(&self) -> &'static str {
        "Selection"
    }

    fn clear_selection(&self) -> &'static str {
        "Clear the selection"
    }

    fn clear_selection_hint(&self) -> &'static str {
        "Clear the selection (Escape)"
    }

    fn not_in_heap(&self) -> &'static str {
        "Not in the heap now."
    }

    fn freed_title(&self, name: &str) -> String {
        format!("{name} · not live")
    }

    fn requested(&self, size: u32, align: u32) -> String {
        format!("{} requested, aligned to {}", bytes(size), grouped(align))
    }

    fn lane_columns(&self) -> [&'static str; 5] {
        ["lane", "address", "used", "padding", "made by"]
    }

    fn not_live_here(&self) -> &'static str {
        "not live in this lane"
    }

    fn operation_link(&self, number: u64) -> String {
        format!("op {}", grouped(number))
    }

    fn operation_link_hint(&self) -> &'static str {
        "Go to this operation"
    }

    fn free_block(&self) -> &'static str {
        "Free"
    }

    fn free_block_hint(&self) -> &'static str {
        "Free the block (Delete): adds a line to the script"
    }
}
