//! Results as comma-separated values: a header, and rows of the same length.

use std::{io, path::Path};

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

    /// Adds a row, which needs a cell for each column.
    pub fn row<T: Into<String>>(&mut self, cells: impl IntoIterator<Item = T>) {
        self.rows.push(cells.into_iter().map(Into::into).collect());
    }

    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|cells| Row { columns: &self.columns, cells })
    }

    /// A copy with only the rows for which `keep` is true.
    pub fn only(&self, keep: impl Fn(&Row<'_>) -> bool) -> Self {
        let kept = self.rows().filter(|row| keep(row)).map(|row| row.cells.to_vec());
        Self { columns: self.columns.clone(), rows: kept.collect() }
    }

    pub fn read(file: &Path) -> Result<Self> {
        Self::parse(&read(file)?).map_err(|error| {
            Failure::new(
                format!("{} isn't a valid CSV file: {error}", file.display()),
                "restore it with git checkout, or measure again",
            )
        })
    }

    pub fn write(&self, file: &Path) -> Result<()> {
        let text = self.text().map_err(|error| {
            Failure::new(
                format!("{} can't be written as CSV: {error}", file.display()),
                "give every row a cell for each column",
            )
        })?;
        write(file, &text)
    }

    fn parse(text: &str) -> std::result::Result<Self, ::csv::Error> {
        let mut reader = ::csv::Reader::from_reader(text.as_bytes());
        let columns: Vec<String> = reader.headers()?.iter().map(str::to_owned).collect();
        if columns.is_empty() {
            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "it has no header").into());
        }
        let rows = reader.records().map(|row| Ok(row?.iter().map(str::to_owned).collect()));
        Ok(Self { columns, rows: rows.collect::<std::result::Result<_, ::csv::Error>>()? })
    }

    fn text(&self) -> std::result::Result<String, ::csv::Error> {
        let mut writer = ::csv::Writer::from_writer(Vec::new());
        writer.write_record(&self.columns)?;
        for row in &self.rows {
            writer.write_record(row)?;
        }
        let bytes = writer.into_inner().map_err(|error| error.into_error())?;
        // Only whole strings and ASCII separators were written.
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }
}

pub struct Row<'a> {
    columns: &'a [String],
    cells: &'a [String],
}

impl<'a> Row<'a> {
    /// Empty if there is no such column.
    pub fn text(&self, column: &str) -> &'a str {
        let index = self.columns.iter().position(|name| name == column);
        index.and_then(|index| self.cells.get(index)).map_or("", String::as_str)
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
    fn plain_cells_are_written_without_quotes() {
        let mut csv = Csv::new(&["name", "bytes"]);
        csv.row(["a", "1"]);
        csv.row(["b", ""]);
        assert_eq!(csv.text().unwrap(), "name,bytes\na,1\nb,\n");
    }

    #[test]
    fn every_cell_round_trips() {
        let mut csv = Csv::new(&["name, with a comma", "value"]);
        for cell in ["a, b", "say \"hello\"", "two\nlines", "\r\n", "", " spaces ", "a;b", "\"", "块"] {
            csv.row([cell, "x"]);
            csv.row(["x", cell]);
        }
        assert_eq!(Csv::parse(&csv.text().unwrap()).unwrap(), csv);
    }

    #[test]
    fn the_committed_results_are_as_they_would_be_written() {
        let results = crate::bench::folder().join("results");
        let files: Vec<_> = std::fs::read_dir(results).unwrap().map(|entry| entry.unwrap().path()).collect();
        assert!(!files.is_empty());
        for file in files {
            let text = std::fs::read_to_string(&file).unwrap();
            assert_eq!(Csv::parse(&text).unwrap().text().unwrap(), text, "{}", file.display());
        }
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
        assert_eq!(csv.only(|row| row.text("name") != "a").text().unwrap(), "name,bytes\nb,2\n");
    }

    #[test]
    fn rows_of_another_length_are_refused() {
        assert!(Csv::parse("name,bytes\na\n").is_err());
        assert!(Csv::parse("").is_err(), "no header");
        let mut csv = Csv::new(&["name", "bytes"]);
        csv.row(["a"]);
        assert!(csv.text().is_err());
    }
}
