//! Runs one workload on one allocator and prints the number of instructions, on QEMU's machine `virt` without an operating
//! system.
//!
//! The runner writes the arguments to memory before the start: the index of a workload, a number of operations, and a seed,
//! one word each. The answer is one line on the serial port.
#![cfg_attr(target_os = "none", no_std, no_main)]

#[cfg(target_os = "none")]
mod counted;
#[cfg(target_os = "none")]
mod machine;

/// Runs the workload and answers with the checksum, requests, instructions in the allocator, and all instructions.
#[cfg(target_os = "none")]
fn work() -> ! {
    let [workload, operations, seed] = machine::arguments();
    riscv::start();
    let Some(workload) = workloads::ALL.get(workload as usize) else { machine::end("fails") };
    let before = machine::instructions();
    let checksum = (workload.run)(operations, seed);
    let all = machine::instructions().wrapping_sub(before);
    let counted::Counts { requests, inside } = counted::counts();
    machine::end(format_args!("done {checksum} {requests} {inside} {all}"))
}

/// It does nothing on other targets, so that the whole workspace can be built.
#[cfg(not(target_os = "none"))]
fn main() {}
