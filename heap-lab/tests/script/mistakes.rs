//! What is said about mistakes, and what stops a script that never ends.

use heap_lab::{
    script::{self, ScriptError},
    trace::MAX_OPS,
};

use super::run;

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

#[test]
fn mistakes_in_the_syntax_say_what_is_missing() {
    is_wrong("let a = alloc(24) // here\nlet b = alloc(8);", 1, 17, &["`;` is missing"]);
    is_wrong("let a = alloc(24;", 1, 17, &["`)` is missing"]);
    is_wrong("for i in 0..3 {\n  alloc(8);\n", 2, 11, &["`}` is missing"]);
    is_wrong("let x = [1, 2\n", 1, 13, &["`]` is missing"]);
    is_wrong("label(\"open);\nalloc(8);", 1, 7, &["has no end"]);
    is_wrong("alloc(8));", 1, 9, &["one `)` too many"]);
    is_wrong("}", 1, 1, &["one `}` too many"]);
    is_wrong("let a = ;", 1, 9, &["A value is missing"]);
    is_wrong("let = 5;", 1, 5, &["name of a variable"]);
    is_wrong("let a = 1; a++;", 1, 13, &["`+= 1`"]);
    is_wrong("var a = 5;", 1, 1, &["`let`"]);
    is_wrong("alloc(1.5);", 1, 9, &["whole numbers"]);
    is_wrong("let x = 99999999999999999999;", 1, 9, &["64 bits"]);
    is_wrong("fn f() { fn g() {} }", 1, 10, &["top level"]);
    is_wrong("break;", 1, 1, &["loops"]);
    is_wrong("eval(\"1\");", 1, 1, &["`eval`"]);
    is_wrong("try { alloc(8) } catch {}", 1, 1, &["`try`"]);
    is_wrong("import \"x\" as y;", 1, 1, &["modules"]);
}

#[test]
fn unknown_names_come_with_the_likely_one() {
    is_wrong("let a = aloc(8);", 1, 9, &["`aloc`", "`alloc`"]);
    is_wrong("let a = malloc(8);", 1, 9, &["`alloc`"]);
    is_wrong("let blob = alloc(8);\nfree(blok);", 2, 6, &["`blok`", "`blob`"]);
    is_wrong("free(x);", 1, 6, &["no variable `x`", "let x"]);
    is_wrong("let a = alloc(8);\nfn f() { free(a) }\nf();", 2, 15, &["parameter"]);
    is_wrong("{ let a = alloc(8); }\nfree(a);", 2, 6, &["block"]);
    is_wrong("fn fill(n) { n }\nfil(3);", 2, 1, &["`fill`"]);
    is_wrong("free(alloc);", 1, 6, &["function", "alloc(size)"]);
    is_wrong("print(\"x\");", 1, 1, &["label"]);
    is_wrong("fn alloc(n) { n }", 1, 0, &["another name"]);
    is_wrong("// fn free\nfn free(n) { n }", 2, 0, &["another name"]);
}

#[test]
fn wrong_values_say_what_is_wanted() {
    is_wrong("alloc(\"24\");", 1, 1, &["whole number", "quotes"]);
    is_wrong("alloc(true);", 1, 1, &["whole number", "`true`"]);
    is_wrong("alloc(-5);", 1, 1, &["-5", "fewer than 1"]);
    is_wrong("alloc(0);", 1, 1, &["0 bytes", "at least 1"]);
    is_wrong("alloc(5000000000);", 1, 1, &["5,000,000,000", "1 GiB"]);
    is_wrong("alloc(8, 24);", 1, 1, &["power of two", "16 or 32"]);
    is_wrong("alloc(8, 0);", 1, 1, &["power of two"]);
    is_wrong("alloc(8, 131072);", 1, 1, &["65,536"]);
    is_wrong("alloc();", 1, 1, &["`alloc(size)` or `alloc(size, align)`"]);
    is_wrong("alloc(1, 2, 3);", 1, 1, &["`alloc(size)`"]);
    is_wrong("let a = alloc(8);\nrealloc(a, 0);", 2, 1, &["`free`"]);
    is_wrong("take_pages(0);", 1, 1, &["1 to 65,536"]);
    is_wrong("random(5, 1);", 1, 1, &["smallest"]);
    is_wrong("label(\"a\" * 2);", 1, 11, &["`*`", "a text"]);
    is_wrong("if 5 {}", 1, 4, &["`true` or `false`"]);
    is_wrong("let a = alloc(8); if a {}", 1, 22, &["`true` or `false`", "a block"]);
    is_wrong("for i in 5 {}", 1, 10, &["0..10"]);
    is_wrong("fn f(x) { x }\nf();", 2, 1, &["1 parameter"]);
    is_wrong("let l = [1, 2]; l[2];", 1, 19, &["0 to 1"]);
    is_wrong("let l = [1]; l.remove(1);", 1, 16, &["only index is 0"]);
    is_wrong("const L = []; L.push(1);", 1, 17, &["constant"]);
    is_wrong("let x = 9223372036854775807;\nx + 1;", 2, 3, &["64 bits"]);
    is_wrong("-(-9223372036854775807 - 1);", 1, 1, &["64 bits"]);
    is_wrong("1 / 0;", 1, 3, &["zero"]);
    is_wrong("const c = 5; c = 6;", 1, 14, &["constant", "let"]);
    is_wrong("throw \"enough\";", 1, 1, &["enough"]);
}

#[test]
fn misuse_of_blocks_names_the_block_and_the_line() {
    is_wrong("let a = alloc(16);\nfree(a);\nfree(a);", 3, 1, &["Double free", "`a`", "line 2"]);
    is_wrong("let l = [alloc(16)];\nfree(l);\nfree(l);", 3, 1, &["`l[0]`", "line 2"]);
    is_wrong("let a = alloc(16);\nfree(a);\nrealloc(a, 8);", 3, 1, &["`a`", "freed in line 2"]);
    is_wrong("free(5);", 1, 1, &["the number 5"]);
    is_wrong("free(());", 1, 1, &["nothing"]);
    is_wrong("let l = []; free(l.pop());", 1, 13, &["empty list"]);
    is_wrong("free(\"a\");", 1, 1, &["a text", "block(\"name\")"]);
    is_wrong("block(\"nope\");", 1, 1, &["`nope`"]);
    is_wrong("alloc(8);\nblock(2);", 2, 1, &["no block 2", "1 block was"]);
}

#[test]
fn a_mistake_inside_of_a_function_names_the_call_too() {
    let text = "fn drop_it(b) {\n    free(b);\n}\nlet a = alloc(8);\ndrop_it(a);\ndrop_it(a);";
    is_wrong(text, 2, 5, &["Double free", "line 2", "`drop_it` was called in line 6"]);
}

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

#[test]
fn the_vocabulary_is_what_the_language_knows() {
    for word in script::vocabulary() {
        assert!(!word.forms.is_empty() && word.about.ends_with('.'), "{word:?}");
        // A known function is named with its forms when it is called wrongly, an unknown one is not known.
        let error = error(&format!("{}(1, 2, 3, 4, 5);", word.name));
        assert!(error.message.contains(word.forms[0]), "{}: {}", word.name, error.message);
        // As a method on the wrong value, or with too few arguments, it must not be said to be unknown either.
        assert!(!error.message.contains("no function"), "{}", error.message);
    }
}
