//! What is known of a tile, as data. [`crate::text`] makes the sentences.

use crate::{
    lab::{
        report::{Asked, asked},
        view::{Bin, Sizes, Tile, TileKind},
    },
    trace::{Source, Trace},
};

/// A fact about a tile. Sizes are in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fact<'a> {
    /// Its address range.
    Address {
        /// The first byte.
        first: u32,
        /// The last byte.
        last: u32,
    },
    /// The program's address, if it is not the first byte.
    Payload(u32),
    /// What the program requested.
    Requested(u32),
    /// What the block occupies.
    Used(u32),
    /// Its internal padding.
    Padding(u32),
    /// The alignment requested.
    Alignment(u32),
    /// The operation that gave the block its present address or size.
    MadeBy(Origin<'a>),
    /// Its size.
    Size(u32),
    /// Its position in its list.
    Position {
        /// Counted from 1.
        number: u64,
        /// The length of the list and the sizes of its blocks, if known.
        list: Option<(usize, Sizes)>,
    },
    /// The operation that lost it.
    LostBy(Origin<'a>),
}

/// An operation and where it is in the script.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Origin<'a> {
    /// The operation, counted from 0.
    pub op: u32,
    /// Its number for readers, from 1: labels are not counted.
    pub number: usize,
    /// The line of the script, counted from 1, if there is a script.
    pub line: Option<u32>,
    /// The request.
    pub asked: Asked<'a>,
}

/// The kind of a tile as one word, for `data-kind`.
pub fn kind(tile: &Tile) -> &'static str {
    match tile.kind {
        TileKind::Live { .. } => "live",
        TileKind::Free { .. } => "free",
        TileKind::Bump => "bump",
        TileKind::Lost { .. } => "lost",
        TileKind::Foreign => "foreign",
        TileKind::Reserved => "reserved",
        TileKind::Held => "held",
        TileKind::Opaque => "opaque",
    }
}

/// The name of the live block in a tile, or nothing.
pub fn tile_name<'a>(trace: &'a Trace, tile: &Tile) -> &'a str {
    match tile.kind {
        TileKind::Live { block, .. } => trace.name(block),
        _ => "",
    }
}

/// The facts about a tile, the most important first.
pub fn facts<'a>(trace: &'a Trace, source: &Source, bins: &[Bin], tile: &Tile) -> Vec<Fact<'a>> {
    let last = tile.start.saturating_add(tile.size).saturating_sub(1);
    let mut facts = vec![Fact::Address { first: tile.start, last }];
    match tile.kind {
        TileKind::Live { asked, align, header, op, .. } => {
            facts.extend((header > 0).then(|| Fact::Payload(tile.start + header)));
            facts.extend([
                Fact::Requested(asked),
                Fact::Used(tile.size),
                Fact::Padding(tile.padding()),
                Fact::Alignment(align),
            ]);
            facts.extend(origin(trace, source, op).map(Fact::MadeBy));
        }
        TileKind::Free { bin, index } => {
            let list = bins.get(bin as usize).map(|list| (list.blocks.len(), list.sizes));
            facts.extend([Fact::Size(tile.size), Fact::Position { number: u64::from(index) + 1, list }]);
        }
        TileKind::Lost { op, .. } => {
            facts.push(Fact::Size(tile.size));
            facts.extend(origin(trace, source, op).map(Fact::LostBy));
        }
        TileKind::Bump | TileKind::Foreign | TileKind::Reserved | TileKind::Held | TileKind::Opaque => {
            facts.push(Fact::Size(tile.size));
        }
    }
    facts
}

fn origin<'a>(trace: &'a Trace, source: &Source, op: u32) -> Option<Origin<'a>> {
    trace.ops.get(op as usize)?;
    let number = trace.count(op as usize) + 1;
    Some(Origin { op, number, line: source.line(op as usize), asked: asked(trace, op as usize) })
}

#[cfg(test)]
mod tests {
    use lite_alloc::observe::Loss;

    use super::*;
    use crate::trace::Op;

    fn trace() -> Trace {
        Trace {
            ops: vec![Op::Alloc { block: 0, size: 24, align: 8, zeroed: false }, Op::Free { block: 0 }],
            blocks: ["a"].into_iter().collect(),
        }
    }

    fn source() -> Source {
        Source::script([2, 5])
    }

    fn live(header: u32, op: u32) -> Tile {
        Tile { start: 64, size: 32, kind: TileKind::Live { block: 0, asked: 24, align: 8, header, op } }
    }

    #[test]
    fn of_a_live_block_requested_used_and_origin_are_known() {
        let asked = Asked::Alloc { name: "a", size: 24, align: None, zeroed: false };
        let expected = [
            Fact::Address { first: 64, last: 95 },
            Fact::Requested(24),
            Fact::Used(32),
            Fact::Padding(8),
            Fact::Alignment(8),
            Fact::MadeBy(Origin { op: 0, number: 1, line: Some(2), asked }),
        ];
        assert_eq!(facts(&trace(), &source(), &[], &live(0, 0)), expected);
        let trace = trace();
        let tagged = facts(&trace, &source(), &[], &live(4, 0));
        assert_eq!(tagged[1..5], [Fact::Payload(68), Fact::Requested(24), Fact::Used(32), Fact::Padding(4)]);
    }

    #[test]
    fn a_free_block_has_a_position_in_its_list() {
        let bins = [Bin { sizes: Sizes::One(32), blocks: vec![(0x80, 32), (0x40, 32)] }];
        let free = |bin| Tile { start: 0x80, size: 32, kind: TileKind::Free { bin, index: 0 } };
        let position = |list| Fact::Position { number: 1, list };
        let expected =
            [Fact::Address { first: 0x80, last: 0x9f }, Fact::Size(32), position(Some((2, Sizes::One(32))))];
        assert_eq!(facts(&trace(), &source(), &bins, &free(0)), expected);
        assert_eq!(facts(&trace(), &source(), &bins, &free(7))[2], position(None));
    }

    #[test]
    fn lost_bytes_know_who_lost_them() {
        let lost = |op| Tile { start: 0, size: 256, kind: TileKind::Lost { reason: Loss::Large, op } };
        let origin = Origin { op: 1, number: 2, line: Some(5), asked: Asked::Free { name: "a" } };
        assert_eq!(facts(&trace(), &source(), &[], &lost(1))[2..], [Fact::LostBy(origin)]);
        assert_eq!(facts(&trace(), &source(), &[], &lost(99)).len(), 2, "what is unknown is left out");
        let unscripted = Fact::LostBy(Origin { line: None, ..origin });
        assert_eq!(facts(&trace(), &Source::default(), &[], &lost(1))[2..], [unscripted]);
    }
}
