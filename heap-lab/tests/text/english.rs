//! The English sentences that people read most, word for word.

use heap_lab::{
    lab::{
        LaneKind,
        report::{Asked, Reason, Refusal},
        view::{Sizes, Step},
    },
    script::vocabulary,
    text::{Language, Text},
};
use lite_alloc::observe::{Fit, Loss, Side, Tag};

fn text() -> &'static dyn Text {
    Language::English.text()
}

#[test]
fn operations() {
    let alloc = |name, size, align, zeroed| Asked::Alloc { name, size, align, zeroed };
    let asked = [
        (alloc("a", 1, None, false), "alloc 1 byte as a"),
        (alloc("list[3]", 24, None, true), "alloc 24 zeroed bytes as list[3]"),
        (alloc("b", 1000, Some(64), false), "alloc 1,000 bytes aligned to 64 as b"),
        (Asked::Realloc { name: "a", from: Some(1), to: 100 }, "realloc a from 1 to 100 bytes"),
        (Asked::Realloc { name: "a", from: None, to: 7 }, "realloc a to 7 bytes"),
        (Asked::Free { name: "list[3]" }, "free list[3]"),
        (Asked::Label { text: "half way" }, "label “half way”"),
        (Asked::TakePages { pages: 1 }, "other code takes 1 page"),
        (Asked::TakePages { pages: 2 }, "other code takes 2 pages"),
    ];
    for (asked, words) in asked {
        assert_eq!(text().operation(&asked), words);
    }
}

#[test]
fn requests_are_in_the_words_of_the_script() {
    let alloc = |size, align, zeroed| Asked::Alloc { name: "a", size, align, zeroed };
    let asked = [
        (alloc(1000, None, false), "alloc(1000)"),
        (alloc(24, Some(64), true), "alloc_zeroed(24, 64)"),
        (Asked::Realloc { name: "list[3]", from: Some(1), to: 48 }, "realloc(list[3], 48)"),
        (Asked::Free { name: "a" }, "free(a)"),
        (Asked::Free { name: "#7" }, "free(block(7))"),
        (Asked::Label { text: "half \"way\"" }, "label(\"half \\\"way\\\"\")"),
        (Asked::TakePages { pages: 1 }, "take_pages(1)"),
    ];
    for (asked, words) in asked {
        for language in Language::ALL {
            assert_eq!(language.text().request(&asked), words);
        }
        let word = words.split('(').next().unwrap_or_default();
        assert!(vocabulary().iter().any(|known| known.name == word), "{word}");
    }
}

#[test]
fn lists_are_called_after_the_sizes_of_their_blocks() {
    let range = |least, most| Sizes::Range { least, most };
    let lists = [Sizes::All, Sizes::One(64), range(128, Some(144)), range(4096, None)];
    let names = lists.map(|sizes| text().list(sizes));
    assert_eq!(names, ["free list", "bin of 64", "bin of 128 to 144", "bin of 4,096 or more"]);
}

#[test]
fn steps() {
    let (block, size, start) = (0x40, 48, 0x40);
    let probed = |fit| Step::Probed { block, size: 96, fit, needed: 48, align: 64 };
    let merged = |side| Step::Merged { block, neighbour: 0x70, side, size: 96 };
    let tagged = |tag| Step::Tagged { at: 0x40, tag };
    let resized = |to| Step::Resized { block, from: 48, to };
    let lost = |reason| Step::Lost { start, size, reason };
    let taken = Step::Taken { block, size };
    let inserted = Step::Inserted { block, size, after: None };
    let bumped = |gap| Step::Bumped { block, size, gap };
    let lowered = Step::Lowered { block, size };
    let (bump, list, tags) = (LaneKind::BumpFreeList, LaneKind::FreeList, LaneKind::BoundaryTag);
    let steps = [
        (probed(Fit::Fits), list, "0x0040: 96 bytes free, 48 needed: fits"),
        (probed(Fit::TooSmall), list, "0x0040: 96 bytes free, 48 needed: too small"),
        (probed(Fit::Misaligned), list, "0x0040: 96 bytes free, 48 needed, aligned to 64: misaligned"),
        (Step::Passed { block, size }, list, "walked past the free block at 0x0040"),
        (Step::Skipped { probes: 1 }, list, "1 more free block visited, not shown one by one"),
        (Step::Skipped { probes: 700 }, list, "700 more free blocks visited, not shown one by one"),
        (taken, list, "removed from the free list: 48 bytes at 0x0040"),
        (taken, tags, "removed from its bin: 48 bytes at 0x0040"),
        (
            Step::Split { block, size, rest: 0x70, rest_size: 16 },
            list,
            "split: 48 bytes at 0x0040, the remaining 16 bytes at 0x0070 stay free",
        ),
        (inserted, list, "inserted into the free list: 48 bytes at 0x0040, first"),
        (inserted, tags, "inserted into its bin: 48 bytes at 0x0040, first"),
        (
            Step::Inserted { block: 0x1_0000, size, after: Some(0x10) },
            list,
            "inserted into the free list: 48 bytes at 0x10000, after 0x0010",
        ),
        (
            merged(Side::Left),
            list,
            "merged: 0x0040 and its left neighbour 0x0070 form one free block of 96 bytes",
        ),
        (
            merged(Side::Right),
            list,
            "merged: 0x0040 and its right neighbour 0x0070 form one free block of 96 bytes",
        ),
        (
            Step::Popped { bin: 1, block, size: 32 },
            bump,
            "removed from the bin of 32 bytes: 0x0040, was first",
        ),
        (
            Step::Pushed { bin: 1, block, size: 32 },
            bump,
            "inserted into the bin of 32 bytes: 0x0040, now first",
        ),
        (bumped(0), bump, "bump pointer up: 48 bytes at 0x0040"),
        (bumped(16), bump, "bump pointer up: 48 bytes at 0x0040, 16 bytes skipped for alignment"),
        (bumped(0), tags, "taken from the wilderness: 48 bytes at 0x0040"),
        (lowered, bump, "bump pointer down by 48 bytes to 0x0040"),
        (lowered, tags, "merged with the wilderness: 48 bytes at 0x0040"),
        (Step::Relinked { block, after: Some(0x80) }, tags, "the back link of 0x0040 now points to 0x0080"),
        (
            Step::Relinked { block, after: None },
            tags,
            "the back link of 0x0040 now points to the head of its bin",
        ),
        (tagged(Tag::PreviousFree), tags, "the tag at 0x0040 now says: previous block free"),
        (tagged(Tag::PreviousLive), tags, "the tag at 0x0040 now says: previous block live"),
        (tagged(Tag::Footer(64)), tags, "the footer at 0x0040 now says 64"),
        (Step::Grown { start, size: 512 }, list, "memory grew by 2 pages: 512 bytes at 0x0040"),
        (Step::Grown { start, size: 256 }, list, "memory grew by 1 page: 256 bytes at 0x0040"),
        (Step::Refused { bytes: 48 }, list, "memory cannot grow by the missing 48 bytes"),
        (resized(64), list, "0x0040: grown in place from 48 to 64 bytes"),
        (resized(48), list, "0x0040: the size stays 48 bytes"),
        (resized(16), list, "0x0040: shrunk in place from 48 to 16 bytes"),
        (Step::Moved { from: 0x40, to: 0x70, size: 24 }, list, "24 bytes copied from 0x0040 to 0x0070"),
        (lost(Loss::Gap), bump, "lost: 48 bytes at 0x0040, skipped for alignment"),
        (lost(Loss::Tail), bump, "lost: 48 bytes at 0x0040, left over at the end of a region"),
        (lost(Loss::Large), bump, "lost: 48 bytes at 0x0040, a block larger than the largest bin"),
        (lost(Loss::Shrunk), bump, "lost: 48 bytes at 0x0040, cut off a block that shrank in place"),
    ];
    for (step, lane, words) in steps {
        assert_eq!(text().step(&step, lane, 256), words);
    }
}

#[test]
fn refusals() {
    let refusal = |align, room, reason| Refusal { needed: 512, align, free: 1024, room, reason };
    let refusals = [
        (
            refusal(None, 128, Reason::OutOfMemory),
            "refused, out of memory: 512 bytes needed, 1,024 free, memory can grow by 128",
        ),
        (
            refusal(None, 0, Reason::Fragmented { largest: 64 }),
            "refused, external fragmentation: 512 bytes needed, 1,024 free in pieces of at most 64",
        ),
        (
            refusal(None, 512, Reason::BinsAndTags),
            "refused: 512 bytes needed, 1,024 free, memory can grow by 512, but bins and tags need part of it",
        ),
        (
            refusal(Some(64), 0, Reason::Misaligned),
            "refused: 512 bytes needed aligned to 64, 1,024 free, but not at that alignment",
        ),
        (
            refusal(Some(64), 0, Reason::AlignmentSlack { extra: 48 }),
            "refused: 512 bytes needed aligned to 64, 1,024 free, but the search for aligned blocks needs 48 more",
        ),
        (
            refusal(None, 0, Reason::BinEmpty),
            "refused: 512 bytes needed, 1,024 free, but the bin of this size is empty",
        ),
        (
            refusal(Some(64), 0, Reason::FirstOfBinMisaligned),
            "refused: 512 bytes needed aligned to 64, 1,024 free, but the bin's first block is misaligned",
        ),
        (
            refusal(None, 0, Reason::FirstOfBinTooSmall),
            "refused: 512 bytes needed, 1,024 free, but the bin's first block, the only one tried, is too small",
        ),
        (refusal(None, 0, Reason::Other), "refused: 512 bytes needed, 1,024 free"),
    ];
    for (refusal, words) in refusals {
        assert_eq!(text().refusal(&refusal), words);
    }
}
