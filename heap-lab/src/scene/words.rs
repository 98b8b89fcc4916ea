//! A tile in words: the facts for a tooltip and one line for those who hear the picture.

use lite_alloc::observe::Loss;

use super::labels::grouped;
use crate::{
    lab::{
        narrate::{self, address, operation},
        view::{Bin, Field, Says, Tile, TileKind},
    },
    trace::{BlockId, Source, Trace},
};

/// What is known of a tile.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// What it is.
    pub title: String,
    /// Terms and their values.
    pub rows: Vec<(&'static str, String)>,
    /// The fields of its header, tag or footer, as they are in memory.
    pub fields: Vec<FieldWords>,
    /// A sentence to add, or nothing.
    pub note: &'static str,
}

/// A field in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldWords {
    /// What it is called.
    pub name: &'static str,
    /// Its bytes, in hexadecimal.
    pub raw: String,
    /// What they mean.
    pub says: String,
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
        TileKind::Reserved => "reserved",
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
            let padding = match tile.padding() {
                0 => String::new(),
                padding => format!(", {padding} padding"),
            };
            format!("{at}: {}, {} live{padding}", name(trace, block), bytes(asked))
        }
        TileKind::Free { .. } => format!("{at}: {size} free"),
        TileKind::Bump => format!("{at}: {size} not used yet"),
        TileKind::Lost { .. } => format!("{at}: {size} lost"),
        TileKind::Foreign => format!("{at}: {size} of somebody else"),
        TileKind::Reserved => format!("{at}: {size} for the heads of the bins"),
    }
}

/// What is known of a tile, with its fields in memory.
pub fn facts(trace: &Trace, source: &Source, bins: &[Bin], fields: &[Field], tile: &Tile) -> Facts {
    let end = tile.start.saturating_add(tile.size);
    let mut rows = vec![("address", format!("{} – {}", address(tile.start), address(end.saturating_sub(1))))];
    let (title, note) = match tile.kind {
        TileKind::Live { block, asked, align, header, op } => {
            rows.extend((header > 0).then(|| ("handed out", address(tile.start + header))));
            rows.push(("asked", bytes(asked)));
            rows.push(("used", bytes(tile.size)));
            rows.push(("padding", bytes(tile.padding())));
            rows.push(("alignment", grouped(align)));
            rows.extend(origin(trace, source, op).map(|text| ("made by", text)));
            (format!("{} · live block", name(trace, block)), "")
        }
        TileKind::Free { bin, index } => {
            rows.push(("size", bytes(tile.size)));
            rows.push(("place", place(bins, bin, index)));
            ("free block".to_owned(), "")
        }
        TileKind::Bump => {
            rows.push(("size", bytes(tile.size)));
            ("not used yet".to_owned(), "Above all blocks: handed out next.")
        }
        TileKind::Lost { reason, op } => {
            rows.push(("size", bytes(tile.size)));
            rows.extend(origin(trace, source, op).map(|text| ("lost by", text)));
            ("lost for good".to_owned(), loss(reason))
        }
        TileKind::Foreign => {
            rows.push(("size", bytes(tile.size)));
            ("pages of somebody else".to_owned(), "JavaScript or another library grew the memory here.")
        }
        TileKind::Reserved => {
            rows.push(("size", bytes(tile.size)));
            ("heads of the bins".to_owned(), "The allocator keeps them at the start of its heap.")
        }
    };
    Facts { title, rows, fields: fields.iter().map(field).collect(), note }
}

/// Why bytes will never be handed out again.
pub fn loss(reason: Loss) -> &'static str {
    match reason {
        Loss::Gap => "Skipped so that the block behind it is aligned.",
        Loss::Tail => "The end of a region, left behind when the memory went on elsewhere.",
        Loss::Large => "A freed block larger than the largest bin: no bin takes it.",
        Loss::Shrunk => "What a block gave up when it shrank in place: no list or bin takes it.",
    }
}

/// An operation and its place in the script.
fn origin(trace: &Trace, source: &Source, op: u32) -> Option<String> {
    trace.ops.get(op as usize)?;
    let line = source.line(op as usize)?;
    Some(format!("{} (operation {}, line {line})", operation(trace, op as usize), u64::from(op) + 1))
}

/// Where a free block stands in its list.
fn place(bins: &[Bin], bin: u32, index: u32) -> String {
    let number = u64::from(index) + 1;
    let Some(list) = bins.get(bin as usize) else { return format!("number {number}") };
    format!("{number} of {} in the {}", list.blocks.len(), narrate::list(list.sizes))
}

fn field(field: &Field) -> FieldWords {
    let (name, says) = match field.says {
        Says::Size(size) => ("size", grouped(size)),
        Says::Next(Some(next)) => ("next", address(next)),
        Says::Next(None) => ("next", "none: the last one".to_owned()),
        Says::Back(Some(back)) => ("link", format!("back to {}", address(back))),
        Says::Back(None) => ("link", "back to the head of the bin".to_owned()),
        Says::FreeTag { size } => ("tag", format!("{} + 1: free", grouped(size))),
        Says::LiveTag { previous_free: true } => ("tag", "2: in use, the block before is free".to_owned()),
        Says::LiveTag { previous_free: false } => ("tag", "0: in use, and so is the block before".to_owned()),
        Says::Footer(size) => ("footer", grouped(size)),
    };
    let raw: Vec<_> = field.raw.iter().map(|byte| format!("{byte:02x}")).collect();
    FieldWords { name, raw: raw.join(" "), says }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        lab::view::Sizes,
        trace::{BlockInfo, Op},
    };

    fn trace() -> Trace {
        Trace {
            ops: vec![Op::Alloc { block: 0, size: 24, align: 8, zeroed: false }, Op::Free { block: 0 }],
            blocks: vec![BlockInfo { name: "a".into() }],
        }
    }

    fn source() -> Source {
        Source::script([2, 5])
    }

    fn dump(bins: &[Bin], fields: &[Field], tile: &Tile) -> String {
        let Facts { title, rows, fields, note } = facts(&trace(), &source(), bins, fields, tile);
        let rows = rows.iter().map(|(term, value)| format!("{term}: {value}"));
        let fields = fields.iter().map(|FieldWords { name, raw, says }| format!("{name} [{raw}]: {says}"));
        let rows: Vec<String> = rows.chain(fields).collect();
        format!("{title}\n{}\n{note}", rows.join("\n"))
    }

    #[test]
    fn a_live_block() {
        let tile = Tile {
            start: 64,
            size: 32,
            kind: TileKind::Live { block: 0, asked: 24, align: 8, header: 0, op: 0 },
        };
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
        let fields = [(0x80, 0x40, Says::Next(Some(0x40))), (0x84, 0x10, Says::Size(16))];
        let fields = fields.map(|(start, raw, says)| Field { start, raw: vec![raw, 0, 0, 0], says });
        assert_eq!(
            dump(&bins, &fields, &first),
            "free block\naddress: 0x0080 – 0x008f\nsize: 16 bytes\nplace: 1 of 2 in the free list\n\
             next [40 00 00 00]: 0x0040\nsize [10 00 00 00]: 16\n"
        );
        let last = [Field { start: 0x40, raw: vec![0; 4], says: Says::Next(None) }];
        assert!(dump(&bins, &last, &first).contains("next [00 00 00 00]: none"));
    }

    #[test]
    fn boundary_tags_bit_by_bit() {
        let kind = TileKind::Live { block: 0, asked: 24, align: 8, header: 4, op: 0 };
        let tile = Tile { start: 0x1cc, size: 32, kind };
        let tag = |raw: u8, previous_free| {
            [Field { start: 0x1cc, raw: vec![raw, 0, 0, 0], says: Says::LiveTag { previous_free } }]
        };
        let text = dump(&[], &tag(2, true), &tile);
        assert!(text.contains("handed out: 0x01d0\n") && text.contains("padding: 4 bytes\n"), "{text}");
        assert!(text.contains("tag [02 00 00 00]: 2: in use, the block before is free"), "{text}");
        assert!(dump(&[], &tag(0, false), &tile).contains("tag [00 00 00 00]: 0: in use, and so is"));

        let free = Tile { start: 0x1cc, size: 64, kind: TileKind::Free { bin: 0, index: 0 } };
        let says = [Says::FreeTag { size: 64 }, Says::Next(Some(0x2cc)), Says::Back(None), Says::Footer(64)];
        let fields = says.map(|says| Field { start: 0x1cc, raw: vec![0x41, 0, 0, 0], says });
        let text = dump(&[], &fields, &free);
        let raw = "[41 00 00 00]";
        for line in [
            format!("tag {raw}: 64 + 1: free"),
            format!("next {raw}: 0x02cc"),
            format!("link {raw}: back to the head of the bin"),
            format!("footer {raw}: 64"),
        ] {
            assert!(text.contains(&line), "{line} in {text}");
        }
    }

    #[test]
    fn a_free_block_in_a_bin() {
        let first = Tile { start: 0x80, size: 32, kind: TileKind::Free { bin: 0, index: 0 } };
        let place = |sizes| {
            let bins = [Bin { sizes, blocks: vec![(0x80, 32), (0x40, 32)] }];
            dump(&bins, &[], &first)
        };
        assert!(place(Sizes::One(32)).contains("place: 1 of 2 in the bin of 32\n"));
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
        let tile = Tile {
            start: 0,
            size: 16,
            kind: TileKind::Live { block: 9, asked: 1, align: 1, header: 0, op: 99 },
        };
        let text = dump(&[], &[], &tile);
        assert!(text.contains("asked: 1 byte\n") && !text.contains("made by"), "{text}");
        let tile = Tile { start: 0, size: 16, kind: TileKind::Free { bin: 7, index: 0 } };
        assert!(dump(&[], &[], &tile).contains("place: number 1"));
    }
}
