//! The bytes of an arena: large, aligned, and reused for the next arena.
//!
//! A page runs the script at every pause in typing, in every lane. The buffers of the last run are kept for the next
//! one, unless they are large, so that the page's own allocator does not get such requests each time. Their contents are
//! left over.

use std::{
    alloc::{Layout, alloc, dealloc},
    cell::RefCell,
    ptr::NonNull,
};

/// The alignment of the address and the size of every buffer: the largest page, and the largest alignment of a trace.
const ALIGN: usize = 1 << 16;

/// Number of spare buffers: as many as a run needs, which makes its arenas while those of the run before still exist.
const SPARES: usize = 4;
/// The largest spare buffer, in bytes: what is kept may take no more memory than what is in use.
const LARGEST_SPARE: usize = 1 << 20;

thread_local! {
    static KEPT: RefCell<Vec<Bytes>> = const { RefCell::new(Vec::new()) };
}

/// The memory itself.
struct Bytes {
    start: NonNull<u8>,
    layout: Layout,
}

impl Bytes {
    fn new(layout: Layout) -> Option<Self> {
        // SAFETY: the layout is not of size 0.
        let start = unsafe { alloc(layout) };
        Some(Self { start: NonNull::new(start)?, layout })
    }
}

impl Drop for Bytes {
    fn drop(&mut self) {
        // SAFETY: allocated with this layout in `new`, and owned.
        unsafe { dealloc(self.start.as_ptr(), self.layout) }
    }
}

/// A buffer in use. Its bytes are not initialised.
pub(super) struct Buffer {
    /// Always `Some` until the drop.
    bytes: Option<Bytes>,
    start: NonNull<u8>,
}

impl Buffer {
    /// At least `size` bytes; `None` if there is not enough memory.
    pub(super) fn new(size: usize) -> Option<Self> {
        let layout = Layout::from_size_align(size.max(1).checked_next_multiple_of(ALIGN)?, ALIGN).ok()?;
        let bytes = KEPT.with_borrow_mut(|kept| {
            let fits = kept.iter().position(|bytes| bytes.layout.size() >= size);
            fits.map(|index| kept.swap_remove(index)).or_else(|| {
                // Frees buffers that are too small, to make room for one that is not.
                kept.clear();
                Bytes::new(layout)
            })
        })?;
        Some(Self { start: bytes.start, bytes: Some(bytes) })
    }

    /// The first byte, at a multiple of 64 KiB.
    pub(super) fn start(&self) -> NonNull<u8> {
        self.start
    }
}

impl Drop for Buffer {
    fn drop(&mut self) {
        let bytes = self.bytes.take().filter(|bytes| bytes.layout.size() <= LARGEST_SPARE);
        // At the end of a thread the pool may be gone: then the closure is dropped, and the bytes with it.
        let _ = KEPT.try_with(|kept| {
            let mut kept = kept.borrow_mut();
            if kept.len() < SPARES {
                kept.extend(bytes);
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_buffer_is_used_again() {
        KEPT.take();
        let first = Buffer::new(1000).unwrap().start();
        let again = Buffer::new(ALIGN).unwrap();
        assert_eq!(again.start(), first);
        let other = Buffer::new(1).unwrap();
        assert_ne!(other.start(), first);
        assert_eq!(other.start().addr().get() % ALIGN, 0);
    }

    #[test]
    #[cfg_attr(miri, ignore = "Miri stops where there is no room")]
    fn what_cannot_be_had_is_refused() {
        assert!(Buffer::new(usize::MAX).is_none());
        assert!(Buffer::new(isize::MAX as usize - 3 * ALIGN).is_none());
    }

    #[test]
    fn only_a_few_are_kept() {
        let many: Vec<_> = (0..8).map(|_| Buffer::new(1).unwrap()).collect();
        drop(many);
        KEPT.with_borrow(|kept| assert_eq!(kept.len(), SPARES));
        let large = Buffer::new(2 * ALIGN).unwrap();
        KEPT.with_borrow(|kept| assert!(kept.is_empty(), "too small, so let go"));
        drop(large);
    }
}
