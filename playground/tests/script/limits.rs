//! Whatever a script does, it ends soon, and the stack is enough.

use playground::{script, trace::MAX_OPS};

use crate::{error, is_wrong, run};

#[test]
fn what_never_ends_is_stopped() {
    for text in [
        "loop {}",
        "while true { let x = 1; }",
        "let l = []; for i in 0..5000 { l.push(i); } loop { let copy = l; }",
        "let l = [1]; loop { l += l; }",
        "let l = [1, 2]; loop { l.shuffle(); l.push(l.len()); }",
        "fn pass(l) { l } let l = []; for i in 0..5000 { l.push(i); } loop { pass(l); }",
        "let g = [[]]; for i in 0..5000 { g[0].push(i); } loop { let copy = g[0]; }",
        "let l = []; for i in 0..5000 { l.push(i); } loop { for x in l { break; } }",
        "let l = []; for i in 0..5000 { l.push(i); } loop { l.contains(-1); }",
        "for i in 0..9223372036854775807 {}",
        "for i in range(0, 9223372036854775807, 1) {}",
        "fn f(n) { if n > 0 { f(n - 1); f(n - 1); } } loop { f(20); }",
    ] {
        let error = error(text);
        assert!(error.message.contains("steps"), "{text}: {error:?}");
        assert_eq!(error.line, 1);
    }
}

#[test]
fn what_grows_without_end_is_stopped() {
    for (text, says) in [
        ("let s = \"x\"; loop { s += s; }", "text"),
        ("let s = \"x\"; loop { s = s + s; }", "text"),
        ("let s = \"x\"; loop { s = `${s}${s}`; }", "text"),
        ("let s = \"x\"; loop { s += 'y'; }", "text"),
        ("let l = []; loop { l = [l]; }", "levels"),
        ("let l = []; loop { l.push([l.pop()]); }", "levels"),
        ("let m = #{}; loop { m = #{ m: m }; }", "levels"),
        ("fn f(n) { f(n + 1) } f(0);", "too deep"),
        ("fn f(l) { f(l.map(|x| x)) } f([1]);", "too deep"),
    ] {
        let error = error(text);
        assert!(error.message.contains(says), "{text}: {error:?}");
    }
}

#[test]
fn a_run_has_a_largest_number_of_operations() {
    let text = format!("for i in 0..{} {{ alloc(16); }}", MAX_OPS);
    assert_eq!(run(&text).ops.len(), MAX_OPS);
    is_wrong(&format!("{text}\nalloc(16);"), 2, 1, &["100,001", "100,000"]);
}

#[test]
fn long_scripts_are_refused() {
    is_wrong(&"alloc(8);\n".repeat(7_000), 1, 0, &["70,000", "60,000"]);
}

#[test]
fn nesting_is_bounded_and_never_too_much_for_the_stack() {
    let deep: Vec<String> = [
        ("(", "1", ")"),
        ("[", "1", "]"),
        ("{", "1", "}"),
        ("-", "1", ""),
        ("!", "true", ""),
        ("max(1, ", "1", ")"),
        ("if true {", "1", "}"),
        ("#{a: ", "1", "}"),
        ("|x| ", "1", ""),
        ("`${", "1", "}`"),
        ("1 + ", "1", ""),
        ("", "[]", ".len()"),
        ("", "[]", "[0]"),
        ("switch 1 { _ => ", "1", "}"),
        ("fn f() {", "", "}"),
    ]
    .iter()
    .flat_map(|(open, middle, close)| {
        [5_000, 31, 20, 12].map(|n| format!("let x = {}{middle}{};", open.repeat(n), close.repeat(n)))
    })
    .collect();
    for text in &deep {
        let _ = script::run(text);
    }
    // The same inside of functions that call themselves.
    for (open, close) in
        [("(1 + ", ")"), ("[", "][0]"), ("if true {", "}"), ("max(1, ", ")"), ("{ let v = ", "; v }")]
    {
        for n in 0..16 {
            let text = format!("fn f(n) {{ {}f(n + 1){} }} f(0);", open.repeat(n), close.repeat(n));
            assert!(script::run(&text).is_err());
        }
    }
}
