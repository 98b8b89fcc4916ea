//! The examples in English. `tests/example_claims.rs` asserts what is said here.

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
                intro: "The same requests go to every allocator. Each time a block is freed, look at what \
                         each lane keeps of the hole, and at what the next block does with it.",
                afterwards: "Every lane puts `copy` where `draft` was, but only FreeList and BoundaryTag split \
                         that hole for `note`. They also merge what is freed, so `page` fits where `index` \
                         and `draft` were; BumpFreeList and SegregatedBump need a second page for it.",
            },
            Id::FirstFit => ExampleText {
                title: "First fit, or the right size",
                intro: "Blocks of 96, 64 and 32 bytes are freed; then come three requests, each a little \
                         smaller than one of them. Which hole does each lane choose?",
                afterwards: "FreeList takes the first hole that is large enough and splits it: `a` and `b` share \
                         the hole of `large`, and `c` comes from the 272 bytes at the end of the page, after \
                         two holes that are too small. The other lanes give `a`, `b` and `c` the holes of \
                         `small`, `medium` and `large`.",
            },
            Id::BumpPointer => ExampleText {
                title: "The bump pointer",
                intro: "Where does the next block start, and how many free blocks are probed to find out? \
                         Then the last block is freed: what becomes of the bump pointer?",
                afterwards: "While nothing is free, BumpFreeList, SegregatedBump and BoundaryTag only move a \
                         pointer and probe 0 blocks; to FreeList a page is one large hole, and it probes 8 \
                         blocks for the same six requests. When `f` is freed, BumpFreeList and BoundaryTag \
                         move the pointer back and `h` starts there; SegregatedBump puts `f` into a bin and \
                         grows to 3 pages.",
            },
            Id::Bins => ExampleText {
                title: "Bins are O(1)",
                intro: "Twelve blocks of three sizes are freed in random order, then eight are allocated \
                         again. How many blocks does each lane probe for them?",
                afterwards: "For the eight, FreeList probes 31 blocks, BoundaryTag 8, the other two 0: a bin \
                         gives its first block at once, whatever else is free. The price of having few sizes \
                         is padding, at the end 226 bytes in BumpFreeList and SegregatedBump and 162 in \
                         FreeList.",
            },
            Id::LongList => ExampleText {
                title: "A long list",
                intro: "A hundred small holes lie before the one that `a` fits. How far does each lane \
                         search for `a`, `b` and `c`, and which lanes have 3,000 bytes in one piece at the \
                         end?",
                afterwards: "FreeList probes 101 blocks for `a` and 101 again for `b`, where BoundaryTag probes 1 \
                         and 0 and the others 0. At the end 200 small blocks lie side by side: FreeList and \
                         BoundaryTag have merged them for `huge`; in the other two they stay in the bin of 16 \
                         bytes.",
            },
            Id::LargeBlocks => ExampleText {
                title: "Large blocks have no bin",
                intro: "Blocks of 200 bytes come and go: first as the last block of the heap, then with a \
                         small block behind each. Which heap keeps growing?",
                afterwards: "SegregatedBump reuses a block of more than 128 bytes only if it is the last one \
                         below its bump pointer; any other is lost. In the end it has lost 976 bytes in a \
                         heap of 1,536. The other lanes use the same bytes in every round.",
            },
            Id::Coalescing => ExampleText {
                title: "Coalescing left, right and both",
                intro: "Five neighbours are freed one after the other. Step event by event through each free \
                         and count the free blocks; who has 160 bytes for `large`?",
                afterwards: "FreeList and BoundaryTag merge each block with the hole on its left, on its right, \
                         or on both sides, so `large` starts where the first of the five was. The other two \
                         keep 5 blocks of 32 bytes: these are 160 bytes too, but not in one piece, so they \
                         grow.",
            },
            Id::Splitting => ExampleText {
                title: "Splitting",
                intro: "A block of 256 bytes is freed, and four smaller ones follow. Is the hole split for \
                         them? And is it there for the next 256 bytes?",
                afterwards: "FreeList and BoundaryTag split the hole and, once the parts are freed, merge them: \
                         `again` starts where `large` was. In BumpFreeList it does too, because the hole \
                         stayed whole and the small blocks took fresh memory. SegregatedBump has no bin for \
                         256 bytes, lost them, and grew to 2 pages.",
            },
            Id::BoundaryTags => ExampleText {
                title: "Boundary tags",
                intro: "In BoundaryTag every block starts with a tag that says whether the block before it \
                         is free, and a free block stores its size at both ends. Compare with FreeList: what \
                         does each probe to find the free neighbours of a block?",
                afterwards: "BoundaryTag found the neighbours in all 6 frees without passing a single free block; \
                         FreeList walked past one in 4 of them. Both had 240 bytes in one piece for `large`.",
            },
            Id::GoodFit => ExampleText {
                title: "Good fit",
                intro: "Five holes are free when the requests come. In which bins does BoundaryTag look, and \
                         how many blocks does it probe, compared with FreeList, which searches from the \
                         lowest address?",
                afterwards: "BoundaryTag probes at most 2 blocks, however many are free: for `second`, the block \
                         in the bin of its size is too small, and the first of the next bin that is not empty \
                         is split. For `huge` no bin has a block, so it probes 0, and FreeList 15.",
            },
            Id::ExternalFragmentation => ExampleText {
                title: "External fragmentation",
                intro: "Every other block is freed. Compare the free total with the largest hole: will 700 \
                         bytes fit? Then the rest is freed, too.",
                afterwards: "1,024 bytes were free, but in holes of 128: every lane refused 700 bytes. When \
                         everything was free, FreeList and BoundaryTag had it in one piece and served 1,000 \
                         bytes; in the other two the largest free block still had 128.",
            },
            Id::GrowingVec => ExampleText {
                title: "A Vec grows by realloc",
                intro: "A vector doubles its capacity, first alone, then beside another one. When does it \
                         grow in place, and what becomes of the rest when it shrinks?",
                afterwards: "Alone, `v` grows in place in every lane; beside `w` it moves each time and leaves a \
                         hole. To shrink it, FreeList and BoundaryTag free its end, SegregatedBump loses 192 \
                         bytes, and BumpFreeList moves it to a hole of 64 bytes, where `w` was first.",
            },
            Id::Alignment => ExampleText {
                title: "Alignment and padding",
                intro: "Small alignments, then larger ones. Which bytes are skipped to reach a multiple of \
                         64 or 128, and can they be used later?",
                afterwards: "In BumpFreeList and SegregatedBump 112 skipped bytes are lost; in FreeList and \
                         BoundaryTag they are holes, and nothing is lost. `aligned` goes into a hole there, \
                         while the other two found no block at the right address and took fresh memory.",
            },
            Id::OutOfMemory => ExampleText {
                title: "Out of memory",
                intro: "The memory can grow to 8 pages of 128 bytes. Which requests does each lane refuse, \
                         and which smaller ones does it still serve?",
                afterwards: "A refusal changes nothing, so smaller requests may still fit. FreeList refused 3 \
                         requests, BumpFreeList 4, SegregatedBump 5 and BoundaryTag, whose bins take 460 \
                         bytes of the memory, 6. All but SegregatedBump, which lost it, used the freed block \
                         for `d`.",
            },
            Id::OtherPages => ExampleText {
                title: "Pages taken by other code",
                intro: "Twice, other code takes pages in between. What becomes of the rest of the page \
                         before them, and how large can a free block become?",
                afterwards: "BumpFreeList and SegregatedBump lost 128 bytes before the foreign pages, BoundaryTag \
                         16; to FreeList the rest was an ordinary hole, and it put `d` there. Nothing was \
                         merged across foreign pages: FreeList had 768 bytes free, but at most 256 in one \
                         piece, and had to grow for `f`.",
            },
            Id::TwoLifetimes => ExampleText {
                title: "Short and long lifetimes",
                intro: "Each request frees its scratch memory but leaves behind a small block that lives \
                         longer. When does each heap stop growing, and what is in one piece at the end?",
                afterwards: "No heap grew in the second half. Only a few sizes occur, so in BumpFreeList and \
                         SegregatedBump every buffer fits where the first one was, though nothing is merged. \
                         But at the end only FreeList and BoundaryTag had all free memory in one piece.",
            },
            Id::Random => ExampleText {
                title: "A random workload",
                intro: "The same random requests run in every lane: compare the size of the heap, the blocks \
                         probed and the bytes lost. Does another seed in the script change the ranking?",
                afterwards: "FreeList has the smallest heap, 8,192 bytes, but probes 2,725 blocks; then come \
                         BoundaryTag with 9,216 bytes and 216 probes, BumpFreeList with 11,264 and \
                         SegregatedBump with 15,360, of which 8,096 are lost. Another seed hardly changes the \
                         ranking.",
            },
        }
    }
}
