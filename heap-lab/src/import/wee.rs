//! The traces of wee_alloc's tests: one `Alloc(SIZE),` or `Free(N),` a line, where `N` is the number of an allocation, from 0.

use super::{Builder, ImportError, Reader, Wrong, lines::number};

/// Numbers the allocations.
#[derive(Default)]
pub struct Allocations {
    /// Allocations so far.
    len: u64,
}

/// Whether a line must be of this format.
pub fn is_line(line: &[u8]) -> bool {
    argument(line, b"Alloc").or_else(|| argument(line, b"Free")).and_then(number).is_some()
}

impl Reader for Allocations {
    fn line(&mut self, line: &[u8], to: &mut Builder) -> Result<(), ImportError> {
        if let Some(size) = argument(line, b"Alloc") {
            let size = number(size).ok_or_else(|| to.wrong(line, Wrong::Size))?;
            // They say nothing of alignments.
            to.allocate(self.len, Some(size), 0, false)?;
            self.len += 1;
            Ok(())
        } else if let Some(key) = argument(line, b"Free") {
            let key = number(key).ok_or_else(|| to.wrong(line, Wrong::Id))?;
            to.free(key)
        } else if matches!(line, b"[" | b"]" | b"];" | b"vec![") || line.starts_with(b"//") {
            Ok(())
        } else {
            Err(to.wrong(line, Wrong::Operation))
        }
    }
}

/// What is in the brackets after a word.
fn argument<'a>(line: &'a [u8], word: &[u8]) -> Option<&'a [u8]> {
    let rest = line.strip_prefix(word)?.trim_ascii().strip_prefix(b"(")?;
    let rest = rest.strip_suffix(b",").unwrap_or(rest);
    rest.trim_ascii().strip_suffix(b")").map(<[u8]>::trim_ascii)
}
