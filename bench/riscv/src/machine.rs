//! QEMU's machine `virt`: the entry of the program, its arguments, its answer, and the instruction counter.

use core::{
    arch::{asm, global_asm},
    fmt::{self, Display, Write},
    panic::PanicInfo,
    ptr,
};

/// The address of the arguments, which the runner writes. It is beyond the memory of the program.
const ARGUMENTS: *const [u32; 3] = ptr::without_provenance(0x8600_0000);

/// The serial port.
const SERIAL: *mut u8 = ptr::without_provenance_mut(0x1000_0000);

/// A device that stops the machine when [`FINISH`] is written to it.
const FINISHER: *mut u32 = ptr::without_provenance_mut(0x10_0000);
const FINISH: u32 = 0x5555;

// Any trap is an error of the program.
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

/// What to run: the index of a workload, the number of operations, and the seed.
pub fn arguments() -> [u32; 3] {
    // SAFETY: the machine has memory there, and the program doesn't use it otherwise.
    unsafe { ARGUMENTS.read_volatile() }
}

/// The number of instructions since the start, modulo 2^32.
#[inline(always)]
pub fn instructions() -> u32 {
    let count;
    // SAFETY: reading the counter has no side effects.
    unsafe { asm!("csrr {}, minstret", out(reg) count) };
    count
}

struct Serial;

impl Write for Serial {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for byte in text.bytes() {
            // SAFETY: the device accepts bytes there, and in QEMU it is always ready.
            unsafe { SERIAL.write_volatile(byte) };
        }
        Ok(())
    }
}

/// Prints the answer and stops the machine.
pub fn end(answer: impl Display) -> ! {
    let _ = writeln!(Serial, "{answer}");
    loop {
        // SAFETY: the machine has the device at this address.
        unsafe { FINISHER.write_volatile(FINISH) };
    }
}

#[panic_handler]
fn panic(_: &PanicInfo<'_>) -> ! {
    end("fails")
}
