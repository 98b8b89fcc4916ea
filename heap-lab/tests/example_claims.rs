//! What an example's text says afterwards is what the engine does: each claim is asked of a run, and every number in
//! the text, in each language, is one that a run gave.

use std::collections::BTreeSet;

use heap_lab::{
    examples::{EXAMPLES, Example, find},
    lab::{
        LaneKind,
        LaneKind::{BoundaryTag, BumpFreeList, FreeList, SegregatedBump},
        Recording,
        view::{Numbers, Outcome, Sizes, Step},
    },
    script,
    text::Language,
    trace::Op,
};
use lite_alloc::observe::Side;

/// An example in every lane, and the numbers that its runs gave.
struct Claims {
    example: &'static Example,
    runs: Vec<Recording>,
    numbers: BTreeSet<u64>,
}

impl Claims {
    fn of(slug: &str) -> Self {
        let example = find(slug).expect("an example of this name");
        let trace = script::run(example.script(Language::English)).expect("it runs").trace;
        let run = |kind| Recording::run(kind, trace.clone(), example.settings).expect("a possible arena");
        Self { example, runs: LaneKind::OURS.map(run).into(), numbers: BTreeSet::new() }
    }

    fn run(&self, kind: LaneKind) -> &Recording {
        self.runs.iter().find(|run| run.kind() == kind).expect("it runs in every lane")
    }

    fn ops(&self) -> &[Op] {
        &self.runs[0].trace().ops
    }

    /// The operation that makes the block of this name.
    fn making(&self, name: &str) -> usize {
        let trace = self.runs[0].trace();
        let makes = |op: &Op| matches!(*op, Op::Alloc { block, .. } if trace.name(block) == name);
        trace.ops.iter().position(makes).expect("a block of this name")
    }

    /// The operations that free something.
    fn frees(&self) -> Vec<usize> {
        let is_free = |&op: &usize| matches!(self.ops()[op], Op::Free { .. });
        (0..self.ops().len()).filter(is_free).collect()
    }

    /// Where the block of this name was first, in each lane.
    fn starts(&self, name: &str) -> Vec<Option<u32>> {
        let op = self.making(name);
        self.runs.iter().map(|run| run.block_after(op).map(|tile| tile.start)).collect()
    }

    /// Whether a block was first where another one was, in each lane.
    fn is_where(&self, name: &str, other: &str) -> Vec<bool> {
        self.starts(name).iter().zip(self.starts(other)).map(|(one, other)| *one == other).collect()
    }

    /// A lane after `done` operations.
    fn after(&mut self, kind: LaneKind, done: usize) -> Numbers {
        let run = self.runs.iter_mut().find(|run| run.kind() == kind).expect("it runs in every lane");
        run.seek(done);
        run.numbers()
    }

    fn end(&mut self, kind: LaneKind) -> Numbers {
        self.after(kind, self.ops().len())
    }

    /// A number of each lane at the end.
    fn ends<T>(&mut self, number: impl Fn(Numbers) -> T) -> Vec<T> {
        LaneKind::OURS.iter().map(|&kind| number(self.end(kind))).collect()
    }

    /// The free blocks probed by these operations.
    fn probes(&mut self, kind: LaneKind, ops: impl IntoIterator<Item = usize>) -> u32 {
        ops.into_iter().map(|op| self.after(kind, op + 1).probes_last).sum()
    }

    /// The steps of an operation.
    fn takes(&self, kind: LaneKind, op: usize, step: impl Fn(&Step) -> bool) -> bool {
        self.run(kind).steps(op).iter().any(step)
    }

    /// The text says this number, which a run gave.
    fn says(&mut self, number: impl Into<u64>) {
        self.numbers.insert(number.into());
    }

    /// The text says no other number.
    fn and_nothing_else(self) {
        for language in Language::ALL {
            let text = language.text().example(self.example.id).afterwards;
            assert_eq!(numbers(text), self.numbers, "{text}");
        }
    }
}

/// The numbers in a text.
fn numbers(text: &str) -> BTreeSet<u64> {
    let digits = |text: &str| text.replace(',', "").parse().ok();
    text.split(|c: char| !c.is_ascii_digit() && c != ',').filter_map(digits).collect()
}

#[test]
fn every_example_has_its_claims() {
    let this = include_str!("example_claims.rs");
    for example in EXAMPLES {
        assert!(this.contains(&format!("Claims::of(\"{}\")", example.slug)), "{}", example.slug);
        // What is said beforehand is in the script or the arena.
        for language in Language::ALL {
            let known = |number: u64| {
                let settings = [example.settings.page_size, example.settings.max_pages];
                numbers(&example.script(language).replace(',', " ")).contains(&number)
                    || settings.map(u64::from).contains(&number)
            };
            let intro = language.text().example(example.id).intro;
            assert!(numbers(intro).into_iter().all(known), "{intro}");
        }
    }
}

#[test]
fn tour() {
    let mut claims = Claims::of("tour");
    assert_eq!(claims.is_where("copy", "draft"), [true; 4]);
    assert_eq!(claims.is_where("note", "draft"), [false, false, true, true]);
    let note = claims.making("note");
    let splits = |step: &Step| matches!(step, Step::Split { .. });
    assert_eq!(LaneKind::OURS.map(|kind| claims.takes(kind, note, splits)), [false, false, true, true]);
    let last = *claims.frees().last().expect("a free");
    let merges = |step: &Step| matches!(step, Step::Merged { .. });
    assert_eq!(LaneKind::OURS.map(|kind| claims.takes(kind, last, merges)), [false, false, true, true]);
    assert_eq!(claims.is_where("page", "index"), [false, false, true, true]);
    let page = claims.making("page");
    for kind in [BumpFreeList, SegregatedBump] {
        assert_eq!((claims.after(kind, page).pages, claims.after(kind, page + 1).pages), (1, 2));
    }
    claims.and_nothing_else();
}

#[test]
fn first_fit() {
    let mut claims = Claims::of("first-fit");
    let [first, second] = ["a", "b"].map(|name| claims.starts(name)[2].expect("a block"));
    let large = claims.starts("large")[2].expect("a block");
    assert!(first == large && (large..large + 96).contains(&second), "both in the hole of `large`");
    let c = claims.making("c");
    let small = |step: &&Step| matches!(step, Step::Passed { .. } | Step::Probed { .. });
    let looked = claims.run(FreeList).steps(c).iter().filter(small).count();
    assert_eq!((looked, claims.probes(FreeList, [c])), (3, 3), "two holes, and the one that fits");
    let end = claims.after(FreeList, c).largest_hole;
    assert_eq!(claims.starts("c")[2], Some(512 - end));
    claims.says(end);
    for (name, hole) in [("a", "small"), ("b", "medium"), ("c", "large")] {
        assert_eq!(claims.is_where(name, hole), [true, true, false, true]);
    }
    claims.and_nothing_else();
}

#[test]
fn bump_pointer() {
    let mut claims = Claims::of("bump-pointer");
    for kind in [BumpFreeList, SegregatedBump, BoundaryTag] {
        let probes = claims.probes(kind, 0..6);
        claims.says(probes);
        let bumps = |op| claims.takes(kind, op, |step| matches!(step, Step::Bumped { .. }));
        assert!((0..6).all(bumps), "{kind:?}");
    }
    let probes = claims.probes(FreeList, 0..6);
    claims.says(probes);
    let last = claims.frees()[1];
    let lowers = |step: &Step| matches!(step, Step::Lowered { .. });
    assert_eq!(LaneKind::OURS.map(|kind| claims.takes(kind, last, lowers)), [true, false, false, true]);
    assert_eq!(claims.is_where("h", "f"), [true, false, true, true]);
    let pages = claims.end(SegregatedBump).pages;
    assert!(claims.after(SegregatedBump, last).pages < pages, "it grows");
    claims.says(pages);
    claims.and_nothing_else();
}

#[test]
fn bins() {
    let mut claims = Claims::of("bins");
    let again = claims.making("again");
    let probes = LaneKind::OURS.map(|kind| claims.probes(kind, again..again + 8));
    assert_eq!((probes[0], again + 8), (probes[1], claims.ops().len()));
    probes.into_iter().for_each(|probes| claims.says(probes));
    let padding = claims.ends(|end| end.used - end.live);
    assert_eq!(padding[0], padding[1]);
    padding[..3].iter().for_each(|&padding| claims.says(padding));
    claims.and_nothing_else();
}

#[test]
fn long_list() {
    let mut claims = Claims::of("long-list");
    let [a, b] = ["a", "b"].map(|name| claims.making(name));
    let probes = LaneKind::OURS.map(|kind| [a, b].map(|op| claims.probes(kind, [op])));
    assert_eq!([probes[0], probes[1]], [[0, 0]; 2]);
    assert_eq!(probes[2][0], probes[2][1]);
    probes.into_iter().flatten().for_each(|probes| claims.says(probes));
    assert_eq!(claims.is_where("a", "large"), [true; 4]);

    let huge = claims.making("huge");
    let beyond: Vec<_> =
        claims.starts("huge").into_iter().zip(claims.starts("wall")).map(|(a, b)| a > b).collect();
    assert_eq!(beyond, [true, true, false, false], "from fresh memory, or where the small blocks were");
    for kind in [BumpFreeList, SegregatedBump] {
        claims.after(kind, huge + 1);
        let bins = claims.run(kind).bins();
        let bin = bins.iter().find(|bin| bin.blocks.len() > 1).expect("a long list");
        let Sizes::One(size) = bin.sizes else { panic!("a bin of one size") };
        let count = bin.blocks.len() as u32;
        claims.says(size);
        claims.says(count);
    }
    claims.and_nothing_else();
}

#[test]
fn large_blocks() {
    let mut claims = Claims::of("large-blocks");
    let end = claims.end(SegregatedBump);
    claims.says(end.lost);
    claims.says(end.heap);
    // 128 bytes come back, 129 do not; but either does if it is the last block.
    assert_eq!(claims.is_where("last_class·2", "last_class"), [true; 4]);
    assert_eq!(claims.is_where("too_large·2", "too_large"), [true, false, true, true]);
    assert_eq!(claims.is_where("large·2", "large"), [true; 4]);
    let class = claims.run(SegregatedBump).block_after(claims.making("last_class")).expect("a block").size;
    claims.says(class);
    for round in 4..=6 {
        assert_eq!(claims.is_where(&format!("large·{round}"), "large·3"), [true, false, true, true]);
    }
    claims.and_nothing_else();
}

#[test]
fn coalescing() {
    let mut claims = Claims::of("coalescing");
    let merges = |kind, op, with| {
        claims.takes(kind, op, |step| matches!(step, Step::Merged { side, .. } if *side == with))
    };
    // On its left, on its right.
    let wanted = [(false, false), (true, false), (false, false), (false, true), (true, true)];
    for kind in [FreeList, BoundaryTag] {
        let sides = |op: usize| (merges(kind, op, Side::Left), merges(kind, op, Side::Right));
        assert_eq!(claims.frees().into_iter().map(sides).collect::<Vec<_>>(), wanted, "{kind:?}");
    }
    assert_eq!(claims.is_where("large", "row[1]"), [false, false, true, true]);
    let large = claims.making("large");
    for kind in [BumpFreeList, SegregatedBump] {
        let before = claims.after(kind, large);
        let bins = claims.run(kind).bins();
        let blocks =
            bins.iter().map(|bin| bin.blocks.clone()).find(|blocks| !blocks.is_empty()).expect("a bin");
        assert!(blocks.iter().all(|&(_, size)| size == blocks[0].1));
        claims.says(blocks.len() as u32);
        claims.says(blocks[0].1);
        claims.says(before.free);
        assert!(claims.after(kind, large + 1).pages > before.pages, "it grows");
    }
    claims.and_nothing_else();
}

#[test]
fn splitting() {
    let mut claims = Claims::of("splitting");
    assert_eq!(claims.is_where("again", "large"), [true, false, true, true]);
    let parts: Vec<_> = ["a", "b", "c", "d"].map(|name| claims.making(name)).into();
    let splits = |step: &Step| matches!(step, Step::Split { .. });
    let bumps = |step: &Step| matches!(step, Step::Bumped { .. });
    for (kind, cut) in [(FreeList, true), (BoundaryTag, true), (BumpFreeList, false), (SegregatedBump, false)]
    {
        // The last part may take the whole remainder.
        assert!(parts[..3].iter().all(|&op| claims.takes(kind, op, splits) == cut), "{kind:?}");
        assert!(parts.iter().all(|&op| claims.takes(kind, op, bumps) != cut), "{kind:?}");
    }
    let again = claims.making("again");
    assert!(claims.after(BumpFreeList, again).largest_hole == 256, "the hole stayed whole");
    let end = claims.end(SegregatedBump);
    claims.says(end.lost);
    claims.says(end.pages);
    assert_eq!(claims.after(SegregatedBump, again).pages, 1);
    claims.and_nothing_else();
}

#[test]
fn boundary_tags() {
    let mut claims = Claims::of("boundary-tags");
    let frees = claims.frees();
    let passes = |kind, op: &&usize| claims.takes(kind, **op, |step| matches!(step, Step::Passed { .. }));
    let passed = |kind| frees.iter().filter(|op| passes(kind, op)).count() as u32;
    assert_eq!(passed(BoundaryTag), 0);
    let list = passed(FreeList);
    claims.says(frees.len() as u32);
    claims.says(list);
    assert_eq!(claims.probes(FreeList, frees), list, "one block each time");
    let large = claims.making("large");
    for kind in [FreeList, BoundaryTag] {
        let hole = claims.after(kind, large).largest_hole;
        claims.says(hole);
    }
    assert_eq!(claims.is_where("large", "row[1]"), [false, false, true, true]);
    claims.and_nothing_else();
}

#[test]
fn good_fit() {
    let mut claims = Claims::of("good-fit");
    let (first, huge) = (claims.making("first"), claims.making("huge"));
    let most = (first..=huge).map(|op| claims.probes(BoundaryTag, [op])).max().expect("some");
    claims.says(most);
    let second = claims.making("second");
    assert_eq!(claims.probes(BoundaryTag, [second]), most);
    assert!(claims.takes(BoundaryTag, second, |step| matches!(step, Step::Split { .. })));
    assert!(claims.is_where("second", "holes[3]")[3], "the next bin that is not empty");
    let probes = [BoundaryTag, FreeList].map(|kind| claims.probes(kind, [huge]));
    probes.into_iter().for_each(|probes| claims.says(probes));
    claims.and_nothing_else();
}

#[test]
fn external_fragmentation() {
    let mut claims = Claims::of("external-fragmentation");
    let (refused, half) = (claims.making("no_hole"), claims.making("half"));
    for kind in LaneKind::OURS {
        let before = claims.after(kind, refused);
        claims.says(before.free);
        claims.says(before.largest_hole);
        assert_eq!(claims.run(kind).outcome(refused), Outcome::OutOfMemory);
        let served = claims.run(kind).outcome(half) != Outcome::OutOfMemory;
        assert_eq!(served, matches!(kind, FreeList | BoundaryTag), "{kind:?}");
    }
    for kind in [BumpFreeList, SegregatedBump] {
        let hole = claims.after(kind, half).largest_hole;
        claims.says(hole);
    }
    for kind in [FreeList, BoundaryTag] {
        let all = claims.after(kind, half);
        assert!(all.largest_hole == all.free.max(all.bump), "{kind:?}: in one piece");
    }
    for op in [refused, half] {
        let Op::Alloc { size, .. } = claims.ops()[op] else { panic!("a request") };
        claims.says(size);
    }
    claims.and_nothing_else();
}

#[test]
fn growing_vec() {
    let mut claims = Claims::of("growing-vec");
    let is_of = |op: &Op, of: u32| matches!(*op, Op::Realloc { block, .. } if block == of);
    let ops = |of| (0..claims.ops().len()).filter(|&op| is_of(&claims.ops()[op], of)).collect::<Vec<_>>();
    let (v, w) = (ops(0), ops(1));
    let in_place = |kind, ops: &[usize]| {
        let run = claims.run(kind);
        ops.iter().map(|&op| matches!(run.outcome(op), Outcome::InPlace { .. })).collect::<Vec<_>>()
    };
    let shrink = v[4];
    for kind in LaneKind::OURS {
        let stays = kind != BumpFreeList;
        assert_eq!(in_place(kind, &v), [true, true, false, false, stays], "{kind:?}");
        assert_eq!(in_place(kind, &w), [false, false], "{kind:?}");
    }
    let before = LaneKind::OURS.map(|kind| claims.after(kind, shrink));
    let after = LaneKind::OURS.map(|kind| claims.after(kind, shrink + 1));
    assert!([2, 3].iter().all(|&lane| after[lane].lost == 0
        && after[lane].free + after[lane].bump > before[lane].free + before[lane].bump));
    claims.says(after[1].lost);
    let moved = claims.run(BumpFreeList).block_after(shrink).expect("a block");
    assert_eq!(Some(moved.start), claims.starts("w")[0]);
    claims.says(moved.size);
    claims.and_nothing_else();
}

#[test]
fn alignment() {
    let mut claims = Claims::of("alignment");
    let lost = claims.ends(|end| end.lost);
    assert_eq!((lost[0], &lost[2..]), (lost[1], &[0, 0][..]));
    claims.says(lost[0]);
    let aligned = claims.starts("aligned");
    let below: Vec<_> = aligned.iter().zip(claims.starts("table")).map(|(a, table)| *a < table).collect();
    assert_eq!(below, [false, false, true, true], "in a hole, or above everything");
    let op = claims.making("aligned");
    let misses = |kind| claims.takes(kind, op, |step| matches!(step, Step::Probed { .. }));
    assert!([BumpFreeList, SegregatedBump].into_iter().all(misses), "they looked");
    claims.and_nothing_else();
}

#[test]
fn out_of_memory() {
    let mut claims = Claims::of("out-of-memory");
    claims.ends(|end| end.failed).into_iter().for_each(|failed| claims.says(failed));
    assert_eq!(claims.ends(|end| end.failed), [4, 5, 3, 6]);
    let bins = claims.end(BoundaryTag).reserved;
    claims.says(bins);
    assert_eq!(claims.is_where("d", "list[0]"), [true, false, true, true]);
    let free = claims.frees()[0];
    assert!(claims.after(SegregatedBump, free).lost < claims.after(SegregatedBump, free + 1).lost);
    // A refusal changes nothing.
    for kind in LaneKind::OURS {
        for op in 0..claims.ops().len() {
            if claims.run(kind).outcome(op) == Outcome::OutOfMemory {
                let state =
                    |numbers: Numbers| (numbers.used, numbers.free, numbers.bump, numbers.lost, numbers.heap);
                assert_eq!(state(claims.after(kind, op)), state(claims.after(kind, op + 1)));
            }
        }
    }
    claims.and_nothing_else();
}

#[test]
fn other_pages() {
    let mut claims = Claims::of("other-pages");
    let lost = claims.ends(|end| end.lost);
    assert_eq!((lost[0], lost[2]), (lost[1], 0));
    claims.says(lost[0]);
    claims.says(lost[3]);
    assert!(claims.starts("d")[2] < Some(256), "what was left of the first page is used");
    let f = claims.making("f");
    let before = claims.after(FreeList, f);
    claims.says(before.free);
    claims.says(before.largest_hole);
    assert!(claims.after(FreeList, f + 1).pages > before.pages);
    claims.and_nothing_else();
}

#[test]
fn two_lifetimes() {
    let mut claims = Claims::of("two-lifetimes");
    let half = claims.ops().len() / 2;
    for kind in LaneKind::OURS {
        assert_eq!(claims.after(kind, half).pages, claims.end(kind).pages, "{kind:?}");
    }
    for round in 2..=8 {
        assert_eq!(claims.is_where(&format!("buffer·{round}"), "buffer")[..2], [true, true]);
    }
    assert_eq!(claims.ends(|end| end.external() == Some(0.0)), [false, false, true, true]);
    claims.and_nothing_else();
}

#[test]
fn random() {
    let mut claims = Claims::of("random");
    let ranking = |heap: &[u32]| [2, 3, 0, 1].map(|lane| heap[lane]);
    assert!(ranking(&claims.ends(|end| end.heap)).is_sorted_by(|a, b| a < b));
    claims.ends(|end| end.heap).into_iter().for_each(|heap| claims.says(heap));
    [FreeList, BoundaryTag]
        .map(|kind| claims.end(kind).probes_total)
        .into_iter()
        .for_each(|probes| claims.says(probes));
    let lost = claims.ends(|end| end.lost);
    assert_eq!([lost[0], lost[2], lost[3]], [0; 3]);
    claims.says(lost[1]);
    for seed in 1..=20 {
        let script = claims.example.script(Language::English).replace("seed(7)", &format!("seed({seed})"));
        let trace = script::run(&script).expect("it runs").trace;
        let heap = LaneKind::OURS.map(|kind| {
            let run = Recording::run(kind, trace.clone(), claims.example.settings);
            run.expect("a possible arena").numbers().heap
        });
        assert!(ranking(&heap).is_sorted(), "seed {seed}: {heap:?}");
    }
    claims.and_nothing_else();
}
