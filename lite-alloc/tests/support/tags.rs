//! The expected tags of live blocks, for allocators that have tags: [`check`].

use lite_alloc::memory::Memory;

use super::{
    arena::Host,
    shadow::Shadow,
    subject::{Kind, Subject},
};

/// The tag of a live block after a free one.
const PREVIOUS_IS_FREE: u32 = 2;

/// Checks the tags of live blocks. `Inspect::check` follows the free lists, so it does not read the tag of a block between live
/// ones.
pub fn check<A: Subject<Memory: Host>>(shadow: &Shadow<A>) {
    if A::KIND != Kind::BoundaryTag {
        return;
    }
    let free = shadow.free();
    for block in &shadow.model.live {
        let start = block.start::<A>();
        // SAFETY: the tag is in a page of the heap, which is initialised in these tests.
        let tag = unsafe { shadow.memory().at(start).cast::<u32>().read() };
        let after_free = free.iter().any(|free| free.address + free.size == start);
        let expected = if after_free { PREVIOUS_IS_FREE } else { 0 };
        assert_eq!(tag, expected, "the tag of {block:x?}");
    }
}
