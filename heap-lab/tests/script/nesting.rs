//! How deep scripts may be nested: as deep as people write, and never so deep that the stack overflows.

use heap_lab::script::{
    self, ScriptError,
    mistakes::{Limit, Mistake},
};

const NESTING: Mistake = Mistake::Limit(Limit::Nesting { most: 32 });
const CHAIN: Mistake = Mistake::Limit(Limit::Chain);
const CALLS: Mistake = Mistake::Limit(Limit::Calls);

fn error(text: &str) -> ScriptError {
    script::run(text).expect_err(text)
}

/// `n` times `open`, then `middle`, then `n` times `close`.
fn nested(open: &str, middle: &str, close: &str, n: usize) -> String {
    format!("{}{middle}{}", open.repeat(n), close.repeat(n))
}

#[test]
fn what_people_write_is_not_too_deep() {
    for text in [
        "fn f(l) { for r in l { if r == 1 { l.push(alloc(random(8, 64))); } } } f([1]);",
        "fn f(n) { loop { while true { for i in 0..n { if i > 0 { switch i { 1 => { if n == 2 { alloc(max(1, \
         min(n, abs(i)))); } }, _ => { return; } } } } break; } break; } } f(2);",
        "fn depth(n) { if n == 0 { return 0; } 1 + depth(n - 1) } label(depth(60));",
        "let l = [1, 2].map(|x| [x].filter(|y| y > 1).map(|z| alloc(z * (1 + (2 * (3 + 4))))));",
    ] {
        assert_eq!(script::run(text).err(), None, "{text}");
    }
    let sum = vec!["1"; 100].join(" + ");
    assert_eq!(script::run(&format!("label({sum});")).err(), None);
    assert_eq!(script::run(&format!("fn f() {{ {sum} }} label(f());")).err(), None);
    let choices = "else if size_of(a) == 1 { label(1); } ".repeat(100);
    assert_eq!(script::run(&format!("let a = alloc(2); if false {{}} {choices}")).err(), None);
}

#[test]
fn brackets_of_all_kinds_can_be_32_deep() {
    for (open, middle, close) in [
        ("(", "1", ")"),
        ("(1 + ", "1", ")"),
        ("[", "1", "]"),
        ("{", "1", "}"),
        ("#{a: ", "1", "}"),
        ("max(1, ", "1", ")"),
        ("`${", "1", "}`"),
        ("if true {", "1", "}"),
        ("for i in 0..1 {", "1", "}"),
        ("while true { break ", "1", "}"),
        ("switch 1 { _ => ", "1", "}"),
        ("{ let v = ", "1", "; v }"),
        ("[1].map(|y| ", "1", ")"),
    ] {
        for in_function in [false, true] {
            let deepest = if in_function { 31 } else { 32 };
            let text = |n| {
                let inner = nested(open, middle, close, n);
                let value =
                    if open.starts_with("for") || open.starts_with("while") { "" } else { "let x = " };
                let code = format!("{value}{inner};");
                if in_function { format!("fn f() {{ {code} }} f();") } else { code }
            };
            assert_eq!(script::run(&text(deepest)).err(), None, "{}", text(deepest));
            let refused = error(&text(deepest + 1));
            assert_eq!(refused.mistake, NESTING, "{}", text(deepest + 1));
            // At the first bracket beyond the limit.
            let before: String = text(deepest + 1).chars().take(refused.column as usize).collect();
            assert_eq!(before.matches(['(', '[', '{']).count() - before.matches([')', ']', '}']).count(), 33);
        }
    }
    // Brackets in strings and comments do not count.
    let text = format!("label(\"{0}\"); label(`{0}`); // {0}\n/* {0} */", "[".repeat(40));
    assert_eq!(script::run(&text).err(), None);
}

#[test]
fn rows_of_operators_have_an_end() {
    for (before, part, after) in [
        ("let x = 1", " + 1", ";"),
        ("let x = ", "- ", "1;"),
        ("let x = ", "!", "true;"),
        ("let x = 1", " ** 1", ";"),
        ("let x = true", " && true", ";"),
        ("let x = []; x", "[0]", ";"),
        ("let x = #{}; x", ".a", ";"),
        ("let x = [1]; x", ".map(|y| y)", ";"),
        ("if false {} ", "else if false {} ", ""),
    ] {
        let text = |n| format!("{before}{}{after}", part.repeat(n));
        let long = (1..400).find(|&n| script::run(&text(n)).is_err_and(|error| error.mistake == CHAIN));
        assert!(long.is_some_and(|n| n > 150), "{part}: {long:?}");
        assert_eq!(error(&text(1_500)).mistake, CHAIN, "{part}");
    }
}

#[test]
fn functions_call_each_other_as_deep_as_the_stack_is() {
    let recursion = |body: &str, n| format!("fn f(n) {{ if n > 0 {{ {body} }} }} f({n});");
    let deepest = |body: &str| {
        (1..200).find(|&n| script::run(&recursion(body, n)).is_err_and(|error| error.mistake == CALLS))
    };
    assert_eq!(deepest("f(n - 1)"), Some(100));
    // Brackets held open by calling functions count.
    let open = nested("max(1, ", "f(n - 1) ?? 0", ")", 20);
    assert!(deepest(&open).is_some_and(|n| (15..40).contains(&n)), "{:?}", deepest(&open));
    // Those of finished calls do not.
    let done = format!("let x = {}; f(n - 1)", nested("(1 + ", "1", ")", 20));
    assert!(deepest(&done).is_some_and(|n| n > 80), "{:?}", deepest(&done));
    // After a deep call there is as much room as before.
    let text = "fn f(n) { if n > 0 { f(n - 1) } } for i in 0..3 { f(90); [90].map(|n| f(n)); }";
    assert_eq!(script::run(text).err(), None);
}

/// Neither parsing nor running any of these needs more stack than a test thread has, which is twice that of a browser,
/// for frames that are up to twice as large.
#[test]
fn nothing_is_too_deep_for_the_stack() {
    let wraps = [
        ("(1 + ", ")"),
        ("[", "][0]"),
        ("#{a: ", "}.a"),
        ("if true {", "}"),
        ("{ let v = ", "; v }"),
        ("max(1, ", ")"),
        ("switch 1 { _ => ", "}"),
        ("`${", "}`.len()"),
        ("[1].map(|y| ", ")[0]"),
        ("g(", ")"),
        ("-", ""),
        ("", " + 1"),
        ("true && 1 == ", ""),
        ("for i in 0..1 {", "}"),
        ("while true { break ", "}"),
        ("loop { return ", "}"),
        ("do { ", "} while false"),
        ("", ".max(1)"),
        ("l.push(", ")"),
        ("l[0] = ", ""),
        ("|z| ", ""),
    ];
    for (open, close) in wraps {
        for n in [1, 4, 12, 31, 150, 5_000] {
            let _ = script::run(&format!("let x = {};", nested(open, "1", close, n)));
            for call in ["f(n + 1)", "[n].map(|m| f(m + 1))"] {
                let body = nested(open, call, close, n);
                let _ = script::run(&format!("fn g(n) {{ n }} fn f(n) {{ let l = [1]; {body} }} f(0);"));
            }
        }
    }
    let _ = script::run(&nested("fn f() {", "", "}", 5_000));
}
