//! Scripts as people write them: what they become, what is said about mistakes, and what is done by hand.

mod anything;
mod by_hand;
mod language;
mod limits;
mod mistakes;

use playground::{
    script::{self, ScriptError},
    trace::{OpKind, Trace},
};

fn run(text: &str) -> Trace {
    script::run(text).unwrap_or_else(|error| panic!("{error:?}\n{text}"))
}

/// One line per operation: line, what, name.
fn told(trace: &Trace) -> Vec<String> {
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

fn names(text: &str) -> Vec<String> {
    run(text).blocks.iter().map(|block| block.name.to_string()).collect()
}

fn error(text: &str) -> ScriptError {
    script::run(text).expect_err(text)
}

#[track_caller]
fn is_wrong(text: &str, line: u32, column: u32, says: &[&str]) {
    let error = error(text);
    assert_eq!((error.line, error.column), (line, column), "{text}\n{error:?}");
    for part in says {
        assert!(error.message.contains(part), "{part:?} is not in {:?}", error.message);
    }
    assert!(!error.message.contains("__") && !error.message.contains("::"), "{:?}", error.message);
    assert!(error.message.ends_with(['.', '?', ')']), "{:?}", error.message);
}
