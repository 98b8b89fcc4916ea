//! Debug builds detect misuse of a heap as far as its structure allows, and report the address and the reason.

#![cfg(all(debug_assertions, not(target_arch = "wasm32")))]

mod support;

use std::{
    alloc::{GlobalAlloc, Layout},
    panic::{AssertUnwindSafe, catch_unwind},
};

use lite_alloc::{
    boundary_tag::BoundaryTag, bump_free_list::BumpFreeList, free_list::FreeList, global::Global,
    inspect::Inspect, memory::Memory, segregated_bump::SegregatedBump,
};
use support::{
    arena::{Arena, Host},
    log::Log,
    subject::{Kind, Subject},
};

const LAYOUT: Layout = Layout::new::<[u64; 8]>();

/// The message of the panic in `work`.
fn complaint(work: impl FnOnce()) -> String {
    let payload = catch_unwind(AssertUnwindSafe(work)).expect_err("the misuse was not detected");
    payload.downcast_ref::<String>().expect("a message").clone()
}

/// Checks that the message has the address and the reason.
fn expect(message: &str, address: *const u8, reason: &str) {
    assert!(message.contains(&format!("{:#x}", address.addr())), "{message:?} does not name {address:?}");
    assert!(message.contains(reason), "{message:?} does not say {reason:?}");
}

fn heap<A: Subject<Memory = Arena<true>>>() -> Global<A> {
    Global::new(A::build(Arena::new(4096, 4, 0), Log::default()))
}

/// Some blocks, one after the other.
fn blocks<A: Inspect>(heap: &Global<A>) -> [*mut u8; 4] {
    // SAFETY: the size is not 0.
    [(); 4].map(|()| unsafe { heap.alloc(LAYOUT) })
}

fn a_block_freed_twice<A: Subject<Memory = Arena<true>>>() {
    let heap = heap::<A>();
    let [block, ..] = blocks(&heap);
    // SAFETY: violated on purpose, the second time; the heap detects this before it does anything.
    unsafe {
        heap.dealloc(block, LAYOUT);
        expect(&complaint(|| heap.dealloc(block, LAYOUT)), block, "freed twice");
        // The heap is unchanged, and not locked.
        assert_eq!(heap.alloc(LAYOUT), block);
        heap.dealloc(block, LAYOUT);
    }
}

fn a_freed_block_reallocated<A: Subject<Memory = Arena<true>>>() {
    let heap = heap::<A>();
    let [block, ..] = blocks(&heap);
    // SAFETY: violated on purpose.
    unsafe {
        heap.dealloc(block, LAYOUT);
        let message = complaint(|| {
            heap.realloc(block, LAYOUT, 200);
        });
        expect(&message, block, "free");
    }
}

fn a_freed_block_freed_again_later<A: Subject<Memory = Arena<true>>>() {
    let heap = heap::<A>();
    let blocks = blocks(&heap);
    // SAFETY: violated on purpose, the last time.
    unsafe {
        for block in blocks {
            heap.dealloc(block, LAYOUT);
        }
        for block in blocks {
            expect(&complaint(|| heap.dealloc(block, LAYOUT)), block, "free");
        }
    }
}

fn the_inside_of_a_block<A: Subject<Memory = Arena<true>>>() {
    let heap = heap::<A>();
    let [block, ..] = blocks(&heap);
    let inside = block.wrapping_add(8);
    // SAFETY: violated on purpose.
    let message = complaint(|| unsafe { heap.dealloc(inside, LAYOUT) });
    expect(&message, inside, "blocks start at multiples of 16");
}

fn a_layout_that_reaches_into_the_next_free_block<A: Subject<Memory = Arena<true>>>() {
    let heap = heap::<A>();
    let [first, second, ..] = blocks(&heap);
    // SAFETY: violated on purpose, the second time.
    unsafe {
        heap.dealloc(second, LAYOUT);
        let wrong = Layout::from_size_align(128, 8).unwrap();
        expect(&complaint(|| heap.dealloc(first, wrong)), first, "not a block of this layout");
    }
}

fn a_layout_that_reaches_into_untouched_memory<A: Subject<Memory = Arena<true>>>() {
    let heap = heap::<A>();
    let [.., last] = blocks(&heap);
    let wrong = Layout::from_size_align(1024, 8).unwrap();
    // SAFETY: violated on purpose.
    expect(&complaint(|| unsafe { heap.dealloc(last, wrong) }), last, "not a block");
}

fn a_layout_of_another_alignment<A: Subject<Memory = Arena<true>>>() {
    let heap = heap::<A>();
    let [_, block, ..] = blocks(&heap);
    let wrong = Layout::from_size_align(64, 4096).unwrap();
    // SAFETY: violated on purpose.
    expect(&complaint(|| unsafe { heap.dealloc(block, wrong) }), block, "not aligned");
}

fn memory_that_was_never_allocated<A: Subject<Memory = Arena<true>>>() {
    let heap = heap::<A>();
    let [.., last] = blocks(&heap);
    let block = last.wrapping_add(1024);
    // SAFETY: violated on purpose.
    expect(&complaint(|| unsafe { heap.dealloc(block, LAYOUT) }), block, "not a block");
}

fn memory_above_the_heap<A: Subject<Memory = Arena<true>>>() {
    let heap = heap::<A>();
    blocks(&heap);
    // SAFETY: looking up the end does not allocate.
    let end = unsafe { heap.with(|heap| heap.memory().end()) };
    let above = std::ptr::without_provenance_mut(end + 4096);
    // SAFETY: violated on purpose.
    expect(&complaint(|| unsafe { heap.dealloc(above, LAYOUT) }), above, "end of the memory");
}

/// With boundary tags more misuse is detected, by the tag of a block and the tag of the next one.
#[test]
fn tags_reveal_wrong_blocks_and_layouts() {
    let heap = heap::<BoundaryTag<Arena<true>, Log>>();
    let [first, second, ..] = blocks(&heap);
    let inside = first.wrapping_add(16);
    // SAFETY: the blocks are live, and a program may write any bytes into them. The rest is violated on purpose.
    unsafe {
        first.write_bytes(0xAA, LAYOUT.size());
        expect(&complaint(|| heap.dealloc(inside, LAYOUT)), inside, "no tag of a live block");
        let short = Layout::from_size_align(LAYOUT.size() - 32, 8).unwrap();
        expect(&complaint(|| heap.dealloc(first, short)), first, "not a block of this layout");
        // A write just below a block is detected, too.
        first.sub(1).write(0xAA);
        expect(&complaint(|| heap.dealloc(first, LAYOUT)), first, "overwritten");
        first.sub(1).write(0);
        heap.dealloc(first, LAYOUT);
        heap.dealloc(second, LAYOUT);
    }
}

/// A static, or a value on the stack of a thread, which is outside the heap.
fn memory_below_the_heap<A: Subject<Memory = Arena<true>>>() {
    let heap = heap::<A>();
    blocks(&heap);
    // SAFETY: looking up the start does not allocate.
    let start = unsafe { heap.with(|heap| heap.memory().start()) };
    let below = std::ptr::without_provenance_mut(start - 64);
    // SAFETY: violated on purpose.
    expect(&complaint(|| unsafe { heap.dealloc(below, LAYOUT) }), below, "below the memory of the heap");
}

/// Pages that other code took after those of the heap.
fn foreign_pages_above_the_heap<A: Subject<Memory = Arena<true>>>() {
    if A::KIND == Kind::FreeList {
        return; // It does not store where its pages end.
    }
    let mut allocator = A::build(Arena::new(4096, 4, 0), Log::default());
    allocator.allocate(LAYOUT).unwrap();
    let theirs = allocator.memory().end();
    // SAFETY: the page that is taken is not the heap's.
    unsafe { allocator.memory_mut() }.take(4096);
    let heap = Global::new(allocator);
    let theirs = std::ptr::without_provenance_mut(theirs + 64);
    // SAFETY: violated on purpose.
    expect(&complaint(|| unsafe { heap.dealloc(theirs, LAYOUT) }), theirs, "in foreign memory");
}

/// Invalid sizes: 0, or more than a layout may have.
fn an_invalid_size<A: Subject<Memory = Arena<true>>>() {
    let heap = heap::<A>();
    let [block, ..] = blocks(&heap);
    let nothing = Layout::from_size_align(0, 8).unwrap();
    // SAFETY: violated on purpose.
    let complaints = unsafe {
        [
            complaint(|| _ = heap.alloc(nothing)),
            complaint(|| _ = heap.alloc_zeroed(nothing)),
            complaint(|| heap.dealloc(block, nothing)),
            complaint(|| _ = heap.realloc(block, nothing, 8)),
            complaint(|| _ = heap.realloc(block, LAYOUT, 0)),
            complaint(|| _ = heap.realloc(block, LAYOUT, isize::MAX as usize)),
        ]
    };
    for message in complaints {
        assert!(message.contains("not a valid layout"), "{message}");
    }
}

fn null_freed<A: Subject<Memory = Arena<true>>>() {
    let heap = heap::<A>();
    // SAFETY: violated on purpose.
    let message = complaint(|| unsafe { heap.dealloc(std::ptr::null_mut(), LAYOUT) });
    assert!(message.contains("it is null"), "{message}");
}

/// A heap on the memory of the target knows where its pages start. (All heaps share that memory, so its pointers are made
/// from addresses, which Miri does not allow with strict provenance.)
#[cfg(not(miri))]
#[test]
fn a_static_given_to_the_global_heap() {
    use lite_alloc::single_threaded::FreeListAllocator;

    // SAFETY: the size is not 0, and the block is freed once.
    unsafe {
        let block = FreeListAllocator.alloc(LAYOUT);
        FreeListAllocator.dealloc(block, LAYOUT);
    }
    // Any address below the C library's heap.
    let below = std::ptr::without_provenance_mut(4096);
    // SAFETY: violated on purpose.
    let message = complaint(|| unsafe { FreeListAllocator.dealloc(below, LAYOUT) });
    expect(&message, below, "below the memory of the heap");
}

/// The message has the layout too, since it is often the layout that is wrong.
#[test]
fn the_message_has_the_layout() {
    let heap = heap::<FreeList<Arena<true>, Log>>();
    let [block, ..] = blocks(&heap);
    // SAFETY: violated on purpose, the second time.
    unsafe {
        heap.dealloc(block, LAYOUT);
        expect(&complaint(|| heap.dealloc(block, LAYOUT)), block, "64 bytes, alignment 8");
    }
}

macro_rules! suite {
    ($($test:ident)*) => {
        mod bump_free_list {
            $(#[test] fn $test() { super::$test::<super::BumpFreeList<super::Arena<true>, super::Log>>(); })*
        }
        mod segregated_bump {
            $(#[test] fn $test() { super::$test::<super::SegregatedBump<super::Arena<true>, super::Log>>(); })*
        }
        mod free_list {
            $(#[test] fn $test() { super::$test::<super::FreeList<super::Arena<true>, super::Log>>(); })*
        }
        mod boundary_tag {
            $(#[test] fn $test() { super::$test::<super::BoundaryTag<super::Arena<true>, super::Log>>(); })*
        }
    };
}

suite! {
    a_block_freed_twice
    a_freed_block_reallocated
    a_freed_block_freed_again_later
    the_inside_of_a_block
    a_layout_that_reaches_into_the_next_free_block
    a_layout_that_reaches_into_untouched_memory
    a_layout_of_another_alignment
    memory_that_was_never_allocated
    memory_above_the_heap
    memory_below_the_heap
    foreign_pages_above_the_heap
    an_invalid_size
    null_freed
}

/// Heaps whose observer or memory allocates from the heap itself. To detect this, the spin lock must know the thread.
#[cfg(feature = "std")]
macro_rules! entered_from_inside {
    ($($module:ident $allocator:ident)*) => { $(mod $module {
        use super::*;

        /// Aligned to 16.
        type Bytes = [u128; 512];

        const fn region(bytes: *mut Bytes) -> Region<true> {
            // SAFETY: each static below is given to only one region, once, and holds zeros.
            unsafe { Region::new(bytes.cast(), size_of::<Bytes>(), 1024) }
        }

        #[test]
        fn by_its_observer() {
            struct Nosy;
            impl Observer for Nosy {
                fn event(&mut self, _: Event) {
                    // SAFETY: the size is not 0.
                    unsafe { HEAP.alloc(LAYOUT) };
                }
            }
            static mut BYTES: Bytes = [0; 512];
            static HEAP: Global<$allocator<Region<true>, Nosy>> =
                Global::new($allocator::with_observer(region(&raw mut BYTES), Nosy));
            // SAFETY: the size is not 0.
            let message = complaint(|| unsafe {
                HEAP.alloc(LAYOUT);
            });
            assert!(message.contains("re-entered"), "{message}");
        }

        #[test]
        fn by_its_memory() {
            struct Greedy(Region<true>);
            // SAFETY: the region meets the requirements; the heap rejects the nested allocation.
            unsafe impl Memory for Greedy {
                const ZEROED: bool = true;
                fn end(&self) -> usize {
                    self.0.end()
                }
                fn grow(&mut self, bytes: usize) -> Option<lite_alloc::memory::Pages> {
                    // SAFETY: the size is not 0.
                    unsafe { HEAP.alloc(LAYOUT) };
                    self.0.grow(bytes)
                }
                fn at(&self, address: usize) -> *mut u8 {
                    self.0.at(address)
                }
            }
            static mut BYTES: Bytes = [0; 512];
            static HEAP: Global<$allocator<Greedy>> =
                Global::new($allocator::new(Greedy(region(&raw mut BYTES))));
            // SAFETY: the size is not 0.
            let message = complaint(|| unsafe {
                HEAP.alloc(LAYOUT);
            });
            assert!(message.contains("re-entered"), "{message}");
        }
    })* };
}

#[cfg(feature = "std")]
mod entered_from_inside {
    use lite_alloc::{
        memory::region::Region,
        observe::{Event, Observer},
    };

    use super::*;

    entered_from_inside! {
        bump_free_list BumpFreeList
        segregated_bump SegregatedBump
        free_list FreeList
        boundary_tag BoundaryTag
    }
}
