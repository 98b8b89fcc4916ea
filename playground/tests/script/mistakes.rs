//! What is said about mistakes, and where.

use crate::is_wrong;

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
