//! Marks over the heap for the steps of an operation.

use std::ops::Range;

use lite_alloc::observe::Fit;

use super::{
    grid::{Grid, Span},
    legend::Sign,
};
use crate::lab::view::Step;

/// Offset of the back link in a free block, and the size of it and of a boundary tag, in bytes.
const BACK_LINK: u32 = 8;
const TAG: u32 = 4;

/// The effect of a step on the stretch it marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkKind {
    /// A free block was probed, and whether it fits.
    Probed(Fit),
    /// A free block was passed in the search for a position in the list.
    Passed,
    /// A free block left its list.
    Taken,
    /// A block was split at `at`.
    Cut,
    /// Two blocks were merged; they meet at `at`.
    Merged,
    /// A free block entered its list.
    Entered,
    /// The back link in this free block was rewritten.
    Relinked,
    /// A boundary tag was written.
    Tagged,
    /// The bump pointer moved up over this.
    Bumped,
    /// The bump pointer moved down over this.
    Lowered,
    /// The heap grew by this.
    Grown,
    /// The heap could not grow.
    Refused,
    /// The block ended here before.
    Resized,
    /// The block moved from here to `at`.
    Moved,
    /// Bytes were lost.
    Lost,
}

/// Distance of two ticks.
const TICK: f64 = 3.0;

/// The mark of one step.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// Its effect.
    pub kind: MarkKind,
    /// The index of the step in the operation.
    pub step: usize,
    /// Whether it is the last one shown.
    pub current: bool,
    /// The stretch that it is about.
    pub spans: Vec<Span>,
    /// Its point (the start of a probed block, a split, a seam, the new bump pointer, a new address) and the top of its
    /// row.
    pub at: Option<(f64, f64)>,
    /// What a numbered mark has room for.
    pub badge: Badge,
    /// How far the badge is to the right of its point: beside those of earlier searches.
    pub shift: f64,
}

/// The badge of a visited block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Badge {
    /// Nothing: the mark has no number, or a later search has its place.
    None,
    /// A tick mark, since there is no room for more.
    Tick,
    /// The result alone.
    Verdict,
    /// The number, in the order of visits, and the result.
    Numbered(u32),
}

/// The visible marks of `steps`, the last of which is the current one. Of several that would look the same, one is kept,
/// so there are never more than pixels.
pub fn of(grid: &Grid, steps: &[Step]) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut probes = 0_u32;
    let mut seen: Vec<(Sign, [u32; 3])> = Vec::new();
    let mut badges: Vec<Badges> = Vec::new();
    let first_row = grid.visible_rows().start;
    for (index, step) in steps.iter().enumerate() {
        let Some((kind, range, at)) = subject(grid, step) else {
            if let Step::Skipped { probes: skipped } = *step {
                probes = probes.saturating_add(skipped);
            }
            continue;
        };
        let current = index + 1 == steps.len();
        let mut badge = Badge::None;
        if matches!(kind, MarkKind::Probed(_) | MarkKind::Passed) {
            probes = probes.saturating_add(1);
            if !grid.visible_bytes().contains(&range.start) && !current {
                continue;
            }
            badge = badge_for(grid, &range, probes);
        }
        let least = if badge == Badge::Tick { TICK } else { 1.0 };
        let pixel = |address: u32| {
            let row = (address / grid.bytes_per_row).wrapping_sub(first_row);
            row << 16 | (grid.point(address).0 / least) as u32 & 0xffff
        };
        let (from, to) = if badge == Badge::None { (range.start, range.end) } else { (at, at) };
        let look = (Sign::of(kind), [at, from, to].map(pixel));
        match seen.binary_search(&look) {
            // On one block badges take the place of others, below.
            Ok(_) if !current && matches!(badge, Badge::None | Badge::Tick) => continue,
            Ok(_) => {}
            Err(place) => seen.insert(place, look),
        }
        let shift = match badge {
            Badge::None | Badge::Tick => 0.0,
            Badge::Verdict | Badge::Numbered(_) => {
                let index = badges.binary_search_by_key(&range.start, |others| others.block);
                let index = index.unwrap_or_else(|index| {
                    badges.insert(index, Badges { block: range.start, width: 0.0, marks: Vec::new() });
                    index
                });
                badges[index].add(grid, &range, &badge, &mut marks)
            }
        };
        let spans: Vec<Span> = grid.spans(range).collect();
        // A seam, a split and a start are where something begins; the others are where something ends.
        let at = match kind {
            MarkKind::Bumped | MarkKind::Refused | MarkKind::Resized => grid.edge(at),
            _ => grid.visible_bytes().contains(&at).then(|| grid.point(at)),
        };
        if !spans.is_empty() || at.is_some() {
            marks.push(Mark { kind, step: index, current, spans, at, badge, shift });
        }
    }
    marks.retain(|mark| {
        mark.current
            || mark.badge != Badge::None
            || !matches!(mark.kind, MarkKind::Probed(_) | MarkKind::Passed)
    });
    marks
}

/// Space between two badges on a block.
const BESIDE: f64 = 1.0;

/// The badges on one block, which more than one search has visited.
struct Badges {
    block: u32,
    /// The width that they take.
    width: f64,
    /// The indices of their marks.
    marks: Vec<usize>,
}

impl Badges {
    /// Adds the next mark: its badge is beside the others, or has their place if there is no room for all. Returns how
    /// far to the right it is.
    fn add(&mut self, grid: &Grid, block: &Range<u32>, badge: &Badge, marks: &mut [Mark]) -> f64 {
        let width = badge.width(grid);
        if !matches!(badge, Badge::Numbered(_)) || self.width + width > room(grid, block) {
            self.marks.drain(..).for_each(|index| marks[index].badge = Badge::None);
            self.width = 0.0;
        }
        let shift = self.width;
        self.width += width + BESIDE;
        self.marks.push(marks.len());
        shift
    }
}

/// The address to scroll to for the effect of a step.
pub fn address(step: &Step) -> Option<u32> {
    match *step {
        Step::Probed { block, .. }
        | Step::Passed { block, .. }
        | Step::Taken { block, .. }
        | Step::Split { block, .. }
        | Step::Inserted { block, .. }
        | Step::Merged { block, .. }
        | Step::Popped { block, .. }
        | Step::Pushed { block, .. }
        | Step::Relinked { block, .. }
        | Step::Bumped { block, .. }
        | Step::Lowered { block, .. }
        | Step::Resized { block, .. } => Some(block),
        Step::Grown { start, .. } | Step::Lost { start, .. } => Some(start),
        Step::Moved { to, .. } => Some(to),
        Step::Tagged { at, .. } => Some(at),
        Step::Refused { .. } | Step::Skipped { .. } => None,
    }
}

/// The stretch that a step is about, and its characteristic point.
fn subject(grid: &Grid, step: &Step) -> Option<(MarkKind, Range<u32>, u32)> {
    let stretch = |start: u32, size: u32| start..start.saturating_add(size);
    Some(match *step {
        Step::Skipped { .. } => return None,
        Step::Passed { block, size } => (MarkKind::Passed, stretch(block, size), block),
        Step::Probed { block, size, fit, .. } => (MarkKind::Probed(fit), stretch(block, size), block),
        Step::Taken { block, size } | Step::Popped { block, size, .. } => {
            (MarkKind::Taken, stretch(block, size), block)
        }
        Step::Split { block, size, rest, rest_size } => {
            let start = block.min(rest);
            (MarkKind::Cut, stretch(start, size.saturating_add(rest_size)), block.max(rest))
        }
        Step::Inserted { block, size, .. } | Step::Pushed { block, size, .. } => {
            (MarkKind::Entered, stretch(block, size), block)
        }
        Step::Merged { block, neighbour, size, .. } => {
            (MarkKind::Merged, stretch(block.min(neighbour), size), block.max(neighbour))
        }
        Step::Relinked { block, .. } => {
            let link = block.saturating_add(BACK_LINK);
            (MarkKind::Relinked, stretch(link, TAG), link)
        }
        Step::Tagged { at, .. } => (MarkKind::Tagged, stretch(at, TAG), at),
        Step::Bumped { block, size, gap } => {
            let end = block.saturating_add(size);
            (MarkKind::Bumped, block.saturating_sub(gap)..end, end)
        }
        Step::Lowered { block, size } => (MarkKind::Lowered, stretch(block, size), block),
        Step::Grown { start, size } => (MarkKind::Grown, stretch(start, size), start),
        Step::Refused { .. } => (MarkKind::Refused, 0..0, grid.space.heap_end),
        Step::Resized { block, from, to } => {
            let (old, new) = (block.saturating_add(from), block.saturating_add(to));
            (MarkKind::Resized, old.min(new)..old.max(new), new)
        }
        Step::Moved { from, to, size } => (MarkKind::Moved, stretch(from, size), to),
        Step::Lost { start, size, .. } => (MarkKind::Lost, stretch(start, size), start),
    })
}

/// The largest badge that fits on the block it numbers.
fn badge_for(grid: &Grid, block: &Range<u32>, number: u32) -> Badge {
    let room = room(grid, block);
    let largest =
        [Badge::Numbered(number), Badge::Verdict].into_iter().find(|badge| room >= badge.width(grid));
    largest.unwrap_or(Badge::Tick)
}

/// The width of a block in its first row.
fn room(grid: &Grid, block: &Range<u32>) -> f64 {
    let in_row = grid.bytes_per_row - block.start % grid.bytes_per_row;
    f64::from((block.end - block.start).min(in_row)) * grid.scale
}

impl Badge {
    /// Its width.
    pub fn width(&self, grid: &Grid) -> f64 {
        match *self {
            Self::None => 0.0,
            Self::Tick => TICK - 1.0,
            Self::Verdict => grid.badge().width(1),
            Self::Numbered(number) => grid.badge().width(number.ilog10() + 2),
        }
    }
}
