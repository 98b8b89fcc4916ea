//! Paints what the steps of an operation did, and the links of the free lists.

use lite_alloc::observe::Fit;

use super::style::Style;
use crate::{
    browser::canvas::Canvas,
    scene::{
        Rect,
        grid::ROW,
        links::Link,
        marks::{BADGE_ADVANCE, BADGE_PADDING, Badge, Mark, MarkKind},
    },
};

const BADGE_HEIGHT: f64 = 12.0;
const BADGE_SIZE: f64 = 9.0;
/// How far below a row the lines of movements run.
const BELOW: f64 = 4.0;

/// Paints links: curves with a halo, so that they stand out from what they cross.
pub fn links(canvas: &Canvas, style: &Style, links: &[Link]) {
    let colors = &style.colors;
    for (color, width) in [(&colors.surface, 3.5), (&colors.link, 1.5)] {
        canvas.draw_with(color, width);
        links.iter().filter(|link| !link.head).for_each(|link| canvas.curve(&link.points));
    }
    canvas.fill_with(&colors.link);
    for link in links {
        let [start, .., control, end] = link.points;
        if link.head {
            canvas.shape(&[
                (start.0 - 2.5, start.1 - 4.0),
                (start.0 + 3.5, start.1),
                (start.0 - 2.5, start.1 + 4.0),
            ]);
        } else {
            arrowhead(canvas, control, end, 6.0);
        }
    }
}

/// A filled arrowhead at `tip`, pointing away from `from`.
fn arrowhead(canvas: &Canvas, from: (f64, f64), tip: (f64, f64), length: f64) {
    let (dx, dy) = (tip.0 - from.0, tip.1 - from.1);
    let distance = dx.hypot(dy);
    if distance < 0.1 {
        return;
    }
    let (ux, uy) = (dx / distance, dy / distance);
    let base = (tip.0 - ux * length, tip.1 - uy * length);
    let half = length * 0.5;
    canvas.shape(&[tip, (base.0 - uy * half, base.1 + ux * half), (base.0 + uy * half, base.1 - ux * half)]);
}

/// Paints marks, the current one last.
pub fn marks(canvas: &Canvas, style: &Style, marks: &[Mark]) {
    for mark in marks.iter().filter(|mark| !mark.current).chain(marks.iter().filter(|mark| mark.current)) {
        let colors = &style.colors;
        let color = if mark.current { &colors.current } else { &colors.mark };
        let width = if mark.current { 2.0 } else { 1.0 };
        canvas.fill_with(color);
        canvas.draw_with(color, width);
        match mark.kind {
            MarkKind::Probed(fit) => probed(canvas, style, mark, fit),
            MarkKind::Taken => {
                outline(canvas, mark, width);
                wedge(canvas, mark, true);
            }
            MarkKind::Entered => {
                outline(canvas, mark, width);
                wedge(canvas, mark, false);
            }
            MarkKind::Cut => cut(canvas, style, mark, color),
            MarkKind::Merged => merged(canvas, mark),
            MarkKind::Bumped => movement(canvas, mark, true),
            MarkKind::Resized => movement(canvas, mark, false),
            MarkKind::Grown | MarkKind::Moved => {
                canvas.dashed(true);
                outline(canvas, mark, width.max(1.5));
                canvas.dashed(false);
            }
            MarkKind::Refused => refused(canvas, style, mark),
            MarkKind::Lost => outline(canvas, mark, width.max(1.5)),
        }
    }
}

fn outline(canvas: &Canvas, mark: &Mark, width: f64) {
    for span in &mark.spans {
        let Rect { x, y, w, h } = span.rect;
        canvas.frame((x - 1.0, y - 1.0, w + 1.0, h + 2.0), width, span.from_above, span.goes_on);
    }
}

/// A wedge over the middle of a block: upward for one that leaves its list, downward for one that enters.
fn wedge(canvas: &Canvas, mark: &Mark, upward: bool) {
    let Some(span) = mark.spans.first() else { return };
    let (x, y) = (span.rect.x + span.rect.w / 2.0, span.rect.y - 1.0);
    let (base, tip) = if upward { (y, y - 6.0) } else { (y - 6.0, y) };
    canvas.shape(&[(x - 4.5, base), (x + 4.5, base), (x, tip)]);
}

fn probed(canvas: &Canvas, style: &Style, mark: &Mark, fit: Fit) {
    let colors = &style.colors;
    let fits = fit == Fit::Fits;
    let (ground, ink) = match (mark.current, fits) {
        (true, _) => (&colors.current, &colors.current_ink),
        (false, true) => (&colors.fits, &colors.fits_ink),
        (false, false) => (&colors.mark, &colors.mark_ink),
    };
    if mark.current {
        outline(canvas, mark, 2.0);
    }
    let Some((x, y)) = mark.at else { return };
    canvas.fill_with(ground);
    let number = match mark.badge {
        Badge::None => return,
        Badge::Tick => return canvas.rect(x, y - 4.0, 2.0, 6.0),
        Badge::Verdict => String::new(),
        Badge::Numbered(number) => number.to_string(),
    };
    let chars = number.len() as f64 + 1.0;
    let (top, width) = (y - BADGE_HEIGHT / 2.0 - 1.0, chars * BADGE_ADVANCE + BADGE_PADDING);
    canvas.pill(x - 1.0, top, width, BADGE_HEIGHT, 3.0);
    let middle = top + BADGE_HEIGHT / 2.0;
    canvas.fill_with(ink);
    if !number.is_empty() {
        canvas.write_with(700, BADGE_SIZE, &style.family);
        canvas.text(&number, x - 1.0 + BADGE_PADDING / 2.0, middle + 0.5);
    }
    // The verdict is drawn, not written: fonts differ in the width of such signs.
    let x = x - 1.0 + width - BADGE_PADDING / 2.0 - BADGE_ADVANCE + 1.0;
    canvas.draw_with(ink, 1.5);
    if fits {
        canvas.line(&[(x, middle), (x + 1.6, middle + 2.2), (x + 4.6, middle - 2.4)]);
    } else {
        canvas.line(&[(x, middle - 2.2), (x + 4.4, middle + 2.2)]);
        canvas.line(&[(x, middle + 2.2), (x + 4.4, middle - 2.2)]);
    }
}

fn cut(canvas: &Canvas, style: &Style, mark: &Mark, color: &str) {
    let Some((x, y)) = mark.at else { return };
    canvas.fill_with(&style.colors.surface);
    canvas.upright(x - 0.5, y - 5.0, y + ROW + 5.0, 4.0);
    canvas.fill_with(color);
    for dash in 0..5 {
        let from = y - 5.0 + f64::from(dash) * 6.5;
        canvas.upright(x - 0.5, from, from + 4.0, 2.0);
    }
}

/// A bracket under what is one now, with a tooth at the seam.
fn merged(canvas: &Canvas, mark: &Mark) {
    for span in &mark.spans {
        let (left, right) = (span.rect.x + 0.5, span.rect.x + span.rect.w - 1.5);
        let (top, bottom) = (span.rect.y + ROW + 1.0, span.rect.y + ROW + BELOW);
        canvas.line(&[(left, bottom), (right, bottom)]);
        if !span.from_above {
            canvas.line(&[(left, top - 3.0), (left, bottom)]);
        }
        if !span.goes_on {
            canvas.line(&[(right, top - 3.0), (right, bottom)]);
        }
    }
    if let Some((x, y)) = mark.at {
        canvas.shape(&[(x - 4.0, y + ROW + BELOW), (x + 4.0, y + ROW + BELOW), (x, y + ROW - 2.0)]);
    }
}

/// An arrow under the way from the old end of something to the new one.
fn movement(canvas: &Canvas, mark: &Mark, forward: bool) {
    let dashed = !forward;
    canvas.dashed(dashed);
    for span in &mark.spans {
        let y = span.rect.y + ROW + BELOW - 1.0;
        canvas.line(&[(span.rect.x, y), (span.rect.x + span.rect.w, y)]);
    }
    canvas.dashed(false);
    let Some((x, y)) = mark.at else { return };
    let y = y + ROW + BELOW - 1.0;
    // A block that shrank ends where the stretch begins.
    let shrank = mark.spans.first().is_some_and(|span| (span.rect.x - x).abs() < 0.5);
    let from = if shrank { x + 1.0 } else { x - 1.0 };
    arrowhead(canvas, (from, y), (x, y), 6.0);
}

/// A cross at the end of the heap.
fn refused(canvas: &Canvas, style: &Style, mark: &Mark) {
    let Some((x, y)) = mark.at else { return };
    let middle = y + ROW / 2.0;
    for (color, width) in [(&style.colors.surface, 5.0), (&style.colors.lost_line, 2.5)] {
        canvas.draw_with(color, width);
        canvas.line(&[(x - 5.0, middle - 5.0), (x + 5.0, middle + 5.0)]);
        canvas.line(&[(x - 5.0, middle + 5.0), (x + 5.0, middle - 5.0)]);
    }
}
