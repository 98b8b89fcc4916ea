//! Requests by hand become lines of the script.

use heap_lab::{
    script::{
        ScriptError,
        by_hand::{self, Later, Request},
        mistakes::{Bracket, ByHand, Named, Syntax},
    },
    text::Language,
    trace::{MAX_OPS, Op},
};

use super::{executed, listing, names, run};

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
    assert_eq!(listing(&new.text), ["1: a = 8 @8", "2: b1 = 24 @64", "5: free a"]);

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
        assert_eq!(new.run.trace.ops.last().cloned(), Some(Op::Free { block }), "{}", new.text);
        assert_eq!(executed(&new.text), new.run);
    }
}

#[test]
fn what_is_done_by_hand_changes_nothing_else() {
    for example in heap_lab::examples::EXAMPLES {
        let before = run(example.script(Language::English));
        let step = before.ops.len().div_ceil(6);
        for done in (0..=before.ops.len()).step_by(step) {
            let new = edit(example.script(Language::English), done, NEW);
            assert_eq!(new.run.trace.ops.len(), before.ops.len() + 1);
            let Op::Alloc { size: 24, align: 64, .. } = new.run.trace.ops[new.op] else { panic!() };
            assert_eq!(new.run.lines[new.op], new.line);
            assert!(new.op >= done, "{} at {done}: {}", example.slug, new.op);
            let kept: Vec<&str> = new
                .text
                .lines()
                .enumerate()
                .filter(|(i, _)| *i as u32 + 1 != new.line)
                .map(|(_, l)| l)
                .collect();
            assert_eq!(kept, example.script(Language::English).lines().collect::<Vec<_>>());
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

/// It used to jump to the end without a word.
#[test]
fn what_happens_later_than_requested_says_so_and_why() {
    let later = |text: &str, done| {
        edit(text, done, NEW).later.map(|Later { number, asked, after }| (number, asked, after))
    };
    for (text, done, wanted) in [
        ("for i in 0..5 { let a = alloc(16); }", 2, (6, 3, Some((1, 1)))),
        ("for i in 0..5 {\n  let a = alloc(16);\n}\nalloc(8);", 2, (6, 3, Some((1, 3)))),
        ("let n = 3;\nwhile n > 0 {\n  alloc(8);\n  n -= 1;\n}", 1, (4, 2, Some((2, 5)))),
        ("if true {\n  alloc(8);\n  alloc(9);\n}", 1, (3, 2, Some((1, 4)))),
        ("fn two() {\n  alloc(8);\n  alloc(9);\n}\ntwo();", 1, (3, 2, Some((5, 5)))),
        ("let l = [\n  alloc(8),\n  alloc(9)];", 1, (3, 2, Some((1, 3)))),
        ("[1, 2].map(|n| alloc(n));", 1, (3, 2, Some((1, 1)))),
        ("alloc(8); alloc(9);\nalloc(7);", 1, (3, 2, Some((1, 1)))),
        // The number of a block is part of what follows.
        ("alloc(8);\nalloc(9);\nfree(block(2));", 1, (4, 2, None)),
        // Labels are not counted.
        ("label(\"a\");\nfor i in 0..2 { label(\"b\"); alloc(8); }", 3, (3, 2, Some((2, 2)))),
    ] {
        assert_eq!(later(text, done), Some(wanted), "{text}");
    }
    for (text, done) in [
        ("alloc(8);\nalloc(9);", 1),
        ("for i in 0..5 { alloc(16); }", 5),
        ("alloc(8);\nlabel(\"a\"); label(\"b\");\nalloc(9);", 2),
        ("", 0),
    ] {
        assert_eq!(later(text, done), None, "{text}");
    }
    let text = "let a = alloc(8);\nfor i in 0..3 { alloc(9); }\nlabel(\"x\");";
    let freed = edit(text, 2, Request::Free { block: 0 });
    assert_eq!(freed.text, text.replace("label", "free(a);\nlabel") + "\n");
    assert_eq!(freed.later, Some(Later { number: 5, asked: 3, after: Some((2, 2)) }));
}

#[test]
fn what_can_not_be_done_by_hand_is_explained() {
    let text = "let a = alloc(8);\nlabel(\"between\");\nfree(a);";
    let error = by_hand::edit(text, 2, Request::Free { block: 0 }).expect_err("freed later");
    assert_eq!(
        error,
        ScriptError::at(ByHand::FreedLater { block: Named::Variable("a".into()), line: 3 }, 3, 0)
    );
    let text = "let a = alloc(8);\nlet a = alloc(9);\nlabel(\"between\");\nfree(a);";
    let error = by_hand::edit(text, 2, Request::Free { block: 1 }).expect_err("freed later");
    let block = Named::OnLine { name: "a".into(), line: 2, nth: None };
    assert_eq!(error, ScriptError::at(ByHand::FreedLater { block, line: 4 }, 4, 0));
    let error = by_hand::edit("alloc(8", 0, NEW).expect_err("does not parse");
    let unclosed = Syntax::Unclosed { bracket: Bracket::Round, before_semicolon: false };
    assert_eq!(error, ScriptError::at(unclosed, 1, 8));
    assert!(by_hand::edit("alloc(8);", 1, Request::Free { block: 7 }).is_err());
    let full = format!("for i in 0..{MAX_OPS} {{ alloc(16); }}");
    assert!(by_hand::edit(&full, MAX_OPS, NEW).is_err());
}
