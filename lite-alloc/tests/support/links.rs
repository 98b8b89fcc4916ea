//! Where events say that a block is in its list: [`check`] for a list in order of addresses, [`follow`] for bins whose blocks
//! have back links.

use lite_alloc::{inspect::FreeBlock, observe::Event};

/// The last block that was taken or inserted was reported after the free block before it; `free` is what is free now.
pub fn check(events: &[Event], free: &[FreeBlock]) {
    let change =
        |event: &&Event| matches!(event, Event::Taken { .. } | Event::Inserted { .. } | Event::Merged { .. });
    if let Some(&(Event::Taken { block, after, .. } | Event::Inserted { block, after, .. })) =
        events.iter().rfind(change)
    {
        let before = free.iter().map(|free| free.address).filter(|&address| address < block).max();
        assert_eq!(after, before, "what {block:#x} comes after: {events:x?}");
    }
}

/// Every step says truly what a block comes after in its bin. `before` and `after` are what was free and what is, bin by bin
/// in the order of the lists; `bins` is the smallest size of each bin.
pub fn follow(events: &[Event], before: &[FreeBlock], after: &[FreeBlock], bins: &[usize]) {
    let mut free = before.to_vec();
    let place = |free: &[FreeBlock], block| {
        let at = free.iter().position(|free| free.address == block);
        at.unwrap_or_else(|| panic!("{block:#x} is not free: {events:x?}"))
    };
    let predecessor = |free: &[FreeBlock], at: usize| {
        let previous = &free[..at];
        previous.last().filter(|previous| previous.bin == free[at].bin).map(|previous| previous.address)
    };
    for event in events {
        match *event {
            Event::Taken { block, after, .. } => {
                let at = place(&free, block);
                assert_eq!(after, predecessor(&free, at), "what {block:#x} came after: {events:x?}");
                free.remove(at);
            }
            Event::Inserted { block, size, after } => {
                assert_eq!(after, None, "a block is put first in its bin: {events:x?}");
                let bin = bins.iter().rposition(|&smallest| smallest <= size).expect("a bin for each size");
                let at = free.partition_point(|free| free.bin < Some(bin));
                free.insert(at, FreeBlock { address: block, size, bin: Some(bin) });
            }
            Event::Relinked { block, after } => {
                let at = place(&free, block);
                assert_eq!(after, predecessor(&free, at), "what {block:#x} comes after: {events:x?}");
            }
            _ => {}
        }
    }
    assert_eq!(free, after, "what the events say is free, and what is: {events:x?}");
}
