//! Scripts as people write them: what they become, which names their blocks get, and what is said about mistakes.

use playground::{
    script::{
        self, ScriptError,
        by_hand::{self, Request},
    },
    trace::{MAX_OPS, OpKind, Trace},
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

#[test]
fn every_word_becomes_its_operation() {
    let trace = run("let a = alloc(24);
let b = alloc(24, 64);
let c = alloc_zeroed(100);
a = realloc(a, 100);
realloc(b, 5);
label(\"mark\");
take_pages(2);
free(a);
b.free();
free([c]);");
    assert_eq!(
        told(&trace),
        [
            "1: a = 24 @8",
            "2: b = 24 @64",
            "3: c = 100 @8 zeroed",
            "4: a -> 100",
            "5: b -> 5",
            "6: \"mark\"",
            "7: take 2",
            "8: free a",
            "9: free b",
            "10: free c",
        ]
    );
}

#[test]
fn an_operation_knows_the_line_it_was_asked_for_in() {
    let trace = run("fn make(size) {
    let x = alloc(size);
    x
}
for i in 1..=2 {
    make(i);
}
let list =
    [3].map(|n|
        alloc(n));");
    assert_eq!(told(&trace), ["2: x = 1 @8", "2: x·2 = 2 @8", "10: list[0] = 3 @8"]);
}

#[test]
fn a_block_is_named_after_the_variable_that_holds_it_first() {
    assert_eq!(names("let a = alloc(8); let b = a;"), ["a"]);
    assert_eq!(names("const A = alloc(8);"), ["A"]);
    assert_eq!(names("let a; a = alloc(8);"), ["a"]);
    assert_eq!(names("let a = if true { alloc(8) } else { alloc(9) };"), ["a"]);
    assert_eq!(names("fn make() { alloc(8) } let a = make();"), ["a"]);
    assert_eq!(names("fn make() { let inner = alloc(8); inner } let a = make();"), ["inner"]);
    assert_eq!(names("let a = alloc(8); a = realloc(a, 9); let b = realloc(a, 10);"), ["a"]);
}

#[test]
fn blocks_without_a_variable_have_a_number() {
    assert_eq!(names("alloc(1); let b = alloc(2); free(alloc(3));"), ["#1", "b", "#3"]);
}

#[test]
fn the_same_name_again_gets_a_number() {
    assert_eq!(names("for i in 0..3 { let x = alloc(8); }"), ["x", "x·2", "x·3"]);
    assert_eq!(names("let l = [alloc(1)]; l[0] = alloc(2);"), ["l[0]", "l[0]·2"]);
}

#[test]
fn blocks_in_lists_and_maps_are_named_after_their_place() {
    assert_eq!(
        names("let list = []; for i in 0..3 { list.push(alloc(8)); }"),
        ["list[0]", "list[1]", "list[2]"]
    );
    assert_eq!(names("let list = [(), (), ()]; let i = 1; list[i + 1] = alloc(8);"), ["list[2]"]);
    assert_eq!(names("let pair = [alloc(1), alloc(2)];"), ["pair[0]", "pair[1]"]);
    assert_eq!(names("let list = []; list += alloc(8); list += alloc(8);"), ["list[0]", "list[1]"]);
    assert_eq!(
        names("let m = #{ a: alloc(1), l: [] }; m.b = alloc(2); m.l.push(alloc(3));"),
        ["m.a", "m.b", "m.l[0]"]
    );
    assert_eq!(
        names("let g = [[0, 0], [0, 0]]; for y in 0..2 { g[y][1 - y] = alloc(8); }"),
        ["g[0][1]", "g[1][0]"]
    );
    assert_eq!(names("let g = [[], []]; g[1].push(alloc(8));"), ["g[1][0]"]);
    assert_eq!(names("fn two() { [alloc(1), alloc(2)] } let pair = two();"), ["pair[0]", "pair[1]"]);
    assert_eq!(names("let l = [1, 2].map(|n| alloc(n));"), ["l[0]", "l[1]"]);
}

#[test]
fn naming_a_place_does_nothing_twice() {
    // The index has an effect, so it is worked out once, and the block keeps its number.
    let text = "fn next() { label(\"called\"); 0 } let list = [0]; list[next()] = alloc(8);";
    assert_eq!(told(&run(text)), ["1: #1 = 8 @8", "1: \"called\""]);
}

#[test]
fn the_language_is_a_whole_one() {
    let trace = run("
fn fib(n) { if n < 2 { n } else { fib(n - 1) + fib(n - 2) } }
label(\"fib \" + fib(10));
let sum = 0;
for i in range(10, 0, -3) { sum += i; }
label(`sum ${sum}, ${-7 % 3}, ${abs(-2) ** 3}, ${min(1, 2)}, ${max(1, 2)}, ${!true}`);
let list = [3, 1, 2];
list.insert(0, 9);
list.push(8);
label(`${list.pop()} ${list.shift()} ${list.remove(1)} ${list.len()} ${list.contains(2)} ${list.is_empty()}`);
switch sum { 22 => label(\"22\"), _ => label(\"other\") }
let evens = [1, 2, 3, 4].filter(|n| n % 2 == 0);
evens.reverse();
label(`${evens[0]}${evens[1]}`);
let n = 0;
while true { n += 1; if n == 3 { continue; } if n > 4 { break; } }
do { n += 1 } until n >= 10;
label(n);
let a = alloc(7);
label(`${a} has ${size_of(a)}: ${a == block(\"a\")}`);
");
    let labels: Vec<_> = trace
        .ops
        .iter()
        .filter_map(|op| match &op.kind {
            OpKind::Label { text } => Some(text.to_string()),
            _ => None,
        })
        .collect();
    assert_eq!(
        labels,
        ["fib 55", "sum 22, -1, 8, 1, 2, false", "8 9 1 2 true false", "22", "42", "10", "a has 7: true"]
    );
}

#[test]
fn random_numbers_are_the_same_in_every_run_and_differ_by_seed() {
    let sizes = |seed: &str| {
        let trace = run(&format!("{seed} for i in 0..20 {{ alloc(random(1, 100)); }}"));
        trace.ops.iter().map(|op| op.kind.clone()).collect::<Vec<_>>()
    };
    assert_eq!(sizes(""), sizes(""));
    assert_eq!(sizes("seed(5);"), sizes("seed(5);"));
    assert_ne!(sizes("seed(5);"), sizes("seed(6);"));
}

#[test]
fn shuffle_works_in_place_and_keeps_every_value() {
    let trace = run("let l = []; for i in 0..20 { l.push(alloc(8)); } let same = shuffle(l); free(l);
        label(same[0] == l[0]);");
    let mut freed: Vec<_> = trace
        .ops
        .iter()
        .filter(|op| matches!(op.kind, OpKind::Free { .. }))
        .filter_map(|op| op.kind.block())
        .collect();
    assert_ne!(freed, (0..20).collect::<Vec<_>>());
    freed.sort_unstable();
    assert_eq!(freed, (0..20).collect::<Vec<_>>());
    assert_eq!(trace.ops.last().map(|op| op.kind.clone()), Some(OpKind::Label { text: "true".into() }));
}

#[test]
fn lists_are_copied_not_shared() {
    let trace = run("fn change(l) { l.push(1); l.len() }
        let a = [1, 2]; let b = a; b.push(3); label(`${a.len()} ${b.len()} ${change(a)} ${a.len()}`);");
    assert_eq!(told(&trace), ["2: \"2 3 3 2\""]);
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

fn edit(text: &str, done: usize, request: Request) -> by_hand::Edit {
    by_hand::edit(text, done, request).unwrap_or_else(|error| panic!("{error:?}\n{text}"))
}

const NEW: Request = Request::Alloc { size: 24, align: 64 };

#[test]
fn a_block_allocated_by_hand_becomes_a_line_after_the_current_one() {
    let text = "let a = alloc(8); // first\n\n// then\nfree(a);\n";
    let new = edit(text, 1, NEW);
    assert_eq!(new.text, "let a = alloc(8); // first\nlet b1 = alloc(24, 64);\n\n// then\nfree(a);\n");
    assert_eq!((new.line, new.op), (2, 1));
    assert_eq!(told(&new.trace), ["1: a = 8 @8", "2: b1 = 24 @64", "5: free a"]);

    let new = edit(text, 2, Request::Alloc { size: 5, align: 8 });
    assert_eq!(new.text, "let a = alloc(8); // first\n\n// then\nfree(a);\nlet b1 = alloc(5);\n");
    let new = edit(text, 0, NEW);
    assert_eq!(new.line, 1);
    assert_eq!(edit("", 0, NEW).text, "let b1 = alloc(24, 64);\n");
}

#[test]
fn the_name_of_a_block_allocated_by_hand_is_new() {
    let first = edit("let b1 = alloc(8);", 1, NEW);
    assert_eq!(first.text, "let b1 = alloc(8);\nlet b2 = alloc(24, 64);\n");
    let second = edit(&first.text, 2, NEW);
    assert_eq!(names(&second.text), ["b1", "b2", "b3"]);
}

#[test]
fn a_block_freed_by_hand_is_freed_by_its_variable_where_that_holds_it() {
    let new = edit("let a = alloc(8);\nlet b = alloc(8);\nlabel(\"end\");", 2, Request::Free { block: 0 });
    assert_eq!(new.text, "let a = alloc(8);\nlet b = alloc(8);\nfree(a);\nlabel(\"end\");\n");
    let new = edit("let l = [alloc(8), alloc(8)];", 2, Request::Free { block: 1 });
    assert_eq!(new.text, "let l = [alloc(8), alloc(8)];\nfree(l[1]);\n");
}

#[test]
fn every_block_can_be_freed_by_hand() {
    let text = "
let list = [];
for i in 0..3 {
    let inner = alloc(8);
    list.push(alloc(16));
}
alloc(4);
let a = alloc(1);
a = alloc(2);
fn make() { let hidden = alloc(3); }
make();
let m = #{ x: alloc(5) };
list.clear();
";
    let before = run(text);
    for block in 0..before.blocks.len() as u32 {
        let new = edit(text, before.ops.len(), Request::Free { block });
        assert_eq!(
            new.trace.ops.last().map(|op| op.kind.clone()),
            Some(OpKind::Free { block }),
            "{}",
            new.text
        );
        assert_eq!(run(&new.text), new.trace);
    }
}

#[test]
fn what_is_done_by_hand_changes_nothing_else() {
    for example in playground::examples::EXAMPLES {
        let before = run(example.script);
        let step = before.ops.len().div_ceil(6);
        for done in (0..=before.ops.len()).step_by(step) {
            let new = edit(example.script, done, NEW);
            assert_eq!(new.trace.ops.len(), before.ops.len() + 1);
            let OpKind::Alloc { size: 24, align: 64, .. } = new.trace.ops[new.op].kind else { panic!() };
            assert_eq!(new.trace.ops[new.op].line, new.line);
            assert!(new.op >= done, "{} at {done}: {}", example.slug, new.op);
            let kept: Vec<&str> = new
                .text
                .lines()
                .enumerate()
                .filter(|(i, _)| *i as u32 + 1 != new.line)
                .map(|(_, l)| l)
                .collect();
            assert_eq!(kept, example.script.lines().collect::<Vec<_>>());
        }
    }
}

#[test]
fn by_hand_works_on_scripts_without_a_last_semicolon_and_with_a_return() {
    assert_eq!(edit("let a = alloc(8)", 1, NEW).text, "let a = alloc(8);\nlet b1 = alloc(24, 64);\n");
    assert_eq!(edit("alloc(8) // no `;`", 1, NEW).text, "alloc(8); // no `;`\nlet b1 = alloc(24, 64);\n");
    assert_eq!(edit("alloc(8); alloc(9);", 1, NEW).op, 2);
    let new = edit("alloc(8);\nreturn;\nalloc(9);", 1, NEW);
    assert_eq!(new.text, "alloc(8);\nlet b1 = alloc(24, 64);\nreturn;\nalloc(9);\n");
    let new = edit("let l = [\n  alloc(8),\n  alloc(9)\n];\nfree(l);", 2, NEW);
    assert_eq!((new.line, new.op), (5, 2));
    let new = edit("for i in 0..2 {\n  alloc(8);\n\n}\n\nlabel(\"x\");", 1, NEW);
    assert_eq!((new.line, new.op), (5, 2));
}

#[test]
fn what_can_not_be_done_by_hand_is_explained() {
    let text = "let a = alloc(8);\nlabel(\"between\");\nfree(a);";
    let error = by_hand::edit(text, 2, Request::Free { block: 0 }).expect_err("freed later");
    assert!(error.message.contains("`a` is freed in line 3"), "{error:?}");
    assert_eq!(error.line, 3);
    let error = by_hand::edit("alloc(8", 0, NEW).expect_err("does not parse");
    assert!(error.message.contains("`)`"), "{error:?}");
    assert!(by_hand::edit("alloc(8);", 1, Request::Free { block: 7 }).is_err());
    let full = format!("for i in 0..{MAX_OPS} {{ alloc(16); }}");
    assert!(by_hand::edit(&full, MAX_OPS, NEW).is_err());
}

mod anything {
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
}
