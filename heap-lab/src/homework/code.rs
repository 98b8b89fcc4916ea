//! A result as a code that survives mail and chat: `lite-alloc-1-…`.
//!
//! ```text
//! lesson  4 bytes      seed  4 bytes      count  number      name  length, UTF-8
//! answers  how many, then each: a byte for its form, then its parts
//! checksum of all that, 4 bytes      zero bytes up to a multiple of three
//! ```
//!
//! The bytes are written in base64url. The zero bytes make a code end in a letter, since chat programs drop `-` and `_`.
//! Spaces and line breaks in a code are ignored. Nothing about a code is trusted: reading never panics, and needs no more
//! memory than the code is long. A checksum finds damage; it does not stop a student who writes a code of their own.

use super::{
    Homework, MOST, Result as Handed,
    bytes::{Reader, checksum, write_number, write_text},
};
use crate::{
    lab::LaneKind,
    question::{Answer, Paint},
    share::base64url,
};

/// How a code begins, before its version.
pub(super) const PREFIX: &str = "lite-alloc-";
const VERSION: &str = "1";
/// The most characters of a name.
const MAX_NAME: usize = 80;
/// The longest code that is read.
pub(super) const MAX_CODE: usize = 64 << 10;

/// Why a code is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CodeError {
    /// It is no code: it does not begin like one.
    NoCode,
    /// It is of another version.
    Version {
        /// Its version.
        found: String,
    },
    /// Its end is missing.
    CutShort,
    /// It was changed: its checksum is wrong.
    Changed,
    /// It belongs to a lesson that is not open, and not in the course.
    UnknownLesson,
}

impl CodeError {
    /// Its name in tables.
    pub fn key(&self) -> &'static str {
        match self {
            Self::NoCode => "no-code",
            Self::Version { .. } => "version",
            Self::CutShort => "cut-short",
            Self::Changed => "changed",
            Self::UnknownLesson => "unknown-lesson",
        }
    }
}

/// Writes a result as a code. A long name is cut.
pub fn encode(result: &Handed) -> String {
    let Homework { seed, count } = result.homework;
    let mut bytes = Vec::new();
    bytes.extend(result.lesson.to_le_bytes());
    bytes.extend(seed.to_le_bytes());
    write_number(&mut bytes, count.into());
    write_text(&mut bytes, &name(&result.name));
    write_number(&mut bytes, result.answers.len() as u64);
    result.answers.iter().for_each(|answer| write_answer(&mut bytes, answer.as_ref()));
    bytes.extend(checksum(bytes.iter().copied()).to_le_bytes());
    bytes.resize(bytes.len() + 3 - bytes.len() % 3, 0);
    format!("{PREFIX}{VERSION}-{}", base64url::encode(&bytes))
}

/// A name as codes keep it: one line, not too long.
fn name(name: &str) -> String {
    let line = name.split_whitespace().collect::<Vec<_>>().join(" ");
    line.chars().filter(|letter| !letter.is_control()).take(MAX_NAME).collect()
}

/// Reads a code.
///
/// # Errors
/// Why it is refused.
pub fn decode(code: &str) -> Result<Handed, CodeError> {
    if code.len() > MAX_CODE {
        return Err(CodeError::NoCode);
    }
    let code: String = code.chars().filter(|letter| !letter.is_whitespace()).collect();
    let rest = code.strip_prefix(PREFIX).ok_or(CodeError::NoCode)?;
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let (version, rest) = rest.split_at(digits);
    let body = rest.strip_prefix('-').filter(|_| (1..=4).contains(&digits)).ok_or(CodeError::NoCode)?;
    if version != VERSION {
        return Err(CodeError::Version { found: version.to_owned() });
    }
    let bytes = base64url::decode(body, "");
    let mut reader = Reader(&bytes);
    let result = read_result(&mut reader);
    let length = bytes.len() - reader.0.len();
    let sum = reader.word();
    let is_over = reader.0.len() <= 3 && reader.0.iter().all(|&byte| byte == 0);
    match (result, sum) {
        (Some(Ok(result)), Some(sum)) if is_over && sum == checksum(bytes[..length].iter().copied()) => {
            Ok(result)
        }
        (Some(_), Some(_)) => Err(CodeError::Changed),
        _ => Err(CodeError::CutShort),
    }
}

/// An impossible value.
struct Impossible;

/// Reads a result; `None` if its end is missing.
fn read_result(reader: &mut Reader) -> Option<Result<Handed, Impossible>> {
    let (lesson, seed, count) = (reader.word()?, reader.word()?, reader.number()?);
    let name = reader.text()?.to_owned();
    let many = reader.number()?;
    let possible = u32::try_from(count).ok().filter(|_| many <= MOST.into());
    let Some(count) = possible else { return Some(Err(Impossible)) };
    let mut answers = Vec::new();
    for _ in 0..many {
        match read_answer(reader)? {
            Ok(answer) => answers.push(answer),
            Err(Impossible) => return Some(Err(Impossible)),
        }
    }
    Some(Ok(Handed { homework: Homework { seed, count }, lesson, name, answers }))
}

fn write_answer(bytes: &mut Vec<u8>, answer: Option<&Answer>) {
    let mut list = |form, parts: &[u32]| {
        bytes.push(form);
        write_number(bytes, parts.len() as u64);
        parts.iter().for_each(|&part| write_number(bytes, part.into()));
    };
    match answer {
        None => bytes.push(0),
        Some(Answer::Place(None)) => bytes.push(1),
        Some(Answer::Place(Some(address))) => {
            bytes.push(2);
            write_number(bytes, (*address).into());
        }
        Some(Answer::Probes(blocks)) => list(3, blocks),
        Some(Answer::List(blocks)) => list(4, blocks),
        Some(Answer::Draw(cells)) => {
            bytes.push(5);
            write_number(bytes, cells.len() as u64);
            let two_bits = |paint: &Paint| PAINTS.iter().position(|it| it == paint).unwrap_or(0) as u8;
            let four = |cells: &[Paint]| cells.iter().rev().fold(0, |byte, cell| byte << 2 | two_bits(cell));
            bytes.extend(cells.chunks(4).map(four));
        }
        Some(Answer::Number(number)) => {
            bytes.push(6);
            write_number(bytes, *number);
        }
        Some(Answer::YesNo(lanes)) => {
            bytes.push(7);
            write_number(bytes, lanes.len() as u64);
            bytes.extend(lanes.iter().map(|&yes| u8::from(yes)));
        }
        Some(Answer::First(None)) => bytes.push(8),
        Some(Answer::First(Some(lane))) => {
            bytes.push(9);
            write_text(bytes, lane.slug());
        }
    }
}

/// The uses of a cell, by their two bits.
const PAINTS: [Paint; 4] = [Paint::Live, Paint::Padding, Paint::Free, Paint::Other];

/// Reads an answer or the lack of one; `None` if its end is missing.
fn read_answer(reader: &mut Reader) -> Option<Result<Option<Answer>, Impossible>> {
    let answer = match reader.byte()? {
        0 => return Some(Ok(None)),
        1 => Some(Answer::Place(None)),
        2 => address(reader.number()?).map(|address| Answer::Place(Some(address))),
        3 => addresses(reader)?.map(Answer::Probes),
        4 => addresses(reader)?.map(Answer::List),
        5 => {
            let len = reader.count(2)?;
            let bytes = reader.take(len.div_ceil(4))?;
            let cell = |index: usize| PAINTS[usize::from(bytes[index / 4] >> (index % 4 * 2) & 3)];
            Some(Answer::Draw((0..len).map(cell).collect()))
        }
        6 => Some(Answer::Number(reader.number()?)),
        7 => {
            let len = reader.count(8)?;
            Some(Answer::YesNo(reader.take(len)?.iter().map(|&yes| yes == 1).collect()))
        }
        8 => Some(Answer::First(None)),
        9 => LaneKind::of_slug(reader.text()?).map(|lane| Answer::First(Some(lane))),
        _ => None,
    };
    Some(answer.map(Some).ok_or(Impossible))
}

/// Reads addresses; `None` if their end is missing, an empty option if one is too large.
fn addresses(reader: &mut Reader) -> Option<Option<Vec<u32>>> {
    let len = reader.count(8)?;
    let numbers: Option<Vec<u64>> = (0..len).map(|_| reader.number()).collect();
    Some(numbers?.into_iter().map(address).collect())
}

fn address(number: u64) -> Option<u32> {
    u32::try_from(number).ok()
}
