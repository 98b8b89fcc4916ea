//! A program without `std` on a target that has it. It defines the panic handler, and there can be only one: if the library
//! links `std`, the compiler finds two and fails.
//!
//! For UEFI, where drivers are written like this, it is only linked. On Unix it is run, with C's start-up code, and returns 0.

#![no_std]
#![no_main]

use core::{
    alloc::{GlobalAlloc, Layout},
    panic::PanicInfo,
};

use lite_alloc::{
    bump_free_list::BumpFreeList, free_list::FreeList, global::Global, memory::region::Region,
    segregated_bump::SegregatedBump, single_threaded::FreeListAllocator,
};

const SIZE: usize = 16 * 1024;

#[repr(align(16))]
struct Heap(#[expect(dead_code, reason = "only its bytes are used")] [u8; SIZE]);

macro_rules! on_a_static_array {
    ($allocator:ident) => {{
        static mut HEAP: Heap = Heap([0; SIZE]);
        static ALLOCATOR: Global<$allocator<Region<true>>> =
            // SAFETY: the range is aligned, holds zeros, and nothing else uses it.
            Global::new($allocator::new(unsafe { Region::new((&raw mut HEAP).cast(), SIZE, 1024) }));
        works(&ALLOCATOR)
    }};
}

/// Whether a block can be allocated, keeps its contents, grows, and is freed.
fn works(allocator: &dyn GlobalAlloc) -> bool {
    let layout = Layout::new::<[u64; 20]>();
    // SAFETY: the block is used within its size, and freed once.
    unsafe {
        let block = allocator.alloc(layout).cast::<u64>();
        if block.is_null() {
            return false;
        }
        block.write(42);
        let larger = allocator.realloc(block.cast(), layout, 2 * layout.size()).cast::<u64>();
        let right = !larger.is_null() && larger.read() == 42;
        allocator.dealloc(larger.cast(), Layout::new::<[u64; 40]>());
        right
    }
}

fn static_arrays_work() -> bool {
    on_a_static_array!(BumpFreeList) && on_a_static_array!(SegregatedBump) && on_a_static_array!(FreeList)
}

/// On a target that is neither Unix nor Windows there is no memory to grow: the unit structs exist, and refuse every request.
#[cfg(target_os = "uefi")]
#[unsafe(no_mangle)]
extern "efiapi" fn efi_main(_image: usize, _system_table: usize) -> usize {
    usize::from(!static_arrays_work() || works(&FreeListAllocator))
}

#[cfg(unix)]
#[unsafe(no_mangle)]
extern "C" fn main(_count: i32, _arguments: *const *const u8) -> i32 {
    i32::from(!static_arrays_work() || !works(&FreeListAllocator))
}

#[cfg(unix)]
#[link(name = "c")]
unsafe extern "C" {}

/// `core` comes compiled for unwinding and names this function. Nothing unwinds here, so it is never called.
#[cfg(unix)]
#[unsafe(no_mangle)]
extern "C" fn rust_eh_personality() {}

#[panic_handler]
fn panic(_: &PanicInfo<'_>) -> ! {
    loop {}
}
