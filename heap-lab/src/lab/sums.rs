//! The sums of a run up to a position: [`Sums`].

use super::view::{Outcome, Tile, TileKind};

/// The sums after an operation: what the numbers of the state are made of, without asking the allocator. In bytes unless
/// noted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    /// Live blocks (a count).
    pub live_blocks: u32,
    /// Bytes requested by live blocks.
    pub live: u32,
    /// Bytes that live blocks occupy.
    pub used: u32,
    /// Never handed out again.
    pub lost: u32,
    /// Taken by other code.
    pub foreign: u32,
    /// The maximum of `live` so far.
    pub peak_live: u32,
    /// Free blocks visited in the last operation (a count).
    pub probes_last: u32,
    /// Free blocks visited so far (a count).
    pub probes_total: u64,
    /// Requests refused so far (a count).
    pub failed: u32,
    /// One past the last page, whoever owns it.
    pub heap_end: u32,
}

impl Sums {
    /// Adds an operation.
    pub(super) fn count(
        &mut self,
        outcome: Outcome,
        gone: Option<Tile>,
        made: Option<Tile>,
        lost: &[Tile],
        probes: u32,
    ) {
        if let Some((tile, asked)) = gone.and_then(live) {
            self.live_blocks -= 1;
            self.live -= asked;
            self.used -= tile.size;
        }
        if let Some((tile, asked)) = made.and_then(live) {
            self.live_blocks += 1;
            self.live += asked;
            self.used += tile.size;
        }
        self.lost += lost.iter().map(|tile| tile.size).sum::<u32>();
        self.peak_live = self.peak_live.max(self.live);
        self.probes_last = probes;
        self.probes_total += u64::from(probes);
        self.failed += u32::from(outcome == Outcome::OutOfMemory);
    }
}

/// A tile of a live block, and the bytes requested.
fn live(tile: Tile) -> Option<(Tile, u32)> {
    match tile.kind {
        TileKind::Live { asked, .. } => Some((tile, asked)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_probes_of_a_run_are_counted_beyond_32_bits() {
        let mut sums = Sums::default();
        for _ in 0..2 {
            sums.count(Outcome::Done, None, None, &[], u32::MAX);
        }
        assert_eq!(sums.probes_total, 2 * u64::from(u32::MAX));
    }
}
