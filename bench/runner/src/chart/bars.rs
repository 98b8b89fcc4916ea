//! Bars from nothing: code size.

use plotters::prelude::*;

use super::{Drawn, FAINT, HEAD, RULE, Title, color, letters, name, picture};
use crate::{
    csv::Csv,
    failure::Result,
    tables::{by_subject, thousands},
};

const WIDTH: u32 = 860;
const ROW: u32 = 28;

/// For each allocator two bars on end: alloc and dealloc, and what realloc adds.
pub fn size(csv: &Csv) -> Result<String> {
    let rows: Vec<_> = by_subject(csv)
        .filter_map(|(subject, row)| {
            Some((subject, row.number("alloc_dealloc")?, row.number("with_realloc")?))
        })
        .collect();
    let title = Title {
        title: "Code size",
        explanation: "Bytes of WebAssembly that each adds: dark with alloc and dealloc, light with realloc too. Less is better.",
    };
    let most = rows.iter().fold(0.0, |most: f64, row| most.max(row.2));
    let height = HEAD as u32 + rows.len() as u32 * ROW + 50;
    picture((WIDTH, height), &title, |area| -> Drawn {
        let mut chart = ChartBuilder::on(area)
            .margin_top(HEAD)
            .margin_right(104)
            .margin_bottom(12)
            .x_label_area_size(26)
            .y_label_area_size(220)
            .build_cartesian_2d(0.0..most, rows.len() as f64..0.0)?;
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
        for (index, (subject, small, large)) in rows.iter().enumerate() {
            let [above, middle, below] = [0.22, 0.5, 0.78].map(|part| index as f64 + part);
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
