//! What is detected about mistakes, and what stops a script that never ends.

use heap_lab::{
    script::{
        self, MAX_SCRIPT, ScriptError,
        mistakes::{Called, Limit, Mistake, Named, Refusal, Runtime},
        wire,
    },
    text::Language,
    trace::{MAX_OPS, Op},
};

use super::{run, table::table};

fn error(text: &str) -> ScriptError {
    script::run(text).expect_err(text)
}

#[test]
fn every_mistake_is_found_where_it_is() {
    let mut differ = Vec::new();
    for wrong in table() {
        let error = error(wrong.text);
        let should = ScriptError {
            called: error.called.clone(),
            ..ScriptError::at(wrong.mistake, wrong.line, wrong.column)
        };
        if error != should {
            differ.push(format!("{:?}\n  is:     {error:?}\n  should: {should:?}", wrong.text));
        }
    }
    assert!(differ.is_empty(), "{}", differ.join("\n"));
}

#[test]
fn a_mistake_inside_of_a_function_names_the_call_too() {
    let text = "fn drop_it(b) {\n    free(b);\n}\nlet a = alloc(8);\ndrop_it(a);\ndrop_it(a);";
    let refusal = Refusal::DoubleFree { block: Named::Variable("a".into()), line: 2 };
    let called = Some(Called { function: "drop_it".into(), line: 6 });
    assert_eq!(error(text), ScriptError { called, ..ScriptError::at(refusal, 2, 5) });
    // Not if the reader sees the call beside it, and not for a closure called by the engine.
    assert_eq!(error("fn f(b) { free(b) } f(1);").called, None);
    assert_eq!(error("[1].map(|x|\n  free(x));").called, None);
}

#[test]
fn what_ends_a_run_in_another_thread_is_told() {
    let called = "fn f(b) {\n free(b);\n}\nf(1);";
    for text in table().iter().map(|wrong| wrong.text).chain([called]) {
        let (error, bytes) = (error(text), wire::run(text));
        let is_found_before = matches!(error.mistake, Mistake::Syntax(_));
        assert_eq!(wire::read(&bytes), (!is_found_before).then_some(Err(error)), "{text}");
        for len in 0..bytes.len() {
            assert_eq!(wire::read(&bytes[..len]), None, "{len} bytes of {text}");
        }
    }
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
        "let l = []; for i in 0..5000 { l.push(i); } loop { l.sort(); }",
        "let l = []; for i in 0..5000 { l.push(i); } loop { l.slice(0, 9); }",
        "let l = []; loop { l = l + [1]; }",
        "let l = [1, 2]; loop { l.swap(0, 1); }",
        "for i in 0..9223372036854775807 {}",
        "for i in range(0, 9223372036854775807, 1) {}",
        "fn f(n) { if n > 0 { f(n - 1); f(n - 1); } } loop { f(20); }",
    ] {
        let error = error(text);
        assert!(matches!(error.mistake, Mistake::Limit(Limit::Steps { .. })), "{text}: {error:?}");
        assert_eq!(error.line, 1);
    }
}

/// Rhai's numbers with a base and its shifts by 64 or more wrapped without a word: `alloc(1 << 70)` was a block of 0
/// bytes. A smaller shift drops bits, as in any language: scripts that hash rely on it.
#[test]
fn no_number_wraps() {
    let most = "let most = 9223372036854775807; let least = -9223372036854775807 - 1;";
    for expression in [
        "1 << 64",
        "1 << 70",
        "-1 << 64",
        "0 << 64",
        "1 << most",
        "1 >> -70",
        "1 >> least",
        "most + 1",
        "least - 1",
        "most * 2",
        "2 ** 63",
        "2 ** most",
        "-least",
        "abs(least)",
        "least / -1",
        "least % -1",
    ] {
        assert_eq!(
            error(&format!("{most}\nalloc({expression});")).mistake,
            Runtime::Overflow.into(),
            "{expression}"
        );
        if let Some((left, right)) = expression.split_once(" << ") {
            let assigned = error(&format!("{most}\nlet x = {left};\nx <<= {right};"));
            assert_eq!(assigned, ScriptError::at(Runtime::Overflow, 3, 3), "{expression}");
        }
    }
    for operation in ["x += 1", "x *= 2", "x **= 2", "x <<= 64", "x >>= -64"] {
        assert_eq!(error(&format!("{most} let x = most; {operation};")).mistake, Runtime::Overflow.into());
    }
    for (expression, is) in [
        ("1 << 62", "4611686018427387904"),
        ("-1 << 63", "-9223372036854775808"),
        ("1 << 63", "-9223372036854775808"),
        ("3 << 62", "-4611686018427387904"),
        ("16 << 60", "0"),
        ("12345 ^ (12345 << 60)", "-8070450532247916487"),
        ("5 >> 1", "2"),
        ("5 >> 70", "0"),
        ("-5 >> 70", "-1"),
        ("5 << -1", "2"),
        ("5 >> -1", "10"),
        ("0x7fff_ffff_ffff_ffff", "9223372036854775807"),
        ("0xff", "255"),
        ("0b101", "5"),
    ] {
        let trace = run(&format!("label({expression}); let x = 5; x <<= 2; x >>= 1; label(x);"));
        let label = |text: &str| Op::Label { text: text.into() };
        assert_eq!(trace.ops, [label(is), label("10")], "{expression}");
    }
}

#[test]
fn what_grows_without_end_is_stopped() {
    let text = Mistake::Limit(Limit::Text { most: 1_000 });
    let levels = Mistake::Limit(Limit::Lists { most: 32 });
    let calls = Mistake::Limit(Limit::Calls);
    for (script, limit) in [
        ("let s = \"x\"; loop { s += s; }", &text),
        ("let s = \"x\"; loop { s = s + s; }", &text),
        ("let s = \"x\"; loop { s = `${s}${s}`; }", &text),
        ("let s = \"x\"; loop { s += 'y'; }", &text),
        ("let l = []; loop { l = [l]; }", &levels),
        ("let l = []; loop { l.push([l.pop()]); }", &levels),
        ("let m = #{}; loop { m = #{ m: m }; }", &levels),
        ("fn f(n) { f(n + 1) } f(0);", &calls),
        ("fn f(l) { f(l.map(|x| x)) } f([1]);", &calls),
    ] {
        assert_eq!(error(script).mistake, *limit, "{script}");
    }
}

#[test]
fn a_run_has_a_largest_number_of_operations() {
    let text = format!("for i in 0..{MAX_OPS} {{ alloc(16); }}");
    assert_eq!(run(&text).ops.len(), MAX_OPS);
    let full = Refusal::RunFull { most: MAX_OPS };
    assert_eq!(error(&format!("{text}\nalloc(16);")), ScriptError::at(full, 2, 1));
}

#[test]
fn long_scripts_are_refused() {
    let most = MAX_SCRIPT;
    assert!(script::run(&" ".repeat(most)).is_ok());
    let long = Limit::Script { bytes: most + 1, most };
    assert_eq!(error(&" ".repeat(most + 1)), ScriptError::at(long, 1, 0));
}

#[test]
fn the_vocabulary_is_what_the_language_knows() {
    for word in script::vocabulary() {
        assert!(!word.forms.is_empty(), "{word:?}");
        let [english, chinese] = Language::ALL.map(|language| language.text().meaning(word.id));
        assert!(english.ends_with('.') && chinese.ends_with('。'), "{word:?}");
        // A known function called wrongly is named with its forms; an unknown one is reported as unknown.
        let error = error(&format!("{}(1, 2, 3, 4, 5);", word.name));
        let Mistake::Runtime(Runtime::Arguments { name, forms, given }) = error.mistake else {
            panic!("{}: {error:?}", word.name);
        };
        assert_eq!((name, forms, given.len()), (word.name, word.forms, 5));
    }
}
