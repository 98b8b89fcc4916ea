//! Traces for the tests: written by hand, and random ones.

use std::rc::Rc;

use heap_lab::{
    arena::Settings,
    trace::{BlockId, Op, Trace},
};
use proptest::prelude::*;

/// Writes a trace, one operation per line.
#[derive(Default)]
pub struct Writer {
    trace: Trace,
}

impl Writer {
    pub fn done(&mut self) -> Rc<Trace> {
        Rc::new(std::mem::take(&mut self.trace))
    }

    pub fn op(&mut self, op: Op) -> &mut Self {
        self.trace.ops.push(op);
        self
    }

    fn new_block(&mut self, name: &str) -> BlockId {
        self.trace.blocks.push(name);
        self.trace.blocks.len() as BlockId - 1
    }

    /// The latest block of that name.
    fn find(&self, name: &str) -> BlockId {
        self.trace.blocks.iter().rposition(|block| block == name).unwrap() as BlockId
    }

    pub fn alloc(&mut self, name: &str, size: u32) -> &mut Self {
        self.aligned(name, size, 8)
    }

    pub fn aligned(&mut self, name: &str, size: u32, align: u32) -> &mut Self {
        let block = self.new_block(name);
        self.op(Op::Alloc { block, size, align, zeroed: false })
    }

    pub fn zeroed(&mut self, name: &str, size: u32) -> &mut Self {
        let block = self.new_block(name);
        self.op(Op::Alloc { block, size, align: 8, zeroed: true })
    }

    pub fn realloc(&mut self, name: &str, size: u32) -> &mut Self {
        let block = self.find(name);
        self.op(Op::Realloc { block, size })
    }

    pub fn free(&mut self, name: &str) -> &mut Self {
        let block = self.find(name);
        self.op(Op::Free { block })
    }

    pub fn label(&mut self, text: &str) -> &mut Self {
        self.op(Op::Label { text: text.into() })
    }

    pub fn take_pages(&mut self, pages: u32) -> &mut Self {
        self.op(Op::TakePages { pages })
    }
}

/// The ingredients of a random operation; its block depends on those that are live then.
#[derive(Clone, Copy, Debug)]
enum Wish {
    Alloc { size: u32, align: u32, zeroed: bool },
    Realloc { pick: usize, size: u32 },
    Free { pick: usize },
    TakePages { pages: u32 },
}

fn size() -> impl Strategy<Value = u32> {
    prop_oneof![6 => 1_u32..160, 2 => 1_u32..1200, 1 => 0_u32..40_000]
}

fn align() -> impl Strategy<Value = u32> {
    prop_oneof![4 => Just(3_u32), 2 => 0_u32..8, 1 => 0_u32..17].prop_map(|log| 1 << log)
}

fn wish() -> impl Strategy<Value = Wish> {
    prop_oneof![
        6 => (size(), align(), any::<bool>())
            .prop_map(|(size, align, zeroed)| Wish::Alloc { size, align, zeroed }),
        3 => (any::<usize>(), size()).prop_map(|(pick, size)| Wish::Realloc { pick, size }),
        5 => any::<usize>().prop_map(|pick| Wish::Free { pick }),
        1 => (0_u32..3).prop_map(|pages| Wish::TakePages { pages }),
    ]
}

fn write(wishes: Vec<Wish>) -> Rc<Trace> {
    let mut writer = Writer::default();
    let mut live = Vec::new();
    for wish in wishes {
        match wish {
            Wish::Alloc { size, align, zeroed } => {
                let block = writer.new_block("x");
                live.push(block);
                writer.op(Op::Alloc { block, size, align, zeroed });
            }
            Wish::Realloc { pick, size } if !live.is_empty() => {
                writer.op(Op::Realloc { block: live[pick % live.len()], size });
            }
            Wish::Free { pick } if !live.is_empty() => {
                let block = live.swap_remove(pick % live.len());
                writer.op(Op::Free { block });
            }
            Wish::TakePages { pages } => {
                writer.take_pages(pages);
            }
            Wish::Realloc { .. } | Wish::Free { .. } => {}
        }
    }
    writer.done()
}

/// A random trace of at most `ops` operations.
pub fn trace(ops: usize) -> impl Strategy<Value = Rc<Trace>> {
    proptest::collection::vec(wish(), 1..=ops).prop_map(write)
}

/// A random arena.
pub fn settings() -> impl Strategy<Value = Settings> {
    (6_u32..=12, 1_u32..=64).prop_map(|(log, max_pages)| Settings::new(1 << log, max_pages).unwrap())
}
