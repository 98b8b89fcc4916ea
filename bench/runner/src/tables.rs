//! Results as tables.

mod bare;

pub use bare::{PROGRAM, riscv, riscv_some};
use subject::{Kind, Subject};

use crate::{
    csv::{Csv, Row},
    table::Table,
};

/// The table of the results of this name, for a terminal.
pub fn of(name: &str, csv: &Csv) -> String {
    let table = match name {
        "size" => size(csv),
        "programs" => programs(csv),
        "speed" => speed(csv),
        "memory" => memory(csv),
        "reuse" => reuse(csv),
        "riscv" => riscv(csv),
        _ => instructions(csv),
    };
    table.plain()
}

/// The allocators that have results, in the order of the list.
pub fn subjects(csv: &Csv) -> Vec<&'static Subject> {
    let is_measured = |subject: &&Subject| csv.rows().any(|row| row.text("allocator") == subject.name);
    subject::ALL.iter().filter(is_measured).collect()
}

pub fn size(csv: &Csv) -> Table {
    let mut table = Table::new(["", "alloc, dealloc", "+ realloc", "+ alloc_zeroed"]);
    for (subject, row) in by_subject(csv) {
        let columns = ["alloc_dealloc", "with_realloc", "with_zeroed"];
        let sizes = columns.map(|column| thousands(row.text(column)));
        table.row([subject.title.to_owned()].into_iter().chain(sizes));
    }
    table
}

/// A row for each workload, a column for each allocator.
pub fn speed(csv: &Csv) -> Table {
    across(csv, speed_cell)
}

/// The ratio of one allocator on one workload, or the reason why there is none.
pub fn speed_cell(row: &Row<'_>) -> String {
    match (row.text("outcome"), row.number("median")) {
        ("done", Some(median)) => ratio(median),
        _ => outcome(row),
    }
}

/// The quartiles of the ratios of all rounds.
pub fn spread(csv: &Csv) -> Table {
    across(csv, |row| match (row.number("lower"), row.number("upper")) {
        (Some(lower), Some(upper)) => format!("{}–{}", ratio(lower), ratio(upper)),
        _ => String::new(),
    })
}

/// The results without the old versions, for the widest tables. The charts have them.
pub fn without_old(csv: &Csv) -> Csv {
    let is_old =
        |name: &str| subject::ALL.iter().any(|subject| subject.name == name && subject.kind == Kind::Old);
    csv.only(|row| !is_old(row.text("allocator")))
}

/// A table with a row for each workload and a column for each allocator.
pub fn across(csv: &Csv, cell: impl Fn(&Row<'_>) -> String) -> Table {
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

/// The short name of an allocator, for column headings.
pub fn short(subject: &Subject) -> &str {
    match subject.kind {
        Kind::Ours => subject.title.trim_start_matches("lite-alloc "),
        _ => subject.title,
    }
}

/// A ratio with a sensible number of digits.
pub fn ratio(value: f64) -> String {
    if value < 0.1 { format!("{value:.3}") } else { format!("{value:.2}") }
}

pub fn thousands(number: &str) -> String {
    let digits = number.trim_start_matches('-');
    let mut text = number[..number.len() - digits.len()].to_owned();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// The size of the heap at the end as a multiple of the peak of live bytes.
pub fn memory(csv: &Csv) -> Table {
    across(csv, |row| match (row.number("heap"), row.number("peak")) {
        (Some(heap), Some(peak)) if peak >= LEAST_PEAK => ratio(heap / peak),
        (Some(heap), Some(_)) => bytes(heap),
        _ => outcome(row),
    })
}

/// A number of bytes in KiB or MiB.
pub fn bytes(bytes: f64) -> String {
    match bytes / 1024.0 {
        kib if kib < 1000.0 => format!("{kib:.0} KiB"),
        kib => format!("{:.0} MiB", kib / 1024.0),
    }
}

/// If fewer bytes were live at the peak, the heap is mostly the unused rest of its last page: then its size is shown
/// instead of a ratio.
pub const LEAST_PEAK: f64 = 131_072.0;

pub fn reuse(csv: &Csv) -> Table {
    let mut table = Table::new(["", "in random sizes", "largest block"]);
    for (subject, row) in by_subject(csv) {
        let share =
            |column| row.number(column).map_or("–".to_owned(), |share| format!("{:.0} %", share * 100.0));
        table.row([subject.title.to_owned(), share("again"), share("largest")]);
    }
    table
}

/// A fraction in percent.
pub fn share(row: &Row<'_>, column: &str) -> String {
    row.number(column).map_or("–".to_owned(), |share| format!("{:.0} %", share * 100.0))
}

pub fn programs(csv: &Csv) -> Table {
    let mut table = Table::new(["", "level z", "level s", "level 3"]);
    for (subject, row) in by_subject(csv) {
        let sizes = ["z", "s", "3"].map(|level| thousands(row.text(level)));
        table.row([subject.title.to_owned()].into_iter().chain(sizes));
    }
    table
}

pub fn instructions(csv: &Csv) -> Table {
    across(csv, |row| row.text("instructions").to_owned())
}

/// With the number of rounds of speed: few rounds are only a first look.
pub fn machine(machine: &Csv, speed: &Csv) -> Table {
    let mut table = Table::new(["", ""]).texts(2);
    machine.rows().for_each(|row| table.row([row.text("what"), row.text("value")]));
    let rounds = speed.rows().filter_map(|row| row.number("rounds")).fold(0.0, f64::max);
    table.row(["rounds of speed", &rounds.to_string()]);
    table
}

pub fn workloads() -> Table {
    let mut table = Table::new(["workload", "what it does", "operations"]).texts(2);
    for workload in workloads::ALL {
        let operations = thousands(&workload.operations.to_string());
        table.row([workload.name, workload.about, &operations]);
    }
    table
}

pub fn by_subject(csv: &Csv) -> impl Iterator<Item = (&'static Subject, Row<'_>)> {
    let row = |subject: &'static Subject| {
        csv.rows().find(|row| row.text("allocator") == subject.name).map(|row| (subject, row))
    };
    subject::ALL.iter().filter_map(row)
}

/// The reason why there is no number.
pub fn outcome(row: &Row<'_>) -> String {
    match row.text("outcome") {
        "slow" => "too slow".to_owned(),
        other => other.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{bytes, ratio, thousands};

    #[test]
    fn numbers_are_grouped() {
        assert_eq!(
            ["", "7", "999", "1000", "1234567", "-1234"].map(thousands),
            ["", "7", "999", "1,000", "1,234,567", "-1,234"]
        );
    }

    #[test]
    fn bytes_have_a_unit() {
        assert_eq!([65536.0, 999.0 * 1024.0, 5e7].map(bytes), ["64 KiB", "999 KiB", "48 MiB"]);
    }

    #[test]
    fn small_ratios_keep_their_digits() {
        assert_eq!([2.345, 0.5, 0.0123].map(ratio), ["2.35", "0.50", "0.012"]);
    }
}
