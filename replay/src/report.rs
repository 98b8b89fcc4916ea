//! A verdict as text for a terminal, at most 100 columns wide.

use std::fmt::Write;

use heap_lab::{
    text::{
        Text,
        numbers::{grouped, scaled},
        verdict::{Chart, Feature},
    },
    verdict::{
        Histogram, Verdict,
        advice::Choice,
        permille,
        table::{Row, Value},
    },
};

use crate::input::Program;

/// Columns of the widest line.
const WIDTH: usize = 100;
/// Columns of the longest bar of a chart.
const BAR: u64 = 40;
/// Columns between two of a table.
const GAP: usize = 2;

/// A report in the making.
struct Report<'a> {
    text: &'a dyn Text,
    verdict: &'a Verdict,
    out: String,
}

/// The report on a program. Writing to a text can't fail.
pub fn write(program: &Program, verdict: &Verdict, text: &dyn Text) -> String {
    let labels = text.verdict_labels();
    let mut report = Report { text, verdict, out: String::new() };
    let format = program.recorded.as_ref().map(|(format, _)| text.trace_format(*format));
    let format = format.map_or_else(|| text.export().script.to_owned(), str::to_owned);
    report.wrapped("", &format!("{} · {format}", program.name));
    report.out.push('\n');
    report.wrapped("", &text.recommended(verdict));
    report.list(labels.reasons, verdict.advice.reasons.iter().map(|reason| text.speaks_for(reason)));
    report.list(labels.others, verdict.advice.others.iter().map(|other| text.other(other)));
    let recommended = usize::from(matches!(verdict.advice.choice, Choice::Fits(_)));
    let others = verdict.advice.ranking.iter().skip(recommended);
    report.list(labels.against, others.map(|ranked| text.ranked(ranked)));
    report.list(labels.doubts, verdict.advice.doubts.iter().map(|doubt| text.doubt(doubt)));
    report.title(labels.lanes);
    report.table();
    let lanes = || verdict.lanes.iter().map(|lane| lane.kind);
    let failures = lanes().flat_map(|lane| [text.refused_why(verdict, lane), text.lost_why(verdict, lane)]);
    report.list(labels.failures, failures.flatten());
    report.title(labels.program);
    report.features();
    for chart in [Chart::Sizes, Chart::Lifetimes] {
        report.chart(chart);
    }
    if let Some((_, notes)) = &program.recorded {
        report.list(labels.notes, notes.kinds().map(|(note, count)| text.trace_notes(note.kind, count)));
    }
    report.list(labels.made, [text.made_in(verdict)].into_iter().chain(text.making(verdict)));
    report.out
}

impl Report<'_> {
    fn title(&mut self, title: &str) {
        let _ = write!(self.out, "\n{title}\n");
    }

    /// Sentences under a title, if there are any.
    fn list(&mut self, title: &str, sentences: impl Iterator<Item = String>) {
        let mut sentences = sentences.peekable();
        if sentences.peek().is_none() {
            return;
        }
        self.title(title);
        sentences.for_each(|sentence| self.wrapped("  - ", &sentence));
    }

    /// Text that begins with `first`, in lines that are not too wide.
    fn wrapped(&mut self, first: &str, text: &str) {
        let indent = " ".repeat(width(first));
        for (index, line) in lines(text, WIDTH - indent.len()).into_iter().enumerate() {
            let _ = writeln!(self.out, "{}{line}", if index == 0 { first } else { &indent });
        }
    }

    /// The measures of the lanes; more than one table if the lanes are too many for a line.
    fn table(&mut self) {
        let Verdict { advice, lanes, .. } = self.verdict;
        let pairs: Vec<_> =
            lanes.iter().filter_map(|lane| Some((lane, &advice.ranked(lane.kind)?.cost))).collect();
        let head = width(self.text.verdict_labels().measure);
        let head = Row::ALL.iter().map(|&row| width(self.text.row(row))).fold(head, usize::max);
        // Each column has room for its name, and for numbers with the mark of the best.
        let column = |index: usize| width(pairs[index].0.kind.short_name()).max(11) + GAP;
        let mut start = 0;
        while start < pairs.len() {
            let mut end = start;
            let mut total = 2 + head;
            while end < pairs.len() && (end == start || total + column(end) <= WIDTH) {
                total += column(end);
                end += 1;
            }
            let mut line = |name: &str, cells: &mut dyn Iterator<Item = String>| {
                let _ = write!(self.out, "  {name}{}", " ".repeat(head - width(name)));
                for (index, cell) in cells.enumerate() {
                    let pad = column(start + index).saturating_sub(width(&cell));
                    let _ = write!(self.out, "{}{cell}", " ".repeat(pad));
                }
                self.out.push('\n');
            };
            let names = pairs[start..end].iter().map(|(lane, _)| lane.kind.short_name().to_owned());
            line(self.text.verdict_labels().measure, &mut names.into_iter());
            for row in Row::ALL {
                let values: Vec<_> = pairs.iter().map(|(lane, cost)| row.value(lane, cost)).collect();
                if values.iter().all(Option::is_none) {
                    continue;
                }
                let best = row.best(&pairs);
                let cells = (start..end).map(|index| match values[index] {
                    None => "–".to_owned(),
                    Some(value) if best[index] => format!("* {}", self.text.table_value(value)),
                    Some(value) => self.text.table_value(value),
                });
                line(self.text.row(row), &mut cells.into_iter());
            }
            start = end;
        }
        let _ = writeln!(self.out, "  * {}", self.text.verdict_labels().best);
    }

    fn features(&mut self) {
        let features = Feature::ALL.into_iter();
        let features: Vec<_> =
            features.filter_map(|feature| self.text.feature(feature, &self.verdict.program)).collect();
        let head = features.iter().map(|(name, _)| width(name)).max().unwrap_or(0);
        for (name, words) in features {
            self.wrapped(&format!("  {name}{}  ", " ".repeat(head - width(name))), &words);
        }
    }

    fn chart(&mut self, chart: Chart) {
        let program = &self.verdict.program;
        let histogram = match chart {
            Chart::Sizes => &program.sizes.histogram,
            Chart::Lifetimes => &program.lifetimes.operations,
            Chart::Live | Chart::LifetimeBytes => return,
        };
        let Some(classes) = histogram.span() else { return };
        let most = histogram.counts().iter().copied().max().unwrap_or(1);
        self.title(self.text.chart(chart));
        let ranges: Vec<_> = classes.clone().map(range).collect();
        let head = ranges.iter().map(|range| width(range)).max().unwrap_or(0);
        for (class, range) in classes.zip(ranges) {
            let count = histogram.counts()[class];
            let bar = "█".repeat((u64::from(count) * BAR).div_ceil(u64::from(most)) as usize);
            let share = permille(count.into(), histogram.total());
            let part = share.map_or_else(String::new, |share| self.text.table_value(Value::Share(share)));
            let pad = " ".repeat(head - width(&range));
            let _ = writeln!(self.out, "  {pad}{range}  {bar} {part}");
        }
    }
}

/// The numbers of a class of a histogram.
fn range(class: usize) -> String {
    let range = Histogram::range(class);
    match range.end() {
        end @ 0..=1024 if range.start() == end => grouped(*end as i64),
        end @ 0..=1024 => format!("{}–{}", range.start(), grouped(*end as i64)),
        end => format!("≤ {}", scaled(*end)),
    }
}

/// Columns of a text.
fn width(text: &str) -> usize {
    text.chars().map(advance).sum()
}

/// Columns of a character: Chinese characters and their punctuation take two.
fn advance(sign: char) -> usize {
    if ('\u{2e80}'..'\u{fffe}').contains(&sign) { 2 } else { 1 }
}

/// The lines of a text that are at most `most` columns wide, as far as it has places to break.
fn lines(text: &str, most: usize) -> Vec<&str> {
    let (mut lines, mut start, mut place) = (Vec::new(), 0, None);
    for (at, sign) in text.char_indices() {
        let end = at + sign.len_utf8();
        if width(text[start..end].trim_end()) > most
            && let Some(there) = place.take()
        {
            lines.push(text[start..there].trim_end());
            start = there;
        }
        if sign == ' ' || advance(sign) == 2 {
            place = Some(end);
        }
    }
    lines.push(&text[start..]);
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_between_words_and_after_chinese_characters() {
        assert_eq!(lines("a few words here", 8), ["a few", "words", "here"]);
        assert_eq!(lines("averylongword", 4), ["averylongword"]);
        assert_eq!(lines("这是一个程序", 4), ["这是", "一个", "程序"]);
        assert_eq!((width("堆 64 KiB"), width("heap")), (9, 4));
    }
}
