//! Lines, boxes, patterns and text on a canvas, given in CSS pixels and aligned to device pixels, so that edges are
//! sharp on every screen.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CanvasPattern, CanvasRenderingContext2d, HtmlCanvasElement};

/// Device pixels per CSS pixel.
pub fn device_pixel_ratio() -> f64 {
    web_sys::window().map_or(1.0, |window| window.device_pixel_ratio()).clamp(0.5, 8.0)
}

/// A pattern to fill with.
#[derive(Clone, Debug, PartialEq)]
pub struct Pattern(Option<CanvasPattern>);

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
}

impl Pattern {
    /// A motif in one colour, repeated every `side` pixels.
    pub fn new(motif: Motif, side: f64, color: &str) -> Self {
        Self(draw_motif(motif, side, color).ok())
    }
}

fn draw_motif(motif: Motif, side: f64, color: &str) -> Result<CanvasPattern, JsValue> {
    let ratio = device_pixel_ratio();
    let side = (side * ratio).round().max(2.0);
    let document = web_sys::window().and_then(|window| window.document()).ok_or(JsValue::NULL)?;
    let canvas: HtmlCanvasElement = document.create_element("canvas")?.unchecked_into();
    canvas.set_width(side as u32);
    canvas.set_height(side as u32);
    let context = context(&canvas).ok_or(JsValue::NULL)?;
    context.set_fill_style_str(color);
    context.set_stroke_style_str(color);
    // Lines are drawn three times so that the lines of neighbouring tiles meet at the corners.
    let line = |rising: bool, width: f64| {
        context.set_line_width(width);
        context.begin_path();
        for shift in [-side, 0.0, side] {
            let (from, to) = if rising { (2.0 * side, -side) } else { (-side, 2.0 * side) };
            context.move_to(-side + shift, from);
            context.line_to(2.0 * side + shift, to);
        }
        context.stroke();
    };
    match motif {
        Motif::Hatch => line(true, ratio),
        Motif::CrossHatch => {
            line(true, ratio);
            line(false, ratio);
        }
        Motif::Dots => context.fill_rect(0.0, 0.0, ratio.round().max(1.0), ratio.round().max(1.0)),
        Motif::Stripes => line(false, side / 3.0),
        Motif::Bars => context.fill_rect(0.0, 0.0, ratio.round().max(1.0), side),
    }
    let target = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.create_element("canvas").ok())
        .and_then(|canvas| self::context(canvas.unchecked_ref()))
        .ok_or(JsValue::NULL)?;
    target.create_pattern_with_html_canvas_element(&canvas, "repeat")?.ok_or(JsValue::NULL)
}

fn context(canvas: &HtmlCanvasElement) -> Option<CanvasRenderingContext2d> {
    canvas.get_context("2d").ok().flatten()?.dyn_into().ok()
}

/// Width of a character of a monospace font, in CSS pixels.
pub fn advance(size: f64, family: &str) -> Option<f64> {
    let document = web_sys::window()?.document()?;
    let context = context(document.create_element("canvas").ok()?.unchecked_ref())?;
    context.set_font(&format!("{size}px {family}"));
    let width = context.measure_text("0123456789").ok()?.width() / 10.0;
    (width > 0.0).then_some(width)
}

/// Draws on a canvas.
pub struct Brush {
    context: CanvasRenderingContext2d,
    ratio: f64,
}

impl Brush {
    /// Makes the canvas `width` by `height` CSS pixels large and clears it.
    pub fn start(element: &HtmlCanvasElement, width: f64, height: f64) -> Option<Self> {
        let ratio = device_pixel_ratio();
        let context = context(element)?;
        let (across, down) = ((width * ratio).round() as u32, (height * ratio).round() as u32);
        if (element.width(), element.height()) == (across, down) {
            context.clear_rect(0.0, 0.0, f64::from(across), f64::from(down));
        } else {
            element.set_width(across);
            element.set_height(down);
        }
        context.set_text_baseline("middle");
        Some(Self { context, ratio })
    }

    fn snap(&self, coordinate: f64) -> f64 {
        (coordinate * self.ratio).round()
    }

    /// Sets the opacity of everything drawn from now on: 1 is opaque.
    pub fn opacity(&self, share: f64) {
        self.context.set_global_alpha(share);
    }

    /// Sets a fill colour.
    pub fn fill_with(&self, color: &str) {
        self.context.set_fill_style_str(color);
    }

    /// Sets a fill pattern.
    pub fn fill_with_pattern(&self, pattern: &Pattern) {
        if let Some(pattern) = &pattern.0 {
            self.context.set_fill_style_canvas_pattern(pattern);
        }
    }

    /// Sets the colour and width of lines.
    pub fn draw_with(&self, color: &str, width: f64) {
        self.context.set_stroke_style_str(color);
        self.context.set_line_width(self.thickness(width));
    }

    /// Makes lines dashed or solid.
    pub fn dashed(&self, dashed: bool) {
        let dashes = js_sys::Array::new();
        if dashed {
            dashes.push(&JsValue::from_f64(4.0 * self.ratio));
            dashes.push(&JsValue::from_f64(3.0 * self.ratio));
        }
        // It fails only if the argument is not a list of numbers.
        let _ = self.context.set_line_dash(&dashes);
    }

    /// Sets the font.
    pub fn write_with(&self, weight: u32, size: f64, family: &str) {
        self.context.set_font(&format!("{weight} {}px {family}", size * self.ratio));
    }

    fn thickness(&self, width: f64) -> f64 {
        (width * self.ratio).round().max(1.0)
    }

    /// A filled rectangle, at least a device pixel wide.
    pub fn rect(&self, x: f64, y: f64, w: f64, h: f64) {
        let (left, top) = (self.snap(x), self.snap(y));
        let (right, bottom) = (self.snap(x + w).max(left + 1.0), self.snap(y + h));
        self.context.fill_rect(left, top, right - left, bottom - top);
    }

    /// A filled rectangle with round corners.
    pub fn pill(&self, x: f64, y: f64, w: f64, h: f64, radius: f64) {
        let (left, top) = (self.snap(x), self.snap(y));
        let (right, bottom) = (self.snap(x + w).max(left + 1.0), self.snap(y + h));
        self.context.begin_path();
        let _ = self.context.round_rect_with_f64(left, top, right - left, bottom - top, radius * self.ratio);
        self.context.fill();
    }

    /// The outline of a rectangle, inside it, without the sides that are open.
    pub fn frame(&self, rect: (f64, f64, f64, f64), width: f64, open_left: bool, open_right: bool) {
        let (x, y, w, h) = rect;
        let half = self.thickness(width) / 2.0;
        let (left, top) = (self.snap(x) + half, self.snap(y) + half);
        let (right, bottom) = (self.snap(x + w) - half, self.snap(y + h) - half);
        let (left_end, right_end) =
            (if open_left { left - half } else { left }, if open_right { right + half } else { right });
        let context = &self.context;
        context.begin_path();
        match (open_left, open_right) {
            (false, false) => context.rect(left, top, (right - left).max(0.0), bottom - top),
            (true, true) => {
                context.move_to(left_end, top);
                context.line_to(right_end, top);
                context.move_to(left_end, bottom);
                context.line_to(right_end, bottom);
            }
            (false, true) => {
                context.move_to(right_end, top);
                context.line_to(left, top);
                context.line_to(left, bottom);
                context.line_to(right_end, bottom);
            }
            (true, false) => {
                context.move_to(left_end, top);
                context.line_to(right, top);
                context.line_to(right, bottom);
                context.line_to(left_end, bottom);
            }
        }
        context.stroke();
    }

    /// A vertical line, centred on a pixel.
    pub fn upright(&self, x: f64, from: f64, to: f64, width: f64) {
        let thickness = self.thickness(width);
        let left = self.snap(x) - (thickness / 2.0).floor();
        let (top, bottom) = (self.snap(from), self.snap(to));
        self.context.fill_rect(left, top, thickness, bottom - top);
    }

    /// A line through points.
    pub fn line(&self, points: &[(f64, f64)]) {
        self.trace(points);
        self.context.stroke();
    }

    /// A filled polygon.
    pub fn shape(&self, points: &[(f64, f64)]) {
        self.trace(points);
        self.context.fill();
    }

    fn trace(&self, points: &[(f64, f64)]) {
        self.context.begin_path();
        for (index, &(x, y)) in points.iter().enumerate() {
            let (x, y) = (x * self.ratio, y * self.ratio);
            if index == 0 { self.context.move_to(x, y) } else { self.context.line_to(x, y) }
        }
    }

    /// A Bézier curve: start, two control points, end.
    pub fn curve(&self, points: &[(f64, f64); 4]) {
        let [start, one, two, end] = points.map(|(x, y)| (x * self.ratio, y * self.ratio));
        self.context.begin_path();
        self.context.move_to(start.0, start.1);
        self.context.bezier_curve_to(one.0, one.1, two.0, two.1, end.0, end.1);
        self.context.stroke();
    }

    /// Text that begins at `x` and is centred vertically at `y`.
    pub fn text(&self, text: &str, x: f64, y: f64) {
        // It fails only for a canvas without a context.
        let _ = self.context.fill_text(text, self.snap(x), self.snap(y));
    }
}
