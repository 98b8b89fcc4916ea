//! An allocator in an arena, whatever its type: [`Lane`].
//!
//! A lane runs single operations and reports the allocator's current state; [`super::recorder`] records a run. An
//! allocator that cannot be inspected gets its own implementation of the trait, without bins, free blocks and bump
//! pointer, and without an arena if it runs elsewhere; its live blocks and its pages are known without its help.

use std::{alloc::Layout, ops::Range, ptr::NonNull};

#[cfg(not(target_family = "wasm"))]
use lite_alloc::inspect::Fault;
use lite_alloc::inspect::{FreeBlock, Inspect};

use super::{peer::Broken, roots::RootLog};
use crate::arena::{Arena, Pages};

/// An allocator in an arena of its own. Addresses are offsets.
pub(super) trait Lane {
    /// The pages of the memory.
    fn pages(&self) -> &Pages;

    /// Other code grows the memory by all these pages, or not at all.
    fn take_pages(&mut self, pages: u32) -> bool;

    /// Sets the end of the memory to one that it had before.
    ///
    /// # Safety
    /// The allocator runs no more operations, unless the end is as it was.
    unsafe fn set_end(&mut self, end: u32);

    /// The memory itself, if its bytes can be read.
    fn arena(&self) -> Option<&Arena>;

    /// The same, for code that drives the memory from outside.
    ///
    /// # Safety
    /// It must not be replaced by another arena.
    unsafe fn arena_mut(&mut self) -> Option<&mut Arena>;

    /// Why the allocator does not work any more, if it runs elsewhere.
    fn broken(&self) -> Option<Broken> {
        None
    }

    /// Bytes that a block of this layout occupies.
    fn block_size(&self, layout: Layout) -> u32;

    /// Allocates a block.
    fn allocate(&mut self, layout: Layout, zeroed: bool) -> Option<u32>;

    /// Frees a block.
    ///
    /// # Safety
    /// There is a live block of this layout at `address`.
    unsafe fn deallocate(&mut self, address: u32, layout: Layout);

    /// Resizes a block.
    ///
    /// # Safety
    /// There is a live block of this layout at `address`; `new_size` is not 0 and makes a layout at its alignment.
    unsafe fn reallocate(&mut self, address: u32, layout: Layout, new_size: usize) -> Option<u32>;

    /// Records how the operation that just ran changed what the allocator keeps outside the arena.
    fn note(&mut self);

    /// The memory that these records take.
    fn noted_bytes(&self) -> usize;

    /// Restores what the allocator kept outside the arena after `done` operations.
    ///
    /// # Safety
    /// The arena is as it was at that position.
    unsafe fn put_back(&mut self, done: usize);

    /// The smallest block size of each bin, in ascending order; empty if there is one list.
    fn bins(&self) -> &'static [usize];

    /// Visits the free blocks in list order, bin by bin, until `visit` returns false. Their addresses are offsets.
    fn free_blocks(&self, visit: &mut dyn FnMut(FreeBlock) -> bool);

    /// Bytes of a live block before the address handed out.
    fn header(&self) -> u32;

    /// The memory that the allocator keeps for itself.
    fn reserved(&self) -> Range<u32>;

    /// The memory above the bump pointer.
    fn bump(&self) -> Range<u32>;

    /// Checks the invariants of the structure, for tests. The methods of a trait object are linked even if nothing calls
    /// them, so the page is built without this one.
    #[cfg(not(target_family = "wasm"))]
    fn check(&self) -> Result<(), Fault>;
}

/// An allocator that can be inspected.
pub(super) struct Inspected<A: Inspect> {
    allocator: A,
    roots: RootLog<A::Roots>,
}

impl<A: Inspect<Memory = Arena> + 'static> Inspected<A> {
    pub(super) fn open(allocator: A) -> Box<dyn Lane> {
        Box::new(Self { roots: RootLog::new(allocator.roots()), allocator })
    }

    fn memory(&self) -> &Arena {
        self.allocator.memory()
    }

    fn offset(&self, address: usize) -> u32 {
        // Before the first growth the bump pointer is null.
        self.memory().offset(address).unwrap_or(0)
    }

    fn offsets(&self, range: Range<usize>) -> Range<u32> {
        self.offset(range.start)..self.offset(range.end)
    }

    fn placed(&self, block: Option<NonNull<u8>>) -> Option<u32> {
        block.map(|block| self.offset(block.addr().get()))
    }
}

impl<A: Inspect<Memory = Arena> + 'static> Lane for Inspected<A> {
    fn pages(&self) -> &Pages {
        self.memory().pages()
    }

    fn take_pages(&mut self, pages: u32) -> bool {
        // SAFETY: the arena is not replaced, and an arena gives no page away twice.
        unsafe { self.allocator.memory_mut() }.take_pages(pages)
    }

    unsafe fn set_end(&mut self, end: u32) {
        // SAFETY: the arena is not replaced; the rest by the contract.
        unsafe { self.allocator.memory_mut().set_end(end) }
    }

    fn arena(&self) -> Option<&Arena> {
        Some(self.memory())
    }

    unsafe fn arena_mut(&mut self) -> Option<&mut Arena> {
        // SAFETY: by the contract the arena is not replaced, and an arena gives no page away twice.
        Some(unsafe { self.allocator.memory_mut() })
    }

    fn block_size(&self, layout: Layout) -> u32 {
        u32::try_from(A::block_size(layout)).unwrap_or(u32::MAX)
    }

    fn allocate(&mut self, layout: Layout, zeroed: bool) -> Option<u32> {
        let block = match zeroed {
            true => self.allocator.allocate_zeroed(layout),
            false => self.allocator.allocate(layout),
        };
        self.placed(block)
    }

    unsafe fn deallocate(&mut self, address: u32, layout: Layout) {
        let block = self.memory().pointer(address);
        // SAFETY: by the contract.
        unsafe { self.allocator.deallocate(block, layout) }
    }

    unsafe fn reallocate(&mut self, address: u32, layout: Layout, new_size: usize) -> Option<u32> {
        let block = self.memory().pointer(address);
        // SAFETY: by the contract.
        let block = unsafe { self.allocator.reallocate(block, layout, new_size) };
        self.placed(block)
    }

    fn note(&mut self) {
        self.roots.push(self.allocator.roots());
    }

    unsafe fn put_back(&mut self, done: usize) {
        // SAFETY: by the contract.
        unsafe { self.allocator.set_roots(self.roots.at(done)) }
    }

    fn noted_bytes(&self) -> usize {
        self.roots.bytes()
    }

    fn bins(&self) -> &'static [usize] {
        A::BINS
    }

    fn free_blocks(&self, visit: &mut dyn FnMut(FreeBlock) -> bool) {
        self.allocator.free_blocks(&mut |block| {
            visit(FreeBlock { address: self.offset(block.address) as usize, ..block })
        });
    }

    fn header(&self) -> u32 {
        A::HEADER as u32
    }

    fn reserved(&self) -> Range<u32> {
        self.offsets(self.allocator.reserved())
    }

    fn bump(&self) -> Range<u32> {
        self.offsets(self.allocator.bump())
    }

    #[cfg(not(target_family = "wasm"))]
    fn check(&self) -> Result<(), Fault> {
        self.allocator
            .check()
            .map_err(|fault| Fault { address: self.offset(fault.address) as usize, ..fault })
    }
}
