//! The values of the language: what they are called, and what a function expects.

use rhai::{Dynamic, INT};

use super::{
    engine::{Answer, mistake},
    program::{Program, grouped},
};
use crate::trace::BlockId;

/// The longest text that a script can make, in bytes.
pub const MAX_TEXT: usize = 1_000;

/// The value that `alloc` returns.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Block(pub BlockId);

/// A mistake that a function found, as the sentence to show.
#[derive(Clone)]
pub struct Mistake(pub String);

/// The block that `value` is.
pub fn as_block(value: &Dynamic) -> Option<Block> {
    value.read_lock::<Block>().map(|block| *block)
}

/// A number, or why there must be one.
pub fn expect_int(value: &Dynamic, what: &str) -> Answer<INT> {
    value.as_int().or_else(|_| {
        let hint = if value.is_string() {
            " Leave out the quotes."
        } else if as_block(value).is_some() {
            " `size_of` tells the size of a block."
        } else {
            ""
        };
        mistake(format!("{what} must be a whole number, not {}.{hint}", described(value)))
    })
}

/// A block, or why there must be one.
pub fn expect_block(value: &Dynamic, role: &str) -> Answer<Block> {
    as_block(value).map_or_else(
        || {
            let hint = if value.is_unit() {
                " Was it taken from an empty list, or never allocated?"
            } else if value.is_string() {
                " `block(\"name\")` finds a block by its name."
            } else {
                ""
            };
            mistake(format!("{role}, and this is {}.{hint}", described(value)))
        },
        Ok,
    )
}

/// A text of bounded length.
pub fn checked_text(text: String) -> Answer<String> {
    if text.len() > MAX_TEXT {
        let most = grouped(MAX_TEXT as i64);
        return mistake(format!("This text is longer than {most} bytes, the most there is room for."));
    }
    Ok(text)
}

/// A value as a label shows it. Lists and maps are only named, so that the length is bounded.
pub fn to_text(program: &Program, value: &Dynamic) -> String {
    match as_block(value) {
        Some(block) => program.name(block.0).to_string(),
        None if value.is_array() || value.is_map() => described(value),
        None => value.to_string(),
    }
}

/// What a value is, in words.
pub fn described(value: &Dynamic) -> String {
    if let Ok(list) = value.as_array_ref() {
        return match list.len() {
            0 => "an empty list".into(),
            1 => "a list of 1 value".into(),
            n => format!("a list of {} values", grouped(n as i64)),
        };
    }
    match value.type_name() {
        "i64" => format!("the number {value}"),
        "bool" => format!("`{value}`"),
        "string" => {
            let start: String = value.to_string().chars().take(40).collect();
            format!("a text, \"{start}\"")
        }
        name => plain_type(name).into(),
    }
}

/// Rhai's names of types, in words.
pub fn plain_type(name: &str) -> &str {
    match name {
        "i64" => "a number",
        "an integer" => "a whole number",
        "bool" | "a boolean expression" => "`true` or `false`",
        "&str | ImmutableString | String" | "string" | "String" => "a text",
        "char" => "a character",
        "array" | "Array" => "a list",
        "map" | "Map" => "a map",
        "Fn" => "a function",
        "an iterable value" => "a list or a range such as `0..10`",
        "()" => "nothing, `()`",
        _ if name.contains("Range") || name.contains("range") || name.contains("Steps") => "a range",
        _ if name.ends_with("lock") => "a block",
        _ => name,
    }
}
