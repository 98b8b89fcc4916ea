//! Fresh data: the same for the same seed forever, and only data with a single right answer.

use heap_lab::lesson::{Lesson, fresh_seed};

use super::right;

/// A question that has a right answer for some data only: how many free blocks the request probes, where there are any.
fn lesson() -> Lesson {
    right(
        "# T\n\nI.\n\n```heap pages=1 lanes=free-list\nlet a = alloc(24);\nfree(a);\nlet b = alloc(24);\n```\n\n\
         ```fresh\nlet a = alloc(24);\nif random(1, 4) == 1 { free(a); } else { realloc(a, 16); }\n\
         let b = alloc(random(1, 3) * 100);\n```\n\n```ask number id=a what=used op=2\n```\n",
    )
}

#[test]
fn seeds_never_change() {
    let lesson = lesson();
    let (_, ask) = lesson.asks().next().expect("there is one");
    let seeds: Vec<_> = (1..=8).filter_map(|seed| fresh_seed(&lesson.scenes[0], ask, seed)).collect();
    // Homework of the past is scored with these.
    assert_eq!(seeds, [1_013_904_243, 2_654_435_771, 3, 4, 2_654_435_774, 6, 7, 2_654_435_777]);
    for seed in seeds {
        assert_eq!(fresh_seed(&lesson.scenes[0], ask, seed), Some(seed), "a seed leads to itself");
    }
}

#[test]
fn without_fresh_data_there_is_no_seed() {
    let mut lesson = lesson();
    lesson.scenes[0].fresh = None;
    let (_, ask) = lesson.asks().next().expect("there is one");
    assert_eq!(fresh_seed(&lesson.scenes[0], ask, 1), None);
}
