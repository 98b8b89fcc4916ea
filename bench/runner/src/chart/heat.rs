//! Heat maps: numbers in cells coloured by their value. Blue is better than the baseline, orange is worse.

use plotters::prelude::*;
use subject::{Kind, Subject};

use super::{BLUE, Drawn, FAINT, GROUND, HEAD, INK, ORANGE, Title, letters, name, picture};
use crate::{
    csv::{Csv, Row},
    failure::Result,
    programs::LEVELS,
    tables::{self, LEAST_PEAK, by_subject, bytes, outcome, ratio},
};

const NAMES: i32 = 220;
const ROW: i32 = 27;
const COLUMNS: i32 = 50;
/// The gap between this repository, the others, and older versions.
const GAP: i32 = 8;

/// The text of a cell, and its rating from -1 to 1.
struct Cell {
    text: String,
    good: Option<f64>,
}

/// The number of doublings that gives the full colour.
const FULL: f64 = 2.5;

pub fn speed(csv: &Csv) -> Result<String> {
    let title = Title {
        title: "Speed",
        explanation: "The ratio to dlmalloc in the same round, median of all rounds: 2.00 is twice as fast. More is better.",
    };
    by_workload(csv, &title, |row| Cell {
        text: tables::speed_cell(row),
        good: row.number("median").map(|median| median.log2() / FULL),
    })
}

pub fn memory(csv: &Csv) -> Result<String> {
    let title = Title {
        title: "Memory",
        explanation: "The heap after each workload, as a multiple of peak live bytes; its size if hardly any were live. Less is better.",
    };
    by_workload(csv, &title, |row| match (row.number("heap"), row.number("peak")) {
        (Some(heap), Some(peak)) if peak >= LEAST_PEAK => {
            // A heap that is a quarter larger is usual, and not rated as worse.
            let good = -((heap / peak / 1.25).log2().max(0.0) / FULL);
            let text = if heap / peak < 10.0 { ratio(heap / peak) } else { format!("{:.0}", heap / peak) };
            Cell { text, good: Some(good) }
        }
        (Some(heap), Some(_)) => Cell { text: bytes(heap), good: None },
        _ => Cell { text: outcome(row), good: None },
    })
}

pub fn programs(csv: &Csv) -> Result<String> {
    let title = Title {
        title: "Whole programs",
        explanation: "KB of a program with serde_json, at each opt-level. Less is better; blue is smaller than with dlmalloc.",
    };
    let baseline = by_subject(csv).find(|(subject, _)| subject.name == subject::BASELINE).map(|(_, row)| row);
    let columns: Vec<_> = LEVELS.iter().map(|(level, ..)| format!("level {level}")).collect();
    let rows = by_subject(csv).map(|(subject, row)| {
        let cell = |(level, ..): &(&str, &str, &str)| {
            let bytes = row.number(level);
            let of_baseline = baseline.as_ref().and_then(|row| row.number(level));
            Cell {
                text: bytes.map_or_else(String::new, |bytes| format!("{:.1}", bytes / 1000.0)),
                good: bytes.zip(of_baseline).map(|(bytes, base)| (base / bytes - 1.0) * 5.0),
            }
        };
        (subject, LEVELS.iter().map(cell).collect())
    });
    draw(&title, &columns, 104, rows.collect())
}

fn by_workload(csv: &Csv, title: &Title<'_>, cell: impl Fn(&Row<'_>) -> Cell) -> Result<String> {
    let is_measured = |name: &&str| csv.rows().any(|row| row.text("workload") == *name);
    let columns: Vec<_> = workloads::ALL.iter().map(|workload| workload.name).filter(is_measured).collect();
    let rows = tables::subjects(csv).into_iter().map(|subject| {
        let of = |name: &&str| {
            let row =
                csv.rows().find(|row| row.text("allocator") == subject.name && row.text("workload") == *name);
            row.map_or(Cell { text: String::new(), good: None }, |row| cell(&row))
        };
        (subject, columns.iter().map(of).collect())
    });
    let rows = rows.collect();
    draw(title, &columns.iter().map(|&name| name.to_owned()).collect::<Vec<_>>(), 66, rows)
}

fn draw(
    title: &Title<'_>,
    columns: &[String],
    width: i32,
    rows: Vec<(&Subject, Vec<Cell>)>,
) -> Result<String> {
    let right = (NAMES + columns.len() as i32 * width + 20).max(680);
    let bottom = HEAD + COLUMNS + rows.len() as i32 * ROW + 2 * GAP + 18;
    picture((right as u32, bottom as u32), title, |area| -> Drawn {
        for (index, column) in columns.iter().enumerate() {
            let x = NAMES + index as i32 * width + width / 2;
            // A name with a hyphen is written in two lines.
            let lines: Vec<_> = column.split_inclusive('-').collect();
            for (line, text) in lines.iter().enumerate() {
                let y = HEAD + 33 - (lines.len() as i32 - 1 - line as i32) * 13;
                super::write(area, text, (x, y), &letters(11.5, FAINT).centred())?;
            }
        }
        let mut y = HEAD + COLUMNS;
        let mut group: Option<Kind> = None;
        for (subject, cells) in &rows {
            if group.is_some_and(|group| group != subject.kind) {
                y += GAP;
            }
            group = Some(subject.kind);
            super::write(area, subject.title, (NAMES - 12, y + ROW / 2), &name(subject).right())?;
            for (index, cell) in cells.iter().enumerate() {
                let x = NAMES + index as i32 * width;
                let corners = [(x + 1, y + 1), (x + width - 1, y + ROW - 1)];
                area.draw(&Rectangle::new(corners, shade(cell.good).filled()))?;
                let ink = if cell.good.is_some() { letters(12.0, INK) } else { letters(10.5, FAINT) };
                super::write(area, &cell.text, (x + width / 2, y + ROW / 2), &ink.centred())?;
            }
            y += ROW;
        }
        Ok(())
    })
}

/// The colour of a cell: even the strongest is pale enough for dark text.
fn shade(good: Option<f64>) -> RGBColor {
    const MOST: f64 = 0.62;
    let Some(good) = good else { return RGBColor(0xee, 0xee, 0xec) };
    let strength = good.abs().min(1.0) * MOST;
    let full = if good > 0.0 { BLUE } else { ORANGE };
    let mix =
        |from: u8, to: u8| (f64::from(from) + (f64::from(to) - f64::from(from)) * strength).round() as u8;
    let (white, full) = (GROUND, (full.0, full.1, full.2));
    RGBColor(mix(white.0, full.0), mix(white.1, full.1), mix(white.2, full.2))
}
