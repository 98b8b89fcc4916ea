//! A whole run as text that a reader can follow: what the golden tests compare.

use std::fmt::Write;

use heap_lab::{
    lab::{
        Recording, report,
        view::{Says, Tile, TileKind},
    },
    text::{
        Language, Text,
        numbers::{address, grouped},
    },
};

/// Each operation with its steps, its outcome, and the heap after it. The position is at the end afterwards.
pub fn dump(recording: &mut Recording) -> String {
    let text = Language::English.text();
    let settings = recording.settings();
    let (name, pages) = (recording.kind().name(), text.pages(settings.max_pages));
    let mut dump = format!("{name}, at most {pages} of {}\n", text.bytes(settings.page_size));
    for op in 0..recording.len() {
        recording.seek(op + 1);
        operation(recording, op, text, &mut dump);
    }
    numbers(recording, text, &mut dump);
    dump
}

fn numbers(recording: &Recording, text: &dyn Text, dump: &mut String) {
    let numbers = recording.numbers();
    let percent = |value: Option<f64>| value.map_or_else(|| "-".to_owned(), |value| format!("{value:.1} %"));
    let _ = write!(
        dump,
        "
live blocks    {}
live           {} of {} used, at most {} at a time
heap           {} in {}, foreign {}
free           {} in blocks, {} untouched, largest piece {}
lost           {}
utilisation    {}
fragmentation  {} internal, {} external
probes         {}
refused        {}
",
        numbers.live_blocks,
        grouped(numbers.live),
        grouped(numbers.used),
        grouped(numbers.peak_live),
        grouped(numbers.heap),
        text.pages(numbers.pages),
        grouped(numbers.foreign),
        grouped(numbers.free),
        grouped(numbers.bump),
        grouped(numbers.largest_hole),
        grouped(numbers.lost),
        percent(numbers.utilisation()),
        percent(numbers.internal()),
        percent(numbers.external()),
        numbers.probes_total,
        numbers.failed,
    );
}

fn operation(recording: &Recording, op: usize, text: &dyn Text, dump: &mut String) {
    let (lane, page_size) = (recording.kind(), recording.settings().page_size);
    // Writing to a string does not fail.
    let _ = writeln!(dump, "\n{}. {}", op + 1, text.operation(&report::asked(recording.trace(), op)));
    for step in recording.steps(op) {
        let _ = writeln!(dump, "   - {}", text.step(&step, lane, page_size));
    }
    if let Some(report) = report::outcome(recording, op) {
        let _ = writeln!(dump, "   = {}", text.outcome(&report));
    }
    let heap: String =
        recording.tiles(0..recording.heap_end()).iter().map(|tile| map(recording, tile)).collect();
    let _ = writeln!(dump, "   {heap}");
    for bin in recording.bins().iter().filter(|bin| !bin.blocks.is_empty()) {
        let blocks: Vec<_> = bin.blocks.iter().map(|&(start, _)| address(start)).collect();
        let _ = writeln!(dump, "   {}: {}", text.list(bin.sizes), blocks.join(" -> "));
    }
    tags(recording, dump);
}

/// The boundary tags, if any: `<64|1>` and `<64>` belong to a free block, `<2>` to a live block after it.
fn tags(recording: &Recording, dump: &mut String) {
    let tiles = recording.tiles(0..recording.heap_end());
    let fields = tiles.iter().flat_map(|tile| recording.fields(tile));
    let tags: Vec<_> = fields
        .filter_map(|field| match field.says {
            Says::FreeTag { size } => Some(format!("{}<{size}|1>", address(field.start))),
            Says::Footer(size) => Some(format!("{}<{size}>", address(field.start))),
            Says::LiveTag { previous_free: true } => Some(format!("{}<2>", address(field.start))),
            Says::LiveTag { previous_free: false } | Says::Size(_) | Says::Next(_) | Says::Back(_) => None,
        })
        .collect();
    if !tags.is_empty() {
        let _ = writeln!(dump, "   tags: {}", tags.join(" "));
    }
}

/// A tile in the map: `[a 4+24+8]` has 4 bytes of header, 24 requested and 8 of padding.
fn map(recording: &Recording, tile: &Tile) -> String {
    let size = tile.size;
    match tile.kind {
        TileKind::Live { block, asked, header, .. } => {
            let name = recording.trace().name(block);
            let before = if header > 0 { format!("{header}+") } else { String::new() };
            let after = if tile.padding() > 0 { format!("+{}", tile.padding()) } else { String::new() };
            format!("[{name} {before}{asked}{after}]")
        }
        TileKind::Free { .. } => format!("(free {size})"),
        TileKind::Bump => format!("<untouched {size}>"),
        TileKind::Lost { .. } => format!("{{lost {size}}}"),
        TileKind::Foreign => format!("/foreign {size}/"),
        TileKind::Reserved => format!("|bins {size}|"),
        TileKind::Held => format!("?in hand {size}?"),
        TileKind::Opaque => format!("=its own {size}="),
    }
}
