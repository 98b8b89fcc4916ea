//! Programs of typical kinds for tests, in the shape of the workloads of the benchmark.

use std::rc::Rc;

use crate::{
    arena::Settings,
    trace::{BlockId, Op, Trace},
};

/// A trace in the making, with numbers that look random and are the same each time.
pub(super) struct Program {
    trace: Trace,
    random: u64,
    pub(super) live: Vec<BlockId>,
}

impl Program {
    pub(super) fn new(seed: u64) -> Self {
        Self { trace: Trace::default(), random: seed, live: Vec::new() }
    }

    /// A number below `end`.
    pub(super) fn below(&mut self, end: u32) -> u32 {
        self.random =
            self.random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.random >> 33) as u32) % end
    }

    pub(super) fn within(&mut self, least: u32, most: u32) -> u32 {
        least + self.below(most - least + 1)
    }

    pub(super) fn alloc(&mut self, size: u32) -> BlockId {
        self.alloc_as(size, 8, false)
    }

    pub(super) fn alloc_as(&mut self, size: u32, align: u32, zeroed: bool) -> BlockId {
        let block = self.trace.blocks.len() as BlockId;
        self.trace.blocks.push(&format!("#{block}"));
        self.trace.ops.push(Op::Alloc { block, size, align, zeroed });
        self.live.push(block);
        block
    }

    pub(super) fn realloc(&mut self, block: BlockId, size: u32) {
        self.trace.ops.push(Op::Realloc { block, size });
    }

    /// Frees the block at this place in the list of live blocks.
    pub(super) fn free(&mut self, index: usize) {
        let block = self.live.remove(index);
        self.trace.ops.push(Op::Free { block });
    }

    pub(super) fn free_any(&mut self) {
        let index = self.below(self.live.len() as u32) as usize;
        let block = self.live.swap_remove(index);
        self.trace.ops.push(Op::Free { block });
    }

    pub(super) fn push(&mut self, op: Op) {
        self.trace.ops.push(op);
    }

    pub(super) fn len(&self) -> usize {
        self.trace.ops.len()
    }

    /// The trace, after everything was freed.
    pub(super) fn end(mut self) -> Rc<Trace> {
        while !self.live.is_empty() {
            self.free_any();
        }
        self.cut()
    }

    /// The trace as it is.
    pub(super) fn cut(self) -> Rc<Trace> {
        Rc::new(self.trace)
    }
}

/// An arena as large as WebAssembly programs of this size have.
pub(super) const ARENA: Settings = Settings { page_size: 1 << 16, max_pages: 1 << 10 };

/// Scopes: blocks of any size, freed in reverse order.
pub(super) fn stack(operations: usize) -> Rc<Trace> {
    let mut program = Program::new(1);
    while program.len() < operations {
        for _ in 0..1000 {
            let size = program.within(8, 512);
            program.alloc(size);
        }
        while let Some(last) = program.live.len().checked_sub(1) {
            program.free(last);
        }
    }
    program.end()
}

/// A queue: the oldest is freed first.
pub(super) fn queue(operations: usize) -> Rc<Trace> {
    let mut program = Program::new(2);
    while program.len() < operations {
        if program.live.len() == 1000 {
            program.free(0);
        }
        let size = program.within(8, 512);
        program.alloc(size);
    }
    while !program.live.is_empty() {
        program.free(0);
    }
    program.end()
}

/// A number of live blocks near `about`, of sizes that `size` picks, freed in any order.
pub(super) fn hover(operations: usize, about: u32, size: impl Fn(&mut Program) -> u32) -> Rc<Trace> {
    let mut program = Program::new(3);
    while program.len() < operations {
        if program.below(2 * about) as usize >= program.live.len() {
            let size = size(&mut program);
            program.alloc(size);
        } else {
            program.free_any();
        }
    }
    program.end()
}

/// Many small objects of any size up to 128 bytes.
pub(super) fn small(operations: usize) -> Rc<Trace> {
    hover(operations, 1000, |program| program.within(1, 128))
}

/// Nodes of one size.
pub(super) fn nodes(operations: usize) -> Rc<Trace> {
    hover(operations, 2_000, |_| 32)
}

/// Mostly small objects, and some large ones.
pub(super) fn bimodal(operations: usize) -> Rc<Trace> {
    hover(operations, 2000, |program| match program.below(10) {
        0 => program.within(1024, 4096),
        _ => program.within(16, 64),
    })
}

/// A program that runs for long: blocks of any size in any order, in a number that varies widely.
pub(super) fn mix(operations: usize) -> Rc<Trace> {
    let mut program = Program::new(4);
    while program.len() < operations {
        if program.below(2) == 0 {
            let size = program.within(1, 10_000);
            program.alloc(size);
        } else if !program.live.is_empty() {
            program.free_any();
        }
    }
    program.end()
}

/// Sizes that come in phases: none fits into a free block of the one before.
pub(super) fn phases(operations: usize) -> Rc<Trace> {
    let mut program = Program::new(5);
    for size in [24, 40, 136, 72, 200, 56].into_iter().cycle() {
        while program.live.len() < 4000 {
            program.alloc(size);
        }
        while program.live.len() > 2000 {
            program.free_any();
        }
        if program.len() >= operations {
            break;
        }
    }
    program.end()
}

/// Vectors that grow in turns, by doubling.
pub(super) fn vectors(operations: usize) -> Rc<Trace> {
    let mut program = Program::new(6);
    while program.len() < operations {
        let vectors: Vec<_> = (0..8).map(|_| program.alloc(32)).collect();
        for doubling in 1..=12 {
            for &vector in &vectors {
                program.realloc(vector, 32 << doubling);
            }
        }
        while !program.live.is_empty() {
            program.free(0);
        }
    }
    program.end()
}
