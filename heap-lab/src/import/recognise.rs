//! The format of a file, from its beginning: each line is shown to every format, and the one that knows most of them is it.
//!
//! Names of files don't count, and neither does a single line: a log of one tool may quote another, and the first lines
//! of a file may be those of a program. A beginning that leaves no doubt, such as that of a compressed file, comes first.

use super::{
    Format, ImportError, cut,
    lines::{self, MARK},
    unplayable,
};

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
    let all = || head.split(|&byte| byte == b'\n').map(cut::trimmed);
    if all().next().is_some_and(|first| first.starts_with(MARK)) {
        return Ok(Format::Lines);
    }
    let mut votes = [0_u32; Format::ALL.len()];
    for line in all().filter(|line| !line.is_empty()) {
        for (votes, format) in votes.iter_mut().zip(Format::ALL) {
            *votes += u32::from(format.knows(line));
        }
    }
    let most = votes.into_iter().max().unwrap_or(0);
    let ours = votes.into_iter().zip(Format::ALL).find(|(_, format)| *format == Format::Lines);
    let ours = ours.map_or(0, |(votes, _)| votes);
    // In a file of ours, what is no operation is a label or a comment.
    let operations =
        || all().filter(|line| !line.is_empty() && !line.starts_with(b"#") && !line.starts_with(b"="));
    match votes.into_iter().zip(Format::ALL).find(|&(votes, _)| votes == most && most > 0) {
        // Most lines of ours are as in a course.
        Some((_, Format::MallocLab)) if ours > 0 => Ok(Format::Lines),
        Some((_, format)) => Ok(format),
        // Whoever writes operations by hand is told at which line they are wrong.
        None if operations().next().is_some_and(lines::is_meant) => Ok(Format::Lines),
        None if operations().next().is_none() => Err(ImportError::Empty),
        None => Err(ImportError::Unplayable(unplayable::otherwise(head))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_line_that_only_we_have_makes_a_file_ours() {
        assert_eq!(recognise(b"a 1 16\nf 1\na 2 16\nf 2\n"), Ok(Format::MallocLab));
        assert_eq!(recognise(b"a 1 16\nf 1\na 2 16 64\nf 2\n"), Ok(Format::Lines));
    }
}
