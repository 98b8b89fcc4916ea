//! The lines of a lesson to headings, paragraphs, lists and fenced blocks.

use crate::lesson::mistakes::{Markup, Mistakes};

/// A line, or the rest of one, and its number in the file, from 1.
pub type Line<'a> = (u32, &'a str);

/// A part of the text, whose words are not read yet.
#[derive(Debug, PartialEq, Eq)]
pub enum Part<'a> {
    /// `# Title`.
    Title(Line<'a>),
    /// `## Heading`.
    Heading(Line<'a>),
    /// A paragraph.
    Paragraph(Vec<Line<'a>>),
    /// A list.
    List {
        /// Whether it is numbered.
        ordered: bool,
        /// The lines of each item.
        items: Vec<Vec<Line<'a>>>,
    },
    /// A fenced block.
    Fence {
        /// What follows the backticks.
        info: Line<'a>,
        /// Its lines.
        body: Vec<Line<'a>>,
    },
}

/// How a line begins.
enum Start<'a> {
    Blank,
    Heading { level: usize, rest: &'a str },
    Fence { ticks: usize, info: &'a str },
    Item { ordered: bool, known: bool, rest: &'a str },
    Quote(&'a str),
    Row,
    Rule,
    Text(&'a str),
}

/// The parts of `lines`.
pub fn parts<'a>(lines: &[Line<'a>], mistakes: &mut Mistakes) -> Vec<Part<'a>> {
    let mut splitter = Splitter { lines, at: 0, mistakes };
    let mut parts = Vec::new();
    while let Some(&(number, line)) = splitter.lines.get(splitter.at) {
        if let Some(part) = splitter.part(number, line) {
            parts.push(part);
        }
    }
    parts
}

struct Splitter<'a, 'b> {
    lines: &'b [Line<'a>],
    at: usize,
    mistakes: &'b mut Mistakes,
}

impl<'a> Splitter<'a, '_> {
    /// The part that begins at the next line, if one does. Takes at least that line.
    fn part(&mut self, number: u32, line: &'a str) -> Option<Part<'a>> {
        if indent(line) >= 4 && !line.trim().is_empty() {
            self.wrong(number, Markup::Indented);
        }
        match start(line) {
            Start::Blank => self.at += 1,
            Start::Heading { level, rest } => {
                self.at += 1;
                match level {
                    1 => return Some(Part::Title((number, rest))),
                    2 => return Some(Part::Heading((number, rest))),
                    _ => self.wrong(number, Markup::Heading),
                }
            }
            Start::Fence { ticks, info } => return Some(self.fence(number, ticks, info)),
            Start::Item { ordered, .. } => return Some(self.list(ordered)),
            Start::Quote(rest) => {
                self.wrong(number, Markup::Quote);
                self.at += 1;
                return Some(Part::Paragraph(vec![(number, rest)]));
            }
            Start::Row => {
                self.wrong(number, Markup::Table);
                while self.lines.get(self.at).is_some_and(|(_, line)| matches!(start(line), Start::Row)) {
                    self.at += 1;
                }
            }
            Start::Rule => {
                self.wrong(number, Markup::Rule);
                self.at += 1;
            }
            Start::Text(text) => {
                self.at += 1;
                let mut lines = vec![(number, text)];
                self.go_on(&mut lines);
                return Some(Part::Paragraph(lines));
            }
        }
        None
    }

    /// The lines that continue a paragraph or item.
    fn go_on(&mut self, lines: &mut Vec<Line<'a>>) {
        while let Some(&(number, line)) = self.lines.get(self.at)
            && let Start::Text(text) = start(line)
        {
            lines.push((number, text));
            self.at += 1;
        }
    }

    fn list(&mut self, ordered: bool) -> Part<'a> {
        let mut items = Vec::new();
        loop {
            let mut next = self.at;
            while self.lines.get(next).is_some_and(|(_, line)| line.trim().is_empty()) {
                next += 1;
            }
            let Some(&(number, line)) = self.lines.get(next) else { break };
            let Start::Item { ordered: it, known, rest } = start(line) else { break };
            let is_nested = !items.is_empty() && indent(line) >= 2;
            if it != ordered && !is_nested {
                break;
            }
            if is_nested {
                self.wrong(number, Markup::NestedList);
            } else if !known {
                self.wrong(number, Markup::ListMark);
            }
            self.at = next + 1;
            let mut lines = vec![(number, rest)];
            self.go_on(&mut lines);
            items.push(lines);
        }
        Part::List { ordered, items }
    }

    fn fence(&mut self, number: u32, ticks: usize, info: &'a str) -> Part<'a> {
        self.at += 1;
        let from = self.at;
        while let Some(&(_, text)) = self.lines.get(self.at) {
            match start(text) {
                Start::Fence { ticks: it, info: "" } if it >= ticks => {
                    let body = self.lines[from..self.at].to_vec();
                    self.at += 1;
                    return Part::Fence { info: (number, info), body };
                }
                // The next block begins before this one has ended.
                Start::Fence { ticks: it, .. } if it >= ticks => break,
                _ => self.at += 1,
            }
        }
        self.wrong(number, Markup::FenceOpen);
        // A script may have blank lines; what follows one in a question is rather the next paragraph.
        if info.starts_with("ask") {
            let blank = self.lines[from..self.at].iter().position(|(_, text)| text.trim().is_empty());
            self.at = blank.map_or(self.at, |blank| from + blank);
        }
        Part::Fence { info: (number, info), body: self.lines[from..self.at].to_vec() }
    }

    fn wrong(&mut self, line: u32, markup: Markup) {
        self.mistakes.note(line, markup);
    }
}

/// Whether a line goes on with sentences, or is blank.
pub fn is_prose(line: &str) -> bool {
    matches!(start(line), Start::Text(_) | Start::Blank)
}

/// How a line begins, wherever it stands.
fn start(line: &str) -> Start<'_> {
    let text = line.trim();
    let Some(first) = text.chars().next() else { return Start::Blank };
    let run = text.chars().take_while(|&char| char == first).count();
    let rest = || &text[run..];
    match first {
        '#' => match rest() {
            after if after.is_empty() || after.starts_with([' ', '\t']) => {
                Start::Heading { level: run, rest: after.trim() }
            }
            after => Start::Heading { level: 0, rest: after },
        },
        '`' if run >= 3 && !rest().contains('`') => Start::Fence { ticks: run, info: rest().trim() },
        '>' => Start::Quote(text[1..].trim_start()),
        '|' => Start::Row,
        '-' | '*' | '_' | '=' if is_rule(text, first) => Start::Rule,
        '-' | '*' | '+' => match text[1..].strip_prefix([' ', '\t']) {
            Some(rest) => Start::Item { ordered: false, known: first == '-', rest: rest.trim() },
            None => Start::Text(text),
        },
        '0'..='9' => numbered(text).unwrap_or(Start::Text(text)),
        _ => Start::Text(text),
    }
}

/// `1. text`. A number with more digits is no mark: a sentence may end with it.
fn numbered(text: &str) -> Option<Start<'_>> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, after) = text.split_at(digits);
    let rest = after.strip_prefix(['.', ')'])?.strip_prefix([' ', '\t'])?;
    let known = after.starts_with('.');
    (number.len() <= 2).then(|| Start::Item { ordered: true, known, rest: rest.trim() })
}

fn is_rule(text: &str, mark: char) -> bool {
    let marks = text.chars().filter(|&char| char == mark).count();
    marks >= 3 && text.chars().all(|char| char == mark || char == ' ')
}

/// Columns before the first character.
fn indent(line: &str) -> usize {
    let blank = line.chars().take_while(|char| matches!(char, ' ' | '\t'));
    blank.map(|char| if char == '\t' { 4 } else { 1 }).sum()
}
