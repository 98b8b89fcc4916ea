//! A whole test as data: [`Case`], a memory and the operations on it.
//!
//! The fuzzer decodes a case from bytes, [`run`] runs it, and a test that fails prints it as a Rust test for `replays.rs`.

use std::{alloc::Layout, fmt, ops::Range};

use lite_alloc::GRANULE;

use super::{
    arena::{Arena, Host},
    operation::{Operation, Size},
    shadow::Shadow,
    subject::{Kind, Subject},
};

/// The shape of a memory.
#[derive(Clone, Copy, Debug)]
pub struct Shape {
    /// Bytes of a page.
    pub page: usize,
    /// The number of pages.
    pub pages: usize,
    /// Bytes from a multiple of 65536 to the first page.
    pub skew: usize,
    /// Pages granted on top of what was asked for.
    pub generous: usize,
}

impl Shape {
    pub fn build<const ZEROED: bool>(&self) -> Arena<ZEROED> {
        let mut arena = Arena::new(self.page, self.pages, self.skew);
        arena.generous = self.generous;
        arena
    }
}

/// A memory and the operations on it.
#[derive(Clone)]
pub struct Case {
    /// Whether fresh pages are known to hold zeros.
    pub zeroed: bool,
    pub shape: Shape,
    pub operations: Vec<Operation>,
}

/// Does `operations` on a fresh `A`, frees all blocks, and checks what can still be allocated.
pub fn run<A: Subject<Memory = Arena<ZEROED>>, const ZEROED: bool>(shape: Shape, operations: &[Operation]) {
    let mut shadow = Shadow::<A>::new(shape.build());
    operations.iter().for_each(|&operation| shadow.apply(operation));
    shadow.clear();
    after_all(shadow);
}

/// Checks a heap whose blocks were all freed: what is free, and that it can be allocated again.
pub fn after_all<A: Subject<Memory: Host>>(mut shadow: Shadow<A>) {
    shadow.host().refuse(usize::MAX);
    if A::KIND == Kind::FreeList {
        let free: Vec<_> = shadow.free().iter().map(|free| free.address..free.address + free.size).collect();
        assert_eq!(free, shadow.model.pages, "an empty heap has one free block per run of pages");
        assert_eq!(shadow.model.lost, [], "nothing is ever lost");
    }
    if A::KIND == Kind::BoundaryTag {
        let reserved = shadow.allocator.reserved();
        let bounds = |run: &Range<usize>| {
            let start =
                if reserved.start == run.start { reserved.end } else { run.start + GRANULE - A::HEADER };
            start..run.end - A::HEADER
        };
        let (last, left) = match shadow.model.pages.split_last() {
            Some((last, left)) => (bounds(last).start..last.end, left.iter().map(bounds).collect()),
            None => (0..0, vec![]),
        };
        assert_eq!(shadow.allocator.bump(), last, "the last run of pages is untouched again");
        let mut free: Vec<_> =
            shadow.free().iter().map(|free| free.address..free.address + free.size).collect();
        free.sort_by_key(|free| free.start);
        assert_eq!(free, left, "each other run of pages is one free block");
    }
    // Each free block can be allocated again as a whole.
    while let Some(&free) = shadow.free().first() {
        let layout = Layout::from_size_align(free.size - A::HEADER, 1).unwrap();
        let block = shadow.allocate(layout, true).unwrap();
        assert_eq!(block.range::<A>(), free.address..free.address + free.size);
    }
}

/// Bytes that encode the memory of a case.
const SHAPE_BYTES: usize = 3;

/// Bytes that encode an operation.
const OPERATION_BYTES: usize = 4;

/// Every byte string is a case, and a small change of the bytes is a small change of the case.
impl Case {
    pub fn decode(bytes: &[u8]) -> Self {
        let (shape, rest) = bytes.split_at(SHAPE_BYTES.min(bytes.len()));
        let byte = |at| usize::from(shape.get(at).copied().unwrap_or(0));
        // Small pages are the most likely: small heaps can be compared quickly, and soon run out of memory.
        let page = [64, 64, 64, 16, 256, 256, 1024, 65536][byte(0) % 8];
        let most = if page > 1024 { 4 } else { 16 };
        let generous = [0, 0, 1, 2][byte(0) / 16 % 4];
        let shape = Shape { page, pages: 1 + byte(1) % most, skew: byte(2) * 16, generous };
        let operations = rest.chunks_exact(OPERATION_BYTES).map(|chunk| operation(chunk.try_into().unwrap()));
        Self { zeroed: byte(0) & 8 != 0, shape, operations: operations.collect() }
    }
}

fn operation([kind, block, low, high]: [u8; OPERATION_BYTES]) -> Operation {
    const ALIGNS: [u32; 16] = [0, 1, 2, 3, 3, 3, 4, 4, 4, 4, 5, 6, 7, 8, 12, 16];
    let size = size(u16::from_le_bytes([low, high]));
    match kind % 16 {
        0..=6 => Operation::Allocate {
            size,
            align: ALIGNS[usize::from(kind / 16)],
            zeroed: block.is_multiple_of(2),
        },
        7..=9 => Operation::Reallocate { block: block.into(), size },
        10..=13 => Operation::Deallocate { block: block.into() },
        14 => Operation::Take { pages: 1 + usize::from(block % 2) },
        _ => Operation::Refuse { times: usize::from(block % 4) },
    }
}

fn size(value: u16) -> Size {
    let bits = |from: u32, count: u32| usize::from(value >> from) & ((1 << count) - 1);
    // A difference from -16 to 15.
    let around = |from| bits(from, 5).cast_signed() - 16;
    match value >> 13 {
        0..=2 => Size::Bytes(bits(0, 9)),
        3 => Size::Bytes(bits(0, 13)),
        4 => Size::Pages(bits(5, 3), around(0)),
        5 => Size::Rest(around(0)),
        6 => Size::BelowMost(bits(0, 6)),
        _ => Size::Power(bits(5, 6) as u32, around(0)),
    }
}

/// The case as a test for `replays.rs`.
impl fmt::Display for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { zeroed, shape, operations } = self;
        writeln!(f, "replay(\n    {zeroed},\n    {shape:?},\n    &[")?;
        for operation in operations {
            writeln!(f, "        {operation:?},")?;
        }
        write!(f, "    ],\n);")
    }
}

impl fmt::Debug for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
