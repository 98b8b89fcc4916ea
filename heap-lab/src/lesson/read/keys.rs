//! `key=value` pairs: of places, scripts and questions.

use std::rc::Rc;

use crate::{
    arena::Settings,
    lab::{LaneKind, Lanes},
    lesson::{
        END, Place,
        mistakes::{KeyMistake, Mistakes},
    },
};

/// The keys of a place.
const PLACE: &[&str] = &["op", "event", "lanes", "select"];
/// The keys of a script.
const SCENE: &[&str] = &["page", "pages", "lanes"];
/// The arena of a script that names none.
const ARENA: Settings = Settings { page_size: 256, max_pages: 4 };

/// The pairs of one block or place.
pub struct Keys<'a, 'm> {
    line: u32,
    pairs: Vec<(&'a str, &'a str)>,
    mistakes: &'m mut Mistakes,
}

impl<'a, 'm> Keys<'a, 'm> {
    /// The pairs among these words.
    pub fn read(
        line: u32,
        words: &mut dyn Iterator<Item = &'a str>,
        known: &'static [&'static str],
        mistakes: &'m mut Mistakes,
    ) -> Self {
        let mut pairs: Vec<(&str, &str)> = Vec::new();
        let mut is_told = false;
        for word in words {
            let pair = word.split_once('=').filter(|(key, value)| !key.is_empty() && !value.is_empty());
            // A space around `=` or behind a comma makes several such words of one pair: the first one tells enough.
            if pair.is_none() || word.ends_with(',') {
                if !is_told {
                    mistakes.note(line, KeyMistake::NoKey { word: word.into() });
                }
                is_told = true;
            }
            let mistake = match pair.map(|(key, value)| (key, value.trim_end_matches(','))) {
                None => continue,
                Some((key, _)) if !known.contains(&key) => KeyMistake::Unknown { key: key.into(), known },
                Some((key, _)) if pairs.iter().any(|pair| pair.0 == key) => {
                    KeyMistake::Twice { key: key.into() }
                }
                Some(pair) => {
                    pairs.push(pair);
                    continue;
                }
            };
            mistakes.note(line, mistake);
        }
        Self { line, pairs, mistakes }
    }

    /// Notes a mistake.
    pub fn wrong(&mut self, mistake: KeyMistake) {
        self.mistakes.note(self.line, mistake);
    }

    /// The value of a key.
    pub fn text(&self, key: &str) -> Option<&'a str> {
        self.pairs.iter().find(|pair| pair.0 == key).map(|pair| pair.1)
    }

    /// The value of a key that must be there.
    pub fn needed(&mut self, key: &'static str) -> Option<&'a str> {
        let text = self.text(key);
        if text.is_none() {
            self.wrong(KeyMistake::Missing { key });
        }
        text
    }

    /// The number of a key.
    pub fn number(&mut self, key: &'static str) -> Option<u32> {
        let value = self.text(key)?;
        let number = number(value).and_then(|number| number.try_into().ok());
        if number.is_none() {
            self.wrong(KeyMistake::Number { key, value: value.into() });
        }
        number
    }

    /// The operations of a key: a number, or `end`.
    pub fn operations(&mut self, key: &'static str) -> Option<usize> {
        match self.text(key) {
            Some("end") => Some(END),
            _ => self.number(key).map(|number| number as usize),
        }
    }

    /// The lanes of a key. Unknown ones are left out.
    pub fn lanes(&mut self, key: &'static str) -> Option<Lanes> {
        let lanes: Lanes = self.text(key)?.split(',').filter_map(|name| self.lane(name)).collect();
        (!lanes.is_empty()).then_some(lanes)
    }

    /// The lane of that name.
    pub fn lane(&mut self, name: &str) -> Option<LaneKind> {
        // Lessons are about what can be looked into.
        let lane = LaneKind::of_slug(name).filter(|lane| lane.is_inspected());
        if lane.is_none() {
            self.wrong(KeyMistake::Lane { name: name.into() });
        }
        lane
    }
}

/// A number in lessons: decimal or 0x.
pub fn number(text: &str) -> Option<u64> {
    let (digits, radix) = match text.strip_prefix("0x") {
        Some(digits) => (digits, 16),
        None => (text, 10),
    };
    // Rust would take a sign.
    let is_digits = digits.chars().all(|char| char.is_digit(radix));
    u64::from_str_radix(digits, radix).ok().filter(|_| is_digits)
}

/// What the figure shows.
pub fn place(line: u32, words: &mut dyn Iterator<Item = &str>, mistakes: &mut Mistakes) -> Place {
    let mut words = words.filter(|word| !word.is_empty()).peekable();
    let is_empty = words.peek().is_none();
    let mut keys = Keys::read(line, &mut words, PLACE, mistakes);
    if is_empty {
        keys.wrong(KeyMistake::EmptyPlace);
    }
    Place {
        op: keys.operations("op"),
        event: keys.number("event").unwrap_or(0) as usize,
        lanes: keys.lanes("lanes"),
        select: keys.text("select").map(Rc::from),
    }
}

/// The arena of a scene, and its lanes.
pub fn scene(line: u32, words: &mut dyn Iterator<Item = &str>, mistakes: &mut Mistakes) -> (Settings, Lanes) {
    let mut keys = Keys::read(line, words, SCENE, mistakes);
    let page_size = keys.number("page").unwrap_or(ARENA.page_size);
    let max_pages = keys.number("pages").unwrap_or(ARENA.max_pages);
    let settings = Settings::new(page_size, max_pages).unwrap_or_else(|error| {
        keys.wrong(KeyMistake::Settings(error));
        ARENA
    });
    (settings, keys.lanes("lanes").unwrap_or(Lanes::ours()))
}
