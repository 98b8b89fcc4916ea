//! Where pages come from: the one thing an allocator asks of its platform.
//!
//! [`region`] hands out a fixed byte range, [`platform`] is what the target at hand has. What is done with the
//! pages is the allocators' business.

use core::ptr::NonNull;

pub mod platform;
pub mod region;

/// A run of fresh pages: `size` bytes from `start`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pages {
    /// The first byte.
    pub start: NonNull<u8>,
    /// Bytes, a multiple of [`GRANULE`](crate::GRANULE).
    pub size: usize,
}

/// A memory that grows upward by whole pages and never shrinks, as the linear memory of WebAssembly does.
///
/// Growth need not be contiguous: somebody else may take pages in between. [`Memory::end`] tells beforehand, so an
/// allocator asks for just the bytes it is short of, and changes nothing when it is refused.
///
/// # Safety
/// - [`grow`](Memory::grow) returns bytes that nothing else uses, for as long as the memory is in use.
/// - They start where [`end`](Memory::end) said just before, at a multiple of [`GRANULE`](crate::GRANULE), and are
///   a multiple of it long. Addresses only ever rise, and never reach the end of the address space: the address
///   one past the last byte handed out does not wrap to 0.
/// - Pages that follow each other may be used as one: a pointer to one is good for all of them.
/// - If [`ZEROED`](Memory::ZEROED), fresh pages hold zeros.
pub unsafe trait Memory {
    /// Whether fresh pages are known to hold zeros.
    const ZEROED: bool;

    /// The address at which the next page would start; 0 if the memory fills the address space.
    fn end(&self) -> usize;

    /// Adds at least `bytes` bytes, or returns `None` and changes nothing.
    fn grow(&mut self, bytes: usize) -> Option<Pages>;

    /// A pointer to `address`, which lies in pages handed out before, good for all of them.
    fn at(&self, address: usize) -> *mut u8;
}
