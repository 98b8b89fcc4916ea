//! Wrong scripts, and what is wrong with them: line, column and fact.

use heap_lab::script::mistakes::{
    BlockUse, Bracket, Instead, Kind, Limit, Missing, Mistake, Named, NumberUse, Refusal, Runtime, Syntax,
    Value,
};

pub struct Wrong {
    pub text: &'static str,
    pub line: u32,
    pub column: u32,
    pub mistake: Mistake,
}

fn wrong(text: &'static str, line: u32, column: u32, mistake: impl Into<Mistake>) -> Wrong {
    Wrong { text, line, column, mistake: mistake.into() }
}

pub fn table() -> Vec<Wrong> {
    [syntax(), characters(), functions(), names(), values(), refusals(), limits()]
        .into_iter()
        .flatten()
        .collect()
}

fn syntax() -> Vec<Wrong> {
    let unclosed = |bracket, before_semicolon| Syntax::Unclosed { bracket, before_semicolon };
    let operator = |found: &str, instead| Syntax::Operator { found: found.into(), instead };
    let unexpected = |found: &str| Syntax::Unexpected(found.into());
    let mut table = vec![
        wrong("let a = alloc(24) // here\nlet b = alloc(8);", 1, 17, Syntax::Semicolon),
        wrong("let a = 1 2;", 1, 11, Syntax::Joined),
        wrong("let a = alloc(24;", 1, 17, unclosed(Bracket::Round, true)),
        wrong("let a = (1 + 2;", 1, 15, unclosed(Bracket::Round, true)),
        wrong("for i in 0..3 {\n  alloc(8);\n", 2, 11, unclosed(Bracket::Curly, false)),
        wrong("let x = [1, 2\n", 1, 13, unclosed(Bracket::Square, false)),
        wrong("let l = [1]; l[0;", 1, 17, unclosed(Bracket::Square, true)),
        wrong("switch 1 { 2 => 3", 1, 18, unclosed(Bracket::Curly, false)),
        wrong("label(\"open);\nalloc(8);", 1, 7, Syntax::UnclosedText),
        wrong("label(`open);\nalloc(8);", 1, 7, Syntax::UnclosedText),
        wrong("alloc(8));", 1, 9, Syntax::Unopened(Bracket::Round)),
        wrong("}", 1, 1, Syntax::Unopened(Bracket::Curly)),
        wrong("let a = ;", 1, 9, Syntax::ValueBefore(";".into())),
        wrong("let a = if { 1 };", 1, 12, Syntax::Value),
        wrong("let a =", 1, 8, Syntax::Unfinished),
        wrong("let = 5;", 1, 5, Syntax::Variable),
        wrong("let a = 1; a++;", 1, 13, Syntax::Increment("++".into())),
        wrong("let a = 1; if a === 1 {}", 1, 17, operator("===", "==")),
        wrong("let a = 1; if a !== 1 {}", 1, 17, operator("!==", "!=")),
        wrong("let a := 1;", 1, 7, operator(":=", "=")),
        wrong("let a = 1; a -> 1;", 1, 14, unexpected("->")),
        wrong("let a = 1; if a = 1 {}", 1, 17, Syntax::Assignment),
        wrong("let a = true; a || a = true;", 1, 22, Syntax::Assignment),
        wrong("let a = true ? 1 : 2;", 1, 14, Syntax::QuestionMark),
        wrong("let a = 1 @ 2;", 1, 11, unexpected("@")),
        wrong("let a = 1; a::b;", 1, 13, unexpected("::")),
        wrong("else { }", 1, 1, unexpected("else")),
        wrong("var a = 5;", 1, 1, Syntax::Var),
        wrong("let a = null;", 1, 9, Syntax::Null),
        wrong("let a = async;", 1, 9, Syntax::Reserved("async".into())),
        wrong("__body 0;", 1, 1, Syntax::Reserved("__body".into())),
        wrong("eval(\"1\");", 1, 1, Syntax::Unavailable("eval".into())),
        wrong("let f = Fn(\"a\");", 1, 9, Syntax::Unavailable("Fn".into())),
        wrong("try { alloc(8) } catch {}", 1, 1, Syntax::Try),
        wrong("import \"x\" as y;", 1, 1, Syntax::Modules),
        wrong("export let x = 1;", 1, 1, Syntax::Modules),
        wrong("label(\"a\\qb\");", 1, 10, Syntax::Escape("\\q".into())),
        wrong("label('text');", 1, 7, Syntax::SingleQuotes),
        wrong("let _ = 1;", 1, 5, Syntax::Name("_".into())),
        wrong("let __ = 1;", 1, 5, Syntax::Name("__".into())),
        wrong("let x = 99999999999999999999;", 1, 9, Syntax::Number("99999999999999999999".into())),
        wrong("alloc(0xffff_ffff_ffff_ffff);", 1, 7, Syntax::Number("0xffff_ffff_ffff_ffff".into())),
        wrong("let l = []; l.;", 1, 15, Syntax::Property),
        wrong("let l = []; l.0;", 1, 15, Syntax::Property),
        wrong("const c = 5; c = 6;", 1, 14, Syntax::Constant("c".into())),
        wrong("5 = 6;", 1, 1, Syntax::NotAssignable),
        wrong("alloc(8) = 6;", 1, 1, Syntax::NotAssignable),
        wrong("if 5 {}", 1, 4, Syntax::Expected { expected: Kind::Bool, found: Kind::Number }),
        wrong("if \"a\" {}", 1, 4, Syntax::Expected { expected: Kind::Bool, found: Kind::Text }),
        wrong("for i in 5 {}", 1, 10, Syntax::Expected { expected: Kind::Iterable, found: Kind::Number }),
        wrong("[1][\"a\"];", 1, 5, Syntax::ListIndex),
        wrong("#{ a: 1 }[1];", 1, 11, Syntax::MapIndex),
        wrong("let m = #{ a: 1, a: 2 };", 1, 18, Syntax::DuplicateProperty("a".into())),
        wrong("for (a, a) in [1] {}", 1, 9, Syntax::DuplicateVariable("a".into())),
        wrong("break;", 1, 1, Syntax::Break),
        wrong("switch 1 { _ => 2, 1 => 3 }", 1, 12, Syntax::DefaultCase),
        wrong("switch 1 { 0..2 => 2, 1 => 3 }", 1, 23, Syntax::NumberAfterRange),
        wrong("switch 1 { _ if true => 2 }", 1, 14, Syntax::CaseCondition),
        wrong("let a = this;", 1, 9, Syntax::This),
        wrong("let a = 1; a.f!();", 1, 14, Syntax::MethodBang),
    ];
    let missing = |text, line, column, what| wrong(text, line, column, Syntax::Missing(what));
    table.extend([
        missing("if true alloc(8);", 1, 9, Missing::Block),
        missing("switch 1 2", 1, 10, Missing::Switch),
        missing("let l = [1 2];", 1, 12, Missing::ListComma),
        missing("let m = #{ a: 1 b: 2 };", 1, 17, Missing::MapComma),
        missing("switch 1 { 1 => 2 3 => 4 }", 1, 19, Missing::CaseComma),
        missing("fn f(a b) {}", 1, 8, Missing::NameComma),
        missing("let m = #{ a = 1 };", 1, 14, Missing::Colon("a".into())),
        missing("switch 1 { 1 2 }", 1, 14, Missing::Arrow),
        missing("for i of 0..3 {}", 1, 7, Missing::In),
        missing("do { alloc(8); }\nalloc(8);", 2, 1, Missing::While),
        missing("let f = |a, { a };", 1, 13, Missing::Pipe),
        missing("let f = |a b| a;", 1, 12, Missing::NameComma),
    ]);
    table
}

fn characters() -> Vec<Wrong> {
    let character = |found, write| Syntax::Character { found, instead: Instead::Write(write) };
    let odd = |found, instead| Syntax::Character { found, instead };
    let exponent = |found: &str, plain: Option<&str>| Syntax::Exponent {
        found: found.into(),
        plain: plain.map(str::to_string),
    };
    vec![
        wrong("let a = alloc（24）;", 1, 14, character('（', "(")),
        wrong("let a = alloc(24）;", 1, 17, character('）', ")")),
        wrong("let a = alloc(24)；\nfree(a);", 1, 18, character('；', ";")),
        wrong("alloc(24， 8);", 1, 9, character('，', ",")),
        wrong("label(“text”);", 1, 7, character('“', "\"")),
        wrong("label(‘text’);", 1, 7, character('‘', "\"")),
        wrong("let a = ２4;", 1, 9, character('２', "2")),
        wrong("let a = 2４;", 1, 9, character('４', "4")),
        wrong("ａlloc(24);", 1, 1, character('ａ', "a")),
        wrong("label(｀a);", 1, 7, character('｀', "`")),
        wrong("let a = 2 × 3;", 1, 11, character('×', "*")),
        wrong("if 1 ≤ 2 {}", 1, 6, character('≤', "<=")),
        wrong("let a =\u{A0}1;", 1, 8, odd('\u{A0}', Instead::Space)),
        wrong("let a =\u{3000}1;", 1, 8, odd('\u{3000}', Instead::Space)),
        wrong("let a\u{200B} = 1;", 1, 6, odd('\u{200B}', Instead::Nothing)),
        wrong("\u{FEFF}let a = 1;", 1, 1, odd('\u{FEFF}', Instead::Nothing)),
        wrong("let a = 1; \u{7}", 1, 12, odd('\u{7}', Instead::Nothing)),
        wrong("let a = 1 → 2;", 1, 11, character('→', "=>")),
        wrong("let a = ☃;", 1, 9, odd('☃', Instead::Unknown)),
        wrong("let 变量 = 1;", 1, 5, Syntax::NameCharacter { name: "变量".into(), found: '变' }),
        wrong("let café = 1;", 1, 5, Syntax::NameCharacter { name: "café".into(), found: 'é' }),
        wrong(
            "let cafe\u{301} = 1;",
            1,
            5,
            Syntax::NameCharacter { name: "cafe\u{301}".into(), found: '\u{301}' },
        ),
        // Strings and comments may contain anything, but mistakes after them are found.
        wrong("label(\"（变量）\"); // ，\n/* ； */ alloc（8);", 2, 14, character('（', "(")),
        wrong("label(`（${1）}`);", 1, 12, character('）', ")")),
        // The first mistake counts.
        wrong("let = 1;\nalloc（8);", 1, 5, Syntax::Variable),
        wrong("alloc(1.5);", 1, 7, Syntax::Decimal("1.5".into())),
        wrong("let a = 1e3;", 1, 9, exponent("1e3", Some("1000"))),
        wrong("alloc(1.5e3);", 1, 7, exponent("1.5e3", Some("1500"))),
        wrong("alloc(1e-3);", 1, 7, exponent("1e-3", None)),
        wrong("alloc(1e99);", 1, 7, exponent("1e99", None)),
    ]
}

fn functions() -> Vec<Wrong> {
    vec![
        wrong("fn f() { fn g() {} }", 1, 10, Syntax::NestedFunction),
        wrong("fn () {}", 1, 4, Syntax::FunctionName),
        wrong("fn f {}", 1, 6, Syntax::FunctionParameters("f".into())),
        wrong("fn f();", 1, 7, Syntax::FunctionBody(Some("f".into()))),
        wrong("fn f(a) {}\nfn f(b) {}", 2, 1, Syntax::DuplicateFunction { name: "f".into(), count: 1 }),
        wrong("fn f(a, a) {}", 1, 9, Syntax::DuplicateParameter("a".into())),
        wrong("fn alloc(n) { n }", 1, 0, Syntax::FunctionTaken("alloc".into())),
        wrong("// fn free\nfn free(n) { n }", 2, 0, Syntax::FunctionTaken("free".into())),
    ]
}

fn names() -> Vec<Wrong> {
    let no_variable = |name: &str, near: Option<&str>| Syntax::NoVariable {
        name: name.into(),
        near: near.map(str::to_string),
    };
    let no_function = |name: &str, near: Option<&str>| Runtime::NoFunction {
        name: name.into(),
        near: near.map(str::to_string),
    };
    vec![
        wrong("let blob = alloc(8);\nfree(blok);", 2, 6, no_variable("blok", Some("blob"))),
        wrong("free(x);", 1, 6, no_variable("x", None)),
        wrong("let a = alloc(8);\nfn f() { free(a) }\nf();", 2, 15, Syntax::OutOfScope("a".into())),
        wrong("{ let a = alloc(8); }\nfree(a);", 2, 6, Syntax::OutOfScope("a".into())),
        wrong("free(alloc);", 1, 6, Syntax::FunctionAsValue { name: "alloc", form: "alloc(size)" }),
        wrong("let a = aloc(8);", 1, 9, no_function("aloc", Some("alloc"))),
        wrong("let a = malloc(8);", 1, 9, no_function("malloc", Some("alloc"))),
        wrong("let a = delete(8);", 1, 9, no_function("delete", Some("free"))),
        wrong("fn fill(n) { n }\nfil(3);", 2, 1, no_function("fil", Some("fill"))),
        wrong("banana();", 1, 1, no_function("banana", None)),
        wrong("print(\"x\");", 1, 1, Runtime::Print("print".into())),
    ]
}

fn values() -> Vec<Wrong> {
    let number = |role, found| Runtime::NumberExpected { role, found };
    let block = |role, found| Runtime::BlockExpected { role, found };
    let expected = |expected, found| Runtime::Expected { expected, found };
    let given =
        |operator: &str, given: &[Kind]| Runtime::Operator { operator: operator.into(), given: given.into() };
    let alloc = &["alloc(size)", "alloc(size, align)"];
    let arguments = |given: &[Kind]| Runtime::Arguments { name: "alloc", forms: alloc, given: given.into() };
    let parameters =
        |count, given: &[Kind]| Runtime::Parameters { name: "f".into(), count, given: given.into() };
    vec![
        wrong("alloc(\"24\");", 1, 1, number(NumberUse::Size, Value::Text("24".into()))),
        wrong("alloc(true);", 1, 1, number(NumberUse::Size, Value::Bool(true))),
        wrong("alloc(8, []);", 1, 1, number(NumberUse::Align, Value::List(0))),
        wrong("alloc(alloc(8));", 1, 1, number(NumberUse::Size, Value::Other(Kind::Block))),
        wrong("take_pages([1]);", 1, 1, number(NumberUse::Pages, Value::List(1))),
        wrong("block(#{});", 1, 1, number(NumberUse::Block, Value::Other(Kind::Map))),
        wrong("random((), 1);", 1, 1, number(NumberUse::Low, Value::Other(Kind::Nothing))),
        wrong("random(1, 'c');", 1, 1, number(NumberUse::High, Value::Other(Kind::Character))),
        wrong("seed(|x| x);", 1, 1, number(NumberUse::Seed, Value::Other(Kind::Function))),
        wrong("let l = [1]; l.remove(0..1);", 1, 16, number(NumberUse::Index, Value::Other(Kind::Range))),
        wrong("free(5);", 1, 1, block(BlockUse::Free, Value::Number(5))),
        wrong("free(());", 1, 1, block(BlockUse::Free, Value::Other(Kind::Nothing))),
        wrong("let l = []; free(l.pop());", 1, 13, block(BlockUse::Free, Value::Other(Kind::Nothing))),
        wrong("realloc(\"a\", 1);", 1, 1, block(BlockUse::Realloc, Value::Text("a".into()))),
        wrong("size_of([1, 2]);", 1, 1, block(BlockUse::SizeOf, Value::List(2))),
        wrong("alloc();", 1, 1, arguments(&[])),
        wrong("alloc(1, true, ());", 1, 1, arguments(&[Kind::Number, Kind::Bool, Kind::Nothing])),
        wrong("alloc((), (), ());", 1, 1, arguments(&[Kind::Nothing, Kind::Nothing, Kind::Nothing])),
        wrong("fn f(x) { x }\nf();", 2, 1, parameters(1, &[])),
        wrong("fn f() { 1 }\nf(2);", 2, 1, parameters(0, &[Kind::Number])),
        wrong("fn f(a, b) { 1 }\nf(());", 2, 1, parameters(2, &[Kind::Nothing])),
        wrong("label(\"a\" * 2);", 1, 11, given("*", &[Kind::Text, Kind::Number])),
        wrong("-[1];", 1, 1, given("-", &[Kind::List])),
        wrong("let a = alloc(8);\na + (0..1);", 2, 3, given("+", &[Kind::Block, Kind::Range])),
        wrong("let a = alloc(8); if a {}", 1, 22, expected(Kind::Bool, Kind::Block)),
        wrong("let l = [1]; l[true];", 1, 16, expected(Kind::Number, Kind::Bool)),
        wrong("let m = #{}; m[1];", 1, 16, expected(Kind::Text, Kind::Number)),
        wrong("let l = []; l[2];", 1, 15, Runtime::ListIndex { index: 2, len: 0 }),
        wrong("let l = [1]; l.remove(1);", 1, 16, Runtime::ListIndex { index: 1, len: 1 }),
        wrong("let l = [1, 2]; l[2];", 1, 19, Runtime::ListIndex { index: 2, len: 2 }),
        wrong("let t = \"ab\"; t[2];", 1, 17, Runtime::TextIndex { index: 2, len: 2 }),
        wrong("let n = 5; n[64];", 1, 14, Runtime::BitIndex { index: 64, len: 64 }),
        wrong("let a = alloc(8); a[0];", 1, 20, Runtime::NotIndexed(Kind::Block)),
        wrong("let a = alloc(8); for b in a {}", 1, 28, Runtime::NotIterable),
        wrong("let a = alloc(8); a.size;", 1, 21, Runtime::NoProperty(Some("size".into()))),
        wrong("let a = alloc(8); a.size = 1;", 1, 21, Runtime::NoProperty(Some("size".into()))),
        wrong("const L = []; L.push(1);", 1, 17, Runtime::ConstantChanged(None)),
        wrong("const M = #{ a: 1 }; M.a = 2;", 1, 22, Runtime::Constant("M".into())),
        wrong("fn f() { this }\nf();", 1, 10, Runtime::UnboundThis),
        wrong("let x = 9223372036854775807;\nx + 1;", 2, 3, Runtime::Overflow),
        wrong("-(-9223372036854775807 - 1);", 1, 1, Runtime::Overflow),
        wrong("alloc(1 << 70);", 1, 9, Runtime::Overflow),
        wrong("let l = [1, 2]; l.insert(-3, 0);", 1, 19, Runtime::ListPosition { index: -3, len: 2 }),
        wrong("let l = []; l.insert(1, 0);", 1, 15, Runtime::ListPosition { index: 1, len: 0 }),
        wrong("let l = [1]; l.remove(-2);", 1, 16, Runtime::ListIndex { index: -2, len: 1 }),
        wrong("let l = [1, 2]; l[-3];", 1, 19, Runtime::ListIndex { index: -3, len: 2 }),
        wrong("[1, 2].swap(0, 2);", 1, 8, Runtime::ListIndex { index: 2, len: 2 }),
        wrong("[1, 2].slice(0, 3);", 1, 8, Runtime::ListPosition { index: 3, len: 2 }),
        wrong("[1, \"a\"].sort();", 1, 10, expected(Kind::Number, Kind::Text)),
        wrong("[[1], [2]].sort();", 1, 12, expected(Kind::Number, Kind::List)),
        wrong("[1].map(|a, b| a);", 1, 5, Runtime::Closure { count: 2, given: 1 }),
        wrong("[2, 1].sort(|| 1);", 1, 8, Runtime::Closure { count: 0, given: 1 }),
        wrong("let x = -9223372036854775807 - 1; x / -1;", 1, 37, Runtime::Overflow),
        wrong("1 / 0;", 1, 3, Runtime::DivisionByZero),
        wrong("1 % 0;", 1, 3, Runtime::DivisionByZero),
        wrong("2 ** -1;", 1, 3, Runtime::NegativePower),
        wrong("[1].filter(|x| x);", 1, 5, Runtime::FilterAnswer),
        wrong("range(0, 1, 0);", 1, 1, Runtime::ZeroStep),
        wrong("throw;", 1, 1, Runtime::Thrown(None)),
        wrong("throw \"enough\";", 1, 1, Runtime::Thrown(Some("enough".into()))),
    ]
}

fn refusals() -> Vec<Wrong> {
    let odd = |align, below, above| Refusal::OddAlign { align, below, above, most: 65_536 };
    let double = |block, line| Refusal::DoubleFree { block, line };
    let named = |name: &str| Named::Variable(name.into());
    let on_line = |name: &str, line, nth| Named::OnLine { name: name.into(), line, nth };
    vec![
        wrong("alloc(0);", 1, 1, Refusal::ZeroSize),
        wrong("alloc(-5);", 1, 1, Refusal::NegativeSize(-5)),
        wrong("alloc(5000000000);", 1, 1, Refusal::LargeSize { size: 5_000_000_000, most: 1 << 30 }),
        wrong("alloc(8, 24);", 1, 1, odd(24, 16, 32)),
        wrong("alloc(8, 0);", 1, 1, odd(0, 1, 1)),
        wrong("alloc(8, 131072);", 1, 1, Refusal::LargeAlign { align: 131_072, most: 65_536 }),
        wrong("let a = alloc(8);\nrealloc(a, 0);", 2, 1, Refusal::ReallocToZero),
        wrong("let a = alloc(16);\nfree(a);\nfree(a);", 3, 1, double(named("a"), 2)),
        wrong("let l = [alloc(16)];\nfree(l);\nfree(l);", 3, 1, double(named("l[0]"), 2)),
        wrong(
            "let a = alloc(16);\nfree(a);\nrealloc(a, 8);",
            3,
            1,
            Refusal::ReallocAfterFree { block: named("a"), line: 2 },
        ),
        wrong(
            "let a = alloc(8);\nlet a = alloc(9);\nfree(a);\nfree(a);",
            4,
            1,
            double(on_line("a", 2, None), 3),
        ),
        wrong(
            "let a = alloc(8);\nlet b = a;\na = alloc(9);\nfree(b);\nrealloc(b, 3);",
            5,
            1,
            Refusal::ReallocAfterFree { block: on_line("a", 1, None), line: 4 },
        ),
        wrong(
            "fn f(n) { alloc(n) }\nlet a = f(1);\na = f(2);\nfree(a); free(a);",
            4,
            10,
            double(on_line("a", 3, None), 4),
        ),
        wrong(
            "for i in 0..3 {\n  let a = alloc(8);\n  if i == 1 { free(a); free(a); }\n}",
            3,
            24,
            double(on_line("a", 2, Some(2)), 3),
        ),
        wrong("alloc(8);\nfree(alloc(9));\nfree(block(2));", 3, 1, double(Named::Number(2), 2)),
        wrong("take_pages(0);", 1, 1, Refusal::Pages { pages: 0, most: 65_536 }),
        wrong("take_pages(65537);", 1, 1, Refusal::Pages { pages: 65_537, most: 65_536 }),
        wrong("random(5, 1);", 1, 1, Refusal::RandomRange { low: 5, high: 1 }),
        wrong("block(\"nope\");", 1, 1, Refusal::NoBlockNamed("nope".into())),
        wrong("block(1);", 1, 1, Refusal::NoBlockNumbered { number: 1, count: 0 }),
        wrong("alloc(8);\nblock(2);", 2, 1, Refusal::NoBlockNumbered { number: 2, count: 1 }),
        wrong("alloc(8); alloc(8);\nblock(-3);", 2, 1, Refusal::NoBlockNumbered { number: -3, count: 2 }),
        wrong("for i in 0..100000 { alloc(16); }\nalloc(16);", 2, 1, Refusal::RunFull { most: 100_000 }),
    ]
}

fn limits() -> Vec<Wrong> {
    vec![
        wrong("loop {}", 1, 6, Limit::Steps { most: 3_000_000 }),
        wrong("let s = \"x\"; loop { s += s; }", 1, 23, Limit::Text { most: 1_000 }),
        wrong("let l = []; loop { l = [l]; }", 1, 24, Limit::Lists { most: 32 }),
        wrong("fn f(n) { f(n + 1) } f(0);", 1, 22, Limit::Calls),
        wrong("fn f(n) {\n[[[[1 + f(n + 1)]]]]\n}\nf(0);", 4, 1, Limit::Calls),
    ]
}
