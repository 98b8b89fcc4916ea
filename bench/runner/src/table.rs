//! Text tables: aligned for a terminal, or in Markdown.

#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// The first is the heading.
    rows: Vec<Vec<String>>,
    /// The number of text columns at the start; the others are numbers.
    texts: usize,
}

impl Table {
    pub fn new<T: Into<String>>(heading: impl IntoIterator<Item = T>) -> Self {
        let mut table = Self { rows: Vec::new(), texts: 1 };
        table.row(heading);
        table
    }

    pub fn row<T: Into<String>>(&mut self, cells: impl IntoIterator<Item = T>) {
        self.rows.push(cells.into_iter().map(Into::into).collect());
    }

    /// Sets the number of text columns.
    pub fn texts(self, texts: usize) -> Self {
        Self { texts, ..self }
    }

    /// Aligned by spaces.
    pub fn plain(&self) -> String {
        let widths = self.widths();
        let mut text = String::new();
        for row in &self.rows {
            let cells = row.iter().zip(&widths).enumerate().map(|(column, (cell, &width))| match column {
                column if column < self.texts => format!("{cell:width$}"),
                _ => format!("{cell:>width$}"),
            });
            text += cells.collect::<Vec<_>>().join("  ").trim_end();
            text.push('\n');
        }
        text
    }

    pub fn markdown(&self) -> String {
        let mut text = String::new();
        for (index, row) in self.rows.iter().enumerate() {
            text += &format!("| {} |\n", row.join(" | "));
            if index == 0 {
                text += &format!("|{}{}\n", "---|".repeat(self.texts), "--:|".repeat(row.len() - self.texts));
            }
        }
        text
    }

    fn widths(&self) -> Vec<usize> {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let width = |column: usize| {
            self.rows.iter().filter_map(|row| row.get(column)).map(|cell: &String| cell.chars().count()).max()
        };
        (0..columns).map(|column| width(column).unwrap_or(0)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Table;

    fn table() -> Table {
        let mut table = Table::new(["name", "bytes"]);
        table.row(["a", "1,234,567"]);
        table.row(["longer", "5"]);
        table
    }

    #[test]
    fn columns_are_aligned() {
        assert_eq!(table().plain(), "name        bytes\na       1,234,567\nlonger          5\n");
    }

    #[test]
    fn markdown_has_a_rule_under_its_heading() {
        let text = "| name | bytes |\n|---|--:|\n| a | 1,234,567 |\n| longer | 5 |\n";
        assert_eq!(table().markdown(), text);
    }
}
