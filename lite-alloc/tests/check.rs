//! `Inspect::check` finds every fault: each invariant is broken once, by hand, in a sound heap.
//!
//! A broken heap is only inspected, never used.

#![cfg(not(target_arch = "wasm32"))]

mod support;

use std::{
    alloc::Layout,
    ops::Range,
    ptr::{self, NonNull},
};

use lite_alloc::{
    allocate::Allocate, boundary_tag::BoundaryTag, bump_free_list::BumpFreeList, free_list::FreeList,
    inspect::Inspect, memory::Memory as _, segregated_bump::SegregatedBump,
};
use support::{arena::Arena, log::Log, subject::Subject};

type Memory = Arena<true>;

/// A heap with `blocks` blocks of 60 bytes each. Those with the indices in `freed` were freed, in this order.
fn heap<A: Subject<Memory = Memory>>(blocks: usize, freed: &[usize]) -> (A, Vec<NonNull<u8>>) {
    let mut heap = A::build(Arena::new(1024, 4, 0), Log::default());
    let layout = Layout::from_size_align(60, 16).unwrap();
    let blocks: Vec<_> = (0..blocks).map(|_| heap.allocate_zeroed(layout).unwrap()).collect();
    for &index in freed {
        // SAFETY: the block is live.
        unsafe { heap.deallocate(blocks[index], layout) };
    }
    assert_eq!(heap.check(), Ok(()), "the heap is sound before it is broken");
    (heap, blocks)
}

/// The fault that `check` reports.
fn fault<A: Inspect>(heap: &A) -> &'static str {
    heap.check().expect_err("check() missed the fault").what
}

/// Applies `change` to the roots.
fn with_roots<A: Inspect>(heap: &mut A, change: impl FnOnce(&mut [*mut u8])) {
    let mut roots = heap.roots();
    change(roots.as_mut());
    // SAFETY: violated on purpose; the heap is only inspected, by checks that first make sure that what they read is in the
    // heap.
    unsafe { heap.set_roots(roots) };
}

/// Writes a word `at` bytes into a block.
fn write<T>(block: NonNull<u8>, at: isize, word: T) {
    // SAFETY: all blocks of these tests have at least 60 bytes, and the arena has bytes in front of them.
    unsafe { block.byte_offset(at).cast::<T>().write(word) };
}

/// The last two words of the roots: the bump pointer and the end of its region.
fn bump_pointer<A: Subject<Memory = Memory>>() {
    let moved = |next: isize, end: isize| {
        let (mut heap, _) = heap::<A>(3, &[0]);
        with_roots(&mut heap, |roots| {
            let at = roots.len() - 2;
            roots[at] = roots[at].wrapping_byte_offset(next);
            roots[at + 1] = roots[at + 1].wrapping_byte_offset(end);
        });
        heap
    };
    let room = moved(0, 0).bump().len().cast_signed();
    assert_eq!(fault(&moved(0, -room - 16)), "the bump pointer is past the end of its region");
    assert_eq!(fault(&moved(8, 0)), "the bump space is not a whole number of granules");
    assert_eq!(fault(&moved(0, -8)), "the bump space is not a whole number of granules");
    assert_eq!(fault(&moved(0, 16)), "the bump space reaches past the end of the memory");
    assert_eq!(fault(&moved(-192, 0)), "a free block lies in the bump space");
    assert_eq!(moved(room, 0).check(), Ok(()), "an empty bump space is sound");
    assert_eq!(moved(-128, 0).check(), Ok(()), "a bump space directly after a free block is sound");
}

/// A list of free blocks of 64 bytes, whose first link is set to other addresses.
fn list_of_one_size<A: Subject<Memory = Memory>>() {
    let lead_to = |at: isize| {
        let (heap, blocks) = heap::<A>(5, &[3, 1]);
        // SAFETY: the address is in the arena.
        write(blocks[1], 0, unsafe { blocks[3].byte_offset(at) });
        heap
    };
    assert_eq!(lead_to(0).check(), Ok(()));
    assert_eq!(
        fault(&lead_to(8)),
        "the payload of a free block would not start at a multiple of the granule"
    );
    // A block that starts where the first one ends; then one that overlaps its last granule, and one that overlaps its first.
    assert_eq!(lead_to(-64).check(), Ok(()));
    assert_eq!(fault(&lead_to(-80)), "two free blocks overlap");
    assert_eq!(fault(&lead_to(-176)), "two free blocks overlap");
    // The third of three overlaps the second.
    let (heap, blocks) = heap::<A>(7, &[5, 3, 1]);
    // SAFETY: the address is in the arena.
    write(blocks[3], 0, unsafe { blocks[3].byte_sub(16) });
    assert_eq!(fault(&heap), "two free blocks overlap");
}

#[test]
fn free_list() {
    const WORD: isize = size_of::<usize>() as isize;
    let (heap, blocks) = heap::<FreeList<Memory, Log>>(6, &[0, 2, 4]);
    let with_size = |size: usize| {
        write(blocks[0], WORD, size);
        let result = heap.check().map_err(|fault| fault.what);
        write(blocks[0], WORD, 64_usize);
        result
    };
    assert_eq!(with_size(48), Ok(()));
    assert_eq!(with_size(24), Err("a free block is not a whole number of granules long"));
    assert_eq!(with_size(0), Err("a free block is not a whole number of granules long"));
    assert_eq!(
        with_size(0_usize.wrapping_sub(16)),
        Err("a free block reaches past the end of the address space")
    );
    assert_eq!(with_size(128), Err("two free blocks touch"));
    assert_eq!(with_size(144), Err("the free blocks are not in address order"));
    // SAFETY: the address is in the arena.
    let unaligned = unsafe { blocks[2].byte_add(8) };
    write(blocks[0], 0, unaligned);
    assert_eq!(fault(&heap), "the payload of a free block would not start at a multiple of the granule");
    write(blocks[0], 0, blocks[2]);
    write(blocks[4], 0, blocks[0]);
    assert_eq!(fault(&heap), "the free blocks are not in address order");
}

#[test]
fn boundary_tag() {
    const FREE: u32 = 1;
    const PREV: u32 = 2;
    const SIZE: u32 = 64;
    let (mut heap, blocks) = heap::<BoundaryTag<Memory, Log>>(5, &[3, 1]);
    let first = blocks[1];
    {
        let broken = |at: isize, word: u32, sound: u32| {
            write(first, at, word);
            let result = heap.check().map_err(|fault| fault.what);
            write(first, at, sound);
            assert_eq!(heap.check(), Ok(()), "the heap is sound again");
            result
        };
        let tag = "the tag of a block in a bin is not that of a free block";
        assert_eq!(broken(-4, SIZE | FREE | PREV, SIZE | FREE), Err(tag));
        assert_eq!(broken(-4, SIZE, SIZE | FREE), Err(tag));
        assert_eq!(broken(-4, (SIZE + 4) | FREE, SIZE | FREE), Err(tag));
        assert_eq!(broken(-4, FREE, SIZE | FREE), Err(tag));
        assert_eq!(broken(-4, (2 * SIZE) | FREE, SIZE | FREE), Err("a free block is in the wrong bin"));
        let footer = "the footer of a free block is not its size";
        assert_eq!(broken(56, SIZE - 16, SIZE), Err(footer));
        let next_tag = "the block after a free block is also free, or its tag does not say that this one is";
        assert_eq!(broken(60, 0, PREV), Err(next_tag));
        assert_eq!(broken(60, SIZE | FREE, PREV), Err(next_tag));
        // SAFETY: the links of a free block are in its first bytes.
        let back = unsafe { first.byte_add(4).cast::<u32>().read() };
        let link = "the back link of a free block does not lead to its predecessor";
        assert_eq!(broken(4, back + 16, back), Err(link));
        // SAFETY: as above.
        let next = unsafe { first.cast::<u32>().read() };
        let misplaced = "a free block does not start one tag below a multiple of the granule";
        assert_eq!(broken(0, next + 8, next), Err(misplaced));
    }
    let top_at = |heap: &mut BoundaryTag<Memory, Log>, top: *mut u8| {
        let mut old = top;
        with_roots(heap, |roots| std::mem::swap(&mut roots[1], &mut old));
        let result = heap.check().map_err(|fault| fault.what);
        with_roots(heap, |roots| roots[1] = old);
        result
    };
    let end = heap.memory().end();
    let at = |heap: &BoundaryTag<Memory, Log>, address| heap.memory().at(address);
    let (after_first, unaligned) = (at(&heap, first.addr().get() + 60), at(&heap, end - 8));
    assert_eq!(top_at(&mut heap, after_first), Err("a free block touches the wilderness"));
    assert_eq!(top_at(&mut heap, unaligned), Err("the wilderness does not start where a block can"));
    for above in [end - 2, end, end + 12] {
        let above = at(&heap, above);
        assert_eq!(
            top_at(&mut heap, above),
            Err("the wilderness leaves no room for the last tag of its region")
        );
    }
    with_roots(&mut heap, |roots| roots[2] = roots[2].wrapping_byte_add(16));
    assert_eq!(fault(&heap), "the wilderness reaches past the end of the memory");
}

/// The bits that say which bins hold blocks are in the roots after base, top and end, 16 bits in each word.
#[test]
fn bits_of_bins() {
    const BITS: Range<usize> = 3..11;
    let with_bits = |change: fn(&mut [*mut u8])| {
        let (mut heap, _) = heap::<BoundaryTag<Memory, Log>>(3, &[1]);
        with_roots(&mut heap, |roots| change(&mut roots[BITS]));
        fault(&heap)
    };
    let wrong = "the bit of a bin does not say whether it holds blocks";
    assert_eq!(with_bits(|bits| bits.fill(ptr::null_mut())), wrong, "the bin of the free block");
    let set = |bits: &mut [*mut u8]| bits[6] = ptr::without_provenance_mut(1);
    assert_eq!(with_bits(set), wrong, "a bin without blocks");
}

/// If a tag says that a block reaches past the end of the memory, nothing is read there.
#[test]
fn a_free_block_past_the_end_of_the_memory() {
    let layout = |size| Layout::from_size_align(size, 16).unwrap();
    let mut heap = BoundaryTag::<Memory, Log>::build(Arena::new(16, 128, 0), Log::default());
    let large = heap.allocate_zeroed(layout(1020)).unwrap();
    heap.allocate_zeroed(layout(60)).unwrap();
    // SAFETY: the block is live.
    unsafe { heap.deallocate(large, layout(1020)) };
    assert_eq!(heap.check(), Ok(()), "the heap is sound before it is broken");
    // Sizes from 1024 to 1264 bytes share a bin. The tag of a free block is odd.
    write(large, -4, 1265_u32);
    assert_eq!(fault(&heap), "a free block reaches past the end of the memory");
}

/// The text of a fault has the address and the fault.
#[test]
fn a_fault_reads_well() {
    let fault = lite_alloc::inspect::Fault { what: "two free blocks touch", address: 0x1f0 };
    assert_eq!(fault.to_string(), "0x1f0: two free blocks touch");
}

macro_rules! suite {
    ($($module:ident $allocator:ident)*) => {
        $(mod $module {
            use super::*;
            #[test]
            fn bump_pointer() {
                super::bump_pointer::<$allocator<Memory, Log>>();
            }
            #[test]
            fn list_of_one_size() {
                super::list_of_one_size::<$allocator<Memory, Log>>();
            }
        })*
    };
}

suite! {
    bump_free_list BumpFreeList
    segregated_bump SegregatedBump
}
