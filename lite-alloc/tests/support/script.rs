//! The operations up to a panic, printed as a test: [`Script`].
//!
//! A panic hook prints them, because some panics cannot be caught, such as that of a misaligned pointer.

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
    /// The operations so far, including the current one.
    static CURRENT: RefCell<Option<Case>> = const { RefCell::new(None) };
}

/// Translates operations on live blocks sorted by address to the order that the live blocks have in the model when the test is
/// replayed.
#[derive(Clone)]
pub struct Script {
    case: Case,
    /// The addresses of the live blocks, in the order of the model during a replay.
    live: Vec<usize>,
}

impl Script {
    pub fn new(zeroed: bool, shape: Shape) -> Self {
        show_on_panic();
        Self { case: Case { zeroed, shape, operations: Vec::new() }, live: Vec::new() }
    }

    /// Records `operation` before it is done.
    pub fn announce(&mut self, mut operation: Operation, model: &Model) {
        if let Operation::Reallocate { block, .. } | Operation::Deallocate { block } = &mut operation {
            let address = model.live[*block].address();
            *block = self.live.iter().position(|&live| live == address).expect("a live block");
        }
        self.case.operations.push(operation);
        CURRENT.set(Some(self.case.clone()));
    }

    /// Updates the live blocks after the operation announced last was done.
    pub fn done(&mut self, model: &Model) {
        let size_at = |address: usize| {
            model.live.iter().find(|block| block.address() == address).map(|block| block.layout.size())
        };
        // The last block moves to the index of a block that was freed or reallocated.
        match self.case.operations.last() {
            Some(&Operation::Deallocate { block }) => {
                self.live.swap_remove(block);
            }
            // If the reallocation was refused, the block keeps its size and index.
            Some(&Operation::Reallocate { block, size: Size::Bytes(size) })
                if size_at(self.live[block]).is_none_or(|now| now == size) =>
            {
                self.live.swap_remove(block);
            }
            _ => {}
        }
        // A new block comes last.
        let addresses = model.live.iter().map(|block| block.address());
        let new = addresses.filter(|address| !self.live.contains(address));
        self.live.extend(new.collect::<Vec<_>>());
    }
}

/// From now on, prints the operations of a thread when it panics.
fn show_on_panic() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let usual = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            usual(info);
            if let Some(case) = CURRENT.take() {
                // The test runner would capture the output of `eprintln!`, and lose it if the process aborts.
                let _ = writeln!(io::stderr(), "as a test for replays.rs:\n{case}");
            }
        }));
    });
}
