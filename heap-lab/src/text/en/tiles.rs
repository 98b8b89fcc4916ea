//! The sentences about tiles and fields, in English.

use lite_alloc::observe::Loss;

use super::{
    English,
    narration::{bytes, count},
};
use crate::{
    lab::{
        LaneKind,
        view::{Says, Tile, TileKind},
    },
    scene::{
        facts::{Fact, Origin},
        legend::{Sign, Swatch},
        spots::SpotKind,
    },
    text::{
        Narration, Tiles,
        numbers::{address, grouped, scaled},
    },
};

fn origin(&Origin { number, line, ref asked, .. }: &Origin) -> String {
    let line = line.map(|line| format!(", line {line}")).unwrap_or_default();
    format!("{} (operation {}{line})", English.operation(asked), grouped(number as u64))
}

impl Tiles for English {
    fn tile(&self, tile: &Tile, name: &str) -> String {
        let at = address(tile.start);
        let size = bytes(tile.size);
        match tile.kind {
            TileKind::Live { asked, .. } => {
                let padding = match tile.padding() {
                    0 => String::new(),
                    padding => format!(", {} padding", grouped(padding)),
                };
                format!("{at}: {name}, {} live{padding}", bytes(asked))
            }
            TileKind::Free { .. } => format!("{at}: {size} free"),
            TileKind::Bump => format!("{at}: {size} untouched"),
            TileKind::Lost { .. } => format!("{at}: {size} lost"),
            TileKind::Foreign => format!("{at}: foreign, {size}"),
            TileKind::Reserved => format!("{at}: {size} for the heads of the bins"),
            TileKind::Held => format!("{at}: {size} in hand"),
            TileKind::Opaque => format!("{at}: {size}, free or bookkeeping: not known which"),
        }
    }

    fn tile_title(&self, kind: TileKind, name: &str) -> String {
        match kind {
            TileKind::Live { .. } => format!("{name} · live block"),
            TileKind::Free { .. } => "free block".to_owned(),
            TileKind::Bump => "untouched memory".to_owned(),
            TileKind::Lost { .. } => "lost bytes".to_owned(),
            TileKind::Foreign => "foreign pages".to_owned(),
            TileKind::Reserved => "heads of the bins".to_owned(),
            TileKind::Held => "memory in hand".to_owned(),
            TileKind::Opaque => "free memory or bookkeeping".to_owned(),
        }
    }

    fn tile_note(&self, kind: TileKind) -> Option<&'static str> {
        match kind {
            TileKind::Live { .. } | TileKind::Free { .. } => None,
            TileKind::Bump => Some("Above all blocks: handed out next."),
            TileKind::Lost { reason, .. } => Some(match reason {
                Loss::Gap => "Skipped to align the block above it.",
                Loss::Tail => "The end of a region, left over when the memory continued elsewhere.",
                Loss::Large => "A freed block larger than the largest bin: no bin takes it.",
                Loss::Shrunk => "Cut off when a block shrank in place: no list or bin takes it.",
            }),
            TileKind::Foreign => {
                Some("Other code, such as JavaScript or another library, grew the memory here.")
            }
            TileKind::Reserved => Some("The allocator keeps them at the start of its heap."),
            TileKind::Held => Some("Neither free nor handed out: the operation is working on it."),
            TileKind::Opaque => Some("Free, or its bookkeeping: its code does not say which."),
        }
    }

    fn caption(&self, kind: TileKind) -> &'static str {
        match kind {
            TileKind::Live { .. } | TileKind::Free { .. } => "",
            TileKind::Bump => "untouched",
            TileKind::Lost { .. } => "lost",
            TileKind::Foreign => "foreign",
            TileKind::Reserved => "bins",
            TileKind::Held => "in hand",
            TileKind::Opaque => "not live",
        }
    }

    fn fact(&self, fact: &Fact) -> (&'static str, String) {
        match fact {
            Fact::Address { first, last } => ("address", format!("{} – {}", address(*first), address(*last))),
            Fact::Payload(at) => ("payload at", address(*at)),
            Fact::Requested(size) => ("requested", bytes(*size)),
            Fact::Used(size) => ("used", bytes(*size)),
            Fact::Padding(size) => ("padding", bytes(*size)),
            Fact::Alignment(align) => ("alignment", grouped(*align)),
            Fact::MadeBy(by) => ("made by", origin(by)),
            Fact::Size(size) => ("size", bytes(*size)),
            Fact::Position { number, list: Some((len, sizes)) } => {
                let list = self.list(*sizes);
                ("position", format!("{} of {} in the {list}", grouped(*number), grouped(*len)))
            }
            Fact::Position { number, list: None } => ("position", format!("number {}", grouped(*number))),
            Fact::LostBy(by) => ("lost by", origin(by)),
        }
    }

    fn fields_title(&self) -> &'static str {
        "In memory"
    }

    fn field_name(&self, says: Says) -> &'static str {
        match says {
            Says::Size(_) => "size",
            Says::Next(_) => "next",
            Says::Back(_) => "back",
            Says::FreeTag { .. } | Says::LiveTag { .. } => "tag",
            Says::Footer(_) => "footer",
        }
    }

    fn field_meaning(&self, says: Says) -> String {
        match says {
            Says::Size(size) | Says::Footer(size) => grouped(size),
            Says::Next(Some(next)) => address(next),
            Says::Next(None) => "none: the last one".to_owned(),
            Says::Back(Some(back)) => format!("back to {}", address(back)),
            Says::Back(None) => "back to the head of the bin".to_owned(),
            Says::FreeTag { size } => format!("{} + 1: free", grouped(size)),
            Says::LiveTag { previous_free: true } => "2: live, the previous block is free".to_owned(),
            Says::LiveTag { previous_free: false } => "0: live, and so is the previous block".to_owned(),
        }
    }

    fn field_labels(&self, says: Says) -> [String; 2] {
        match says {
            Says::Size(size) => [format!("size {}", grouped(size)), grouped(size)],
            Says::Next(Some(next)) => [format!("next {}", address(next)), format!("→{}", address(next))],
            Says::Next(None) => ["next: none".to_owned(), "→∅".to_owned()],
            Says::Back(Some(back)) => [format!("back {}", address(back)), format!("←{}", address(back))],
            Says::Back(None) => ["back: head".to_owned(), "←bin".to_owned()],
            Says::FreeTag { size } => [format!("free {}", grouped(size)), grouped(size)],
            Says::LiveTag { previous_free: true } => ["prev free".to_owned(), "2".to_owned()],
            Says::LiveTag { previous_free: false } => ["0".to_owned(), "0".to_owned()],
            Says::Footer(size) => [format!("footer {}", grouped(size)), grouped(size)],
        }
    }

    fn legend_title(&self) -> &'static str {
        "What the colours mean"
    }

    fn swatch(&self, swatch: Swatch) -> (&'static str, &'static str) {
        match swatch {
            Swatch::Live => ("live", "What the program asked for. The shades only tell neighbours apart."),
            Swatch::Padding => ("padding", "Part of a block, but not asked for."),
            Swatch::Free => ("free", "A free block, in a list or bin."),
            Swatch::Untouched => ("untouched", "Above all blocks: handed out next."),
            Swatch::Lost => ("lost", "This allocator will never use these bytes again."),
            Swatch::Foreign => ("foreign", "Pages that other code took in the same memory."),
            Swatch::Ungrown => ("not grown", "The memory can still grow by this."),
            Swatch::Reserved => ("bins", "The heads of the bins, at the start of the heap."),
            Swatch::Held => ("in hand", "Neither free nor handed out: the operation is working on it."),
            Swatch::Opaque => {
                ("free or bookkeeping", "Not live: which of the two, this allocator does not say.")
            }
            Swatch::Tag => ("tag", "The boundary tag of a live block."),
            Swatch::FreeTag => {
                ("tag or footer: free", "They say, before and at the end of a block, that it is free.")
            }
        }
    }

    fn signs_title(&self) -> &'static str {
        "What the marks mean"
    }

    fn sign(&self, sign: Sign) -> (&'static str, &'static str) {
        match sign {
            Sign::Current => {
                ("current event", "In this colour: the event shown. Grey: earlier events of the operation.")
            }
            Sign::Unfit => {
                ("does not fit", "The search looked at this free block, and it is too small or misaligned.")
            }
            Sign::Fits => {
                ("fits", "The search looked at this free block and takes it. Numbers give the order.")
            }
            Sign::Passed => ("passed", "The search for a place in the list went past this free block."),
            Sign::Left => ("left its list", "This block was removed from its free list or bin."),
            Sign::Entered => ("entered a list", "This block was inserted into a free list or bin."),
            Sign::Split => ("split", "A free block was cut in two here."),
            Sign::Merged => ("merged", "Two neighbours became one free block; the tooth is the seam."),
            Sign::Written => ("written", "A boundary tag or a link in the block was written."),
            Sign::Bumped => ("bump pointer moved", "The bump pointer moved over these bytes."),
            Sign::Resized => ("resized", "The end of the block moved to the arrowhead."),
            Sign::Moved => ("moved", "The block was here before; the curve leads to its new address."),
            Sign::Grown => ("growth", "The heap grew by this."),
            Sign::Refused => ("refused", "The heap could not grow: out of memory."),
            Sign::Lost => ("lost", "No list or bin will ever hand out these bytes again."),
            Sign::BumpPointer => ("bump pointer", "Above it, the memory is untouched."),
            Sign::HeapEnd => ("end of the heap", "The last page ends here."),
            Sign::PageBorder => ("page border", "A page of memory ends, and the next begins."),
            Sign::ListHead => ("head of a list", "The search in this list starts at this block."),
            Sign::Link => ("link", "From a free block to the next one in its list."),
            Sign::Numbered => {
                ("number of a name", "The script gives this name more than once; this is the fifth block.")
            }
            Sign::Events => ("events", "One dot for each event of the operation, filled as far as shown."),
            Sign::Best => ("best number", "Bold and green: the best of the lanes."),
            Sign::Given => ("your answer", "Round. The numbers give the order that you chose."),
            Sign::Right => ("right answer", "With corners and a tick. The numbers give the order."),
            Sign::ToFree => {
                ("to free", "If the program had freed these blocks, the request would have succeeded.")
            }
        }
    }

    fn spot_label(&self, kind: SpotKind) -> &'static str {
        match kind {
            SpotKind::Aimed | SpotKind::Given => "you",
            SpotKind::Right => "right",
            SpotKind::ToFree => "free",
        }
    }

    fn spot(&self, kind: SpotKind, number: Option<u32>) -> String {
        let what = match kind {
            SpotKind::Aimed | SpotKind::Given => "your answer",
            SpotKind::Right => "right answer",
            SpotKind::ToFree => "to free",
        };
        number.map_or_else(|| what.to_owned(), |number| format!("{what} {number}"))
    }

    fn heap_of(&self, lane: LaneKind) -> String {
        format!("Heap of {}", lane.name())
    }

    fn more_tiles(&self, number: u32) -> String {
        format!("and {}", count(number, "more tile"))
    }

    fn bytes_per_row(&self, bytes: u32) -> String {
        match bytes {
            0..1024 => format!("{bytes} B per row"),
            1024.. => format!("{} per row", scaled(bytes)),
        }
    }

    fn zoom_out(&self) -> &'static str {
        "Zoom out"
    }

    fn zoom_in(&self) -> &'static str {
        "Zoom in"
    }

    fn zoom_fit(&self) -> &'static str {
        "Show the whole heap"
    }
}
