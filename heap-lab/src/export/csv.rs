//! The numbers of a run as a table: a row for each operation, and columns for each lane.
//!
//! ```text
//! operation,chapter,line,request,block,size,align,free-list.address,free-list.live,…
//! 1,allocate,3,alloc,note,24,8,0,24,…
//! ```
//!
//! Labels are no operations, but name the chapter of those that follow. The words are the same in each language, so that programs can read them. Bytes are plain numbers, addresses are offsets
//! in bytes.

use crate::{
    lab::{
        LaneKind, Lanes,
        metrics::{Metric, Value},
        view::Outcome,
    },
    playhead::Playhead,
    state::Run,
    trace::Op,
};

/// The metrics of the table, in the order of its columns.
const METRICS: [Metric; 7] = [
    Metric::Live,
    Metric::Heap,
    Metric::Free,
    Metric::LargestFree,
    Metric::Probes,
    Metric::Failed,
    Metric::Lost,
];

/// Bytes after which a piece is due.
const PIECE: usize = 1 << 18;

/// Spreadsheets take the encoding from this sign.
pub(crate) const MARK: char = '\u{feff}';

/// A table in the making. A long run takes a while, so it is made row by row, and taken piece by piece: a million rows are
/// no text that anyone should hold.
pub struct Table {
    run: Run,
    lanes: Lanes,
    /// The next operation of the trace, and its number as readers count.
    next: usize,
    number: usize,
    chapter: String,
    text: String,
}

impl Table {
    /// The table of these lanes of a run, without any row yet.
    pub fn new(run: Run, lanes: Lanes) -> Self {
        let mut text = format!("{MARK}operation,chapter,line,request,block,size,align");
        for lane in lanes.iter() {
            let columns = ["address"].into_iter().chain(METRICS.map(Metric::key));
            columns.for_each(|column| text += &format!(",{}.{column}", lane.slug()));
        }
        text.push('\n');
        Self { run, lanes, next: 0, number: 1, chapter: String::new(), text }
    }

    /// Operations that are in it, labels included.
    pub fn done(&self) -> usize {
        self.next
    }

    /// Adds the row of the next operation. Returns whether there are more.
    pub fn advance(&mut self) -> bool {
        let (op, trace) = (self.next, self.run.trace.clone());
        self.next += 1;
        let Some(asked) = trace.ops.get(op) else { return false };
        if let Op::Label { text } = asked {
            self.chapter = quoted(text);
        } else {
            let line = self.run.source.line(op).map(|line| line.to_string()).unwrap_or_default();
            let request = request(asked, |block| trace.name(block));
            self.text += &format!("{},{},{line},{request}", self.number, self.chapter);
            for lane in self.lanes.iter() {
                self.text += &self.cells(lane, op);
            }
            self.text.push('\n');
            self.number += 1;
        }
        self.next < trace.ops.len()
    }

    /// What a lane did in an operation, and its numbers after it.
    fn cells(&self, lane: LaneKind, op: usize) -> String {
        // A lane that ended before has nothing to say about this operation.
        let is_there = op < self.run.complete_up_to(lane);
        let frame = self.run.frame(lane, Playhead::after(op + 1)).filter(|_| is_there);
        let Some(frame) = frame else {
            return ",".repeat(1 + METRICS.len());
        };
        let address = match frame.read(|recording| recording.outcome(op)) {
            Outcome::Placed { address } | Outcome::InPlace { address } => address.to_string(),
            Outcome::Moved { to, .. } => to.to_string(),
            Outcome::Freed { .. }
            | Outcome::OutOfMemory
            | Outcome::NoBlock
            | Outcome::Done
            | Outcome::NoPages => String::new(),
        };
        let numbers = frame.numbers();
        METRICS.iter().fold(format!(",{address}"), |cells, metric| match metric.value(&numbers) {
            Value::Bytes(number) => format!("{cells},{number}"),
            Value::Count(number) => format!("{cells},{number}"),
            Value::Share(_) | Value::Hidden => format!("{cells},"),
        })
    }

    /// The rows since the last piece, with the heads of the columns before the first. `all` is for the last piece: before
    /// that there is none while the rows are few.
    pub fn piece(&mut self, all: bool) -> Option<String> {
        let is_due = self.text.len() >= if all { 1 } else { PIECE };
        is_due.then(|| std::mem::take(&mut self.text))
    }
}

/// The request, the name of its block, its size and alignment.
fn request<'a>(op: &'a Op, name: impl Fn(u32) -> &'a str) -> String {
    match *op {
        Op::Alloc { block, size, align, zeroed } => {
            format!(
                "{},{},{size},{align}",
                if zeroed { "alloc_zeroed" } else { "alloc" },
                quoted(name(block))
            )
        }
        Op::Realloc { block, size } => format!("realloc,{},{size},", quoted(name(block))),
        Op::Free { block } => format!("free,{},,", quoted(name(block))),
        Op::Label { .. } => String::new(),
        Op::TakePages { pages } => format!("take_pages,,{pages},"),
    }
}

/// Text as a cell. A spreadsheet would run one that begins like a formula, so that gets an apostrophe first.
pub(crate) fn quoted(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let text = if formula { format!("'{text}") } else { text.to_owned() };
    if text.contains([',', '"', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

#[cfg(test)]
mod tests;
