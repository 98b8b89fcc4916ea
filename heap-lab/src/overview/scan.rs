//! The next operation that matches what was typed, forwards or backwards from a place: for a list of all operations.
//!
//! Unlike [`Search`](super::find::Search) it keeps no list, so nothing is left out however many there are.

use super::{Clock, find::Query};
use crate::trace::{Op, Source, Trace};

/// A way through the operations, in slices.
pub struct Scan {
    query: Query,
    /// The text in small letters, for labels.
    lower: String,
    forward: bool,
    /// The next operation to look at, counted from where it began, and how many there are.
    seen: usize,
    from: usize,
    len: usize,
}

/// How far it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scanned {
    /// This operation matches.
    Found(usize),
    /// None does.
    None,
    /// There is more to look at.
    More,
}

/// Operations between two looks at the clock.
const PIECE: usize = 1 << 14;

impl Scan {
    /// From operation `from` on, which comes first; at the end it goes on from the other end.
    pub fn new(query: Query, from: usize, forward: bool, len: usize) -> Self {
        let lower = if let Query::Text(text) = &query { text.to_lowercase() } else { String::new() };
        Self { query, lower, forward, seen: 0, from, len }
    }

    /// Goes on until the slice is over, at least for one piece.
    pub fn advance(&mut self, trace: &Trace, source: &Source, is_over: Clock) -> Scanned {
        if let Query::Operation(number) = self.query {
            let op = trace.done(number);
            let is_there = number > 0 && op <= self.len && trace.count(op) == number;
            return if is_there { Scanned::Found(op - 1) } else { Scanned::None };
        }
        while self.seen < self.len {
            for _ in 0..PIECE.min(self.len - self.seen) {
                let step = if self.forward { self.seen } else { self.len - self.seen };
                let op = (self.from + step) % self.len;
                self.seen += 1;
                if self.matches(trace, source, op) {
                    return Scanned::Found(op);
                }
            }
            if is_over() {
                return Scanned::More;
            }
        }
        Scanned::None
    }

    fn matches(&self, trace: &Trace, source: &Source, op: usize) -> bool {
        match (&self.query, &trace.ops[op]) {
            (Query::Line(line), _) => source.line(op) == Some(*line),
            (Query::Size(wanted), Op::Alloc { size, .. } | Op::Realloc { size, .. }) => size == wanted,
            (Query::Text(_), Op::Label { text }) => text.to_lowercase().contains(&self.lower),
            (Query::Text(text), op) => op.block().is_some_and(|block| trace.name(block) == text),
            // An address belongs to a lane, and a number was found at once.
            (Query::Size(_) | Query::Address(_) | Query::Operation(_), _) => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::Blocks;

    fn trace() -> (Trace, Source) {
        let alloc = |block, size| Op::Alloc { block, size, align: 8, zeroed: false };
        let ops = vec![
            alloc(0, 24),
            Op::Label { text: "Half way".into() },
            alloc(1, 48),
            Op::Free { block: 0 },
            Op::Realloc { block: 1, size: 24 },
        ];
        let blocks = Blocks::from_iter(["#1", "#2"]);
        (Trace { ops, blocks }, Source::script([3, 4, 5, 6, 9]))
    }

    fn found(typed: &str, from: usize, forward: bool) -> Option<usize> {
        let (trace, source) = trace();
        let mut scan = Scan::new(Query::read(typed).unwrap(), from, forward, trace.ops.len());
        loop {
            match scan.advance(&trace, &source, &|| true) {
                Scanned::Found(op) => return Some(op),
                Scanned::None => return None,
                Scanned::More => {}
            }
        }
    }

    #[test]
    fn it_goes_on_from_the_other_end() {
        assert_eq!(found("24 bytes", 1, true), Some(4));
        assert_eq!(found("24 bytes", 5, true), Some(0));
        assert_eq!(found("24 bytes", 3, false), Some(0));
        assert_eq!(found("24 bytes", 0, false), Some(0), "where it begins comes first");
        assert_eq!(found("24 bytes", 5, false), Some(0));
    }

    #[test]
    fn every_kind_of_query_is_found() {
        assert_eq!(found("#2", 0, true), Some(2));
        assert_eq!(found("half", 0, true), Some(1));
        assert_eq!(found("line 9", 0, true), Some(4));
        assert_eq!(found("line 7", 0, true), None);
        assert_eq!(found("3", 0, true), Some(3), "labels are not counted");
        assert_eq!(found("5", 0, true), None);
        assert_eq!(found("0x10", 0, true), None);
    }

    #[test]
    fn nothing_is_found_in_nothing() {
        let mut scan = Scan::new(Query::Line(1), 0, true, 0);
        assert_eq!(scan.advance(&Trace::default(), &Source::default(), &|| true), Scanned::None);
    }
}
