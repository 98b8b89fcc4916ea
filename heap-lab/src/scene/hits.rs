//! Which mark is at a point of the picture.

use super::{
    Anchor, Rect, Scene,
    grid::Span,
    legend::Sign,
    step_marks::{Badge, Mark, MarkKind},
};

/// How far from a line the pointer may be.
const NEAR: f64 = 4.0;

impl Rect {
    /// Whether a point is inside, or at most `near` outside.
    fn contains(&self, (x, y): (f64, f64), near: f64) -> bool {
        let along = |at: f64, start: f64, length: f64| (start - near..=start + length + near).contains(&at);
        along(x, self.x, self.w) && along(y, self.y, self.h)
    }
}

impl Mark {
    /// The rectangle of its badge, if it has one.
    pub fn badge_rect(&self, scene: &Scene) -> Option<Rect> {
        let (x, y) = self.at.filter(|_| self.badge != Badge::None)?;
        let h = scene.grid.badge().height;
        Some(Rect { x: x - 1.0 + self.shift, y: y - h / 2.0 - 1.0, w: self.badge.width(&scene.grid), h })
    }
}

impl Scene {
    /// The mark at a point, and where its tooltip is. Where several overlap, the one that is drawn last.
    pub fn sign_at(&self, x: f64, y: f64) -> Option<(Sign, Anchor)> {
        let point = (x, y);
        let spot = self.spots.iter().rev().find(|spot| spot.badge.contains(point, 1.0));
        let last_first = || self.marks.iter().rev();
        let marks = last_first().filter(|mark| mark.current).chain(last_first().filter(|mark| !mark.current));
        let mark = marks.filter(|mark| self.is_at(mark, point)).map(|mark| Sign::of(mark.kind)).next();
        let sign = spot
            .map(|spot| spot.kind.sign())
            .or(mark)
            .or_else(|| self.pointer_at(point))
            .or_else(|| self.head_at(point))?;
        let above = y > self.grid.bottom / 2.0;
        Some((sign, Anchor { x: x - NEAR, edge: if above { y - 12.0 } else { y + 18.0 }, above }))
    }

    fn is_at(&self, mark: &Mark, point: (f64, f64)) -> bool {
        let (row, gap) = (self.grid.row, self.grid.gap);
        let on_edge = |span: &Span| span.rect.contains(point, NEAR) && !span.rect.contains(point, -NEAR);
        let below =
            |span: &Span| Rect { y: span.rect.y + row, h: gap / 2.0, ..span.rect }.contains(point, 1.0);
        match mark.kind {
            MarkKind::Probed(_) | MarkKind::Passed => {
                mark.badge_rect(self).is_some_and(|rect| rect.contains(point, 1.0))
            }
            MarkKind::Taken | MarkKind::Entered => mark.spans.first().is_some_and(|span| {
                let (x, y) = (span.rect.x + span.rect.w / 2.0, span.rect.y);
                Rect { x: x - 5.0, y: y - 8.0, w: 10.0, h: 8.0 }.contains(point, 1.0)
            }),
            MarkKind::Cut => mark.at.is_some_and(|(x, y)| {
                Rect { x, y: y - gap / 2.0, w: 0.0, h: row + gap }.contains(point, NEAR)
            }),
            MarkKind::Merged | MarkKind::Bumped | MarkKind::Lowered | MarkKind::Resized => {
                mark.spans.iter().any(below)
            }
            MarkKind::Relinked | MarkKind::Tagged | MarkKind::Moved | MarkKind::Grown | MarkKind::Lost => {
                mark.spans.iter().any(on_edge)
            }
            MarkKind::Refused => mark.at.is_some_and(|(x, y)| {
                Rect { x, y: self.grid.middle(y), w: 0.0, h: 0.0 }.contains(point, 8.0)
            }),
        }
    }

    fn pointer_at(&self, point: (f64, f64)) -> Option<Sign> {
        let (row, gap) = (self.grid.row, self.grid.gap);
        let bump = self.bump.and_then(|at| self.grid.edge(at)).filter(|&(x, y)| {
            // The line has blocks on both sides; the triangle below it is free.
            Rect { x: x - 5.0, y: y + row, w: 10.0, h: gap }.contains(point, 0.0)
        });
        let end = self.end.filter(|&(x, y)| Rect { x, y, w: 0.0, h: row }.contains(point, NEAR));
        bump.map(|_| Sign::BumpPointer).or(end.map(|_| Sign::HeapEnd))
    }

    fn head_at(&self, point: (f64, f64)) -> Option<Sign> {
        let heads = self.links.iter().filter(|link| link.head).map(|link| link.points[0]);
        let is_at =
            |(x, y): (f64, f64)| Rect { x: x - 7.0, y: y - 5.0, w: 8.0, h: 10.0 }.contains(point, 1.0);
        heads.into_iter().any(is_at).then_some(Sign::ListHead)
    }
}
