//! talc on [`PAGES`]: what its source `WasmGrowAndExtend` does, with pages of any size.

use core::{alloc::Layout, ptr::NonNull};

use talc::{
    base::{CHUNK_UNIT, Talc, binning::Binning},
    cell::TalcCell,
    source,
    wasm::WasmBinning,
};

use crate::pages::PAGES;

/// The allocator of this name, as it is set up for WebAssembly.
pub type Heap = TalcCell<Source, WasmBinning>;

/// An empty heap.
pub fn open() -> Heap {
    TalcCell::new(Source { end: None })
}

/// [`PAGES`] as talc wants them. Pages that follow its own extend the heap; others are a heap of their own.
#[derive(Debug)]
pub struct Source {
    /// The end of the last heap.
    end: Option<NonNull<u8>>,
}

// SAFETY: `acquire` uses nothing but the given allocator, and pages that belong to nobody else.
unsafe impl source::Source for Source {
    fn acquire<B: Binning>(talc: &mut Talc<Self, B>, layout: Layout) -> Result<(), ()> {
        // The first heap also holds the heads of the bins.
        let first = if talc.is_metadata_established() { 0 } else { talc::min_first_heap_size::<B>() };
        let (start, size) = PAGES.grow(needed(layout) + first).ok_or(())?;
        talc.source.end = match talc.source.end.take() {
            // SAFETY: the heap ends there, and the pages behind it are new.
            Some(end) if end == start => Some(unsafe { talc.extend(end, start.as_ptr().add(size)) }),
            // SAFETY: the pages are new.
            _ => unsafe { talc.claim(start.as_ptr(), size) },
        };
        // Without this, pages that are no use would be asked for until there are none.
        if talc.source.end.is_some() { Ok(()) } else { Err(()) }
    }
}

/// The bytes that a new heap needs for a block of this layout: the block with its tag in whole units, the tag at the base
/// of the heap, and room to align the block.
fn needed(layout: Layout) -> usize {
    let block = (layout.size() + size_of::<usize>()).next_multiple_of(CHUNK_UNIT);
    block + CHUNK_UNIT + if layout.align() > CHUNK_UNIT { layout.align() } else { 0 }
}
