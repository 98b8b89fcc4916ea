//! The values of the language, and conversions of the arguments of its functions.

use rhai::{Dynamic, INT};

use super::{
    machine::{Answer, mistake},
    mistakes::{BlockUse, Kind, Limit, NumberUse, Runtime, Value},
    program::Program,
};
use crate::trace::BlockId;

/// The longest string that a script can make, in bytes.
const MAX_TEXT: usize = 1_000;
/// How much of a string a sentence shows, in characters.
const SHOWN: usize = 40;

/// The value that `alloc` returns.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Block(pub BlockId);

/// The block that `value` is.
pub fn as_block(value: &Dynamic) -> Option<Block> {
    value.read_lock::<Block>().map(|block| *block)
}

/// A number, or the mistake that it is not one.
pub fn expect_int(value: &Dynamic, role: NumberUse) -> Answer<INT> {
    value.as_int().or_else(|_| mistake(Runtime::NumberExpected { role, found: described(value) }))
}

/// A block, or the mistake that it is not one.
pub fn expect_block(value: &Dynamic, role: BlockUse) -> Answer<Block> {
    as_block(value).map_or_else(|| mistake(Runtime::BlockExpected { role, found: described(value) }), Ok)
}

/// A string of bounded length.
pub fn checked_text(text: String) -> Answer<String> {
    if text.len() > MAX_TEXT {
        return mistake(Limit::Text { most: MAX_TEXT });
    }
    Ok(text)
}

/// A value as a label shows it. Lists and maps show only their number of values, so that the length is bounded.
pub fn to_text(program: &Program, value: &Dynamic) -> String {
    if let Some(block) = as_block(value) {
        return program.name(block.0).to_string();
    }
    if let Ok(list) = value.as_array_ref() {
        return format!("[×{}]", list.len());
    }
    match value.as_map_ref() {
        Ok(map) => format!("#{{×{}}}", map.len()),
        Err(_) => value.to_string(),
    }
}

/// A description of a value, for a sentence about it.
fn described(value: &Dynamic) -> Value {
    if let Ok(list) = value.as_array_ref() {
        return Value::List(list.len());
    }
    if let Ok(number) = value.as_int() {
        return Value::Number(number);
    }
    if let Ok(truth) = value.as_bool() {
        return Value::Bool(truth);
    }
    if let Ok(text) = value.as_immutable_string_ref() {
        return Value::Text(text.chars().take(SHOWN).collect());
    }
    Value::Other(kind(value.type_name()))
}

/// The type that Rhai calls `name`, at run time or in the parser.
pub fn kind(name: &str) -> Kind {
    match name {
        "i64" | "integer" | "INT" | "a number" => Kind::Number,
        "bool" | "a boolean expression" | "a boolean" => Kind::Bool,
        "&str | ImmutableString | String" | "string" | "String" | "a string" => Kind::Text,
        "char" | "a character" => Kind::Character,
        "array" | "Array" | "an array" => Kind::List,
        "map" | "Map" | "an object map" => Kind::Map,
        "Fn" => Kind::Function,
        "an iterable value" => Kind::Iterable,
        "()" => Kind::Nothing,
        _ if name.contains("Range") || name.contains("range") || name.contains("Steps") => Kind::Range,
        _ if name.ends_with("lock") => Kind::Block,
        _ => Kind::Other(name.into()),
    }
}
