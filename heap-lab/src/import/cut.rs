//! Chunks of bytes to lines, whatever lies at the borders: [`Cut`].

use super::ImportError;

/// A file cut at its line feeds. Memory is bounded by the longest line that is taken.
#[derive(Default)]
pub struct Cut {
    /// Lines that are over.
    lines: u32,
    /// The beginning of the line that the next chunk goes on with.
    rest: Vec<u8>,
    /// Whether that line is longer than [`ImportError::LONGEST`]. Its end is not kept.
    is_long: bool,
}

/// A line.
pub struct Line<'a> {
    /// Its number, from 1.
    pub number: u32,
    /// Its bytes, [`trimmed`].
    pub bytes: &'a [u8],
    /// Whether it is longer than [`ImportError::LONGEST`], so that only a part of it is here.
    pub is_long: bool,
}

impl Cut {
    /// Gives the lines that end in `chunk`, in order, until one of them fails.
    pub fn push<E>(
        &mut self,
        chunk: &[u8],
        each: &mut impl FnMut(Line<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut chunk = chunk;
        while let Some(end) = chunk.iter().position(|&byte| byte == b'\n') {
            let (line, next) = (&chunk[..end], &chunk[end + 1..]);
            if self.rest.is_empty() && line.len() <= ImportError::LONGEST {
                self.lines = self.lines.saturating_add(1);
                each(Line { number: self.lines, bytes: trimmed(line), is_long: false })?;
            } else {
                self.keep(line);
                self.give(each)?;
            }
            chunk = next;
        }
        self.keep(chunk);
        Ok(())
    }

    /// Gives the last line, if the file does not end in a line feed.
    pub fn end<E>(&mut self, each: &mut impl FnMut(Line<'_>) -> Result<(), E>) -> Result<(), E> {
        if self.rest.is_empty() { Ok(()) } else { self.give(each) }
    }

    /// Lines that were given.
    pub fn lines(&self) -> u32 {
        self.lines
    }

    fn keep(&mut self, part: &[u8]) {
        let room = ImportError::LONGEST - self.rest.len();
        self.is_long |= part.len() > room;
        self.rest.extend_from_slice(&part[..part.len().min(room)]);
    }

    fn give<E>(&mut self, each: &mut impl FnMut(Line<'_>) -> Result<(), E>) -> Result<(), E> {
        self.lines = self.lines.saturating_add(1);
        let given = each(Line { number: self.lines, bytes: trimmed(&self.rest), is_long: self.is_long });
        self.rest.clear();
        self.is_long = false;
        given
    }
}

/// A line without what means nothing at its sides: spaces, tabs, carriage returns, zero bytes and other control bytes.
pub fn trimmed(line: &[u8]) -> &[u8] {
    let means = |byte: &u8| *byte > b' ' && *byte != 0x7f;
    let start = line.iter().position(means).unwrap_or(line.len());
    let end = line.iter().rposition(means).map_or(start, |last| last + 1);
    &line[start..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(chunks: &[&[u8]]) -> Vec<(u32, String, bool)> {
        let mut cut = Cut::default();
        let mut lines = Vec::new();
        let mut each = |line: Line<'_>| {
            lines.push((line.number, String::from_utf8_lossy(line.bytes).into_owned(), line.is_long));
            Ok::<_, ()>(())
        };
        for chunk in chunks {
            cut.push(chunk, &mut each).unwrap();
        }
        cut.end(&mut each).unwrap();
        assert_eq!(cut.lines() as usize, lines.len());
        lines
    }

    #[test]
    fn lines_are_numbered_and_trimmed() {
        let expected = [(1, "a 1"), (2, ""), (3, "b\t2"), (4, "last")];
        let expected = expected.map(|(number, text)| (number, text.to_owned(), false));
        assert_eq!(lines(&[b"a 1\r\n\n \tb\t2\0\nlast"]), expected);
        assert_eq!(lines(&[b"a 1\n\nb\t2\nlast\n"]), expected, "a last line feed starts no line");
        assert_eq!(lines(&[]), []);
        assert_eq!(lines(&[b"\n"]), [(1, String::new(), false)]);
    }

    #[test]
    fn borders_of_chunks_mean_nothing() {
        let file = b"first\r\nsecond line\n\n\nfifth";
        let whole = lines(&[file]);
        for left in 0..=file.len() {
            for right in left..=file.len() {
                let parts = [&file[..left], &file[left..right], &file[right..]];
                assert_eq!(lines(&parts), whole, "cut at {left} and {right}");
            }
        }
    }

    #[test]
    fn a_long_line_is_given_in_part_and_the_next_in_full() {
        let mut file = vec![b'x'; ImportError::LONGEST];
        file.extend(b"\nshort\n");
        assert!(!lines(&[&file])[0].2, "just short enough");
        file.insert(0, b'y');
        for chunk in [file.len(), 1000, ImportError::LONGEST, ImportError::LONGEST + 1] {
            let lines = lines(&file.chunks(chunk).collect::<Vec<_>>());
            assert_eq!(lines.len(), 2);
            assert!(lines[0].2 && lines[0].1.len() == ImportError::LONGEST, "chunks of {chunk}");
            assert_eq!(lines[1], (2, "short".into(), false), "chunks of {chunk}");
        }
    }
}
