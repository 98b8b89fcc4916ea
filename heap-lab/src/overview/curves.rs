//! The numbers of a lane over time, as the least and the most in each column of pixels.

use std::ops::Range;

use super::Clock;
use crate::lab::{LaneKind, Recording, Sums};

/// A number that has a curve.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Curve {
    /// Bytes requested and not freed.
    Live,
    /// Bytes of all pages of the allocator.
    Heap,
    /// Bytes in free blocks and untouched memory.
    Free,
    /// The largest piece of these, which is read at some operations only.
    Largest,
    /// Free blocks visited in an operation.
    Probes,
    /// Bytes lost so far.
    Lost,
}

/// The curves that follow from sums, so that they are exact at every operation.
pub const EXACT: [Curve; 5] = [Curve::Live, Curve::Heap, Curve::Free, Curve::Probes, Curve::Lost];
/// Operations between two looks at the clock.
const PIECE: usize = 2_048;

impl Curve {
    /// All of them, in the order of the page.
    pub const ALL: [Self; 6] = [Self::Live, Self::Heap, Self::Free, Self::Largest, Self::Probes, Self::Lost];

    /// Its name in attributes.
    pub fn key(self) -> &'static str {
        match self {
            Self::Live => "live",
            Self::Heap => "heap",
            Self::Free => "free",
            Self::Largest => "largest",
            Self::Probes => "probes",
            Self::Lost => "lost",
        }
    }

    /// Whether it is known of a lane. What is read from the structure of a heap isn't, where nobody can look at that.
    pub fn is_known_of(self, lane: LaneKind) -> bool {
        matches!(self, Self::Live | Self::Heap) || lane.is_inspected()
    }

    /// Whether it counts bytes.
    pub fn is_bytes(self) -> bool {
        self != Self::Probes
    }
}

/// The least and the most in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extent {
    /// The least.
    pub least: u32,
    /// The most.
    pub most: u32,
}

/// The exact curves of a lane in a stretch of operations.
#[derive(Clone)]
pub struct Curves {
    ops: Range<u32>,
    next: u32,
    /// Where the lane ends.
    len: u32,
    /// For each curve of [`EXACT`] its columns; `None` where no operation begins, and behind the end of the lane.
    columns: [Vec<Option<Extent>>; EXACT.len()],
}

impl Curves {
    /// Nothing yet of a lane of so many operations, in so many columns.
    pub fn new(ops: Range<u32>, columns: u32, len: usize) -> Self {
        let empty = vec![None; columns.max(1) as usize];
        let columns = std::array::from_fn(|_| empty.clone());
        Self { next: ops.start, len: (len as u32).min(ops.end), ops, columns }
    }

    /// Goes on until the slice is over, at least for one piece. Returns whether the curves are complete.
    pub fn advance(&mut self, recording: &Recording, is_over: Clock) -> bool {
        let reserved = reserved(recording);
        while self.next < self.len {
            let to = self.len.min(self.next + PIECE as u32);
            recording.sums(self.next as usize..to as usize, &mut |op, sums| self.put(op, sums, reserved));
            self.next = to;
            if is_over() {
                break;
            }
        }
        self.next >= self.len
    }

    /// Goes on with what a recording that is still made keeps for itself. That is after few operations only, but takes no
    /// time.
    pub fn note(&mut self, recording: &Recording) {
        let reserved = reserved(recording);
        let mut next = self.next;
        recording.some_sums(next as usize, &mut |op, sums| {
            self.put(op, sums, reserved);
            next = op as u32 + 1;
        });
        self.next = next;
    }

    fn put(&mut self, op: usize, sums: &Sums, reserved: u32) {
        let heap = sums.heap_end - sums.foreign;
        let kept = if heap > 0 { reserved } else { 0 };
        let free = heap - sums.used - sums.lost - kept;
        let values = [sums.live, heap, free, sums.probes_last, sums.lost];
        let wide = u64::from(self.ops.end - self.ops.start).max(1);
        let count = self.columns[0].len() as u64;
        let column = (op as u64 - u64::from(self.ops.start)) * count / wide;
        for (curve, value) in self.columns.iter_mut().zip(values) {
            let extent = &mut curve[column as usize];
            let Extent { least, most } = extent.unwrap_or(Extent { least: value, most: value });
            *extent = Some(Extent { least: least.min(value), most: most.max(value) });
        }
    }

    /// Operations that are in them.
    pub fn done(&self) -> u32 {
        self.next
    }

    /// The columns of a curve; `None` if it is not exact.
    pub fn columns(&self, curve: Curve) -> Option<&[Option<Extent>]> {
        let index = EXACT.iter().position(|&exact| exact == curve)?;
        Some(&self.columns[index])
    }
}

/// Bytes that the allocator keeps for itself, once there is a heap.
fn reserved(recording: &Recording) -> u32 {
    recording.kept().map_or(0, |(_, tile)| tile.size)
}

/// The highest value of some columns.
pub fn most(columns: &[Option<Extent>]) -> u32 {
    columns.iter().flatten().map(|extent| extent.most).max().unwrap_or(0)
}

/// How high a value is in a plot that reaches up to `most`, from 0 to 1: in proportion, or by its logarithm.
pub fn height(value: u32, most: u32, is_log: bool) -> f64 {
    let (value, most) = (f64::from(value), f64::from(most.max(1)));
    match is_log {
        // 1 more, so that nothing is at the bottom.
        true => (value + 1.0).ln() / (most + 1.0).ln(),
        false => value / most,
    }
}

/// Round values for the axis of a plot that reaches up to `most`, at most about four: powers of two for bytes, of ten for
/// counts, or steps of these.
pub fn ticks(most: u32, is_bytes: bool, is_log: bool) -> Vec<u32> {
    let most = most.max(1);
    if is_log {
        let base: u64 = if is_bytes { 2 } else { 10 };
        let powers = std::iter::successors(Some(1_u64), |power| Some(power * base));
        let powers: Vec<u64> = powers.take_while(|&power| power <= u64::from(most)).collect();
        let step = powers.len().div_ceil(4).max(1);
        let from = (powers.len() - 1) % step;
        return powers.into_iter().skip(from).step_by(step).map(|power| power as u32).collect();
    }
    let step = (1..=4).map(|count| round_step(most / count, is_bytes)).find(|&step| most / step >= 2);
    let step = step.unwrap_or(most).max(1);
    (1..=most / step).map(|count| count * step).collect()
}

/// The largest round number that is at most `most`: 1, 2 or 5 times a power of ten, or a power of two.
fn round_step(most: u32, is_bytes: bool) -> u32 {
    let most = most.max(1);
    if is_bytes {
        return 1 << most.ilog2();
    }
    let power = 10_u32.pow(most.ilog10());
    [5, 2, 1]
        .into_iter()
        .map(|times: u32| times.saturating_mul(power))
        .find(|&step| step <= most)
        .unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_few() {
        assert_eq!(ticks(4096, true, false), [2048, 4096]);
        assert_eq!(ticks(1000, true, false), [256, 512, 768]);
        assert_eq!(ticks(37, false, false), [10, 20, 30]);
        assert_eq!(ticks(1, false, false), [1]);
        assert_eq!(ticks(100_000, false, true), [10, 1_000, 100_000]);
        for most in [0, 1, 2, 3, 7, 63, 64, 65, 1_000, 65_537, u32::MAX / 2, u32::MAX] {
            for (is_bytes, is_log) in [(false, false), (false, true), (true, false), (true, true)] {
                let ticks = ticks(most, is_bytes, is_log);
                assert!((1..=6).contains(&ticks.len()), "{most}: {ticks:?}");
                assert!(ticks.is_sorted() && ticks.iter().all(|&tick| 0 < tick && tick <= most.max(1)));
            }
        }
    }

    #[test]
    fn of_peers_only_their_answers_are_known() {
        let known = |lane| Curve::ALL.into_iter().filter(|curve| curve.is_known_of(lane)).collect::<Vec<_>>();
        assert_eq!(known(LaneKind::FreeList), Curve::ALL);
        assert!(LaneKind::PEERS.iter().all(|&lane| known(lane) == [Curve::Live, Curve::Heap]));
    }

    #[test]
    fn heights_go_from_bottom_to_top() {
        for is_log in [false, true] {
            assert_eq!((height(0, 100, is_log), height(100, 100, is_log)), (0.0, 1.0));
            assert_eq!(height(0, 0, is_log), 0.0);
        }
        assert!(height(10, 100, true) > height(10, 100, false));
    }
}
