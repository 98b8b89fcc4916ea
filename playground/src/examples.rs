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
        watch: "Watch what becomes of the hole that green leaves: reused, cut in two, joined with its neighbours. \
                Only the lane that coalesces can place wide in the space where red and green were.",
        script: include_str!("examples/tour.rhai"),
        settings: pages(256, 4),
    },
    Example {
        slug: "first-fit",
        title: "Reuse by first fit",
        watch: "The list in order of addresses takes the first hole that is large enough and cuts it, so the last \
                request finds none. The unordered one looks on for a hole of just the right size, which takes longer \
                and keeps the large hole whole.",
        script: include_str!("examples/first-fit.rhai"),
        settings: pages(512, 4),
    },
    Example {
        slug: "bump-pointer",
        title: "The bump pointer",
        watch: "Two lanes serve a fresh heap by moving a pointer, with no search at all. The third has only its list, \
                and cuts every block from the one hole that a new page is.",
        script: include_str!("examples/bump-pointer.rhai"),
        settings: pages(256, 6),
    },
    Example {
        slug: "bins",
        title: "Bins are O(1)",
        watch: "Count the blocks probed when everything is allocated again: the lists are searched from hole to hole, \
                while a bin gives its first block, whatever else is free. The price is the padding inside every block, \
                since 25 bytes take 32 and 100 take 128.",
        script: include_str!("examples/bins.rhai"),
        settings: pages(512, 4),
    },
    Example {
        slug: "large-blocks",
        title: "A large block is never reused",
        watch: "The segregated lane loses each freed block above 128 bytes for good, and its heap grows with every \
                round. The other two use the same bytes again and again.",
        script: include_str!("examples/large-blocks.rhai"),
        settings: pages(512, 6),
    },
    Example {
        slug: "coalescing",
        title: "Coalescing left, right and both",
        watch: "Step by events at each free: the ordered list looks for the neighbours and merges with the hole on its \
                left, on its right, or on both sides. The other two keep five separate holes, so 160 bytes must come from \
                fresh memory.",
        script: include_str!("examples/coalescing.rhai"),
        settings: pages(256, 4),
    },
    Example {
        slug: "splitting",
        title: "Splitting",
        watch: "The two free lists cut the hole of 256 bytes into pieces, and the rest stays free each time. When the \
                pieces are freed only the coalescing lane has 256 bytes in one piece again.",
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
        watch: "A block at the end of the heap, or with free space behind it, grows where it is. As soon as something \
                is in its way it moves, its bytes are copied, and the old place becomes a hole.",
        script: include_str!("examples/growing-vec.rhai"),
        settings: pages(512, 4),
    },
    Example {
        slug: "alignment",
        title: "Alignment and padding",
        watch: "Every block starts at a multiple of 16, so small alignments cost nothing but the padding at the end. \
                Larger ones leave a gap before the block: a hole for the lists, lost bytes for the bins.",
        script: include_str!("examples/alignment.rhai"),
        settings: pages(512, 4),
    },
    Example {
        slug: "out-of-memory",
        title: "Out of memory",
        watch: "When the memory may not grow any further a request is refused, and nothing else changes. Smaller \
                requests still find what is left, and that differs from lane to lane.",
        script: include_str!("examples/out-of-memory.rhai"),
        settings: pages(128, 5),
    },
    Example {
        slug: "other-pages",
        title: "Pages of somebody else",
        watch: "JavaScript or another library takes pages in between, and the heap goes on behind them. The free lists \
                keep what was left of the page before, and the bins leave it behind for good.",
        script: include_str!("examples/other-pages.rhai"),
        settings: pages(256, 12),
    },
    Example {
        slug: "two-lifetimes",
        title: "Short and long lives",
        watch: "Each request frees its scratch memory, and a small block that lives longer stays behind in between. \
                Without merging, the list fills up with holes too small for the next buffer, and every search gets \
                longer.",
        script: include_str!("examples/two-lifetimes.rhai"),
        settings: pages(256, 8),
    },
    Example {
        slug: "random",
        title: "A random workload",
        watch: "The same six hundred operations run in every lane: compare the size of the heap, the blocks probed and \
                the bytes lost. Change the seed in the script, and the picture changes but hardly the ranking.",
        script: include_str!("examples/random.rhai"),
        settings: pages(1024, 64),
    },
];
