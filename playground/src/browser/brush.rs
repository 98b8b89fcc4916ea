//! Canvases as surfaces to draw on.

use std::{cell::RefCell, rc::Rc};

use wasm_bindgen::{Clamped, JsCast, JsValue};
use web_sys::{CanvasPattern, CanvasRenderingContext2d, HtmlCanvasElement, ImageData};

pub use heap_lab::brush::{Brush, Motif, Pattern};
use heap_lab::brush::{Image, Stroke, Surface};

use super::document;

/// Device pixels per CSS pixel.
pub fn device_pixel_ratio() -> f64 {
    web_sys::window().map_or(1.0, |window| window.device_pixel_ratio()).clamp(0.5, 8.0)
}

/// Makes the canvas `width` by `height` CSS pixels large and clears it.
pub fn start(element: &HtmlCanvasElement, width: f64, height: f64) -> Option<Brush> {
    on(element, width, height, device_pixel_ratio())
}

/// A new canvas of this size, which is not on the page, with so many pixels per CSS pixel.
pub fn sheet(width: f64, height: f64, ratio: f64) -> Option<(HtmlCanvasElement, Brush)> {
    let element: HtmlCanvasElement = document().create_element("canvas").ok()?.unchecked_into();
    let brush = on(&element, width, height, ratio)?;
    Some((element, brush))
}

/// Makes the canvas as large as these pixels (red, green, blue and opacity of each, row by row), and puts them there. What
/// is drawn over them has `ratio` of them per CSS pixel.
pub fn put(element: &HtmlCanvasElement, pixels: &[u8], width: u32, height: u32, ratio: f64) -> Option<Brush> {
    let context = context(element)?;
    element.set_width(width);
    element.set_height(height);
    let image = ImageData::new_with_u8_clamped_array_and_sh(Clamped(pixels), width, height).ok()?;
    context.put_image_data(&image, 0.0, 0.0).ok()?;
    context.set_text_baseline("middle");
    Some(Brush::on(Rc::new(Canvas { context, ratio })))
}

fn on(element: &HtmlCanvasElement, width: f64, height: f64, ratio: f64) -> Option<Brush> {
    let context = context(element)?;
    let (across, down) = ((width * ratio).round() as u32, (height * ratio).round() as u32);
    if (element.width(), element.height()) == (across, down) {
        context.clear_rect(0.0, 0.0, f64::from(across), f64::from(down));
    } else {
        element.set_width(across);
        element.set_height(down);
    }
    context.set_text_baseline("middle");
    Some(Brush::on(Rc::new(Canvas { context, ratio })))
}

fn context(canvas: &HtmlCanvasElement) -> Option<CanvasRenderingContext2d> {
    canvas.get_context("2d").ok().flatten()?.dyn_into().ok()
}

/// Width of a character of a monospace font, in CSS pixels.
pub fn advance(size: f64, family: &str) -> Option<f64> {
    let context = context(document().create_element("canvas").ok()?.unchecked_ref())?;
    context.set_font(&format!("{size}px {family}"));
    let width = context.measure_text("0123456789").ok()?.width() / 10.0;
    (width > 0.0).then_some(width)
}

struct Canvas {
    context: CanvasRenderingContext2d,
    ratio: f64,
}

impl Canvas {
    fn trace(&self, points: &[(f64, f64)]) {
        self.context.begin_path();
        for (index, &(x, y)) in points.iter().enumerate() {
            if index == 0 { self.context.move_to(x, y) } else { self.context.line_to(x, y) }
        }
    }
}

impl Surface for Canvas {
    fn ratio(&self) -> f64 {
        self.ratio
    }

    fn opacity(&self, share: f64) {
        self.context.set_global_alpha(share);
    }

    fn fill_with(&self, color: &str) {
        self.context.set_fill_style_str(color);
    }

    fn fill_with_pattern(&self, pattern: &Pattern) {
        if let Some(pattern) = made(pattern, self.ratio) {
            self.context.set_fill_style_canvas_pattern(&pattern);
        }
    }

    fn draw_with(&self, color: &str, thickness: f64) {
        self.context.set_stroke_style_str(color);
        self.context.set_line_width(thickness);
    }

    fn dash(&self, dash: f64, gap: f64) {
        let dashes = js_sys::Array::new();
        if dash > 0.0 {
            dashes.push(&JsValue::from_f64(dash));
            dashes.push(&JsValue::from_f64(gap));
        }
        // It fails only if the argument is not a list of numbers.
        let _ = self.context.set_line_dash(&dashes);
    }

    fn write_with(&self, weight: u32, size: f64, family: &str) {
        self.context.set_font(&format!("{weight} {size}px {family}"));
    }

    fn area(&self, [left, top, width, height]: [f64; 4], radius: f64) {
        if radius > 0.0 {
            self.context.begin_path();
            // It fails only if the radius is negative.
            let _ = self.context.round_rect_with_f64(left, top, width, height, radius);
            self.context.fill();
        } else {
            self.context.fill_rect(left, top, width, height);
        }
    }

    fn path(&self, points: &[(f64, f64)], stroke: Stroke) {
        self.trace(points);
        match stroke {
            Stroke::Fill => self.context.fill(),
            Stroke::Open => self.context.stroke(),
            Stroke::Closed => {
                self.context.close_path();
                self.context.stroke();
            }
        }
    }

    fn curve(&self, &[start, one, two, end]: &[(f64, f64); 4]) {
        self.context.begin_path();
        self.context.move_to(start.0, start.1);
        self.context.bezier_curve_to(one.0, one.1, two.0, two.1, end.0, end.1);
        self.context.stroke();
    }

    fn text(&self, text: &str, x: f64, y: f64) {
        // It fails only for a canvas without a context.
        let _ = self.context.fill_text(text, x, y);
    }

    fn image(&self, image: &Image, [left, top, width, height]: [f64; 4]) {
        if let Some(canvas) = canvas_of(image) {
            // It fails only for canvases without pixels.
            let _ = self
                .context
                .draw_image_with_html_canvas_element_and_dw_and_dh(&canvas, left, top, width, height);
        }
    }
}

/// A canvas, not on the page, with an image.
fn canvas_of(image: &Image) -> Option<HtmlCanvasElement> {
    let element: HtmlCanvasElement = document().create_element("canvas").ok()?.unchecked_into();
    put(&element, image.bytes, image.columns, image.rows, 1.0)?;
    Some(element)
}

/// An image as an address that is the file itself.
pub fn address_of(image: &Image) -> Option<String> {
    canvas_of(image)?.to_data_url().ok()
}

/// The most patterns that are kept. A theme has seven.
const MOST_PATTERNS: usize = 16;

thread_local! {
    /// The patterns made so far, each with its pixels per CSS pixel.
    static PATTERNS: RefCell<Vec<(Pattern, f64, CanvasPattern)>> = const { RefCell::new(Vec::new()) };
}

/// The pattern for canvases with so many pixels per CSS pixel: made once, not for every picture.
fn made(pattern: &Pattern, ratio: f64) -> Option<CanvasPattern> {
    PATTERNS.with_borrow_mut(|patterns| {
        let known = patterns.iter().find(|(known, at, _)| known == pattern && *at == ratio);
        if let Some((_, _, canvas)) = known {
            return Some(canvas.clone());
        }
        let canvas = draw_motif(pattern, ratio).ok()?;
        if patterns.len() >= MOST_PATTERNS {
            patterns.clear();
        }
        patterns.push((pattern.clone(), ratio, canvas.clone()));
        Some(canvas)
    })
}

fn draw_motif(Pattern { motif, side, color }: &Pattern, ratio: f64) -> Result<CanvasPattern, JsValue> {
    let side = (side * ratio).round().max(2.0);
    let canvas: HtmlCanvasElement = document().create_element("canvas")?.unchecked_into();
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
        Motif::Lines => context.fill_rect(0.0, 0.0, side, ratio.round().max(1.0)),
    }
    context.create_pattern_with_html_canvas_element(&canvas, "repeat")?.ok_or(JsValue::NULL)
}
