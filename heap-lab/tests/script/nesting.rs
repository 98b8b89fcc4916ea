//! How deep scripts may be nested: as deep as people write, and never so deep that the stack is too small.

use heap_lab::script;

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
