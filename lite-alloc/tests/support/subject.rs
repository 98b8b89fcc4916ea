//! One interface for the allocators under test: [`Subject`].

use lite_alloc::{
    boundary_tag::BoundaryTag, bump_free_list::BumpFreeList, free_list::FreeList, inspect::Inspect,
    memory::Memory, segregated_bump::SegregatedBump,
};

use super::log::Log;

/// The algorithm of an allocator: where it looks for space, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The first block of the list for the size's power of two, then the bump pointer.
    BumpFreeList,
    /// The first block of the bin for the size, then the bump pointer.
    SegregatedBump,
    /// First fit in a list where neighbours are merged, then new pages.
    FreeList,
    /// The first block of the request's bin, then that of the next non-empty bin, then the wilderness.
    BoundaryTag,
}

/// An allocator under test.
pub trait Subject: Inspect + Sized {
    /// The algorithm.
    const KIND: Kind;

    /// A new allocator, observed by `log`.
    fn build(memory: Self::Memory, log: Log) -> Self;
}

impl<M: Memory> Subject for BumpFreeList<M, Log> {
    const KIND: Kind = Kind::BumpFreeList;

    fn build(memory: M, log: Log) -> Self {
        Self::with_observer(memory, log)
    }
}

impl<M: Memory> Subject for SegregatedBump<M, Log> {
    const KIND: Kind = Kind::SegregatedBump;

    fn build(memory: M, log: Log) -> Self {
        Self::with_observer(memory, log)
    }
}

impl<M: Memory> Subject for FreeList<M, Log> {
    const KIND: Kind = Kind::FreeList;

    fn build(memory: M, log: Log) -> Self {
        Self::with_observer(memory, log)
    }
}

impl<M: Memory> Subject for BoundaryTag<M, Log> {
    const KIND: Kind = Kind::BoundaryTag;

    fn build(memory: M, log: Log) -> Self {
        Self::with_observer(memory, log)
    }
}
