//! Scripts: their traces, the sentences about mistakes, and lines added by hand.

mod anything;
mod by_hand;
mod language;
mod mistakes;
mod nesting;
mod sentences;
mod table;

use std::rc::Rc;

use heap_lab::{
    script::{self, Executed},
    trace::{Op, Trace},
};

pub fn executed(text: &str) -> Executed {
    script::run(text).unwrap_or_else(|error| panic!("{error:?}\n{text}"))
}

pub fn run(text: &str) -> Rc<Trace> {
    executed(text).trace
}

/// One line per operation: line, what, name.
pub fn listing(text: &str) -> Vec<String> {
    let Executed { trace, lines, .. } = executed(text);
    let name = |block: u32| trace.blocks.get(block).expect("it is known");
    let show = |op: &Op| match op {
        Op::Alloc { block, size, align, zeroed } => {
            let zeroed = if *zeroed { " zeroed" } else { "" };
            format!("{} = {size} @{align}{zeroed}", name(*block))
        }
        Op::Realloc { block, size } => format!("{} -> {size}", name(*block)),
        Op::Free { block } => format!("free {}", name(*block)),
        Op::Label { text } => format!("\"{text}\""),
        Op::TakePages { pages } => format!("take {pages}"),
    };
    trace.ops.iter().zip(&*lines).map(|(op, line)| format!("{line}: {}", show(op))).collect()
}

pub fn names(text: &str) -> Vec<String> {
    run(text).blocks.iter().map(str::to_owned).collect()
}
