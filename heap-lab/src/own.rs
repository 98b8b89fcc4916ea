//! The heap of the page itself, as numbers. The page reads them from its own allocator; the words for them are in
//! [`crate::text`].

/// A heap at one moment, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Heap {
    /// From the beginning of the heap to its end.
    pub size: u64,
    /// What is neither free nor untouched.
    pub used: u64,
    /// The largest free block, or the untouched memory if that is larger.
    pub largest: u64,
    /// The number of free blocks.
    pub free_blocks: u64,
}

impl Heap {
    /// What is free or untouched.
    pub fn free(&self) -> u64 {
        self.size - self.used
    }

    /// The used part of the heap, in thousandths.
    pub fn used_share(&self) -> u32 {
        (self.used * 1000).checked_div(self.size).unwrap_or(0) as u32
    }
}

#[cfg(test)]
mod tests {
    use super::Heap;

    #[test]
    fn what_is_not_used_is_free() {
        let heap = Heap { size: 131_072, used: 98_304, largest: 20_000, free_blocks: 3 };
        assert_eq!(heap.free(), 32_768);
        assert_eq!(heap.used_share(), 750);
        let empty = Heap { size: 0, used: 0, largest: 0, free_blocks: 0 };
        assert_eq!((empty.free(), empty.used_share()), (0, 0));
    }
}
