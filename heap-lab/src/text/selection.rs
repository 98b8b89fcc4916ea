//! Texts about the selection.

/// Sentences of the inspector.
pub trait Selection {
    /// The title of the panel.
    fn selection(&self) -> &'static str;

    /// The button that closes it.
    fn clear_selection(&self) -> &'static str;

    /// The same with its key, as a tooltip.
    fn clear_selection_hint(&self) -> &'static str;

    /// The selected address lies beyond the end of the heap.
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

    /// The tooltip of such a link.
    fn operation_link_hint(&self) -> &'static str;

    /// The button that frees the block.
    fn free_block(&self) -> &'static str;

    /// The tooltip of that button, with its key.
    fn free_block_hint(&self) -> &'static str;
}
