//! One suite for all allocators: random operations, and a model that checks what must be true after each of them.
//!
//! The model is [`support::shadow::Shadow`]; `wasm_shadow.rs` runs such cases in wasm on the real memory.
//! `PROPTEST_CASES=10000 cargo test -p lite-alloc --test shadow` tests longer. Under Miri there are fewer and shorter cases.

#![cfg(not(target_arch = "wasm32"))]

mod support;

use std::alloc::Layout;

use lite_alloc::{
    GRANULE, boundary_tag::BoundaryTag, bump_free_list::BumpFreeList, free_list::FreeList,
    memory::Memory as _, segregated_bump::SegregatedBump,
};
use proptest::{
    prelude::*,
    test_runner::{Config, TestRunner},
};
use support::{
    arena::{Arena, GARBAGE, Host},
    case::{Case, Shape, run},
    log::Log,
    operation::Operation,
    pattern,
    picture::bytes,
    shadow::Shadow,
    strategy::{large, operations, small},
    subject::{Kind, Subject},
};

/// Runs `test` on many inputs; the smallest one that fails is shown.
fn explore<S: Strategy>(strategy: S, test: impl Fn(S::Value)) {
    let mut config = Config { failure_persistence: None, ..Config::default() };
    if cfg!(miri) {
        config.cases = 1;
        config.max_shrink_iters = 0;
    } else if std::env::var_os("PROPTEST_CASES").is_none() {
        config.cases = 64;
    }
    let result = TestRunner::new(config).run(&strategy, |input| {
        test(input);
        Ok(())
    });
    if let Err(failure) = result {
        panic!("{failure}");
    }
}

const LENGTH: usize = if cfg!(miri) { 15 } else { 100 };

fn random<A: Subject<Memory = Arena<ZEROED>>, const ZEROED: bool>(
    shapes: impl Strategy<Value = Shape>,
    most: usize,
) {
    let cases = (shapes, operations(most, LENGTH));
    let cases = cases.prop_map(|(shape, operations)| Case { zeroed: ZEROED, shape, operations });
    explore(cases, |case| run::<A, ZEROED>(case.shape, &case.operations));
}

fn small_heap<A: Subject<Memory = Arena<ZEROED>>, const ZEROED: bool>() {
    random::<A, ZEROED>(small(), if cfg!(miri) { 300 } else { 3000 });
}

fn large_heap<A: Subject<Memory = Arena<ZEROED>>, const ZEROED: bool>() {
    if !cfg!(miri) {
        random::<A, ZEROED>(large(), 4 << 20);
    }
}

/// The roots and the bytes of the memory are the whole state: after they are restored, the same operations have the same
/// results.
fn state_can_be_restored<A: Subject<Memory = Arena<ZEROED>>, const ZEROED: bool>() {
    explore((small(), operations(500, LENGTH), operations(500, 20)), |(shape, past, future)| {
        let mut shadow = Shadow::<A>::new(shape.build());
        past.into_iter().for_each(|operation| shadow.apply(operation));
        shadow.host().refuse(0);
        let roots = shadow.allocator.roots();
        let end = shadow.memory().end();
        let picture = shadow.picture();
        let model = shadow.model.clone();
        let saved: Vec<_> = model.pages.iter().map(|run| bytes(shadow.memory(), run)).collect();

        let run = |shadow: &mut Shadow<A>| {
            let mut events = Vec::new();
            for &operation in &future {
                shadow.apply(operation);
                events.append(&mut shadow.events);
            }
            (events, shadow.picture())
        };
        let first = run(&mut shadow);

        shadow.host().refuse(0);
        shadow.host().set_end(end);
        for (run, bytes) in model.pages.iter().zip(&saved) {
            let start = shadow.memory().at(run.start);
            // SAFETY: these pages were granted, and held these bytes when the roots were read.
            unsafe { start.copy_from_nonoverlapping(bytes.as_ptr(), bytes.len()) };
        }
        // SAFETY: the memory holds the same bytes as when the roots were read.
        unsafe { shadow.allocator.set_roots(roots) };
        shadow.model = model;
        assert_eq!(shadow.picture(), picture);
        assert_eq!(run(&mut shadow), first);
    });
}

/// The memory claims to grant zeroed pages but fills them with garbage, which shows that the allocator does not clear fresh
/// pages again. If the memory makes no such claim, the allocator must clear them.
fn fresh_zeros_are_not_cleared<A: Subject<Memory = Arena<ZEROED>>, const ZEROED: bool>() {
    let mut arena = Arena::new(4096, 8, 0);
    arena.fresh = GARBAGE;
    let mut allocator = A::build(arena, Log::default());
    let mut some_bytes = |layout: Layout| {
        let block = allocator.allocate_zeroed(layout).unwrap();
        // The first granule is skipped: the header of a free block may have been there.
        // SAFETY: the block has at least `size` bytes, all of which the arena has initialised.
        let (first, last) = unsafe { (block.add(GRANULE).read(), block.add(layout.size() - 1).read()) };
        // SAFETY: it is live.
        unsafe {
            block.write_bytes(1, layout.size());
            allocator.deallocate(block, layout);
        }
        [first, last]
    };
    let layout = Layout::from_size_align(100, 8).unwrap();
    let expected = if ZEROED { GARBAGE } else { 0 };
    assert_eq!(some_bytes(layout), [expected; 2], "fresh memory");
    assert_eq!(some_bytes(layout), [0; 2], "a block that was used before");
    let over_two_pages = Layout::from_size_align(5000, 16).unwrap();
    assert_eq!(some_bytes(over_two_pages)[1], expected, "fresh memory at the end");
}

/// The heap grows by no more than is missing: the bytes that it has at the end of the memory count.
fn the_last_page_is_used_to_the_last_byte<A: Subject<Memory = Arena<ZEROED>>, const ZEROED: bool>() {
    if A::KIND == Kind::BoundaryTag {
        return the_last_page_is_used_to_the_last_tag::<A, ZEROED>();
    }
    for pages in 1..=4 {
        let mut shadow = Shadow::<A>::new(Arena::new(1024, pages, 16));
        let layout = |size| Layout::from_size_align(size, 16).unwrap();
        assert!(shadow.allocate(layout(512), false).is_some());
        let mut rest = pages * 1024 - 512;
        assert!(shadow.allocate(layout(rest + 1), false).is_none(), "one byte more than is available");
        while rest != 0 {
            // A power of two is a block's size in every allocator.
            let size = 1 << rest.ilog2();
            assert!(
                shadow.allocate(layout(size), false).is_some(),
                "{size} of the {rest} bytes left of {pages} pages"
            );
            rest -= size;
        }
        assert!(shadow.allocate(layout(1), false).is_none());
    }
}

/// The same for the heap that has its bins at the start and a tag at the end.
fn the_last_page_is_used_to_the_last_tag<A: Subject<Memory = Arena<ZEROED>>, const ZEROED: bool>() {
    for pages in 1..=4 {
        let layout = |size| Layout::from_size_align(size, 16).unwrap();
        let most = pages * 1024 - 460 - 2 * A::HEADER;
        let mut shadow = Shadow::<A>::new(Arena::new(1024, pages, 16));
        assert!(shadow.allocate(layout(most + 1), false).is_none(), "one byte more than is available");
        assert!(shadow.allocate(layout(most), false).is_some(), "{most} bytes in {pages} pages");
        assert!(shadow.allocate(layout(1), false).is_none());
        // Without the feature every reallocation needs a second block, and there is no room for one.
        let in_place = cfg!(feature = "realloc");
        assert_eq!(shadow.reallocate(0, most - 100), in_place, "it shrinks");
        assert!(!shadow.reallocate(0, most + 1));
        assert_eq!(shadow.reallocate(0, most), in_place, "it grows to its old size");
    }
}

/// After requests that are too large are refused, a request that fits succeeds.
fn smaller_requests_succeed_after_a_refusal<A: Subject<Memory = Arena<ZEROED>>, const ZEROED: bool>() {
    let mut shadow = Shadow::<A>::new(Arena::new(4096, 4, 0));
    for size in [isize::MAX as usize, 1 << 20, 4 * 4096 + 1] {
        assert!(shadow.allocate(Layout::from_size_align(size, 1).unwrap(), false).is_none());
    }
    assert!(shadow.allocate(Layout::from_size_align(2 * 4096, 16).unwrap(), true).is_some());
    assert!(shadow.allocate(Layout::from_size_align(2 * 4096 + 1, 16).unwrap(), true).is_none());
    let align = if A::KIND == Kind::BoundaryTag { 1024 } else { 4096 };
    assert!(shadow.allocate(Layout::from_size_align(4096, align).unwrap(), true).is_some());
}

/// While other code takes pages, every byte of the heap's pages is used, free, or reported as lost.
fn other_code_takes_pages_in_between<A: Subject<Memory = Arena<ZEROED>>, const ZEROED: bool>() {
    let mut shadow = Shadow::<A>::new(Arena::new(256, 64, 0));
    for step in 0..20 {
        shadow.allocate(Layout::from_size_align(100 + step * 7, 32).unwrap(), step % 2 == 0);
        shadow.apply(Operation::Take { pages: 1 });
        if step % 3 == 2 {
            shadow.deallocate(step % shadow.model.live.len());
        }
    }
    assert!(shadow.model.pages.len() > 5, "the heap has many runs of pages: {:x?}", shadow.model.pages);
    let mut contents = shadow.model.live.iter();
    // SAFETY: every live block is filled with a pattern that is never zero.
    assert!(contents.all(|block| unsafe { !pattern::is_zero(block.pointer.as_ptr(), 1) }));
}

macro_rules! suite {
    ($($test:ident)*) => {
        suite! { bump_free_list BumpFreeList: $($test)* }
        suite! { segregated_bump SegregatedBump: $($test)* }
        suite! { free_list FreeList: $($test)* }
        suite! { boundary_tag BoundaryTag: $($test)* }
    };
    ($module:ident $allocator:ident: $($test:ident)*) => {
        mod $module {
            use super::*;
            $(mod $test {
                use super::*;
                #[test]
                fn zeroed() {
                    super::super::$test::<$allocator<Arena<true>, Log>, true>();
                }
                #[test]
                fn unknown() {
                    super::super::$test::<$allocator<Arena<false>, Log>, false>();
                }
            })*
        }
    };
}

suite! {
    small_heap
    large_heap
    state_can_be_restored
    fresh_zeros_are_not_cleared
    the_last_page_is_used_to_the_last_byte
    smaller_requests_succeed_after_a_refusal
    other_code_takes_pages_in_between
}
