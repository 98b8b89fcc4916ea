//! The blanks for the answer to a question on paper. They tell nothing about it.

use heap_lab::{
    export::svg::escape,
    question::{self, Kind, Question},
    state::Run,
    text::{Text, numbers},
};

use super::element;

/// Blanks for a sequence: more than most answers need.
const PLACES: usize = 6;
/// Cells in a row of a drawing.
const ROW: u32 = 16;

/// Writes the blanks.
pub fn blanks(out: &mut String, question: &Question, run: &Run, text: &dyn Text) {
    let labels = &text.teaching().worksheet;
    match question.kind {
        Kind::Place => line(out, labels.answer, ""),
        Kind::Number(measure) => line(out, labels.answer, &unit(&text.measured(measure, 0))),
        Kind::Probes | Kind::List { .. } => {
            out.push_str("<p class=\"sheet-order\">");
            escape(out, labels.order);
            out.push_str(&"<i></i>".repeat(PLACES));
            out.push_str("</p>");
        }
        Kind::Draw { unit } => draw(out, question, unit, run, labels.cells),
        Kind::YesNo(_) => {
            let rows = question.lanes.iter().map(|lane| (lane.short_name(), vec![labels.yes, labels.no]));
            choices(out, rows);
        }
        Kind::First(_) => {
            let lanes = question.lanes.iter().map(|lane| (lane.short_name(), vec![""]));
            choices(out, lanes.chain([(labels.none, vec![""])]));
        }
    }
}

/// A line to write on.
fn line(out: &mut String, before: &str, after: &str) {
    out.push_str("<p class=\"sheet-line\">");
    escape(out, before);
    out.push_str("<i></i>");
    escape(out, after);
    out.push_str("</p>");
}

/// The unit of a number: what follows its digits.
fn unit(measured: &str) -> String {
    measured.trim_start_matches(|sign: char| !sign.is_alphabetic() && sign != '%').to_owned()
}

/// A table with boxes to tick.
fn choices<'a>(out: &mut String, rows: impl Iterator<Item = (&'a str, Vec<&'a str>)>) {
    out.push_str("<table class=\"sheet-choices\">");
    for (name, boxes) in rows {
        out.push_str("<tr>");
        element(out, "th", name);
        for name in boxes {
            out.push_str("<td><i></i>");
            escape(out, name);
            out.push_str("</td>");
        }
        out.push_str("</tr>");
    }
    out.push_str("</table>");
}

/// Empty cells, with the address of the first of each row.
fn draw(out: &mut String, question: &Question, unit: u32, run: &Run, hint: &str) {
    element(out, "p", hint);
    let cells = question::cells(question, run.recordings());
    out.push_str("<table class=\"sheet-cells\">");
    for row in 0..cells.div_ceil(ROW) {
        out.push_str("<tr>");
        element(out, "th", &numbers::address(row * ROW * unit));
        let here = (cells - row * ROW).min(ROW);
        out.push_str(&"<td></td>".repeat(here as usize));
        out.push_str("</tr>");
    }
    out.push_str("</table>");
}
