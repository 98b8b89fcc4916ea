//! A drawing as SVG: shapes, patterns and text without scripts, style sheets or fonts of their own, so that any program can
//! open it.

use std::{
    cell::{Cell, RefCell},
    fmt::Write,
};

use crate::brush::{Image, Motif, Pattern, Stroke, Surface};

/// Where the line of letters is below the middle of the text, in proportion to their size. Few programs can centre text.
const BASELINE: f64 = 0.34;

/// The fill: a colour, or a pattern by its number.
#[derive(Clone)]
enum Fill {
    Color(String),
    Pattern(usize),
}

/// Makes the address of a file from an image, such as a `data:` URL.
pub type Encode = fn(&Image) -> Option<String>;

/// A drawing in the making.
pub struct Svg {
    body: RefCell<String>,
    patterns: RefCell<Vec<Pattern>>,
    fill: RefCell<Fill>,
    line: RefCell<(String, f64)>,
    dash: Cell<(f64, f64)>,
    font: RefCell<(u32, f64, String)>,
    opacity: Cell<f64>,
    /// The font of the whole drawing: only text in another one names its own.
    family: String,
    prefix: String,
    encode: Option<Encode>,
}

impl Svg {
    /// An empty drawing, mostly in this font. The ids of its patterns begin with `prefix`: those of drawings in one document
    /// must differ.
    pub fn new(family: &str, prefix: &str) -> Self {
        Self {
            body: RefCell::default(),
            patterns: RefCell::default(),
            fill: RefCell::new(Fill::Color(String::new())),
            line: RefCell::default(),
            dash: Cell::default(),
            font: RefCell::default(),
            opacity: Cell::new(1.0),
            family: family.to_owned(),
            prefix: prefix.to_owned(),
            encode: None,
        }
    }

    /// The same, with images in it. They are parts of the file.
    #[must_use]
    pub fn with_images(self, encode: Encode) -> Self {
        Self { encode: Some(encode), ..self }
    }

    /// What is drawn from now on is a link, until [`end_link`](Self::end_link).
    pub fn begin_link(&self, to: &str) {
        let mut body = self.body.borrow_mut();
        body.push_str("<a href=\"");
        escape(&mut body, to);
        body.push_str("\">");
    }

    /// Ends the link.
    pub fn end_link(&self) {
        self.body.borrow_mut().push_str("</a>");
    }

    /// The drawing as a file, of this size, on a ground of this colour; `title` and `words` say what it shows to those who
    /// can't see it.
    pub fn finish(&self, (width, height): (f64, f64), title: &str, words: &str, ground: &str) -> String {
        let mut out = String::from("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\"");
        let (width, height) = (width.ceil(), height.ceil());
        for (name, value) in [("width", width), ("height", height)] {
            number(&mut out, name, value);
        }
        out.push_str(" viewBox=\"0 0 ");
        tenths(&mut out, width);
        out.push(' ');
        tenths(&mut out, height);
        out.push_str("\" font-family=\"");
        escape(&mut out, &self.family);
        out.push_str("\" style=\"white-space:pre\"><title>");
        escape(&mut out, title);
        out.push_str("</title><desc>");
        escape(&mut out, words);
        out.push_str("</desc>");
        let patterns = self.patterns.borrow();
        if !patterns.is_empty() {
            out.push_str("<defs>");
            for (index, pattern) in patterns.iter().enumerate() {
                define(&mut out, pattern, &format!("{}{index}", self.prefix));
            }
            out.push_str("</defs>");
        }
        out.push_str("<rect width=\"100%\" height=\"100%\"");
        attribute(&mut out, "fill", ground);
        out.push_str("/>");
        out.push_str(&self.body.borrow());
        out.push_str("</svg>\n");
        out
    }

    /// Begins an element that is filled.
    fn filled(&self, name: &str) -> std::cell::RefMut<'_, String> {
        let mut body = self.body.borrow_mut();
        body.push('<');
        body.push_str(name);
        match &*self.fill.borrow() {
            Fill::Color(color) => attribute(&mut body, "fill", color),
            Fill::Pattern(index) => attribute(&mut body, "fill", &format!("url(#{}{index})", self.prefix)),
        }
        self.faded(&mut body);
        body
    }

    /// Begins a path that is drawn.
    fn drawn(&self) -> std::cell::RefMut<'_, String> {
        let mut body = self.body.borrow_mut();
        body.push_str("<path fill=\"none\"");
        let (color, thickness) = &*self.line.borrow();
        attribute(&mut body, "stroke", color);
        number(&mut body, "stroke-width", *thickness);
        let (dash, gap) = self.dash.get();
        if dash > 0.0 {
            body.push_str(" stroke-dasharray=\"");
            tenths(&mut body, dash);
            body.push(' ');
            tenths(&mut body, gap);
            body.push('"');
        }
        self.faded(&mut body);
        body
    }

    fn faded(&self, body: &mut String) {
        if self.opacity.get() < 1.0 {
            // Shares of a tenth would be too coarse.
            let percent = (self.opacity.get() * 100.0).round() as u32;
            attribute(body, "opacity", &format!("{percent}%"));
        }
    }
}

impl Surface for Svg {
    fn ratio(&self) -> f64 {
        1.0
    }

    fn opacity(&self, share: f64) {
        self.opacity.set(share);
    }

    fn fill_with(&self, color: &str) {
        *self.fill.borrow_mut() = Fill::Color(color.to_owned());
    }

    fn fill_with_pattern(&self, pattern: &Pattern) {
        let mut patterns = self.patterns.borrow_mut();
        let index = patterns.iter().position(|known| known == pattern).unwrap_or_else(|| {
            patterns.push(pattern.clone());
            patterns.len() - 1
        });
        *self.fill.borrow_mut() = Fill::Pattern(index);
    }

    fn draw_with(&self, color: &str, thickness: f64) {
        *self.line.borrow_mut() = (color.to_owned(), thickness);
    }

    fn dash(&self, dash: f64, gap: f64) {
        self.dash.set((dash, gap));
    }

    fn write_with(&self, weight: u32, size: f64, family: &str) {
        *self.font.borrow_mut() = (weight, size, family.to_owned());
    }

    fn area(&self, [left, top, width, height]: [f64; 4], radius: f64) {
        // A negative height means nothing to a canvas and is a mistake here.
        if height <= 0.0 {
            return;
        }
        let mut body = self.filled("rect");
        for (name, value) in [("x", left), ("y", top), ("width", width), ("height", height)] {
            number(&mut body, name, value);
        }
        if radius > 0.0 {
            number(&mut body, "rx", radius);
        }
        body.push_str("/>");
    }

    fn path(&self, points: &[(f64, f64)], stroke: Stroke) {
        let mut body = match stroke {
            Stroke::Fill => self.filled("path"),
            Stroke::Open | Stroke::Closed => self.drawn(),
        };
        body.push_str(" d=\"");
        for (index, &point) in points.iter().enumerate() {
            to(&mut body, if index == 0 { 'M' } else { 'L' }, point);
        }
        body.push_str(if stroke == Stroke::Open { "\"/>" } else { "Z\"/>" });
    }

    fn curve(&self, &[start, one, two, end]: &[(f64, f64); 4]) {
        let mut body = self.drawn();
        body.push_str(" d=\"");
        for (sign, point) in [('M', start), ('C', one), (' ', two), (' ', end)] {
            to(&mut body, sign, point);
        }
        body.push_str("\"/>");
    }

    fn text(&self, text: &str, x: f64, y: f64) {
        let mut body = self.filled("text");
        let (weight, size, family) = &*self.font.borrow();
        number(&mut body, "x", x);
        number(&mut body, "y", y + size * BASELINE);
        number(&mut body, "font-size", *size);
        if *weight != 400 {
            number(&mut body, "font-weight", f64::from(*weight));
        }
        if *family != self.family {
            attribute(&mut body, "font-family", family);
        }
        body.push('>');
        escape(&mut body, text);
        body.push_str("</text>");
    }

    fn image(&self, image: &Image, [left, top, width, height]: [f64; 4]) {
        let Some(address) = self.encode.and_then(|encode| encode(image)) else { return };
        let mut body = self.body.borrow_mut();
        body.push_str("<image preserveAspectRatio=\"none\"");
        for (name, value) in [("x", left), ("y", top), ("width", width), ("height", height)] {
            number(&mut body, name, value);
        }
        attribute(&mut body, "href", &address);
        body.push_str("/>");
    }
}

fn to(out: &mut String, sign: char, (x, y): (f64, f64)) {
    out.push(sign);
    tenths(out, x);
    out.push(' ');
    tenths(out, y);
}

fn attribute(out: &mut String, name: &str, value: &str) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    escape(out, value);
    out.push('"');
}

fn number(out: &mut String, name: &str, value: f64) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    tenths(out, value);
    out.push('"');
}

/// A number to a tenth. Formatting fractions would make the page larger.
fn tenths(out: &mut String, value: f64) {
    let tenths = (value * 10.0).round() as i64;
    if tenths < 0 {
        out.push('-');
    }
    let (whole, part) = (tenths.unsigned_abs() / 10, tenths.unsigned_abs() % 10);
    // Writing to a string can't fail.
    let _ = write!(out, "{whole}");
    if part > 0 {
        let _ = write!(out, ".{part}");
    }
}

/// Text in XML. Characters that XML can't hold, such as most control characters, are replaced.
pub fn escape(out: &mut String, text: &str) {
    for sign in text.chars() {
        match sign {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(sign),
            '\0'..' ' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            _ => out.push(sign),
        }
    }
}

/// A square that repeats. Lines go on beyond its corners, where they meet those of its neighbours.
fn define(out: &mut String, Pattern { motif, side, color }: &Pattern, id: &str) {
    out.push_str("<pattern patternUnits=\"userSpaceOnUse\"");
    attribute(out, "id", id);
    number(out, "width", *side);
    number(out, "height", *side);
    out.push('>');
    let mut lines = |rising: bool, thickness: f64| {
        out.push_str("<path fill=\"none\"");
        attribute(out, "stroke", color);
        number(out, "stroke-width", thickness);
        out.push_str(" d=\"");
        for shift in [-side, 0.0, *side] {
            let (from, end) = if rising { (2.0 * side, -side) } else { (-side, 2.0 * side) };
            to(out, 'M', (shift - side, from));
            to(out, 'L', (shift + 2.0 * side, end));
        }
        out.push_str("\"/>");
    };
    match motif {
        Motif::Hatch => lines(true, 1.0),
        Motif::CrossHatch => {
            lines(true, 1.0);
            lines(false, 1.0);
        }
        Motif::Stripes => lines(false, side / 3.0),
        Motif::Dots | Motif::Bars | Motif::Lines => {
            out.push_str("<rect");
            number(out, "width", if *motif == Motif::Lines { *side } else { 1.0 });
            number(out, "height", if *motif == Motif::Bars { *side } else { 1.0 });
            attribute(out, "fill", color);
            out.push_str("/>");
        }
    }
    out.push_str("</pattern>");
}

#[cfg(test)]
pub(super) mod tests;
