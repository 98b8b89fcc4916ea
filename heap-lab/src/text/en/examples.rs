//! The examples in English.

use super::English;
use crate::{
    examples::Id,
    text::examples::{ExampleText, Examples},
};

impl Examples for English {
    fn example(&self, id: Id) -> ExampleText {
        match id {
            Id::Tour => ExampleText {
                title: "A tour",
                watch: "All lanes reuse the hole that `green` leaves for `grey`, but only FreeList and \
                        BoundaryTag split it for `mint`. The same two coalesce, so they can place `wide` where \
                        `red` and `green` were.",
            },
            Id::FirstFit => ExampleText {
                title: "First fit, or the right size",
                watch: "FreeList takes the first hole that is large enough and splits it, so the last request \
                        finds none. BumpFreeList rounds sizes up to powers of two and reuses a block for exactly \
                        that size: 20 bytes take the hole of 32, and 90 that of 128.",
            },
            Id::BumpPointer => ExampleText {
                title: "The bump pointer",
                watch: "On a fresh heap BumpFreeList, SegregatedBump and BoundaryTag only move a pointer, with no \
                        search at all; FreeList has just its list, and splits every block off the one hole that a \
                        new page is. When the last block is freed, BumpFreeList and BoundaryTag move the pointer \
                        back.",
            },
            Id::Bins => ExampleText {
                title: "Bins are O(1)",
                watch: "Compare the blocks probed when everything is allocated again: FreeList goes from hole to \
                        hole, while a bin returns its first block at once, whatever else is free. Few sizes cost \
                        padding: in BumpFreeList and SegregatedBump, 25 bytes take 32 and 100 take 128.",
            },
            Id::LongList => ExampleText {
                title: "A long list",
                watch: "FreeList probes every hole on its way to the one that fits, or to the end of the list; \
                        where each size has a bin, one look is enough. Without coalescing, memory is stuck in the \
                        wrong bin: at the end two hundred small blocks lie free side by side, and only FreeList \
                        and BoundaryTag can serve 3,000 bytes from them.",
            },
            Id::LargeBlocks => ExampleText {
                title: "Large blocks have no bin",
                watch: "SegregatedBump reuses a freed block above 128 bytes only if it is the last one below its \
                        bump pointer; any other is lost for good, and the heap grows with every round. The other \
                        allocators reuse the same bytes each time.",
            },
            Id::Coalescing => ExampleText {
                title: "Coalescing left, right and both",
                watch: "Step by events at each free: FreeList and BoundaryTag merge the block with the hole on \
                        its left, on its right, or on both sides. The other two keep five separate holes, so 160 \
                        bytes must come from fresh memory.",
            },
            Id::Splitting => ExampleText {
                title: "Splitting",
                watch: "FreeList and BoundaryTag split the hole of 256 bytes, and have it in one piece again once \
                        the parts are freed and merged. BumpFreeList does neither: it takes fresh memory for the \
                        small blocks, and the hole is still there for the next 256 bytes.",
            },
            Id::BoundaryTags => ExampleText {
                title: "Boundary tags",
                watch: "In BoundaryTag every block starts with a tag that says whether the block before it is \
                        free, and a free block has its size at both ends. So a free finds both neighbours without \
                        a search, in all four cases, where FreeList walks its list.",
            },
            Id::GoodFit => ExampleText {
                title: "Good fit",
                watch: "BoundaryTag probes the first block of the bin for the size, and if that is too small it \
                        splits the first block of the next bin that is not empty: two looks, however many blocks \
                        are free. FreeList searches from the lowest address and splits the first hole that is \
                        large enough.",
            },
            Id::ExternalFragmentation => ExampleText {
                title: "External fragmentation",
                watch: "More than a thousand bytes are free, yet a 700-byte request fails because no hole is that \
                        large: compare the free total with the largest hole. When everything is free, only \
                        FreeList and BoundaryTag, which merge holes, can serve 1,000 bytes.",
            },
            Id::GrowingVec => ExampleText {
                title: "A Vec grows by realloc",
                watch: "A block at the end of the heap, or with free space behind it, grows in place; if \
                        something is in its way it moves, and leaves a hole. To shrink, FreeList and BoundaryTag \
                        free the end of the block, SegregatedBump loses it, and BumpFreeList moves the block to a \
                        hole of the new size.",
            },
            Id::Alignment => ExampleText {
                title: "Alignment and padding",
                watch: "Every block starts at a multiple of 16, so small alignments cost nothing but the padding \
                        at the end. Larger ones leave a gap before the block: a hole for FreeList and \
                        BoundaryTag, lost bytes where a bump pointer skips it.",
            },
            Id::OutOfMemory => ExampleText {
                title: "Out of memory",
                watch: "When the memory may not grow any further, a request is refused and nothing else changes. \
                        Smaller requests still find what is left, and that differs from lane to lane.",
            },
            Id::OtherPages => ExampleText {
                title: "Pages taken by other code",
                watch: "JavaScript or another library takes pages in between, and the heap continues after them. \
                        The rest of the page before them becomes an ordinary hole in FreeList and, less 16 bytes \
                        at its ends, in BoundaryTag; the other two never use it again.",
            },
            Id::TwoLifetimes => ExampleText {
                title: "Short and long lifetimes",
                watch: "Each request frees its scratch memory, and leaves a small block that lives longer in \
                        between. With few sizes, each buffer fits the hole of the one before, so the heap stops \
                        growing even without coalescing; but only FreeList and BoundaryTag have all of it in one \
                        piece again at the end.",
            },
            Id::Random => ExampleText {
                title: "A random workload",
                watch: "The same six hundred operations run in every lane: compare the size of the heap, the \
                        blocks probed and the bytes lost. Another seed in the script changes the picture but \
                        hardly the ranking.",
            },
        }
    }
}
