//! Files that are recognised, but can't be replayed.

use super::Unplayable;

/// A file whose beginning leaves no doubt. It is asked before any line is looked at.
pub fn certain(head: &[u8]) -> Option<Unplayable> {
    head.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]).then_some(Unplayable::Zstd)
}

/// What a file is of which no format knows a line.
pub fn otherwise(head: &[u8]) -> Unplayable {
    if head.contains(&0) { Unplayable::Binary } else { Unplayable::Unknown }
}
