//! Runs one workload on one allocator and prints the instructions that it took, on qemu's machine `virt` without an
//! operating system.
//!
//! What to run is put into memory by whoever starts the machine, at [`ASKED`]: a workload's place in the list, a number
//! of operations, a seed, one word each. The answer is one line on the serial port.
#![cfg_attr(target_os = "none", no_std, no_main)]

#[cfg(target_os = "none")]
mod counted;
#[cfg(target_os = "none")]
mod machine;

/// Runs what is asked and answers with checksum, requests, instructions in the allocator, instructions in all.
#[cfg(target_os = "none")]
fn work() -> ! {
    let [workload, operations, seed] = machine::asked();
    riscv::start();
    let Some(workload) = workloads::ALL.get(workload as usize) else { machine::end("fails") };
    let before = machine::instructions();
    let checksum = (workload.run)(operations, seed);
    let all = machine::instructions().wrapping_sub(before);
    let counted::Counts { requests, inside } = counted::counts();
    machine::end(format_args!("done {checksum} {requests} {inside} {all}"))
}

/// It does nothing elsewhere, so that the whole workspace can be built.
#[cfg(not(target_os = "none"))]
fn main() {}
