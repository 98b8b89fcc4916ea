//! Why requests are refused: the reason and its numbers, read from the heap that refused.

use std::rc::Rc;

use heap_lab::{
    arena::Settings,
    lab::{
        LaneKind, Recording,
        report::{self, Reason, Refusal, Report},
    },
    trace::Trace,
};

use crate::traces::Writer;

/// The refusal of the last operation, if it was refused.
fn last(kind: LaneKind, trace: &Rc<Trace>, page_size: u32, max_pages: u32) -> Option<Refusal> {
    let settings = Settings::new(page_size, max_pages).unwrap();
    let recording = Recording::run(kind, trace.clone(), settings).unwrap();
    match report::outcome(&recording, recording.len() - 1) {
        Some(Report::Refused(refusal)) => Some(refusal.expect("the position is right after it")),
        _ => None,
    }
}

/// A refusal with no alignment above 16.
fn refusal(needed: u32, free: u32, room: u32, reason: Reason) -> Option<Refusal> {
    Some(Refusal { needed, align: None, free, room, reason })
}

fn aligned(needed: u32, align: u32, free: u32, room: u32, reason: Reason) -> Option<Refusal> {
    Some(Refusal { needed, align: Some(align), free, room, reason })
}

/// The lanes whose blocks are as large as their names say.
const WITHOUT_TAGS: [LaneKind; 3] = [LaneKind::BumpFreeList, LaneKind::SegregatedBump, LaneKind::FreeList];

#[test]
fn too_little_memory_is_called_so() {
    let trace = Writer::default().alloc("a", 100).alloc("b", 500).done();
    for kind in WITHOUT_TAGS {
        let free = if kind == LaneKind::FreeList { 16 } else { 0 };
        assert_eq!(last(kind, &trace, 128, 2), refusal(512, free, 128, Reason::OutOfMemory), "{kind:?}");
    }
}

#[test]
fn pieces_that_are_too_small_are_external_fragmentation() {
    let mut writer = Writer::default();
    for name in ["a", "b", "c", "d"] {
        writer.alloc(name, 64);
    }
    let trace = writer.free("a").free("c").alloc("e", 100).done();
    for kind in WITHOUT_TAGS {
        let needed = if kind == LaneKind::FreeList { 112 } else { 128 };
        let expected = refusal(needed, 128, 0, Reason::Fragmented { largest: 64 });
        assert_eq!(last(kind, &trace, 256, 1), expected, "{kind:?}");
    }
}

#[test]
fn an_alignment_that_no_piece_has_is_the_reason() {
    let trace = Writer::default().alloc("a", 16).aligned("b", 32, 512).done();
    for kind in WITHOUT_TAGS {
        let expected = aligned(32, 512, 240, 0, Reason::Misaligned);
        assert_eq!(last(kind, &trace, 256, 1), expected, "{kind:?}");
    }
}

#[test]
fn bins_and_tags_need_memory_too() {
    let refused =
        |trace: Rc<Trace>, page_size, max_pages| last(LaneKind::BoundaryTag, &trace, page_size, max_pages);
    assert_eq!(
        refused(Writer::default().alloc("a", 100).done(), 512, 1),
        refusal(112, 0, 512, Reason::BinsAndTags)
    );
    assert_eq!(
        refused(Writer::default().alloc("a", 100).alloc("b", 500).done(), 256, 4),
        refusal(512, 196, 256, Reason::OutOfMemory)
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
        refusal(112, 180, 0, Reason::Fragmented { largest: 64 })
    );
    assert_eq!(
        refused(four().free("a").aligned("e", 20, 512).done(), 256, 3),
        aligned(32, 512, 116, 0, Reason::Misaligned)
    );
    let mut writer = Writer::default();
    for (name, size) in [("large", 140), ("wall", 12), ("small", 124), ("last", 12)] {
        writer.alloc(name, size);
    }
    let trace = writer.free("large").free("small").alloc("again", 140).done();
    assert_eq!(refused(trace, 256, 3), refusal(144, 276, 0, Reason::FirstOfBinTooSmall));
}

#[test]
fn tagged_heaps_search_for_more_bytes_to_align_a_block() {
    // `a` is free, aligned and large enough, but the search wants 48 bytes more.
    let mut writer = Writer::default();
    for (name, size) in [("wall", 44), ("a", 60), ("rest", 188)] {
        writer.alloc(name, size);
    }
    let trace = writer.free("a").aligned("c", 60, 64).done();
    let refused = last(LaneKind::BoundaryTag, &trace, 256, 3);
    assert_eq!(
        refused.map(|refusal| refusal.reason),
        Some(Reason::AlignmentSlack { extra: 48 }),
        "{refused:?}"
    );
}

#[test]
fn only_the_first_block_of_the_right_bin_is_tried() {
    let mut writer = Writer::default();
    for name in ["a", "b"] {
        writer.alloc(name, 64);
    }
    writer.free("a").free("b");
    let trace = writer.aligned("c", 64, 128).done();
    assert_eq!(
        last(LaneKind::SegregatedBump, &trace, 128, 1),
        aligned(64, 128, 128, 0, Reason::FirstOfBinMisaligned)
    );
    assert_eq!(last(LaneKind::FreeList, &trace, 128, 1), None);
    let trace = Writer::default().alloc("a", 128).free("a").alloc("b", 64).done();
    assert_eq!(last(LaneKind::SegregatedBump, &trace, 128, 1), refusal(64, 128, 0, Reason::BinEmpty));
}

#[test]
fn blocks_that_are_never_split_are_not_used_for_less() {
    let trace = Writer::default().alloc("a", 128).alloc("b", 128).free("a").alloc("c", 64).done();
    assert_eq!(last(LaneKind::BumpFreeList, &trace, 256, 1), refusal(64, 128, 0, Reason::BinEmpty));
    assert_eq!(last(LaneKind::FreeList, &trace, 256, 1), None);
    let trace = Writer::default().alloc("a", 64).alloc("b", 64).free("a").aligned("c", 64, 128).done();
    assert_eq!(last(LaneKind::BumpFreeList, &trace, 128, 1), None);
}

#[test]
fn far_from_the_operation_the_reason_is_unknown() {
    let trace = Writer::default().alloc("a", 100).realloc("a", 500).free("a").done();
    let settings = Settings::new(128, 1).unwrap();
    let mut recording = Recording::run(LaneKind::FreeList, trace, settings).unwrap();
    for position in [1, 2] {
        recording.seek(position);
        let refused = Report::Refused(refusal(512, 16, 0, Reason::OutOfMemory));
        assert_eq!(report::outcome(&recording, 1), Some(refused));
    }
    for position in [0, 3] {
        recording.seek(position);
        assert_eq!(report::outcome(&recording, 1), Some(Report::Refused(None)));
    }
}
