//! Rhai's parse errors, as facts.

use rhai::{LexError, ParseError, ParseErrorType, Position};

use super::{at_position, characters};
use crate::script::{
    code,
    engine::MAX_FUNCTIONS,
    mistakes::{Bracket, Limit, Missing, Mistake, ScriptError, Syntax},
    values::kind,
    vocabulary,
};

/// Why a script does not parse.
pub fn syntax(error: &ParseError, text: &str) -> ScriptError {
    use ParseErrorType as E;
    let at = error.position();
    // Code that looks right but is not comes first: Rhai may report only its consequences.
    if let Some(odd) = characters::first_odd(text, at.line().map_or(u32::MAX, |line| line as u32)) {
        return odd;
    }
    let mistake: Mistake = match error.err_type() {
        E::MissingToken(token, _) if token == ";" => return missing_semicolon(text, at),
        E::ExprTooDeep => Limit::Chain.into(),
        E::TooManyFunctions => Limit::Functions { most: MAX_FUNCTIONS }.into(),
        E::LiteralTooLarge(_, most) => Limit::Text { most: *most }.into(),
        other => unparsed(other, text, at).into(),
    };
    at_position(mistake, at, text)
}

fn unparsed(error: &ParseErrorType, text: &str, at: Position) -> Syntax {
    use ParseErrorType as E;
    match error {
        E::MissingToken(token, purpose) => missing(token, purpose, text, at),
        E::UnexpectedEOF => Syntax::Unfinished,
        E::BadInput(error) => bad_input(error, text, at),
        E::VariableUndefined(name) => unknown_variable(name, text),
        E::PropertyExpected => Syntax::Property,
        E::VariableExpected if code::words(rest_of_line(text, at)).next() == Some("_") => {
            Syntax::Name("_".into())
        }
        E::VariableExpected => Syntax::Variable,
        E::Reserved(word) | E::ForbiddenVariable(word) => reserved(word),
        E::UnknownOperator(operator) => symbol(operator),
        E::ExprExpected(_) => Syntax::Value,
        E::AssignmentToConstant(name) if !name.is_empty() => Syntax::Constant(name.clone()),
        E::AssignmentToConstant(_) | E::AssignmentToInvalidLHS(_) => Syntax::NotAssignable,
        E::MismatchedType(expected, found) => {
            Syntax::Expected { expected: kind(expected), found: kind(found) }
        }
        E::MalformedIndexExpr(text) if text.starts_with("Object map") => Syntax::MapIndex,
        E::MalformedIndexExpr(_) => Syntax::ListIndex,
        E::DuplicatedProperty(name) => Syntax::DuplicateProperty(name.clone()),
        E::DuplicatedVariable(name) | E::VariableExists(name) => Syntax::DuplicateVariable(name.clone()),
        E::WrongFnDefinition => Syntax::NestedFunction,
        E::FnMissingName => Syntax::FunctionName,
        E::FnMissingParams(name) => Syntax::FunctionParameters(name.clone()),
        E::FnMissingBody(name) => Syntax::FunctionBody((!name.is_empty()).then(|| name.clone())),
        E::FnDuplicatedDefinition(name, count) => {
            Syntax::DuplicateFunction { name: name.clone(), count: *count }
        }
        E::FnDuplicatedParam(_, name) => Syntax::DuplicateParameter(name.clone()),
        E::LoopBreak => Syntax::Break,
        E::WrongSwitchDefaultCase => Syntax::DefaultCase,
        E::WrongSwitchIntegerCase => Syntax::NumberAfterRange,
        E::WrongSwitchCaseCondition => Syntax::CaseCondition,
        E::MalformedCapture(_) => Syntax::MethodBang,
        E::WrongExport | E::ModuleUndefined(_) => Syntax::Modules,
        E::MissingSymbol(_) => Syntax::Value,
        other => Syntax::Other(other.to_string()),
    }
}

/// Rhai describes the purpose of a missing token in its own words.
fn missing(token: &str, purpose: &str, text: &str, at: Position) -> Syntax {
    let in_switch = purpose.contains("switch");
    let before_semicolon = rest_of_line(text, at).starts_with(';');
    let unclosed = |bracket| Syntax::Unclosed { bracket, before_semicolon };
    Syntax::Missing(match token {
        // Rhai expects `)` where a `switch` is not closed.
        ")" if in_switch => return unclosed(Bracket::Curly),
        "," if purpose.contains("function call") => return unclosed(Bracket::Round),
        "," if purpose.contains("array") => Missing::ListComma,
        "," if purpose.contains("map") => Missing::MapComma,
        "," if in_switch => Missing::CaseComma,
        "," => Missing::NameComma,
        "{" if in_switch => Missing::Switch,
        "{" => Missing::Block,
        ":" => Missing::Colon(purpose.split('\'').nth(1).unwrap_or_default().into()),
        "=>" => Missing::Arrow,
        "in" => Missing::In,
        "while" => Missing::While,
        "|" => Missing::Pipe,
        _ => match Bracket::closed_by(token) {
            Some(bracket) => return unclosed(bracket),
            None => Missing::Symbol(token.into()),
        },
    })
}

/// The position for a semicolon is the end of the statement before, not the start of the next one.
fn missing_semicolon(text: &str, at: Position) -> ScriptError {
    let (line, column) =
        (at.line().map_or(u32::MAX, |n| n as u32), at.position().map_or(u32::MAX, |n| n as u32));
    let next: String = rest_of_line(text, at).chars().take(1).collect();
    match (code::code_before(text, line, column), Bracket::closed_by(&next)) {
        (Some((before, column)), _) if before < line => ScriptError::at(Syntax::Semicolon, before, column),
        (_, Some(bracket)) => at_position(Syntax::Unopened(bracket), at, text),
        _ if rest_of_line(text, at).starts_with("::") => {
            at_position(Syntax::Unexpected("::".into()), at, text)
        }
        _ => at_position(Syntax::Joined, at, text),
    }
}

fn bad_input(error: &LexError, text: &str, at: Position) -> Syntax {
    match error {
        LexError::UnterminatedString => Syntax::UnclosedText,
        LexError::UnexpectedInput(found) => match Bracket::closed_by(found) {
            Some(bracket) => Syntax::Unopened(bracket),
            None if matches!(&**found, ";" | ",") => Syntax::ValueBefore(found.clone()),
            None => Syntax::Unexpected(found.clone()),
        },
        LexError::MalformedEscapeSequence(found) => Syntax::Escape(found.clone()),
        LexError::MalformedNumber(found) => Syntax::Number(found.clone()),
        LexError::MalformedChar(_) => Syntax::SingleQuotes,
        LexError::MalformedIdentifier(found) => Syntax::Name(found.clone()),
        LexError::ImproperSymbol(found, _) if found == "this" => Syntax::This,
        LexError::ImproperSymbol(found, _) if !found.is_empty() => reserved(found),
        LexError::Runtime(text) => Syntax::Other(text.clone()),
        _ => Syntax::Unexpected(rest_of_line(text, at).chars().take(1).collect()),
    }
}

fn symbol(found: &str) -> Syntax {
    let instead = match found {
        "++" | "--" => return Syntax::Increment(found.into()),
        "?" => return Syntax::QuestionMark,
        "=" => return Syntax::Assignment,
        "===" => "==",
        "!==" => "!=",
        ":=" => "=",
        _ => return Syntax::Unexpected(found.into()),
    };
    Syntax::Operator { found: found.into(), instead }
}

fn reserved(word: &str) -> Syntax {
    match word {
        "try" | "catch" => Syntax::Try,
        "import" | "export" | "module" => Syntax::Modules,
        "eval" | "Fn" | "call" | "curry" => Syntax::Unavailable(word.into()),
        "var" => Syntax::Var,
        "null" | "nil" => Syntax::Null,
        _ if !word.chars().all(|c| c.is_alphanumeric() || c == '_') => symbol(word),
        _ => Syntax::Reserved(word.into()),
    }
}

fn unknown_variable(name: &str, text: &str) -> Syntax {
    if let Some(word) = vocabulary::find(name) {
        return Syntax::FunctionAsValue { name: word.name, form: word.forms[0] };
    }
    let words: Vec<&str> = code::words(text).collect();
    let declared =
        words.windows(2).filter(|pair| matches!(pair[0], "let" | "const" | "for")).map(|pair| pair[1]);
    let declared: Vec<&str> = declared.collect();
    if declared.contains(&name) {
        return Syntax::OutOfScope(name.into());
    }
    Syntax::NoVariable { name: name.into(), near: code::nearest(name, declared).map(str::to_string) }
}

fn rest_of_line(text: &str, at: Position) -> &str {
    let (Some(line), Some(column)) = (at.line(), at.position()) else { return "" };
    let line = text.lines().nth(line - 1).unwrap_or_default();
    line.char_indices().nth(column.saturating_sub(1)).map_or("", |(index, _)| &line[index..])
}
