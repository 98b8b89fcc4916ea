//! Explains what is wrong with a script, as facts: from Rhai's errors and from the text itself.

mod characters;
mod runtime;
mod syntax;

use rhai::{AST, EvalAltResult, Position};

use super::{
    code,
    engine::MAX_BRACKETS,
    instrument,
    mistakes::{Called, Limit, Mistake, ScriptError, Syntax},
    scan::{self, Part},
    vocabulary,
};

pub use syntax::syntax;

/// What is wrong with the text of a script, whether it parses or not.
pub fn check_text(text: &str) -> Result<(), ScriptError> {
    let mut depth = 0_usize;
    for piece in scan::pieces(text) {
        let wrong: Mistake = match piece.part {
            Part::Symbol('(' | '[' | '{') => {
                depth += 1;
                if depth <= MAX_BRACKETS {
                    continue;
                }
                Limit::Nesting { most: MAX_BRACKETS }.into()
            }
            Part::Symbol(')' | ']' | '}') => {
                depth = depth.saturating_sub(1);
                continue;
            }
            Part::Word(name) if instrument::is_hidden(name) => Syntax::Reserved(name.into()).into(),
            Part::Number(number) if characters::is_too_large(number) => Syntax::Number(number.into()).into(),
            _ => continue,
        };
        return Err(ScriptError::at(wrong, piece.line, piece.column));
    }
    Ok(())
}

/// Code that parses, but can't be what was meant.
pub fn check_functions(ast: &AST, text: &str) -> Result<(), ScriptError> {
    for function in ast.iter_functions() {
        if vocabulary::find(function.name).is_some_and(|word| !vocabulary::may_be_defined(word)) {
            let declared = text.lines().position(|line| {
                let mut words = code::words(code::without_comment(line));
                words.any(|word| word == "fn") && words.next() == Some(function.name)
            });
            let line = declared.map_or(1, |index| index as u32 + 1);
            return Err(ScriptError::at(Syntax::FunctionTaken(function.name.into()), line, 0));
        }
    }
    Ok(())
}

/// The mistake of a script that failed while it ran.
pub fn runtime(error: &EvalAltResult, ast: &AST, text: &str) -> ScriptError {
    let mut error = error;
    let (mut called_from, mut innermost_call) = (None, Position::NONE);
    while let EvalAltResult::ErrorInFunctionCall(name, _, inner, at) = error {
        called_from = called_from.or(Some((name, at)));
        innermost_call = *at;
        error = inner;
    }
    let mistake = runtime::mistake(error, ast);
    // A recursive function is called from itself, so the first call is more helpful; a closure is called by the
    // language.
    let is_deep = mistake == Mistake::Limit(Limit::Calls);
    let call = called_from.filter(|_| is_deep).map_or(innermost_call, |(_, from)| *from);
    let at = error.position().or_else(call);
    let called = called_from
        .filter(|(name, from)| !is_deep && !name.starts_with("anon$") && from.line() != at.line())
        .and_then(|(name, from)| Some(Called { function: name.clone(), line: from.line()? as u32 }));
    ScriptError { called, ..at_position(mistake, at, text) }
}

fn at_position(mistake: impl Into<Mistake>, at: Position, text: &str) -> ScriptError {
    let (line, column) = match (at.line(), at.position()) {
        (Some(line), column) if line <= text.lines().count() => (line as u32, column.unwrap_or(0) as u32),
        // After the end, or nowhere: what is missing is missing after the last code.
        _ => code::code_before(text, u32::MAX, u32::MAX).unwrap_or((1, 1)),
    };
    ScriptError::at(mistake, line, column)
}
