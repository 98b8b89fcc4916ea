//! Scripts: what they become, what is said about mistakes, and lines added by hand.

mod anything;
mod by_hand;
mod mistakes;
mod words;

use heap_lab::{
    script,
    trace::{OpKind, Trace},
};

pub fn run(text: &str) -> Trace {
    script::run(text).unwrap_or_else(|error| panic!("{error:?}\n{text}"))
}

/// One line per operation: line, what, name.
pub fn told(trace: &Trace) -> Vec<String> {
    let name = |block: u32| &*trace.blocks[block as usize].name;
    let tell = |kind: &OpKind| match kind {
        OpKind::Alloc { block, size, align, zeroed } => {
            let zeroed = if *zeroed { " zeroed" } else { "" };
            format!("{} = {size} @{align}{zeroed}", name(*block))
        }
        OpKind::Realloc { block, size } => format!("{} -> {size}", name(*block)),
        OpKind::Free { block } => format!("free {}", name(*block)),
        OpKind::Label { text } => format!("\"{text}\""),
        OpKind::TakePages { pages } => format!("take {pages}"),
    };
    trace.ops.iter().map(|op| format!("{}: {}", op.line, tell(&op.kind))).collect()
}

pub fn names(text: &str) -> Vec<String> {
    run(text).blocks.iter().map(|block| block.name.to_string()).collect()
}
