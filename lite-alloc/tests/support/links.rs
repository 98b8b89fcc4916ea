//! Whether events report the correct position of a block in its list: [`check`] for a list in address order, [`follow`] for
//! bins whose blocks have back links.

use lite_alloc::{inspect::FreeBlock, observe::Event};

/// Checks that the last event of a block taken or inserted has the correct predecessor; `free` are the free blocks after the
/// operation.
pub fn check(events: &[Event], free: &[FreeBlock]) {
    let change =
        |event: &&Event| matches!(event, Event::Taken { .. } | Event::Inserted { .. } | Event::Merged { .. });
    if let Some(&(Event::Taken { block, after, .. } | Event::Inserted { block, after, .. })) =
        events.iter().rfind(change)
    {
        let before = free.iter().map(|free| free.address).filter(|&address| address < block).max();
        assert_eq!(after, before, "the predecessor of {block:#x}: {events:x?}");
    }
}

/// Checks that every event has the correct predecessor of its block, and that the events lead from `before` to `after`: the
/// free blocks before and after the operation, bin by bin in the order of the lists. `bins` has the smallest size of each bin.
pub fn follow(events: &[Event], before: &[FreeBlock], after: &[FreeBlock], bins: &[usize]) {
    let mut free = before.to_vec();
    let index_of = |free: &[FreeBlock], block| {
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
                let at = index_of(&free, block);
                assert_eq!(after, predecessor(&free, at), "the predecessor of {block:#x}: {events:x?}");
                free.remove(at);
            }
            Event::Inserted { block, size, after } => {
                assert_eq!(after, None, "a block is inserted first in its bin: {events:x?}");
                let bin = bins.iter().rposition(|&smallest| smallest <= size).expect("a bin for each size");
                let at = free.partition_point(|free| free.bin < Some(bin));
                free.insert(at, FreeBlock { address: block, size, bin: Some(bin) });
            }
            Event::Relinked { block, after } => {
                let at = index_of(&free, block);
                assert_eq!(after, predecessor(&free, at), "the new predecessor of {block:#x}: {events:x?}");
            }
            _ => {}
        }
    }
    assert_eq!(free, after, "the free blocks according to the events, and the actual ones: {events:x?}");
}
