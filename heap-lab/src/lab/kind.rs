//! The allocators, and what is known of each without running it: [`LaneKind`].

use super::{
    fields::Format,
    lane::{Inspected, Lane},
    listener::Listener,
};
use crate::arena::Arena;

/// The allocator of a lane. New ones are added at the end: links name lanes, and readers know their positions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LaneKind {
    /// [`BumpFreeList`](lite_alloc::bump_free_list::BumpFreeList).
    BumpFreeList,
    /// [`SegregatedBump`](lite_alloc::segregated_bump::SegregatedBump).
    SegregatedBump,
    /// [`FreeList`](lite_alloc::free_list::FreeList).
    FreeList,
    /// [`BoundaryTag`](lite_alloc::boundary_tag::BoundaryTag).
    BoundaryTag,
    /// The crate `dlmalloc`, Rust's own allocator on WebAssembly.
    Dlmalloc,
    /// The crate `talc`.
    Talc,
}

/// The kind of an allocator's free lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lists {
    /// One, for all sizes.
    Single,
    /// A bin for each of a few sizes.
    Exact,
    /// A bin for each range of sizes.
    Classes,
    /// Nobody can look at them.
    Hidden,
}

/// The untouched memory above all blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rest {
    /// There is none: new pages are free blocks at once.
    None,
    /// The memory above a bump pointer.
    Bump,
    /// The same, where blocks below are merged with it.
    Wilderness,
}

/// The properties of an allocator.
struct Facts {
    /// The name of its type in `single_threaded`.
    name: &'static str,
    /// Its name in links, attributes and ids.
    slug: &'static str,
    rest: Rest,
    lists: Lists,
    format: Format,
}

/// What is known of an allocator that cannot be inspected.
const HIDDEN: Facts =
    Facts { name: "", slug: "", rest: Rest::None, lists: Lists::Hidden, format: Format::Hidden };

impl LaneKind {
    /// All lanes, in the order of the page.
    pub const ALL: [Self; 6] = [
        Self::BumpFreeList,
        Self::SegregatedBump,
        Self::FreeList,
        Self::BoundaryTag,
        Self::Dlmalloc,
        Self::Talc,
    ];

    /// Those of lite-alloc, which run here and can be inspected. Lessons, examples and challenges know no others.
    pub const OURS: [Self; 4] = [Self::BumpFreeList, Self::SegregatedBump, Self::FreeList, Self::BoundaryTag];

    /// Those of other crates. They run in a module of their own, behind [`Engine`](super::peer::Engine).
    pub const PEERS: [Self; 2] = [Self::Dlmalloc, Self::Talc];

    fn facts(self) -> &'static Facts {
        match self {
            Self::BumpFreeList => &Facts {
                name: "BumpFreeListAllocator",
                slug: "bump-free-list",
                rest: Rest::Bump,
                lists: Lists::Exact,
                format: Format::Next,
            },
            Self::SegregatedBump => &Facts {
                name: "SegregatedBumpAllocator",
                slug: "segregated-bump",
                rest: Rest::Bump,
                lists: Lists::Exact,
                format: Format::Next,
            },
            Self::FreeList => &Facts {
                name: "FreeListAllocator",
                slug: "free-list",
                rest: Rest::None,
                lists: Lists::Single,
                format: Format::NextAndSize,
            },
            Self::BoundaryTag => &Facts {
                name: "BoundaryTagAllocator",
                slug: "boundary-tag",
                rest: Rest::Wilderness,
                lists: Lists::Classes,
                format: Format::Tags,
            },
            Self::Dlmalloc => &Facts { name: "dlmalloc", slug: "dlmalloc", ..HIDDEN },
            Self::Talc => &Facts { name: "talc", slug: "talc", ..HIDDEN },
        }
    }

    /// Makes the allocator, in `arena`; `None` if it does not run here.
    pub(super) fn open(self, arena: Arena, listener: Listener) -> Option<Box<dyn Lane>> {
        use lite_alloc::{
            boundary_tag::BoundaryTag, bump_free_list::BumpFreeList, free_list::FreeList,
            segregated_bump::SegregatedBump,
        };
        Some(match self {
            Self::BumpFreeList => Inspected::open(BumpFreeList::with_observer(arena, listener)),
            Self::SegregatedBump => Inspected::open(SegregatedBump::with_observer(arena, listener)),
            Self::FreeList => Inspected::open(FreeList::with_observer(arena, listener)),
            Self::BoundaryTag => Inspected::open(BoundaryTag::with_observer(arena, listener)),
            Self::Dlmalloc | Self::Talc => return None,
        })
    }

    /// The name of the allocator's type.
    pub fn name(self) -> &'static str {
        self.facts().name
    }

    /// The same where there is little room.
    pub fn short_name(self) -> &'static str {
        self.name().trim_end_matches("Allocator")
    }

    /// The name of the lane in links, attributes and ids: `free-list`.
    pub fn slug(self) -> &'static str {
        self.facts().slug
    }

    /// The lane of that name in links, attributes and ids.
    pub fn of_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|lane| lane.slug() == slug)
    }

    /// Whether it is known what the allocator does and how it keeps its free memory. Of the others only the answers are
    /// known: where blocks are, and what was refused.
    pub fn is_inspected(self) -> bool {
        self.lists() != Lists::Hidden
    }

    /// The kind of its untouched memory.
    pub fn rest(self) -> Rest {
        self.facts().rest
    }

    /// The kind of its free lists.
    pub(super) fn lists(self) -> Lists {
        self.facts().lists
    }

    /// What it writes into its blocks and around them.
    pub(super) fn format(self) -> Format {
        self.facts().format
    }

    /// Whether it has bins, rather than one free list.
    pub fn has_bins(self) -> bool {
        matches!(self.lists(), Lists::Exact | Lists::Classes)
    }

    /// Whether its blocks have boundary tags.
    pub fn has_tags(self) -> bool {
        self.format() == Format::Tags
    }
}
