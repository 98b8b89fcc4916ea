//! Where the events of a list in order of addresses say that a block is: [`check`].

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
