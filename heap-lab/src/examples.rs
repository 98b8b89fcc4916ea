//! The lessons in the menu: scripts with a title and what to watch.

use crate::{arena::Settings, lab::LaneKind};

/// One lesson.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Example {
    /// Stable name, as in a link.
    pub slug: &'static str,
    /// The title in the menu.
    pub title: &'static str,
    /// Two sentences: what to watch.
    pub watch: &'static str,
    /// The script.
    pub script: &'static str,
    /// The arena that shows it best.
    pub settings: Settings,
    /// The lanes that it is about: without them there is little to see.
    pub about: &'static [LaneKind],
}

/// The lesson of this name.
pub fn find(slug: &str) -> Option<&'static Example> {
    EXAMPLES.iter().find(|example| example.slug == slug)
}

const fn pages(page_size: u32, max_pages: u32) -> Settings {
    Settings { page_size, max_pages }
}

use LaneKind::{BoundaryTag, BumpFreeList, FreeList, SegregatedBump};

/// All lessons, in the order of the menu. The page opens with the first.
pub const EXAMPLES: &[Example] = &[
    Example {
        slug: "tour",
        title: "A tour",
        watch: "Watch what becomes of the hole that green leaves: all use it again for grey, but only FreeList and \
                BoundaryTag cut it in two for mint. The same two coalesce, so they can place wide in the space \
                where red and green were.",
        script: include_str!("examples/tour.rhai"),
        settings: pages(256, 4),
        about: &[],
    },
    Example {
        slug: "first-fit",
        title: "First fit, or the right size",
        watch: "FreeList takes the first hole that is large enough and cuts it, so the last request finds none. \
                BumpFreeList rounds sizes up to powers of two and reuses a block for just that size: 20 bytes take \
                the hole of 32, and 90 that of 128.",
        script: include_str!("examples/first-fit.rhai"),
        settings: pages(512, 4),
        about: &[BumpFreeList, FreeList],
    },
    Example {
        slug: "bump-pointer",
        title: "The bump pointer",
        watch: "BumpFreeList and SegregatedBump serve a fresh heap by moving a pointer, with no search at all, and \
                so does BoundaryTag; FreeList has only its list, and cuts every block from the one hole that a new \
                page is. When the last block is freed, BumpFreeList and BoundaryTag move the pointer back.",
        script: include_str!("examples/bump-pointer.rhai"),
        settings: pages(256, 6),
        about: &[BumpFreeList, FreeList],
    },
    Example {
        slug: "bins",
        title: "Bins are O(1)",
        watch: "Count the blocks probed when everything is allocated again: FreeList goes from hole to hole, while \
                a bin gives its first block at once, whatever else is free. Few sizes cost padding: in \
                BumpFreeList and SegregatedBump, 25 bytes take 32 and 100 take 128.",
        script: include_str!("examples/bins.rhai"),
        settings: pages(512, 4),
        about: &[SegregatedBump, FreeList],
    },
    Example {
        slug: "long-list",
        title: "A long list",
        watch: "FreeList looks at every hole on its way to the one that fits, or to none; where each size has a \
                bin, one look is enough. Without merging memory is stuck in the wrong bin: at the end two hundred \
                small blocks lie free side by side, and only FreeList and BoundaryTag can make 3,000 bytes of \
                them.",
        script: include_str!("examples/long-list.rhai"),
        settings: pages(1024, 8),
        about: &[BumpFreeList, FreeList],
    },
    Example {
        slug: "large-blocks",
        title: "Large blocks have no bin",
        watch: "SegregatedBump takes a freed block above 128 bytes back only if it is the last one below its bump \
                pointer; behind a block that stays it is lost for good, and the heap grows with every round. The \
                others use the same bytes again and again.",
        script: include_str!("examples/large-blocks.rhai"),
        settings: pages(512, 6),
        about: &[SegregatedBump],
    },
    Example {
        slug: "coalescing",
        title: "Coalescing left, right and both",
        watch: "Step by events at each free: FreeList and BoundaryTag merge the block with the hole on its left, \
                on its right, or on both sides. The other two keep five separate holes, so 160 bytes must come \
                from fresh memory.",
        script: include_str!("examples/coalescing.rhai"),
        settings: pages(256, 4),
        about: &[BumpFreeList, FreeList],
    },
    Example {
        slug: "splitting",
        title: "Splitting",
        watch: "FreeList and BoundaryTag cut the hole of 256 bytes into pieces, and have it again in one piece \
                because they merge them when they are freed. BumpFreeList does neither: it takes fresh memory for \
                the small blocks, and the hole is still there for the next 256 bytes.",
        script: include_str!("examples/splitting.rhai"),
        settings: pages(512, 4),
        about: &[BumpFreeList, FreeList],
    },
    Example {
        slug: "boundary-tags",
        title: "Boundary tags",
        watch: "In BoundaryTag every block starts with a tag that says whether the block before it is free, and a \
                free block says its size at both ends. So freeing looks to the left and to the right without a \
                search, in all four cases, where FreeList walks its list to find the neighbours.",
        script: include_str!("examples/boundary-tags.rhai"),
        settings: pages(256, 4),
        about: &[BoundaryTag],
    },
    Example {
        slug: "good-fit",
        title: "Good fit",
        watch: "BoundaryTag looks at the first block of the bin for the size, and if that is too small it cuts the \
                first block of the next bin that holds anything: two looks, however many blocks are free. FreeList \
                searches from the lowest address and cuts the first hole that is large enough.",
        script: include_str!("examples/good-fit.rhai"),
        settings: pages(512, 6),
        about: &[BoundaryTag],
    },
    Example {
        slug: "external-fragmentation",
        title: "External fragmentation",
        watch: "More than a thousand bytes are free and 700 can't be had, because no hole is that large: compare \
                the free total with the largest hole. When everything is free, only FreeList and BoundaryTag, \
                which merge holes, can serve 1,000 bytes.",
        script: include_str!("examples/external-fragmentation.rhai"),
        settings: pages(512, 5),
        about: &[FreeList],
    },
    Example {
        slug: "growing-vec",
        title: "A Vec grows by realloc",
        watch: "A block at the end of the heap, or with free space behind it, grows where it is; if something is \
                in its way it moves, and the old place becomes a hole. To shrink, FreeList and BoundaryTag free \
                the end of the block, SegregatedBump loses it, and BumpFreeList moves the block to a hole of the \
                new size.",
        script: include_str!("examples/growing-vec.rhai"),
        settings: pages(512, 4),
        about: &[],
    },
    Example {
        slug: "alignment",
        title: "Alignment and padding",
        watch: "Every block starts at a multiple of 16, so small alignments cost nothing but the padding at the \
                end. Larger ones leave a gap before the block: a hole for FreeList and BoundaryTag, lost bytes \
                where a bump pointer skips it.",
        script: include_str!("examples/alignment.rhai"),
        settings: pages(512, 4),
        about: &[],
    },
    Example {
        slug: "out-of-memory",
        title: "Out of memory",
        watch: "When the memory may not grow any further a request is refused, and nothing else changes. Smaller \
                requests still find what is left, and that differs from lane to lane.",
        script: include_str!("examples/out-of-memory.rhai"),
        settings: pages(128, 8),
        about: &[],
    },
    Example {
        slug: "other-pages",
        title: "Pages of somebody else",
        watch: "JavaScript or another library takes pages in between, and the heap goes on behind them. What was \
                left of the page before becomes a hole like any other in FreeList and, less 16 bytes at its ends, \
                in BoundaryTag; the other two leave it behind for good.",
        script: include_str!("examples/other-pages.rhai"),
        settings: pages(256, 12),
        about: &[FreeList],
    },
    Example {
        slug: "two-lifetimes",
        title: "Short and long lives",
        watch: "Each request frees its scratch memory, and a small block that lives longer stays behind in \
                between. Where sizes are few, each buffer fits the hole of the one before, so without merging too \
                the heap stops growing; but only FreeList and BoundaryTag have all in one piece again at the end.",
        script: include_str!("examples/two-lifetimes.rhai"),
        settings: pages(256, 8),
        about: &[],
    },
    Example {
        slug: "random",
        title: "A random workload",
        watch: "The same six hundred operations run in every lane: compare the size of the heap, the blocks probed \
                and the bytes lost. Change the seed in the script, and the picture changes but hardly the ranking.",
        script: include_str!("examples/random.rhai"),
        settings: pages(1024, 64),
        about: &[],
    },
];
