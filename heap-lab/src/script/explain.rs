//! Rhai's errors in plain words, with what to do about them.

use rhai::{AST, EvalAltResult, LexError, ParseError, ParseErrorType, Position};

use super::{
    ScriptError,
    engine::BUDGET,
    lists,
    program::grouped,
    text,
    values::{Mistake, plain_type},
    words::{self, vocabulary},
};

/// A script that does not parse.
pub fn syntax(error: &ParseError, text: &str) -> ScriptError {
    use ParseErrorType as E;
    let at = error.position();
    let message = match error.err_type() {
        E::MissingToken(token, _) if token == ";" => return missing_semicolon(text, at),
        E::MissingToken(token, _) if matches!(token.as_str(), ")" | "]" | "}") => missing_bracket(token, text, at),
        E::MissingToken(token, purpose) if token == "," && purpose.contains("function call") => {
            missing_bracket(")", text, at)
        }
        E::MissingToken(token, purpose) => format!("`{token}` is missing here, {purpose}."),
        E::UnexpectedEOF => "The script ends in the middle of something. Is a `}`, a `)` or a `;` missing?".into(),
        E::BadInput(LexError::UnterminatedString) => {
            "This text has no end. Put the same quote after it as before it, in the same line.".into()
        }
        E::BadInput(error) => bad_input(error, text, at),
        E::VariableUndefined(name) => unknown_variable(name, text),
        E::PropertyExpected if follows_digit(text, at) => "Only whole numbers are used here: leave out the dot.".into(),
        E::PropertyExpected => "After a dot comes a name, as in `list.len()`.".into(),
        E::VariableExpected => "The name of a variable is missing here, as in `let a = alloc(24);`.".into(),
        E::Reserved(word) | E::ForbiddenVariable(word) => reserved(word),
        E::UnknownOperator(operator) => symbol(operator),
        E::ExprExpected(_) => "A value is missing here.".into(),
        E::AssignmentToConstant(name) => format!("`{name}` is a constant. Declare it with `let` to give it another value."),
        E::AssignmentToInvalidLHS(_) => {
            "This can't be given a value: left of `=` stands a variable, `list[i]` or `map.name`. To compare, use `==`.".into()
        }
        E::MismatchedType(wanted, found) => format!("Here must stand {}, not {}.", plain_type(wanted), plain_type(found)),
        E::MalformedIndexExpr(_) => "In `[ ]` must stand a whole number, or for a map a name in quotes.".into(),
        E::DuplicatedProperty(name) => format!("`{name}` is twice in this map."),
        E::DuplicatedVariable(name) => format!("`{name}` is declared twice here."),
        E::WrongFnDefinition => "A function can't stand inside of another one or of a block: move it to the top level.".into(),
        E::FnMissingName => "The function needs a name, as in `fn fill(count) { … }`.".into(),
        E::FnMissingParams(name) => format!("After `fn {name}` come its parameters in brackets; `()` if there are none."),
        E::FnMissingBody(name) if name.is_empty() => "The body `{ … }` of the function is missing.".into(),
        E::FnMissingBody(name) => format!("The body `{{ … }}` of the function `{name}` is missing."),
        E::FnDuplicatedDefinition(name, _) => format!("There is already a function `{name}` with as many parameters."),
        E::FnDuplicatedParam(_, name) => format!("Two parameters are called `{name}`."),
        E::ExprTooDeep => "Too many brackets or blocks in each other. Split this into several lines or functions.".into(),
        E::TooManyFunctions => "These are too many functions.".into(),
        E::LiteralTooLarge(..) => "This text is too long.".into(),
        E::LoopBreak => "`break` and `continue` are for use in loops.".into(),
        E::WrongSwitchDefaultCase => "The case `_` must be the last.".into(),
        other => format!("{other}."),
    };
    at_position(message, at, text)
}

/// What parses, but can't be meant.
pub fn check(ast: &AST, text: &str) -> Result<(), ScriptError> {
    for function in ast.iter_functions() {
        if words::find(function.name).is_some() {
            let declared = text.lines().position(|line| {
                let mut words = text::words(text::without_comment(line));
                words.any(|word| word == "fn") && words.next() == Some(function.name)
            });
            let message = format!(
                "`{}` is a word of the language already. Give your function another name.",
                function.name
            );
            return Err(ScriptError {
                message,
                line: declared.map_or(1, |index| index as u32 + 1),
                column: 0,
            });
        }
    }
    Ok(())
}

/// A script that went wrong while it ran.
pub fn mistake(error: &EvalAltResult, ast: &AST, text: &str) -> ScriptError {
    let mut error = error;
    let (mut called_from, mut innermost_call) = (None, Position::NONE);
    while let EvalAltResult::ErrorInFunctionCall(name, _, inner, at) = error {
        called_from = called_from.or(Some((name, at)));
        innermost_call = *at;
        error = inner;
    }
    let at = error.position().or_else(innermost_call);
    let mut message = runtime(error, ast);
    // A recursion is called from itself, a closure from a function of the language.
    let is_deep = matches!(error, EvalAltResult::ErrorStackOverflow(_));
    if let Some((name, from)) = called_from.filter(|(name, _)| !is_deep && !name.starts_with("anon$"))
        && let Some(line) = from.line().filter(|_| from.line() != at.line())
    {
        message += &format!(" (`{name}` was called in line {line}.)");
    }
    at_position(message, at, text)
}

fn runtime(error: &EvalAltResult, ast: &AST) -> String {
    use EvalAltResult as E;
    match error {
        E::ErrorRuntime(value, _) => match value.read_lock::<Mistake>() {
            Some(mistake) => mistake.0.clone(),
            None if value.is_unit() => "The script stopped itself here with `throw`.".into(),
            None => format!("The script stopped itself here: {value}."),
        },
        E::ErrorTerminated(..) | E::ErrorTooManyOperations(_) => format!(
            "Stopped after {} steps. Does this loop ever end? If it does, let it run fewer times.",
            grouped(BUDGET as i64)
        ),
        E::ErrorStackOverflow(_) => {
            "Functions call each other too deep from here. Does the recursion ever end? A loop needs no depth."
                .into()
        }
        E::ErrorFunctionNotFound(signature, _) => unknown_function(signature, ast),
        E::ErrorVariableNotFound(name, _) => format!("There is no variable `{name}` here."),
        E::ErrorArrayBounds(len, index, _) => lists::index_message(*index, *len),
        E::ErrorArithmetic(text, _) => arithmetic(text),
        E::ErrorAssignmentToConstant(name, _) => {
            format!("`{name}` is a constant. Declare it with `let` to give it another value.")
        }
        E::ErrorNonPureMethodCallOnConstant(name, _) => {
            format!("`{name}` would change a constant. Declare it with `let` instead of `const`.")
        }
        E::ErrorMismatchDataType(wanted, found, _) => {
            format!("Here must stand {}, not {}.", plain_type(wanted), plain_type(found))
        }
        E::ErrorIndexingType(found, _) => {
            format!(
                "`[ ]` takes a value out of a list or a map, and this is {}.",
                plain_type(indexed_type(found))
            )
        }
        E::ErrorFor(_) => "`for` goes through a list or a range, such as `0..10`.".into(),
        E::ErrorPropertyNotFound(name, _) => format!("The map has no `{name}`."),
        E::ErrorDotExpr(text, _) => property(text),
        E::ErrorUnboundThis(_) => {
            "`this` means something only in a function that is called on a value, as in `a.f()`.".into()
        }
        other => {
            let text = other.to_string();
            let text = text.rsplit_once(" (line ").map_or(text.as_str(), |(text, _)| text);
            format!("{}.", text.trim_end_matches('.'))
        }
    }
}

fn at_position(message: String, at: Position, text: &str) -> ScriptError {
    let (line, column) = match (at.line(), at.position()) {
        (Some(line), column) if line <= text.lines().count() => (line as u32, column.unwrap_or(0) as u32),
        // Behind the end, or nowhere: what is missing is missing after the last code.
        _ => text::code_before(text, u32::MAX, u32::MAX).unwrap_or((1, 1)),
    };
    ScriptError { message, line, column }
}

/// The place to put a semicolon is where the statement before ends, not where the next one begins.
fn missing_semicolon(text: &str, at: Position) -> ScriptError {
    let (line, column) =
        (at.line().map_or(u32::MAX, |n| n as u32), at.position().map_or(u32::MAX, |n| n as u32));
    let next: String = rest_of_line(text, at).chars().take(1).collect();
    match text::code_before(text, line, column) {
        Some((before, column)) if before < line => {
            let message = "A `;` is missing at the end of this line.".into();
            ScriptError { message, line: before, column }
        }
        _ if next == ")" || next == "]" || next == "}" => {
            at_position(format!("There is one `{next}` too many here, or its partner is missing."), at, text)
        }
        _ => at_position(
            "This does not belong to what stands before it. Is a `;` or an operator missing?".into(),
            at,
            text,
        ),
    }
}

fn missing_bracket(token: &str, text: &str, at: Position) -> String {
    let partner = match token {
        ")" => "(",
        "]" => "[",
        _ => "{",
    };
    let found = text::words(rest_of_line(text, at)).next().unwrap_or_default();
    match (token, found) {
        (")" | "]", _) if rest_of_line(text, at).starts_with(';') => {
            format!("A `{token}` is missing before the `;`, to close the `{partner}` before.")
        }
        _ => format!("A `{token}` is missing, to close a `{partner}` before."),
    }
}

fn bad_input(error: &LexError, text: &str, at: Position) -> String {
    match error {
        LexError::UnexpectedInput(found) => match found.as_str() {
            ")" | "]" | "}" => format!("There is one `{found}` too many here, or its partner is missing."),
            ";" | "," => format!("A value is missing before this `{found}`."),
            _ => format!("`{found}` has no place here."),
        },
        LexError::MalformedEscapeSequence(found) => {
            format!("`{found}` is not an escape sequence. For a backslash itself write `\\\\`.")
        }
        LexError::MalformedNumber(found) => {
            format!("`{found}` is not a whole number that fits into 64 bits.")
        }
        LexError::MalformedChar(_) => "Text goes into double quotes: \"text\".".into(),
        LexError::MalformedIdentifier(found) => {
            format!("`{found}` can't be a name: names are made of letters, digits and `_`.")
        }
        LexError::ImproperSymbol(found, _) if found == "?" => {
            "`?` is no operator here. Use `if a { b } else { c }`.".into()
        }
        LexError::ImproperSymbol(found, _) if !found.is_empty() => symbol(found),
        _ => {
            let found: String = rest_of_line(text, at).chars().take(1).collect();
            format!("`{found}` has no place here.")
        }
    }
}

fn symbol(found: &str) -> String {
    match found {
        "++" | "--" => format!("There is no `{found}`. Write `+= 1` or `-= 1`."),
        "===" => "To compare, write `==`.".into(),
        "!==" => "To compare, write `!=`.".into(),
        "->" | "=>" | "<-" | ":=" | "::" | "(*" | "*)" | "#" | "#!" | "~" | "@" | "$" => {
            format!("`{found}` has no place in this language.")
        }
        _ => format!("`{found}` has no place here."),
    }
}

fn reserved(word: &str) -> String {
    match word {
        "try" | "catch" => "There is no `try` here: a mistake in a script should be seen.".into(),
        "import" | "export" | "module" => "There are no modules here: everything is in one script.".into(),
        "eval" | "Fn" | "call" | "curry" => {
            format!("`{word}` is not available here. Write a function with `fn`, or `|x| …`.")
        }
        "var" => "A variable is declared with `let`.".into(),
        "null" | "nil" => "There is no null. `()` stands for nothing.".into(),
        _ if !word.chars().all(char::is_alphanumeric) => symbol(word),
        _ => format!("`{word}` is kept for the language. Choose another name."),
    }
}

fn unknown_variable(name: &str, text: &str) -> String {
    if words::find(name).is_some() {
        return format!(
            "`{name}` is a function: call it with brackets, as in `{}`.",
            words::find(name).map_or("", |w| w.forms[0])
        );
    }
    let declared: Vec<&str> = {
        let words: Vec<&str> = text::words(text).collect();
        words
            .windows(2)
            .filter(|pair| matches!(pair[0], "let" | "const" | "for"))
            .map(|pair| pair[1])
            .collect()
    };
    if declared.contains(&name) {
        return format!(
            "`{name}` is not known here. It lives only in its own block `{{ … }}`, and functions see nothing from \
             outside: give it to them as a parameter."
        );
    }
    match text::nearest(name, declared) {
        Some(near) => format!("There is no variable `{name}`. Did you mean `{near}`?"),
        None => format!("There is no variable `{name}`. Declare it first: `let {name} = alloc(24);`."),
    }
}

/// `signature` is like `alloc (i64, block)`.
fn unknown_function(signature: &str, ast: &AST) -> String {
    let (name, arguments) = signature.split_once(" (").unwrap_or((signature, ")"));
    let arguments = arguments.trim_end_matches(')');
    let types: Vec<&str> = arguments.split(", ").filter(|t| !t.is_empty()).map(plain_type).collect();
    let given = match types[..] {
        [] => "no values".to_string(),
        [one] => one.to_string(),
        [ref most @ .., last] => format!("{} and {last}", most.join(", ")),
    };
    if let Some(word) = words::find(name) {
        let forms: Vec<String> = word.forms.iter().map(|form| format!("`{form}`")).collect();
        return format!("`{name}` is called like this: {}. Here it gets {given}.", forms.join(" or "));
    }
    if !name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') {
        return format!("`{name}` can't be used on {given}.");
    }
    if matches!(name, "print" | "debug") {
        return format!("There is nothing to `{name}` to. A `label(\"…\")` puts a text on the timeline.");
    }
    let own: Vec<_> = ast.iter_functions().filter(|function| !function.name.starts_with("anon$")).collect();
    if let Some(function) = own.iter().find(|function| function.name == name) {
        return match function.params.len() {
            0 => format!("Your function `{name}` has no parameters, and gets {given} here."),
            1 => format!("Your function `{name}` has 1 parameter, and gets {given} here."),
            n => format!("Your function `{name}` has {n} parameters, and gets {given} here."),
        };
    }
    let known = vocabulary().iter().map(|word| word.name).chain(own.iter().map(|function| function.name));
    match name {
        "malloc" | "new" | "calloc" => format!("There is no function `{name}`. Did you mean `alloc`?"),
        "dealloc" | "delete" | "drop" | "deallocate" => {
            format!("There is no function `{name}`. Did you mean `free`?")
        }
        _ => match text::nearest(name, known) {
            Some(near) => format!("There is no function `{name}`. Did you mean `{near}`?"),
            None => format!("There is no function `{name}`."),
        },
    }
}

fn arithmetic(text: &str) -> String {
    if text.contains("zero") {
        "Division by zero.".into()
    } else {
        "The result is too large for a whole number of 64 bits.".into()
    }
}

fn property(text: &str) -> String {
    match text.split('\'').nth(1) {
        Some(name) => format!("This value has no `{name}`. To call a function, add brackets: `{name}()`."),
        None => "This value has nothing by that name.".into(),
    }
}

/// `block [i64]` is about a `block`.
fn indexed_type(text: &str) -> &str {
    text.split([' ', '[']).next().unwrap_or(text)
}

fn follows_digit(text: &str, at: Position) -> bool {
    let (Some(line), Some(column)) = (at.line(), at.position()) else { return false };
    let before = text.lines().nth(line - 1).unwrap_or_default().chars().take(column.saturating_sub(1));
    before.filter(|c| *c != '.').last().is_some_and(|c| c.is_ascii_digit())
}

fn rest_of_line(text: &str, at: Position) -> &str {
    let (Some(line), Some(column)) = (at.line(), at.position()) else { return "" };
    let line = text.lines().nth(line - 1).unwrap_or_default();
    line.char_indices().nth(column.saturating_sub(1)).map_or("", |(index, _)| &line[index..])
}
