//! Whatever is typed, a run ends, with a consistent trace or with a mistake that has a position. Correct scripts run,
//! wrong ones are refused where they are wrong, and no request by hand is refused that could be met.

use std::collections::HashSet;

use heap_lab::{
    examples::EXAMPLES,
    script::{
        self, Executed, ScriptError,
        by_hand::{self, Request},
        mistakes::{Mistake, Runtime, Syntax},
    },
    text::Language,
    trace::{MAX_ALIGN, MAX_OPS, MAX_SIZE, Op, Trace},
};
use proptest::prelude::*;

use super::listing;

fn holds_together(run: &Executed, lines: u32) {
    let trace = &run.trace;
    assert_eq!(run.lines.len(), trace.ops.len());
    assert!(run.lines.iter().all(|line| (1..=lines).contains(line)), "{:?} of {lines}", run.lines);
    assert!(trace.ops.len() <= MAX_OPS);
    let (mut live, mut known) = (HashSet::new(), 0);
    for op in &trace.ops {
        match *op {
            Op::Alloc { block, size, align, .. } => {
                assert!((1..=MAX_SIZE).contains(&size) && align.is_power_of_two() && align <= MAX_ALIGN);
                assert_eq!(block, known, "blocks are numbered in order");
                known += 1;
                live.insert(block);
            }
            Op::Realloc { block, size } => assert!(live.contains(&block) && size > 0),
            Op::Free { block } => assert!(live.remove(&block)),
            Op::Label { .. } => {}
            Op::TakePages { pages } => assert!(pages > 0),
        }
    }
    assert_eq!(trace.blocks.len() as u32, known);
    let names: HashSet<_> = trace.blocks.iter().collect();
    assert_eq!(names.len(), trace.blocks.len(), "names are unique");
}

/// A mistake is in the text, and has a sentence.
fn has_a_place(error: &ScriptError, text: &str) {
    let lines = text.lines().count().max(1) as u32;
    assert!((1..=lines).contains(&error.line), "{error:?} in {lines} lines");
    let column = error.column as usize;
    let width = text.lines().nth(error.line as usize - 1).unwrap_or_default().chars().count();
    assert!(column <= width + 1, "{error:?} in a line of {width}");
    for language in Language::ALL {
        assert!(!language.text().mistake(error).is_empty());
    }
    // Facts that no script is known to cause are not caused by any that is tried here either.
    let is_unknown =
        matches!(error.mistake, Mistake::Syntax(Syntax::Other(_)) | Mistake::Runtime(Runtime::Other(_)));
    assert!(!is_unknown, "{error:?} in\n{text}");
}

fn check(text: &str) {
    match script::run(text) {
        Ok(run) => {
            let trace = &run.trace;
            holds_together(&run, text.lines().count().max(1) as u32);
            let blocks = [0, (trace.blocks.len() as u32).saturating_sub(1)];
            let frees = blocks.map(|block| Request::Free { block });
            for request in frees.into_iter().chain([Request::Alloc { size: 8, align: 8 }]) {
                check_by_hand(text, &run, request);
            }
        }
        Err(error) => has_a_place(&error, text),
    }
}

/// A request by hand is met, or it is refused and could not be met.
fn check_by_hand(text: &str, run: &Executed, request: Request) {
    let trace = &run.trace;
    match by_hand::edit(text, 1, request) {
        Ok(edit) => {
            assert!(is_as_asked(&edit.run.trace, trace, edit.op, request), "{request:?} in\n{}", edit.text);
            assert_eq!(script::run(&edit.text), Ok(edit.run));
        }
        Err(error) => {
            has_a_place(&error, text);
            if let Request::Free { block } = request
                && let Some(freed) = trace.ops.iter().position(|op| *op == Op::Free { block })
            {
                assert_eq!(error.line, run.lines[freed], "where it is freed: {error:?}");
            }
            for longer in at_the_end(text, trace, request) {
                if let Ok(new) = script::run(&longer) {
                    let is_done = is_as_asked(&new.trace, trace, trace.ops.len(), request);
                    assert!(!is_done, "{error:?}, but this is possible:\n{longer}");
                }
            }
        }
    }
}

/// Whether `new` has one operation more than `old`, number `at`, which is the requested one.
fn is_as_asked(new: &Trace, old: &Trace, at: usize, request: Request) -> bool {
    let is_right = match (new.ops.get(at), request) {
        (Some(Op::Alloc { size, align, .. }), Request::Alloc { size: s, align: a }) => {
            (*size, *align) == (s, a)
        }
        (Some(&Op::Free { block }), Request::Free { block: asked }) => block == asked,
        _ => false,
    };
    is_right && new.ops.len() == old.ops.len() + 1
}

/// The simplest ways to meet a request by hand: one more line at the end.
fn at_the_end(text: &str, trace: &Trace, request: Request) -> Vec<String> {
    let code = match request {
        Request::Alloc { size, align } => format!("let added_by_hand = alloc({size}, {align});"),
        Request::Free { block } => match trace.blocks.get(block) {
            Some(name) => format!("free(block(\"{name}\"));"),
            None => return Vec::new(),
        },
    };
    ["", ";"].map(|end| format!("{text}{end}\n{code}\n")).into()
}

/// A script without a mistake, and its requests.
#[derive(Debug, Default)]
struct Right {
    lines: Vec<String>,
    expected: Vec<String>,
    live: Vec<String>,
    freed: Vec<String>,
}

impl Right {
    /// One more statement: `kind` decides what it does, `pick` its block.
    fn add(&mut self, kind: u8, pick: usize, size: u32) {
        let number = self.lines.len() + 1;
        let (code, does) = match kind {
            0 if !self.live.is_empty() => {
                let name = self.live.swap_remove(pick % self.live.len());
                self.freed.push(name.clone());
                (format!("free({name});"), format!("free {name}"))
            }
            1 if !self.live.is_empty() => {
                let name = &self.live[pick % self.live.len()];
                (format!("realloc({name}, {size});"), format!("{name} -> {size}"))
            }
            2 => (format!("label(\"part {size}\");"), format!("\"part {size}\"")),
            3 => (format!("take_pages({size});"), format!("take {size}")),
            _ => {
                let (name, align) = (format!("v{number}"), 1 << (pick % 17));
                self.live.push(name.clone());
                let zeroed = if kind == 4 { "_zeroed" } else { "" };
                let does = format!("{name} = {size} @{align}{}", zeroed.replace('_', " "));
                (format!("let {name} = alloc{zeroed}({size}, {align});"), does)
            }
        };
        self.lines.push(code);
        self.expected.push(format!("{number}: {does}"));
    }

    fn text(&self) -> String {
        self.lines.join("\n")
    }

    /// A statement that is wrong here.
    fn mistake(&self, kind: u8) -> String {
        let freed = self.freed.last().map_or("nobody", |name| name);
        match kind {
            0 => format!("free({freed});"),
            1 => format!("realloc({freed}, 8);"),
            2 => "alloc(0);".to_owned(),
            3 => "alloc(8, 24);".to_owned(),
            4 => "take_pages(0);".to_owned(),
            5 => "free(5);".to_owned(),
            _ => format!("alloc({});", u64::from(MAX_SIZE) + 1),
        }
    }
}

fn right() -> impl Strategy<Value = Right> {
    let statement = (0..8_u8, any::<usize>(), 1..5000_u32);
    proptest::collection::vec(statement, 0..30).prop_map(|statements| {
        let mut right = Right::default();
        statements.into_iter().for_each(|(kind, pick, size)| right.add(kind, pick, size));
        right
    })
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
    fn what_is_right_is_run_as_it_is_written(right in right()) {
        prop_assert_eq!(&listing(&right.text()), &right.expected);
        check(&right.text());
    }

    #[test]
    fn what_is_wrong_is_refused_where_it_is(right in right(), mistake in 0..7_u8, more in 0..3_usize) {
        let wrong = right.mistake(mistake);
        let text = format!("{}\n{wrong}\n{}", right.text(), "alloc(8);\n".repeat(more));
        let error = script::run(&text).expect_err(&text);
        has_a_place(&error, &text);
        let line = right.lines.len().max(1) + 1;
        prop_assert_eq!(error.line as usize, line, "{:?}\n{}", error, text);
    }

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
        let mut text: Vec<char> = EXAMPLES[example].script(Language::English).chars().collect();
        for (place, piece, left_out) in changes {
            let start = place.index(text.len());
            let end = (start + left_out).min(text.len());
            text.splice(start..end, piece.chars());
        }
        check(&text.iter().collect::<String>());
    }
}
