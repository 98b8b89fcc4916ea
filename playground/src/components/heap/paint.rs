//! Paints a [`Scene`] on a canvas. Where things are is the scene's business, what they look like is decided here.

use super::{marks, style::Style};
use crate::{
    browser::canvas::Canvas,
    lab::view::TileKind,
    scene::{
        Glow, Rect, Scene,
        grid::{GAP, ROW},
        tiles::{CELL, Cell, LABEL_PADDING, Piece, Share},
    },
};

/// Between two tiles, so that they are told apart.
const SEAM: f64 = 1.0;

/// Paints the whole picture.
pub fn paint(canvas: &Canvas, style: &Style, scene: &Scene) {
    canvas.dashed(false);
    ungrown(canvas, style, scene);
    live(canvas, style, &scene.pieces);
    free(canvas, style, &scene.pieces);
    others(canvas, style, &scene.pieces);
    cells(canvas, style, &scene.cells);
    borders(canvas, style, scene);
    labels(canvas, style, &scene.pieces);
    lights(canvas, style, scene, Glow::Hovered);
    marks::links(canvas, style, &scene.links);
    marks::marks(canvas, style, &scene.marks);
    pointers(canvas, style, scene);
    lights(canvas, style, scene, Glow::Selected);
    lights(canvas, style, scene, Glow::Focused);
    gutters(canvas, style, scene);
}

/// A piece without the seam to its right neighbour.
fn body(piece: &Piece) -> Rect {
    let Rect { x, y, w, h } = piece.span.rect;
    Rect { x, y, w: if piece.span.goes_on { w } else { w - SEAM }, h }
}

fn ungrown(canvas: &Canvas, style: &Style, scene: &Scene) {
    canvas.draw_with(&style.colors.ungrown_line, 1.0);
    canvas.dashed(true);
    for span in &scene.ungrown {
        let Rect { x, y, w, h } = span.rect;
        canvas.frame((x, y, w, h), 1.0, span.from_above, span.goes_on);
    }
    canvas.dashed(false);
}

fn live(canvas: &Canvas, style: &Style, pieces: &[Piece]) {
    let colors = &style.colors;
    let tints = [&colors.live_a, &colors.live_b, &colors.live_c];
    for (number, tint) in tints.iter().enumerate() {
        canvas.fill_with(tint);
        for piece in pieces {
            if let TileKind::Live { block, .. } = piece.tile.kind
                && block as usize % tints.len() == number
            {
                let Rect { x, y, w, h } = body(piece);
                canvas.rect(x, y, (piece.padded_from - x).min(w), h);
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
    canvas.fill_with(&colors.padding);
    padded().for_each(|(x, y, w, h)| canvas.rect(x, y, w, h));
    canvas.fill_with_pattern(&style.hatch);
    padded().for_each(|(x, y, w, h)| canvas.rect(x, y, w, h));
    // A strong left edge says where a block begins, however its neighbours are tinted.
    canvas.fill_with(&colors.live_line);
    for piece in pieces {
        if matches!(piece.tile.kind, TileKind::Live { .. }) && !piece.span.from_above {
            let Rect { x, y, w, h } = body(piece);
            canvas.rect(x, y, if w > 6.0 { 2.0 } else { 1.0 }, h);
        }
    }
}

fn free(canvas: &Canvas, style: &Style, pieces: &[Piece]) {
    canvas.fill_with(&style.colors.free);
    canvas.draw_with(&style.colors.free_line, 1.5);
    for piece in pieces.iter().filter(|piece| matches!(piece.tile.kind, TileKind::Free { .. })) {
        let Rect { x, y, w, h } = body(piece);
        canvas.rect(x, y, w, h);
        canvas.frame((x, y, w, h), 1.5, piece.span.from_above, piece.span.goes_on);
    }
}

/// Bump space, lost bytes and pages of somebody else: a ground and a pattern.
fn others(canvas: &Canvas, style: &Style, pieces: &[Piece]) {
    let colors = &style.colors;
    for (kind, ground, pattern, line) in [
        (Share::Bump, &colors.bump, &style.dots, &colors.bump_line),
        (Share::Lost, &colors.lost, &style.cross_hatch, &colors.lost_line),
        (Share::Foreign, &colors.foreign, &style.stripes, &colors.foreign_line),
    ] {
        let of_kind = || {
            pieces.iter().filter(|piece| Share::of(piece.tile.kind) == kind).map(|piece| (piece, body(piece)))
        };
        canvas.fill_with(ground);
        of_kind().for_each(|(_, Rect { x, y, w, h })| canvas.rect(x, y, w, h));
        canvas.fill_with_pattern(pattern);
        of_kind().for_each(|(_, Rect { x, y, w, h })| canvas.rect(x, y, w, h));
        canvas.draw_with(line, 1.0);
        of_kind().for_each(|(piece, Rect { x, y, w, h })| {
            canvas.frame((x, y, w, h), 1.0, piece.span.from_above, piece.span.goes_on);
        });
    }
}

/// Columns of what is too small to be seen: what is live stands at the bottom, what is free hangs from the top.
fn cells(canvas: &Canvas, style: &Style, cells: &[Cell]) {
    let colors = &style.colors;
    for (index, share) in Share::ALL.into_iter().enumerate() {
        canvas.fill_with(match share {
            Share::Live => &colors.live_dense,
            Share::Padding => &colors.padding_dense,
            Share::Bump => &colors.bump_dense,
            Share::Lost => &colors.lost_line,
            Share::Foreign => &colors.foreign_dense,
            Share::Free => &colors.free_dense,
        });
        for cell in cells.iter().filter(|cell| cell.shares[index] > 0.0) {
            let height = |shares: &[f64]| shares.iter().sum::<f64>() / cell.w * ROW;
            let below = height(&cell.shares[..index]);
            let own = height(&cell.shares[index..=index]);
            // A cell between two others may be narrower than a pixel; it is drawn as wide as the rest.
            let w = if cell.w < CELL { cell.w.max(0.5) } else { CELL };
            canvas.rect(cell.x, cell.y + ROW - below - own, w, own);
        }
    }
}

fn borders(canvas: &Canvas, style: &Style, scene: &Scene) {
    canvas.fill_with(&style.colors.page_line);
    for border in &scene.borders {
        if border.at_row_start {
            canvas.rect(scene.grid.left - 10.0, border.y - GAP / 2.0, scene.grid.width + 10.0, 1.0);
        } else {
            canvas.upright(border.x - SEAM / 2.0, border.y - 3.0, border.y + ROW + 3.0, 1.0);
        }
    }
}

fn labels(canvas: &Canvas, style: &Style, pieces: &[Piece]) {
    let colors = &style.colors;
    let labelled = || pieces.iter().filter_map(|piece| piece.label.as_ref().map(|label| (piece, label)));
    let start = |piece: &Piece| piece.span.rect.x + LABEL_PADDING;
    // Patterns would make letters hard to read, so they get a plain ground.
    for (piece, label) in labelled() {
        let width = label.chars() as f64 * style.advance;
        let end = start(piece) + width + 3.0;
        let (ground, from) = match piece.tile.kind {
            TileKind::Live { .. } if end > piece.padded_from => (&colors.padding, piece.padded_from),
            TileKind::Live { .. } | TileKind::Free { .. } => continue,
            TileKind::Bump => (&colors.bump, start(piece) - 3.0),
            TileKind::Lost { .. } => (&colors.lost, start(piece) - 3.0),
            TileKind::Foreign => (&colors.foreign, start(piece) - 3.0),
        };
        canvas.fill_with(ground);
        canvas.rect(from, piece.span.rect.y + 3.0, end - from, ROW - 6.0);
    }
    let ink = |kind: TileKind, soft: bool| match kind {
        TileKind::Live { .. } if soft => &colors.live_soft,
        TileKind::Live { .. } => &colors.live_ink,
        TileKind::Free { .. } => &colors.free_ink,
        TileKind::Bump => &colors.bump_ink,
        TileKind::Lost { .. } => &colors.lost_ink,
        TileKind::Foreign => &colors.foreign_ink,
    };
    canvas.write_with(600, style.size, &style.family);
    for (piece, label) in labelled().filter(|(_, label)| !label.name.is_empty()) {
        canvas.fill_with(ink(piece.tile.kind, false));
        canvas.text(&label.name, start(piece), piece.span.rect.y + ROW / 2.0 + 0.5);
    }
    canvas.write_with(400, style.size, &style.family);
    for (piece, label) in labelled().filter(|(_, label)| !label.size.is_empty()) {
        canvas.fill_with(ink(piece.tile.kind, true));
        let before = (label.chars() - label.size.chars().count()) as f64 * style.advance;
        canvas.text(&label.size, start(piece) + before, piece.span.rect.y + ROW / 2.0 + 0.5);
    }
}

fn lights(canvas: &Canvas, style: &Style, scene: &Scene, wanted: Glow) {
    let colors = &style.colors;
    let (color, width, out) = match wanted {
        Glow::Hovered => (&colors.hover, 1.5, 1.0),
        Glow::Selected => (&colors.selected, 2.0, 2.0),
        Glow::Focused => (&colors.focus, 2.0, 4.0),
    };
    canvas.draw_with(color, width);
    canvas.dashed(wanted == Glow::Focused);
    for (_, span) in scene.lights.iter().filter(|(glow, _)| *glow == wanted) {
        let Rect { x, y, w, h } = span.rect;
        let w = (w - SEAM).max(3.0);
        canvas.frame((x - out, y - out, w + 2.0 * out, h + 2.0 * out), width, span.from_above, span.goes_on);
    }
    canvas.dashed(false);
}

/// The bump pointer and the end of the heap.
fn pointers(canvas: &Canvas, style: &Style, scene: &Scene) {
    if let Some((x, y)) = scene.end {
        canvas.fill_with(&style.colors.end_line);
        canvas.upright(x, y - 4.0, y + ROW + 4.0, 3.0);
    }
    if let Some((x, y)) = scene.bump {
        let (top, bottom) = (y - 2.0, y + ROW + 2.0);
        canvas.fill_with(&style.colors.bump_pointer);
        canvas.upright(x, top, bottom, 2.0);
        canvas.shape(&[(x - 4.0, bottom + 5.0), (x + 4.0, bottom + 5.0), (x, bottom - 1.0)]);
    }
}

fn gutters(canvas: &Canvas, style: &Style, scene: &Scene) {
    canvas.write_with(400, style.size, &style.family);
    for gutter in &scene.gutters {
        let colors = &style.colors;
        canvas.fill_with(if gutter.in_heap { &colors.gutter_ink } else { &colors.gutter_faint });
        canvas.text(&gutter.text, 6.0, gutter.y + ROW / 2.0 + 0.5);
    }
}
