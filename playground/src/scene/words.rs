//! A tile in words: the facts for a tooltip and one line for those who hear the picture.

use lite_alloc::observe::Loss;

use super::labels::grouped;
use crate::{
    lab::{
        narrate::{self, address, operation},
        view::{Bin, Tile, TileKind},
    },
    trace::{BlockId, Trace},
};

/// What is known of a tile.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// What it is.
    pub title: String,
    /// Terms and their values.
    pub rows: Vec<(&'static str, String)>,
    /// A sentence to add, or nothing.
    pub note: &'static str,
}

/// A number of bytes as it is written everywhere.
pub fn bytes(count: u32) -> String {
    if count == 1 { "1 byte".to_owned() } else { format!("{} bytes", grouped(count)) }
}

/// The kind of a tile in one word, as in `data-kind`.
pub fn kind(tile: &Tile) -> &'static str {
    match tile.kind {
        TileKind::Live { .. } => "live",
        TileKind::Free { .. } => "free",
        TileKind::Bump => "bump",
        TileKind::Lost { .. } => "lost",
        TileKind::Foreign => "foreign",
    }
}

/// The name of a block, or nothing if it is unknown.
pub fn name(trace: &Trace, block: BlockId) -> &str {
    trace.blocks.get(block as usize).map_or("", |info| &info.name)
}

/// The name of what is live in a tile, or nothing.
pub fn tile_name<'a>(trace: &'a Trace, tile: &Tile) -> &'a str {
    match tile.kind {
        TileKind::Live { block, .. } => name(trace, block),
        _ => "",
    }
}

/// A tile in one line.
pub fn line(trace: &Trace, tile: &Tile) -> String {
    let at = address(tile.start);
    let size = bytes(tile.size);
    match tile.kind {
        TileKind::Live { block, asked, .. } => {
            let padding = tile.size.saturating_sub(asked);
            let padding = if padding > 0 { format!(", {padding} padding") } else { String::new() };
            format!("{at}: {}, {} live{padding}", name(trace, block), bytes(asked))
        }
        TileKind::Free { .. } => format!("{at}: {size} free"),
        TileKind::Bump => format!("{at}: {size} not used yet"),
        TileKind::Lost { .. } => format!("{at}: {size} lost"),
        TileKind::Foreign => format!("{at}: {size} of somebody else"),
    }
}

/// What is known of a tile. `header` are the first bytes of a free block, as they are in memory.
pub fn facts(trace: &Trace, bins: &[Bin], header: &[u8], tile: &Tile) -> Facts {
    let end = tile.start.saturating_add(tile.size);
    let mut rows = vec![("address", format!("{} – {}", address(tile.start), address(end.saturating_sub(1))))];
    let (title, note) = match tile.kind {
        TileKind::Live { block, asked, align, op } => {
            rows.push(("asked", bytes(asked)));
            rows.push(("used", bytes(tile.size)));
            rows.push(("padding", bytes(tile.size.saturating_sub(asked))));
            rows.push(("alignment", grouped(align)));
            rows.extend(origin(trace, op).map(|text| ("made by", text)));
            (format!("{} · live block", name(trace, block)), "")
        }
        TileKind::Free { bin, index } => {
            rows.push(("size", bytes(tile.size)));
            rows.push(("place", place(bins, bin, index)));
            rows.push(("next", next(bins, bin, index)));
            if !header.is_empty() {
                rows.push(("header", hex(header)));
            }
            ("free block".to_owned(), "")
        }
        TileKind::Bump => {
            rows.push(("size", bytes(tile.size)));
            ("not used yet".to_owned(), "The bump pointer has not come this far.")
        }
        TileKind::Lost { reason, op } => {
            rows.push(("size", bytes(tile.size)));
            rows.extend(origin(trace, op).map(|text| ("lost by", text)));
            ("lost for good".to_owned(), loss(reason))
        }
        TileKind::Foreign => {
            rows.push(("size", bytes(tile.size)));
            ("pages of somebody else".to_owned(), "JavaScript or another library grew the memory here.")
        }
    };
    Facts { title, rows, note }
}

/// Why bytes will never be handed out again.
pub fn loss(reason: Loss) -> &'static str {
    match reason {
        Loss::Gap => "Skipped at the bump pointer to reach the alignment asked.",
        Loss::Tail => "The unused end of a region, left behind when the memory went on elsewhere.",
        Loss::Large => "A freed block larger than the largest bin: no bin takes it.",
        Loss::Shrunk => "What a block gave up when it shrank in place: no list or bin takes it.",
    }
}

/// An operation and its place in the script.
fn origin(trace: &Trace, op: u32) -> Option<String> {
    let line = trace.ops.get(op as usize)?.line;
    Some(format!("{} (operation {}, line {line})", operation(trace, op as usize), u64::from(op) + 1))
}

/// Where a free block stands in its list.
fn place(bins: &[Bin], bin: u32, index: u32) -> String {
    let number = u64::from(index) + 1;
    let Some(list) = bins.get(bin as usize) else { return format!("number {number}") };
    format!("{number} of {} in the {}", list.blocks.len(), narrate::list(list.sizes))
}

/// Which block follows a free one.
fn next(bins: &[Bin], bin: u32, index: u32) -> String {
    let next = bins.get(bin as usize).and_then(|bin| bin.blocks.get(index as usize + 1));
    next.map_or_else(|| "none: the last one".to_owned(), |&(next, _)| address(next))
}

/// Bytes in hexadecimal, in words of four.
fn hex(bytes: &[u8]) -> String {
    let words: Vec<String> = bytes
        .chunks(4)
        .map(|word| word.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().join(" "))
        .collect();
    words.join("  ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        lab::view::Sizes,
        trace::{BlockInfo, Op, OpKind},
    };

    fn trace() -> Trace {
        Trace {
            ops: vec![
                Op { line: 2, kind: OpKind::Alloc { block: 0, size: 24, align: 8, zeroed: false } },
                Op { line: 5, kind: OpKind::Free { block: 0 } },
            ],
            blocks: vec![BlockInfo { name: "a".into() }],
        }
    }

    fn dump(bins: &[Bin], header: &[u8], tile: &Tile) -> String {
        let Facts { title, rows, note } = facts(&trace(), bins, header, tile);
        let rows: Vec<String> = rows.iter().map(|(term, value)| format!("{term}: {value}")).collect();
        format!("{title}\n{}\n{note}", rows.join("\n"))
    }

    #[test]
    fn a_live_block() {
        let tile =
            Tile { start: 64, size: 32, kind: TileKind::Live { block: 0, asked: 24, align: 8, op: 0 } };
        assert_eq!(
            dump(&[], &[], &tile),
            "a · live block\naddress: 0x0040 – 0x005f\nasked: 24 bytes\nused: 32 bytes\npadding: 8 bytes\n\
             alignment: 8\nmade by: alloc 24 bytes as a (operation 1, line 2)\n"
        );
        assert_eq!(line(&trace(), &tile), "0x0040: a, 24 bytes live, 8 padding");
    }

    #[test]
    fn a_free_block_with_its_header() {
        let bins = [Bin { sizes: Sizes::All, blocks: vec![(0x80, 16), (0x40, 32)] }];
        let first = Tile { start: 0x80, size: 16, kind: TileKind::Free { bin: 0, index: 0 } };
        assert_eq!(
            dump(&bins, &[0x10, 0, 0, 0, 0x40, 0, 0, 0xff], &first),
            "free block\naddress: 0x0080 – 0x008f\nsize: 16 bytes\nplace: 1 of 2 in the free list\n\
             next: 0x0040\nheader: 10 00 00 00  40 00 00 ff\n"
        );
        let last = Tile { start: 0x40, size: 32, kind: TileKind::Free { bin: 0, index: 1 } };
        assert!(dump(&bins, &[], &last).contains("next: none"));
    }

    #[test]
    fn a_free_block_in_a_bin() {
        let first = Tile { start: 0x80, size: 32, kind: TileKind::Free { bin: 0, index: 0 } };
        let place = |sizes| {
            let bins = [Bin { sizes, blocks: vec![(0x80, 32), (0x40, 32)] }];
            dump(&bins, &[], &first)
        };
        assert!(place(Sizes::One(32)).contains("place: 1 of 2 in the bin of 32\nnext: 0x0040\n"));
        let range = Sizes::Range { least: 16, most: Some(32) };
        assert!(place(range).contains("place: 1 of 2 in the bin of 16 to 32\n"));
    }

    #[test]
    fn lost_bytes_say_why_and_by_whom() {
        let tile = Tile { start: 0, size: 256, kind: TileKind::Lost { reason: Loss::Large, op: 1 } };
        let text = dump(&[], &[], &tile);
        assert!(text.contains("lost by: free a (operation 2, line 5)"), "{text}");
        assert!(text.ends_with("no bin takes it."), "{text}");
    }

    #[test]
    fn what_is_unknown_is_left_out() {
        let tile = Tile { start: 0, size: 16, kind: TileKind::Live { block: 9, asked: 1, align: 1, op: 99 } };
        let text = dump(&[], &[], &tile);
        assert!(text.contains("asked: 1 byte\n") && !text.contains("made by"), "{text}");
        let tile = Tile { start: 0, size: 16, kind: TileKind::Free { bin: 7, index: 0 } };
        assert!(dump(&[], &[], &tile).contains("place: number 1"));
    }
}
