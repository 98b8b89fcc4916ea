//! What is said of what is selected.

/// Sentences of the inspector.
pub trait Selection {
    /// What the panel is called.
    fn selection(&self) -> &'static str;

    /// The button that closes it.
    fn clear_selection(&self) -> &'static str;

    /// The same with its key.
    fn clear_selection_hint(&self) -> &'static str;

    /// A selected address lies beyond the end of the heap.
    fn not_in_heap(&self) -> &'static str;

    /// The heading of a block that is live in no lane.
    fn freed_title(&self, name: &str) -> String;

    /// What the program requested.
    fn requested(&self, size: u32, align: u32) -> String;

    /// The headings of the table of lanes: lane, address, used, padding, made by.
    fn lane_columns(&self) -> [&'static str; 5];

    /// The block is not live in this lane.
    fn not_live_here(&self) -> &'static str;

    /// A link to an operation, by its number.
    fn operation_link(&self, number: u64) -> String;

    /// What such a link does.
    fn operation_link_hint(&self) -> &'static str;

    /// The button that frees the block.
    fn free_block(&self) -> &'static str;

    /// What that does, and its key.
    fn free_block_hint(&self) -> &'static str;
}
