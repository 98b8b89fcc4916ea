//! A canvas that is sharp on every screen. What is drawn on it is the business of who draws.

use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

use super::window;

/// The most pixels along one side: browsers refuse larger canvases, some without saying so.
const MOST: f64 = 8192.0;

/// A canvas to draw on in CSS pixels.
pub struct Canvas {
    element: HtmlCanvasElement,
    context: CanvasRenderingContext2d,
}

impl Canvas {
    /// A canvas on `element`; `None` where the browser has no context left for it.
    pub fn new(element: HtmlCanvasElement) -> Option<Self> {
        let context = element.get_context("2d").ok()??.dyn_into().ok()?;
        Some(Self { element, context })
    }

    /// An empty picture of `width` by `height` CSS pixels, in which one unit is one CSS pixel. The page's style
    /// sheet gives the element that same size.
    pub fn begin(&self, width: f64, height: f64) -> &CanvasRenderingContext2d {
        let scale = scale();
        let pixels = |length: f64| (length * scale).round().clamp(1.0, MOST) as u32;
        let (across, down) = (pixels(width), pixels(height));
        // Setting the size empties the canvas and costs an allocation, so only where it differs.
        if (self.element.width(), self.element.height()) != (across, down) {
            self.element.set_width(across);
            self.element.set_height(down);
        }
        // Six finite numbers are always taken.
        let _ = self.context.set_transform(1.0, 0.0, 0.0, 1.0, 0.0, 0.0);
        self.context.clear_rect(0.0, 0.0, f64::from(across), f64::from(down));
        let _ = self.context.set_transform(scale, 0.0, 0.0, scale, 0.0, 0.0);
        &self.context
    }

    /// The context, in the state that the last picture left it in: for measuring.
    pub fn context(&self) -> &CanvasRenderingContext2d {
        &self.context
    }

    /// The element.
    pub fn element(&self) -> &HtmlCanvasElement {
        &self.element
    }
}

/// Pixels of the screen per CSS pixel, now. Lines are crisp at multiples of its inverse.
pub fn scale() -> f64 {
    let scale = window().device_pixel_ratio();
    if scale.is_finite() { scale.clamp(0.5, 8.0) } else { 1.0 }
}
