//! The lessons are well formed, and the lanes do in them what their texts say.

use std::{collections::HashSet, rc::Rc};

use playground::{
    arena::Settings,
    examples::{EXAMPLES, find},
    lab::{LaneKind, Recording, view::Numbers},
    script,
    trace::{MAX_OPS, OpKind},
};

#[test]
fn every_lesson_has_its_own_name_and_two_sentences() {
    let slugs: HashSet<_> = EXAMPLES.iter().map(|example| example.slug).collect();
    assert_eq!(slugs.len(), EXAMPLES.len());
    for example in EXAMPLES {
        assert_eq!(find(example.slug), Some(example));
        assert!(example.slug.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{}", example.slug);
        let sentences = example.watch.split_inclusive(". ").collect::<Vec<_>>();
        assert_eq!(sentences.len(), 2, "{}", example.slug);
        assert!(example.watch.ends_with('.') && !example.watch.contains("  "), "{}", example.slug);
    }
}

#[test]
fn every_lesson_runs_and_has_something_to_see() {
    for example in EXAMPLES {
        let trace = script::run(example.script).unwrap_or_else(|error| panic!("{}: {error:?}", example.slug));
        assert!((8..MAX_OPS).contains(&trace.ops.len()), "{}", example.slug);
        assert!(
            trace.ops.iter().any(|op| matches!(op.kind, OpKind::Label { .. }))
                || example.slug == "bump-pointer"
        );
        // A reader sees the whole script without scrolling far.
        assert!(example.script.lines().count() <= 40 && example.script.lines().all(|line| line.len() <= 90));
        assert!(example.script.starts_with("// ") && example.script.ends_with('\n'));
    }
}

#[test]
fn every_arena_is_a_possible_one() {
    for example in EXAMPLES {
        let Settings { page_size, max_pages } = example.settings;
        assert!(page_size.is_power_of_two() && (64..=65_536).contains(&page_size), "{}", example.slug);
        assert!(max_pages > 0 && page_size * max_pages <= Settings::MAX_BYTES);
    }
}

#[test]
fn the_first_lesson_is_short_and_names_every_block() {
    let trace = script::run(EXAMPLES[0].script).expect("it runs");
    assert!((12..=20).contains(&trace.ops.len()));
    assert!(trace.blocks.iter().all(|block| block.name.chars().all(|c| c.is_ascii_lowercase())));
}

/// What a lane has at the end of a lesson.
fn end(slug: &str, kind: LaneKind) -> Numbers {
    let example = find(slug).expect("a lesson of this name");
    let trace = Rc::new(script::run(example.script).expect("it runs"));
    let mut recording = Recording::run(kind, trace, example.settings).expect("a possible arena");
    recording.seek(recording.len());
    recording.numbers()
}

#[test]
fn every_lesson_shows_what_it_says() {
    use LaneKind::{BumpFreeList, FreeList, SegregatedBump};

    // Only the lane that coalesces finds room for the last block in its one page.
    assert_eq!(end("tour", FreeList).pages, 1);
    assert!(LaneKind::ALL[..2].iter().all(|&kind| end("tour", kind).pages == 2));

    // One lane cuts the large hole and has none for the last request, the other looks longer and fills all three.
    let bump_left = |kind| end("first-fit", kind).bump;
    assert_eq!((end("first-fit", BumpFreeList).free, bump_left(BumpFreeList)), (0, 512 - 240));
    assert_eq!(end("first-fit", FreeList).free, 512 - 240);
    assert!(end("first-fit", FreeList).largest_hole < 512 - 240);

    assert_eq!(end("bins", SegregatedBump).probes_total, 0);
    assert!(end("bins", BumpFreeList).probes_total > 20 && end("bins", FreeList).probes_total > 20);

    assert!(end("large-blocks", SegregatedBump).lost > 1000);
    assert_eq!((end("large-blocks", BumpFreeList).lost, end("large-blocks", FreeList).lost), (0, 0));
    assert_eq!(LaneKind::ALL.map(|kind| end("large-blocks", kind).pages), [1, 3, 1]);

    for slug in ["coalescing", "splitting"] {
        assert_eq!(end(slug, FreeList).pages, 1, "{slug}");
        assert_eq!((end(slug, BumpFreeList).pages, end(slug, SegregatedBump).pages), (2, 2), "{slug}");
    }

    let refused = |kind| end("external-fragmentation", kind).failed;
    assert_eq!(LaneKind::ALL.map(refused), LaneKind::ALL.map(|kind| if kind == FreeList { 1 } else { 2 }));

    // The smaller requests are met by different lanes.
    assert_eq!(LaneKind::ALL.map(|kind| end("out-of-memory", kind).failed), [4, 5, 4]);

    assert_eq!(LaneKind::ALL.map(|kind| end("alignment", kind).lost), [0, 112, 0]);
    assert_eq!(LaneKind::ALL.map(|kind| end("other-pages", kind).foreign), [768; 3]);
    assert!(end("other-pages", SegregatedBump).lost > 0);
    assert_eq!((end("other-pages", BumpFreeList).lost, end("other-pages", FreeList).lost), (0, 0));

    assert_eq!(LaneKind::ALL.map(|kind| end("two-lifetimes", kind).pages), [3, 2, 2]);

    let heap = |kind| end("random", kind).heap;
    assert!(heap(FreeList) <= heap(BumpFreeList) && heap(BumpFreeList) < heap(SegregatedBump));
}
