//! Results as comma-separated values: a heading, and rows of plain words and numbers.

use std::path::Path;

use crate::{
    bench::{read, write},
    failure::{Failure, Result},
};

#[derive(Clone, Debug, PartialEq)]
pub struct Csv {
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Csv {
    pub fn new(columns: &[&str]) -> Self {
        Self { columns: columns.iter().map(|&name| name.to_owned()).collect(), rows: Vec::new() }
    }

    /// Cells hold no commas and no line ends: here they are names and numbers.
    pub fn row<T: Into<String>>(&mut self, cells: impl IntoIterator<Item = T>) {
        let cells = cells.into_iter().map(|cell| cell.into().replace([',', '\n'], ";"));
        self.rows.push(cells.collect());
    }

    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|cells| Row { columns: &self.columns, cells })
    }

    /// The rows that are to be kept.
    pub fn only(&self, keep: impl Fn(&Row<'_>) -> bool) -> Self {
        let kept = self.rows().filter(|row| keep(row)).map(|row| row.cells.to_vec());
        Self { columns: self.columns.clone(), rows: kept.collect() }
    }

    pub fn read(file: &Path) -> Result<Self> {
        Self::parse(&read(file)?).ok_or_else(|| {
            Failure::new(format!("{} has rows of unequal length", file.display()), "measure anew")
        })
    }

    pub fn write(&self, file: &Path) -> Result<()> {
        write(file, &self.text())
    }

    fn parse(text: &str) -> Option<Self> {
        let mut lines = text.lines().map(|line| line.split(',').map(str::to_owned).collect::<Vec<_>>());
        let columns = lines.next()?;
        let rows: Vec<_> = lines.collect();
        rows.iter().all(|row| row.len() == columns.len()).then_some(Self { columns, rows })
    }

    fn text(&self) -> String {
        let lines = [&self.columns].into_iter().chain(&self.rows);
        lines.map(|cells| cells.join(",") + "\n").collect()
    }
}

pub struct Row<'a> {
    columns: &'a [String],
    cells: &'a [String],
}

impl<'a> Row<'a> {
    /// Empty if there is no such column.
    pub fn text(&self, column: &str) -> &'a str {
        let place = self.columns.iter().position(|name| name == column);
        place.and_then(|place| self.cells.get(place)).map_or("", String::as_str)
    }

    /// `None` where nothing could be measured.
    pub fn number(&self, column: &str) -> Option<f64> {
        self.text(column).parse().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::Csv;

    #[test]
    fn what_was_written_is_read() {
        let mut csv = Csv::new(&["name", "bytes"]);
        csv.row(["a", "1"]);
        csv.row(["b, c", ""]);
        assert_eq!(csv.text(), "name,bytes\na,1\nb; c,\n");
        assert_eq!(Csv::parse(&csv.text()), Some(csv));
    }

    #[test]
    fn rows_are_asked_by_column() {
        let csv = Csv::parse("name,bytes\na,1\nb,\n").unwrap();
        let rows: Vec<_> =
            csv.rows().map(|row| (row.text("name"), row.number("bytes"), row.text("x"))).collect();
        assert_eq!(rows, [("a", Some(1.0), ""), ("b", None, "")]);
    }

    #[test]
    fn rows_can_be_left_out() {
        let csv = Csv::parse("name,bytes\na,1\nb,2\n").unwrap();
        assert_eq!(csv.only(|row| row.text("name") != "a").text(), "name,bytes\nb,2\n");
    }

    #[test]
    fn rows_of_another_length_are_refused() {
        assert_eq!(Csv::parse("name,bytes\na\n"), None);
        assert_eq!(Csv::parse(""), None);
    }
}
