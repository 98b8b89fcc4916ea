//! The operations that a panic interrupts, shown as a test: [`Script`].
//!
//! Some panics cannot be caught, such as that of a misaligned pointer, so a hook shows it.

use std::{
    cell::RefCell,
    io::{self, Write as _},
    panic,
    sync::Once,
};

use super::{
    case::{Case, Shape},
    operation::{Operation, Size},
    shadow::Model,
};

thread_local! {
    /// What is being done.
    static CURRENT: RefCell<Option<Case>> = const { RefCell::new(None) };
}

/// Operations on blocks in the order of their addresses, retold for a model that has them in its own order.
#[derive(Clone)]
pub struct Script {
    case: Case,
    /// The addresses of the live blocks, in the order of the model that will replay it.
    live: Vec<usize>,
}

impl Script {
    pub fn new(zeroed: bool, shape: Shape) -> Self {
        show_on_panic();
        Self { case: Case { zeroed, shape, operations: Vec::new() }, live: Vec::new() }
    }

    /// `operation` comes next.
    pub fn announce(&mut self, mut operation: Operation, model: &Model) {
        if let Operation::Reallocate { block, .. } | Operation::Deallocate { block } = &mut operation {
            let address = model.live[*block].address();
            *block = self.live.iter().position(|&live| live == address).expect("a live block");
        }
        self.case.operations.push(operation);
        CURRENT.set(Some(self.case.clone()));
    }

    /// The operation announced last was done.
    pub fn done(&mut self, model: &Model) {
        let size_at = |address: usize| {
            model.live.iter().find(|block| block.address() == address).map(|block| block.layout.size())
        };
        // A block that was given back or got another size leaves its place to the last one.
        match self.case.operations.last() {
            Some(&Operation::Deallocate { block }) => {
                self.live.swap_remove(block);
            }
            // A refused one keeps its size and its place.
            Some(&Operation::Reallocate { block, size: Size::Bytes(size) })
                if size_at(self.live[block]).is_none_or(|now| now == size) =>
            {
                self.live.swap_remove(block);
            }
            _ => {}
        }
        // A new one is the last.
        let addresses = model.live.iter().map(|block| block.address());
        let new = addresses.filter(|address| !self.live.contains(address));
        self.live.extend(new.collect::<Vec<_>>());
    }
}

/// What is done in every thread from now on is shown when it panics.
fn show_on_panic() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let usual = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            usual(info);
            if let Some(case) = CURRENT.take() {
                // The test runner would keep what `eprintln!` prints, and lose it if this aborts.
                let _ = writeln!(io::stderr(), "as a test for replays.rs:\n{case}");
            }
        }));
    });
}
