//! Random operations, as in `shadow.rs`, on the real memory of WebAssembly, where other code takes pages too: this program's
//! own allocator, `memory.grow` in Rust, and JavaScript.

#![cfg(target_arch = "wasm32")]

mod support;

use std::alloc::Layout;

use lite_alloc::{
    PAGE_SIZE,
    boundary_tag::BoundaryTag,
    bump_free_list::BumpFreeList,
    free_list::FreeList,
    memory::{Memory, Pages, platform::Platform},
    segregated_bump::SegregatedBump,
};
use proptest::{
    strategy::Strategy,
    test_runner::{Config, TestRunner},
};
use support::{arena::Host, log::Log, shadow::Shadow, strategy::operations, subject::Subject};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;

/// The platform's memory, with a limit on what one heap may take of it.
struct Real {
    platform: Platform,
    left: usize,
    refuse: usize,
    by_javascript: bool,
}

impl Real {
    fn new(pages: usize) -> Self {
        Self { platform: Platform, left: pages * PAGE_SIZE, refuse: 0, by_javascript: false }
    }
}

impl Host for Real {
    /// The test's own allocations come from the same memory.
    const ALONE: bool = false;

    /// Alternates between JavaScript's `memory.grow` and ours.
    fn take(&mut self, bytes: usize) {
        let pages = bytes.div_ceil(PAGE_SIZE);
        self.by_javascript = !self.by_javascript;
        if self.by_javascript {
            let memory: js_sys::WebAssembly::Memory = wasm_bindgen::memory().unchecked_into();
            memory.grow(pages as u32);
        } else {
            // SAFETY: the pages are not used.
            unsafe { lite_alloc::grow_memory(pages) };
        }
    }

    fn refuse(&mut self, times: usize) {
        self.refuse = times;
    }

    fn refusing(&self) -> usize {
        self.refuse
    }

    fn available(&self) -> usize {
        self.left
    }

    fn page(&self) -> usize {
        PAGE_SIZE
    }
}

// SAFETY: the platform meets the requirements; this only refuses more often.
unsafe impl Memory for Real {
    const ZEROED: bool = Platform::ZEROED;

    fn end(&self) -> usize {
        self.platform.end()
    }

    fn grow(&mut self, bytes: usize) -> Option<Pages> {
        if self.refuse > 0 {
            self.refuse -= 1;
            return None;
        }
        if bytes > self.left {
            return None;
        }
        let pages = self.platform.grow(bytes)?;
        self.left = self.left.saturating_sub(pages.size);
        Some(pages)
    }

    fn at(&self, address: usize) -> *mut u8 {
        self.platform.at(address)
    }
}

fn random<A: Subject<Memory = Real>>() {
    let config = Config { cases: 24, failure_persistence: None, ..Config::default() };
    let strategy = (1..=40_usize, operations(1 << 20, 60));
    let result = TestRunner::new(config).run(&strategy.no_shrink(), |(pages, operations)| {
        let mut shadow = Shadow::<A>::new(Real::new(pages));
        for operation in operations {
            shadow.apply(operation);
        }
        shadow.clear();
        Ok(())
    });
    result.unwrap();
}

/// JavaScript takes a page after every allocation: no block may reach into it.
fn javascript_grows_in_between<A: Subject<Memory = Real>>() {
    let mut shadow = Shadow::<A>::new(Real::new(64));
    for step in 0..10 {
        let layout = Layout::from_size_align(20_000 + step * 4000, 16 << step).unwrap();
        shadow.allocate(layout, step % 2 == 0).unwrap();
        shadow.host().by_javascript = false;
        shadow.host().take(PAGE_SIZE);
        shadow.reallocate(step, 70_000);
    }
    shadow.clear();
}

macro_rules! suite {
    ($($test:ident: $allocator:ident)*) => {
        $(mod $test {
            use super::*;
            #[wasm_bindgen_test]
            fn random() {
                super::random::<$allocator<Real, Log>>();
            }
            #[wasm_bindgen_test]
            fn javascript_grows_in_between() {
                super::javascript_grows_in_between::<$allocator<Real, Log>>();
            }
        })*
    };
}

suite! {
    bump_free_list: BumpFreeList
    segregated_bump: SegregatedBump
    free_list: FreeList
    boundary_tag: BoundaryTag
}
