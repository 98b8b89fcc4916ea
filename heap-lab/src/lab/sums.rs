//! The sums of a run up to a position: [`Sums`].

use super::view::{Tile, TileKind};

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
    /// A block is live.
    pub(super) fn add(&mut self, tile: &Tile) {
        self.live_blocks += 1;
        self.live += asked(tile);
        self.used += tile.size;
        self.peak_live = self.peak_live.max(self.live);
    }

    /// A block is no longer live, or no longer as it was.
    pub(super) fn remove(&mut self, tile: &Tile) {
        self.live_blocks -= 1;
        self.live -= asked(tile);
        self.used -= tile.size;
    }

    /// The next operation visits free blocks.
    pub(super) fn visit(&mut self, visits: u32) {
        self.probes_last = visits;
        self.probes_total += u64::from(visits);
    }
}

/// The bytes that were requested for a live block.
fn asked(tile: &Tile) -> u32 {
    match tile.kind {
        TileKind::Live { asked, .. } => asked,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_probes_of_a_run_are_counted_beyond_32_bits() {
        let mut sums = Sums::default();
        for _ in 0..2 {
            sums.visit(u32::MAX);
        }
        assert_eq!((sums.probes_last, sums.probes_total), (u32::MAX, 2 * u64::from(u32::MAX)));
    }
}
