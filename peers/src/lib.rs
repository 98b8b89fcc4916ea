//! The allocators of other crates that the playground shows beside its own, as a WebAssembly module without imports.
//!
//! The module has one heap at a time: one allocator on a source of pages ([`pages`]) that is shaped as the arena of a lane
//! is. The functions below are all that the world outside sees. Requests come one by one, for a recording, or all at once
//! from a table ([`table`]), to be timed: that works for lite-alloc's own allocators too, on the same pages.
//!
//! Addresses are offsets from the start of the arena. Every number that comes from outside is checked, and one that is
//! impossible is answered by [`INVALID`]; only an address that is not that of a live block is a mistake that nobody
//! notices. What it breaks is this module's memory and nothing else.
#![no_std]
// Elsewhere the crate is empty: its memory is that of a WebAssembly module.
#![cfg(target_family = "wasm")]

mod dlmalloc;
mod heap;
mod pages;
mod shared;
mod table;
mod talc;

use core::{
    alloc::{GlobalAlloc, Layout},
    ptr::{self, NonNull},
};

use crate::{
    heap::{HEAP, Heap, Requests, Work},
    pages::PAGES,
    table::TABLE,
};

/// The allocator refused.
const REFUSED: u32 = u32::MAX;
/// The question makes no sense: an unknown allocator, impossible settings, a size or an address that no block can have.
const INVALID: u32 = u32::MAX - 1;
/// The module could not get the memory that the arena may have.
const NO_ROOM: u32 = u32::MAX - 2;
/// It was done.
const DONE: u32 = 0;

/// Opens an empty heap in place of the one before: allocator `kind` in an arena of `max_pages` pages of `page_size` bytes
/// each, and a table with room for `operations` operations on `slots` blocks at a time.
#[unsafe(no_mangle)]
extern "C" fn open(kind: u32, page_size: u32, max_pages: u32, operations: u32, slots: u32) -> u32 {
    let mut heap = HEAP.borrow_mut();
    *heap = Heap::Closed;
    PAGES.close();
    let Some(start) = TABLE.open(kind, operations, slots) else { return NO_ROOM };
    if PAGES.open(start, page_size, max_pages) && heap.open(kind, PAGES.page_size()) {
        return DONE;
    }
    PAGES.close();
    INVALID
}

/// Allocates a block and returns its address.
#[unsafe(no_mangle)]
extern "C" fn allocate(size: u32, align: u32) -> u32 {
    request(size, align, |layout| work(Allocate { layout, zeroed: false }))
}

/// The same for a block of zeros.
#[unsafe(no_mangle)]
extern "C" fn allocate_zeroed(size: u32, align: u32) -> u32 {
    request(size, align, |layout| work(Allocate { layout, zeroed: true }))
}

/// Changes the size of a live block and returns its address.
#[unsafe(no_mangle)]
extern "C" fn reallocate(address: u32, size: u32, align: u32, new_size: u32) -> u32 {
    let Some((block, layout)) = block(address, size, align) else { return INVALID };
    request(new_size, align, |new| work(Reallocate { block, layout, new_size: new.size() }))
}

/// Frees a live block.
#[unsafe(no_mangle)]
extern "C" fn deallocate(address: u32, size: u32, align: u32) -> u32 {
    let Some((block, layout)) = block(address, size, align) else { return INVALID };
    work(Free { block, layout }).map_or(INVALID, |()| DONE)
}

/// Other code takes pages: all of them, or none if there are not enough.
#[unsafe(no_mangle)]
extern "C" fn take_pages(count: u32) -> u32 {
    if PAGES.take(count) { DONE } else { refused() }
}

/// One past the last byte of the last page.
#[unsafe(no_mangle)]
extern "C" fn heap_end() -> u32 {
    PAGES.end()
}

/// Where the operations of the table begin in the memory of the module. [`table`] describes them.
#[unsafe(no_mangle)]
extern "C" fn operations() -> u32 {
    TABLE.operations()
}

/// Runs the next `count` operations of the table. After the last one comes the first, in an empty heap.
#[unsafe(no_mangle)]
extern "C" fn run(count: u32) -> u32 {
    match TABLE.run(count) {
        true if PAGES.short() => NO_ROOM,
        true => DONE,
        false => INVALID,
    }
}

struct Allocate {
    layout: Layout,
    zeroed: bool,
}

impl Work for Allocate {
    type Output = Option<NonNull<u8>>;

    fn on(self, heap: &mut impl Requests) -> Self::Output {
        heap.allocate(self.layout, self.zeroed)
    }
}

struct Reallocate {
    block: NonNull<u8>,
    layout: Layout,
    new_size: usize,
}

impl Work for Reallocate {
    type Output = Option<NonNull<u8>>;

    fn on(self, heap: &mut impl Requests) -> Self::Output {
        // SAFETY: the outside names a live block and its layout, and the new size makes a layout.
        unsafe { heap.reallocate(self.block, self.layout, self.new_size) }
    }
}

struct Free {
    block: NonNull<u8>,
    layout: Layout,
}

impl Work for Free {
    type Output = ();

    fn on(self, heap: &mut impl Requests) {
        // SAFETY: the outside names a live block and its layout.
        unsafe { heap.deallocate(self.block, self.layout) }
    }
}

/// Does the work on the heap, unless none is open.
fn work<W: Work>(work: W) -> Option<W::Output> {
    HEAP.borrow_mut().work(work)
}

/// Answers a request for a block of this layout.
fn request(size: u32, align: u32, ask: impl FnOnce(Layout) -> Option<Option<NonNull<u8>>>) -> u32 {
    if size == 0 || !align.is_power_of_two() || align > pages::MOST_ALIGN {
        return INVALID;
    }
    // A size that makes no layout is larger than any memory.
    let Ok(layout) = Layout::from_size_align(size as usize, align as usize) else { return REFUSED };
    match ask(layout) {
        Some(Some(block)) => PAGES.offset(block),
        Some(None) => refused(),
        None => INVALID,
    }
}

/// The answer to a request that could not be met.
fn refused() -> u32 {
    if PAGES.short() { NO_ROOM } else { REFUSED }
}

/// A block of this layout in the pages of the heap.
fn block(address: u32, size: u32, align: u32) -> Option<(NonNull<u8>, Layout)> {
    let layout = Layout::from_size_align(size as usize, align as usize).ok()?;
    let is_inside = address.checked_add(size).is_some_and(|end| end <= PAGES.end());
    let is_block = size != 0 && align <= pages::MOST_ALIGN && address.is_multiple_of(align) && is_inside;
    Some((PAGES.at(address).filter(|_| is_block)?, layout))
}

/// The heap of the module itself: it has none. A dependency links the crate `alloc`, and nothing here uses that.
struct Nothing;

// SAFETY: it gives no block to anyone.
unsafe impl GlobalAlloc for Nothing {
    unsafe fn alloc(&self, _: Layout) -> *mut u8 {
        ptr::null_mut()
    }

    unsafe fn dealloc(&self, _: *mut u8, _: Layout) {}
}

#[global_allocator]
static NOTHING: Nothing = Nothing;

#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    core::arch::wasm32::unreachable()
}
