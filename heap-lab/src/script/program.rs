//! A run under construction: the operations so far, its blocks and their names, random numbers and the budget.
//!
//! Independent of Rhai. The caller knows the position of a refusal in the text.

use std::{collections::HashMap, rc::Rc};

use super::mistakes::{Named, Refusal};
use crate::trace::{BlockId, MAX_ALIGN, MAX_OPS, MAX_SIZE, Op, Trace};

/// The alignment of a block for which none is given, in bytes: that of a `u64` or a `f64`.
pub const DEFAULT_ALIGN: u32 = 8;

/// The most pages that other code can take at once: all that a WebAssembly memory has.
const MAX_PAGES: u32 = 65_536;

/// A run under construction.
#[derive(Default)]
pub struct Program {
    ops: Vec<Op>,
    /// For each operation, its line in the script.
    lines: Vec<u32>,
    /// For each operation, the statement at the top level of the script that was running.
    statements: Vec<usize>,
    /// The statement running now, counted from 0.
    pub statement: usize,
    blocks: Vec<Block>,
    names: HashMap<Rc<str>, BlockId>,
    /// How often each name was requested.
    wanted: HashMap<Rc<str>, u32>,
    random: Random,
}

struct Block {
    name: Option<Rc<str>>,
    /// The line where it got its name.
    line: u32,
    size: u32,
    /// The line that freed it.
    freed: Option<u32>,
}

impl Program {
    /// Allocates a block.
    pub fn alloc(&mut self, line: u32, size: i64, align: i64, zeroed: bool) -> Result<BlockId, Refusal> {
        let size = checked_size(size)?;
        let align = checked_align(align)?;
        let block = self.blocks.len() as BlockId;
        self.record(line, Op::Alloc { block, size, align, zeroed })?;
        self.blocks.push(Block { name: None, line, size, freed: None });
        Ok(block)
    }

    /// Resizes a live block.
    pub fn realloc(&mut self, line: u32, block: BlockId, size: i64) -> Result<(), Refusal> {
        if let Some(freed) = self.freed(block) {
            return Err(Refusal::ReallocAfterFree { block: self.named(block), line: freed });
        }
        if size == 0 {
            return Err(Refusal::ReallocToZero);
        }
        let size = checked_size(size)?;
        self.record(line, Op::Realloc { block, size })?;
        if let Some(known) = self.blocks.get_mut(block as usize) {
            known.size = size;
        }
        Ok(())
    }

    /// Frees a live block.
    pub fn free(&mut self, line: u32, block: BlockId) -> Result<(), Refusal> {
        if let Some(freed) = self.freed(block) {
            return Err(Refusal::DoubleFree { block: self.named(block), line: freed });
        }
        self.record(line, Op::Free { block })?;
        if let Some(known) = self.blocks.get_mut(block as usize) {
            known.freed = Some(line);
        }
        Ok(())
    }

    /// Adds a label.
    pub fn label(&mut self, line: u32, text: &str) -> Result<(), Refusal> {
        self.record(line, Op::Label { text: text.into() })
    }

    /// Other code grows the memory.
    pub fn take_pages(&mut self, line: u32, pages: i64) -> Result<(), Refusal> {
        match u32::try_from(pages) {
            Ok(pages @ 1..=MAX_PAGES) => self.record(line, Op::TakePages { pages }),
            _ => Err(Refusal::Pages { pages, most: MAX_PAGES }),
        }
    }

    /// The size last requested for a block.
    pub fn size_of(&self, block: BlockId) -> u32 {
        self.blocks.get(block as usize).map_or(0, |block| block.size)
    }

    /// The block of this name; `#7` is the seventh.
    pub fn block_named(&self, name: &str) -> Result<BlockId, Refusal> {
        if let Some(&block) = self.names.get(name) {
            return Ok(block);
        }
        match name.strip_prefix('#').map(str::parse) {
            Some(Ok(number)) => self.block_numbered(number),
            _ => Err(Refusal::NoBlockNamed(name.into())),
        }
    }

    /// The block of this number in the run, counted from 1.
    pub fn block_numbered(&self, number: i64) -> Result<BlockId, Refusal> {
        let count = self.blocks.len();
        match usize::try_from(number) {
            Ok(n) if (1..=count).contains(&n) => Ok((n - 1) as BlockId),
            _ => Err(Refusal::NoBlockNumbered { number, count }),
        }
    }

    /// The name of a block, or its number if it has none.
    pub fn name(&self, block: BlockId) -> Rc<str> {
        match self.blocks.get(block as usize).and_then(|block| block.name.as_ref()) {
            Some(name) => Rc::clone(name),
            None => format!("#{}", u64::from(block) + 1).into(),
        }
    }

    /// The block in a sentence about the script.
    fn named(&self, block: BlockId) -> Named {
        let name = |block: &Block| (block.name.clone().unwrap_or_else(|| "#".into()), block.line);
        let names: Vec<(Rc<str>, u32)> = self.blocks.iter().map(name).collect();
        Named::of(block, names.iter().map(|(name, line)| (&**name, *line)))
    }

    /// Whether a variable has held the block before.
    pub fn is_named(&self, block: BlockId) -> bool {
        self.blocks.get(block as usize).is_some_and(|block| block.name.is_some())
    }

    /// Names a block after the variable that holds it, if it is the first. A name already in use gets a number.
    pub fn set_name(&mut self, line: u32, block: BlockId, name: &str) {
        if self.is_named(block) {
            return;
        }
        let wanted = self.wanted.entry(name.into()).or_insert(0);
        *wanted += 1;
        let name: Rc<str> = if *wanted == 1 { name.into() } else { format!("{name}·{wanted}").into() };
        if let Some(known) = self.blocks.get_mut(block as usize) {
            known.name = Some(Rc::clone(&name));
            known.line = line;
            self.names.insert(name, block);
        }
    }

    /// A random number from `low` to `high`.
    pub fn random(&mut self, low: i64, high: i64) -> Result<i64, Refusal> {
        if low > high {
            return Err(Refusal::RandomRange { low, high });
        }
        Ok(self.random.between(low, high))
    }

    /// Starts another sequence of random numbers.
    pub fn seed(&mut self, seed: i64) {
        self.random = Random(seed as u64);
    }

    /// Puts `values` in random order.
    pub fn shuffle<T>(&mut self, values: &mut [T]) {
        for last in (1..values.len()).rev() {
            values.swap(last, self.random.between(0, last as i64) as usize);
        }
    }

    /// The lines where the blocks got their names.
    pub fn name_lines(&self) -> Vec<u32> {
        self.blocks.iter().map(|block| block.line).collect()
    }

    /// The finished trace, and for each of its operations its line and the top-level statement that was running.
    pub fn finish(&mut self) -> (Trace, Vec<u32>, Vec<usize>) {
        let blocks = (0..self.blocks.len()).map(|block| self.name(block as BlockId)).collect();
        let trace = Trace { ops: std::mem::take(&mut self.ops), blocks };
        (trace, std::mem::take(&mut self.lines), std::mem::take(&mut self.statements))
    }

    fn freed(&self, block: BlockId) -> Option<u32> {
        self.blocks.get(block as usize).and_then(|block| block.freed)
    }

    fn record(&mut self, line: u32, op: Op) -> Result<(), Refusal> {
        if self.ops.len() == MAX_OPS {
            return Err(Refusal::RunFull { most: MAX_OPS });
        }
        self.ops.push(op);
        self.lines.push(line);
        self.statements.push(self.statement);
        Ok(())
    }
}

fn checked_size(size: i64) -> Result<u32, Refusal> {
    match u32::try_from(size) {
        Ok(size @ 1..=MAX_SIZE) => Ok(size),
        _ if size == 0 => Err(Refusal::ZeroSize),
        _ if size < 0 => Err(Refusal::NegativeSize(size)),
        _ => Err(Refusal::LargeSize { size, most: MAX_SIZE }),
    }
}

fn checked_align(align: i64) -> Result<u32, Refusal> {
    match u32::try_from(align) {
        Ok(align @ 1..=MAX_ALIGN) if align.is_power_of_two() => Ok(align),
        _ if align > i64::from(MAX_ALIGN) => Err(Refusal::LargeAlign { align, most: MAX_ALIGN }),
        _ => {
            let near = align.clamp(1, i64::from(MAX_ALIGN)) as u32;
            let (below, above) = (1 << near.ilog2(), near.next_power_of_two());
            Err(Refusal::OddAlign { align, below, above, most: MAX_ALIGN })
        }
    }
}

/// SplitMix64: small, and good enough for workloads. The sequence is part of the language: shared links rely on it.
struct Random(u64);

impl Default for Random {
    fn default() -> Self {
        Self(1)
    }
}

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// `low..=high`; the bias of the multiplication is below 2^-32 for any range a script uses.
    fn between(&mut self, low: i64, high: i64) -> i64 {
        let span = u128::from(high.abs_diff(low)) + 1;
        let offset = (u128::from(self.next()) * span) >> 64;
        low.wrapping_add_unsigned(offset as u64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn random_numbers_cover_their_range_and_nothing_else() {
        let mut random = Random(7);
        let drawn: std::collections::BTreeSet<_> = (0..200).map(|_| random.between(-2, 3)).collect();
        assert_eq!(drawn.into_iter().collect::<Vec<_>>(), [-2, -1, 0, 1, 2, 3]);
        for _ in 0..50 {
            random.between(i64::MIN, i64::MAX);
        }
        assert_eq!(random.between(5, 5), 5);
    }

    #[test]
    fn a_bad_alignment_gets_the_nearest_good_ones() {
        assert_eq!(checked_align(64), Ok(64));
        let odd = |align, below, above| Err(Refusal::OddAlign { align, below, above, most: MAX_ALIGN });
        assert_eq!(checked_align(24), odd(24, 16, 32));
        assert_eq!(checked_align(0), odd(0, 1, 1));
        assert_eq!(checked_align(-5), odd(-5, 1, 1));
        assert_eq!(checked_align(65_535), odd(65_535, 32_768, 65_536));
        assert_eq!(checked_align(65_537), Err(Refusal::LargeAlign { align: 65_537, most: MAX_ALIGN }));
    }
}
