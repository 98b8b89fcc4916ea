//! Random requests: live blocks lie in the heap, aligned and apart from each other and from foreign pages, and keep their
//! contents.

use std::ops::Range;

use heap_lab::{
    arena::Settings,
    lab::{LaneKind, peer::Call},
};
use proptest::prelude::*;

use crate::module::{DONE, Heap, REFUSED};

#[derive(Clone, Debug)]
enum Request {
    Allocate {
        size: u32,
        align: u32,
        zeroed: bool,
    },
    /// Of the live blocks, that with this number, modulo how many there are.
    Reallocate {
        which: usize,
        size: u32,
    },
    Free {
        which: usize,
    },
    TakePages {
        count: u32,
    },
}

struct Block {
    address: u32,
    size: u32,
    align: u32,
    /// What the program wrote into it.
    fill: u8,
}

/// What must be true, kept beside the heap.
struct Shadow {
    heap: Heap,
    settings: Settings,
    live: Vec<Block>,
    foreign: Vec<Range<u32>>,
    end: u32,
    fills: u8,
}

impl Shadow {
    fn new(kind: LaneKind, settings: Settings) -> Self {
        let (live, foreign) = Default::default();
        Self { heap: Heap::open(kind, settings), settings, live, foreign, end: 0, fills: 0 }
    }

    fn request(&mut self, request: &Request) {
        match *request {
            Request::Allocate { size, align, zeroed } => {
                let address = self.heap.ask(match zeroed {
                    true => Call::AllocateZeroed { size, align },
                    false => Call::Allocate { size, align },
                });
                if address != REFUSED {
                    if zeroed {
                        assert!(self.heap.bytes(address, size).iter().all(|&byte| byte == 0), "zeros");
                    }
                    self.place(Block { address, size, align, fill: 0 });
                }
            }
            Request::Reallocate { which, size: new_size } => {
                let Some(Block { address, size, align, fill }) = self.take(which) else { return };
                let to = self.heap.ask(Call::Reallocate { address, size, align, new_size });
                if to == REFUSED {
                    self.live.push(Block { address, size, align, fill });
                } else {
                    let kept = self.heap.bytes(to, size.min(new_size)).iter().all(|&byte| byte == fill);
                    assert!(kept, "the contents of a block that is resized stay");
                    self.place(Block { address: to, size: new_size, align, fill });
                }
            }
            Request::Free { which } => {
                let Some(Block { address, size, align, .. }) = self.take(which) else { return };
                assert_eq!(self.heap.ask(Call::Deallocate { address, size, align }), DONE);
            }
            Request::TakePages { count } => {
                let end = self.heap.ask(Call::HeapEnd);
                let size = count * self.settings.page_size;
                let has_room = size <= self.settings.bytes() - end;
                let answer = self.heap.ask(Call::TakePages { count });
                assert_eq!(answer, if has_room { DONE } else { REFUSED }, "all pages, or none");
                if has_room && size != 0 {
                    // Other code uses them.
                    self.heap.bytes(end, size).fill(0xee);
                    self.foreign.push(end..end + size);
                }
            }
        }
        self.check();
    }

    fn take(&mut self, which: usize) -> Option<Block> {
        let index = which.checked_rem(self.live.len())?;
        Some(self.live.swap_remove(index))
    }

    /// The program gets a block, and writes into all of it.
    fn place(&mut self, block: Block) {
        let Block { address, size, align, .. } = block;
        assert!(address.is_multiple_of(align), "{address:#x} is no multiple of {align}");
        let end = self.heap.ask(Call::HeapEnd);
        assert!(address + size <= end, "{address:#x} + {size} is beyond the heap, which ends at {end:#x}");
        let is_apart = |other: &Range<u32>| address + size <= other.start || other.end <= address;
        let blocks = self.live.iter().map(|other| other.address..other.address + other.size);
        let hit = blocks.chain(self.foreign.iter().cloned()).find(|other| !is_apart(other));
        assert_eq!(hit, None, "{address:#x} + {size} belongs to another");
        self.fills = self.fills % 250 + 1;
        self.heap.bytes(address, size).fill(self.fills);
        self.live.push(Block { fill: self.fills, ..block });
    }

    fn check(&mut self) {
        let end = self.heap.ask(Call::HeapEnd);
        let Settings { page_size, .. } = self.settings;
        assert!(end >= self.end && end <= self.settings.bytes() && end.is_multiple_of(page_size));
        self.end = end;
        for Block { address, size, fill, .. } in &self.live {
            let intact = self.heap.bytes(*address, *size).iter().all(|byte| byte == fill);
            assert!(intact, "nobody writes into a live block");
        }
        for range in &self.foreign {
            let bytes = self.heap.bytes(range.start, range.end - range.start);
            assert!(bytes.iter().all(|&byte| byte == 0xee), "nobody writes into foreign pages");
        }
    }
}

fn request() -> impl Strategy<Value = Request> {
    let size = || prop_oneof![4 => 1_u32..64, 3 => 1_u32..600, 1 => 1_u32..20_000, 1 => Just(0x7fff_ff00)];
    let which = 0_usize..64;
    prop_oneof![
        6 => (size(), 0_u32..10, any::<bool>())
            .prop_map(|(size, log, zeroed)| Request::Allocate { size, align: 1 << log, zeroed }),
        2 => (which.clone(), size()).prop_map(|(which, size)| Request::Reallocate { which, size }),
        4 => which.prop_map(|which| Request::Free { which }),
        1 => (0_u32..4).prop_map(|count| Request::TakePages { count }),
    ]
}

fn settings() -> impl Strategy<Value = Settings> {
    (6_u32..17, 1_u32..400)
        .prop_map(|(log, pages)| Settings { page_size: 1 << log, max_pages: pages.min((4 << 20) >> log) })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_true_of_any_allocator_is_true_of_all_in_the_module(
        kind in prop::sample::select(LaneKind::ALL.to_vec()),
        settings in settings(),
        requests in prop::collection::vec(request(), 1..120),
    ) {
        let mut shadow = Shadow::new(kind, settings);
        requests.iter().for_each(|request| shadow.request(request));
    }
}

/// Freed memory is used again, also where the heap is in several parts.
#[test]
fn at_the_limit_a_request_is_refused_until_something_is_freed() {
    for kind in LaneKind::PEERS {
        for settings in
            [Settings { page_size: 64, max_pages: 64 }, Settings { page_size: 512, max_pages: 32 }]
        {
            let mut shadow = Shadow::new(kind, settings);
            let one = Request::Allocate { size: 100, align: 8, zeroed: false };
            let mut count = 0;
            while shadow.live.len() == count {
                count += 1;
                shadow.request(&one);
                if count.is_multiple_of(5) {
                    shadow.request(&Request::TakePages { count: 1 });
                }
            }
            let refused = shadow.live.len();
            assert!(refused > 5, "{kind:?} {settings:?}: {refused} blocks");
            let end = shadow.end;
            (0..3).for_each(|_| shadow.request(&Request::Free { which: 0 }));
            (0..3).for_each(|_| shadow.request(&one));
            assert_eq!((shadow.live.len(), shadow.end), (refused, end), "the room of the freed blocks");
        }
    }
}
