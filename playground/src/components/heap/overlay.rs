//! Paints the effects of an operation's steps, and the links of the free lists.

use heap_lab::scene::{
    Rect, Scene,
    grid::{Grid, Span},
    labels::columns,
    links::{Link, curve},
    spots::{SpotKind, SpotMark},
    step_marks::{Badge, Mark, MarkKind},
};
use lite_alloc::observe::Fit;

use super::{motion::Change, style::Style};
use crate::browser::brush::Brush;

/// Distance below a row at which the lines of movements run.
const BELOW: f64 = 4.0;

/// Paints links, with a halo that sets them off from what they cross.
pub fn links(brush: &Brush, style: &Style, links: &[Link]) {
    let colors = &style.colors;
    for (color, width) in [(&colors.surface, 4.0), (&colors.link, 1.5)] {
        brush.draw_with(color, width);
        links.iter().filter(|link| !link.head).for_each(|link| brush.curve(&link.points));
    }
    brush.fill_with(&colors.link);
    for link in links {
        let [start, .., control, end] = link.points;
        if link.head {
            let (x, y) = start;
            brush.shape(&[(x - 6.0, y - 4.5), (x + 1.0, y), (x - 6.0, y + 4.5)]);
        } else {
            arrowhead(brush, control, end, 7.0);
        }
    }
}

/// A filled arrowhead at `tip`, pointing away from `from`.
fn arrowhead(brush: &Brush, from: (f64, f64), tip: (f64, f64), length: f64) {
    let (dx, dy) = (tip.0 - from.0, tip.1 - from.1);
    let distance = dx.hypot(dy);
    if distance < 0.1 {
        return;
    }
    let (ux, uy) = (dx / distance, dy / distance);
    let base = (tip.0 - ux * length, tip.1 - uy * length);
    let half = length * 0.5;
    brush.shape(&[tip, (base.0 - uy * half, base.1 + ux * half), (base.0 + uy * half, base.1 - ux * half)]);
}

/// Paints marks, the current one last.
pub fn marks(brush: &Brush, style: &Style, scene: &Scene, change: Option<Change>) {
    let (grid, marks) = (&scene.grid, &scene.marks);
    for mark in marks.iter().filter(|mark| !mark.current).chain(marks.iter().filter(|mark| mark.current)) {
        let colors = &style.colors;
        let color = if mark.current { &colors.current } else { &colors.mark };
        let width = if mark.current { 2.0 } else { 1.0 };
        brush.fill_with(color);
        brush.draw_with(color, width);
        match mark.kind {
            MarkKind::Probed(_) | MarkKind::Passed if mark.current => outline(brush, mark, width),
            MarkKind::Probed(_) | MarkKind::Passed => {}
            MarkKind::Taken | MarkKind::Entered => {
                // The outlines of all steps together would be a tangle.
                if mark.current {
                    outline(brush, mark, width);
                }
                wedge(brush, mark, mark.kind == MarkKind::Taken);
            }
            MarkKind::Cut => cut(brush, style, grid, mark, color, change),
            MarkKind::Merged => merged(brush, grid, mark),
            MarkKind::Relinked | MarkKind::Tagged => outline(brush, mark, width.max(1.5)),
            MarkKind::Bumped | MarkKind::Lowered => movement(brush, grid, mark, true),
            MarkKind::Resized => movement(brush, grid, mark, false),
            MarkKind::Moved => {
                brush.dashed(true);
                outline(brush, mark, width.max(1.5));
                brush.dashed(false);
                moved(brush, style, grid, mark, color);
            }
            MarkKind::Grown => {
                brush.dashed(true);
                outline(brush, mark, width.max(1.5));
                brush.dashed(false);
            }
            MarkKind::Refused => refused(brush, style, grid, mark),
            MarkKind::Lost => outline(brush, mark, width.max(1.5)),
        }
    }
    if let (Some(change), Some(mark)) = (change, marks.iter().find(|mark| mark.current)) {
        on_the_way(brush, style, grid, mark, change);
    }
    // Badges come last, so that no outline crosses a number.
    if marks.iter().any(|mark| matches!(mark.badge, Badge::Numbered(_))) {
        brush.write_with(700, grid.badge().letters, &style.family);
    }
    for mark in marks.iter().filter(|mark| !mark.current).chain(marks.iter().filter(|mark| mark.current)) {
        match mark.kind {
            MarkKind::Probed(fit) => badge(brush, style, scene, mark, Some(fit)),
            MarkKind::Passed => badge(brush, style, scene, mark, None),
            _ => {}
        }
    }
}

/// Paints the marks of an answer: round for the reader's, with corners and a tick for the right one.
pub fn spots(brush: &Brush, style: &Style, scene: &Scene) {
    let (colors, size) = (&style.colors, scene.grid.badge());
    for Span { rect, from_above, goes_on, .. } in scene.spots.iter().flat_map(|spot| &spot.outline) {
        to_free(brush, style, rect, *from_above, *goes_on);
    }
    for SpotMark { kind, label, badge, pole, .. } in &scene.spots {
        let (ground, ink) = colors_of(*kind, style);
        let Rect { x, y, w, h } = *badge;
        // A rim sets it off from what it covers.
        if let Some((start, top)) = *pole {
            brush.fill_with(&colors.surface);
            brush.upright(start, top - 5.0, top + scene.grid.row + 5.0, 5.0);
            brush.fill_with(if *kind == SpotKind::Aimed { ink } else { ground });
            brush.upright(start, top - 4.0, top + scene.grid.row + 4.0, 3.0);
        }
        if label.is_empty() {
            brush.fill_with(ground);
            brush.rect(x, y, w, h);
            continue;
        }
        badge_shape(brush, style, *kind, badge);
        let is_right = *kind == SpotKind::Right;
        let written = columns(label) as f64 * size.advance;
        let from = x + (w - written - if is_right { 2.0 * size.advance } else { 0.0 }) / 2.0;
        brush.write_with(700, size.letters, &style.family);
        brush.text(label, from, y + h / 2.0 + 0.5);
        if is_right {
            tick(brush, (from + written + size.advance * 0.6, y + h / 2.0), size.letters / 10.0, ink);
        }
    }
}

/// The ground and the ink of a mark.
fn colors_of(kind: SpotKind, style: &Style) -> (&str, &str) {
    let colors = &style.colors;
    match kind {
        SpotKind::Aimed => (&colors.surface, &colors.given),
        SpotKind::Given => (&colors.given, &colors.given_ink),
        SpotKind::Right => (&colors.fits, &colors.fits_ink),
        SpotKind::ToFree => (&colors.to_free, &colors.to_free_ink),
    }
}

/// A badge with its rim, filled; the brush then has its ink.
fn badge_shape(brush: &Brush, style: &Style, kind: SpotKind, &Rect { x, y, w, h }: &Rect) {
    let (ground, ink) = colors_of(kind, style);
    let radius = match kind {
        SpotKind::Aimed | SpotKind::Given => h / 2.0,
        SpotKind::Right => 0.0,
        SpotKind::ToFree => 3.0,
    };
    brush.fill_with(if kind == SpotKind::Aimed { ink } else { &style.colors.surface });
    brush.pill(x - 1.5, y - 1.5, w + 3.0, h + 3.0, if radius > 0.0 { radius + 1.5 } else { 0.0 });
    brush.fill_with(ground);
    brush.pill(x, y, w, h, radius);
    brush.fill_with(ink);
}

fn tick(brush: &Brush, (x, y): (f64, f64), k: f64, ink: &str) {
    let line = [(0.0, 0.0), (1.8, 2.6), (5.4, -3.0)].map(|(dx, dy)| (x + dx * k, y + dy * k));
    brush.draw_with(ink, 1.8 * k);
    brush.line(&line);
}

/// The outline of a block to free.
fn to_free(brush: &Brush, style: &Style, &Rect { x, y, w, h }: &Rect, from_above: bool, goes_on: bool) {
    brush.draw_with(&style.colors.to_free, 2.0);
    brush.dashed(true);
    brush.frame((x + 2.0, y + 2.0, w - 5.0, h - 4.0), 2.0, from_above, goes_on);
    brush.dashed(false);
}

/// The mark of a kind in the legend of a picture.
pub fn sample(brush: &Brush, style: &Style, kind: SpotKind, (x, y, w, h): (f64, f64, f64, f64)) {
    let square = Rect { x: x + (w - h) / 2.0, y, w: h, h };
    match kind {
        SpotKind::Aimed | SpotKind::Given => badge_shape(brush, style, kind, &square),
        SpotKind::Right => {
            badge_shape(brush, style, kind, &square);
            let ink = colors_of(kind, style).1;
            tick(brush, (square.x + 2.0, y + h / 2.0), h / 12.0, ink);
        }
        SpotKind::ToFree => to_free(brush, style, &Rect { x, y, w, h }, false, false),
    }
}

/// What only a change shows: a block that is looked at pulses, a border between merged blocks goes, a block slides to its
/// new address.
fn on_the_way(brush: &Brush, style: &Style, grid: &Grid, mark: &Mark, change: Change) {
    let rest = 1.0 - change.progress;
    brush.draw_with(&style.colors.current, 2.0);
    match mark.kind {
        MarkKind::Probed(_) | MarkKind::Passed => {
            brush.opacity(rest);
            let out = 2.0 + 6.0 * change.progress;
            for Rect { x, y, w, h } in mark.spans.iter().map(|span| span.rect) {
                brush.frame((x - out, y - out, w + 2.0 * out, h + 2.0 * out), 2.0, false, false);
            }
        }
        MarkKind::Merged => {
            if let Some((x, y)) = mark.at {
                brush.fill_with(&style.colors.free_line);
                brush.upright(x, y, y + grid.row * rest, 3.0);
            }
        }
        MarkKind::Moved => {
            if let (Some(span), Some((x, y))) = (mark.spans.first(), mark.at) {
                let Rect { x: from, y: above, w, h } = span.rect;
                brush.opacity(0.4 + 0.4 * rest);
                brush.fill_with(&style.colors.live_dense);
                brush.rect(change.between(from, x), change.between(above, y), w, h);
            }
        }
        MarkKind::Taken
        | MarkKind::Cut
        | MarkKind::Entered
        | MarkKind::Relinked
        | MarkKind::Tagged
        | MarkKind::Bumped
        | MarkKind::Lowered
        | MarkKind::Grown
        | MarkKind::Refused
        | MarkKind::Resized
        | MarkKind::Lost => {}
    }
    brush.opacity(1.0);
}

fn outline(brush: &Brush, mark: &Mark, width: f64) {
    for span in &mark.spans {
        let Rect { x, y, w, h } = span.rect;
        brush.frame((x - 1.0, y - 1.0, w + 1.0, h + 2.0), width, span.from_above, span.goes_on);
    }
}

/// A wedge over the middle of a block: pointing up if the block leaves its list, down if it enters one.
fn wedge(brush: &Brush, mark: &Mark, upward: bool) {
    let Some(span) = mark.spans.first() else { return };
    let (x, y) = (span.rect.x + span.rect.w / 2.0, span.rect.y - 1.0);
    let (base, tip) = if upward { (y, y - 6.0) } else { (y - 6.0, y) };
    brush.shape(&[(x - 4.5, base), (x + 4.5, base), (x, tip)]);
}

/// A numbered badge: a cross, a tick, or a chevron for a block that was passed.
fn badge(brush: &Brush, style: &Style, scene: &Scene, mark: &Mark, fit: Option<Fit>) {
    let colors = &style.colors;
    let fits = fit == Some(Fit::Fits);
    let (ground, ink) = match (mark.current, fits) {
        (true, _) => (&colors.current, &colors.current_ink),
        (false, true) => (&colors.fits, &colors.fits_ink),
        (false, false) => (&colors.mark, &colors.mark_ink),
    };
    let Some(Rect { x, y, w, h }) = mark.badge_rect(scene) else { return };
    brush.fill_with(ground);
    let number = match mark.badge {
        Badge::None => return,
        Badge::Tick => return brush.rect(x, y, w, h),
        Badge::Verdict => String::new(),
        Badge::Numbered(number) => number.to_string(),
    };
    brush.pill(x, y, w, h, 3.0);
    let size = scene.grid.badge();
    let middle = y + h / 2.0;
    brush.fill_with(ink);
    if !number.is_empty() {
        brush.text(&number, x + size.padding / 2.0, middle + 0.5);
    }
    // The verdict is drawn, not written: the width of such signs differs between fonts.
    let k = size.letters / 10.0;
    let x = x + w - size.padding / 2.0 - size.advance + 1.0;
    let line = |points: &[(f64, f64)]| {
        let points: Vec<_> = points.iter().map(|(dx, dy)| (x + dx * k, middle + dy * k)).collect();
        brush.line(&points);
    };
    brush.draw_with(ink, 1.5 * k);
    if fits {
        line(&[(0.0, 0.0), (1.6, 2.2), (4.6, -2.4)]);
    } else if fit.is_none() {
        line(&[(0.8, -2.6), (3.4, 0.0), (0.8, 2.6)]);
    } else {
        line(&[(0.0, -2.2), (4.4, 2.2)]);
        line(&[(0.0, 2.2), (4.4, -2.2)]);
    }
}

/// A dashed line through both parts of a block.
fn cut(brush: &Brush, style: &Style, grid: &Grid, mark: &Mark, color: &str, change: Option<Change>) {
    let Some((x, y)) = mark.at else { return };
    let (top, bottom) = (y - 5.0, y + grid.row + 5.0);
    let bottom = change.filter(|_| mark.current).map_or(bottom, |change| change.between(top, bottom));
    brush.fill_with(&style.colors.surface);
    brush.upright(x - 0.5, top, bottom, 4.0);
    brush.fill_with(color);
    let mut from = top;
    while from < bottom {
        brush.upright(x - 0.5, from, (from + 4.0).min(bottom), 2.0);
        from += 6.5;
    }
}

/// A bracket under a merged block, with a tooth at the seam.
fn merged(brush: &Brush, grid: &Grid, mark: &Mark) {
    for span in &mark.spans {
        let (left, right) = (span.rect.x + 0.5, span.rect.x + span.rect.w - 1.5);
        let (top, bottom) = (span.rect.y + grid.row + 1.0, span.rect.y + grid.row + BELOW);
        brush.line(&[(left, bottom), (right, bottom)]);
        if !span.from_above {
            brush.line(&[(left, top - 3.0), (left, bottom)]);
        }
        if !span.goes_on {
            brush.line(&[(right, top - 3.0), (right, bottom)]);
        }
    }
    if let Some((x, y)) = mark.at {
        brush.shape(&[
            (x - 4.0, y + grid.row + BELOW),
            (x + 4.0, y + grid.row + BELOW),
            (x, y + grid.row - 2.0),
        ]);
    }
}

/// An arrow from the old end of something to the new one.
fn movement(brush: &Brush, grid: &Grid, mark: &Mark, forward: bool) {
    let dashed = !forward;
    brush.dashed(dashed);
    for span in &mark.spans {
        let y = span.rect.y + grid.row + BELOW - 1.0;
        brush.line(&[(span.rect.x, y), (span.rect.x + span.rect.w, y)]);
    }
    brush.dashed(false);
    let Some((x, y)) = mark.at else { return };
    let y = y + grid.row + BELOW - 1.0;
    // A block that shrank ends where the stretch begins.
    let shrank = mark.spans.first().is_some_and(|span| (span.rect.x - x).abs() < 0.5);
    let from = if shrank { x + 1.0 } else { x - 1.0 };
    arrowhead(brush, (from, y), (x, y), 6.0);
}

/// A curve to the new address of a block.
fn moved(brush: &Brush, style: &Style, grid: &Grid, mark: &Mark, color: &str) {
    let (Some(span), Some((x, y))) = (mark.spans.first(), mark.at) else { return };
    let from = (span.rect.x + 6.0, grid.middle(span.rect.y));
    let points = curve(grid, from, (x + 6.0, grid.middle(y)));
    for (color, width) in [(style.colors.surface.as_str(), 4.0), (color, 2.0)] {
        brush.draw_with(color, width);
        brush.curve(&points);
    }
    arrowhead(brush, points[2], points[3], 7.0);
}

/// A cross at the end of the heap.
fn refused(brush: &Brush, style: &Style, grid: &Grid, mark: &Mark) {
    let Some((x, y)) = mark.at else { return };
    let middle = grid.middle(y);
    for (color, width) in [(&style.colors.surface, 5.0), (&style.colors.lost_line, 2.5)] {
        brush.draw_with(color, width);
        brush.line(&[(x - 5.0, middle - 5.0), (x + 5.0, middle + 5.0)]);
        brush.line(&[(x - 5.0, middle + 5.0), (x + 5.0, middle - 5.0)]);
    }
}
