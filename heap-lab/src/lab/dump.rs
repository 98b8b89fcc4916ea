//! A whole run as text that a reader can follow: what the golden tests compare.

use std::fmt::Write;

use super::{
    Recording, narrate,
    view::{Says, Tile, TileKind},
};

/// Each operation with its steps, what came of it, and the heap after it. The position is at the end afterwards.
pub fn dump(recording: &mut Recording) -> String {
    let settings = recording.settings();
    let mut text = format!(
        "{}, at most {} of {} bytes\n",
        recording.kind().name(),
        narrate::count(settings.max_pages, "page"),
        settings.page_size
    );
    for op in 0..recording.len() {
        recording.seek(op + 1);
        operation(recording, op, &mut text);
    }
    numbers(recording, &mut text);
    text
}

fn numbers(recording: &Recording, text: &mut String) {
    let numbers = recording.numbers();
    let percent = |value: Option<f64>| value.map_or_else(|| "-".to_owned(), |value| format!("{value:.1} %"));
    let _ = write!(
        text,
        "
live blocks    {}
live           {} of {} taken, at most {} at a time
heap           {} in {}, {} of somebody else's
free           {} in blocks, {} of bump space, largest hole {}
lost           {}
utilisation    {}
fragmentation  {} internal, {} external
probes         {}
refused        {}
",
        numbers.live_blocks,
        numbers.live,
        numbers.used,
        numbers.peak_live,
        numbers.heap,
        narrate::count(numbers.pages, "page"),
        numbers.foreign,
        numbers.free,
        numbers.bump,
        numbers.largest_hole,
        numbers.lost,
        percent(numbers.utilisation()),
        percent(numbers.internal()),
        percent(numbers.external()),
        numbers.probes_total,
        numbers.failed,
    );
}

fn operation(recording: &Recording, op: usize, text: &mut String) {
    let (kind, page_size) = (recording.kind(), recording.settings().page_size);
    // Writing to a string does not fail.
    let _ = writeln!(text, "\n{}. {}", op + 1, narrate::operation(recording.trace(), op));
    for step in recording.steps(op) {
        let _ = writeln!(text, "   - {}", narrate::step(step, kind, page_size));
    }
    let outcome = narrate::outcome(recording, op);
    if !outcome.is_empty() {
        let _ = writeln!(text, "   = {outcome}");
    }
    let heap: String =
        recording.tiles(0..recording.heap_end()).iter().map(|tile| map(recording, tile)).collect();
    let _ = writeln!(text, "   {heap}");
    for bin in recording.bins().iter().filter(|bin| !bin.blocks.is_empty()) {
        let name = narrate::list(bin.sizes);
        let blocks: Vec<_> = bin.blocks.iter().map(|&(start, _)| narrate::address(start)).collect();
        let _ = writeln!(text, "   {name}: {}", blocks.join(" -> "));
    }
    tags(recording, text);
}

/// The boundary tags, where there are any: `<64|1>` and `<64>` are those of a free block, `<2>` is that of a live block
/// behind it.
fn tags(recording: &Recording, text: &mut String) {
    let tiles = recording.tiles(0..recording.heap_end());
    let fields = tiles.iter().flat_map(|tile| recording.fields(tile));
    let tags: Vec<_> = fields
        .filter_map(|field| match field.says {
            Says::FreeTag { size } => Some(format!("{}<{size}|1>", narrate::address(field.start))),
            Says::Footer(size) => Some(format!("{}<{size}>", narrate::address(field.start))),
            Says::LiveTag { previous_free: true } => Some(format!("{}<2>", narrate::address(field.start))),
            Says::LiveTag { previous_free: false } | Says::Size(_) | Says::Next(_) | Says::Back(_) => None,
        })
        .collect();
    if !tags.is_empty() {
        let _ = writeln!(text, "   tags: {}", tags.join(" "));
    }
}

/// A tile in the map: `[a 4+24+8]` has 4 bytes of header, 24 asked for and 8 of padding.
fn map(recording: &Recording, tile: &Tile) -> String {
    let size = tile.size;
    match tile.kind {
        TileKind::Live { block, asked, header, .. } => {
            let name = narrate::name(recording.trace(), block);
            let before = if header > 0 { format!("{header}+") } else { String::new() };
            let after = if tile.padding() > 0 { format!("+{}", tile.padding()) } else { String::new() };
            format!("[{name} {before}{asked}{after}]")
        }
        TileKind::Free { .. } => format!("(free {size})"),
        TileKind::Bump => format!("<bump {size}>"),
        TileKind::Lost { .. } => format!("{{lost {size}}}"),
        TileKind::Foreign => format!("/foreign {size}/"),
        TileKind::Reserved => format!("|bins {size}|"),
    }
}
