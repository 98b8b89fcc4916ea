//! A `Region` between two pointers, such as symbols of a linker script, and the panics of debug builds for invalid ranges.

#![cfg(not(target_arch = "wasm32"))]

use std::{
    alloc::Layout,
    panic::{AssertUnwindSafe, catch_unwind},
    ptr::without_provenance_mut,
};

use lite_alloc::{
    bump_free_list::BumpFreeList,
    free_list::FreeList,
    inspect::Inspect,
    memory::{Memory, region::Region},
    segregated_bump::SegregatedBump,
};

const PAGE: usize = 256;

/// Eight pages, and a few bytes that do not fill another.
#[repr(align(16))]
struct Bytes([u8; 8 * PAGE + 48]);

/// All pages of the memory that `region` makes of a range can be allocated, and not a byte more.
fn hands_out_all<A: Inspect>(allocator: impl Fn(Region) -> A, region: fn(*mut u8, *mut u8) -> Region) {
    let mut bytes = Bytes([0; 8 * PAGE + 48]);
    let range = bytes.0.as_mut_ptr_range();
    let mut heap = allocator(region(range.start, range.end));
    let layout = |size| Layout::from_size_align(size, 1).unwrap();
    assert_eq!(heap.allocate(layout(8 * PAGE + 1)), None);
    let block = heap.allocate(layout(8 * PAGE)).expect("eight pages");
    assert_eq!(block.as_ptr(), range.start);
    assert_eq!(heap.allocate(layout(1)), None);
    assert_eq!(heap.check(), Ok(()));
    // SAFETY: the block is live and has eight pages.
    unsafe {
        block.write_bytes(1, 8 * PAGE);
        heap.deallocate(block, layout(8 * PAGE));
    }
    drop(heap);
    assert_eq!(bytes.0[8 * PAGE..], [0; 48], "the bytes after the last page are not touched");
}

#[test]
fn a_range_can_be_two_pointers_or_a_size() {
    let between = |start, end| {
        // SAFETY: only the test uses the range, and it is aligned.
        unsafe { Region::between(start, end, PAGE) }
    };
    let sized = |start: *mut u8, end: *mut u8| {
        // SAFETY: as above.
        unsafe { Region::new(start, end.addr() - start.addr(), PAGE) }
    };
    for region in [between as fn(*mut u8, *mut u8) -> Region, sized] {
        hands_out_all(BumpFreeList::new, region);
        hands_out_all(SegregatedBump::new, region);
        hands_out_all(FreeList::new, region);
    }
}

/// A `static` heap between symbols whose addresses only the linker knows.
#[cfg(all(target_os = "linux", not(miri)))]
mod linker_script {
    use std::alloc::{GlobalAlloc, Layout};

    use lite_alloc::{free_list::FreeList, global::Global, memory::region::Region};

    std::arch::global_asm!(
        ".pushsection .bss",
        ".balign 16",
        ".globl _heap_start",
        "_heap_start: .zero 4096",
        ".globl _heap_end",
        "_heap_end: .zero 16",
        ".popsection",
    );

    unsafe extern "C" {
        static mut _heap_start: u8;
        static mut _heap_end: u8;
    }

    static ALLOCATOR: Global<FreeList<Region<true>>> =
        // SAFETY: the range holds zeros, is aligned, and nothing else uses it.
        Global::new(FreeList::new(unsafe {
            Region::between(&raw mut _heap_start, &raw mut _heap_end, 256)
        }));

    #[test]
    fn the_range_between_its_symbols_is_a_heap() {
        // SAFETY: neither size is 0, and the block is freed once.
        unsafe {
            let all = Layout::from_size_align(4096, 16).unwrap();
            let block = ALLOCATOR.alloc(all);
            assert_eq!(block, &raw mut _heap_start);
            block.write_bytes(1, 4096);
            assert!(ALLOCATOR.alloc(Layout::new::<u8>()).is_null());
            ALLOCATOR.dealloc(block, all);
        }
    }
}

/// Ranges that `# Safety` excludes. Debug builds panic before they grant a page. Once, a region that ended at 2^32 granted its
/// last block, whose end wrapped around to address 0, and memory that did not belong to the region was written to.
#[cfg(debug_assertions)]
#[test]
fn invalid_ranges() {
    let top = 0_usize.wrapping_sub(4 * PAGE);
    let cases = [
        (0, 4 * PAGE, "must not start at address 0"),
        (0x1008, 0x2008, "multiple of 16, not at 0x1008"),
        (top, 0, "the last byte of the address space"),
        (0x2000, 0x1000, "must not end at 0x1000, below its start at 0x2000"),
        (PAGE, usize::MAX - 15, "must not have"),
        (0x1000, 0x1000 + PAGE - 16, "holds no page of 256"),
        (0x1000, 0x1000, "a region of 0 bytes"),
    ];
    for (start, end, reason) in cases {
        // SAFETY: violated on purpose; the region detects this before it grants a page.
        let mut region: Region =
            unsafe { Region::between(without_provenance_mut(start), without_provenance_mut(end), PAGE) };
        let payload = catch_unwind(AssertUnwindSafe(|| region.grow(16))).expect_err(reason);
        let text = payload.downcast_ref::<String>().map(String::as_str);
        let text = text.or(payload.downcast_ref::<&str>().copied()).unwrap();
        assert!(text.contains(reason), "{text:?} does not say {reason:?}");
    }
}
