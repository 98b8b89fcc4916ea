//! What every allocator of this crate can do: [`Allocate`].
//!
//! [`crate::global`] makes a `GlobalAlloc` of anything that implements it.

use core::{alloc::Layout, ptr::NonNull};

use crate::memory::Memory;

/// An allocator over one [`Memory`].
///
/// # Safety
/// Blocks handed out are aligned and large enough, overlap no other live block, and stay where they are until they
/// are given back; a request that cannot be met returns `None` and changes nothing.
pub unsafe trait Allocate {
    /// Where the pages come from.
    type Memory: Memory;

    /// The memory that the allocator lives on.
    fn memory(&self) -> &Self::Memory;

    /// The same, for whoever drives the memory from outside.
    fn memory_mut(&mut self) -> &mut Self::Memory;

    /// Bytes that a block of this layout takes from the heap: at least `layout.size()`, a multiple of the granule.
    fn block_size(layout: Layout) -> usize;

    /// A new block, its contents unknown.
    fn allocate(&mut self, layout: Layout) -> Option<NonNull<u8>>;

    /// A new block of zeros. Memory known to be fresh is not cleared again.
    fn allocate_zeroed(&mut self, layout: Layout) -> Option<NonNull<u8>>;

    /// Gives a block back.
    ///
    /// # Safety
    /// `block` is a live block of this allocator and `layout` the layout it has.
    unsafe fn deallocate(&mut self, block: NonNull<u8>, layout: Layout);

    /// Gives a block another size, in place where the structure allows it. `None` leaves it as it was.
    ///
    /// # Safety
    /// `block` is a live block of this allocator and `layout` the layout it has; `new_size` is not 0 and, rounded up
    /// to the alignment, at most `isize::MAX`.
    unsafe fn reallocate(
        &mut self,
        block: NonNull<u8>,
        layout: Layout,
        new_size: usize,
    ) -> Option<NonNull<u8>>;
}
