//! Bugs that allocators of this kind have had, each with a description of how it goes wrong.
//!
//! The model ([`support::shadow::Shadow`]) checks every step, so a test for overlapping blocks only has to do the steps that
//! led to them. Bugs that only occur at the top of a 32-bit address space are in `wasm_top_of_memory.rs`.

#![cfg(not(target_arch = "wasm32"))]

mod support;

use std::{alloc::Layout, ptr::NonNull, slice};

use lite_alloc::{
    GRANULE, boundary_tag::BoundaryTag, bump_free_list::BumpFreeList, free_list::FreeList,
    memory::Memory as _, observe::Event, segregated_bump::SegregatedBump,
};
use support::{
    arena::{Arena, Host},
    log::Log,
    operation::Operation,
    shadow::{Block, Shadow},
    subject::{Kind, Subject},
};

type Memory = Arena<true>;

fn layout(size: usize, align: usize) -> Layout {
    Layout::from_size_align(size, align).unwrap()
}

/// A heap with pages of 4 KiB, the first one 16 bytes above a multiple of 65536.
fn heap<A: Subject<Memory = Memory>>(pages: usize) -> Shadow<A> {
    Shadow::new(Arena::new(4096, pages, 16))
}

fn index_of<A: Subject<Memory: Host>>(shadow: &Shadow<A>, block: Block) -> usize {
    shadow.model.live.iter().position(|live| live.pointer == block.pointer).unwrap()
}

/// A list of blocks of one size ignores alignment. A block of 64 bytes is freed, and the next request for 64 bytes gets it,
/// although it needs an address that is a multiple of 64. Code that relies on the alignment (SIMD, tagged pointers,
/// `repr(align)`) then breaks somewhere else.
fn a_block_reused_at_a_weaker_alignment_than_asked<A: Subject<Memory = Memory>>() {
    for align in [32, 64, 128, 4096] {
        let mut shadow = heap::<A>(16);
        for _ in 0..4 {
            let weak = shadow.allocate(layout(64, 16), false).unwrap();
            shadow.allocate(layout(16, 16), false).unwrap();
            shadow.deallocate(index_of(&shadow, weak));
        }
        for _ in 0..4 {
            let strong = shadow.allocate(layout(64, align), false).unwrap();
            assert_eq!(strong.address() % align, 0);
        }
    }
}

/// Requests with alignments above 16 are refused, or get an alignment of 16, because such alignments are rare.
fn alignment_above_16_refused<A: Subject<Memory = Memory>>() {
    for power in (5..=16).step_by(if cfg!(miri) { 4 } else { 1 }) {
        let mut shadow = heap::<A>(40);
        let align = 1 << power;
        let fresh = shadow.allocate(layout(100, align), false).expect("a fresh block");
        assert_eq!(fresh.address() % align, 0);
        shadow.deallocate(0);
        let reused = shadow.allocate(layout(100, align), false).expect("a reused block");
        assert_eq!(reused.address(), fresh.address(), "the freed block was aligned well enough");
    }
}

/// A small request gets the whole of a large free block, which is later freed as a small block: the rest is lost. A program
/// that alternates between large and small blocks runs out of memory.
fn the_remainder_of_a_larger_reused_block_lost<A: Subject<Memory = Memory>>() {
    if A::KIND == Kind::SegregatedBump {
        return; // A block from one of its bins is never split.
    }
    let mut shadow = heap::<A>(1);
    let whole = if A::KIND == Kind::BoundaryTag { 3584 } else { 4096 };
    let large = shadow.allocate(layout(whole - A::HEADER, 16), false).unwrap();
    shadow.deallocate(index_of(&shadow, large));
    let piece = if cfg!(miri) { 256 } else { 32 };
    for _ in 0..whole / piece {
        shadow.allocate(layout(piece - A::HEADER, 16), false).expect("a piece of the large block");
    }
    assert_eq!(shadow.free(), []);
}

/// An aligned request is met in the middle of a free block, and the part in front of it is lost.
fn the_part_in_front_of_an_aligned_block_lost<A: Subject<Memory = Memory>>() {
    if A::KIND != Kind::FreeList {
        return; // A bump pointer reports what it skips as lost: its known trade-off.
    }
    let mut shadow = heap::<A>(1);
    shadow.allocate(layout(1024, 1024), false).unwrap();
    assert_eq!(shadow.model.lost, []);
    shadow.allocate(layout(1024 - 16, 16), false).expect("the part in front of the aligned block");
}

/// To shrink a block, a new one is allocated, the contents are copied, and the old one is freed. The copy uses the old length
/// and runs past the end of the new block into its neighbour.
fn a_shrinking_realloc_that_copies_the_old_length<A: Subject<Memory = Memory>>() {
    let mut shadow = heap::<A>(4);
    let hole = shadow.allocate(layout(16, 16), false).unwrap();
    shadow.allocate(layout(16, 16), false).unwrap();
    let long = shadow.allocate(layout(128, 16), false).unwrap();
    shadow.deallocate(index_of(&shadow, hole));
    let moved = shadow.relocate(index_of(&shadow, long), 10);
    assert_eq!(
        moved.address(),
        hole.address(),
        "the new block is in the hole, so that a copy that is too long would overwrite the neighbour"
    );
}

/// A block of 32 bytes at the bump pointer grows in place to 80, which is between the size classes 64 and 128. When freed, it
/// goes by its size into the bin of 128. The next owner writes over the 48 bytes after it, which belong to another block.
fn a_block_grown_between_two_classes_freed_into_the_larger<A: Subject<Memory = Memory>>() {
    let some = if cfg!(miri) { 5 } else { 1 };
    for from in [1, 16, 17, 32, 33, 64, 65, 100, 128, 129].into_iter().step_by(some) {
        for to in [1, 16, 17, 31, 33, 48, 65, 80, 96, 100, 127, 128, 129, 144, 200].into_iter().step_by(some)
        {
            let mut shadow = heap::<A>(4);
            shadow.allocate(layout(from, 8), false).unwrap();
            assert!(shadow.reallocate(0, to));
            let next = shadow.allocate(layout(128, 8), false).unwrap();
            shadow.deallocate(0);
            shadow.allocate(layout(128, 8), false).unwrap();
            shadow.allocate(layout(to, 8), true).unwrap();
            assert_eq!(shadow.model.live[0].address(), next.address());
        }
    }
}

/// The allocator stores the end of the heap as a number, and adds to it when it grows. Meanwhile JavaScript, or a second
/// allocator in the same module, has called `memory.grow`: the new pages are further up, and the allocator hands out pages
/// of the other code.
fn new_pages_assumed_to_follow_the_heap<A: Subject<Memory = Memory>>() {
    let mut shadow = heap::<A>(8);
    shadow.allocate(layout(4000, 16), false).unwrap();
    let theirs = shadow.memory().end();
    shadow.apply(Operation::Take { pages: 1 });
    let after = shadow.allocate(layout(4000, 16), false).unwrap();
    assert_eq!(after.address(), theirs + 4096 + A::HEADER.next_multiple_of(GRANULE));
    assert_eq!(shadow.model.pages.len(), 2);
}

/// The same in `realloc`: the last block of the heap grows in place into pages of other code.
fn a_block_grown_in_place_into_foreign_pages<A: Subject<Memory = Memory>>() {
    let mut shadow = heap::<A>(8);
    let block = shadow.allocate(layout(7168, 16), false).unwrap();
    let theirs = shadow.memory().end();
    shadow.apply(Operation::Take { pages: 1 });
    assert!(shadow.reallocate(0, 9000));
    let moved = shadow.model.live[0];
    assert_ne!(moved.address(), block.address());
    assert!(moved.address() >= theirs + 4096);
}

/// With a size near `isize::MAX`, the sum in `address + size > end` wraps, and the result is false. The program gets a block
/// of 2 GiB that does not exist; `realloc` in place returns the same block as if it were that large.
fn size_and_address_wrapping<A: Subject<Memory = Memory>>() {
    let most = isize::MAX as usize;
    let mut shadow = heap::<A>(8);
    for position in 0..3 {
        shadow.allocate(layout(100, 16), false).unwrap();
        for size in [most, most - 15, most - 16, most - 4096, most / 2 + 1, most / 4 * 3] {
            assert!(shadow.allocate(layout(size, 1), false).is_none());
            assert!(shadow.allocate(layout(size, 1), true).is_none());
            assert!(!shadow.reallocate(position, size / 16 * 16), "in place, to {size}");
            assert!(!shadow.reallocate(0, size / 16 * 16), "by moving, to {size}");
        }
        for align in [65536, 1 << 30, 1 << (usize::BITS - 2)] {
            assert!(shadow.allocate(layout(most - align, align), false).is_none());
        }
        shadow.allocate(layout(200, 16), false).unwrap();
        shadow.deallocate(position + 1);
    }
}

/// When nothing fits, the memory grows and the request is repeated by recursion. If the new pages do not help (they do not
/// follow the heap, or the alignment uses them up), it recurses again, until the stack overflows. A request must grow the
/// memory at most once, by enough.
fn recursion_on_out_of_memory<A: Subject<Memory = Memory>>() {
    let mut shadow = heap::<A>(40);
    shadow.allocate(layout(3000, 16), false).unwrap();
    shadow.apply(Operation::Take { pages: 1 });
    let before = shadow.memory().attempts;
    shadow.allocate(layout(5000, 65536), false).unwrap();
    assert_eq!(shadow.memory().attempts, before + 1, "one growth, large enough for the alignment");
    let end = shadow.memory().end();
    assert!(shadow.allocate(layout(1 << 20, 16), false).is_none());
    assert_eq!(shadow.memory().attempts, before + 2, "one attempt, and no more");
    assert_eq!(shadow.memory().end(), end);
    let refused = shadow.events.iter().filter(|event| matches!(event, Event::Refused { .. })).count();
    assert_eq!(refused, 1);
}

/// Growing ahead, for example by doubling, is refused near the limit, although the few bytes that are needed are available.
fn growing_ahead_without_falling_back<A: Subject<Memory = Memory>>() {
    let mut shadow = heap::<A>(9);
    for _ in 0..9 {
        // Some allocators use a part of the page for headers.
        shadow.allocate(layout(4096 - 80, 16), false).expect("there are nine pages");
    }
}

/// An allocator asks for a little more than it needs, or holds a few bytes back, and a block of all remaining pages is refused
/// although they are available. `realloc` in place has the same bug.
fn all_that_is_left_refused_in_one_piece<A: Subject<Memory = Memory>>() {
    for pages in [1, 2, 4, 8].into_iter().take(if cfg!(miri) { 1 } else { 4 }) {
        // With boundary tags, the bins, the tag of the block and the tag at the end take some of the bytes.
        let all = pages * 4096 - if A::KIND == Kind::BoundaryTag { 460 + 2 * A::HEADER } else { 0 };
        let mut shadow = heap::<A>(pages);
        assert!(shadow.allocate(layout(all + 1, 16), false).is_none());
        shadow.allocate(layout(all, 16), false).expect("a block of all pages");
        assert!(shadow.allocate(layout(1, 1), false).is_none());
        if cfg!(feature = "realloc") {
            let mut shadow = heap::<A>(pages);
            shadow.allocate(layout(8, 8), false).unwrap();
            for power in 4..=all.ilog2() {
                assert!(shadow.reallocate(0, 1 << power), "in place, to {} of {all} bytes", 1 << power);
            }
        }
    }
}

/// A block shrinks in place and keeps all its bytes, but is freed with its new size: the difference is lost each time.
fn what_a_block_gives_up_when_it_shrinks_lost<A: Subject<Memory = Memory>>() {
    if !cfg!(feature = "realloc") {
        return; // Without the feature, every block moves.
    }
    let mut shadow = heap::<A>(1);
    let block = shadow.allocate(layout(128, 16), false).unwrap();
    shadow.allocate(layout(16, 16), false).unwrap();
    assert!(shadow.reallocate(0, 16));
    // In allocators that do not split blocks, it moved, and all of it can be reused.
    let (given_up, sizes) = match A::KIND {
        Kind::FreeList => (16..128, [64, 32].as_slice()),
        Kind::BoundaryTag => (32..144, [64, 16].as_slice()),
        _ => (0..128, [128].as_slice()),
    };
    for &size in sizes {
        let again = shadow.allocate(layout(size, 16), false).unwrap();
        assert!(
            given_up.contains(&(again.address() - block.address())),
            "{size} bytes are in the part that was given up"
        );
    }
    assert_eq!(shadow.model.lost, []);
}

/// A block with a large alignment is freed into a list where the next such request does not find it, or not at all.
fn an_aligned_block_that_is_never_reused<A: Subject<Memory = Memory>>() {
    let mut shadow = heap::<A>(40);
    for _ in 0..if cfg!(miri) { 41 } else { 1000 } {
        shadow.allocate(layout(64, 4096), false).expect("the same block again and again");
        shadow.deallocate(0);
    }
}

/// In a list that is not ordered, or that merges neighbours on one side only, free memory stays fragmented: everything is
/// free, but no free block is large enough.
#[test]
fn neighbours_that_are_not_merged() {
    for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
        let mut shadow = heap::<FreeList<Memory, Log>>(1);
        let blocks = [0; 3].map(|_| shadow.allocate(layout(1360, 16), false).unwrap());
        for freed in order {
            shadow.deallocate(index_of(&shadow, blocks[freed]));
        }
        assert_eq!(shadow.free().len(), 1, "freed in the order {order:?}");
        shadow.allocate(layout(4096, 16), false).expect("the whole page");
    }
}

/// A free block at the end of the memory is ignored when the memory grows: 4000 of 5000 requested bytes are free there, but
/// the memory grows by 5000 bytes, two pages, instead of one. The heap grows twice as fast as the program.
#[test]
fn the_free_block_at_the_end_not_counted_when_growing() {
    let mut shadow = heap::<FreeList<Memory, Log>>(2);
    shadow.allocate(layout(96, 16), false).unwrap();
    shadow.allocate(layout(8192 - 96, 16), false).expect("the rest of the first page and the second");
}

/// First fit splits large blocks for small requests. Without merging, they stay split: the list fills with remainders that are
/// too small for most requests, every search probes them, and large requests take new memory each time. A program that
/// repeats the same work must be able to reuse the blocks of the previous round.
fn the_list_fills_with_small_remainders<A: Subject<Memory = Memory>>() {
    if cfg!(miri) {
        return; // It counts blocks over a long run; other tests cover its memory accesses.
    }
    let mut heap = A::build(Arena::new(65536, 256, 0), Log::default());
    let mut state = 1_u32;
    let mut random = |most: usize| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as usize % most
    };
    let mut held = Vec::new();
    let mut lengths = Vec::new();
    for _ in 0..4 {
        for _ in 0..3000 {
            let most = if random(10) == 0 { 8000 } else { 300 };
            let layout = layout(random(most) + 1, 8);
            if A::KIND == Kind::SegregatedBump && layout.size() > 128 {
                continue; // It loses freed large blocks, except for the last one: its known trade-off.
            }
            held.push((heap.allocate(layout).expect("more than enough"), layout));
            if held.len() > 100 {
                let (block, layout) = held.swap_remove(random(100));
                // SAFETY: it is live.
                unsafe { heap.deallocate(block, layout) };
            }
        }
        let mut length = 0;
        heap.free_blocks(&mut |_| {
            length += 1;
            true
        });
        lengths.push(length);
    }
    assert!(lengths[3] < lengths[0] * 3, "the free list keeps getting longer: {lengths:?}");
}

/// Allocates all the memory that is left.
fn fill<A: Subject<Memory = Memory>>(shadow: &mut Shadow<A>) {
    for size in [2048, 1024, 512, 256, 128, 64, 32, 16] {
        while shadow.allocate(layout(size, 16), false).is_some() {}
    }
}

/// A search gives up after a number of blocks and the memory grows instead. If it can't grow, the request is refused, although
/// a suitable block is free further down the list.
fn a_block_deep_in_the_list_out_of_reach<A: Subject<Memory = Memory>>() {
    let mut shadow = heap::<A>(1);
    let deep = shadow.allocate(layout(128, 16), false).unwrap();
    let count = if cfg!(miri) { 10 } else { 70 };
    let above: Vec<_> = (0..count).map(|_| shadow.allocate(layout(32, 16), false).unwrap()).collect();
    fill(&mut shadow);
    for block in [deep].iter().chain(&above) {
        shadow.deallocate(index_of(&shadow, *block));
    }
    shadow.allocate(layout(128, 16), false).expect("it is free");
}

/// In a list, blocks of one size are in front of those of another size: a search that gives up probes the same few blocks each
/// time, the memory grows, and the blocks after them are never found.
fn the_same_blocks_probed_by_every_search<A: Subject<Memory = Memory>>() {
    if cfg!(miri) {
        return; // It needs many blocks; other tests cover its memory accesses.
    }
    let mut shadow = heap::<A>(40);
    let [small, large] = [64, 128].map(|size| layout(size, 16));
    let blocks = [0; 200].map(|_| [large, small].map(|layout| shadow.allocate(layout, false).unwrap()));
    let end = shadow.memory().end();
    for size in [0, 1] {
        for pair in &blocks {
            shadow.deallocate(index_of(&shadow, pair[size]));
        }
    }
    for _ in 0..160 {
        shadow.allocate(large, false).unwrap();
    }
    assert_eq!(shadow.memory().end(), end);
}

/// A block aligned to 64 is freed, then an ordinary one of the same size, which is now in front of it in the list. The next
/// request for an aligned block probes only the first one and takes new memory, in every round.
fn an_aligned_block_below_others_never_found<A: Subject<Memory = Memory>>() {
    if A::KIND == Kind::SegregatedBump {
        return; // It probes only the first block of a bin: its known trade-off.
    }
    let mut shadow = heap::<A>(1);
    let [ordinary, aligned, spacer] = [(64, 16), (64, 64), (16, 16)].map(|(size, align)| layout(size, align));
    let [first, _, second, _] =
        [aligned, spacer, ordinary, spacer].map(|layout| shadow.allocate(layout, false).unwrap());
    let mut blocks = [first, second];
    for _ in 0..70 {
        for block in blocks {
            shadow.deallocate(index_of(&shadow, block));
        }
        blocks = [aligned, ordinary].map(|layout| shadow.allocate(layout, false).expect("both are free"));
    }
}

/// A block that is too large for every bin is lost when it is freed, even if it is the last block before the bump pointer. A
/// program that allocates one such block at a time, for each frame or request, runs out of memory.
fn the_last_block_lost_because_it_is_large<A: Subject<Memory = Memory>>() {
    let mut shadow = heap::<A>(1);
    shadow.allocate(layout(16, 16), false).unwrap();
    for size in [129, 200, 1000, 1024] {
        for _ in 0..if cfg!(miri) { 5 } else { 40 } {
            let block = shadow.allocate(layout(size, 16), false).expect("the same bytes again");
            shadow.deallocate(index_of(&shadow, block));
        }
    }
    assert_eq!(shadow.model.lost, []);
}

/// A block is mistaken for the last one although a live granule follows it, because its size is rounded with an off-by-one
/// error. The bump pointer is lowered below the live granule, which is then handed out again.
fn a_block_taken_for_the_last_although_a_granule_is_above_it<A: Subject<Memory = Memory>>() {
    for size in [16, 64, 128, 129, 144, 160] {
        let mut shadow = heap::<A>(1);
        let block = shadow.allocate(layout(size, 16), false).unwrap();
        shadow.allocate(layout(1, 1), false).unwrap();
        shadow.deallocate(index_of(&shadow, block));
    }
}

/// `realloc` in place returns the pointer that it was given. That pointer came from a `Box<[u8]>` of 20 bytes, so its
/// provenance covers only these, but the block has grown: `Vec::push` writes past them, which is undefined behaviour. (Only
/// Miri detects it.)
fn a_grown_block_returned_with_a_pointer_to_the_smaller<A: Subject<Memory = Memory>>() {
    let mut heap = A::build(Arena::new(4096, 4, 0), Log::default());
    let narrow = |block: NonNull<u8>, size| {
        // SAFETY: the block is live, has `size` bytes, and all of them were written to.
        NonNull::from(unsafe { slice::from_raw_parts_mut(block.as_ptr(), size) }).cast::<u8>()
    };
    let mut block = heap.allocate(layout(20, 1)).unwrap();
    let mut size = 20;
    // SAFETY: the block is live, and has `size` bytes.
    unsafe { block.write_bytes(1, size) };
    for larger in [30, 60, 200, 1000, 900, 40] {
        // SAFETY: the block is live and of this layout; it has the new size afterwards.
        unsafe {
            block = heap.reallocate(narrow(block, size), layout(size, 1), larger).unwrap();
            block.write_bytes(1, larger);
        }
        size = larger;
    }
}

/// To grow the last block, the bump pointer is lowered to its start. The memory can't grow, and the bump pointer is not
/// restored: the next block overlaps the last one, which is still live.
fn a_refused_growth_that_frees_the_block<A: Subject<Memory = Memory>>() {
    let mut shadow = heap::<A>(1);
    shadow.allocate(layout(1024, 16), false).unwrap();
    assert!(!shadow.reallocate(0, 1 << 20));
    fill(&mut shadow);
}

macro_rules! suite {
    ($($test:ident)*) => {
        mod bump_free_list {
            $(#[test] fn $test() { super::$test::<super::BumpFreeList<super::Memory, super::Log>>(); })*
        }
        mod segregated_bump {
            $(#[test] fn $test() { super::$test::<super::SegregatedBump<super::Memory, super::Log>>(); })*
        }
        mod free_list {
            $(#[test] fn $test() { super::$test::<super::FreeList<super::Memory, super::Log>>(); })*
        }
        mod boundary_tag {
            $(#[test] fn $test() { super::$test::<super::BoundaryTag<super::Memory, super::Log>>(); })*
        }
    };
}

suite! {
    a_block_reused_at_a_weaker_alignment_than_asked
    alignment_above_16_refused
    the_remainder_of_a_larger_reused_block_lost
    the_part_in_front_of_an_aligned_block_lost
    a_shrinking_realloc_that_copies_the_old_length
    a_block_grown_between_two_classes_freed_into_the_larger
    new_pages_assumed_to_follow_the_heap
    a_block_grown_in_place_into_foreign_pages
    size_and_address_wrapping
    recursion_on_out_of_memory
    growing_ahead_without_falling_back
    all_that_is_left_refused_in_one_piece
    what_a_block_gives_up_when_it_shrinks_lost
    an_aligned_block_that_is_never_reused
    the_list_fills_with_small_remainders
    a_block_deep_in_the_list_out_of_reach
    the_same_blocks_probed_by_every_search
    an_aligned_block_below_others_never_found
    the_last_block_lost_because_it_is_large
    a_block_taken_for_the_last_although_a_granule_is_above_it
    a_grown_block_returned_with_a_pointer_to_the_smaller
    a_refused_growth_that_frees_the_block
}
