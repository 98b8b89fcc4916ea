//! What makes no sense is answered, and changes nothing.

use heap_lab::{
    arena::Settings,
    lab::{
        LaneKind,
        peer::{Broken, Call, Engine, Peer},
    },
};
use replay::engine::Module;

use crate::module::{DONE, Heap, INVALID, NO_ROOM, REFUSED, instance};

const SETTINGS: Settings = Settings { page_size: 512, max_pages: 8 };

fn opened(kind: u32, page_size: u32, max_pages: u32, operations: u32, slots: u32) -> u32 {
    instance().call(Call::Open { kind, page_size, max_pages, operations, slots }).expect("no trap")
}

#[test]
fn impossible_heaps_are_not_opened() {
    for kind in 0..LaneKind::ALL.len() as u32 {
        assert_eq!(opened(kind, 512, 8, 0, 0), DONE);
    }
    for (kind, page_size, max_pages) in [
        (6, 512, 8),
        (u32::MAX, 512, 8),
        (4, 0, 8),
        (4, 32, 8),
        (5, 96, 8),
        (5, 1 << 17, 8),
        (4, 512, 0),
        (4, 1 << 16, 1 << 16),
        (4, 1 << 16, 1 << 15),
        (5, 64, u32::MAX),
    ] {
        assert_eq!(opened(kind, page_size, max_pages, 0, 0), INVALID, "{kind} {page_size} {max_pages}");
    }
    for (operations, slots) in [(u32::MAX, 0), (0, u32::MAX), (u32::MAX, u32::MAX), (0x1000_0000, 0)] {
        assert_eq!(opened(4, 512, 8, operations, slots), NO_ROOM, "{operations} {slots}");
    }
}

/// Every call, with arguments that no block has.
fn nonsense() -> Vec<Call> {
    let numbers = [0, 1, 3, 512, 1 << 17, 0x8000_0000, u32::MAX];
    let mut all = vec![Call::Run { count: 1 }, Call::Run { count: u32::MAX }];
    for address in numbers {
        for size in numbers {
            for align in [0, 3, 1 << 17, 1 << 31, u32::MAX] {
                all.extend([
                    Call::Allocate { size, align },
                    Call::AllocateZeroed { size, align },
                    Call::Deallocate { address, size, align },
                    Call::Reallocate { address, size, align, new_size: 8 },
                ]);
            }
        }
        all.extend([
            Call::Allocate { size: 0, align: 8 },
            Call::Deallocate { address, size: 0, align: 8 },
            Call::Deallocate { address: address | 0x4000, size: 8, align: 8 },
            Call::Reallocate { address, size: 4096, align: 1, new_size: 8 },
        ]);
    }
    all
}

#[test]
fn impossible_requests_are_told_from_refused_ones() {
    for kind in LaneKind::ALL {
        let mut heap = Heap::open(kind, SETTINGS);
        assert_ne!(heap.ask(Call::Allocate { size: 8, align: 8 }), INVALID);
        let end = heap.ask(Call::HeapEnd);
        for call in nonsense() {
            assert_eq!(heap.ask(call), INVALID, "{kind:?} {call:?}");
        }
        for size in [5000, 0x7fff_ffff, 0x8000_0000, u32::MAX] {
            assert_eq!(heap.ask(Call::Allocate { size, align: 8 }), REFUSED, "{kind:?} {size}");
        }
        assert_eq!(heap.ask(Call::TakePages { count: u32::MAX }), REFUSED);
        assert_eq!(heap.ask(Call::HeapEnd), end, "{kind:?}");
    }
}

#[test]
fn without_a_heap_nothing_is_done() {
    for open_first in [false, true] {
        let mut instance = instance();
        let mut ask = |call| instance.call(call).expect("no trap");
        if open_first {
            let open = |kind| Call::Open { kind, page_size: 512, max_pages: 8, operations: 4, slots: 4 };
            assert_eq!((ask(open(4)), ask(open(9))), (DONE, INVALID));
        }
        for call in nonsense() {
            assert_eq!(ask(call), INVALID, "{call:?}");
        }
        assert_eq!(ask(Call::Allocate { size: 8, align: 8 }), INVALID);
        assert_eq!(ask(Call::TakePages { count: 1 }), REFUSED);
        assert_eq!(ask(Call::HeapEnd), 0);
    }
}

#[test]
fn a_heap_begins_empty_whatever_was_before() {
    for kind in LaneKind::ALL {
        let mut heap = Heap::open(kind, SETTINGS);
        let mut first = Vec::new();
        for round in 0..2 {
            let Settings { page_size, max_pages } = SETTINGS;
            let open = Call::Open { kind: kind as u32, page_size, max_pages, operations: 0, slots: 0 };
            assert_eq!((heap.ask(open), heap.ask(Call::HeapEnd)), (DONE, 0));
            let sizes = [24, 700, 8, 300];
            let addresses = sizes.map(|size| heap.ask(Call::AllocateZeroed { size, align: 8 }));
            for (address, size) in addresses.into_iter().zip(sizes) {
                assert!(heap.bytes(address, size).iter().all(|&byte| byte == 0), "{kind:?} {round}");
                heap.bytes(address, size).fill(0xaa);
            }
            match round {
                0 => first.extend(addresses),
                _ => assert_eq!(first, addresses, "{kind:?}"),
            }
        }
    }
}

#[test]
fn a_file_that_is_no_module_is_none() {
    for file in ["Cargo.toml", "no such file"] {
        let Err(error) = Module::read(file.as_ref()) else { panic!("{file} is no module") };
        assert!(error.to_string().starts_with(&format!("{file} can't be used: ")), "{error}");
    }
}

/// A module that traps is told from one that refuses.
#[test]
fn a_module_that_fails_is_broken() {
    struct Failing(u32);
    impl Engine for Failing {
        fn call(&mut self, _: Call) -> Option<u32> {
            self.0 = self.0.checked_sub(1)?;
            Some(0)
        }

        fn write(&mut self, _: u32, _: &[u8]) -> bool {
            false
        }
    }
    let open = |calls| Peer::open(Box::new(Failing(calls)), LaneKind::Talc, SETTINGS);
    assert_eq!(open(0).err(), Some(Broken::Failed));
    let mut peer = open(2).expect("it opens");
    assert_eq!(peer.allocate(8, 8, false), Ok(Some(0)));
    assert_eq!(peer.allocate(8, 8, false), Err(Broken::Failed));
    assert_eq!(peer.heap_end(), Err(Broken::Failed));
}
