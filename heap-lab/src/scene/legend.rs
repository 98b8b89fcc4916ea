//! The entries of the heap map's legend.

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
}

impl Swatch {
    /// All of them, in the order of the legend.
    pub const ALL: [Self; 11] = [
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
        }
    }

    /// Whether only allocators with boundary tags have it.
    pub fn is_of_tags(self) -> bool {
        matches!(self, Self::Reserved | Self::Tag | Self::FreeTag)
    }
}
