//! Scripts that go wrong while they run.

use crate::{
    script::mistakes::{BlockUse, Kind, NumberUse, Runtime, Value},
    text::{mistakes::code, numbers::grouped},
};

pub fn runtime(runtime: &Runtime) -> String {
    match runtime {
        Runtime::Thrown(None) => "The script stopped itself here with `throw`.".into(),
        Runtime::Thrown(Some(text)) => format!("The script stopped itself here with `throw`: {text}"),
        Runtime::NoVariable(name) => format!("There is no variable `{name}` here. Declare it with `let`."),
        Runtime::Arguments { name, forms, given } => {
            let forms: Vec<String> = forms.iter().map(|form| code(form)).collect();
            format!("`{name}` can't be called {}. Call it as {}.", with(given), forms.join(" or "))
        }
        Runtime::Parameters { name, count, given } => {
            let (has, pass) = (things(*count, "parameter"), things(*count, "argument"));
            format!("`{name}` has {has}, but is called {}. Pass {pass}.", with(given))
        }
        Runtime::Closure { count, given } => {
            let (has, gets) = (things(*count, "parameter"), things(*given, "argument"));
            format!("This function has {has}, but is called with {gets}. Write it as `|x| …`.")
        }
        Runtime::Operator { operator, given } => {
            format!("`{operator}` can't be used on {}. Use values of other types.", kinds(given))
        }
        Runtime::Print(name) => {
            format!("`{name}` has no output to write to. Use `label(\"…\")` to put a label on the timeline.")
        }
        Runtime::NoFunction { name, near: Some(near) } => {
            format!("There is no function `{name}`. Did you mean `{near}`?")
        }
        Runtime::NoFunction { name, near: None } => {
            format!("There is no function `{name}`. Define it: `fn {name}() {{ … }}`.")
        }
        Runtime::NumberExpected { role, found } => {
            let hint = match found {
                Value::Text(_) => " Leave out the quotes.",
                Value::Other(Kind::Block) => " Use `size_of` to get the size of a block.",
                Value::Number(_) | Value::Bool(_) | Value::List(_) | Value::Other(_) => "",
            };
            format!("{} must be a whole number. Found {}.{hint}", number_use(*role), value(found))
        }
        Runtime::BlockExpected { role, found } => {
            let hint = match found {
                Value::Other(Kind::Nothing) => " Was it taken from an empty list, or never allocated?",
                Value::Text(_) => " Use `block(\"name\")` to find a block by its name.",
                Value::Number(_) | Value::Bool(_) | Value::List(_) | Value::Other(_) => "",
            };
            format!("{} needs a block. Found {}.{hint}", block_use(*role), value(found))
        }
        Runtime::Expected { expected, found } => {
            format!("Expected {}. Found {} instead.", expected_kind(expected), kind(found))
        }
        Runtime::ListIndex { index, len: 0 } => {
            format!("The list is empty. There is no value at index {}.", grouped(*index))
        }
        Runtime::ListIndex { index, len: 1 } if *index < 0 => {
            format!(
                "The list has 1 value. Counted from the end, the only index is -1, not {}.",
                grouped(*index)
            )
        }
        Runtime::ListIndex { index, len } if *index < 0 => format!(
            "The list has {0} values. Counted from the end, an index must be from -1 to -{0}, not {1}.",
            grouped(*len),
            grouped(*index)
        ),
        Runtime::ListIndex { index, len: 1 } => {
            format!("The list has 1 value. The only index is 0, not {}.", grouped(*index))
        }
        Runtime::ListIndex { index, len } => format!(
            "The list has {} values. An index must be from 0 to {}, not {}.",
            grouped(*len),
            grouped(len - 1),
            grouped(*index)
        ),
        Runtime::ListPosition { len: 0, index } => {
            format!("The list is empty. The only position in it is 0, not {}.", grouped(*index))
        }
        Runtime::ListPosition { index, len } => format!(
            "A position in this list must be from 0 to {0}, or counted from the end from -1 to -{0}, not {1}.",
            grouped(*len),
            grouped(*index)
        ),
        Runtime::TextIndex { index, len } => format!(
            "The string has no character {}. Its length is {}, and the first index is 0.",
            grouped(*index),
            grouped(*len)
        ),
        Runtime::BitIndex { index, len } => format!(
            "A number has no bit {}. The index of a bit must be from 0 to {}.",
            grouped(*index),
            grouped(len.saturating_sub(1))
        ),
        Runtime::NotIndexed(found) => {
            format!("`[ ]` can't be used on {}. Use it on a list or a map.", kind(found))
        }
        Runtime::NotIterable => {
            "`for` can't iterate over this. Use a list or a range, such as `0..10`.".into()
        }
        Runtime::NoProperty(Some(name)) => {
            format!("This value has no {}. To call a function, add parentheses: `{name}()`.", code(name))
        }
        Runtime::NoProperty(None) => "This value has no such property. Use a map.".into(),
        Runtime::Constant(name) => {
            format!("`{name}` is a constant. Declare it with `let` to give it another value.")
        }
        Runtime::ConstantChanged(None) => {
            "This would change a constant. Declare it with `let` instead of `const`.".into()
        }
        Runtime::ConstantChanged(Some(name)) => {
            format!("`{name}` would change a constant. Declare it with `let` instead of `const`.")
        }
        Runtime::UnboundThis => {
            "`this` has no value here. Call the function on a value, as in `a.f()`.".into()
        }
        Runtime::DivisionByZero => "Division by zero. Check the divisor first.".into(),
        Runtime::NegativePower => "The exponent is negative. Use one that is at least 0.".into(),
        Runtime::Overflow => "The result does not fit in 64 bits. Use smaller numbers.".into(),
        Runtime::FilterAnswer => {
            "The function given to `filter` must return `true` or `false`. End it with a comparison.".into()
        }
        Runtime::ZeroStep => "A `range` with a step of 0 never ends. Use 1, or another number.".into(),
        Runtime::Other(text) => format!("The script can't continue. The script engine reports: {text}."),
    }
}

/// A type, with its article.
pub fn kind(kind: &Kind) -> String {
    match kind {
        Kind::Number => "a number".into(),
        Kind::Bool => "a Boolean".into(),
        Kind::Text => "a string".into(),
        Kind::Character => "a character".into(),
        Kind::List => "a list".into(),
        Kind::Map => "a map".into(),
        Kind::Function => "a function".into(),
        Kind::Range => "a range".into(),
        Kind::Iterable => "a list or a range such as `0..10`".into(),
        Kind::Block => "a block".into(),
        Kind::Nothing => "`()`".into(),
        Kind::Other(name) => format!("a value of type {}", code(name)),
    }
}

/// A type that is needed.
pub fn expected_kind(expected: &Kind) -> String {
    if *expected == Kind::Bool { "`true` or `false`".into() } else { kind(expected) }
}

fn things(count: usize, thing: &str) -> String {
    match count {
        0 => format!("no {thing}s"),
        1 => format!("1 {thing}"),
        _ => format!("{count} {thing}s"),
    }
}

fn with(given: &[Kind]) -> String {
    if given.is_empty() { "without arguments".into() } else { format!("with {}", kinds(given)) }
}

fn kinds(given: &[Kind]) -> String {
    let given: Vec<String> = given.iter().map(kind).collect();
    match &given[..] {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

fn value(value: &Value) -> String {
    match value {
        Value::Number(number) => format!("the number {}", grouped(*number)),
        Value::Bool(truth) => format!("`{truth}`"),
        Value::Text(text) => format!("the string \"{text}\""),
        Value::List(0) => "an empty list".into(),
        Value::List(1) => "a list of 1 value".into(),
        Value::List(len) => format!("a list of {} values", grouped(*len)),
        Value::Other(other) => kind(other),
    }
}

fn number_use(role: NumberUse) -> &'static str {
    match role {
        NumberUse::Size => "The size",
        NumberUse::Align => "The alignment",
        NumberUse::Pages => "The number of pages",
        NumberUse::Block => "The number of a block",
        NumberUse::Low => "The lower limit",
        NumberUse::High => "The upper limit",
        NumberUse::Seed => "The seed",
        NumberUse::Index => "The index",
    }
}

fn block_use(role: BlockUse) -> &'static str {
    match role {
        BlockUse::Realloc => "`realloc`",
        BlockUse::Free => "`free`",
        BlockUse::SizeOf => "`size_of`",
    }
}
