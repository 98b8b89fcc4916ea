//! A program without the standard library, with a panic handler and a heap of its own.
//!
//! lite-alloc once linked std in wherever the operating system's name isn't `none`. UEFI programs, drivers, and programs
//! such as this one on Linux then had two panic handlers, and didn't link.
#![no_std]
#![no_main]

extern crate alloc;

use alloc::vec;
use core::{hint::black_box, panic::PanicInfo};

use lite_alloc::{free_list::FreeList, global::Global, memory::region::Region};

const SIZE: usize = 64 * 1024;

#[repr(align(16))]
struct Bytes(#[expect(dead_code, reason = "only its address is used")] [u8; SIZE]);
static mut BYTES: Bytes = Bytes([0; SIZE]);

#[global_allocator]
static HEAP: Global<FreeList<Region<true>>> =
    // SAFETY: the range is aligned to 16 bytes and zero, and nothing else uses it.
    Global::new(FreeList::new(unsafe { Region::new((&raw mut BYTES).cast(), SIZE, 1024) }));

#[panic_handler]
fn panic(_: &PanicInfo) -> ! {
    loop {}
}

#[cfg_attr(target_os = "uefi", unsafe(export_name = "efi_main"))]
#[cfg_attr(not(target_os = "uefi"), unsafe(export_name = "_start"))]
extern "C" fn start() -> ! {
    black_box(vec![1_u8; 100]);
    loop {}
}
