//! A question, from its fenced block.

use std::rc::Rc;

use super::{
    keys::Keys,
    parts::{self, Line},
    words::{Links, words},
};
use crate::{
    lab::Lanes,
    lesson::{
        Ask, END, Inline,
        mistakes::{KeyMistake, Markup, Mistakes},
    },
    question::{Happening, Kind, Measure},
};

/// The longest id, in bytes: it is part of links and codes.
const LONGEST_ID: usize = 40;
/// The cells that can be drawn, in bytes.
const UNITS: std::ops::RangeInclusive<u32> = 4..=65_536;

/// The kinds of questions by their names, and the keys of each.
const KINDS: &[(&str, &[&str])] = &[
    ("place", &["id", "op", "lane"]),
    ("probes", &["id", "op", "lane"]),
    ("list", &["id", "op", "until", "lane", "bin"]),
    ("draw", &["id", "op", "until", "lane", "unit"]),
    ("number", &["id", "op", "until", "lane", "what"]),
    ("yes-no", &["id", "op", "until", "lanes", "what"]),
    ("first", &["id", "op", "until", "lanes", "what"]),
];

/// The question of a block whose first word is `ask`, in a scene with these lanes, where the figure shows the state after
/// `position` operations.
pub fn ask(
    line: u32,
    info: &mut dyn Iterator<Item = &str>,
    body: &[Line],
    scene: Lanes,
    position: usize,
    mistakes: &mut Mistakes,
) -> Option<Ask> {
    let (text, after) = texts(body, mistakes);
    let name = info.next().unwrap_or_default();
    let Some(&(name, known)) = KINDS.iter().find(|(kind, _)| *kind == name) else {
        mistakes.note(line, KeyMistake::Kind { kind: name.into() });
        return None;
    };
    let mut keys = Keys::read(line, info, known, mistakes);
    let id = keys.needed("id").and_then(|id| read_id(id, &mut keys));
    let op = keys.operations("op").unwrap_or(position);
    let until = keys.operations("until").unwrap_or(op.saturating_add(1));
    if op == END {
        keys.wrong(KeyMistake::AskAtEnd);
    } else if until <= op {
        keys.wrong(KeyMistake::Until { op, until });
    }
    let lanes = match known.contains(&"lanes") {
        true => keys.lanes("lanes").unwrap_or(scene),
        false => one_lane(scene, &mut keys),
    };
    let kind = kind(name, &mut keys)?;
    Some(Ask { id: id?, kind, lanes, op, until, text, after })
        .filter(|ask| ask.op < ask.until && !ask.lanes.is_empty())
}

/// What is read before and after the answer.
fn texts(body: &[Line], mistakes: &mut Mistakes) -> (Vec<Inline>, Vec<Inline>) {
    let is_rule = |line: &Line| line.1.trim() == "---";
    let (text, after) = match body.iter().position(is_rule) {
        Some(at) => (&body[..at], &body[at + 1..]),
        None => (body, &[][..]),
    };
    for line in body {
        let mistake = match (is_rule(line), parts::is_prose(line.1)) {
            (true, _) if after.iter().any(|after| after.0 == line.0) => Markup::SecondRule,
            (false, false) => Markup::InQuestion,
            _ => continue,
        };
        mistakes.note(line.0, mistake);
    }
    (words(text, Links::None, mistakes), words(after, Links::None, mistakes))
}

fn read_id(id: &str, keys: &mut Keys) -> Option<Rc<str>> {
    let is_known = |char: char| char.is_ascii_lowercase() || char.is_ascii_digit() || char == '-';
    if id.is_empty() || id.len() > LONGEST_ID || !id.chars().all(is_known) {
        keys.wrong(KeyMistake::Id { id: id.into() });
        return None;
    }
    Some(id.into())
}

/// The lane of the question, which may be left out if the scene has only one.
fn one_lane(scene: Lanes, keys: &mut Keys) -> Lanes {
    if keys.text("lane").is_none() && scene.iter().count() == 1 {
        return scene;
    }
    let lane = keys.needed("lane").and_then(|name| keys.lane(name));
    lane.into_iter().collect()
}

fn kind(name: &str, keys: &mut Keys) -> Option<Kind> {
    Some(match name {
        "place" => Kind::Place,
        "probes" => Kind::Probes,
        "list" => Kind::List { bin: keys.number("bin") },
        "draw" => {
            keys.needed("unit")?;
            let unit = keys.number("unit")?;
            if !unit.is_power_of_two() || !UNITS.contains(&unit) {
                keys.wrong(KeyMistake::Unit { unit, least: *UNITS.start(), most: *UNITS.end() });
                return None;
            }
            Kind::Draw { unit }
        }
        "number" => Kind::Number(measure(keys)?),
        "yes-no" => Kind::YesNo(happening(keys)?),
        _ => Kind::First(happening(keys)?),
    })
}

fn measure(keys: &mut Keys) -> Option<Measure> {
    let name = keys.needed("what")?;
    let measure = Measure::of_key(name);
    if measure.is_none() {
        keys.wrong(KeyMistake::Measure { name: name.into() });
    }
    measure
}

fn happening(keys: &mut Keys) -> Option<Happening> {
    let name = keys.needed("what")?;
    let happening = Happening::of_key(name);
    if happening.is_none() {
        keys.wrong(KeyMistake::Happening { name: name.into() });
    }
    happening
}
