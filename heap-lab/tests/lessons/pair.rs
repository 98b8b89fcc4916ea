//! Two languages of a lesson: what may differ, and what may not.

use heap_lab::{
    lesson::{course, pair, read},
    text::Language,
};

/// What is different once the template is changed.
fn changed(from: &str, to: &str) -> Vec<&'static str> {
    let text = course::template(Language::English);
    assert!(text.contains(from), "{from}");
    let (lesson, other) = (read(text).0, read(&text.replacen(from, to, 1)).0);
    pair::differences(&lesson, &other).into_iter().map(|difference| difference.what).collect()
}

#[test]
fn words_comments_and_labels_may_differ() {
    assert_eq!(changed("Four blocks are live", "There are `four` **blocks**"), [""; 0]);
    assert_eq!(changed("// Two holes, with a live block between them.", "// Holes."), [""; 0]);
    let text = course::template(Language::English);
    let labelled =
        |label: &str| read(&text.replacen("free(a);", &format!("label(\"{label}\");\nfree(a);"), 1)).0;
    assert_eq!(pair::differences(&labelled("half"), &labelled("一半")), []);
    assert_eq!(pair::differences(&labelled("half"), &read(text).0).len(), 1, "a label is left out");
}

#[test]
fn whatever_the_engine_reads_may_not() {
    for (from, to) in [("alloc(56)", "alloc(64)"), ("random(2, 6)", "random(2, 7)"), ("pages=2", "pages=3")] {
        assert_eq!(changed(from, to), ["script, fresh data, arena or lanes"], "{to}");
    }
    assert_eq!(changed("{op=4} ", "{op=5} "), ["place"]);
    assert_eq!(changed("## A question\n", ""), ["scene or heading"]);
    for (from, to) in [
        ("[3](=holes)", "[3](=holes#5)"),
        ("[3](=holes)", "three"),
        ("#op=5&select=a", "#op=5&select=b"),
        ("id=where", "id=there"),
        ("what=largest", "what=free"),
        (
            "\n---\nThe search begins at the lowest address and takes the first free block that is large enough.",
            "",
        ),
        ("- The free list is in address order.\n", ""),
    ] {
        assert!(changed(from, to).contains(&"question, links or claims"), "{to}");
    }
}

#[test]
fn what_one_has_more_is_at_its_line() {
    let text = course::template(Language::English);
    let (lesson, more) = (read(text).0, read(&format!("{text}\nOne more.\n")).0);
    let differences = pair::differences(&lesson, &more);
    let last = text.lines().count() as u32 + 2;
    assert!(!differences.is_empty());
    assert!(differences.iter().all(|difference| (difference.line, difference.other) == (0, last)));
}
