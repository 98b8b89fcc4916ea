//! Records what an allocator reports while a trace runs: its events as [`Step`]s, and the addresses it may have written
//! to.
//!
//! The allocator owns a [`Listener`], the run reads the [`Log`] behind it.

use std::{cell::RefCell, rc::Rc};

use lite_alloc::{
    GRANULE,
    observe::{Event, Loss, Observer},
};

use super::{
    headers::CELL,
    view::{Sizes, Step, visits},
};

/// Number of first probes, and of last probes, kept of a search. A long search is mostly the same step again.
const FIRST_PROBES: u32 = 200;
const LAST_PROBES: u32 = 4;
/// Once the steps of a run take this many bytes in all, a search keeps only this many first probes.
const MANY_BYTES: usize = 4 << 20;
const FIRST_PROBES_OF_MANY: u32 = 8;
/// And then, only the first and the last.
const VERY_MANY_BYTES: usize = 16 << 20;

/// The record.
#[derive(Default)]
pub(super) struct Log {
    /// The steps of this operation.
    pub(super) steps: Vec<Step>,
    /// Bytes that the steps before it take.
    kept: usize,
    /// The cells in which this operation may have written a header or tag, by address: those with bytes from an address
    /// up to a granule further.
    pub(super) touched: Vec<u32>,
    /// What this operation lost: start, size and reason.
    pub(super) lost: Vec<(u32, u32, Loss)>,
    /// The bytes that this operation searches for, and the alignment.
    request: (u32, u32),
    /// Probes of this operation that are still kept as they come.
    keep: u32,
    /// Last probes of a search that are kept, at most [`LAST_PROBES`].
    keep_last: u32,
    /// Probes after the first, in this search.
    beyond: u32,
    /// Whether those walk to a position in the list, rather than look for a block that fits.
    walks: bool,
    /// The last of those, each at its number modulo the length: kept if the search ends here.
    last: [Option<Event>; LAST_PROBES as usize],
    /// Address of the first byte of the arena.
    base: usize,
    /// Sizes of the blocks of each list.
    lists: Vec<Sizes>,
}

impl Log {
    /// Supplies what events do not contain: where the arena starts, and the block sizes of each list.
    pub(super) fn begin_run(&mut self, base: usize, lists: Vec<Sizes>) {
        (self.base, self.lists) = (base, lists);
    }

    /// Starts an operation that searches for `needed` bytes at `align`, if it searches at all.
    pub(super) fn begin(&mut self, needed: u32, align: u32) {
        self.request = (needed, align);
        (self.keep, self.keep_last) = match self.kept {
            ..MANY_BYTES => (FIRST_PROBES, LAST_PROBES),
            MANY_BYTES..VERY_MANY_BYTES => (FIRST_PROBES_OF_MANY, LAST_PROBES),
            _ => (1, 1),
        };
        self.steps.clear();
        self.touched.clear();
        self.lost.clear();
    }

    /// Free blocks visited in this operation, once it is over.
    pub(super) fn visits(&self) -> u32 {
        visits(&self.steps)
    }

    /// Says how many bytes the steps take so far.
    pub(super) fn kept(&mut self, bytes: usize) {
        self.kept = bytes;
    }

    /// A search is over, or the operation.
    pub(super) fn end(&mut self) {
        let skipped = self.beyond.saturating_sub(self.keep_last);
        if skipped != 0 {
            self.steps.push(Step::Skipped { probes: skipped });
        }
        for probe in skipped..self.beyond {
            if let Some(event) = self.last[(probe % LAST_PROBES) as usize] {
                self.write(event);
            }
        }
        self.beyond = 0;
    }

    /// A step of a search. There may be millions of them, so those that are not kept must cost next to nothing.
    #[inline(always)]
    fn search(&mut self, event: Event, walks: bool) {
        if self.keep != 0 {
            self.keep -= 1;
            self.write(event);
        } else {
            if walks != self.walks {
                self.end();
                self.walks = walks;
            }
            self.last[(self.beyond % LAST_PROBES) as usize] = Some(event);
            self.beyond += 1;
        }
    }

    /// Any other step.
    fn hear(&mut self, event: Event) {
        self.end();
        self.write(event);
    }

    fn write(&mut self, event: Event) {
        let step = self.step(event);
        self.steps.push(step);
    }

    /// The event with offsets. Records the addresses that it touched.
    fn step(&mut self, event: Event) -> Step {
        match event {
            Event::Probed { block, size, fit } => {
                let (needed, align) = self.request;
                Step::Probed { block: self.offset(block), size: bytes(size), fit, needed, align }
            }
            Event::Passed { block, size } => Step::Passed { block: self.offset(block), size: bytes(size) },
            Event::Taken { block, size, after } => {
                if let Some(after) = after {
                    self.touch(after);
                }
                Step::Taken { block: self.touch(block), size: bytes(size) }
            }
            Event::Split { block, size, rest, rest_size } => Step::Split {
                block: self.touch(block),
                size: bytes(size),
                rest: self.touch(rest),
                rest_size: bytes(rest_size),
            },
            Event::Inserted { block, size, after } => {
                let after = after.map(|after| self.touch(after));
                Step::Inserted { block: self.touch(block), size: bytes(size), after }
            }
            Event::Merged { block, neighbour, side, size } => Step::Merged {
                block: self.touch(block),
                neighbour: self.touch(neighbour),
                side,
                size: bytes(size),
            },
            Event::Popped { bin, block } => {
                Step::Popped { bin: bytes(bin), block: self.touch(block), size: self.sizes(bin).least() }
            }
            Event::Pushed { bin, block } => {
                Step::Pushed { bin: bytes(bin), block: self.touch(block), size: self.sizes(bin).least() }
            }
            Event::Relinked { block, after } => {
                let after = after.map(|after| self.touch(after));
                Step::Relinked { block: self.touch(block), after }
            }
            Event::Tagged { at, tag } => Step::Tagged { at: self.touch(at), tag },
            Event::Bumped { block, size, gap } => {
                Step::Bumped { block: self.touch(block), size: bytes(size), gap: bytes(gap) }
            }
            Event::Lowered { block, size } => Step::Lowered { block: self.touch(block), size: bytes(size) },
            Event::Grown { start, size } => Step::Grown { start: self.touch(start), size: bytes(size) },
            Event::Refused { bytes: missing } => Step::Refused { bytes: bytes(missing) },
            Event::Resized { block, from, to } => {
                Step::Resized { block: self.touch(block), from: bytes(from), to: bytes(to) }
            }
            Event::Moved { from, to, size } => {
                Step::Moved { from: self.touch(from), to: self.touch(to), size: bytes(size) }
            }
            Event::Lost { start, size, reason } => {
                let (start, size) = (self.touch(start), bytes(size));
                if size != 0 {
                    self.lost.push((start, size, reason));
                }
                Step::Lost { start, size, reason }
            }
        }
    }

    fn offset(&self, address: usize) -> u32 {
        bytes(address.wrapping_sub(self.base))
    }

    fn touch(&mut self, address: usize) -> u32 {
        let offset = self.offset(address);
        let cells = offset / CELL..=offset.saturating_add(GRANULE as u32 - 1) / CELL;
        for address in cells.map(|cell| cell * CELL) {
            if !self.touched.contains(&address) {
                self.touched.push(address);
            }
        }
        offset
    }

    fn sizes(&self, list: usize) -> Sizes {
        self.lists.get(list).copied().unwrap_or(Sizes::All)
    }
}

/// An arena's size fits in 32 bits; a request's may not.
fn bytes(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// The observer of one allocator.
#[derive(Clone, Default)]
pub(super) struct Listener(pub(super) Rc<RefCell<Log>>);

impl Observer for Listener {
    #[inline(always)]
    fn event(&mut self, event: Event) {
        let mut log = self.0.borrow_mut();
        match event {
            Event::Probed { .. } => log.search(event, false),
            Event::Passed { .. } => log.search(event, true),
            _ => log.hear(event),
        }
    }
}

#[cfg(test)]
mod tests {
    use lite_alloc::observe::{Fit, Tag};

    use super::*;

    fn probe(log: &mut Log, probes: usize) {
        for index in 0..probes {
            log.search(Event::Probed { block: index * 16, size: 16, fit: Fit::TooSmall }, false);
        }
    }

    #[test]
    fn a_long_search_keeps_its_ends() {
        let mut log = Log::default();
        log.begin(32, 1);
        probe(&mut log, 1000);
        log.hear(Event::Bumped { block: 16_000, size: 32, gap: 0 });
        log.end();
        let (first, last) = (FIRST_PROBES as usize, LAST_PROBES as usize);
        assert_eq!(log.visits(), 1000);
        assert_eq!(log.steps.len(), first + 1 + last + 1);
        assert_eq!(log.steps[first], Step::Skipped { probes: 1000 - FIRST_PROBES - LAST_PROBES });
        let probed = |block| Step::Probed { block, size: 16, fit: Fit::TooSmall, needed: 32, align: 1 };
        assert_eq!(log.steps[first - 1], probed(199 * 16));
        assert_eq!(log.steps[first + last], probed(999 * 16));
        assert_eq!(log.steps[first + last + 1], Step::Bumped { block: 16_000, size: 32, gap: 0 });
    }

    #[test]
    fn in_a_run_of_very_many_steps_a_search_keeps_its_first_and_its_last_probe() {
        let mut log = Log::default();
        log.kept(VERY_MANY_BYTES);
        log.begin(32, 1);
        probe(&mut log, 1000);
        log.end();
        let probed = |block| Step::Probed { block, size: 16, fit: Fit::TooSmall, needed: 32, align: 1 };
        assert_eq!(log.steps, [probed(0), Step::Skipped { probes: 998 }, probed(999 * 16)]);
        assert_eq!(log.visits(), 1000);
    }

    #[test]
    fn a_walk_and_a_search_after_it_are_told_apart() {
        let mut log = Log::default();
        log.begin(32, 1);
        let passed = |index: u32| Event::Passed { block: index as usize * 16, size: 16 };
        (0..FIRST_PROBES + 50).for_each(|index| log.search(passed(index), true));
        probe(&mut log, 100);
        log.end();
        let skipped = |step: &Step| matches!(step, Step::Skipped { .. });
        let kinds: Vec<_> =
            log.steps[FIRST_PROBES as usize..].chunk_by(|a, b| skipped(a) == skipped(b)).collect();
        assert_eq!(kinds[0], [Step::Skipped { probes: 50 - LAST_PROBES }]);
        assert!(kinds[1].iter().all(|step| matches!(step, Step::Passed { .. })));
        assert_eq!(kinds[2], [Step::Skipped { probes: 100 - LAST_PROBES }]);
        assert!(kinds[3].iter().all(|step| matches!(step, Step::Probed { .. })));
    }

    #[test]
    fn what_lies_within_a_granule_from_an_address_is_in_the_cells_that_it_touches() {
        let touched = |at: u32| {
            let mut log = Log::default();
            log.begin_run(0x1_0000, Vec::new());
            log.hear(Event::Tagged { at: 0x1_0000 + at as usize, tag: Tag::PreviousFree });
            log.touched
        };
        for at in 64..80 {
            let cells = touched(at);
            assert!(
                cells.iter().all(|cell| cell % CELL == 0 && cell + CELL > at && *cell < at + 16),
                "{cells:?}"
            );
            assert!(cells.is_sorted());
            assert!((at..at + 16).all(|byte| cells.contains(&(byte / CELL * CELL))), "{cells:?} from {at}");
        }
    }

    #[test]
    fn a_search_that_is_not_too_long_is_kept_whole() {
        let mut log = Log::default();
        log.begin(32, 1);
        let most = (FIRST_PROBES + LAST_PROBES) as usize;
        probe(&mut log, most);
        log.end();
        assert_eq!(log.steps.len(), most);
        assert!(log.steps.iter().all(|step| matches!(step, Step::Probed { .. })));
        log.begin(32, 1);
        probe(&mut log, 1);
        log.end();
        assert_eq!((log.steps.len(), log.visits()), (1, 1));
    }
}
