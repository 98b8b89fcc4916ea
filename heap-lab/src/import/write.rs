//! A trace as text in our own format, piece by piece, so that a million operations need no second copy: [`Writer`].
//!
//! What is written here, [`Importer`](super::Importer) reads as the same operations.

use super::{ImportError, lines::END};
use crate::{
    script::DEFAULT_ALIGN,
    trace::{BlockId, Op, Trace},
};

/// Writes a trace. It is an iterator over pieces of the text, each a number of whole lines.
pub struct Writer<'a> {
    trace: &'a Trace,
    heading: Option<&'a str>,
    /// Whether blocks keep the numbers of their names.
    is_recorded: bool,
    /// Operations that are written.
    done: usize,
    /// Those of them that are no labels, until the end is written.
    counted: Option<usize>,
}

/// Bytes after which a piece ends.
const PIECE: usize = 1 << 16;

impl<'a> Writer<'a> {
    /// Writes a trace that was imported: its blocks have the numbers that they are named after. The lines of `heading` come
    /// first, as comments.
    pub fn recorded(trace: &'a Trace, heading: &'a str) -> Self {
        Self { trace, heading: Some(heading), is_recorded: true, done: 0, counted: Some(0) }
    }

    /// Writes the trace of a script: its blocks are numbered from 0, since files have no names. The lines of `heading` come
    /// first, as comments.
    pub fn script(trace: &'a Trace, heading: &'a str) -> Self {
        Self { trace, heading: Some(heading), is_recorded: false, done: 0, counted: Some(0) }
    }

    /// Operations that are written.
    pub fn done(&self) -> usize {
        self.done
    }

    /// The number of a block in the file.
    fn id(&self, block: BlockId) -> u64 {
        let named = || {
            let number = self.trace.name(block).strip_prefix('#')?;
            number.split_once('.').map_or(number, |(number, _)| number).parse().ok()
        };
        self.is_recorded.then(named).flatten().unwrap_or_else(|| block.into())
    }

    fn line(&self, op: &Op, to: &mut String) {
        let mut put = |letter: char, numbers: &[u64]| {
            to.push(letter);
            for &number in numbers {
                to.push(' ');
                push_digits(to, number);
            }
        };
        match *op {
            Op::Alloc { block, size, align, zeroed } => {
                let letter = if zeroed { 'z' } else { 'a' };
                match align {
                    DEFAULT_ALIGN => put(letter, &[self.id(block), size.into()]),
                    align => put(letter, &[self.id(block), size.into(), align.into()]),
                }
            }
            Op::Realloc { block, size } => put('r', &[self.id(block), size.into()]),
            Op::Free { block } => put('f', &[self.id(block)]),
            Op::TakePages { pages } => put('p', &[pages.into()]),
            Op::Label { ref text } => {
                to.push_str("= ");
                // A label is one line, and no longer than a line may be.
                let most = text.floor_char_boundary(ImportError::LONGEST - 2);
                to.extend(text[..most].chars().map(|letter| if letter.is_control() { ' ' } else { letter }));
            }
        }
        to.push('\n');
    }
}

impl Iterator for Writer<'_> {
    type Item = String;

    fn next(&mut self) -> Option<String> {
        let mut piece = String::new();
        if let Some(heading) = self.heading.take() {
            piece.push_str("# lite-alloc trace 1\n");
            for line in heading.lines() {
                piece.extend(["# ", line, "\n"]);
            }
        }
        while let Some(op) = self.trace.ops.get(self.done)
            && piece.len() < PIECE
        {
            self.line(op, &mut piece);
            self.done += 1;
            self.counted = self.counted.map(|counted| counted + usize::from(!matches!(op, Op::Label { .. })));
        }
        if self.done == self.trace.ops.len()
            && let Some(counted) = self.counted.take()
        {
            piece.push_str(END);
            push_digits(&mut piece, counted as u64);
            piece.push('\n');
        }
        (!piece.is_empty()).then_some(piece)
    }
}

/// Adds a number to a text. A file may have millions of names, and formatting them takes several times as long.
pub(super) fn push_digits(text: &mut String, mut number: u64) {
    let mut digits = [b'0'; 20];
    let mut start = digits.len();
    loop {
        start -= 1;
        digits[start] += (number % 10) as u8;
        number /= 10;
        if number == 0 {
            break;
        }
    }
    text.push_str(str::from_utf8(&digits[start..]).unwrap_or_default());
}
