//! A heap on a Cortex-M microcontroller. Main allocates from it, and so does an interrupt handler, at any moment.
//!
//! The handler simulates a sensor: it stores each measurement in a block on the heap and queues it. Main takes the blocks
//! from the queue, keeps a summary, and frees them.
//!
//! ```sh
//! rustup target add thumbv6m-none-eabi   # the compiler for a Cortex-M0
//! apt-get install qemu-system-arm        # a board to run it on
//! cargo run --release
//! cargo run --release --target thumbv7em-none-eabihf   # the same on a Cortex-M4
//! ```
//!
//! For a heap in your own project, take from here:
//! - `lite-alloc` with the feature `critical-section`, and `critical-section-single-core` of cortex-m (`Cargo.toml`);
//! - a range of RAM for it (`memory.x`), and the allocator on that range (`src/heap.rs`);
//! - `extern crate alloc`, which provides `Vec`, `String`, `Box`, `BTreeMap` without an operating system.
#![no_std]
#![no_main]

extern crate alloc;

mod heap;

use alloc::{
    boxed::Box,
    collections::{BTreeMap, VecDeque},
    format,
    string::String,
    vec,
    vec::Vec,
};
use core::cell::RefCell;

use cortex_m::{Peripherals, peripheral::syst::SystClkSource};
use cortex_m_rt::{entry, exception};
use critical_section::Mutex;
use semihosting::{println, process};

/// One measurement of a sensor.
struct Reading {
    sensor: String,
    samples: Vec<u16>,
}

/// From the handler to main. A critical section keeps the handler from running while main accesses the queue.
static QUEUE: Mutex<RefCell<VecDeque<Reading>>> = Mutex::new(RefCell::new(VecDeque::new()));

/// When main is slow, the queue is full and readings are dropped, so the handler frees memory too.
const QUEUE_LENGTH: usize = 4;

/// How many readings main waits for.
const READINGS: u32 = 3_000;

/// The time between two interrupts, in cycles of the processor clock: half a millisecond at 16 MHz.
const PERIOD: u32 = 8_000;

/// The interrupt of SysTick, a timer that nearly every Cortex-M has. It may occur in the middle of any allocation in main;
/// without the critical section in the allocator it would find the heap in an inconsistent state.
#[exception]
fn SysTick() {
    // cortex-m-rt turns it into a `&mut` that keeps its value between interrupts.
    static mut TICK: u16 = 0;
    *TICK = TICK.wrapping_add(1);
    let length = *TICK % 10 + 1;
    let reading = Reading {
        sensor: format!("sensor {}", *TICK % 3),
        samples: (0..length).map(|n| TICK.wrapping_add(n)).collect(),
    };
    critical_section::with(|section| {
        let mut queue = QUEUE.borrow_ref_mut(section);
        if queue.len() < QUEUE_LENGTH {
            queue.push_back(reading);
        }
    });
}

/// Something that main does with each reading.
trait Summary {
    fn add(&mut self, reading: &Reading);
    fn report(&self) -> String;
}

/// How many samples each sensor gave.
#[derive(Default)]
struct Count(BTreeMap<String, u32>);

impl Summary for Count {
    fn add(&mut self, reading: &Reading) {
        *self.0.entry(reading.sensor.clone()).or_default() += reading.samples.len() as u32;
    }

    fn report(&self) -> String {
        format!("samples: {:?}", self.0)
    }
}

/// The last readings as lines of text.
#[derive(Default)]
struct Log(VecDeque<String>);

impl Summary for Log {
    fn add(&mut self, reading: &Reading) {
        if self.0.len() == 4 {
            self.0.pop_front();
        }
        self.0.push_back(format!("{}: {:?}", reading.sensor, reading.samples));
    }

    fn report(&self) -> String {
        format!("last of {} lines: {}", self.0.len(), self.0.back().map_or("", String::as_str))
    }
}

#[entry]
fn main() -> ! {
    let mut timer = Peripherals::take().unwrap().SYST;
    timer.set_clock_source(SystClkSource::Core);
    timer.set_reload(PERIOD);
    timer.clear_current();
    timer.enable_interrupt();
    timer.enable_counter();

    let mut summaries: Vec<Box<dyn Summary>> = vec![Box::<Count>::default(), Box::<Log>::default()];
    let mut report = Vec::new();
    let mut seen = 0;
    while seen < READINGS {
        // Process the reading outside of the critical section, so that interrupts are disabled only briefly.
        let next = critical_section::with(|section| QUEUE.borrow_ref_mut(section).pop_front());
        if let Some(reading) = next {
            seen += 1;
            // Samples are consecutive numbers, so a corrupted heap would show here.
            assert!(reading.samples.windows(2).all(|pair| pair[1] == pair[0].wrapping_add(1)), "corrupted");
            summaries.iter_mut().for_each(|summary| summary.add(&reading));
        }
        // As if for a display: main keeps allocating and freeing, and interrupts occur in the middle of it.
        report = summaries.iter().map(|summary| summary.report()).collect();
    }
    println!("{}", report.join("\n"));
    process::exit(0)
}
