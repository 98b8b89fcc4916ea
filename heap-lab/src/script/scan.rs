//! The code of a script: words, numbers and symbols, without comments and strings.
//!
//! Rhai parses scripts; this only looks at characters, where Rhai reports nothing about them. It agrees with Rhai on
//! where strings and comments end.

use std::{iter::Peekable, str::CharIndices};

/// A part of the code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece<'a> {
    /// 1-based line.
    pub line: u32,
    /// 1-based column, in characters.
    pub column: u32,
    /// The part.
    pub part: Part<'a>,
}

/// The kind of a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part<'a> {
    /// A run of letters, digits and `_` that does not begin with an ASCII digit.
    Word(&'a str),
    /// A number: starts with an ASCII digit, may have a fraction and an exponent.
    Number(&'a str),
    /// A single other character.
    Symbol(char),
}

/// The parts of the code, in order.
pub fn pieces(text: &str) -> Pieces<'_> {
    Pieces { text, chars: text.char_indices().peekable(), line: 1, column: 1, open: Vec::new() }
}

/// Iterator over the parts of the code.
pub struct Pieces<'a> {
    text: &'a str,
    chars: Peekable<CharIndices<'a>>,
    line: u32,
    column: u32,
    /// For each open `${`, the number of braces open inside it.
    open: Vec<u32>,
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        loop {
            let (start, first) = *self.chars.peek()?;
            let (line, column) = (self.line, self.column);
            let piece = |part| Some(Piece { line, column, part });
            if first.is_ascii_digit() {
                return piece(Part::Number(self.number(start)));
            }
            if is_word(first) {
                let len = self.take_while(is_word);
                return piece(Part::Word(&self.text[start..start + len]));
            }
            self.bump();
            let next = self.peek();
            match (first, next) {
                (' ' | '\t' | '\r' | '\n' | '\x0C', _) => {}
                ('/', Some('/')) => _ = self.take_while(|c| c != '\n'),
                ('/', Some('*')) => self.comment(),
                ('"' | '\'', _) => self.quoted(first),
                ('#', Some('"' | '#')) => self.raw(),
                ('`', _) => {
                    if self.template() {
                        let column = self.column - 1;
                        return Some(Piece { line: self.line, column, part: Part::Symbol('{') });
                    }
                }
                ('}', _) if self.open.last() == Some(&0) => {
                    self.open.pop();
                    // Another `${` may follow in the same string: its brace is as deep as this one.
                    if !self.template() {
                        return piece(Part::Symbol('}'));
                    }
                }
                _ => {
                    match (first, self.open.last_mut()) {
                        ('{', Some(depth)) => *depth += 1,
                        ('}', Some(depth)) => *depth -= 1,
                        _ => {}
                    }
                    return piece(Part::Symbol(first));
                }
            }
        }
    }
}

impl<'a> Pieces<'a> {
    fn peek(&mut self) -> Option<char> {
        self.chars.peek().map(|&(_, c)| c)
    }

    fn bump(&mut self) -> Option<char> {
        let (_, c) = self.chars.next()?;
        if c == '\n' {
            (self.line, self.column) = (self.line + 1, 1);
        } else {
            self.column += 1;
        }
        Some(c)
    }

    /// Takes the characters for which `is_in` is true. Returns how many bytes they have.
    fn take_while(&mut self, is_in: impl Fn(char) -> bool) -> usize {
        let mut len = 0;
        while let Some(c) = self.peek().filter(|&c| is_in(c)) {
            len += c.len_utf8();
            self.bump();
        }
        len
    }

    fn number(&mut self, start: usize) -> &'a str {
        let mut len = self.take_while(is_word);
        let rest = |len: usize| {
            let mut chars = self.text[start + len..].chars();
            (chars.next(), chars.next().is_some_and(|c| c.is_ascii_digit()))
        };
        let has_prefix = |text: &str| text.len() > 1 && !text.as_bytes()[1].is_ascii_digit();
        let is_decimal = !has_prefix(&self.text[start..start + len]) || self.text.as_bytes()[start] != b'0';
        let fraction = matches!(rest(len), (Some('.'), true)) && is_decimal;
        if fraction {
            self.bump();
            len += 1 + self.take_while(is_word);
        }
        let is_open = self.text[start..start + len].ends_with(['e', 'E']);
        if is_decimal && is_open {
            let mut chars = self.text[start + len..].chars();
            if matches!(chars.next(), Some('+' | '-')) && chars.next().is_some_and(|c| c.is_ascii_digit()) {
                self.bump();
                len += 1 + self.take_while(is_word);
            }
        }
        &self.text[start..start + len]
    }

    /// After `/`, before `*`. Comments can be nested.
    fn comment(&mut self) {
        let mut depth = 1;
        self.bump();
        while let Some(c) = self.bump() {
            match (c, self.peek()) {
                ('/', Some('*')) => depth += 1,
                ('*', Some('/')) => depth -= 1,
                _ => continue,
            }
            self.bump();
            if depth == 0 {
                return;
            }
        }
    }

    /// After an opening quote.
    fn quoted(&mut self, quote: char) {
        while let Some(c) = self.peek() {
            if c == '\n' {
                return;
            }
            self.bump();
            if c == quote {
                return;
            }
            if c == '\\' {
                self.bump();
            }
        }
    }

    /// After the first `#` of a raw string, if it is one.
    fn raw(&mut self) {
        let hashes = 1 + self.take_while(|c| c == '#');
        if self.peek() != Some('"') {
            return;
        }
        self.bump();
        while let Some(c) = self.bump() {
            if c == '"' {
                let mut closing = 0;
                while closing < hashes && self.peek() == Some('#') {
                    closing += 1;
                    self.bump();
                }
                if closing == hashes {
                    return;
                }
            }
        }
    }

    /// Inside a string in backticks, up to its end or past the next `${`. Returns whether there is one.
    fn template(&mut self) -> bool {
        while let Some(c) = self.bump() {
            match c {
                '`' => return false,
                '$' if self.peek() == Some('{') => {
                    self.bump();
                    self.open.push(0);
                    return true;
                }
                _ => {}
            }
        }
        false
    }
}

/// Whether a reader takes it for part of a name: letters and digits of any script, and accents.
fn is_word(c: char) -> bool {
    c == '_' || c.is_alphanumeric() || matches!(c, '\u{300}'..='\u{36F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Vec<String> {
        pieces(text)
            .map(|piece| match piece.part {
                Part::Word(text) => text.to_string(),
                Part::Number(text) => format!("#{text}"),
                Part::Symbol(symbol) => symbol.to_string(),
            })
            .collect()
    }

    #[test]
    fn comments_and_texts_are_no_code() {
        assert_eq!(
            parts("let a = 1; // “b”\nfree(a) /* （ /* ） */ c */;").join(" "),
            "let a = #1 ; free ( a ) ;"
        );
        assert_eq!(
            parts("f(\"a\\\"（\", '（', `（${x + {1}}（${\"`\"}）`, #\"（\"#)").join(" "),
            "f ( , , { x + { #1 } } , )"
        );
        assert_eq!(parts("\"open （\nb").join(" "), "b");
        assert_eq!(parts("#{a: 1}").join(" "), "# { a : #1 }");
    }

    #[test]
    fn numbers_are_whole_pieces() {
        assert_eq!(
            parts("1.5 1e3 1.5e-3 0xe-3 0..5 1_000 64k x.0 1.len()").join(" "),
            "#1.5 #1e3 #1.5e-3 #0xe - #3 #0 . . #5 #1_000 #64k x . #0 #1 . len ( )"
        );
    }

    #[test]
    fn pieces_know_their_positions() {
        let found: Vec<_> = pieces("é = `\n${变}`;").map(|piece| (piece.line, piece.column)).collect();
        assert_eq!(found, [(1, 1), (1, 3), (2, 2), (2, 3), (2, 4), (2, 6)]);
    }
}
