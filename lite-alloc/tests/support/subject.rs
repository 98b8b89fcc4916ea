//! The allocators under test, by one interface: [`Subject`].

use lite_alloc::{
    boundary_tag::BoundaryTag, bump_free_list::BumpFreeList, free_list::FreeList, inspect::Inspect,
    memory::Memory, segregated_bump::SegregatedBump,
};

use super::log::Log;

/// How an allocator finds room, as far as the model has to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The first block of the list for its power of two, then the bump pointer.
    BumpFreeList,
    /// The first block of the right bin, then the bump pointer.
    SegregatedBump,
    /// First fit in a list that neighbours are merged in.
    FreeList,
    /// The first block of the request's bin, else that of the next bin with blocks, else the wilderness.
    BoundaryTag,
}

/// An allocator that can be made for a test.
pub trait Subject: Inspect + Sized {
    /// Which one it is.
    const KIND: Kind;

    /// A new one, observed by `log`.
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
