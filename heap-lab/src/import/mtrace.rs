//! The log that glibc's `mtrace()` writes to the file in `MALLOC_TRACE`, as in `malloc/mtrace-impl.c`.
//!
//! ```text
//! = Start
//! @ ./program:[0x12db] + 0x5577786be4a0 0x64      an allocation, null if it failed
//! @ ./program:[0x1303] < 0x5577786be4a0           a realloc, in two lines
//! @ ./program:[0x1303] > 0x5577786be5a0 0x1388
//! @ ./program:[0x1303] ! 0x5577786be5a0 0x1388    a realloc that failed
//! @ ./program:(f+8c)[0x13ca] - 0x5577786be2a0     a free, also by a realloc to 0
//! = End                                           only after `muntrace()`
//! ```
//!
//! Calls that ask for alignments or for zeroed memory are not told from others.

use super::{Builder, ImportError, Key, NoteKind, Reader, calls::Request, scan::Scan};

/// The log.
#[derive(Default)]
pub struct Log {
    /// The old address of a realloc whose new one is on the next line, and its own line.
    old: Option<(Key, u32)>,
}

/// What a line says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Line {
    Allocate {
        key: Key,
        size: u64,
    },
    Free {
        key: Key,
    },
    From {
        old: Key,
    },
    To {
        new: Key,
        size: u64,
    },
    Failed,
    /// The log starts or ends.
    Mark,
    /// It begins like a line of a log, but its end is missing.
    CutOff,
    Other,
}

/// Whether a line must be of this format.
pub fn is_line(line: &[u8]) -> bool {
    !matches!(parse(line), Line::Other | Line::CutOff)
}

/// The caller's file may have any name, with any signs in it, so a line is read from its end.
fn parse(line: &[u8]) -> Line {
    let last = line.iter().rposition(|&byte| byte == b' ');
    let Some(last) = last else { return if line == b"@" { Line::CutOff } else { Line::Other } };
    if line == b"= Start" || line == b"= End" {
        return Line::Mark;
    }
    let has_caller = line.starts_with(b"@ ");
    let (before, value) = (&line[..last], &line[last + 1..]);
    if let Some((sign, rest)) = sign(before)
        && matches!(sign, b'-' | b'<')
        && let Some(key) = address(value)
        && has_caller != rest.is_empty()
    {
        return if sign == b'-' { Line::Free { key } } else { Line::From { old: key } };
    }
    if let Some(middle) = before.iter().rposition(|&byte| byte == b' ')
        && let Some((sign, rest)) = sign(&before[..middle])
        && let (Some(key), Some(size)) = (address(&before[middle + 1..]), size(value))
        && has_caller != rest.is_empty()
    {
        match sign {
            b'+' => return Line::Allocate { key, size },
            b'>' => return Line::To { new: key, size },
            b'!' => return Line::Failed,
            _ => {}
        }
    }
    if has_caller { Line::CutOff } else { Line::Other }
}

/// The sign at the end, and what is before it.
fn sign(text: &[u8]) -> Option<(u8, &[u8])> {
    match text {
        [sign] => Some((*sign, &[])),
        [rest @ .., b' ', sign] => Some((*sign, rest)),
        _ => None,
    }
}

fn address(text: &[u8]) -> Option<Key> {
    let mut scan = Scan::new(text);
    let is_address = text.starts_with(b"0x") || text == b"(nil)";
    scan.address().filter(|_| is_address && scan.is_empty())
}

fn size(text: &[u8]) -> Option<u64> {
    let mut scan = Scan::new(text);
    scan.number().filter(|_| scan.is_empty())
}

impl Reader for Log {
    fn line(&mut self, line: &[u8], to: &mut Builder) -> Result<(), ImportError> {
        let line = parse(line);
        let old = self.old.take();
        if let Some((_, at)) = old
            && !matches!(line, Line::To { .. } | Line::Failed)
        {
            to.note_at(at, NoteKind::CutOff);
        }
        match line {
            Line::Allocate { key, size } => Request::malloc(size).tell(key, to)?,
            Line::Free { key } => Request::Free { key }.tell(0, to)?,
            Line::From { old } => self.old = Some((old, to.line())),
            // Without the first line of the two it is known that there was a block, but not which.
            Line::To { new, size } => match old {
                Some((old, _)) => Request::Reallocate { old, size }.tell(new, to)?,
                None => {
                    to.note(NoteKind::ReallocUnknown);
                    Request::malloc(size).tell(new, to)?;
                }
            },
            Line::Failed => to.note(NoteKind::WasRefused),
            Line::Mark => {}
            Line::CutOff => to.note(NoteKind::CutOff),
            Line::Other => to.note(NoteKind::Ignored),
        }
        Ok(())
    }

    fn end(&mut self, to: &mut Builder) -> Result<(), ImportError> {
        if let Some((_, at)) = self.old {
            to.note_at(at, NoteKind::CutOff);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_sign_counts() {
        let key = 0x559e_e4aa_e680;
        let read = |line: &str| parse(line.as_bytes());
        let allocate = Line::Allocate { key, size: 0x1000 };
        assert_eq!(read("@ libc.so.6:(f+8c)[0x758cc] + 0x559ee4aae680 0x1000"), allocate);
        assert_eq!(read("@ /home/a + 0x1 0x2/my program:[0x1] + 0x559ee4aae680 0x1000"), allocate);
        assert_eq!(read("+ 0x559ee4aae680 0x1000"), allocate, "without the caller");
        assert_eq!(read("@ [0x8048209] - 0x559ee4aae680"), Line::Free { key });
        assert_eq!(read("@ ./a - 0x1:[0x12db] < 0x559ee4aae680"), Line::From { old: key });
        assert_eq!(read("@ ./a:[0x12db] > 0x559ee4aae680 0x1000"), Line::To { new: key, size: 0x1000 });
        assert_eq!(read("@ ./a:[0x12db] ! 0x559ee4aae680 0x1000"), Line::Failed);
        assert_eq!(
            read("@ ./a:[0x12db] + (nil) 0x4000000000000000"),
            Line::Allocate { key: 0, size: 1 << 62 }
        );
        assert_eq!(read("@ ./a:[0x12db] + 0x559ee4aae680 0"), Line::Allocate { key, size: 0 });
    }

    #[test]
    fn what_is_cut_off_is_not_taken_for_a_line() {
        let whole = "@ ./a:(f+8c)[0x12db] + 0x559ee4aae680 0x1000";
        for end in 0..whole.len() - "0x1000".len() {
            let line = parse(whole[..end].trim_end().as_bytes());
            assert!(matches!(line, Line::CutOff | Line::Other), "{line:?} of the first {end} bytes");
        }
    }

    #[test]
    fn other_lines_are_not_of_the_format() {
        for line in [
            "- 0x00000000004b8f00 Free 521 was never alloc'd 0x4005d5",
            "Memory not freed:",
            "-----------------",
            "0x00005577786c1000      0xc  at ./string/./string/strdup.c:44",
            "a 0 16",
            "= Round 2",
            "+ 10 5 55cfdb5641d0",
            "- 55cfdb5641d0",
            "x - 0x10",
            "+",
            "",
        ] {
            assert_eq!(parse(line.as_bytes()), Line::Other, "{line}");
            assert!(!is_line(line.as_bytes()));
        }
        assert!(is_line(b"= Start") && is_line(b"= End"));
    }
}
