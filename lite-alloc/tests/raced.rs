//! The suite's model on a memory that other threads take pages of between `Memory::end` and `Memory::grow`.
//!
//! Real threads do that rarely; here it is done on purpose, in every pattern of eight growths.

#![cfg(not(target_arch = "wasm32"))]

mod support;

use std::alloc::Layout;

use lite_alloc::{
    boundary_tag::BoundaryTag,
    bump_free_list::BumpFreeList,
    free_list::FreeList,
    memory::{Memory, Pages},
    segregated_bump::SegregatedBump,
};
use support::{
    arena::{Arena, Host},
    case::{Case, after_all},
    log::Log,
    operation::Operation,
    shadow::Shadow,
    subject::Subject,
};

/// An arena that others take a page of just before it grows, or not, by turns.
struct Raced {
    arena: Arena<true>,
    /// One bit for each growth, the lowest first, round and round.
    taken: u8,
}

impl Host for Raced {
    const ALONE: bool = false;

    fn take(&mut self, bytes: usize) {
        self.arena.take(bytes);
    }

    fn refuse(&mut self, times: usize) {
        self.arena.refuse(times);
    }

    fn refusing(&self) -> usize {
        self.arena.refusing()
    }

    fn available(&self) -> usize {
        self.arena.available()
    }

    fn page(&self) -> usize {
        self.arena.page()
    }
}

// SAFETY: the arena keeps the promises, and pages that start higher are allowed where a memory is shared.
unsafe impl Memory for Raced {
    const ZEROED: bool = true;

    const SHARED: bool = true;

    fn end(&self) -> usize {
        self.arena.end()
    }

    fn grow(&mut self, bytes: usize) -> Option<Pages> {
        if self.taken & 1 != 0 {
            self.arena.take(self.arena.page());
        }
        self.taken = self.taken.rotate_right(1);
        self.arena.grow(bytes)
    }

    fn at(&self, address: usize) -> *mut u8 {
        self.arena.at(address)
    }
}

/// Every pattern of others taking pages, on the operations that some bytes make.
fn every_pattern<A: Subject<Memory = Raced>>() {
    let (patterns, length) = if cfg!(miri) { (1, 12) } else { (256, 60) };
    for taken in 0..patterns {
        let bytes: Vec<u8> =
            (0..4 * length + 3).map(|at| (at * at * 7 + at / 3 + taken * 31) as u8).collect();
        let mut case = Case::decode(&bytes);
        case.shape.pages = 48;
        let mut shadow = Shadow::<A>::new(Raced { arena: case.shape.build(), taken: taken as u8 });
        for operation in case.operations {
            shadow.apply(operation);
        }
        shadow.clear();
        after_all(shadow);
    }
}

/// Blocks that grow one after another, each into pages that are not where they were expected.
fn the_last_block_grows<A: Subject<Memory = Raced>>() {
    for taken in if cfg!(miri) { 0b101..=0b101 } else { 0..=u8::MAX } {
        let mut shadow = Shadow::<A>::new(Raced { arena: Arena::new(256, 64, 16), taken });
        for step in 0..8 {
            let layout = Layout::from_size_align(200, 16 << (step % 3)).unwrap();
            if shadow.allocate(layout, true).is_some() {
                let last = shadow.model.live.len() - 1;
                shadow.reallocate(last, 300 + 100 * step);
            }
            if step % 3 == 2 {
                shadow.apply(Operation::Deallocate { block: step });
            }
        }
        shadow.clear();
        after_all(shadow);
    }
}

/// Others could take pages, but do not: what is left of the last page is used first, and nothing is lost.
fn nobody_takes_pages<A: Subject<Memory = Raced>>() {
    let mut shadow = Shadow::<A>::new(Raced { arena: Arena::new(256, 64, 16), taken: 0 });
    for size in [16, 512, 16, 512] {
        shadow.allocate(Layout::from_size_align(size, 16).unwrap(), true).expect("there are pages");
    }
    assert_eq!(shadow.model.lost, []);
}

macro_rules! suite {
    ($($module:ident $allocator:ident)*) => {
        $(mod $module {
            use super::*;
            #[test]
            fn every_pattern() {
                super::every_pattern::<$allocator<Raced, Log>>();
            }
            #[test]
            fn nobody_takes_pages() {
                super::nobody_takes_pages::<$allocator<Raced, Log>>();
            }
            #[test]
            fn the_last_block_grows() {
                super::the_last_block_grows::<$allocator<Raced, Log>>();
            }
        })*
    };
}

suite! {
    bump_free_list BumpFreeList
    segregated_bump SegregatedBump
    free_list FreeList
    boundary_tag BoundaryTag
}
