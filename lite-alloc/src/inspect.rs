//! What an allocator holds now, read from its own structures: [`Inspect`].

use core::{fmt, ops::Range};

use crate::allocate::Allocate;

/// A free block, as its header in memory says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FreeBlock {
    /// The address.
    pub address: usize,
    /// Bytes.
    pub size: usize,
    /// The bin it is in, counted from 0; 0 where there is one list.
    pub bin: usize,
}

/// An invariant that does not hold: what, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What is wrong.
    pub what: &'static str,
    /// The address it was seen at.
    pub address: usize,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:#x}: {}", self.address, self.what)
    }
}

impl core::error::Error for Fault {}

/// An allocator that can be looked into.
pub trait Inspect: Allocate {
    /// The few words outside the heap from which all the rest is reached.
    type Roots: Copy + core::fmt::Debug;

    /// Block sizes of the bins; empty where there is one list.
    const BINS: &'static [usize];

    /// The roots as they are.
    fn roots(&self) -> Self::Roots;

    /// Puts roots read before back.
    ///
    /// # Safety
    /// The bytes of the heap are those of the moment the roots were read.
    unsafe fn set_roots(&mut self, roots: Self::Roots);

    /// Visits the free blocks in list order, bin by bin; stops when `visit` returns false.
    fn free_blocks(&self, visit: &mut dyn FnMut(FreeBlock) -> bool);

    /// Addresses that the bump pointer has not reached yet; empty where there is no bump pointer.
    fn bump(&self) -> Range<usize>;

    /// Checks every invariant of the structure. O(n) or O(n^2) in the free blocks, in constant space.
    ///
    /// # Errors
    /// The first invariant that does not hold.
    fn check(&self) -> Result<(), Fault>;
}
