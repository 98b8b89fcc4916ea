//! A sample of every fact, and its sentences. A fact that is added without a sample does not compile.

use heap_lab::{
    lab::{
        LaneKind, Rest,
        metrics::Metric,
        report::{About, Asked, Deed, Reason, Refusal, Report, Story},
        view::{Says, Sizes, Step, Tile, TileKind},
    },
    scene::{
        facts::{Fact, Origin},
        legend::{Sign, Swatch},
        notes::{Note, Remark},
    },
    state::Progress,
    text::Text,
};
use lite_alloc::observe::{Fit, Loss, Side, Tag};

/// Something that is said.
pub struct Said {
    /// Sentences of one kind must differ.
    pub kind: &'static str,
    /// The fact.
    pub about: String,
    /// The words.
    pub words: String,
    /// Whether it contains no word of the language: only script words, numbers and addresses.
    pub neutral: bool,
}

pub fn said(kind: &'static str, about: impl std::fmt::Debug, words: impl Into<String>) -> Said {
    Said { kind, about: format!("{kind} {about:?}"), words: words.into(), neutral: false }
}

/// Samples for each pattern of a type; the patterns together match every value.
macro_rules! samples {
    ($type:ty { $($pattern:pat => [$($sample:expr),* $(,)?],)* }) => {{
        let _all_are_matched = |value: &$type| match value { $($pattern => (),)* };
        let mut all: Vec<$type> = Vec::new();
        $($(
            let sample = $sample;
            assert!(matches!(sample, $pattern), "{sample:?} is a sample of something else");
            all.push(sample);
        )*)*
        all
    }};
}

pub(crate) use samples;
mod challenges;
mod imports;
mod teaching;
pub use challenges::challenges;
pub use imports::imports;
mod program;
pub use program::program;
pub use teaching::teaching;

fn fits() -> Vec<Fit> {
    samples!(Fit {
        Fit::Fits => [Fit::Fits],
        Fit::TooSmall => [Fit::TooSmall],
        Fit::Misaligned => [Fit::Misaligned],
    })
}

fn losses() -> Vec<Loss> {
    samples!(Loss {
        Loss::Gap => [Loss::Gap],
        Loss::Tail => [Loss::Tail],
        Loss::Large => [Loss::Large],
        Loss::Shrunk => [Loss::Shrunk],
    })
}

fn sizes() -> Vec<Sizes> {
    samples!(Sizes {
        Sizes::All => [Sizes::All],
        Sizes::One(_) => [Sizes::One(64)],
        Sizes::Range { .. } => [
            Sizes::Range { least: 128, most: Some(144) },
            Sizes::Range { least: 4096, most: None },
        ],
    })
}

fn asked() -> Vec<Asked<'static>> {
    let alloc = |size, align, zeroed| Asked::Alloc { name: "a", size, align, zeroed };
    samples!(Asked<'static> {
        Asked::Alloc { .. } => [
            alloc(1, None, false),
            alloc(24, None, true),
            alloc(1000, Some(64), false),
            alloc(100, Some(64), true),
        ],
        Asked::Realloc { .. } => [
            Asked::Realloc { name: "a", from: Some(1), to: 100 },
            Asked::Realloc { name: "a", from: None, to: 1000 },
        ],
        Asked::Free { .. } => [Asked::Free { name: "a" }],
        Asked::Label { .. } => [Asked::Label { text: "x" }],
        Asked::TakePages { .. } => [Asked::TakePages { pages: 1 }, Asked::TakePages { pages: 2 }],
    })
}

/// A sample of each step, and of each detail of it that has a sentence of its own.
pub fn steps() -> Vec<Step> {
    let (block, size, start) = (0x40, 48, 0x40);
    let probed = |fit| Step::Probed { block, size: 96, fit, needed: 48, align: 64 };
    let merged = |side| Step::Merged { block, neighbour: 0x70, side, size: 96 };
    let tagged = |tag| Step::Tagged { at: 0x40, tag };
    let resized = |to| Step::Resized { block, from: 48, to };
    let lost = |reason| Step::Lost { start, size, reason };
    let sides = samples!(Side { Side::Left => [Side::Left], Side::Right => [Side::Right], });
    let tags = samples!(Tag {
        Tag::PreviousFree => [Tag::PreviousFree],
        Tag::PreviousLive => [Tag::PreviousLive],
        Tag::Footer(_) => [Tag::Footer(64)],
    });
    let mut steps = samples!(Step {
        Step::Probed { .. } => [],
        Step::Skipped { .. } => [Step::Skipped { probes: 1 }, Step::Skipped { probes: 700 }],
        Step::Passed { .. } => [Step::Passed { block, size }],
        Step::Taken { .. } => [Step::Taken { block, size }],
        Step::Split { .. } => [Step::Split { block, size, rest: 0x70, rest_size: 16 }],
        Step::Inserted { .. } => [
            Step::Inserted { block, size, after: None },
            Step::Inserted { block: 0x1_0000, size, after: Some(0x10) },
        ],
        Step::Merged { .. } => [],
        Step::Popped { .. } => [Step::Popped { bin: 1, block, size: 32 }],
        Step::Pushed { .. } => [Step::Pushed { bin: 1, block, size: 32 }],
        Step::Relinked { .. } => [
            Step::Relinked { block, after: Some(0x80) },
            Step::Relinked { block, after: None },
        ],
        Step::Tagged { .. } => [],
        Step::Bumped { .. } => [
            Step::Bumped { block, size, gap: 0 },
            Step::Bumped { block, size, gap: 16 },
        ],
        Step::Lowered { .. } => [Step::Lowered { block, size }],
        Step::Grown { .. } => [Step::Grown { start, size: 512 }, Step::Grown { start, size: 256 }],
        Step::Refused { .. } => [Step::Refused { bytes: 48 }],
        Step::Resized { .. } => [resized(64), resized(48), resized(16)],
        Step::Moved { .. } => [Step::Moved { from: 0x40, to: 0x70, size: 24 }],
        Step::Lost { .. } => [],
    });
    steps.extend(fits().into_iter().map(probed));
    steps.extend(sides.into_iter().map(merged));
    steps.extend(tags.into_iter().map(tagged));
    steps.extend(losses().into_iter().map(lost));
    steps
}

fn refusals() -> Vec<Refusal> {
    let reasons = samples!(Reason {
        Reason::OutOfMemory => [Reason::OutOfMemory],
        Reason::Fragmented { .. } => [Reason::Fragmented { largest: 64 }],
        Reason::BinsAndTags => [Reason::BinsAndTags],
        Reason::Misaligned => [Reason::Misaligned],
        Reason::AlignmentSlack { .. } => [Reason::AlignmentSlack { extra: 48 }],
        Reason::BinEmpty => [Reason::BinEmpty],
        Reason::FirstOfBinMisaligned => [Reason::FirstOfBinMisaligned],
        Reason::FirstOfBinTooSmall => [Reason::FirstOfBinTooSmall],
        Reason::Other => [Reason::Other],
    });
    let refusal = |align, room| move |reason| Refusal { needed: 512, align, free: 1024, room, reason };
    let plain = reasons.iter().copied().map(refusal(None, 0));
    plain.chain(reasons.iter().copied().map(refusal(Some(64), 128))).collect()
}

fn reports() -> Vec<Report<'static>> {
    let (name, address, size) = ("a", 0x40, 64);
    let mut reports = samples!(Report<'static> {
        Report::Placed { .. } => [Report::Placed { name, address, size }],
        Report::InPlace { .. } => [Report::InPlace { name, address, size }],
        Report::Moved { .. } => [Report::Moved { name, from: 0x40, to: 0x80, size }],
        Report::Freed { .. } => [Report::Freed { name, address, size }],
        Report::Refused(_) => [Report::Refused(None)],
        Report::NoBlock { .. } => [Report::NoBlock { name }],
        Report::PagesTaken { .. } => [Report::PagesTaken { pages: 1 }, Report::PagesTaken { pages: 2 }],
        Report::NoPages => [Report::NoPages],
    });
    reports.extend(refusals().into_iter().map(|refusal| Report::Refused(Some(refusal))));
    reports
}

fn abouts() -> Vec<About<'static>> {
    let alloc = |size, align, zeroed| About::Alloc { name: "a", size, align, zeroed };
    samples!(About<'static> {
        About::Alloc { .. } => [
            alloc(1, None, false),
            alloc(24, None, true),
            alloc(1000, Some(64), false),
            alloc(100, Some(64), true),
        ],
        About::Realloc { .. } => [
            About::Realloc { from: Some(1), to: 100 },
            About::Realloc { from: None, to: 1000 },
        ],
        About::Free { .. } => [About::Free { last: Some((24, 8)) }, About::Free { last: None }],
        About::Label => [About::Label],
        About::TakePages { .. } => [About::TakePages { pages: 1 }, About::TakePages { pages: 2 }],
    })
}

/// A sample of each deed that is told, as it is told of a list, of bins, or of untouched memory.
fn deeds() -> Vec<Deed> {
    let searched = |too_small, found| Deed::Searched { too_small, misaligned: 0, found };
    let (start, size, block) = (0x40, 64, 0x40);
    let merged = |left, right| Deed::Merged { left, right, start, size };
    let listed = |list, after, merged| Deed::Listed { block, size, after, list, merged };
    let mut deeds = samples!(Deed {
        Deed::Searched { .. } => [searched(1, true), searched(2, false)],
        Deed::Walked { .. } => [Deed::Walked { passed: 700 }],
        Deed::Took { .. } => [],
        Deed::Absorbed { .. } => [Deed::Absorbed { size }],
        Deed::Trimmed { .. } => [Deed::Trimmed { size }],
        Deed::Split { .. } => [Deed::Split { parts: [16, 48, 0] }, Deed::Split { parts: [16, 32, 16] }],
        Deed::Merged { .. } => [merged(true, false), merged(false, true), merged(true, true)],
        Deed::Listed { .. } => [
            listed(Sizes::All, None, false),
            listed(Sizes::All, Some(0x10), false),
            listed(Sizes::One(64), None, false),
            listed(Sizes::One(64), None, true),
        ],
        Deed::Raised { .. } => [Deed::Raised { by: 16, to: 0x40 }],
        Deed::Lowered { .. } => [Deed::Lowered { by: 16, to: 0x40 }],
        Deed::Grown { .. } => [Deed::Grown { size: 256 }, Deed::Grown { size: 512 }],
        Deed::NoRoom => [Deed::NoRoom],
        Deed::Resized { .. } => [],
        Deed::Copied { .. } => [],
        Deed::Lost { .. } => [Deed::Lost { size, start, reason: None }],
    });
    deeds.extend(sizes().into_iter().map(|list| Deed::Took { block, size, list }));
    deeds.extend(losses().into_iter().map(|reason| Deed::Lost { size, start, reason: Some(reason) }));
    deeds
}

fn stories(text: &dyn Text) -> Vec<Said> {
    let (name, address, size) = ("a", 0x40, 64);
    let freed = Some(Report::Freed { name, address, size });
    let kept = Some(Report::InPlace { name, address, size });
    let resized = |from| Deed::Resized { from, to: 64 };
    let mut all = vec![said(
        "story",
        "label",
        text.story(&Story { visits: 0, deeds: Vec::new(), end: None }, LaneKind::FreeList, 256),
    )];
    let mut tell = |kind, lane, deeds: Vec<Deed>, end| {
        let story = Story { visits: 3, deeds, end };
        all.push(said(kind, &story, text.story(&story, lane, 256)));
    };
    for deed in deeds() {
        tell("story", LaneKind::FreeList, vec![deed], freed);
    }
    for from in [32, 64, 128] {
        tell("story", LaneKind::FreeList, vec![resized(from)], kept);
        tell("story", LaneKind::FreeList, vec![resized(from), Deed::Absorbed { size }], kept);
    }
    for end in reports() {
        tell(
            "story that ends",
            LaneKind::FreeList,
            vec![Deed::Walked { passed: 2 }, Deed::Walked { passed: 1 }],
            Some(end),
        );
    }
    let searched = |misaligned| Deed::Searched { too_small: 1 - misaligned, misaligned, found: false };
    for deed in
        [searched(0), searched(1), Deed::Raised { by: 16, to: 0x40 }, Deed::Lowered { by: 16, to: 0x40 }]
    {
        tell("story of BoundaryTag", LaneKind::BoundaryTag, vec![deed], freed);
    }
    all
}

fn tile_kinds() -> Vec<TileKind> {
    let live = TileKind::Live { block: 0, asked: 24, align: 8, header: 0, op: 0 };
    let mut kinds = samples!(TileKind {
        TileKind::Live { .. } => [live],
        TileKind::Free { .. } => [TileKind::Free { bin: 0, index: 0 }],
        TileKind::Bump => [TileKind::Bump],
        TileKind::Lost { .. } => [],
        TileKind::Foreign => [TileKind::Foreign],
        TileKind::Reserved => [TileKind::Reserved],
        TileKind::Held => [TileKind::Held],
        TileKind::Opaque => [TileKind::Opaque],
    });
    kinds.extend(losses().into_iter().map(|reason| TileKind::Lost { reason, op: 1 }));
    kinds
}

fn facts() -> Vec<Fact<'static>> {
    let origin = Origin { op: 2, number: 2, line: Some(5), asked: Asked::Free { name: "a" } };
    let unscripted = Origin { line: None, ..origin };
    samples!(Fact<'static> {
        Fact::Address { .. } => [Fact::Address { first: 64, last: 95 }],
        Fact::Payload(_) => [Fact::Payload(68)],
        Fact::Requested(_) => [Fact::Requested(1)],
        Fact::Used(_) => [Fact::Used(16)],
        Fact::Padding(_) => [Fact::Padding(15)],
        Fact::Alignment(_) => [Fact::Alignment(64)],
        Fact::MadeBy(_) => [Fact::MadeBy(origin), Fact::MadeBy(unscripted)],
        Fact::Size(_) => [Fact::Size(1024)],
        Fact::Position { .. } => [
            Fact::Position { number: 1, list: None },
            Fact::Position { number: 1, list: Some((2, Sizes::All)) },
            Fact::Position { number: 1, list: Some((2, Sizes::One(64))) },
        ],
        Fact::LostBy(_) => [Fact::LostBy(origin)],
    })
}

fn fields() -> Vec<Says> {
    samples!(Says {
        Says::Size(_) => [Says::Size(32)],
        Says::Next(_) => [Says::Next(Some(0x40)), Says::Next(None)],
        Says::Back(_) => [Says::Back(Some(0x40)), Says::Back(None)],
        Says::FreeTag { .. } => [Says::FreeTag { size: 64 }],
        Says::LiveTag { .. } => [Says::LiveTag { previous_free: true }, Says::LiveTag { previous_free: false }],
        Says::Footer(_) => [Says::Footer(64)],
    })
}

fn remarks() -> Vec<Remark> {
    let mut remarks = samples!(Remark {
        Remark::Probed(_) => [],
        Remark::Taken => [Remark::Taken],
        Remark::Split => [Remark::Split],
        Remark::Remainder => [Remark::Remainder],
        Remark::Inserted => [Remark::Inserted],
        Remark::Merged => [Remark::Merged],
        Remark::Relinked => [Remark::Relinked],
    });
    remarks.extend(fits().into_iter().map(Remark::Probed));
    remarks
}

/// Operations, steps, outcomes and lists.
pub fn narration(text: &dyn Text) -> Vec<Said> {
    let mut all = Vec::new();
    for asked in asked() {
        let neutral = matches!(asked, Asked::Free { .. } | Asked::Label { .. });
        all.push(Said { neutral, ..said("operation", asked, text.operation(&asked)) });
        all.push(said("spoken", asked, text.spoken_operation(1, 9, &asked)));
    }
    for about in abouts() {
        all.push(said("about", about, text.about(&about)));
    }
    all.extend(stories(text));
    for lane in LaneKind::ALL {
        all.push(Said { neutral: true, ..said("spoken lane", lane, text.spoken_lane(lane, "x")) });
    }
    for step in steps() {
        all.push(said("step", step, text.step(&step, LaneKind::BumpFreeList, 256)));
        all.push(said("step of FreeList", step, text.step(&step, LaneKind::FreeList, 256)));
        all.push(said("step of BoundaryTag", step, text.step(&step, LaneKind::BoundaryTag, 256)));
    }
    all.extend(reports().iter().map(|report| said("outcome", report, text.outcome(report))));
    all.extend(sizes().into_iter().map(|sizes| said("list", sizes, text.list(sizes))));
    all.extend([1, 2, 1000].map(|count| said("bytes", count, text.bytes(count))));
    all.extend([1, 2, 1000].map(|count| said("pages", count, text.pages(count))));
    all.push(said("plain", "step count", text.step_count_hint()));
    all.push(said("plain", "spoken start", text.spoken_start()));
    all
}

/// Tiles, fields and the heap map.
pub fn tiles(text: &dyn Text) -> Vec<Said> {
    let mut all = Vec::new();
    for kind in tile_kinds() {
        let is_block = matches!(kind, TileKind::Live { .. } | TileKind::Free { .. });
        // Why bytes are lost is in the note.
        let is_first = !matches!(kind, TileKind::Lost { reason, .. } if reason != Loss::Gap);
        if is_first {
            all.push(said("tile", kind, text.tile(&Tile { start: 0x40, size: 32, kind }, "a")));
            all.push(said("title", kind, text.tile_title(kind, "a")));
        }
        if is_first && !is_block {
            all.push(said("caption", kind, text.caption(kind)));
        }
        assert_eq!(text.tile_note(kind).is_none(), is_block, "{kind:?}");
        all.extend(text.tile_note(kind).map(|note| said("note", kind, note)));
    }
    for fact in facts() {
        let (term, value) = text.fact(&fact);
        all.push(said("fact", fact, format!("{term} | {value}")));
    }
    for says in fields() {
        let [long, short] = text.field_labels(says);
        assert!(!short.is_empty() && short.chars().count() <= long.chars().count(), "{says:?}");
        let named = format!("{} | {}", text.field_name(says), text.field_meaning(says));
        all.push(Said { neutral: true, ..said("field", says, named) });
        all.push(Said { neutral: true, ..said("field label", says, long) });
    }
    all.extend(Swatch::ALL.map(|swatch| said("swatch", swatch, text.swatch(swatch).0)));
    all.extend(Swatch::ALL.map(|swatch| said("meaning of a swatch", swatch, text.swatch(swatch).1)));
    all.extend(Sign::ALL.map(|sign| said("sign", sign, text.sign(sign).0)));
    all.extend(Sign::ALL.map(|sign| said("meaning of a sign", sign, text.sign(sign).1)));
    all.push(said("plain", "fields", text.fields_title()));
    all.push(said("plain", "legend", text.legend_title()));
    all.extend(LaneKind::ALL.map(|lane| said("heap", lane, text.heap_of(lane))));
    all.push(said("plain", "more tiles", text.more_tiles(12)));
    all.push(said("plain", "scale", text.bytes_per_row(1024)));
    all.push(said("plain", "zoom out", text.zoom_out()));
    all.push(said("plain", "zoom in", text.zoom_in()));
    all.push(said("plain", "zoom to fit", text.zoom_fit()));
    all.push(said("plain", "legend of the marks", text.signs_title()));
    all
}

const PROGRESS: Progress =
    Progress { lane: LaneKind::FreeList, done: 1000, all: 100_000, each: [Some(1000); LaneKind::ALL.len()] };

/// The inspector, the structure pane and the metrics.
pub fn panes(text: &dyn Text) -> Vec<Said> {
    let plain = |about: &'static str, words: &str| said("plain", about, words);
    let mut all = vec![
        plain("selection", text.selection()),
        plain("clear", text.clear_selection()),
        plain("clear, with key", text.clear_selection_hint()),
        plain("not in heap", text.not_in_heap()),
        plain("freed", &text.freed_title("a")),
        plain("requested", &text.requested(24, 64)),
        plain("not live here", text.not_live_here()),
        plain("operation", &text.operation_link(7)),
        plain("operation hint", text.operation_link_hint()),
        plain("free a block", text.free_block()),
        plain("free a block hint", text.free_block_hint()),
        plain("all empty", text.no_bin_holds_a_block()),
        plain("taken from a list", text.taken().trim_end()),
        plain("head", text.head()),
        plain("empty", text.empty()),
        plain("more blocks", &text.more_blocks(1000)),
        plain("no pages", text.no_pages_yet()),
        plain("untouched", &text.untouched(1000)),
        plain("bump end", text.bump_end()),
        plain("metrics", text.metrics_title()),
    ];
    for (about, words) in [
        ("progress", text.progress(&PROGRESS)),
        ("stop", text.stop().into()),
        ("stop hint", text.stop_hint().into()),
        ("stopped", text.stopped(&PROGRESS)),
        ("refused", text.first_refused(1000)),
        ("slow", text.slow_from(1000)),
    ] {
        all.push(said("plain", about, words));
    }
    all.extend(text.lane_columns().map(|column| said("column", column, column)));
    all.extend([0, 1, 2].map(|count| said("free blocks", count, text.free_blocks(count, 1000))));
    all.extend(sizes().into_iter().map(|sizes| said("list of", sizes, text.list_of(sizes, 3))));
    all.extend(LaneKind::ALL.map(|lane| said("structure", lane, text.structure_of(lane))));
    for remark in remarks() {
        let note = Note { remarks: vec![remark], ..Note::default() };
        all.push(said("note of a block", remark, text.note(&note)));
        all.push(said("listed block", remark, text.listed_block(0x40, 16, 2, Some(&note))));
    }
    all.push(said("listed block", "no note", text.listed_block(0x40, 16, 2, None)));
    for rest in samples!(Rest {
        Rest::None => [],
        Rest::Bump => [Rest::Bump],
        Rest::Wilderness => [Rest::Wilderness],
    }) {
        all.push(said("bump title", rest, text.bump_title(rest)));
        all.push(said("bump range", rest, text.bump_range(rest, 0x40, 0x100)));
        all.push(said("bump pointer", rest, text.bump_pointer(rest)));
    }
    for metric in Metric::ALL {
        all.push(said("metric", metric, text.metric(metric)));
        all.push(said("metric meaning", metric, text.metric_meaning(metric)));
    }
    all
}
