//! What kind of program a trace is of, whatever allocator runs it: [`Fingerprint`].

use std::collections::HashMap;

use super::{
    Histogram,
    median::Median,
    order::{Order, Place},
};
use crate::trace::{Op, Trace};

/// The largest request that counts as small, in bytes: that of the largest bin of `SegregatedBump`.
pub const SMALL: u32 = 128;

/// A program, as its allocator sees it. Sizes are in bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fingerprint {
    /// Operations, labels left out (a count).
    pub operations: usize,
    /// Requests for a new block (a count).
    pub allocations: u32,
    /// Those that ask for zeros (a count).
    pub zeroed: u32,
    /// Frees (a count).
    pub frees: u32,
    /// What all requests asked for: new blocks, and what they grew by.
    pub requested: u64,
    /// The sizes of new blocks.
    pub sizes: Sizes,
    /// The alignments of new blocks, in ascending order, with how many have it.
    pub aligns: Vec<(u32, u32)>,
    /// How long blocks that were freed lived.
    pub lifetimes: Lifetimes,
    /// What was resized.
    pub reallocs: Reallocs,
    /// The most bytes that were live at once.
    pub peak_live: u64,
    /// The operation after which they were first, as readers count them.
    pub peak_at: usize,
    /// The most blocks that were live at once (a count).
    pub peak_blocks: u32,
    /// The most live bytes in each of [`Fingerprint::PARTS`] parts of the trace, or of as many as it has operations.
    pub live: Vec<u64>,
    /// Blocks that are live at the end (a count).
    pub kept_blocks: u32,
    /// Their bytes.
    pub kept: u64,
    /// How often live memory fell from over a half of its peak to at most an eighth of it: the end of a phase.
    pub drains: u32,
    /// How much the sizes change over time, in percent of the requests: 0 if each part of the trace has the same mix, near
    /// 100 if each has sizes of its own. `None` in a trace that is too short to tell.
    pub shift: Option<u32>,
    /// Pages that other code took (a count).
    pub pages_taken: u64,
}

/// The sizes of new blocks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sizes {
    /// How many are in each power of two.
    pub histogram: Histogram,
    /// How many different sizes there are.
    pub different: usize,
    /// The most frequent ones, with how many have it, most frequent first: at most [`Sizes::SHOWN`].
    pub frequent: Vec<(u32, u32)>,
    /// Blocks of at most [`SMALL`] bytes, aligned to no more (a count).
    pub small: u32,
    /// The median.
    pub median: u32,
    /// The smallest.
    pub least: u32,
    /// The largest.
    pub most: u32,
}

/// How long blocks lived that were freed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lifetimes {
    /// In operations, from the one that allocated the block to the one that freed it.
    pub operations: Histogram,
    /// In bytes that were requested in the meantime.
    pub bytes: Histogram,
    /// What half of both do not exceed: the medians, or up to a 500th more. `None` if nothing was freed.
    pub median: Option<(u64, u64)>,
    /// In which order blocks are freed.
    pub order: Frees,
    /// The same, as if blocks that are never freed were not there.
    pub order_of_freed: Frees,
}

/// Frees at either end of the live blocks. That of a single block is both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Frees {
    /// Of the live block that was allocated last: last in, first out (a count).
    pub youngest: u32,
    /// Of the live block that was allocated first: first in, first out (a count).
    pub oldest: u32,
}

/// What was resized.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reallocs {
    /// All of them.
    pub count: u32,
    /// Those that grew the block.
    pub grew: u32,
    /// Those that shrank it.
    pub shrank: u32,
    /// The blocks that were resized.
    pub blocks: u32,
    /// The last size of each of these per its first, in tenths: their median.
    pub factor: Option<u32>,
    /// Those that directly followed another operation on the same block.
    pub in_a_row: u32,
    /// The most that followed each other directly, on one block.
    pub longest: u32,
}

impl Frees {
    fn add(&mut self, place: Place) {
        self.youngest += u32::from(place.youngest);
        self.oldest += u32::from(place.oldest);
    }
}

impl Reallocs {
    /// Those that left the size as it was.
    pub fn same(&self) -> u32 {
        self.count - self.grew - self.shrank
    }
}

impl Sizes {
    /// How many of the most frequent sizes are listed.
    pub const SHOWN: usize = 5;
}

impl Fingerprint {
    /// Parts of a trace in [`live`](Self::live).
    pub const PARTS: usize = 64;

    /// The fingerprint of a whole trace, at once.
    pub fn of(trace: &Trace) -> Self {
        let mut reader = Reader::new(trace, trace.ops.len());
        while !reader.advance(trace, usize::MAX) {}
        reader.finish()
    }

    /// Blocks of at most [`SMALL`] bytes, in tenths of a percent of all; `None` without blocks.
    pub fn small_share(&self) -> Option<u32> {
        super::permille(self.sizes.small.into(), self.allocations.into())
    }
}

/// The finest parts in which the mix of sizes is compared, and how many of them make a coarse one.
const FINE: usize = 256;
const COARSE: usize = 16;
/// Requests that a part must have to be compared.
const ENOUGH: u32 = 32;
/// Size classes: sizes are at most 1 GiB.
const CLASSES: usize = 32;
/// Sizes below this are counted in a table; there are few different ones above.
const TABLE: usize = 4096;

/// A live block.
#[derive(Clone, Copy, Default)]
struct Born {
    /// Its size now.
    size: u32,
    /// Its size when it was allocated.
    first: u32,
    is_resized: bool,
    /// The operation that allocated it, plus one; 0 if it is not live.
    op: u32,
    /// Bytes requested by then.
    bytes: u64,
}

impl Born {
    /// Its last size per its first, in tenths; `None` if it was never resized.
    fn factor(&self) -> Option<u32> {
        let first = u64::from(self.first.max(1));
        let tenths = (u64::from(self.size) * 10 + first / 2) / first;
        self.is_resized.then(|| u32::try_from(tenths).unwrap_or(u32::MAX))
    }
}

/// A fingerprint in the making. It is given the trace in pieces: once to see which blocks are freed at all, once for
/// everything else.
pub struct Reader {
    /// Operations of the trace that count.
    len: usize,
    /// The next operation, in either pass.
    next: usize,
    is_marked: bool,
    freed: Vec<bool>,
    born: Vec<Born>,
    order: Order,
    order_of_freed: Order,
    live: u64,
    live_blocks: u32,
    /// The block of the last operation, and reallocs of it in a row.
    last: Option<u32>,
    row: u32,
    table: Vec<u32>,
    large: HashMap<u32, u32>,
    aligns: [u32; 32],
    /// How blocks grew that were freed, and how long they lived.
    factors: Vec<u32>,
    lives: Median,
    lives_bytes: Median,
    mixes: Vec<[u32; CLASSES]>,
    /// Whether live memory was over a half of its peak since it was drained last, and the peak then.
    is_full: bool,
    drained: u64,
    found: Fingerprint,
}

impl Reader {
    /// A reader of the first `len` operations of a trace, before any.
    pub fn new(trace: &Trace, len: usize) -> Self {
        let (len, blocks) = (len.min(trace.ops.len()), trace.blocks.len());
        let found = Fingerprint { live: vec![0; len.min(Fingerprint::PARTS)], ..Fingerprint::default() };
        Self {
            len,
            next: 0,
            is_marked: false,
            freed: vec![false; blocks],
            born: vec![Born::default(); blocks],
            order: Order::new(blocks),
            order_of_freed: Order::new(blocks),
            live: 0,
            live_blocks: 0,
            last: None,
            row: 0,
            table: vec![0; TABLE],
            large: HashMap::new(),
            aligns: [0; 32],
            factors: Vec::new(),
            lives: Median::default(),
            lives_bytes: Median::default(),
            mixes: vec![[0; CLASSES]; FINE],
            is_full: false,
            drained: 0,
            found,
        }
    }

    /// Reads this many operations. Returns whether all were read.
    pub fn advance(&mut self, trace: &Trace, work: usize) -> bool {
        let end = self.len.min(self.next.saturating_add(work));
        if self.is_marked {
            (self.next..end).for_each(|op| self.read(op, &trace.ops[op]));
        } else {
            for op in &trace.ops[self.next..end] {
                if let Op::Free { block } = *op
                    && let Some(freed) = self.freed.get_mut(block as usize)
                {
                    *freed = true;
                }
            }
        }
        self.next = end;
        if end < self.len {
            return false;
        }
        if !self.is_marked {
            (self.is_marked, self.next) = (true, 0);
            return self.len == 0;
        }
        true
    }

    fn read(&mut self, at: usize, op: &Op) {
        if matches!(op, Op::Label { .. }) {
            return;
        }
        self.found.operations += 1;
        match *op {
            Op::Alloc { block, size, align, zeroed } => self.alloc(at, block, size, align, zeroed),
            Op::Realloc { block, size } => self.realloc(block, size),
            Op::Free { block } => self.free(at, block),
            Op::TakePages { pages } => self.found.pages_taken += u64::from(pages),
            Op::Label { .. } => {}
        }
        self.last = op.block();
        let found = &mut self.found;
        if self.live > found.peak_live {
            (found.peak_live, found.peak_at) = (self.live, found.operations);
            if self.live >= 2 * self.drained {
                // What was drained before was little, compared to this.
                found.drains = 0;
            }
        }
        found.peak_blocks = found.peak_blocks.max(self.live_blocks);
        if self.live > found.peak_live / 2 {
            self.is_full = true;
        } else if self.is_full && self.live <= found.peak_live / 8 {
            self.is_full = false;
            self.drained = found.peak_live;
            found.drains += 1;
        }
        let part = part(at, self.len, found.live.len());
        found.live[part] = found.live[part].max(self.live);
    }

    fn alloc(&mut self, at: usize, block: u32, size: u32, align: u32, zeroed: bool) {
        let found = &mut self.found;
        found.allocations += 1;
        found.zeroed += u32::from(zeroed);
        found.requested += u64::from(size);
        found.sizes.histogram.add(size.into());
        found.sizes.small += u32::from(size.max(align) <= SMALL);
        self.aligns[align.max(1).ilog2() as usize] += 1;
        match self.table.get_mut(size as usize) {
            Some(count) => *count += 1,
            None => *self.large.entry(size).or_default() += 1,
        }
        let class = Histogram::class(size.into()).min(CLASSES - 1);
        self.mixes[part(at, self.len, FINE)][class] += 1;
        self.row = 0;
        let Some(born) = self.born.get_mut(block as usize) else { return };
        if born.op != 0 {
            return;
        }
        *born = Born { size, first: size, is_resized: false, op: at as u32 + 1, bytes: found.requested };
        self.live += u64::from(size);
        self.live_blocks += 1;
        self.order.push(block);
        if self.freed[block as usize] {
            self.order_of_freed.push(block);
        }
    }

    fn realloc(&mut self, block: u32, size: u32) {
        let found = &mut self.found;
        found.reallocs.count += 1;
        let Some(born) = self.born.get_mut(block as usize).filter(|born| born.op != 0) else { return };
        let from = std::mem::replace(&mut born.size, size);
        self.live = self.live - u64::from(from) + u64::from(size);
        found.reallocs.blocks += u32::from(!std::mem::replace(&mut born.is_resized, true));
        if size > from {
            found.requested += u64::from(size - from);
            found.reallocs.grew += 1;
        } else if size < from {
            found.reallocs.shrank += 1;
        }
        if self.last == Some(block) {
            found.reallocs.in_a_row += 1;
            self.row += 1;
        } else {
            self.row = 1;
        }
        found.reallocs.longest = found.reallocs.longest.max(self.row);
    }

    fn free(&mut self, at: usize, block: u32) {
        let found = &mut self.found;
        found.frees += 1;
        let Some(born) = self.born.get_mut(block as usize).filter(|born| born.op != 0) else { return };
        let born = std::mem::take(born);
        let Born { size, op, bytes, .. } = born;
        self.live -= u64::from(size);
        self.live_blocks -= 1;
        found.lifetimes.order.add(self.order.remove(block));
        found.lifetimes.order_of_freed.add(self.order_of_freed.remove(block));
        let (life, life_bytes) = (at as u32 + 1 - op, found.requested - bytes);
        found.lifetimes.operations.add(life.into());
        found.lifetimes.bytes.add(life_bytes);
        self.lives.add(life.into());
        self.lives_bytes.add(life_bytes);
        self.factors.extend(born.factor());
    }

    /// The fingerprint of all that was read.
    pub fn finish(self) -> Fingerprint {
        let Self { table, large, aligns, mut factors, mixes, live, live_blocks, mut found, .. } = self;
        let used = |(size, &count): (usize, &u32)| (count > 0).then_some((size as u32, count));
        let mut all: Vec<(u32, u32)> = table.iter().enumerate().filter_map(used).chain(large).collect();
        all.sort_unstable();
        let sizes = &mut found.sizes;
        sizes.different = all.len();
        sizes.least = all.first().map_or(0, |&(size, _)| size);
        sizes.most = all.last().map_or(0, |&(size, _)| size);
        sizes.median = median(all.iter().copied()).unwrap_or(0);
        // The larger of two that are as frequent tells more.
        all.sort_unstable_by_key(|&(size, count)| std::cmp::Reverse((count, size)));
        all.truncate(Sizes::SHOWN);
        sizes.frequent = all;
        let used = |(log, &count): (usize, &u32)| (count > 0).then_some((1 << log, count));
        found.aligns = aligns.iter().enumerate().filter_map(used).collect();
        let left = self.born.iter().filter(|born| born.op != 0);
        factors.extend(left.filter_map(Born::factor));
        if let Some(half) = factors.len().checked_sub(1) {
            found.reallocs.factor = Some(*factors.select_nth_unstable(half / 2).1);
        }
        found.lifetimes.median = self.lives.at_most().zip(self.lives_bytes.at_most());
        found.kept = live;
        found.kept_blocks = live_blocks;
        found.shift = shift(&mixes);
        found
    }
}

/// Which of `parts` parts of `len` operations has operation `at`.
fn part(at: usize, len: usize, parts: usize) -> usize {
    (at as u64 * parts as u64 / len as u64) as usize
}

/// The median of numbers in ascending order, each with how often it occurs.
fn median(numbers: impl Iterator<Item = (u32, u32)> + Clone) -> Option<u32> {
    let half = numbers.clone().map(|(_, count)| u64::from(count)).sum::<u64>().div_ceil(2);
    let mut seen = 0;
    numbers.filter(|&(_, count)| count > 0).find_map(|(number, count)| {
        seen += u64::from(count);
        (seen >= half).then_some(number)
    })
}

/// How much the mix of sizes in a part differs from that in the whole, on average, in percent; the more telling of two
/// resolutions.
fn shift(fine: &[[u32; CLASSES]]) -> Option<u32> {
    let sum = |parts: &[[u32; CLASSES]]| {
        let mut sum = [0; CLASSES];
        parts.iter().for_each(|part| sum.iter_mut().zip(part).for_each(|(all, one)| *all += one));
        sum
    };
    let coarse: Vec<_> = fine.chunks(COARSE).map(sum).collect();
    let whole = sum(fine);
    let mean = |parts: &[[u32; CLASSES]]| {
        let enough = |mix: &&[u32; CLASSES]| mix.iter().sum::<u32>() >= ENOUGH;
        let distances: Vec<u64> = parts.iter().filter(enough).map(|part| distance(part, &whole)).collect();
        (distances.len() >= 4).then(|| distances.iter().sum::<u64>() / distances.len() as u64)
    };
    let most = [mean(fine), mean(&coarse)].into_iter().flatten().max()?;
    Some(most as u32)
}

/// How different two mixes of sizes are, in percent: the share of one that would have to change to become the other.
fn distance(one: &[u32; CLASSES], other: &[u32; CLASSES]) -> u64 {
    let total = |mix: &[u32; CLASSES]| mix.iter().map(|&count| u64::from(count)).sum::<u64>().max(1);
    let (all, all_others) = (total(one), total(other));
    let parts =
        one.iter().zip(other).map(|(&a, &b)| (u64::from(a) * all_others).abs_diff(u64::from(b) * all));
    parts.sum::<u64>() * 100 / (2 * all * all_others)
}

#[cfg(test)]
mod tests;
