//! Tables of the instructions on bare-metal riscv32im: all counts, and a selection for the documentation.

use subject::{Kind, Subject};

use crate::{
    csv::{Csv, Row},
    table::Table,
    tables::{outcome, thousands},
};

/// The name in results of the workload itself, without its allocator.
pub const PROGRAM: &str = "program";

/// A row for each workload, a column for the workload itself and for each allocator.
pub fn riscv(csv: &Csv) -> Table {
    table(csv, |_| true, |_| true)
}

/// For the documentation: fewer workloads, and the allocators of this repository beside common alternatives.
pub fn riscv_some(csv: &Csv) -> Table {
    const WORKLOADS: [&str; 8] =
        ["push-pop", "small", "tree", "collections", "json", "grow", "bimodal", "phases"];
    const PEERS: [&str; 5] = ["dlmalloc", "talc", "embedded-tlsf", "linked_list_allocator", "never-freed"];
    let is_shown = |subject: &Subject| subject.kind == Kind::Ours || PEERS.contains(&subject.name);
    table(csv, is_shown, |workload| WORKLOADS.contains(&workload))
}

fn table(csv: &Csv, is_shown: impl Fn(&Subject) -> bool, is_run: impl Fn(&str) -> bool) -> Table {
    let find = |workload: &str, allocator: &str| {
        csv.rows().find(|row| [row.text("workload"), row.text("allocator")] == [workload, allocator])
    };
    let subjects: Vec<_> = riscv::ALL
        .iter()
        .filter(|subject| is_shown(subject) && csv.rows().any(|row| row.text("allocator") == subject.name))
        .collect();
    let names = subjects.iter().map(|subject| super::short(subject));
    let mut table = Table::new(["", "requests", "program"].into_iter().chain(names));
    for workload in workloads::ALL.iter().map(|workload| workload.name).filter(|name| is_run(name)) {
        let Some(program) = find(workload, PROGRAM) else { continue };
        let requests = program.number("requests").map_or_else(String::new, few);
        let cells = subjects
            .iter()
            .map(|subject| find(workload, subject.name).map_or_else(String::new, |row| count(&row)));
        table.row([workload.to_owned(), requests, count(&program)].into_iter().chain(cells));
    }
    table
}

fn count(row: &Row<'_>) -> String {
    match row.number("instructions") {
        Some(count) if count < 100.0 => format!("{count:.1}"),
        Some(count) => thousands(&format!("{count:.0}")),
        None => outcome(row),
    }
}

/// Requests per operation, which can be far below 1.
fn few(requests: f64) -> String {
    if requests < 0.1 { format!("{requests:.3}") } else { format!("{requests:.1}") }
}
