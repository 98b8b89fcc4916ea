//! qemu's machine `virt`: how a program starts there, what it was asked, how it answers, the count of instructions.

use core::{
    arch::{asm, global_asm},
    fmt::{self, Display, Write},
    panic::PanicInfo,
    ptr,
};

/// Where the runner puts what is asked: behind all that the program has.
const ASKED: *const [u32; 3] = ptr::without_provenance(0x8600_0000);

/// The serial port.
const SERIAL: *mut u8 = ptr::without_provenance_mut(0x1000_0000);

/// A device that ends the machine when this is written to it.
const FINISHER: *mut u32 = ptr::without_provenance_mut(0x10_0000);
const FINISH: u32 = 0x5555;

// Any trap is an error of the program's.
global_asm!(
    ".section .entry, \"ax\"",
    ".global _start",
    "_start:",
    "la sp, _stack",
    "la t0, trapped",
    "csrw mtvec, t0",
    "j {main}",
    ".align 2",
    "trapped:",
    "j {fails}",
    main = sym main,
    fails = sym fails,
);

extern "C" fn main() -> ! {
    crate::work()
}

extern "C" fn fails() -> ! {
    end("fails")
}

/// What is to be run.
pub fn asked() -> [u32; 3] {
    // SAFETY: the machine has memory there, and the program uses it for nothing.
    unsafe { ASKED.read_volatile() }
}

/// Instructions that were executed since the start, less some multiple of 2 to the 32nd.
#[inline(always)]
pub fn instructions() -> u32 {
    let count;
    // SAFETY: reading the counter changes nothing.
    unsafe { asm!("csrr {}, minstret", out(reg) count) };
    count
}

struct Serial;

impl Write for Serial {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for byte in text.bytes() {
            // SAFETY: the device takes bytes there; qemu's is always ready.
            unsafe { SERIAL.write_volatile(byte) };
        }
        Ok(())
    }
}

/// Prints the answer and ends the machine.
pub fn end(answer: impl Display) -> ! {
    let _ = writeln!(Serial, "{answer}");
    loop {
        // SAFETY: the device is there.
        unsafe { FINISHER.write_volatile(FINISH) };
    }
}

#[panic_handler]
fn panic(_: &PanicInfo<'_>) -> ! {
    end("fails")
}
