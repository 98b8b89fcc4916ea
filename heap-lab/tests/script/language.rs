//! Scripts as users write them: their traces, and the names of their blocks.

use heap_lab::{script, text::Language, trace::Op};

use super::{listing, names, run};

#[test]
fn every_word_becomes_its_operation() {
    let listing = listing(
        "let a = alloc(24);
let b = alloc(24, 64);
let c = alloc_zeroed(100);
a = realloc(a, 100);
realloc(b, 5);
label(\"mark\");
take_pages(2);
free(a);
b.free();
free([c]);",
    );
    assert_eq!(
        listing,
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
    let listing = listing(
        "fn make(size) {
    let x = alloc(size);
    x
}
for i in 1..=2 {
    make(i);
}
let list =
    [3].map(|n|
        alloc(n));",
    );
    assert_eq!(listing, ["2: x = 1 @8", "2: x·2 = 2 @8", "10: list[0] = 3 @8"]);
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
    // The index has a side effect, so it is evaluated once, and the block keeps its number.
    let text = "fn next() { label(\"called\"); 0 } let list = [0]; list[next()] = alloc(8);";
    assert_eq!(listing(text), ["1: #1 = 8 @8", "1: \"called\""]);
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
        .filter_map(|op| match op {
            Op::Label { text } => Some(text.to_string()),
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
        trace.ops.to_vec()
    };
    assert_eq!(sizes(""), sizes(""));
    assert_eq!(sizes("seed(5);"), sizes("seed(5);"));
    assert_ne!(sizes("seed(5);"), sizes("seed(6);"));
}

#[test]
fn shuffle_works_in_place_and_keeps_every_value() {
    let trace = run("let l = []; for i in 0..20 { l.push(alloc(8)); } let same = shuffle(l); free(l);
        label(same[0] == l[0]);");
    let mut freed: Vec<_> =
        trace.ops.iter().filter(|op| matches!(op, Op::Free { .. })).filter_map(|op| op.block()).collect();
    assert_ne!(freed, (0..20).collect::<Vec<_>>());
    freed.sort_unstable();
    assert_eq!(freed, (0..20).collect::<Vec<_>>());
    assert_eq!(trace.ops.last().cloned(), Some(Op::Label { text: "true".into() }));
}

fn labels(text: &str) -> Vec<String> {
    let trace = run(text);
    let label = |op: &Op| if let Op::Label { text } = op { Some(text.to_string()) } else { None };
    trace.ops.iter().filter_map(label).collect()
}

#[test]
fn lists_are_sorted_sliced_joined_and_searched() {
    let show = "fn show(l) { let t = \"\"; for x in l { t += `${x} `; } label(t); }";
    for (code, is) in [
        ("show([3, 1, 2].sort());", "1 2 3 "),
        ("let l = [\"b\", \"a\", \"ab\"]; l.sort(); show(l);", "a ab b "),
        ("show([11, 22, 31, 12, 21].sort(|n| n % 10));", "11 31 21 22 12 "),
        ("show([].sort()); show([5].sort());", " / 5 "),
        ("show([3, 1, 2].sort(|n| -n));", "3 2 1 "),
        ("show([1, 2] + [3] + []);", "1 2 3 "),
        ("show([1, 2, 3, 4].slice(1, 3)); show([1, 2, 3, 4].slice(-2, 4));", "2 3 / 3 4 "),
        ("show([1, 2].slice(1, 1)); show([1, 2].slice(2, 0));", " / "),
        ("let l = [1, 2, 3]; l.swap(0, -1); show(l);", "3 2 1 "),
        ("let l = [1, 2, 3]; label(l.remove(-1)); l.insert(-1, 9); l.insert(3, 8); show(l);", "3 / 1 9 2 8 "),
        ("label([5, 6].index_of(6)); label([5].index_of(7)); label(['c'].contains('c'));", "1 / -1 / true"),
        ("label(\"häuser\".len()); label(\"häuser\".index_of(\"use\"));", "6 / 2"),
        (
            "label(\"abc\".contains('b')); label(\"x\" in \"abc\"); label(\"\".is_empty());",
            "true / false / true",
        ),
    ] {
        let is: Vec<&str> = is.split(" / ").collect();
        let padded = |text: &String| text.trim_end().to_string();
        let is: Vec<_> = is.iter().map(|text| text.trim_end().to_string()).collect();
        assert_eq!(labels(&format!("{show}\n{code}")).iter().map(padded).collect::<Vec<_>>(), is, "{code}");
    }
    let long = "let l = []; for i in 0..5000 { l.push(random(0, 99)); } l.sort();
        for i in 1..5000 { if l[i - 1] > l[i] { throw `at ${i}`; } } label(\"sorted\");";
    assert_eq!(labels(long), ["sorted"]);
}

#[test]
fn blocks_keep_their_names_when_their_list_is_sorted() {
    let listing = listing(
        "let l = [alloc(30), alloc(10), alloc(20)];\nl.sort(|b| size_of(b));\nfree(l);\nl.sort(); label(l[0]);",
    );
    let freed: Vec<_> = listing[3..].iter().map(|line| line.as_str()).collect();
    assert_eq!(freed, ["3: free l[1]", "3: free l[2]", "3: free l[0]", "4: \"l[0]\""]);
    let new = heap_lab::script::by_hand::edit(
        "let l = [alloc(30), alloc(10)];\nl.reverse();\nlabel(\"x\");",
        3,
        heap_lab::script::by_hand::Request::Free { block: 0 },
    );
    let text = new.expect("it can be freed").text;
    assert!(text.ends_with("free(block(\"l[0]\"));\n"), "the variable holds another block: {text}");
}

#[test]
fn blocks_without_a_variable_are_counted_from_1_wherever_they_are_named() {
    let code =
        "free(alloc(1)); alloc(2); label(`${block(1)} ${block(2)} ${block(\"#2\")}`); free(block(\"#2\"));";
    assert_eq!(
        listing(code),
        ["1: #1 = 1 @8", "1: free #1", "1: #2 = 2 @8", "1: \"#1 #2 #2\"", "1: free #2"]
    );
    let error = script::run(&format!("{code}\nfree(block(1));")).expect_err("it is free");
    let sentence = Language::English.text().mistake(&error);
    assert!(sentence.starts_with("Double free: block 1 was already freed on line 1."), "{sentence}");
    for none in ["block(0)", "block(\"#0\")", "block(\"#3\")"] {
        let error = script::run(&format!("{code}\n{none};")).expect_err("no such block");
        let sentence = Language::English.text().mistake(&error);
        assert!(sentence.ends_with("So far there are blocks 1 to 2."), "{none}: {sentence}");
    }
}

/// A word that came later than links may not change what their scripts do.
#[test]
fn a_script_may_define_a_function_of_the_name_of_a_later_word() {
    for (name, parameters) in [("sort", "a"), ("swap", "a, b, c"), ("slice", "a, b, c"), ("index_of", "a, b")]
    {
        let arguments = parameters.replace(char::is_alphabetic, "1");
        let script = format!("fn {name}({parameters}) {{ label(\"mine\") }} {name}({arguments});");
        assert_eq!(labels(&script), ["mine"], "{name}");
    }
    assert_eq!(labels("fn sort() { label(\"mine\") } [2, 1].sort();"), ["mine"]);
}

#[test]
fn lists_are_copied_not_shared() {
    let listing = listing(
        "fn change(l) { l.push(1); l.len() }
        let a = [1, 2]; let b = a; b.push(3); label(`${a.len()} ${b.len()} ${change(a)} ${a.len()}`);",
    );
    assert_eq!(listing, ["2: \"2 3 3 2\""]);
}
