//! The format of a file, from its beginning: each line is shown to every format, and the one that knows most of them is it.
//!
//! Names of files don't count, and neither does a single line: a log of one tool may quote another, and the first lines
//! of a file may be those of a program. A beginning that leaves no doubt, such as that of a compressed file, comes first.

use super::{Format, ImportError, cut, lines::MARK, unplayable};

/// The bytes that are looked at.
pub const HEAD: usize = 1 << 16;

/// The format of a file that begins with `head`.
///
/// # Errors
/// There is nothing in it, or it can't be replayed.
pub fn recognise(head: &[u8]) -> Result<Format, ImportError> {
    if let Some(unplayable) = unplayable::certain(head) {
        return Err(ImportError::Unplayable(unplayable));
    }
    let lines = || head.split(|&byte| byte == b'\n').map(cut::trimmed);
    if lines().next().is_some_and(|first| first.starts_with(MARK)) {
        return Ok(Format::Lines);
    }
    let mut votes = [0_u32; Format::ALL.len()];
    for line in lines().filter(|line| !line.is_empty()) {
        for (votes, format) in votes.iter_mut().zip(Format::ALL) {
            *votes += u32::from(format.knows(line));
        }
    }
    let most = votes.into_iter().max().unwrap_or(0);
    match votes.into_iter().zip(Format::ALL).find(|&(votes, _)| votes == most && most > 0) {
        Some((_, format)) => Ok(format),
        None if lines().all(|line| line.is_empty() || line.starts_with(b"#")) => Err(ImportError::Empty),
        None => Err(ImportError::Unplayable(unplayable::otherwise(head))),
    }
}
