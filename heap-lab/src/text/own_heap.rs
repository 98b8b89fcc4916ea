//! What is said about the heap of the page itself, and about its recording.

/// The labels of the panel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OwnHeapText {
    /// The name of the panel, and of the button that opens it.
    pub title: &'static str,
    /// What it shows.
    pub about: &'static str,
    /// Bytes in use.
    pub used: &'static str,
    /// Bytes that are free.
    pub free: &'static str,
    /// The largest free block.
    pub largest: &'static str,
    /// Bytes of the heap.
    pub size: &'static str,
    /// Bytes by which it has grown since the panel is open.
    pub growth: &'static str,
    /// The button that records the page.
    pub record: &'static str,
    /// What happens then.
    pub recording: &'static str,
    /// The button that ends the recording before its time.
    pub stop: &'static str,
    /// There is no memory to record in.
    pub no_memory: &'static str,
    /// The name of the recording.
    pub name: &'static str,
}

/// Sentences about the heap of the page.
pub trait OwnHeap {
    /// The labels.
    fn own_heap(&self) -> &'static OwnHeapText;

    /// The heap is used to this part, in thousandths, and has this many free blocks.
    fn own_heap_share(&self, used: u32, free_blocks: u64) -> String;

    /// How long it records yet, in seconds, and the operations so far.
    fn recording_left(&self, seconds: u32, operations: u64) -> String;
}
