//! Finds operations: by an address, a block, a line, a label, a size or a number, whichever the reader typed.

use std::collections::BTreeSet;

use super::{
    Clock,
    survey::{Life, Survey, holds},
};
use crate::{
    lab::Recording,
    trace::{BlockId, Op, Source, Trace},
};

/// What is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Query {
    /// Every block that was ever at this address.
    Address(u32),
    /// The operations of a line.
    Line(u32),
    /// Requests of this size.
    Size(u32),
    /// The operation of this number, as readers count them.
    Operation(usize),
    /// Blocks of this name, and labels that contain the text.
    Text(String),
}

impl Query {
    /// Reads what was typed; `None` if it is empty. Units and words are known in English and Chinese.
    pub fn read(typed: &str) -> Option<Self> {
        let text = typed.trim();
        if text.is_empty() {
            return None;
        }
        let lower = text.to_lowercase();
        if let Some(digits) = lower.strip_prefix("0x")
            && let Ok(address) = u32::from_str_radix(digits, 16)
        {
            return Some(Self::Address(address));
        }
        let number = |digits: &str| digits.trim().replace(',', "").parse::<u32>().ok();
        let after =
            |prefixes: &[&str]| prefixes.iter().find_map(|prefix| number(lower.strip_prefix(prefix)?));
        if let Some(line) = after(&["line"]) {
            return Some(Self::Line(line));
        }
        let between = lower.strip_prefix('第').and_then(|rest| number(rest.strip_suffix('行')?));
        if let Some(line) = between.or_else(|| number(lower.strip_suffix('行')?)) {
            return Some(Self::Line(line));
        }
        if let Some(op) = after(&["operation", "op", "操作"]).or_else(|| number(&lower)) {
            return Some(Self::Operation(op as usize));
        }
        let units = [
            ("kib", 1024),
            ("mib", 1 << 20),
            ("kb", 1024),
            ("mb", 1 << 20),
            ("bytes", 1),
            ("byte", 1),
            ("b", 1),
            ("字节", 1),
        ];
        for (unit, factor) in units {
            if let Some(size) = lower.strip_suffix(unit).and_then(number) {
                return size.checked_mul(factor).map(Self::Size).or(Some(Self::Size(u32::MAX)));
            }
        }
        Some(Self::Text(text.to_owned()))
    }
}

/// A place in the run that matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The operation.
    pub op: u32,
    /// What is there.
    pub what: What,
}

/// What matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// The operation itself.
    Operation,
    /// A block that was at the address.
    Life {
        /// The lane, by its place in the list of lanes.
        lane: usize,
        /// The block.
        life: Life,
    },
}

/// The lists of hits end here; what is beyond is only counted.
pub const MOST_HITS: usize = 1_000;
/// Operations between two looks at the clock.
const PIECE: usize = 1_024;

/// A search, in slices.
pub struct Search {
    query: Query,
    /// Blocks of the name that is looked for, once their names have been read.
    blocks: BTreeSet<BlockId>,
    /// The next name to read, and the next operation.
    name: usize,
    op: usize,
    len: usize,
    hits: Vec<Hit>,
    count: usize,
}

impl Search {
    /// A search among the first `len` operations.
    pub fn new(query: Query, len: usize) -> Self {
        Self { query, blocks: BTreeSet::new(), name: 0, op: 0, len, hits: Vec::new(), count: 0 }
    }

    /// Goes on until the slice is over, at least for one piece. Returns whether everything was searched. Of each lane the
    /// recording and its complete survey are needed to find addresses.
    pub fn advance(
        &mut self,
        trace: &Trace,
        source: &Source,
        lanes: &[(&Recording, &Survey)],
        is_over: Clock,
    ) -> bool {
        match self.query.clone() {
            Query::Address(address) => {
                self.address(address, lanes);
                true
            }
            Query::Operation(number) => {
                let op = trace.done(number);
                if number > 0 && op <= self.len && trace.count(op) == number {
                    self.hit(op - 1);
                }
                true
            }
            Query::Text(text) => {
                if !self.read_names(trace, &text, is_over) {
                    return false;
                }
                let lower = text.to_lowercase();
                self.each(trace, is_over, &mut |blocks, _, op| match op {
                    Op::Label { text } => text.to_lowercase().contains(&lower),
                    op => op.block().is_some_and(|block| blocks.contains(&block)),
                })
            }
            Query::Line(line) => self.each(trace, is_over, &mut |_, op, _| source.line(op) == Some(line)),
            Query::Size(wanted) => self.each(trace, is_over, &mut |_, _, op| match *op {
                Op::Alloc { size, .. } | Op::Realloc { size, .. } => size == wanted,
                Op::Free { .. } | Op::Label { .. } | Op::TakePages { .. } => false,
            }),
        }
    }

    /// Everything that was ever at an address, lane by lane.
    fn address(&mut self, address: u32, lanes: &[(&Recording, &Survey)]) {
        for (lane, (recording, survey)) in lanes.iter().enumerate() {
            for op in survey.near(address) {
                let life = survey.life(recording, op).filter(|life| holds(&life.tile, address));
                if let Some(life) = life {
                    self.add(Hit { op, what: What::Life { lane, life } });
                }
            }
        }
    }

    /// Reads the names of all blocks. Returns whether that is done.
    fn read_names(&mut self, trace: &Trace, text: &str, is_over: Clock) -> bool {
        let all = trace.blocks.len();
        while self.name < all {
            let to = all.min(self.name + PIECE);
            let same = (self.name..to).filter(|&block| trace.name(block as BlockId) == text);
            self.blocks.extend(same.map(|block| block as BlockId));
            self.name = to;
            if is_over() {
                break;
            }
        }
        self.name >= all
    }

    /// Goes on through the operations. Returns whether that is done.
    fn each(
        &mut self,
        trace: &Trace,
        is_over: Clock,
        is_meant: &mut dyn FnMut(&BTreeSet<BlockId>, usize, &Op) -> bool,
    ) -> bool {
        while self.op < self.len {
            let to = self.len.min(self.op + PIECE);
            for op in self.op..to {
                if is_meant(&self.blocks, op, &trace.ops[op]) {
                    self.hit(op);
                }
            }
            self.op = to;
            if is_over() {
                break;
            }
        }
        self.op >= self.len
    }

    fn hit(&mut self, op: usize) {
        self.add(Hit { op: op as u32, what: What::Operation });
    }

    fn add(&mut self, hit: Hit) {
        self.count += 1;
        if self.hits.len() < MOST_HITS {
            self.hits.push(hit);
        }
    }

    /// The first hits, [`MOST_HITS`] at most.
    pub fn hits(&self) -> &[Hit] {
        &self.hits
    }

    /// How many there are in all.
    pub fn count(&self) -> usize {
        self.count
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_field_understands_what_is_typed() {
        let read = |typed| Query::read(typed);
        assert_eq!(read("  "), None);
        assert_eq!(read(" 0x1F0 "), Some(Query::Address(0x1f0)));
        assert_eq!(read("line 120"), Some(Query::Line(120)));
        assert_eq!(read("第 12 行"), Some(Query::Line(12)));
        assert_eq!(read("64 bytes"), Some(Query::Size(64)));
        assert_eq!(read("64字节"), Some(Query::Size(64)));
        assert_eq!(read("1,024 B"), Some(Query::Size(1024)));
        assert_eq!(read("2 KiB"), Some(Query::Size(2048)));
        assert_eq!(read("4,000,000 MiB"), Some(Query::Size(u32::MAX)));
        assert_eq!(read("1,234"), Some(Query::Operation(1234)));
        assert_eq!(read("#7"), Some(Query::Text("#7".to_owned())));
        assert_eq!(read("list[3]"), Some(Query::Text("list[3]".to_owned())));
        assert_eq!(read("0xyz"), Some(Query::Text("0xyz".to_owned())));
    }
}
