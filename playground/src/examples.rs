//! The lessons in the menu: scripts with a title and what to watch.

use crate::arena::Settings;

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
}

/// The lesson of this name.
pub fn find(slug: &str) -> Option<&'static Example> {
    EXAMPLES.iter().find(|example| example.slug == slug)
}

const fn pages(page_size: u32, max_pages: u32) -> Settings {
    Settings { page_size, max_pages }
}

/// All lessons, in the order of the menu. The page opens with the first.
pub const EXAMPLES: &[Example] = &[
    Example {
        slug: "tour",
        title: "A tour",
        watch: "Watch what becomes of the hole that green leaves: all use it again for grey, only one cuts it in two \
                for mint. Only the lane that coalesces can place wide in the space where red and green were.",
        script: include_str!("examples/tour.rhai"),
        settings: pages(256, 4),
    },
    Example {
        slug: "first-fit",
        title: "First fit, or the right size",
        watch: "FreeList takes the first hole that is large enough and cuts it, so the last request finds none. \
                BumpFreeList rounds sizes up to powers of two and reuses a block for just that size: 20 bytes take \
                the hole of 32, and 90 that of 128.",
        script: include_str!("examples/first-fit.rhai"),
        settings: pages(512, 4),
    },
    Example {
        slug: "bump-pointer",
        title: "The bump pointer",
        watch: "Two lanes serve a fresh heap by moving a pointer, with no search at all, and one of them moves it \
                back when the last block is freed. The third has only its list, and cuts every block from the one \
                hole that a new page is.",
        script: include_str!("examples/bump-pointer.rhai"),
        settings: pages(256, 6),
    },
    Example {
        slug: "bins",
        title: "Bins are O(1)",
        watch: "Count the blocks probed when everything is allocated again: FreeList goes from hole to hole, while \
                a bin gives its first block at once, whatever else is free. The price is the padding inside every \
                block, since 25 bytes take 32 and 100 take 128.",
        script: include_str!("examples/bins.rhai"),
        settings: pages(512, 4),
    },
    Example {
        slug: "long-list",
        title: "A long list",
        watch: "FreeList looks at every hole on its way to the one that fits, or to none; a bin for each size \
                makes it one look. But without merging memory is stuck in the wrong bin: at the end two hundred \
                blocks of 16 bytes are free side by side, and only FreeList can make 3,000 bytes of them.",
        script: include_str!("examples/long-list.rhai"),
        settings: pages(1024, 8),
    },
    Example {
        slug: "large-blocks",
        title: "Large blocks have no bin",
        watch: "SegregatedBump takes a freed block above 128 bytes back only if it is the last one below its bump \
                pointer; behind a block that stays it is lost for good, and the heap grows with every round. The \
                other two find the same bytes in their lists, again and again.",
        script: include_str!("examples/large-blocks.rhai"),
        settings: pages(512, 6),
    },
    Example {
        slug: "coalescing",
        title: "Coalescing left, right and both",
        watch: "Step by events at each free: FreeList looks for the neighbours and merges with the hole on its \
                left, on its right, or on both sides. The other two keep five separate holes, so 160 bytes must \
                come from fresh memory.",
        script: include_str!("examples/coalescing.rhai"),
        settings: pages(256, 4),
    },
    Example {
        slug: "splitting",
        title: "Splitting",
        watch: "FreeList cuts the hole of 256 bytes into pieces, and has it again in one piece because it merges \
                them when they are freed. BumpFreeList does neither: it takes fresh memory for the small blocks, \
                and the hole is still there for the next 256 bytes.",
        script: include_str!("examples/splitting.rhai"),
        settings: pages(512, 4),
    },
    Example {
        slug: "external-fragmentation",
        title: "External fragmentation",
        watch: "Half of the memory is free and 48 bytes can't be had, because no hole is larger than 32: compare the \
                free total with the largest hole. When everything is free, only the lane that merges holes can serve \
                256 bytes.",
        script: include_str!("examples/external-fragmentation.rhai"),
        settings: pages(256, 2),
    },
    Example {
        slug: "growing-vec",
        title: "A Vec grows by realloc",
        watch: "A block at the end of the heap, or with free space behind it, grows where it is; if something is in \
                its way it moves, and the old place becomes a hole. To shrink, one lane frees the end of the block, \
                one loses it, and one moves the block to a hole of the new size.",
        script: include_str!("examples/growing-vec.rhai"),
        settings: pages(512, 4),
    },
    Example {
        slug: "alignment",
        title: "Alignment and padding",
        watch: "Every block starts at a multiple of 16, so small alignments cost nothing but the padding at the end. \
                Larger ones leave a gap before the block: a hole for the lane that has only its list, lost bytes \
                where a bump pointer skips it.",
        script: include_str!("examples/alignment.rhai"),
        settings: pages(512, 4),
    },
    Example {
        slug: "out-of-memory",
        title: "Out of memory",
        watch: "When the memory may not grow any further a request is refused, and nothing else changes. Smaller \
                requests still find what is left, and that differs from lane to lane.",
        script: include_str!("examples/out-of-memory.rhai"),
        settings: pages(128, 8),
    },
    Example {
        slug: "other-pages",
        title: "Pages of somebody else",
        watch: "JavaScript or another library takes pages in between, and the heap goes on behind them. What was \
                left of the page before is a hole like any other for the lane without a bump pointer; the others \
                leave it behind for good.",
        script: include_str!("examples/other-pages.rhai"),
        settings: pages(256, 12),
    },
    Example {
        slug: "two-lifetimes",
        title: "Short and long lives",
        watch: "Each request frees its scratch memory, and a small block that lives longer stays behind in between. \
                Padded to a few sizes, each buffer fits the hole of the one before, so without merging too the heap \
                stops growing; but only the lane that merges has all in one piece again at the end.",
        script: include_str!("examples/two-lifetimes.rhai"),
        settings: pages(256, 8),
    },
    Example {
        slug: "random",
        title: "A random workload",
        watch: "The same six hundred operations run in every lane: compare the size of the heap, the blocks probed \
                and the bytes lost. Change the seed in the script, and the picture changes but hardly the ranking.",
        script: include_str!("examples/random.rhai"),
        settings: pages(1024, 64),
    },
];
