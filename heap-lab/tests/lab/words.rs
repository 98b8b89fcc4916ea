//! What a recording says of itself: above all, why a request was refused.

use std::rc::Rc;

use heap_lab::{
    arena::Settings,
    lab::{
        LaneKind, Recording, narrate,
        view::{Sizes, Step},
    },
    trace::Trace,
};
use lite_alloc::observe::{Fit, Loss, Side, Tag};

use crate::traces::Writer;

/// What came of the last operation.
fn last(kind: LaneKind, trace: &Rc<Trace>, page_size: u32, max_pages: u32) -> String {
    let settings = Settings::new(page_size, max_pages).unwrap();
    let recording = Recording::run(kind, trace.clone(), settings).unwrap();
    narrate::outcome(&recording, recording.len() - 1)
}

/// The lanes whose blocks are as large as their names say.
const WITHOUT_TAGS: [LaneKind; 3] = [LaneKind::BumpFreeList, LaneKind::SegregatedBump, LaneKind::FreeList];

#[test]
fn too_little_memory_is_called_so() {
    let trace = Writer::default().alloc("a", 100).alloc("b", 500).done();
    for kind in WITHOUT_TAGS {
        let free = if kind == LaneKind::FreeList { 16 } else { 0 };
        let words =
            format!("refused: 512 bytes needed, {free} free in all, and room to grow by 128: out of memory");
        assert_eq!(last(kind, &trace, 128, 2), words, "{kind:?}");
    }
}

#[test]
fn holes_that_are_too_small_are_external_fragmentation() {
    let mut writer = Writer::default();
    for name in ["a", "b", "c", "d"] {
        writer.alloc(name, 64);
    }
    let trace = writer.free("a").free("c").alloc("e", 100).done();
    for kind in WITHOUT_TAGS {
        let needed = if kind == LaneKind::FreeList { 112 } else { 128 };
        let words =
            format!("refused: {needed} bytes needed, largest hole 64 of 128 free: external fragmentation");
        assert_eq!(last(kind, &trace, 256, 1), words, "{kind:?}");
    }
}

#[test]
fn an_alignment_that_no_hole_has_is_the_reason() {
    let trace = Writer::default().alloc("a", 16).aligned("b", 32, 512).done();
    for kind in WITHOUT_TAGS {
        let words = "refused: 32 bytes needed at a multiple of 512, 240 free, but no hole holds them there";
        assert_eq!(last(kind, &trace, 256, 1), words, "{kind:?}");
    }
}

#[test]
fn bins_and_tags_need_memory_too() {
    let refused = |trace: Rc<Trace>, page_size, max_pages| {
        let words = last(LaneKind::BoundaryTag, &trace, page_size, max_pages);
        words.strip_prefix("refused: ").expect("a refusal").to_owned()
    };
    assert_eq!(
        refused(Writer::default().alloc("a", 100).done(), 512, 1),
        "112 bytes needed, 0 free, and room to grow by 512, but a part of that is for bins and tags"
    );
    assert_eq!(
        refused(Writer::default().alloc("a", 100).alloc("b", 500).done(), 256, 4),
        "512 bytes needed, 196 free in all, and room to grow by 256: out of memory"
    );
    let four = || {
        let mut writer = Writer::default();
        for name in ["a", "b", "c", "d"] {
            writer.alloc(name, 60);
        }
        writer
    };
    assert_eq!(
        refused(four().free("a").free("c").alloc("e", 100).done(), 256, 3),
        "112 bytes needed, largest hole 64 of 180 free: external fragmentation"
    );
    assert_eq!(
        refused(four().free("a").aligned("e", 20, 512).done(), 256, 3),
        "32 bytes needed at a multiple of 512, 116 free, but no hole holds them there"
    );
    let mut writer = Writer::default();
    for (name, size) in [("large", 140), ("wall", 12), ("small", 124), ("last", 12)] {
        writer.alloc(name, size);
    }
    let trace = writer.free("large").free("small").alloc("again", 140).done();
    assert_eq!(
        refused(trace, 256, 3),
        "144 bytes needed, 276 free, but the first block of the bin is too small, and no other is tried"
    );
}

#[test]
fn bins_are_not_looked_at_behind_their_first_block_nor_for_other_sizes() {
    let mut writer = Writer::default();
    for name in ["a", "b"] {
        writer.alloc(name, 64);
    }
    writer.free("a").free("b");
    let trace = writer.aligned("c", 64, 128).done();
    assert_eq!(
        last(LaneKind::SegregatedBump, &trace, 128, 1),
        "refused: 64 bytes needed at a multiple of 128, 128 free, but the first block of the bin is not there"
    );
    assert_eq!(last(LaneKind::FreeList, &trace, 128, 1), "c at 0x0000 (64 bytes)");
    let trace = Writer::default().alloc("a", 128).free("a").alloc("b", 64).done();
    assert_eq!(
        last(LaneKind::SegregatedBump, &trace, 128, 1),
        "refused: 64 bytes needed, 128 free, but none in the bin of this size"
    );
}

#[test]
fn blocks_that_are_never_cut_are_not_used_for_less() {
    let trace = Writer::default().alloc("a", 128).alloc("b", 128).free("a").alloc("c", 64).done();
    assert_eq!(
        last(LaneKind::BumpFreeList, &trace, 256, 1),
        "refused: 64 bytes needed, 128 free, but none in the bin of this size"
    );
    assert_eq!(last(LaneKind::FreeList, &trace, 256, 1), "c at 0x0000 (64 bytes)");
    let trace = Writer::default().alloc("a", 64).alloc("b", 64).free("a").aligned("c", 64, 128).done();
    assert_eq!(last(LaneKind::BumpFreeList, &trace, 128, 1), "c at 0x0000 (64 bytes)");
}

#[test]
fn far_from_the_operation_no_reason_is_told() {
    let trace = Writer::default().alloc("a", 100).realloc("a", 500).free("a").done();
    let settings = Settings::new(128, 1).unwrap();
    let mut recording = Recording::run(LaneKind::FreeList, trace, settings).unwrap();
    let reason = "refused: 512 bytes needed, 16 free in all: out of memory";
    for position in [1, 2] {
        recording.seek(position);
        assert_eq!(narrate::outcome(&recording, 1), reason);
    }
    for position in [0, 3] {
        recording.seek(position);
        assert_eq!(narrate::outcome(&recording, 1), "refused");
    }
}

#[test]
fn operations_in_words() {
    let trace = Writer::default()
        .alloc("a", 1)
        .zeroed("list[3]", 24)
        .aligned("b", 100, 64)
        .realloc("a", 100)
        .realloc("a", 7)
        .free("list[3]")
        .label("half way")
        .take_pages(1)
        .take_pages(2)
        .done();
    let words: Vec<_> = (0..trace.ops.len()).map(|op| narrate::operation(&trace, op)).collect();
    let expected = [
        "alloc 1 byte as a",
        "alloc 24 zeroed bytes as list[3]",
        "alloc 100 bytes at a multiple of 64 as b",
        "realloc a from 1 to 100",
        "realloc a from 100 to 7",
        "free list[3]",
        "label “half way”",
        "somebody else takes 1 page",
        "somebody else takes 2 pages",
    ];
    assert_eq!(words, expected);
}

#[test]
fn lists_are_called_after_the_sizes_of_their_blocks() {
    let range = |least, most| Sizes::Range { least, most };
    let names = [Sizes::All, Sizes::One(64), range(128, Some(144)), range(4096, None)].map(narrate::list);
    assert_eq!(names, ["free list", "bin of 64", "bin of 128 to 144", "bin of 4096 and more"]);
}

#[test]
fn every_step_is_one_sentence() {
    let (block, size, start) = (0x40, 48, 0x40);
    let probed = |fit| Step::Probed { block, size: 96, fit, needed: 48, align: 64 };
    let merged = |side| Step::Merged { block, neighbour: 0x70, side, size: 96 };
    let tagged = |tag| Step::Tagged { at: 0x40, tag };
    let resized = |to| Step::Resized { block, from: 48, to };
    let lost = |reason| Step::Lost { start, size, reason };
    let steps = [
        (probed(Fit::Fits), "0x0040: 96 bytes free, 48 needed: taken"),
        (probed(Fit::TooSmall), "0x0040: 96 bytes free, 48 needed: next"),
        (probed(Fit::Misaligned), "0x0040: 96 bytes free, but not 48 at a multiple of 64: next"),
        (Step::Passed { block, size }, "0x0040: 48 bytes free, the place is further on"),
        (Step::Skipped { probes: 1 }, "1 free block more, not the one sought"),
        (Step::Skipped { probes: 700 }, "700 free blocks more, not the one sought"),
        (Step::Taken { block, size }, "0x0040: 48 bytes leave the list"),
        (
            Step::Split { block, size, rest: 0x70, rest_size: 16 },
            "split: 48 bytes at 0x0040, 16 bytes at 0x0070 stay free",
        ),
        (Step::Inserted { block, size, after: None }, "0x0040: 48 bytes free, first in the list"),
        (
            Step::Inserted { block: 0x1_0000, size, after: Some(0x10) },
            "0x10000: 48 bytes free, after 0x0010 in the list",
        ),
        (merged(Side::Left), "merged: 0x0040 and its left neighbour 0x0070 are one free block of 96 bytes"),
        (merged(Side::Right), "merged: 0x0040 and its right neighbour 0x0070 are one free block of 96 bytes"),
        (Step::Popped { bin: 1, block, size: 32 }, "0x0040: first in the bin of 32 bytes, taken"),
        (Step::Pushed { bin: 1, block, size: 32 }, "0x0040: now first in the bin of 32 bytes"),
        (Step::Bumped { block, size, gap: 0 }, "bump: 48 bytes at 0x0040"),
        (
            Step::Bumped { block, size, gap: 16 },
            "bump: 48 bytes at 0x0040, 16 bytes skipped for the alignment",
        ),
        (Step::Relinked { block, after: Some(0x80) }, "0x0040: its back link now leads to 0x0080"),
        (Step::Relinked { block, after: None }, "0x0040: its back link now leads to the head of its bin"),
        (tagged(Tag::PreviousFree), "the tag at 0x0040 now says: previous block free"),
        (tagged(Tag::PreviousLive), "the tag at 0x0040 now says: previous block in use"),
        (tagged(Tag::Footer(64)), "the footer at 0x0040 now says 64"),
        (Step::Lowered { block, size }, "bump pointer down by 48 bytes to 0x0040"),
        (Step::Grown { start, size: 512 }, "memory grew by 2 pages: 512 bytes at 0x0040"),
        (Step::Grown { start, size: 256 }, "memory grew by 1 page: 256 bytes at 0x0040"),
        (Step::Refused { bytes: 48 }, "memory cannot grow by the 48 bytes that are missing"),
        (resized(64), "0x0040: grows in place from 48 to 64 bytes"),
        (resized(48), "0x0040: has room enough, 48 bytes"),
        (resized(16), "0x0040: shrinks in place from 48 to 16 bytes"),
        (Step::Moved { from: 0x40, to: 0x70, size: 24 }, "24 bytes copied from 0x0040 to 0x0070"),
        (lost(Loss::Gap), "0x0040: 48 bytes lost for good, skipped for the alignment"),
        (lost(Loss::Tail), "0x0040: 48 bytes lost for good, left behind at the end of a region"),
        (lost(Loss::Large), "0x0040: 48 bytes lost for good, a block larger than the largest bin"),
        (lost(Loss::Shrunk), "0x0040: 48 bytes lost for good, given up by a block that shrank in place"),
    ];
    for (step, words) in steps {
        assert_eq!(narrate::step(&step, LaneKind::BumpFreeList, 256), words);
    }
    let of_wilderness = |step| narrate::step(&step, LaneKind::BoundaryTag, 256);
    assert_eq!(
        of_wilderness(Step::Bumped { block, size, gap: 0 }),
        "48 bytes at 0x0040 taken from the wilderness"
    );
    assert_eq!(of_wilderness(Step::Lowered { block, size }), "48 bytes at 0x0040 merged with the wilderness");
}
