//! What an allocator did in an operation, summed up from its steps: [`Story`]. [`crate::text`] makes one sentence of it.

use lite_alloc::observe::{Fit, Loss, Side};

use super::{
    Recording,
    report::{self, Report},
    view::{self, Sizes, Step},
};

/// An operation in one lane: what the allocator did, and how it ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Story<'a> {
    /// Free blocks visited: probed or passed.
    pub visits: u32,
    /// What it did, in order. Tags and back links, which follow from the rest, are left out.
    pub deeds: Vec<Deed>,
    /// The outcome; `None` for a label.
    pub end: Option<Report<'a>>,
}

/// Something that an allocator did, in one step or several. Sizes are in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// It probed free blocks.
    Searched {
        /// Those that were too small.
        too_small: u32,
        /// Those that had no room at the alignment.
        misaligned: u32,
        /// Whether another one fit.
        found: bool,
    },
    /// It passed free blocks on the way to the position of a block in the list.
    Walked {
        /// How many.
        passed: u32,
    },
    /// It removed a block from its list to hand it out.
    Took {
        /// The block.
        block: u32,
        /// Its size.
        size: u32,
        /// The list.
        list: Sizes,
    },
    /// The block took in the free block after it.
    Absorbed {
        /// Its size.
        size: u32,
    },
    /// It split a block into these parts, in address order; the last may be 0.
    Split {
        /// Their sizes.
        parts: [u32; 3],
    },
    /// It gave back what the block does not need: to align it, it had taken more.
    Trimmed {
        /// How much.
        size: u32,
    },
    /// Free neighbours became one block.
    Merged {
        /// With the block before it.
        left: bool,
        /// With the block after it.
        right: bool,
        /// Where the whole starts.
        start: u32,
        /// Its size.
        size: u32,
    },
    /// A block entered a list.
    Listed {
        /// The block.
        block: u32,
        /// Its size.
        size: u32,
        /// The block before it in the list; `None` if it is the first.
        after: Option<u32>,
        /// The list.
        list: Sizes,
        /// Whether it is a merged block, which has been told of already.
        merged: bool,
    },
    /// The bump pointer moved up.
    Raised {
        /// By how much, alignment included.
        by: u32,
        /// To where.
        to: u32,
    },
    /// The bump pointer moved down.
    Lowered {
        /// By how much.
        by: u32,
        /// To where.
        to: u32,
    },
    /// The memory grew.
    Grown {
        /// By how much.
        size: u32,
    },
    /// There was no memory for a block of the new size.
    NoRoom,
    /// The block has its new size where it was.
    Resized {
        /// Its old size.
        from: u32,
        /// Its new size.
        to: u32,
    },
    /// The contents were copied.
    Copied {
        /// How much.
        size: u32,
    },
    /// Bytes were lost.
    Lost {
        /// How many.
        size: u32,
        /// Where.
        start: u32,
        /// Why; `None` if for several reasons.
        reason: Option<Loss>,
    },
}

impl Story<'_> {
    /// Whether free blocks were visited on more than one occasion.
    pub fn has_searches(&self) -> bool {
        let is_search = |deed: &&Deed| matches!(deed, Deed::Searched { .. } | Deed::Walked { .. });
        self.deeds.iter().filter(is_search).count() > 1
    }
}

/// The story of operation `op`.
pub fn story(recording: &Recording, op: usize) -> Story<'_> {
    let mut teller = Teller {
        deeds: Vec::new(),
        skipped: 0,
        block_end: recording.block_before(op).map(|tile| tile.end()),
        growing: false,
        needed: recording.block_after(op).map_or(0, |tile| tile.size),
        taken: None,
        lists: recording.lists(),
    };
    let steps = recording.steps(op);
    for (index, step) in steps.iter().enumerate() {
        teller.tell(step, &steps[index + 1..]);
    }
    Story { visits: view::visits(&steps), deeds: teller.deeds, end: report::outcome(recording, op) }
}

struct Teller {
    deeds: Vec<Deed>,
    /// Visits that belong to the next probe or walk.
    skipped: u32,
    /// The end of the block that is resized.
    block_end: Option<u32>,
    /// Whether new pages are on their way into the list.
    growing: bool,
    /// The size of the new block.
    needed: u32,
    /// Bytes taken for it, until it is in place.
    taken: Option<u32>,
    lists: Vec<Sizes>,
}

impl Teller {
    fn tell(&mut self, step: &Step, next: &[Step]) {
        match *step {
            Step::Probed { fit, .. } => self.probed(fit),
            Step::Passed { .. } => self.passed(),
            Step::Skipped { probes } => self.skipped += probes,
            Step::Taken { block, size } => {
                let is_next = |step: &&Step| !matches!(step, Step::Relinked { .. } | Step::Tagged { .. });
                let merges = matches!(next.iter().find(is_next), Some(Step::Merged { .. }));
                // A part of a block that was split stands in for the whole.
                let is_part = matches!(self.deeds.last(), Some(Deed::Split { .. }));
                if Some(block) == self.block_end && !merges {
                    self.deeds.push(Deed::Absorbed { size });
                } else if !merges && !is_part {
                    self.took(block, size);
                }
            }
            Step::Popped { block, size, .. } => self.took(block, size),
            Step::Split { block, size, rest, rest_size } => self.split(block, size, rest, rest_size),
            Step::Inserted { .. } if self.trims() => {}
            Step::Inserted { block, size, after } => self.listed(block, size, after),
            Step::Pushed { block, size, .. } => self.listed(block, size, None),
            Step::Merged { .. } if self.trims() => {}
            Step::Merged { block, neighbour, side, size } => self.merged(block, neighbour, side, size),
            Step::Relinked { .. } | Step::Tagged { .. } => {}
            Step::Bumped { block, size, gap } => self.bumped(block, size, gap),
            Step::Lowered { .. } if self.trims() => {}
            Step::Lowered { block, size } => self.deeds.push(Deed::Lowered { by: size, to: block }),
            Step::Grown { size, .. } => {
                self.growing = true;
                self.deeds.push(Deed::Grown { size });
            }
            Step::Refused { .. } => self.deeds.push(Deed::NoRoom),
            Step::Resized { from, to, .. } => {
                self.taken = None;
                self.deeds.push(Deed::Resized { from, to });
            }
            Step::Moved { size, .. } => {
                self.taken = None;
                self.deeds.push(Deed::Copied { size });
            }
            Step::Lost { start, size, reason } => self.lost(start, size, reason),
        }
        self.growing &= matches!(
            step,
            Step::Grown { .. } | Step::Passed { .. } | Step::Skipped { .. } | Step::Merged { .. }
        );
    }

    /// The list for blocks of this size.
    fn list(&self, size: u32) -> Sizes {
        self.lists.iter().copied().find(|list| list.contains(size)).unwrap_or(Sizes::All)
    }

    fn probed(&mut self, fit: Fit) {
        if !matches!(self.deeds.last(), Some(Deed::Searched { found: false, .. })) {
            self.deeds.push(Deed::Searched { too_small: 0, misaligned: 0, found: false });
        }
        let visits = 1 + std::mem::take(&mut self.skipped);
        if let Some(Deed::Searched { too_small, misaligned, found }) = self.deeds.last_mut() {
            match fit {
                Fit::Fits => {
                    *found = true;
                    *too_small += visits - 1;
                }
                Fit::TooSmall => *too_small += visits,
                Fit::Misaligned => *misaligned += visits,
            }
        }
    }

    fn passed(&mut self) {
        let visits = 1 + std::mem::take(&mut self.skipped);
        match self.deeds.last_mut() {
            // Where the new pages go is told by what becomes of them.
            Some(Deed::Grown { .. }) if self.growing => {}
            Some(Deed::Walked { passed }) => *passed += visits,
            _ => self.deeds.push(Deed::Walked { passed: visits }),
        }
    }

    /// Whether bytes that become free are a part of those that were taken. Says so once.
    fn trims(&mut self) -> bool {
        let Some(taken) = self.taken else { return false };
        if taken > self.needed && !matches!(self.deeds.last(), Some(Deed::Trimmed { .. })) {
            self.deeds.push(Deed::Trimmed { size: taken - self.needed });
        }
        true
    }

    fn took(&mut self, block: u32, size: u32) {
        self.taken = Some(size);
        self.deeds.push(Deed::Took { block, size, list: self.list(size) });
    }

    fn split(&mut self, block: u32, size: u32, rest: u32, rest_size: u32) {
        let [low, high] = if block < rest { [size, rest_size] } else { [rest_size, size] };
        match self.deeds.last_mut() {
            // A block that is split at its start is then split at its end.
            Some(Deed::Split { parts: [_, middle, end @ 0] }) => [*middle, *end] = [low, high],
            _ => self.deeds.push(Deed::Split { parts: [low, high, 0] }),
        }
        self.taken = Some(size);
    }

    fn merged(&mut self, block: u32, neighbour: u32, side: Side, size: u32) {
        let start = block.min(neighbour);
        match self.deeds.last_mut() {
            // With the last free block: the next search finds the whole.
            Some(Deed::Grown { .. }) if self.growing => {}
            Some(Deed::Merged { left, right, start: from, size: whole }) => {
                *left |= side == Side::Left;
                *right |= side == Side::Right;
                (*from, *whole) = (start, size);
            }
            _ => self.deeds.push(Deed::Merged {
                left: side == Side::Left,
                right: side == Side::Right,
                start,
                size,
            }),
        }
    }

    fn listed(&mut self, block: u32, size: u32, after: Option<u32>) {
        if self.growing {
            return;
        }
        let list = self.list(size);
        let merged = matches!(self.deeds.last(), Some(Deed::Merged { .. }));
        self.deeds.push(Deed::Listed { block, size, after, list, merged });
    }

    /// A block that is first given back to the bump space and then handed out with another size only moves the pointer by
    /// the difference.
    fn bumped(&mut self, block: u32, size: u32, gap: u32) {
        self.taken = Some(size);
        let is_back = |deed: &Deed| matches!(deed, Deed::Lowered { to, .. } if *to == block);
        let to = block + size;
        let Some(index) = self.deeds.iter().position(is_back) else {
            self.deeds.push(Deed::Raised { by: gap + size, to });
            return;
        };
        if let Deed::Lowered { by, .. } = self.deeds.remove(index) {
            if by < size {
                self.deeds.push(Deed::Raised { by: size - by, to });
            } else if by > size {
                self.deeds.push(Deed::Lowered { by: by - size, to });
            }
        }
    }

    fn lost(&mut self, start: u32, size: u32, reason: Loss) {
        match self.deeds.last_mut() {
            Some(Deed::Lost { size: before, reason: other, .. }) => {
                *before += size;
                *other = other.filter(|&other| other == reason);
            }
            _ => self.deeds.push(Deed::Lost { size, start, reason: Some(reason) }),
        }
    }
}
