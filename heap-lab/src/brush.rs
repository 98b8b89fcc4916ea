//! What pictures are drawn with: lines, boxes, patterns and text, given in CSS pixels.
//!
//! A [`Brush`] rounds them to the pixels of a [`Surface`], so that edges are sharp, and the surface draws them: a canvas of
//! the page, or a file of [`crate::export`]. So whatever is painted on the page can be exported by the same code.

use std::{cell::Cell, rc::Rc};

/// What a pattern is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Motif {
    /// Lines that rise to the right.
    Hatch,
    /// Lines both ways.
    CrossHatch,
    /// Single points.
    Dots,
    /// Broad bands that fall to the right.
    Stripes,
    /// Vertical lines.
    Bars,
    /// Horizontal lines.
    Lines,
}

/// A pattern to fill with.
#[derive(Clone, Debug, PartialEq)]
pub struct Pattern {
    /// What it is made of.
    pub motif: Motif,
    /// It repeats after so many CSS pixels, both ways.
    pub side: f64,
    /// Its colour.
    pub color: String,
}

impl Pattern {
    /// A motif in one colour, repeated every `side` pixels.
    pub fn new(motif: Motif, side: f64, color: &str) -> Self {
        Self { motif, side, color: color.to_owned() }
    }
}

/// What is done with a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stroke {
    /// It is filled.
    Fill,
    /// It is drawn.
    Open,
    /// It is drawn, and ends where it began.
    Closed,
}

/// Something to draw on. Unlike those of a [`Brush`], its lengths are in its own pixels.
pub trait Surface {
    /// Pixels per CSS pixel.
    fn ratio(&self) -> f64;
    /// Sets the opacity of everything drawn from now on: 1 is opaque.
    fn opacity(&self, share: f64);
    /// Sets a fill colour.
    fn fill_with(&self, color: &str);
    /// Sets a fill pattern.
    fn fill_with_pattern(&self, pattern: &Pattern);
    /// Sets the colour and thickness of lines.
    fn draw_with(&self, color: &str, thickness: f64);
    /// Sets the lengths of dashes and of the gaps between them; both 0 for solid lines.
    fn dash(&self, dash: f64, gap: f64);
    /// Sets the font.
    fn write_with(&self, weight: u32, size: f64, family: &str);
    /// Fills a rectangle: left, top, width, height.
    fn area(&self, rect: [f64; 4], radius: f64);
    /// Draws or fills lines through points.
    fn path(&self, points: &[(f64, f64)], stroke: Stroke);
    /// Draws a Bézier curve: start, two control points, end.
    fn curve(&self, points: &[(f64, f64); 4]);
    /// Writes text that begins at `x` and is centred vertically at `y`.
    fn text(&self, text: &str, x: f64, y: f64);
    /// Fills a rectangle with an image.
    fn image(&self, image: &Image, rect: [f64; 4]);
}

/// Pixels to fill a rectangle with.
#[derive(Clone, Copy, Debug)]
pub struct Image<'a> {
    /// Red, green, blue and opacity of each pixel, row by row.
    pub bytes: &'a [u8],
    /// Pixels of a row.
    pub columns: u32,
    /// Rows.
    pub rows: u32,
}

/// Draws on a surface.
pub struct Brush {
    surface: Rc<dyn Surface>,
    ratio: f64,
    origin: Cell<(f64, f64)>,
}

impl Brush {
    /// Draws on this surface, from its top left corner.
    pub fn on(surface: Rc<dyn Surface>) -> Self {
        Self { ratio: surface.ratio(), surface, origin: Cell::default() }
    }

    /// From now on, lengths count from here.
    pub fn from(&self, x: f64, y: f64) {
        self.origin.set((x, y));
    }

    /// Draws something that counts its lengths from another place.
    pub fn shifted(&self, x: f64, y: f64, draw: impl FnOnce(&Self)) {
        let (left, top) = self.origin.get();
        self.origin.set((left + x, top + y));
        draw(self);
        self.origin.set((left, top));
    }

    fn across(&self, x: f64) -> f64 {
        ((x + self.origin.get().0) * self.ratio).round()
    }

    fn down(&self, y: f64) -> f64 {
        ((y + self.origin.get().1) * self.ratio).round()
    }

    /// A point that is not rounded.
    fn point(&self, (x, y): (f64, f64)) -> (f64, f64) {
        let (left, top) = self.origin.get();
        ((x + left) * self.ratio, (y + top) * self.ratio)
    }

    fn thickness(&self, width: f64) -> f64 {
        (width * self.ratio).round().max(1.0)
    }

    /// Sets the opacity of everything drawn from now on: 1 is opaque.
    pub fn opacity(&self, share: f64) {
        self.surface.opacity(share);
    }

    /// Sets a fill colour.
    pub fn fill_with(&self, color: &str) {
        self.surface.fill_with(color);
    }

    /// Sets a fill pattern.
    pub fn fill_with_pattern(&self, pattern: &Pattern) {
        self.surface.fill_with_pattern(pattern);
    }

    /// Sets the colour and width of lines.
    pub fn draw_with(&self, color: &str, width: f64) {
        self.surface.draw_with(color, self.thickness(width));
    }

    /// Makes lines dashed or solid.
    pub fn dashed(&self, dashed: bool) {
        let (dash, gap) = if dashed { (4.0, 3.0) } else { (0.0, 0.0) };
        self.surface.dash(dash * self.ratio, gap * self.ratio);
    }

    /// Makes lines of dashes and gaps of these lengths, or solid if both are 0.
    pub fn dash(&self, dash: f64, gap: f64) {
        self.surface.dash(dash * self.ratio, gap * self.ratio);
    }

    /// Sets the font.
    pub fn write_with(&self, weight: u32, size: f64, family: &str) {
        self.surface.write_with(weight, size * self.ratio, family);
    }

    /// A filled rectangle, at least a pixel wide.
    pub fn rect(&self, x: f64, y: f64, w: f64, h: f64) {
        self.pill(x, y, w, h, 0.0);
    }

    /// An image that fills a rectangle.
    pub fn image(&self, image: &Image, x: f64, y: f64, w: f64, h: f64) {
        let (left, top) = (self.across(x), self.down(y));
        self.surface.image(image, [left, top, self.across(x + w) - left, self.down(y + h) - top]);
    }

    /// A filled rectangle with round corners.
    pub fn pill(&self, x: f64, y: f64, w: f64, h: f64, radius: f64) {
        let (left, top) = (self.across(x), self.down(y));
        let (right, bottom) = (self.across(x + w).max(left + 1.0), self.down(y + h));
        self.surface.area([left, top, right - left, bottom - top], radius * self.ratio);
    }

    /// The outline of a rectangle, inside it, without the sides that are open.
    pub fn frame(&self, rect: (f64, f64, f64, f64), width: f64, open_left: bool, open_right: bool) {
        let (x, y, w, h) = rect;
        let half = self.thickness(width) / 2.0;
        let (left, top) = (self.across(x) + half, self.down(y) + half);
        let (right, bottom) = ((self.across(x + w) - half).max(left), self.down(y + h) - half);
        let (left_end, right_end) =
            (if open_left { left - half } else { left }, if open_right { right + half } else { right });
        let surface = &self.surface;
        match (open_left, open_right) {
            (false, false) => {
                surface.path(&[(left, top), (right, top), (right, bottom), (left, bottom)], Stroke::Closed)
            }
            (true, true) => {
                surface.path(&[(left_end, top), (right_end, top)], Stroke::Open);
                surface.path(&[(left_end, bottom), (right_end, bottom)], Stroke::Open);
            }
            (false, true) => {
                let points = [(right_end, top), (left, top), (left, bottom), (right_end, bottom)];
                surface.path(&points, Stroke::Open);
            }
            (true, false) => {
                let points = [(left_end, top), (right, top), (right, bottom), (left_end, bottom)];
                surface.path(&points, Stroke::Open);
            }
        }
    }

    /// A vertical line, centred on a pixel.
    pub fn upright(&self, x: f64, from: f64, to: f64, width: f64) {
        let thickness = self.thickness(width);
        let left = self.across(x) - (thickness / 2.0).floor();
        let (top, bottom) = (self.down(from), self.down(to));
        self.surface.area([left, top, thickness, bottom - top], 0.0);
    }

    /// A line through points.
    pub fn line(&self, points: &[(f64, f64)]) {
        self.path(points, Stroke::Open);
    }

    /// A filled polygon.
    pub fn shape(&self, points: &[(f64, f64)]) {
        self.path(points, Stroke::Fill);
    }

    fn path(&self, points: &[(f64, f64)], stroke: Stroke) {
        let points: Vec<_> = points.iter().map(|&point| self.point(point)).collect();
        self.surface.path(&points, stroke);
    }

    /// A Bézier curve: start, two control points, end.
    pub fn curve(&self, points: &[(f64, f64); 4]) {
        self.surface.curve(&points.map(|point| self.point(point)));
    }

    /// Text that begins at `x` and is centred vertically at `y`.
    pub fn text(&self, text: &str, x: f64, y: f64) {
        self.surface.text(text, self.across(x), self.down(y));
    }
}
