//! What every allocator of this crate can do: [`Allocate`].
//!
//! [`crate::global`] makes a `GlobalAlloc` of anything that implements it.

use core::{alloc::Layout, ptr::NonNull};

use crate::{
    align::GRANULE,
    inspect::{Fault, Inspect},
    list::overlap,
    memory::Memory,
    observe::Event,
};

/// An allocator over one [`Memory`].
///
/// The methods are those of [`GlobalAlloc`](core::alloc::GlobalAlloc) on `&mut self`, and take layouts of size 0 too.
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
    ) -> Option<NonNull<u8>> {
        // SAFETY: the caller's promises are the same.
        unsafe { self.relocate(block, layout, new_size) }
    }

    /// Gives a block another size by moving it: a new block, a copy of the contents that both can hold, the old block
    /// given back.
    ///
    /// # Safety
    /// As for [`reallocate`](Allocate::reallocate).
    unsafe fn relocate(
        &mut self,
        block: NonNull<u8>,
        layout: Layout,
        new_size: usize,
    ) -> Option<NonNull<u8>> {
        // SAFETY: by the caller's promise these make a layout.
        let new_layout = unsafe { Layout::from_size_align_unchecked(new_size, layout.align()) };
        let new = self.allocate(new_layout)?;
        let size = layout.size().min(new_size);
        self.observe(Event::Moved { from: block.addr().get(), to: new.addr().get(), size });
        // SAFETY: both are live blocks of at least `size` bytes, and live blocks do not overlap.
        unsafe {
            new.copy_from_nonoverlapping(block, size);
            self.deallocate(block, layout);
        }
        Some(new)
    }

    /// Tells the observer.
    fn observe(&mut self, event: Event);

    /// What would be wrong with giving `block` back, as far as the structure can tell: it is free already, lies in
    /// memory never handed out, or is no block of that layout. O(n) in the free blocks.
    ///
    /// [`Global`](crate::global::Global) asks in debug builds, and panics with the answer.
    fn misuse(&self, block: NonNull<u8>, layout: Layout) -> Option<Fault>;
}

/// The part of [`Allocate::misuse`] that is the same for all: alignment, and overlap with what is free.
pub(crate) fn misuse<A: Inspect>(allocator: &A, block: NonNull<u8>, layout: Layout) -> Option<Fault> {
    let address = block.addr().get();
    let size = A::block_size(layout);
    let fault = |what| Some(Fault { what, address });
    if !address.is_multiple_of(GRANULE) {
        return fault("not the start of a block: blocks start at multiples of 16");
    }
    if !address.is_multiple_of(layout.align()) {
        return fault("not a block of this layout: its address is not aligned so");
    }
    let bump = allocator.bump();
    if bump.start < address.saturating_add(size) && address < bump.end {
        return fault("not a block: it reaches into memory that was never handed out, or was given back");
    }
    let mut found = None;
    allocator.free_blocks(&mut |free| {
        if free.address == address {
            found = fault("freed twice: the block is free already");
        } else if overlap(free, address, size) {
            found = fault("not a block of this layout: a part of it is free");
        }
        found.is_none()
    });
    found
}

/// The invariant that no free block lies in the bump space.
pub(crate) fn check_free_of_bump<A: Inspect>(allocator: &A) -> Result<(), Fault> {
    let bump = allocator.bump();
    let mut result = Ok(());
    allocator.free_blocks(&mut |free| {
        if overlap(free, bump.start, bump.len()) {
            result = Err(Fault { what: "a free block lies in the bump space", address: free.address });
        }
        result.is_ok()
    });
    result
}
