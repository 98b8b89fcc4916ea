//! Paints a [`Scene`] with a brush. The scene decides where things are; the looks are decided here.

use heap_lab::{
    lab::view::TileKind,
    scene::{
        Highlight, Overview, Rect, Scene,
        fields::{FIELD_INDENT, FieldBox, Look},
        grid::{AFTER_ADDRESS, Grid},
        tiles::{Cell, HALF_LINE, Piece, Share},
    },
};

use super::{motion::Change, overlay, style::Style};
use crate::browser::brush::Brush;

/// Gap between two tiles.
const SEAM: f64 = 1.0;
/// How far the ticks of a page border reach out of the row, and into it.
const TICK: f64 = 3.0;

/// A narrower block would be nothing but its edge.
const MIN_EDGED: f64 = 7.0;

/// Paints the whole picture.
pub fn paint(brush: &Brush, style: &Style, scene: &Scene, whole: Option<&Overview>, change: Option<Change>) {
    brush.dashed(false);
    ungrown(brush, style, scene);
    live(brush, style, &scene.pieces);
    free(brush, style, &scene.pieces);
    others(brush, style, &scene.pieces);
    cells(brush, style, &scene.cells, scene.grid.row);
    fields(brush, style, scene);
    borders(brush, style, scene);
    labels(brush, style, scene);
    highlights(brush, style, scene, Highlight::Hovered);
    overlay::links(brush, style, &scene.links);
    let end = growth(brush, style, scene, change);
    overlay::marks(brush, style, scene, change);
    pointers(brush, style, scene, change, end);
    overlay::spots(brush, style, scene);
    highlights(brush, style, scene, Highlight::Selected);
    highlights(brush, style, scene, Highlight::Focused);
    gutters(brush, style, scene);
    if let Some(whole) = whole {
        overview(brush, style, &scene.grid, whole);
    }
}

/// The whole heap in a strip, with a frame around the part that the rows show.
fn overview(brush: &Brush, style: &Style, grid: &Grid, whole: &Overview) {
    let colors = &style.colors;
    let Rect { x, y, w, h } = Rect { x: 0.0, y: grid.bottom, w: grid.view.width, h: grid.view.height };
    brush.fill_with(&colors.surface);
    brush.rect(x, y, w, h);
    cells(brush, style, &whole.cells, whole.grid.row);
    brush.draw_with(&colors.ungrown_line, 1.0);
    let top = whole.grid.row_top(0);
    brush.frame((grid.left, top, grid.width, whole.grid.row), 1.0, false, false);
    let visible = grid.visible_bytes();
    let along = |address: u32| grid.left + (f64::from(address) * whole.grid.scale).min(grid.width);
    let (from, to) = (along(visible.start), along(visible.end));
    brush.draw_with(&colors.focus, 2.0);
    brush.frame((from - 1.0, top - 2.0, (to - from).max(4.0) + 2.0, whole.grid.row + 4.0), 2.0, false, false);
}

/// A piece without the gap to its right neighbour.
fn body(piece: &Piece) -> Rect {
    let Rect { x, y, w, h } = piece.span.rect;
    Rect { x, y, w: if piece.span.goes_on { w } else { w - SEAM }, h }
}

fn ungrown(brush: &Brush, style: &Style, scene: &Scene) {
    brush.draw_with(&style.colors.ungrown_line, 1.0);
    brush.dashed(true);
    // Each row is a box of its own: with open ends they would look unfinished.
    for Rect { x, y, w, h } in scene.ungrown.iter().map(|span| span.rect) {
        brush.frame((x, y, w, h), 1.0, false, false);
    }
    brush.dashed(false);
}

fn live(brush: &Brush, style: &Style, pieces: &[Piece]) {
    let colors = &style.colors;
    let tints = [&colors.live_a, &colors.live_b, &colors.live_c];
    for (number, tint) in tints.iter().enumerate() {
        brush.fill_with(tint);
        for piece in pieces {
            if let TileKind::Live { block, .. } = piece.tile.kind
                && block as usize % tints.len() == number
            {
                let Rect { x, y, w, h } = body(piece);
                brush.rect(x, y, (piece.padded_from - x).min(w), h);
            }
        }
    }
    let padded = || {
        pieces.iter().filter_map(|piece| {
            let Rect { x, y, w, h } = body(piece);
            let width = x + w - piece.padded_from;
            (width > 0.0).then_some((piece.padded_from, y, width, h))
        })
    };
    brush.fill_with(&colors.padding);
    padded().for_each(|(x, y, w, h)| brush.rect(x, y, w, h));
    brush.fill_with_pattern(&style.hatch);
    padded().for_each(|(x, y, w, h)| brush.rect(x, y, w, h));
    // A strong left edge shows where a block begins, whatever the tints of its neighbours.
    brush.fill_with(&colors.live_line);
    for piece in pieces {
        let Rect { x, y, w, h } = body(piece);
        if matches!(piece.tile.kind, TileKind::Live { .. }) && !piece.span.from_above && w > MIN_EDGED {
            brush.rect(x, y, 2.0, h);
        }
    }
}

fn free(brush: &Brush, style: &Style, pieces: &[Piece]) {
    let colors = &style.colors;
    let of_kind = |edged: bool| {
        let is_free = |piece: &&Piece| matches!(piece.tile.kind, TileKind::Free { .. });
        pieces.iter().filter(is_free).filter(move |piece| (body(piece).w > MIN_EDGED) == edged)
    };
    brush.fill_with(&colors.free_dense);
    for Rect { x, y, w, h } in of_kind(false).map(body) {
        brush.rect(x, y, w, h);
    }
    brush.fill_with(&colors.free);
    brush.draw_with(&colors.free_line, 1.5);
    for piece in of_kind(true) {
        let Rect { x, y, w, h } = body(piece);
        brush.rect(x, y, w, h);
        brush.frame((x, y, w, h), 1.5, piece.span.from_above, piece.span.goes_on);
    }
}

/// Untouched memory, lost bytes, foreign pages and what allocators keep: a background and a pattern.
fn others(brush: &Brush, style: &Style, pieces: &[Piece]) {
    let colors = &style.colors;
    for (kind, ground, pattern, line) in [
        (Share::Bump, &colors.bump, &style.dots, &colors.bump_line),
        (Share::Lost, &colors.lost, &style.cross_hatch, &colors.lost_line),
        (Share::Foreign, &colors.foreign, &style.stripes, &colors.foreign_line),
        (Share::Reserved, &colors.reserved, &style.bars, &colors.reserved_line),
        (Share::Held, &colors.held, &style.fine_hatch, &colors.held_line),
        (Share::Opaque, &colors.opaque, &style.lines, &colors.opaque_line),
    ] {
        let of_kind = || {
            pieces.iter().filter(|piece| Share::of(piece.tile.kind) == kind).map(|piece| (piece, body(piece)))
        };
        brush.fill_with(ground);
        of_kind().for_each(|(_, Rect { x, y, w, h })| brush.rect(x, y, w, h));
        brush.fill_with_pattern(pattern);
        of_kind().for_each(|(_, Rect { x, y, w, h })| brush.rect(x, y, w, h));
        brush.draw_with(line, 1.0);
        of_kind().for_each(|(piece, Rect { x, y, w, h })| {
            brush.frame((x, y, w, h), 1.0, piece.span.from_above, piece.span.goes_on);
        });
    }
}

/// Stacked columns for tiles that are too small to see: live bytes at the bottom, free bytes at the top.
fn cells(brush: &Brush, style: &Style, cells: &[Cell], row: f64) {
    let colors = &style.colors;
    for (index, share) in Share::ALL.into_iter().enumerate() {
        brush.fill_with(match share {
            Share::Live => &colors.live_dense,
            Share::Padding => &colors.padding_dense,
            Share::Bump => &colors.bump_dense,
            Share::Lost => &colors.lost_line,
            Share::Foreign => &colors.foreign_dense,
            Share::Reserved => &colors.reserved_dense,
            Share::Held => &colors.held_dense,
            Share::Opaque => &colors.opaque_dense,
            Share::Free => &colors.free_dense,
        });
        for cell in cells.iter().filter(|cell| cell.shares[index] > 0.0) {
            let height = |shares: &[f64]| shares.iter().sum::<f64>() / cell.w * row;
            let below = height(&cell.shares[..index]);
            let own = height(&cell.shares[index..=index]);
            // A cell between two others may be narrower than a pixel.
            let w = cell.w.max(0.5);
            brush.rect(cell.x, cell.y + row - below - own, w, own);
        }
    }
}

/// Headers, tags and footers, with their contents where there is room.
fn fields(brush: &Brush, style: &Style, scene: &Scene) {
    let colors = &style.colors;
    for (look, ground, ink) in [
        (Look::Tag, &colors.tag, &colors.tag_ink),
        (Look::FreeTag, &colors.tag_free, &colors.tag_free_ink),
        (Look::Word, &colors.field, &colors.field_ink),
    ] {
        let of_look = || scene.fields.iter().filter(move |field| field.look == look);
        brush.fill_with(ground);
        for Rect { x, y, w, h } in of_look().map(|field| field.rect) {
            brush.rect(x, y, w - SEAM, h);
        }
        brush.write_with(400, style.size, &style.family);
        brush.fill_with(ink);
        for FieldBox { rect, text, .. } in of_look().filter(|field| !field.text.is_empty()) {
            brush.text(text, rect.x + FIELD_INDENT, scene.grid.middle(rect.y) + 0.5);
        }
    }
}

fn borders(brush: &Brush, style: &Style, scene: &Scene) {
    brush.fill_with(&style.colors.page_line);
    for border in &scene.borders {
        if border.at_row_start {
            let left = scene.grid.left - AFTER_ADDRESS;
            brush.rect(left, border.y - scene.grid.gap / 2.0, scene.grid.width + AFTER_ADDRESS, 1.0);
        } else {
            // Only ticks: a line would cross names, and look like a split.
            let (x, bottom) = (border.x - SEAM / 2.0, border.y + scene.grid.row);
            brush.upright(x, border.y - TICK, border.y + TICK, 1.0);
            brush.upright(x, bottom - TICK, bottom + TICK, 1.0);
        }
    }
}

fn labels(brush: &Brush, style: &Style, scene: &Scene) {
    let colors = &style.colors;
    let labelled =
        || scene.pieces.iter().filter_map(|piece| piece.label.as_ref().map(|label| (piece, label)));
    let start = |piece: &Piece| scene.label_from(piece);
    let line = style.size * HALF_LINE;
    // Letters on a pattern would be hard to read, so they get a plain background.
    for (piece, label) in labelled() {
        let width = label.columns() as f64 * style.advance;
        let end = start(piece) + width + 3.0;
        let (ground, from) = match piece.tile.kind {
            TileKind::Live { .. } if end > piece.padded_from => (&colors.padding, piece.padded_from),
            TileKind::Live { .. } | TileKind::Free { .. } => continue,
            TileKind::Bump => (&colors.bump, start(piece) - 3.0),
            TileKind::Lost { .. } => (&colors.lost, start(piece) - 3.0),
            TileKind::Foreign => (&colors.foreign, start(piece) - 3.0),
            TileKind::Reserved => (&colors.reserved, start(piece) - 3.0),
            TileKind::Held => (&colors.held, start(piece) - 3.0),
            TileKind::Opaque => (&colors.opaque, start(piece) - 3.0),
        };
        let half = (if label.stacked { 2.0 * line } else { line } + 2.0).min(scene.grid.row / 2.0 - 2.0);
        brush.fill_with(ground);
        brush.rect(from, scene.grid.middle(piece.span.rect.y) - half, end - from, 2.0 * half);
    }
    let ink = |kind: TileKind, soft: bool| match kind {
        TileKind::Live { .. } if soft => &colors.live_soft,
        TileKind::Live { .. } => &colors.live_ink,
        TileKind::Free { .. } => &colors.free_ink,
        TileKind::Bump => &colors.bump_ink,
        TileKind::Lost { .. } => &colors.lost_ink,
        TileKind::Foreign => &colors.foreign_ink,
        TileKind::Reserved => &colors.reserved_ink,
        TileKind::Held => &colors.held_ink,
        TileKind::Opaque => &colors.opaque_ink,
    };
    let middle = |piece: &Piece| scene.grid.middle(piece.span.rect.y) + 0.5;
    brush.write_with(600, style.size, &style.family);
    for (piece, label) in labelled().filter(|(_, label)| !label.name.is_empty()) {
        brush.fill_with(ink(piece.tile.kind, false));
        let up = if label.stacked { line } else { 0.0 };
        brush.text(&label.name, start(piece), middle(piece) - up);
    }
    brush.write_with(400, style.size, &style.family);
    for (piece, label) in labelled().filter(|(_, label)| !label.size.is_empty()) {
        brush.fill_with(ink(piece.tile.kind, true));
        let before = label.columns() - label.size.chars().count();
        let (before, down) = if label.stacked { (0, line) } else { (before, 0.0) };
        brush.text(&label.size, start(piece) + before as f64 * style.advance, middle(piece) + down);
    }
}

fn highlights(brush: &Brush, style: &Style, scene: &Scene, wanted: Highlight) {
    let colors = &style.colors;
    let (color, width, out) = match wanted {
        Highlight::Hovered => (&colors.hover, 1.5, 1.0),
        Highlight::Selected => (&colors.selected, 2.0, 2.0),
        Highlight::Focused => (&colors.focus, 2.0, 4.0),
    };
    brush.draw_with(color, width);
    brush.dashed(wanted == Highlight::Focused);
    for (_, span) in scene.highlights.iter().filter(|(why, _)| *why == wanted) {
        let Rect { x, y, w, h } = span.rect;
        let w = (w - SEAM).max(3.0);
        brush.frame((x - out, y - out, w + 2.0 * out, h + 2.0 * out), width, span.from_above, span.goes_on);
    }
    brush.dashed(false);
}

/// Covers the pages that have not arrived yet. Returns the end of the heap so far.
fn growth(brush: &Brush, style: &Style, scene: &Scene, change: Option<Change>) -> u32 {
    let end = scene.grid.space.heap_end;
    let before = change.map_or(end, |change| change.before.grid.space.heap_end);
    let now = change.filter(|_| before < end).map_or(end, |change| change.address(before, end));
    brush.fill_with(&style.colors.surface);
    for Rect { x, y, w, h } in scene.grid.spans(now..end).map(|span| span.rect) {
        brush.rect(x, y - 1.0, w, h + 2.0);
    }
    now
}

/// The bump pointer and the end of the heap.
fn pointers(brush: &Brush, style: &Style, scene: &Scene, change: Option<Change>, end: u32) {
    let grid = &scene.grid;
    if let Some((x, y)) = scene.end.and(grid.edge(end)) {
        brush.fill_with(&style.colors.end_line);
        brush.upright(x, y - 4.0, y + grid.row + 4.0, 3.0);
    }
    let from = change.and_then(|change| Some((change, change.before.bump?)));
    let at = scene.bump.map(|at| from.map_or(at, |(change, from)| change.address(from, at)));
    if let Some((x, y)) = at.and_then(|at| grid.edge(at)) {
        let (top, bottom) = (y - 2.0, y + grid.row + 1.0);
        brush.fill_with(&style.colors.bump_pointer);
        brush.upright(x, top, bottom, 2.0);
        brush.shape(&[(x - 4.5, bottom + 6.0), (x + 4.5, bottom + 6.0), (x, bottom - 1.0)]);
    }
}

fn gutters(brush: &Brush, style: &Style, scene: &Scene) {
    brush.write_with(400, style.size, &style.family);
    for gutter in &scene.gutters {
        let colors = &style.colors;
        brush.fill_with(if gutter.in_heap { &colors.gutter_ink } else { &colors.gutter_faint });
        let width = gutter.text.len() as f64 * style.advance;
        brush.text(&gutter.text, scene.grid.left - AFTER_ADDRESS - width, scene.grid.middle(gutter.y) + 0.5);
    }
}
