//! Results as tables: allocators down, what was measured across.

use subject::{Kind, Subject};

use crate::{csv::Csv, table::Table};

/// The table of the results of that name, for a terminal.
pub fn of(name: &str, csv: &Csv) -> String {
    let table = match name {
        "size" => size(csv),
        "speed" => speed(csv),
        _ => raw(csv),
    };
    table.plain()
}

/// The allocators in the order of the list, those of the results only.
pub fn subjects(csv: &Csv) -> Vec<&'static Subject> {
    let there = |subject: &&Subject| csv.rows().any(|row| row.text("allocator") == subject.name);
    subject::ALL.iter().filter(there).collect()
}

pub fn size(csv: &Csv) -> Table {
    let mut table = Table::new(["", "alloc, dealloc", "+ realloc", "+ alloc_zeroed"]);
    for subject in subjects(csv) {
        let mut cells = vec![subject.title.to_owned()];
        for row in csv.rows().filter(|row| row.text("allocator") == subject.name) {
            let columns = ["alloc_dealloc", "with_realloc", "with_zeroed"];
            cells.extend(columns.map(|column| thousands(row.text(column))));
        }
        table.row(cells);
    }
    table
}

/// Workloads down, allocators across: there are more workloads.
pub fn speed(csv: &Csv) -> Table {
    across(csv, |row| match (row.text("outcome"), row.number("median")) {
        ("done", Some(median)) => ratio(median),
        ("slow", _) => "too slow".to_owned(),
        (outcome, _) => outcome.to_owned(),
    })
}

/// A table with a line for each workload and a column for each allocator.
pub fn across(csv: &Csv, cell: impl Fn(&crate::csv::Row<'_>) -> String) -> Table {
    let subjects = subjects(csv);
    let mut table = Table::new([""].into_iter().chain(subjects.iter().map(|subject| short(subject))));
    for workload in workloads::ALL {
        let rows: Vec<_> = csv.rows().filter(|row| row.text("workload") == workload.name).collect();
        if rows.is_empty() {
            continue;
        }
        let cells = subjects.iter().map(|subject| {
            rows.iter().find(|row| row.text("allocator") == subject.name).map_or_else(String::new, &cell)
        });
        table.row([workload.name.to_owned()].into_iter().chain(cells));
    }
    table
}

/// Narrow enough for the head of a column.
fn short(subject: &Subject) -> &str {
    match subject.kind {
        Kind::Ours => subject.title.trim_start_matches("lite-alloc "),
        _ => subject.title,
    }
}

/// As many digits as mean something.
pub fn ratio(value: f64) -> String {
    if value < 0.1 { format!("{value:.3}") } else { format!("{value:.2}") }
}

pub fn thousands(number: &str) -> String {
    let digits = number.trim_start_matches('-');
    let mut text = number[..number.len() - digits.len()].to_owned();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

fn raw(csv: &Csv) -> Table {
    Table::new(csv.rows().map(|row| row.text("allocator")))
}

#[cfg(test)]
mod tests {
    use super::{ratio, thousands};

    #[test]
    fn numbers_are_grouped() {
        assert_eq!(
            ["", "7", "999", "1000", "1234567", "-1234"].map(thousands),
            ["", "7", "999", "1,000", "1,234,567", "-1,234"]
        );
    }

    #[test]
    fn small_ratios_keep_their_digits() {
        assert_eq!([2.345, 0.5, 0.0123].map(ratio), ["2.35", "0.50", "0.012"]);
    }
}
