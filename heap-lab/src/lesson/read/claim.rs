//! The target of a link to a claim.

use std::{cmp::Ordering, rc::Rc};

use super::keys;
use crate::{
    lab::LaneKind,
    lesson::{
        Claim, END,
        claim::{Orders, Side, Term, What},
        mistakes::{ClaimMistake, KeyMistake, Mistake, Mistakes},
    },
    question::{Happening, Measure, Value},
};

/// The claim after the `=` of a link with this text.
pub fn claim(target: &str, text: &str, line: u32, mistakes: &mut Mistakes) -> Option<Claim> {
    let claim = read(target, text);
    claim.map_err(|mistake| mistakes.note(line, mistake)).ok()
}

fn read(target: &str, text: &str) -> Result<Claim, Mistake> {
    let numbers = numbers(text);
    let Some(at) = target.find(['=', '<', '>', '!']) else {
        let term = term(target)?;
        let [number] = numbers[..] else { return Err(ClaimMistake::NoNumber.into()) };
        let other = Side::Value(Value::Number(number));
        check_types(&term, &other, Orders::of(&[Ordering::Equal]))?;
        return Ok(Claim { term, orders: Orders::of(&[Ordering::Equal]), other });
    };
    let (left, rest) = target.split_at(at);
    let (orders, right) =
        comparison(rest).ok_or_else(|| ClaimMistake::Syntax { claim: target.to_owned() })?;
    let term_left = term(left)?;
    let other = match right {
        "yes" => Side::Value(Value::Yes(true)),
        "no" => Side::Value(Value::Yes(false)),
        _ => match keys::number(right) {
            Some(number) => Side::Value(Value::Number(number)),
            None => Side::Term(term(right)?),
        },
    };
    check_types(&term_left, &other, orders)?;
    // A reader must not find a number that nothing confirms.
    let said = |number: &&u64| other != Side::Value(Value::Number(**number));
    match numbers.iter().find(said) {
        Some(&number) => Err(ClaimMistake::OtherNumber { number }.into()),
        None => Ok(Claim { term: term_left, orders, other }),
    }
}

/// The comparison at the start, and what follows it.
fn comparison(text: &str) -> Option<(Orders, &str)> {
    use Ordering::{Equal, Greater, Less};
    let known: [(&str, &[Ordering]); 6] = [
        ("<=", &[Less, Equal]),
        (">=", &[Greater, Equal]),
        ("!=", &[Less, Greater]),
        ("=", &[Equal]),
        ("<", &[Less]),
        (">", &[Greater]),
    ];
    known.into_iter().find_map(|(mark, orders)| Some((Orders::of(orders), text.strip_prefix(mark)?)))
}

/// `NAME[.BLOCK][@LANE][#OPERATIONS]`.
fn term(text: &str) -> Result<Term, Mistake> {
    let end = text.find(['.', '@', '#']).unwrap_or(text.len());
    let (name, rest) = text.split_at(end);
    let what = What::of_key(name).ok_or_else(|| ClaimMistake::Name { name: name.to_owned() })?;
    let (block, rest) = match rest.strip_prefix('.') {
        None => (None, rest),
        Some(rest) => {
            // `#7` is a name, too.
            let skipped = usize::from(rest.starts_with('#'));
            let end = rest[skipped..].find(['@', '#']).map_or(rest.len(), |end| end + skipped);
            let (block, rest) = rest.split_at(end);
            (Some(Rc::from(block)).filter(|name: &Rc<str>| !name.is_empty()), rest)
        }
    };
    let (lane, rest) = match rest.strip_prefix('@') {
        None => (None, rest),
        Some(rest) => {
            let (lane, rest) = rest.split_at(rest.find('#').unwrap_or(rest.len()));
            let unknown = || KeyMistake::Lane { name: lane.to_owned() };
            (Some(LaneKind::of_slug(lane).ok_or_else(unknown)?), rest)
        }
    };
    let op = match rest.strip_prefix('#') {
        None if rest.is_empty() => None,
        Some("end") => Some(END),
        digits => {
            let number = digits.and_then(keys::number).and_then(|number| usize::try_from(number).ok());
            Some(number.ok_or_else(|| ClaimMistake::Syntax { claim: text.to_owned() })?)
        }
    };
    if block.is_some() && !what.has_block() {
        return Err(ClaimMistake::Block { name: what.key() }.into());
    }
    Ok(Term { what, block, lane, op })
}

/// Numbers are compared with numbers, and happenings only for equality.
fn check_types(term: &Term, other: &Side, orders: Orders) -> Result<(), ClaimMistake> {
    let is_number = |what| matches!(what, What::Measure(_));
    let other_is_number = match other {
        Side::Value(value) => matches!(value, Value::Number(_)),
        Side::Term(other) => is_number(other.what),
    };
    if is_number(term.what) != other_is_number {
        return Err(ClaimMistake::Types);
    }
    match is_number(term.what) || orders.less == orders.greater {
        true => Ok(()),
        false => Err(ClaimMistake::Order),
    }
}

/// The numbers in a text: `64`, `1,024`, `0x40`. Digits in a word (`u32`) are none.
pub fn numbers(text: &str) -> Vec<u64> {
    let mut numbers = Vec::new();
    let mut word = String::new();
    for char in text.chars().chain([' ']) {
        if char.is_ascii_alphanumeric() || matches!(char, '_' | ',') {
            word.push(char);
            continue;
        }
        let digits = word.trim_matches(',').replace(',', "");
        if digits.starts_with(|char: char| char.is_ascii_digit()) {
            numbers.extend(keys::number(&digits));
        }
        word.clear();
    }
    numbers
}

impl What {
    /// The measure or happening of that name.
    fn of_key(key: &str) -> Option<Self> {
        let happening = || Happening::ALL.into_iter().find(|happening| happening.key() == key);
        Measure::of_key(key).map(Self::Measure).or_else(|| happening().map(Self::Happening))
    }

    /// Whether it can be said of one block.
    fn has_block(self) -> bool {
        matches!(self, Self::Measure(Measure::Used | Measure::Padding | Measure::Address))
    }
}
