//! A heap on a RISC-V microcontroller: text is parsed into a tree of boxes, and running out of memory is an error that the
//! program survives.
//!
//! ```sh
//! rustup target add riscv32imac-unknown-none-elf
//! apt-get install qemu-system-misc   # a board to run it on
//! cargo run --release
//! ```
//!
//! For a heap in your own project, take from here:
//! - `lite-alloc` with the feature `critical-section`, and `critical-section-single-hart` of riscv (`Cargo.toml`);
//!   then interrupt handlers may allocate, as in `examples/microcontroller`, and chips without atomic instructions
//!   (`riscv32imc`) are supported;
//! - a range of RAM for it (`memory.x`), and the allocator on that range (`src/heap.rs`);
//! - `extern crate alloc`, which provides `Vec`, `String`, `Box`, `BTreeMap` without an operating system.
#![no_std]
#![no_main]

extern crate alloc;

mod heap;

use alloc::{borrow::ToOwned, boxed::Box, collections::BTreeMap, format, string::String, vec::Vec};

// Referred to, so that its critical section is linked.
use riscv as _;
use riscv_rt::entry;
use semihosting::{println, process};

type Variables = BTreeMap<String, i32>;

/// A part of a formula. Each kind is a type of its own, allocated on the heap.
trait Term {
    fn value(&self, variables: &Variables) -> i32;
}

struct Number(i32);

struct Variable(String);

struct Operation {
    apply: fn(i32, i32) -> i32,
    left: Box<dyn Term>,
    right: Box<dyn Term>,
}

impl Term for Number {
    fn value(&self, _: &Variables) -> i32 {
        self.0
    }
}

impl Term for Variable {
    fn value(&self, variables: &Variables) -> i32 {
        variables.get(&self.0).copied().unwrap_or_default()
    }
}

impl Term for Operation {
    fn value(&self, variables: &Variables) -> i32 {
        (self.apply)(self.left.value(variables), self.right.value(variables))
    }
}

/// Parses a formula in postfix notation: `2 x * 1 +` is 2 · x + 1.
fn parse(text: &str) -> Option<Box<dyn Term>> {
    let mut terms: Vec<Box<dyn Term>> = Vec::new();
    for word in text.split_whitespace() {
        let apply: fn(i32, i32) -> i32 = match word {
            "+" => i32::wrapping_add,
            "-" => i32::wrapping_sub,
            "*" => i32::wrapping_mul,
            _ => {
                terms.push(match word.parse() {
                    Ok(number) => Box::new(Number(number)),
                    Err(_) => Box::new(Variable(word.to_owned())),
                });
                continue;
            }
        };
        let (right, left) = (terms.pop()?, terms.pop()?);
        terms.push(Box::new(Operation { apply, left, right }));
    }
    terms.pop()
}

#[entry]
fn main() -> ! {
    let mut variables = Variables::new();
    // Each round frees what it allocated, so 64 KiB are enough for any number of rounds.
    for round in 0..1_000 {
        variables.insert("x".to_owned(), round);
        variables.insert(format!("y{}", round % 5), round);
        let formula = format!("x x * {round} - x 1 - y{} * -", round % 5);
        let term = parse(&formula).expect("the formula is complete");
        assert_eq!(term.value(&variables), round * round - round - (round - 1) * round);
    }
    println!("variables: {variables:?}");

    // More than the heap holds. `with_capacity` would abort the program; `try_reserve` returns an error.
    let mut large: Vec<u8> = Vec::new();
    assert!(large.try_reserve_exact(1024 * 1024).is_err());
    // A refused request loses no memory.
    assert!(large.try_reserve_exact(32 * 1024).is_ok());
    println!("1 MiB was refused, {} bytes were not", large.capacity());
    process::exit(0)
}
