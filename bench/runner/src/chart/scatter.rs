//! Code size against speed: a scatter plot of all allocators.

use plotters::prelude::*;
use subject::{Kind, Subject};

use super::{Drawn, FAINT, HEAD, INK, RULE, Title, color, letters, name, picture};
use crate::{
    csv::Csv,
    failure::Result,
    results::Results,
    statistics::geometric_mean,
    tables::{by_subject, thousands},
};

/// The least value of a workload: that of one which was cut off or failed.
const CUT_OFF: f64 = 0.01;

/// The end of the axis of bytes, right of dlmalloc.
const LARGEST: f64 = 8000.0;

pub fn overview(results: &Results) -> Result<String> {
    // The old versions would crowd the chart; they are in the other ones.
    let points: Vec<_> = by_subject(&results.size)
        .filter(|(subject, _)| subject.kind != Kind::Old)
        .filter_map(|(subject, row)| {
            Some((subject, row.number("with_realloc")?, speed(&results.speed, subject)?))
        })
        .collect();
    let title = Title {
        title: "Small and fast",
        explanation: "Code size with realloc against speed, the mean of all workloads as a ratio to dlmalloc. Up and left is better.",
    };
    let smallest = points.iter().map(|point| point.1).fold(LARGEST, f64::min) / 1.5;
    let lowest = points.iter().map(|point| point.2).fold(1.0, f64::min) / 1.4;
    let highest = points.iter().map(|point| point.2 * 1.2).fold(2.0, f64::max);
    picture((WIDTH, 520), &title, |area| -> Drawn {
        let mut chart = ChartBuilder::on(area)
            .margin_top(HEAD)
            .margin_right(30)
            .margin_bottom(12)
            .margin_left(16)
            .x_label_area_size(44)
            .y_label_area_size(58)
            .build_cartesian_2d((smallest..LARGEST).log_scale(), (lowest..highest).log_scale().base(2.0))?;
        chart
            .configure_mesh()
            .bold_line_style(RULE)
            .light_line_style(TRANSPARENT)
            .axis_style(RULE)
            .x_desc("bytes of code")
            .y_desc("speed")
            .y_labels(8)
            .x_label_formatter(&|&bytes| label(bytes, thousands(&format!("{bytes:.0}"))))
            .y_label_formatter(&|ratio| format!("{}", (ratio * 1000.0).round() / 1000.0))
            .label_style(letters(11.5, FAINT).style())
            .axis_desc_style(letters(12.0, INK).style())
            .draw()?;
        let at = |&(_, bytes, speed): &(_, f64, f64)| chart.plotting_area().map_coordinate(&(bytes, speed));
        let mut taken: Vec<Extent> = points.iter().map(|point| Extent::dot(at(point))).collect();
        for point in &points {
            let ((x, y), subject) = (at(point), point.0);
            let label = Extent::beside((x, y), subject.title, &taken);
            if let Some(line) = label.leader((x, y)) {
                area.draw(&PathElement::new(line, FAINT))?;
            }
            area.draw(&Circle::new((x, y), 5, color(subject).filled()))?;
            super::write(area, subject.title, (label.left, label.top + HEIGHT / 2), &name(subject))?;
            taken.push(label);
        }
        Ok(())
    })
}

/// On a logarithmic axis only the lines of 1, 2 and 5 are labelled: the others are too close to each other.
fn label(value: f64, text: String) -> String {
    let first = value / 10_f64.powf((value.log10() + 1e-9).floor());
    if [1.0, 2.0, 5.0].iter().any(|labelled| (first - labelled).abs() < 1e-6) { text } else { String::new() }
}

const WIDTH: u32 = 860;

/// The height of a line of text with its margin.
const HEIGHT: i32 = 17;

/// The distance from a dot to a label that doesn't fit directly beside it.
const FURTHER: i32 = 30;

/// A rectangle in pixels.
#[derive(Clone, Copy)]
struct Extent {
    left: i32,
    top: i32,
    width: i32,
    height: i32,
}

impl Extent {
    fn dot((x, y): (i32, i32)) -> Self {
        Self { left: x - 6, top: y - 6, width: 12, height: 12 }
    }

    /// A free rectangle for a label: right, left, below or above the dot, else further away, where a line leads to it;
    /// right of the dot if there is none.
    fn beside((x, y): (i32, i32), text: &str, taken: &[Self]) -> Self {
        let width = text.chars().count() as i32 * 15 / 2;
        let beside = [
            (x + 10, y - HEIGHT / 2),
            (x - 10 - width, y - HEIGHT / 2),
            (x - width / 2, y + 7),
            (x - width / 2, y - 24),
        ];
        let further = (1..=5).flat_map(|step| {
            let (right, left) = (x + FURTHER, x - FURTHER - width);
            let (below, above) = (y + step * HEIGHT, y - (step + 1) * HEIGHT);
            [(right, below), (right, above), (left, below), (left, above)]
        });
        let candidates: Vec<_> = beside
            .into_iter()
            .chain(further)
            .map(|(left, top)| Self { left, top, width, height: HEIGHT })
            .collect();
        let is_free = |candidate: &&Self| {
            candidate.left > 94
                && candidate.left + width < WIDTH as i32 - 20
                && !taken.iter().any(|other| candidate.overlaps(other))
        };
        candidates.iter().find(is_free).copied().unwrap_or(candidates[0])
    }

    /// The ends of the line from a dot to a label that isn't directly beside it.
    fn leader(&self, (x, y): (i32, i32)) -> Option<[(i32, i32); 2]> {
        let far = self.left - x == FURTHER || x - self.left - self.width == FURTHER;
        let end = if self.left > x { self.left - 3 } else { self.left + self.width + 3 };
        far.then(|| [(x, y), (end, self.top + self.height / 2)])
    }

    fn overlaps(&self, other: &Self) -> bool {
        let apart = |start: i32, length: i32, start_b: i32, length_b: i32| {
            start + length < start_b || start_b + length_b < start
        };
        !apart(self.left, self.width, other.left, other.width)
            && !apart(self.top, self.height, other.top, other.height)
    }
}

/// The geometric mean of an allocator's ratios; `None` if it was not measured.
fn speed(csv: &Csv, subject: &Subject) -> Option<f64> {
    let rows = csv.rows().filter(|row| row.text("allocator") == subject.name);
    geometric_mean(&rows.map(|row| row.number("median").unwrap_or(CUT_OFF).max(CUT_OFF)).collect::<Vec<_>>())
}
