//! Lines of prose to text, code, emphasis and links.

use super::{claim, keys, parts::Line};
use crate::lesson::{
    Inline,
    mistakes::{KeyMistake, Markup, Mistakes},
};

/// The longest target of a link, in characters.
const LONGEST_TARGET: usize = 300;

/// Whether links and claims may be in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Links {
    Allowed,
    None,
}

/// The words of these lines.
pub fn words(lines: &[Line], links: Links, mistakes: &mut Mistakes) -> Vec<Inline> {
    let mut words = Words { text: joined(lines), at: 0, links, open: Vec::new(), mistakes };
    words.until_close()
}

/// Only what is read.
pub fn plain(words: &[Inline]) -> String {
    let part = |part: &Inline| match part {
        Inline::Text(text) | Inline::Code(text) => text.clone(),
        Inline::Strong(inner) | Inline::Emphasis(inner) => plain(inner),
        Inline::Go { text, .. } | Inline::Fact { text, .. } | Inline::Url { text, .. } => plain(text),
    };
    words.iter().map(part).collect()
}

/// The characters of the lines with their line numbers. Between lines is a space, but Chinese has none.
fn joined(lines: &[Line]) -> Vec<(char, u32)> {
    let mut text: Vec<(char, u32)> = Vec::new();
    for &(number, line) in lines {
        let line = line.trim();
        if let (Some(&(last, at)), Some(first)) = (text.last(), line.chars().next())
            && !is_joined(last, first)
        {
            text.push((' ', at));
        }
        text.extend(line.chars().map(|char| (char, number)));
    }
    text
}

fn is_joined(last: char, first: char) -> bool {
    let is_chinese = |char| matches!(char, '\u{3400}'..='\u{9fff}');
    // English has these marks, too.
    let is_mark = |char| matches!(char, '“' | '”' | '…' | '—');
    let is_wide = |char| matches!(char, '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ff65}');
    let is_inside = |one, other| is_chinese(one) && (is_chinese(other) || is_mark(other));
    is_wide(last) || is_wide(first) || is_inside(last, first) || is_inside(first, last)
}

/// What is open, and ends where its mark comes again.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    Strong,
    Emphasis,
    Link,
}

struct Words<'a> {
    text: Vec<(char, u32)>,
    at: usize,
    links: Links,
    open: Vec<Open>,
    mistakes: &'a mut Mistakes,
}

impl Words<'_> {
    fn char(&self, ahead: usize) -> Option<char> {
        self.text.get(self.at + ahead).map(|&(char, _)| char)
    }

    fn line(&self) -> u32 {
        let last = self.text.len().saturating_sub(1);
        self.text.get(self.at.min(last)).map_or(1, |&(_, line)| line)
    }

    fn wrong(&mut self, line: u32, markup: Markup) {
        self.mistakes.note(line, markup);
    }

    /// Everything up to a mark that closes something open, or to the end.
    fn until_close(&mut self) -> Vec<Inline> {
        let mut parts = Vec::new();
        let mut text = String::new();
        while let Some(char) = self.char(0) {
            if self.closing().is_some() {
                break;
            }
            let part = match char {
                '`' => self.code(),
                '*' => self.emphasis(),
                '[' => self.link(),
                _ => None,
            };
            match part {
                Some(part) => {
                    push_text(&mut parts, &mut text);
                    parts.push(part);
                }
                None => text.extend(self.plain_char()),
            }
        }
        push_text(&mut parts, &mut text);
        parts
    }

    /// What the next mark closes.
    fn closing(&self) -> Option<Open> {
        let is_open = |open| self.open.contains(&open);
        match self.char(0)? {
            ']' => is_open(Open::Link).then_some(Open::Link),
            '*' => match (self.stars(), self.open.last()) {
                (1, _) => is_open(Open::Emphasis).then_some(Open::Emphasis),
                (2, _) => is_open(Open::Strong).then_some(Open::Strong),
                (_, Some(&open)) if open != Open::Link => Some(open),
                _ => None,
            },
            _ => None,
        }
    }

    /// One character that is only itself; `None` if it is not to be read.
    fn plain_char(&mut self) -> Option<char> {
        let char = self.char(0)?;
        let next = self.char(1);
        let line = self.line();
        let before = self.at.checked_sub(1).and_then(|at| self.text.get(at)).map(|&(char, _)| char);
        match (char, next) {
            ('\\', Some(escaped)) if escaped.is_ascii_punctuation() => {
                self.at += 2;
                return Some(escaped);
            }
            ('!', Some('[')) => {
                self.wrong(line, Markup::Image);
                self.at += 1;
                return None;
            }
            ('<', Some(next)) if next.is_ascii_alphabetic() || matches!(next, '/' | '!') => {
                self.wrong(line, Markup::Html);
            }
            ('_', Some(next))
                if (next == '_' || next.is_alphanumeric())
                    && before.is_none_or(|before| !before.is_alphanumeric() && before != '_') =>
            {
                self.wrong(line, Markup::Underscore);
            }
            (']', _) => self.wrong(line, Markup::LinkOpen),
            _ => {}
        }
        self.at += 1;
        Some(char)
    }

    fn code(&mut self) -> Option<Inline> {
        let line = self.line();
        let ticks = self.run('`', self.at);
        let start = self.at + ticks;
        let mut at = start;
        while at < self.text.len() {
            let run = self.run('`', at);
            if run == ticks {
                let code: String = self.text[start..at].iter().map(|&(char, _)| char).collect();
                self.at = at + ticks;
                return Some(Inline::Code(if ticks > 1 { code.trim().to_owned() } else { code }));
            }
            at += run.max(1);
        }
        self.wrong(line, Markup::CodeOpen);
        self.at = start;
        Some(Inline::Text("`".repeat(ticks)))
    }

    /// How many stars come next; at most three, since more mean no more.
    fn stars(&self) -> usize {
        (0..3).take_while(|&ahead| self.char(ahead) == Some('*')).count()
    }

    /// How often `mark` comes one after the other.
    fn run(&self, mark: char, at: usize) -> usize {
        self.text[at..].iter().take_while(|&&(char, _)| char == mark).count()
    }

    fn emphasis(&mut self) -> Option<Inline> {
        let line = self.line();
        let (open, mark) = match self.char(1) {
            Some('*') => (Open::Strong, "**"),
            _ => (Open::Emphasis, "*"),
        };
        // A star before a space is a star.
        self.char(mark.len()).filter(|next| !next.is_whitespace())?;
        self.at += mark.len();
        let (inner, is_closed) = self.inside(open);
        match is_closed {
            true => self.at += mark.len(),
            false => self.wrong(line, Markup::MarkOpen { mark }),
        }
        Some(match open {
            Open::Strong => Inline::Strong(inner),
            Open::Emphasis | Open::Link => Inline::Emphasis(inner),
        })
    }

    /// What is inside of something that was opened, and whether its mark comes next.
    fn inside(&mut self, open: Open) -> (Vec<Inline>, bool) {
        self.open.push(open);
        let inner = self.until_close();
        let is_closed = self.closing() == Some(open);
        self.open.pop();
        (inner, is_closed)
    }

    fn link(&mut self) -> Option<Inline> {
        let line = self.line();
        if self.open.contains(&Open::Link) {
            self.wrong(line, Markup::LinkOpen);
            return None;
        }
        self.at += 1;
        let (text, is_closed) = self.inside(Open::Link);
        let read = plain(&text);
        if !is_closed {
            self.wrong(line, Markup::LinkOpen);
            return Some(Inline::Text(format!("[{read}")));
        }
        self.at += 1;
        let Some(target) = self.target() else {
            self.wrong(line, Markup::LinkOpen);
            return Some(Inline::Text(format!("[{read}]")));
        };
        if read.trim().is_empty() {
            self.wrong(line, Markup::EmptyLink);
        }
        if self.links == Links::None {
            self.wrong(line, Markup::LinkHere);
            return Some(Inline::Text(read));
        }
        let link = if let Some(place) = target.strip_prefix('#') {
            let place = keys::place(line, &mut place.split('&'), self.mistakes);
            if place.op.is_none() && place.event > 0 {
                self.mistakes.note(line, KeyMistake::EventWithoutOp);
            }
            Some(Inline::Go { text, place, line })
        } else if let Some(claim) = target.strip_prefix('=') {
            claim::claim(claim, &read, line, self.mistakes).map(|claim| Inline::Fact { text, claim, line })
        } else if ["https://", "http://"].iter().any(|scheme| target.starts_with(scheme)) {
            Some(Inline::Url { text, address: target })
        } else {
            self.wrong(line, Markup::Target { target });
            None
        };
        Some(link.unwrap_or(Inline::Text(read)))
    }

    /// `(target)` on one line.
    fn target(&mut self) -> Option<String> {
        if self.char(0) != Some('(') {
            return None;
        }
        let line = self.line();
        let rest = self.text[self.at + 1..].iter().take(LONGEST_TARGET).take_while(|&&(_, at)| at == line);
        let target: Vec<char> = rest.map(|&(char, _)| char).collect();
        let end = target.iter().position(|&char| char == ')')?;
        self.at += end + 2;
        Some(target[..end].iter().collect::<String>().trim().to_owned())
    }
}

fn push_text(parts: &mut Vec<Inline>, text: &mut String) {
    if !text.is_empty() {
        parts.push(Inline::Text(std::mem::take(text)));
    }
}
