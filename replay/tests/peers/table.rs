//! A table of operations does what single requests do, over and over.

use heap_lab::{
    arena::Settings,
    lab::{
        LaneKind, Lanes,
        peer::{
            Call, Engine,
            timing::{FEWEST, Timing},
        },
    },
    trace::{Op, Trace},
};
use std::cell::Cell;

use crate::module::{DONE, Heap, INVALID, REFUSED, instance};

const SETTINGS: Settings = Settings { page_size: 256, max_pages: 64 };

/// A table of these operations, opened in an instance.
fn table(kind: LaneKind, operations: &[[u32; 3]], slots: u32) -> impl FnMut(Call) -> u32 + use<> {
    let mut instance = instance();
    let Settings { page_size, max_pages } = SETTINGS;
    let count = operations.len() as u32;
    let open = Call::Open { kind: kind as u32, page_size, max_pages, operations: count, slots };
    assert_eq!(instance.call(open), Some(DONE));
    let at = instance.call(Call::Operations).expect("no trap");
    let bytes: Vec<u8> = operations.iter().flatten().flat_map(|number| number.to_le_bytes()).collect();
    assert!(instance.write(at, &bytes));
    move |call| instance.call(call).expect("no trap")
}

#[test]
fn a_table_does_what_single_requests_do() {
    // Two blocks, one of them zeroed, a page of other code, a resized block, a freed one, and a request that is refused.
    let operations: [[u32; 3]; 7] = [
        [3 << 8, 0, 100],
        [6 << 8 | 1, 1, 300],
        [4, 2, 0],
        [2, 0, 900],
        [3, 1, 0],
        [3 << 8, 1, 1 << 20],
        [3, 1, 0],
    ];
    for kind in LaneKind::ALL {
        let mut heap = Heap::open(kind, SETTINGS);
        let mut table = table(kind, &operations, 2);
        let mut step = |heap: &mut Heap| {
            assert_eq!(table(Call::Run { count: 1 }), DONE, "{kind:?}");
            let end = heap.ask(Call::HeapEnd);
            assert_eq!(table(Call::HeapEnd), end, "{kind:?}");
        };
        let one = heap.ask(Call::Allocate { size: 100, align: 8 });
        step(&mut heap);
        let two = heap.ask(Call::AllocateZeroed { size: 300, align: 64 });
        step(&mut heap);
        heap.ask(Call::TakePages { count: 2 });
        step(&mut heap);
        assert_ne!(heap.ask(Call::Reallocate { address: one, size: 100, align: 8, new_size: 900 }), REFUSED);
        step(&mut heap);
        assert_eq!(heap.ask(Call::Deallocate { address: two, size: 300, align: 64 }), DONE);
        step(&mut heap);
        assert_eq!(heap.ask(Call::Allocate { size: 1 << 20, align: 8 }), REFUSED);
        step(&mut heap);
        let end = heap.ask(Call::HeapEnd);
        // The last operation, on a slot that stayed empty, and then another whole round but for it.
        assert_eq!(table(Call::Run { count: 7 }), DONE);
        assert_eq!(table(Call::HeapEnd), end, "{kind:?}");
        assert_eq!(table(Call::Run { count: 70_000 }), DONE);
    }
}

#[test]
fn what_is_no_operation_ends_the_table() {
    let good = [3 << 8, 0, 100];
    for bad in [
        [9, 0, 8],
        [0xff, 0, 8],
        [3 << 8, 1, 8],
        [3 << 8, u32::MAX, 8],
        [3, 7, 0],
        [3 << 8, 0, 8],
        [2, 0, 0],
        [17 << 8 | 1, 0, 8],
    ] {
        for kind in LaneKind::ALL {
            let mut table = table(kind, &[good, bad], 1);
            assert_eq!(table(Call::Run { count: 1 }), DONE);
            assert_eq!(table(Call::Run { count: 1 }), INVALID, "{kind:?} {bad:?}");
        }
    }
    // An empty slot makes nothing wrong.
    for kind in LaneKind::ALL {
        let mut table = table(kind, &[[3, 0, 0], [2, 0, 8], [3 << 8, 0, u32::MAX]], 1);
        assert_eq!(table(Call::Run { count: 9 }), DONE, "{kind:?}");
    }
}

/// The clock ticks with each look at it: what is tested is that all of it works together.
#[test]
fn all_lanes_can_be_timed() {
    let ops = (0..FEWEST as u32 / 2).flat_map(|block| {
        let size = 8 + block % 200;
        [Op::Alloc { block, size, align: 8, zeroed: block % 7 == 0 }, Op::Free { block }]
    });
    let blocks = (0..FEWEST / 2).map(|block| block.to_string()).collect();
    let trace = Trace { ops: ops.collect(), blocks };
    let lanes = Lanes::of(|_| true);
    let mut timing = Timing::new(Box::new(instance()), &trace, SETTINGS, lanes).expect("it is long enough");
    let now = Cell::new(0.0);
    let clock = || {
        now.set(now.get() + 1.0);
        now.get()
    };
    let timed = loop {
        if let Some(timed) = timing.advance(&clock).expect("the module works") {
            break timed;
        }
    };
    assert!(timed.iter().map(|timed| timed.lane).eq(LaneKind::ALL));
    assert!(timed.iter().all(|timed| timed.tenths.is_some() && timed.percent >= Some(100)), "{timed:?}");
}
