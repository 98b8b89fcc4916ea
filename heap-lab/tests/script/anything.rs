//! Whatever is typed, a run ends, with a trace that holds together or with a mistake that has a place.

use std::collections::HashSet;

use playground::{
    examples::EXAMPLES,
    script::{self, by_hand},
    trace::{MAX_ALIGN, MAX_OPS, MAX_SIZE, OpKind, Trace},
};
use proptest::prelude::*;

fn holds_together(trace: &Trace, lines: u32) {
    assert!(trace.ops.len() <= MAX_OPS);
    let (mut live, mut known) = (HashSet::new(), 0);
    for op in &trace.ops {
        assert!((1..=lines).contains(&op.line), "line {} of {lines}", op.line);
        match op.kind {
            OpKind::Alloc { block, size, align, .. } => {
                assert!((1..=MAX_SIZE).contains(&size) && align.is_power_of_two() && align <= MAX_ALIGN);
                assert_eq!(block, known, "blocks are numbered in order");
                known += 1;
                live.insert(block);
            }
            OpKind::Realloc { block, size } => assert!(live.contains(&block) && size > 0),
            OpKind::Free { block } => assert!(live.remove(&block)),
            OpKind::Label { .. } => {}
            OpKind::TakePages { pages } => assert!(pages > 0),
        }
    }
    assert_eq!(trace.blocks.len() as u32, known);
    let names: HashSet<_> = trace.blocks.iter().map(|block| &block.name).collect();
    assert_eq!(names.len(), trace.blocks.len(), "names are unique");
}

fn check(text: &str) {
    let lines = text.lines().count().max(1) as u32;
    match script::run(text) {
        Ok(trace) => {
            holds_together(&trace, lines);
            if let Ok(edit) = by_hand::edit(text, 1, by_hand::Request::Alloc { size: 8, align: 8 }) {
                assert_eq!(edit.trace.ops.len(), trace.ops.len() + 1);
                assert_eq!(script::run(&edit.text), Ok(edit.trace));
            }
        }
        Err(error) => {
            assert!((1..=lines).contains(&error.line), "{error:?} in {lines} lines");
            let column = error.column as usize;
            let width = text.lines().nth(error.line as usize - 1).unwrap_or_default().chars().count();
            assert!(column <= width + 1, "{error:?} in a line of {width}");
            assert!(!error.message.is_empty());
        }
    }
}

/// Pieces that scripts are made of, some of them wrong.
fn piece() -> impl Strategy<Value = &'static str> {
    proptest::sample::select(vec![
        "let a = ",
        "let b = ",
        "a",
        "b",
        "list",
        "let list = [];\n",
        "alloc(16)",
        "alloc(8, 64)",
        "alloc",
        "free(a)",
        "free(list)",
        "realloc(a, 40)",
        "size_of(b)",
        "list.push(",
        "list[0]",
        "list[i]",
        "for i in 0..4 {",
        "{",
        "}",
        "(",
        ")",
        "[",
        "]",
        ";\n",
        ";",
        ",",
        "=",
        "==",
        "+",
        "+=",
        "-",
        "*",
        "if a == b {",
        "else {",
        "while true {",
        "loop {",
        "break",
        "return",
        "fn f(x) {",
        "f(",
        "|x| ",
        "x",
        "`t ${",
        "`",
        "\"",
        "\"text\"",
        "1",
        "0",
        "-1",
        "100000",
        "9223372036854775807",
        "true",
        "()",
        "#{ a: ",
        ".",
        ".len()",
        ".pop()",
        ".map(",
        "label(",
        "random(1, 9)",
        "shuffle(list)",
        "take_pages(1)",
        "block(1)",
        "// note\n",
        "/* ",
        "*/",
        "switch 1 { _ => ",
        "\n",
        " ",
        "ä",
        "'c'",
        "this",
        "const ",
        "throw ",
        "in",
        "..",
        "__body 0",
        "__hold(a, [1])",
        "__len()",
    ])
}

/// Statements that parse, with variables that may hold anything.
fn statement() -> impl Strategy<Value = String> {
    let name = || proptest::sample::select(vec!["a", "b", "c", "list"]);
    let value = prop_oneof![
        (0..300_i64).prop_map(|size| format!("alloc({size})")),
        (1..300_i64, 0..9_u32).prop_map(|(size, power)| format!("alloc_zeroed({size}, {})", 1 << power)),
        name().prop_map(str::to_string),
        (name(), name()).prop_map(|(x, y)| format!("[{x}, {y}, alloc(1)]")),
        (name(), 0..3_u32).prop_map(|(x, i)| format!("{x}[{i}]")),
        name().prop_map(|x| format!("make({x})")),
        name().prop_map(|x| format!("{x}.map(|x| realloc(x, 9))")),
        name().prop_map(|x| format!("`${{{x}}}`")),
    ];
    let leaf = prop_oneof![
        (name(), value.clone()).prop_map(|(x, v)| format!("{x} = {v};\n")),
        (name(), value.clone()).prop_map(|(x, v)| format!("let {x} = {v};\n")),
        (name(), value.clone()).prop_map(|(x, v)| format!("{x}.push({v});\n")),
        (name(), value).prop_map(|(x, v)| format!("{x} += {v};\n")),
        name().prop_map(|x| format!("free({x});\n")),
        name().prop_map(|x| format!("label({x});\n")),
    ];
    leaf.prop_recursive(3, 20, 4, move |inner| {
        let body = proptest::collection::vec(inner, 1..4).prop_map(|parts| parts.concat());
        prop_oneof![
            (0..4_u32, body.clone()).prop_map(|(n, body)| format!("for i in 0..{n} {{\n{body}}}\n")),
            (name(), body)
                .prop_map(|(x, body)| format!("if {x} == 1 {{\n{body}}} else {{ list.clear(); }}\n")),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn pieces_of_scripts(pieces in proptest::collection::vec(piece(), 0..40)) {
        check(&pieces.concat());
    }

    #[test]
    fn scripts_that_parse(statements in proptest::collection::vec(statement(), 1..12)) {
        let text = statements.concat();
        check(&format!("fn make(x) {{ let inner = [x, alloc(2)]; inner }}\nlet a = alloc(3);\nlet b = 1;\n\
            let c = [a];\nlet list = [];\n{text}"));
    }

    #[test]
    fn characters(text in "\\PC{0,60}") {
        check(&text);
    }

    #[test]
    fn examples_with_typing_errors(
        example in 0..EXAMPLES.len(),
        changes in proptest::collection::vec((any::<proptest::sample::Index>(), piece(), 0..3_usize), 1..4),
    ) {
        let mut text: Vec<char> = EXAMPLES[example].script.chars().collect();
        for (place, piece, left_out) in changes {
            let start = place.index(text.len());
            let end = (start + left_out).min(text.len());
            text.splice(start..end, piece.chars());
        }
        check(&text.iter().collect::<String>());
    }
}
