//! Charts of results, as SVG: what all of them share. Each kind of chart is a file in `chart/`.
//!
//! They are shown on light and on dark pages, so each has its own light background. Allocators of this repository are
//! blue. Everything that a colour shows is also written.

mod bars;
mod heat;
mod scatter;

use std::{error::Error, fmt::Display};

use plotters::{
    coord::Shift,
    prelude::*,
    style::text_anchor::{HPos, Pos, VPos},
};
use subject::{Kind, Subject};

use crate::{
    failure::{Failure, Result},
    results::Results,
};

type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;
type Drawn = std::result::Result<(), Box<dyn Error>>;

const GROUND: RGBColor = RGBColor(0xfb, 0xfb, 0xf9);
const INK: RGBColor = RGBColor(0x24, 0x29, 0x2f);
const FAINT: RGBColor = RGBColor(0x66, 0x6e, 0x78);
const RULE: RGBColor = RGBColor(0xdd, 0xdf, 0xe2);
const BLUE: RGBColor = RGBColor(0x00, 0x72, 0xb2);
const LIGHT_BLUE: RGBColor = RGBColor(0x8c, 0xc4, 0xe6);
const GREY: RGBColor = RGBColor(0x8a, 0x92, 0x9c);
const ORANGE: RGBColor = RGBColor(0xe6, 0x8a, 0x1e);

/// Height of the title and the explanation.
const HEAD: i32 = 62;

/// All charts, by name.
pub fn all(results: &Results) -> Result<Vec<(&'static str, String)>> {
    Ok(vec![
        ("overview", scatter::overview(results)?),
        ("size", bars::size(&results.size)?),
        ("programs", heat::programs(&results.programs)?),
        ("speed", heat::speed(&results.speed)?),
        ("memory", heat::memory(&results.memory)?),
    ])
}

/// The heading of a chart.
struct Title<'a> {
    title: &'a str,
    explanation: &'a str,
}

/// A chart of this size: background, title, and what `draw` adds below.
fn picture(size: (u32, u32), title: &Title<'_>, draw: impl FnOnce(&Area<'_>) -> Drawn) -> Result<String> {
    let mut svg = String::new();
    let drawn = (|| -> Drawn {
        let area = SVGBackend::with_string(&mut svg, size).into_drawing_area();
        area.fill(&GROUND)?;
        let (right, bottom) = (size.0 as i32 - 1, size.1 as i32 - 1);
        area.draw(&Rectangle::new([(0, 0), (right, bottom)], RULE))?;
        write(&area, title.title, (20, 24), &letters(17.0, INK).bold())?;
        write(&area, title.explanation, (20, 46), &letters(12.5, FAINT))?;
        draw(&area)?;
        area.present()?;
        Ok(())
    })();
    match drawn {
        // One line for each element, so that diffs can be read.
        Ok(()) => Ok(svg.trim_end().to_owned() + "\n"),
        Err(error) => {
            Err(Failure::new(format!("{} can't be drawn: {error}", title.title), "check the results"))
        }
    }
}

/// The font size in plotters that gives one pixel in SVG.
const UNITS: f64 = 1.24;

/// A text style; the size is in pixels.
struct Letters {
    size: f64,
    color: RGBColor,
    bold: bool,
    across: HPos,
}

fn letters(size: f64, color: RGBColor) -> Letters {
    Letters { size, color, bold: false, across: HPos::Left }
}

impl Letters {
    fn bold(self) -> Self {
        Self { bold: true, ..self }
    }

    fn centred(self) -> Self {
        Self { across: HPos::Center, ..self }
    }

    fn right(self) -> Self {
        Self { across: HPos::Right, ..self }
    }

    fn style(&self) -> TextStyle<'static> {
        let style = if self.bold { FontStyle::Bold } else { FontStyle::Normal };
        let font = FontDesc::new(FontFamily::SansSerif, self.size * UNITS, style);
        TextStyle { font, color: self.color.to_backend_color(), pos: Pos::new(self.across, VPos::Center) }
    }
}

/// Writes a text beside or around a point, in pixels.
fn write(area: &Area<'_>, text: impl Display, at: (i32, i32), letters: &Letters) -> Drawn {
    area.draw(&Text::new(text.to_string(), at, letters.style()))?;
    Ok(())
}

/// Blue for this repository, light blue for its older versions, grey for others.
fn color(subject: &Subject) -> RGBColor {
    match subject.kind {
        Kind::Ours => BLUE,
        Kind::Old => LIGHT_BLUE,
        Kind::Peer => GREY,
    }
}

/// The text style of an allocator's name.
fn name(subject: &Subject) -> Letters {
    match subject.kind {
        Kind::Ours => letters(12.5, INK).bold(),
        _ => letters(12.5, INK),
    }
}
