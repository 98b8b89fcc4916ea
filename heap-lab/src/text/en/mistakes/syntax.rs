//! Scripts that do not parse.

use super::runtime::{expected_kind, kind};
use crate::{
    script::mistakes::{Instead, Missing, Syntax},
    text::mistakes::{code, code_point, shown},
};

pub fn syntax(syntax: &Syntax) -> String {
    match syntax {
        Syntax::Semicolon => "A `;` is missing at the end of this line.".into(),
        Syntax::Joined => "Something is missing before this, such as a `;` or an operator.".into(),
        Syntax::Unclosed { bracket, before_semicolon } => {
            let (opening, closing) = (bracket.opening(), bracket.closing());
            let before = if *before_semicolon { " before the `;`" } else { "" };
            format!("A `{closing}` is missing{before}. Close the `{opening}` that was opened earlier.")
        }
        Syntax::Unopened(bracket) => format!(
            "Unexpected `{}`: no `{opening}` is open. Remove it, or add the missing `{opening}`.",
            bracket.closing(),
            opening = bracket.opening()
        ),
        Syntax::Missing(what) => missing(what),
        Syntax::Unfinished => "The script ends too early. Is a `}`, a `)` or a `;` missing?".into(),
        Syntax::UnclosedText => {
            "This string is not closed. End it with the same quote that it starts with.".into()
        }
        Syntax::Character { found, instead } => {
            let point = code_point(*found);
            match instead {
                Instead::Write(write) => {
                    let (found, write) = (shown(*found), code(write));
                    format!("Unexpected character {found} ({point}). Write {write} instead.")
                }
                Instead::Space => format!("Unexpected kind of space ({point}). Write an ordinary space instead."),
                Instead::Nothing => format!("Unexpected invisible character ({point}). Delete it."),
                Instead::Unknown => format!(
                    "Unexpected character {} ({point}). Remove it: it can only be used in strings and comments.",
                    shown(*found)
                ),
            }
        }
        Syntax::NameCharacter { name, found } => format!(
            "The name `{name}` contains {} ({}). Use only the letters a to z and A to Z, digits and `_` in \
             names.",
            shown(*found),
            code_point(*found)
        ),
        Syntax::Name(name) => format!("{} can't be a name. Use at least one letter in it.", code(name)),
        Syntax::Decimal(number) => {
            format!("`{number}` is not a whole number. Write it without a decimal point.")
        }
        Syntax::Exponent { found, plain: Some(plain) } => {
            format!("`{found}` has an exponent. Write `{plain}` instead.")
        }
        Syntax::Exponent { found, plain: None } => {
            format!("`{found}` has an exponent. Write a whole number that fits in 64 bits.")
        }
        Syntax::Number(number) => {
            format!("{} is not a whole number that fits in 64 bits. Write another one.", code(number))
        }
        Syntax::Escape(found) => {
            format!("{} is not an escape sequence. For a backslash, write `\\\\`.", code(found))
        }
        Syntax::SingleQuotes => "A string can't be in single quotes. Write it in double quotes: `\"text\"`.".into(),
        Syntax::Value => "A value is missing here. Write one, for example `24` or `alloc(24)`.".into(),
        Syntax::ValueBefore(symbol) => format!("A value is missing before this `{symbol}`."),
        Syntax::Unexpected(found) => {
            format!("Unexpected {}. Remove or replace it.", code(found))
        }
        Syntax::Increment(found) => format!("There is no `{found}`. Write `+= 1` or `-= 1`."),
        Syntax::Operator { found, instead } => format!("There is no `{found}`. Write `{instead}` instead."),
        Syntax::QuestionMark => "There is no operator `?`. Write `if a { b } else { c }`.".into(),
        Syntax::Assignment => "`=` can't be used in a condition. To compare, write `==`.".into(),
        Syntax::Try => {
            "There is no `try` in this language. Correct the mistake in the script instead of catching it.".into()
        }
        Syntax::Modules => "There are no modules in this language. Write everything in this script.".into(),
        Syntax::Unavailable(word) => {
            format!("`{word}` is not available here. Write a function with `fn`, or a closure: `|x| …`.")
        }
        Syntax::Var => "There is no `var` in this language. Declare a variable with `let`.".into(),
        Syntax::Null => "There is no `null` in this language. Write `()` for no value.".into(),
        Syntax::Reserved(word) => format!("`{word}` is a reserved word. Choose another name."),
        Syntax::NoVariable { name, near: Some(near) } => {
            format!("There is no variable `{name}`. Did you mean `{near}`?")
        }
        Syntax::NoVariable { name, near: None } => {
            format!("There is no variable `{name}`. Declare it first: `let {name} = alloc(24);`.")
        }
        Syntax::OutOfScope(name) => format!(
            "`{name}` is not visible here. A variable exists only in its own block `{{ … }}`, and not inside functions: \
             pass it as an argument."
        ),
        Syntax::FunctionAsValue { name, form } => {
            format!("`{name}` is a function. Call it with parentheses, as in `{form}`.")
        }
        Syntax::Property => "A name is missing after the dot. Write one, as in `list.len()`.".into(),
        Syntax::Variable => "The name of a variable is missing. Write one, as in `let a = alloc(24);`.".into(),
        Syntax::Constant(name) => {
            format!("`{name}` is a constant. Declare it with `let` to give it another value.")
        }
        Syntax::NotAssignable => {
            "This can't be given a value. Write a variable, `list[i]` or `map.name` to the left of `=`. To compare, write \
             `==`."
                .into()
        }
        Syntax::Expected { expected, found } => {
            format!("Expected {}. Found {} instead.", expected_kind(expected), kind(found))
        }
        Syntax::ListIndex => "This can't be an index. Write a whole number in the `[ ]` of a list.".into(),
        Syntax::MapIndex => "This can't be a key. Write a string in the `[ ]` of a map.".into(),
        Syntax::DuplicateProperty(name) => format!("This map has `{name}` twice. Rename or remove one."),
        Syntax::DuplicateVariable(name) => format!("`{name}` is declared twice here. Rename one."),
        Syntax::NestedFunction => {
            "A function can't be defined in a function or in a block. Move it to the top level.".into()
        }
        Syntax::FunctionName => "This function has no name. Write one, as in `fn fill(count) { … }`.".into(),
        Syntax::FunctionParameters(name) => format!(
            "The parameters of the function `{name}` are missing. Write them in parentheses, or `()` if there are none."
        ),
        Syntax::FunctionBody(None) => "The body of this function is missing. Write it in `{ }`.".into(),
        Syntax::FunctionBody(Some(name)) => {
            format!("The body of the function `{name}` is missing. Write it in `{{ }}`.")
        }
        Syntax::DuplicateFunction { name, count } => {
            let parameters = if *count == 1 { "1 parameter".into() } else { format!("{count} parameters") };
            format!("There is already a function `{name}` with {parameters}. Rename one.")
        }
        Syntax::DuplicateParameter(name) => format!("Two parameters are called `{name}`. Rename one."),
        Syntax::FunctionTaken(name) => {
            format!("`{name}` is a function of the language. Give your function another name.")
        }
        Syntax::Break => "`break` and `continue` can only be used in loops. Use `return` to leave a function.".into(),
        Syntax::DefaultCase => "No case can follow the case `_`. Move it to the end.".into(),
        Syntax::NumberAfterRange => {
            "A case for one number can't follow a case for a range. Move it before the ranges.".into()
        }
        Syntax::CaseCondition => "The case `_` can't have a condition. Remove the `if`.".into(),
        Syntax::This => "`this` exists only in functions. Use a variable.".into(),
        Syntax::MethodBang => "A method can't be called with `!`. Remove the `!`.".into(),
        Syntax::Other(text) => format!("The script can't be read. The parser reports: {text}."),
    }
}

fn missing(what: &Missing) -> String {
    match what {
        Missing::Block => "A `{` is missing. Put statements that belong together in `{ }`.".into(),
        Missing::Switch => "A `{` is missing. Put the cases of `switch` in `{ }`.".into(),
        Missing::ListComma => "A `,` or a `]` is missing. Put a `,` between the values of a list.".into(),
        Missing::MapComma => "A `,` or a `}` is missing. Put a `,` between the entries of a map.".into(),
        Missing::CaseComma => "A `,` is missing. Put one between the cases of `switch`.".into(),
        Missing::NameComma => "A `,` is missing. Put one between the names.".into(),
        Missing::Colon(name) => {
            format!("A `:` is missing after {}. Write it before the value of the entry.", code(name))
        }
        Missing::Arrow => "A `=>` is missing. Write it between a case and its result.".into(),
        Missing::In => "`in` is missing. Write `for i in 0..10 { … }`.".into(),
        Missing::While => "`while` or `until` is missing. Write `do { … } while a < b`.".into(),
        Missing::Pipe => "A `|` is missing. Close the parameters of the closure, as in `|x| x + 1`.".into(),
        Missing::Symbol(symbol) => format!("{} is missing here.", code(symbol)),
    }
}
