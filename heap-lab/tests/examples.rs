//! The examples are well formed in each language, and the lanes do in them what their texts say.

use std::collections::HashSet;

use heap_lab::{
    arena::Settings,
    examples::{EXAMPLES, find, of_script},
    lab::{
        LaneKind, Recording,
        view::{Numbers, Outcome, Sizes, Step},
    },
    scene::chain::lists,
    script,
    text::{Language, examples::ExampleText},
    trace::{MAX_OPS, Op},
};
use lite_alloc::observe::{Fit, Side};

#[test]
fn every_example_has_its_own_name_and_two_sentences() {
    let slugs: HashSet<_> = EXAMPLES.iter().map(|example| example.slug).collect();
    assert_eq!(slugs.len(), EXAMPLES.len());
    for example in EXAMPLES {
        assert_eq!(find(example.slug), Some(example));
        assert!(example.slug.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{}", example.slug);
        for (language, end) in [(Language::English, ". "), (Language::Chinese, "。")] {
            let ExampleText { title, watch } = language.text().example(example.id);
            assert_eq!(watch.split_inclusive(end).count(), 2, "{}: {watch}", example.slug);
            assert!(watch.ends_with(end.trim_end()) && !watch.contains("  "), "{}: {watch}", example.slug);
            // Names of blocks are those of the script.
            let script = example.script(language);
            let names = watch.split('`').skip(1).step_by(2);
            assert!(names.into_iter().all(|name| script.contains(&format!("let {name} ="))), "{watch}");
            assert_eq!(
                [title, watch].map(is_chinese),
                [language == Language::Chinese; 2],
                "{title}: {watch}"
            );
        }
    }
}

/// Whether a text has Chinese characters.
fn is_chinese(text: &str) -> bool {
    text.chars().any(|char| ('\u{4e00}'..='\u{9fff}').contains(&char))
}

/// Columns that a line takes in a fixed-width font: Chinese characters and their punctuation take two.
fn columns(line: &str) -> usize {
    line.chars().map(|char| if char >= '\u{2e80}' { 2 } else { 1 }).sum()
}

#[test]
fn an_example_does_the_same_in_each_language() {
    for example in EXAMPLES {
        let [english, chinese] =
            [Language::English, Language::Chinese].map(|language| example.script(language));
        for (english, chinese) in english.lines().zip(chinese.lines()) {
            // In a line only a comment or a label differs, and what is written in one is Chinese.
            let said = |line: &str| line.contains("// ") || line.contains("label(");
            assert_eq!(said(english), is_chinese(chinese), "{}: {chinese}", example.slug);
            assert!(
                !is_chinese(english) && (said(english) || english == chinese),
                "{}: {english}",
                example.slug
            );
        }
        let [english, chinese] = [english, chinese].map(|script| {
            let run = script::run(script).unwrap_or_else(|error| panic!("{}: {error:?}", example.slug));
            let mut ops = run.trace.ops.clone();
            for op in &mut ops {
                if let Op::Label { text } = op {
                    assert!(!text.is_empty());
                    *text = "".into();
                }
            }
            (ops, run.trace.blocks.clone(), run.lines)
        });
        assert!(english == chinese, "{}: the same operations in the same lines", example.slug);
        for language in Language::ALL {
            assert_eq!(of_script(example.script(language)), Some(example));
        }
    }
    assert_eq!(of_script("// A script of one's own.\n"), None);
}

#[test]
fn every_example_runs_and_has_something_to_see() {
    for (example, language) in EXAMPLES.iter().flat_map(|example| Language::ALL.map(|to| (example, to))) {
        let script = example.script(language);
        let trace = script::run(script).unwrap_or_else(|error| panic!("{}: {error:?}", example.slug)).trace;
        assert!((8..MAX_OPS).contains(&trace.ops.len()), "{}", example.slug);
        assert!(trace.ops.iter().any(|op| matches!(op, Op::Label { .. })) || example.slug == "bump-pointer");
        // A reader sees the whole script without scrolling far.
        assert!(script.lines().count() <= 40 && script.lines().all(|line| columns(line) <= 90), "{script}");
        assert!(script.starts_with("// ") && script.ends_with('\n'));
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
fn the_first_example_is_short_and_names_every_block() {
    let trace = script::run(EXAMPLES[0].script(Language::English)).expect("it runs").trace;
    assert!((12..=20).contains(&trace.ops.len()));
    assert!(trace.blocks.iter().all(|block| block.name.chars().all(|c| c.is_ascii_lowercase())));
}

/// An example in a lane.
fn run(slug: &str, kind: LaneKind) -> Recording {
    let example = find(slug).expect("an example of this name");
    let trace = script::run(example.script(Language::English)).expect("it runs").trace;
    Recording::run(kind, trace, example.settings).expect("a possible arena")
}

/// What a lane has at the end of an example.
fn end(slug: &str, kind: LaneKind) -> Numbers {
    run(slug, kind).numbers()
}

/// The operation that makes the block of this name.
fn making(recording: &Recording, name: &str) -> usize {
    let trace = recording.trace();
    let made = |op: &Op| match *op {
        Op::Alloc { block, .. } => &*trace.blocks[block as usize].name == name,
        _ => false,
    };
    trace.ops.iter().position(made).expect("a block of this name")
}

/// Whether a lane takes such a step anywhere in an example.
fn takes(slug: &str, kind: LaneKind, step: impl Fn(&Step) -> bool) -> bool {
    let recording = run(slug, kind);
    (0..recording.len()).any(|op| recording.steps(op).iter().any(&step))
}

#[test]
fn what_is_freed_matches_again() {
    use LaneKind::{BumpFreeList, FreeList, SegregatedBump};

    // Only the lanes that coalesce find room for the last block in their pages, and only there mint is in the hole.
    assert_eq!(LaneKind::ALL.map(|kind| end("tour", kind).pages), [2, 2, 1, 3]);
    let start = |kind, name| {
        let recording = run("tour", kind);
        recording.block_after(making(&recording, name)).expect("a block").start
    };
    assert!(LaneKind::ALL.iter().all(|&kind| start(kind, "grey") == start(kind, "green")));
    assert_eq!(
        LaneKind::ALL.map(|kind| start(kind, "mint") == start(kind, "green")),
        [false, false, true, true]
    );

    // One lane cuts the large hole and has none for the last request, the other looks longer and fills all three.
    let bump_left = |kind| end("first-fit", kind).bump;
    assert_eq!((end("first-fit", BumpFreeList).free, bump_left(BumpFreeList)), (0, 512 - 272));
    let matched = run("first-fit", BumpFreeList);
    let start = |name| matched.block_after(making(&matched, name)).expect("a block").start;
    assert_eq!(["a", "b", "c"].map(start), ["small", "medium", "large"].map(start));
    let holes = run("first-fit", FreeList);
    assert!(holes.bins()[0].blocks.iter().filter(|(start, _)| *start < 272).count() >= 2);

    // Cut and merged, or left whole; and lost where it has no bin.
    assert_eq!(LaneKind::ALL.map(|kind| end("splitting", kind).pages), [1, 2, 1, 2]);
    let cuts =
        |kind| takes("splitting", kind, |step| matches!(step, Step::Split { .. } | Step::Merged { .. }));
    assert_eq!(LaneKind::ALL.map(cuts), [false, false, true, true]);
    let again = |kind| run("splitting", kind).tiles(0..1)[0].size;
    assert_eq!((again(BumpFreeList), again(FreeList)), (256, 256));
    assert!(end("splitting", SegregatedBump).lost == 256);

    // The heap stops growing without merging too, but is in pieces at the end.
    assert_eq!(LaneKind::ALL.map(|kind| end("two-lifetimes", kind).pages), [2, 2, 2, 4]);
    let in_one_piece = |kind| end("two-lifetimes", kind).external() == Some(0.0);
    assert_eq!(LaneKind::ALL.map(in_one_piece), [false, false, true, true]);
    let buffers = run("two-lifetimes", BumpFreeList);
    let bumps = |op: &usize| buffers.steps(*op).iter().any(|step| matches!(step, Step::Bumped { .. }));
    let last = (0..buffers.len()).rfind(bumps).expect("it bumps");
    assert!(last < buffers.len() / 2, "nothing fresh in the second half, but {last}");
}

#[test]
fn the_bump_pointer_moves_back_where_it_says_so() {
    use LaneKind::{BoundaryTag, BumpFreeList, FreeList, SegregatedBump};

    let lowers = |slug, kind| takes(slug, kind, |step| matches!(step, Step::Lowered { .. }));
    assert_eq!(LaneKind::ALL.map(|kind| lowers("bump-pointer", kind)), [true, false, false, true]);
    assert_eq!(LaneKind::ALL.map(|kind| end("bump-pointer", kind).pages), [2, 3, 2, 4]);

    assert!(end("large-blocks", SegregatedBump).lost > 900);
    assert!([BumpFreeList, FreeList, BoundaryTag].iter().all(|&kind| end("large-blocks", kind).lost == 0));
    assert_eq!(LaneKind::ALL.map(|kind| end("large-blocks", kind).pages), [1, 3, 1, 2]);
    assert_eq!(LaneKind::ALL.map(|kind| lowers("large-blocks", kind)), [true, true, false, true]);

    // In every lane the vector grows in place while it is alone; each shrinks it in its own way.
    let reallocs = |kind| {
        let recording = run("growing-vec", kind);
        let ops = recording.trace().ops.iter().enumerate();
        let of_vector = ops.filter(|(_, op)| matches!(op, Op::Realloc { block: 0, .. }));
        of_vector.map(|(op, _)| matches!(recording.outcome(op), Outcome::InPlace { .. })).collect::<Vec<_>>()
    };
    assert_eq!(reallocs(BumpFreeList), [true, true, false, false, false]);
    assert_eq!(reallocs(SegregatedBump), [true, true, false, false, true]);
    assert_eq!(reallocs(FreeList), [true, true, false, false, true]);
    assert_eq!(reallocs(BoundaryTag), [true, true, false, false, true]);
    assert_eq!(LaneKind::ALL.map(|kind| end("growing-vec", kind).lost), [0, 256 - 64, 0, 0]);
}

#[test]
fn searches_are_as_long_as_they_say() {
    use LaneKind::{BoundaryTag, BumpFreeList, FreeList, SegregatedBump};

    let probed = |kind| end("bins", kind).probes_total;
    assert!(probed(SegregatedBump) == 0 && probed(BumpFreeList) == 0 && probed(FreeList) > 20);
    let padding = |kind| end("bins", kind).used - end("bins", kind).live;
    assert!(padding(BumpFreeList) == padding(SegregatedBump) && padding(FreeList) < padding(BumpFreeList));

    let probes = |kind| {
        let mut recording = run("long-list", kind);
        ["a", "b", "c"].map(|name| {
            recording.seek(making(&recording, name) + 1);
            recording.numbers().probes_last
        })
    };
    assert_eq!(probes(BumpFreeList), [0, 0, 0]);
    assert_eq!(probes(SegregatedBump), [0, 0, 0]);
    assert_eq!(probes(FreeList), [101, 101, 1]);
    assert_eq!(probes(BoundaryTag), [1, 0, 1]);
    let holes = |kind| {
        let recording = run("long-list", kind);
        let start = |name| recording.block_after(making(&recording, name)).expect("a block").start;
        start("a") == start("large")
    };
    assert_eq!(LaneKind::ALL.map(holes), [true; 4]);
    let mut list = run("long-list", BumpFreeList);
    list.seek(making(&list, "a"));
    let lengths: Vec<_> = lists(list.bins()).map(|(_, bin)| (bin.sizes, bin.blocks.len())).collect();
    assert_eq!(lengths, [(Sizes::One(16), 100), (Sizes::One(64), 1)]);
    let stuck = |kind| {
        let recording = run("long-list", kind);
        let huge = recording.block_after(making(&recording, "huge")).expect("a block");
        let wall = recording.block_after(making(&recording, "wall")).expect("a block");
        huge.start > wall.start
    };
    assert_eq!(LaneKind::ALL.map(stuck), [true, true, false, false]);
}

#[test]
fn every_example_shows_what_it_says() {
    use LaneKind::{BoundaryTag, BumpFreeList, FreeList, SegregatedBump};

    assert_eq!(LaneKind::ALL.map(|kind| end("coalescing", kind).pages), [2, 2, 1, 4]);

    let refused = |kind| end("external-fragmentation", kind).failed;
    assert_eq!(LaneKind::ALL.map(refused), [2, 2, 1, 1]);

    // The smaller requests are met by different lanes.
    assert_eq!(LaneKind::ALL.map(|kind| end("out-of-memory", kind).failed), [4, 5, 3, 6]);

    assert_eq!(LaneKind::ALL.map(|kind| end("alignment", kind).lost), [112, 112, 0, 0]);
    assert_eq!(LaneKind::ALL.map(|kind| end("other-pages", kind).foreign), [768; 4]);
    assert_eq!(LaneKind::ALL.map(|kind| end("other-pages", kind).lost), [128, 128, 0, 16]);
    let below = run("other-pages", FreeList);
    assert!(below.block_after(making(&below, "d")).expect("a block").start < 256, "what was left is used");

    // Bytes of heap, blocks probed and bytes lost: a ranking that does not depend on the seed.
    let heap = |kind| end("random", kind).heap;
    assert!([FreeList, BoundaryTag, BumpFreeList, SegregatedBump].map(heap).is_sorted());
    let probes = |kind| end("random", kind).probes_total;
    assert!(
        probes(SegregatedBump) == 0 && probes(BumpFreeList) == 0 && probes(BoundaryTag) < probes(FreeList)
    );
    assert_eq!((end("random", BumpFreeList).lost, end("random", FreeList).lost), (0, 0));
    assert!(end("random", SegregatedBump).lost > 0);
}

#[test]
fn tags_and_bins_work_as_they_say() {
    use LaneKind::{BoundaryTag, FreeList};

    // In each of the four cases the block is merged with the neighbours that are free, and no list is walked.
    let tags = run("boundary-tags", BoundaryTag);
    let ops = tags.trace().ops.iter().enumerate();
    let frees: Vec<_> = ops.filter(|(_, op)| matches!(op, Op::Free { .. })).map(|(op, _)| op).collect();
    let sides = |op: usize| {
        let steps = tags.steps(op).iter();
        steps
            .filter_map(|step| if let Step::Merged { side, .. } = step { Some(*side) } else { None })
            .collect()
    };
    let merged: Vec<Vec<Side>> = frees.iter().map(|&op| sides(op)).collect();
    let (left, right) = (Side::Left, Side::Right);
    assert_eq!(merged, [vec![], vec![right], vec![left], vec![], vec![left, right], vec![]]);
    let lowered = |op: &usize| tags.steps(*op).iter().any(|step| matches!(step, Step::Lowered { .. }));
    assert_eq!(frees.iter().position(lowered), Some(5), "the last block is merged with the wilderness");
    assert!(frees.iter().all(|&op| !tags.steps(op).iter().any(|step| matches!(step, Step::Passed { .. }))));
    assert!(takes("boundary-tags", FreeList, |step| matches!(step, Step::Passed { .. })));

    // The first of its own bin, that of the next bin, a cut, and the wilderness.
    let fit = run("good-fit", BoundaryTag);
    let probes = |op: usize| {
        let probed = fit.steps(op).iter().filter_map(|step| match step {
            Step::Probed { size, fit, .. } => Some((*size, *fit == Fit::Fits)),
            _ => None,
        });
        probed.collect::<Vec<_>>()
    };
    let probed = |name| probes(making(&fit, name));
    assert_eq!(probed("first"), [(144, true)]);
    assert_eq!(probed("second"), [(128, false), (304, true)]);
    assert_eq!(probed("small"), [(128, true)]);
    assert_eq!(probed("large"), [(608, true)]);
    assert_eq!(probed("huge"), []);
    assert_eq!((0..fit.len()).map(|op| probes(op).len()).max(), Some(2));
}
