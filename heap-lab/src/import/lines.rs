//! One operation per line: our own format, and the `.rep` and `.script` files of courses, whose bodies are valid in it.
//!
//! The files of courses may begin with numbers, of which some mean the heap, the blocks, the operations or a weight, depending
//! on the course. They are compared with what follows, and never relied on. A number in front of an operation is that of a
//! thread.

use super::{Builder, ImportError, NoteKind, Reader, Wrong};

/// The first line of what we write.
pub const MARK: &[u8] = b"# lite-alloc trace";
/// The beginning of the last line of what we write. The number of operations follows.
pub const END: &str = "# end, operations: ";

/// Reads operations. Everything of all dialects is taken in all of them.
#[derive(Default)]
pub struct Operations {
    header: Header,
    /// Whether an operation was seen.
    begun: bool,
    /// Operations but labels seen, whatever became of them.
    seen: u32,
    /// Whether the first line is [`MARK`].
    is_marked: bool,
    /// What the last line says of the operations, and which line it is.
    end: Option<(u64, u32)>,
}

/// The numbers before the operations.
#[derive(Default)]
struct Header {
    /// The first four of them, and their lines.
    numbers: [(u64, u32); 4],
    len: usize,
}

impl Reader for Operations {
    fn line(&mut self, line: &[u8], to: &mut Builder) -> Result<(), ImportError> {
        if line[0] == b'#' {
            self.comment(line, to);
            return Ok(());
        }
        if let Some(text) = line.strip_prefix(b"=") {
            self.begun = true;
            return to.label(&String::from_utf8_lossy(text.trim_ascii()));
        }
        let mut words = Words(line);
        let Some(mut word) = words.next() else { return Ok(()) };
        if word[0].is_ascii_digit() {
            if !self.begun && self.header.read(line, to.line()) {
                return Ok(());
            }
            word = words.next().ok_or_else(|| to.wrong(line, Wrong::Operation))?;
        }
        self.begun = true;
        match word {
            b"a" | b"z" => {
                let id = self.id(&mut words, line, to)?;
                let size = size(&mut words, line, to)?;
                let align = match words.next() {
                    None => 0,
                    Some(word) => number(word)
                        .filter(|align| align.is_power_of_two())
                        .ok_or_else(|| to.wrong(line, Wrong::Align))?,
                };
                end(&mut words, line, to)?;
                to.allocate(id, size, align, word == b"z")
            }
            b"r" => {
                let id = self.id(&mut words, line, to)?;
                let size = size(&mut words, line, to)?;
                end(&mut words, line, to)?;
                to.reallocate(id, id, size)
            }
            b"f" if words.0.trim_ascii() == b"-1" => {
                self.seen = self.seen.saturating_add(1);
                to.note(NoteKind::FreeNull);
                Ok(())
            }
            b"f" => {
                let id = self.id(&mut words, line, to)?;
                end(&mut words, line, to)?;
                to.free(id)
            }
            b"p" => {
                let pages = words.next().and_then(number).and_then(|pages| u32::try_from(pages).ok());
                let pages = pages.filter(|&pages| pages > 0).ok_or_else(|| to.wrong(line, Wrong::Pages))?;
                end(&mut words, line, to)?;
                self.seen = self.seen.saturating_add(1);
                to.take_pages(pages)
            }
            _ => Err(to.wrong(line, Wrong::Operation)),
        }
    }

    fn end(&mut self, to: &mut Builder) -> Result<(), ImportError> {
        self.header.compare(self.seen, to);
        match self.end {
            Some((said, line)) if said != u64::from(self.seen) => {
                to.note_at(line, NoteKind::HeaderOps { said, found: self.seen });
            }
            None if self.is_marked => to.note(NoteKind::NoEnd),
            _ => {}
        }
        Ok(())
    }
}

impl Operations {
    /// What our recorder could not write as operations, and people need not write at all.
    fn comment(&mut self, line: &[u8], to: &mut Builder) {
        let count = |start: &str| line.strip_prefix(start.as_bytes()).and_then(number);
        if to.line() == 1 && line.starts_with(MARK) {
            self.is_marked = true;
        } else if line.starts_with(b"# refused: ") {
            to.note(NoteKind::WasRefused);
        } else if let Some(count) = count("# frees of blocks from before the recording, left out: ") {
            to.note(NoteKind::FreesBefore { count });
        } else if let Some(said) = count(END) {
            self.end = Some((said, to.line()));
        }
    }

    fn id(&mut self, words: &mut Words<'_>, line: &[u8], to: &Builder) -> Result<u64, ImportError> {
        let id = words.next().and_then(number).ok_or_else(|| to.wrong(line, Wrong::Id))?;
        self.seen = self.seen.saturating_add(1);
        Ok(id)
    }
}

impl Header {
    /// Takes a line that consists of numbers.
    fn read(&mut self, line: &[u8], at: u32) -> bool {
        if !Words(line).all(|word| number(word).is_some()) {
            return false;
        }
        for number in Words(line).filter_map(number) {
            if let Some(next) = self.numbers.get_mut(self.len) {
                *next = (number, at);
            }
            self.len += 1;
        }
        true
    }

    /// Notes where it says something else than was found.
    fn compare(&self, ops: u32, to: &mut Builder) {
        // Of four numbers, the first is the heap or a weight, and the last a weight or the most bytes.
        let [said_ids, said_ops] = match self.len {
            2 => [self.numbers[0], self.numbers[1]],
            4 => [self.numbers[1], self.numbers[2]],
            0 => return,
            _ => return to.note_at(self.numbers[0].1, NoteKind::Ignored),
        };
        let ids = to.keys();
        if said_ids.0 != u64::from(ids) {
            to.note_at(said_ids.1, NoteKind::HeaderIds { said: said_ids.0, found: ids });
        }
        if said_ops.0 != u64::from(ops) {
            to.note_at(said_ops.1, NoteKind::HeaderOps { said: said_ops.0, found: ops });
        }
    }
}

/// Whether a line must be of our format: an operation that courses don't have.
pub fn is_ours(line: &[u8]) -> bool {
    let mut words = Words(line);
    match words.next() {
        Some(b"z") => words.next().and_then(number).is_some(),
        Some(b"p") => words.next().and_then(number).is_some() && words.next().is_none(),
        Some(b"a") => words.by_ref().take(3).filter_map(number).count() == 3 && words.next().is_none(),
        _ => false,
    }
}

/// Whether a line must be of a course: a letter and a number, perhaps with a thread in front.
pub fn is_course(line: &[u8]) -> bool {
    let mut words = Words(line);
    let mut word = words.next();
    if word.is_some_and(|word| number(word).is_some()) {
        word = words.next();
    }
    match (word, words.next(), words.next(), words.next()) {
        (Some(b"a" | b"r"), Some(id), size, None) => {
            number(id).is_some() && size.is_none_or(|size| number(size).is_some())
        }
        (Some(b"f"), Some(id), None, None) => number(id).is_some() || id == b"-1",
        _ => false,
    }
}

/// Whether a line that no format knows is an operation with a mistake: a letter, and a number or the beginning of one.
pub fn is_meant(line: &[u8]) -> bool {
    let mut words = Words(line);
    let is_operation = matches!(words.next(), Some(b"a" | b"z" | b"r" | b"f" | b"p"));
    is_operation && words.next().is_some_and(|word| word[0].is_ascii_digit() || word[0] == b'-')
}

/// The size, if there is one.
fn size(words: &mut Words<'_>, line: &[u8], to: &Builder) -> Result<Option<u64>, ImportError> {
    let word = words.next();
    word.map(|word| number(word).ok_or_else(|| to.wrong(line, Wrong::Size))).transpose()
}

fn end(words: &mut Words<'_>, line: &[u8], to: &Builder) -> Result<(), ImportError> {
    if words.next().is_some() { Err(to.wrong(line, Wrong::Rest)) } else { Ok(()) }
}

/// What is between the spaces of a line, up to a comment.
struct Words<'a>(&'a [u8]);

impl<'a> Iterator for Words<'a> {
    type Item = &'a [u8];

    fn next(&mut self) -> Option<&'a [u8]> {
        let start = self.0.iter().position(|&byte| byte > b' ')?;
        let rest = &self.0[start..];
        let is_over = |&byte: &u8| byte <= b' ' || byte == b'#';
        let (word, rest) = rest.split_at(rest.iter().position(is_over).unwrap_or(rest.len()));
        self.0 = rest;
        (!word.is_empty()).then_some(word)
    }
}

/// A number below 2^64 in digits, or with `0x` in front in hexadecimal ones.
pub fn number(word: &[u8]) -> Option<u64> {
    match word {
        [b'0', b'x' | b'X', digits @ ..] => hex(digits),
        digits => decimal(digits),
    }
}

fn decimal(digits: &[u8]) -> Option<u64> {
    // So many digits always fit. To multiply with a check is slow in wasm.
    let (short, long) = digits.split_at(digits.len().min(19));
    let mut sum = 0_u64;
    for &byte in short {
        sum = sum * 10 + u64::from(digit(byte)?);
    }
    for &byte in long {
        sum = sum.checked_mul(10)?.checked_add(u64::from(digit(byte)?))?;
    }
    (!digits.is_empty()).then_some(sum)
}

fn digit(byte: u8) -> Option<u8> {
    Some(byte.wrapping_sub(b'0')).filter(|&digit| digit < 10)
}

fn hex(digits: &[u8]) -> Option<u64> {
    let mut sum = 0_u64;
    for &byte in digits {
        let digit = digit(byte).or_else(|| match byte {
            b'a'..=b'f' => Some(byte - b'a' + 10),
            b'A'..=b'F' => Some(byte - b'A' + 10),
            _ => None,
        })?;
        if sum >> 60 != 0 {
            return None;
        }
        sum = sum << 4 | u64::from(digit);
    }
    (!digits.is_empty()).then_some(sum)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_end_at_2_to_the_64() {
        let read = |text: &str| number(text.as_bytes());
        assert_eq!(["0", "007", "4294967296"].map(read), [Some(0), Some(7), Some(1 << 32)]);
        assert_eq!(read("18446744073709551615"), Some(u64::MAX));
        assert_eq!(read("0000000000000000000000018446744073709551615"), Some(u64::MAX));
        assert_eq!(["18446744073709551616", "99999999999999999999"].map(read), [None; 2]);
        assert_eq!(["0x0", "0xFf", "0X10"].map(read), [Some(0), Some(255), Some(16)]);
        assert_eq!(["0xffffffffffffffff", "0x00ffffffffffffffff"].map(read), [Some(u64::MAX); 2]);
        assert_eq!(
            ["", "0x", "0x10000000000000000", "-1", "1.5", "1/", "1:", "0xg", "x"].map(read),
            [None; 9]
        );
    }

    #[test]
    fn words_are_between_spaces_and_before_a_comment() {
        let words = |line: &'static str| Words(line.as_bytes()).collect::<Vec<_>>();
        assert_eq!(words(" a\t1   24 "), [&b"a"[..], b"1", b"24"]);
        assert_eq!(words("f 0#end of 1"), [&b"f"[..], b"0"]);
        assert_eq!(words("# a comment"), [&b""[..]; 0]);
        assert_eq!(words("  "), [&b""[..]; 0]);
    }

    #[test]
    fn operations_with_mistakes_are_meant() {
        for line in ["a 1 -5", "a 1 99999999999999999999", "a 1 100;", "f 1;", "p -1", "z 1k 2"] {
            assert!(is_meant(line.as_bytes()), "{line}");
        }
        for line in ["", "a", "a word", "f (x)", "alloc 1", "1 2 3", "= Start", "# a 1 2"] {
            assert!(!is_meant(line.as_bytes()), "{line}");
        }
    }

    #[test]
    fn a_letter_and_numbers_are_known() {
        for line in ["a 1 2", "a 1", "r 1 2", "f 1", "f -1", "0 a 1 2", "3 f 1", "a 1 2 # text"] {
            assert!(is_course(line.as_bytes()) && !is_ours(line.as_bytes()), "{line}");
        }
        for line in ["z 1 2", "z 1 2 8", "a 1 2 8", "p 3"] {
            assert!(is_ours(line.as_bytes()) && !is_course(line.as_bytes()), "{line}");
        }
        for line in
            ["", "a", "a b c", "1 2 3", "= Start", "p", "p 1 2", "a 1 2 8 9", "f 1 2", "alloc 1 2", "# a 1 2"]
        {
            assert!(!is_ours(line.as_bytes()) && !is_course(line.as_bytes()), "{line}");
        }
    }
}
