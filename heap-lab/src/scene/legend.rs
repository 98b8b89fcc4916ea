//! The entries of the heap map's legend: its colours and patterns, and the marks over them.

use lite_alloc::observe::Fit;

use super::step_marks::MarkKind;
use crate::lab::{LaneKind, Lanes};

/// A colour or pattern of the heap map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Swatch {
    /// Bytes requested.
    Live,
    /// Internal padding.
    Padding,
    /// Free blocks.
    Free,
    /// Untouched memory.
    Untouched,
    /// Lost bytes.
    Lost,
    /// Foreign pages.
    Foreign,
    /// Pages that the memory could still grow by.
    Ungrown,
    /// The heads of the bins.
    Reserved,
    /// What the operation in progress has in hand.
    Held,
    /// The tag of a live block.
    Tag,
    /// A tag or footer that says that a block is free.
    FreeTag,
    /// The own memory of an allocator that cannot be inspected.
    Opaque,
}

impl Swatch {
    /// All of them, in the order of the legend.
    pub const ALL: [Self; 12] = [
        Self::Live,
        Self::Padding,
        Self::Free,
        Self::Untouched,
        Self::Lost,
        Self::Foreign,
        Self::Held,
        Self::Ungrown,
        Self::Reserved,
        Self::Tag,
        Self::FreeTag,
        Self::Opaque,
    ];

    /// Its name in the style sheet.
    pub fn key(self) -> &'static str {
        match self {
            Self::Live => "live",
            Self::Padding => "padding",
            Self::Free => "free",
            Self::Untouched => "bump",
            Self::Lost => "lost",
            Self::Foreign => "foreign",
            Self::Ungrown => "ungrown",
            Self::Reserved => "reserved",
            Self::Held => "held",
            Self::Tag => "tag",
            Self::FreeTag => "tag-free",
            Self::Opaque => "opaque",
        }
    }

    /// Whether the heaps of these lanes can have it.
    pub fn is_in(self, lanes: Lanes) -> bool {
        match self {
            Self::Reserved | Self::Tag | Self::FreeTag => lanes.iter().any(LaneKind::has_tags),
            Self::Opaque => !lanes.iter().all(LaneKind::is_inspected),
            Self::Padding | Self::Free | Self::Untouched | Self::Lost | Self::Held => {
                lanes.iter().any(LaneKind::is_inspected)
            }
            Self::Live | Self::Foreign | Self::Ungrown => true,
        }
    }
}

/// A mark over the heap, or a way in which something is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sign {
    /// What the current event touches.
    Current,
    /// A free block was probed and does not fit.
    Unfit,
    /// A free block was probed and fits.
    Fits,
    /// A free block was passed on the way to a position in the list.
    Passed,
    /// A free block left its list.
    Left,
    /// A free block entered its list.
    Entered,
    /// A block was split.
    Split,
    /// Two free blocks were merged.
    Merged,
    /// A tag or link was written.
    Written,
    /// The bump pointer moved.
    Bumped,
    /// A block was resized in place.
    Resized,
    /// A block moved.
    Moved,
    /// The heap grew.
    Grown,
    /// The heap could not grow.
    Refused,
    /// Bytes were lost.
    Lost,
    /// The bump pointer.
    BumpPointer,
    /// The end of the heap.
    HeapEnd,
    /// The border of two pages.
    PageBorder,
    /// The first block of a list.
    ListHead,
    /// A link of a list.
    Link,
    /// The number in a name.
    Numbered,
    /// The dots for the events of an operation.
    Events,
    /// A number that is the best of all lanes.
    Best,
    /// The answer of the reader.
    Given,
    /// The right answer.
    Right,
    /// A block that the program would have had to free.
    ToFree,
}

impl Sign {
    /// All of them, in the order of the legend.
    pub const ALL: [Self; 26] = [
        Self::Current,
        Self::Unfit,
        Self::Fits,
        Self::Passed,
        Self::Left,
        Self::Entered,
        Self::Split,
        Self::Merged,
        Self::Written,
        Self::Bumped,
        Self::Resized,
        Self::Moved,
        Self::Grown,
        Self::Refused,
        Self::Lost,
        Self::BumpPointer,
        Self::HeapEnd,
        Self::PageBorder,
        Self::ListHead,
        Self::Link,
        Self::Numbered,
        Self::Events,
        Self::Best,
        Self::Given,
        Self::Right,
        Self::ToFree,
    ];

    /// The sign that marks of a kind are drawn as.
    pub fn of(kind: MarkKind) -> Self {
        match kind {
            MarkKind::Probed(Fit::Fits) => Self::Fits,
            MarkKind::Probed(_) => Self::Unfit,
            MarkKind::Passed => Self::Passed,
            MarkKind::Taken => Self::Left,
            MarkKind::Entered => Self::Entered,
            MarkKind::Cut => Self::Split,
            MarkKind::Merged => Self::Merged,
            MarkKind::Relinked | MarkKind::Tagged => Self::Written,
            MarkKind::Bumped | MarkKind::Lowered => Self::Bumped,
            MarkKind::Resized => Self::Resized,
            MarkKind::Moved => Self::Moved,
            MarkKind::Grown => Self::Grown,
            MarkKind::Refused => Self::Refused,
            MarkKind::Lost => Self::Lost,
        }
    }

    /// Its name in attributes.
    pub fn key(self) -> &'static str {
        match self {
            Self::Current => "current",
            Self::Unfit => "unfit",
            Self::Fits => "fits",
            Self::Passed => "passed",
            Self::Left => "left",
            Self::Entered => "entered",
            Self::Split => "split",
            Self::Merged => "merged",
            Self::Written => "written",
            Self::Bumped => "bumped",
            Self::Resized => "resized",
            Self::Moved => "moved",
            Self::Grown => "grown",
            Self::Refused => "refused",
            Self::Lost => "lost",
            Self::BumpPointer => "bump-pointer",
            Self::HeapEnd => "heap-end",
            Self::PageBorder => "page-border",
            Self::ListHead => "list-head",
            Self::Link => "link",
            Self::Numbered => "numbered",
            Self::Events => "events",
            Self::Best => "best",
            Self::Given => "given",
            Self::Right => "right",
            Self::ToFree => "to-free",
        }
    }
}
