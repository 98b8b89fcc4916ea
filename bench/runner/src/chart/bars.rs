//! Horizontal bars that start at zero: code size.

use plotters::prelude::*;
use subject::Kind;

use super::{Drawn, FAINT, HEAD, RULE, Title, color, letters, name, picture};
use crate::{
    csv::Csv,
    failure::Result,
    tables::{by_subject, thousands},
};

const WIDTH: u32 = 860;
const ROW: u32 = 28;
/// The gap between this repository, the others, and older versions, as a fraction of a row.
const GAP: f64 = 0.4;

/// A stacked bar for each allocator: alloc and dealloc, and what realloc adds.
pub fn size(csv: &Csv) -> Result<String> {
    let rows = by_subject(csv).filter_map(|(subject, row)| {
        Some((subject, row.number("alloc_dealloc")?, row.number("with_realloc")?))
    });
    let mut bottom = 0.0;
    let mut group = Kind::Ours;
    let mut placed = Vec::new();
    for (subject, small, large) in rows {
        if subject.kind != group {
            bottom += GAP;
        }
        group = subject.kind;
        placed.push((bottom, subject, small, large));
        bottom += 1.0;
    }
    let title = Title {
        title: "Code size",
        explanation: "Bytes of WebAssembly that each allocator adds: dark for alloc and dealloc, light for realloc as well. Less is better.",
    };
    let most = placed.iter().fold(0.0, |most: f64, row| most.max(row.3));
    let height = HEAD as u32 + (bottom * f64::from(ROW)) as u32 + 50;
    picture((WIDTH, height), &title, |area| -> Drawn {
        let mut chart = ChartBuilder::on(area)
            .margin_top(HEAD)
            .margin_right(104)
            .margin_bottom(12)
            .x_label_area_size(26)
            .y_label_area_size(220)
            .build_cartesian_2d(0.0..most, bottom..0.0)?;
        chart
            .configure_mesh()
            .disable_y_mesh()
            .disable_y_axis()
            .x_labels(7)
            .x_label_formatter(&|bytes| thousands(&format!("{bytes:.0}")))
            .bold_line_style(RULE)
            .light_line_style(TRANSPARENT)
            .axis_style(RULE)
            .label_style(letters(11.5, FAINT).style())
            .draw()?;
        for (top, subject, small, large) in &placed {
            let [above, middle, below] = [0.22, 0.5, 0.78].map(|part| top + part);
            let color = color(subject);
            chart
                .plotting_area()
                .draw(&Rectangle::new([(0.0, above), (*large, below)], color.mix(0.4).filled()))?;
            chart.plotting_area().draw(&Rectangle::new([(0.0, above), (*small, below)], color.filled()))?;
            let at = |bytes| EmptyElement::at((bytes, middle));
            let title = Text::new(subject.title, (-12, 0), name(subject).right().style());
            chart.plotting_area().draw(&(at(0.0) + title))?;
            let [small, large_text] = [small, large].map(|bytes| thousands(&format!("{bytes:.0}")));
            let numbers = Text::new(format!("{small} / {large_text}"), (8, 0), letters(12.0, FAINT).style());
            chart.plotting_area().draw(&(at(*large) + numbers))?;
        }
        Ok(())
    })
}
