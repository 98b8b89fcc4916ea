//! Rhai's run-time errors, as facts.

use rhai::{AST, EvalAltResult};

use crate::script::{
    code,
    machine::{BUDGET, Raised},
    mistakes::{Kind, Limit, Mistake, Runtime},
    values::kind,
    vocabulary::{self, vocabulary},
};

/// The mistake in `error`; enclosing calls are removed.
pub fn mistake(error: &EvalAltResult, ast: &AST) -> Mistake {
    use EvalAltResult as E;
    match error {
        E::ErrorRuntime(value, _) => match value.read_lock::<Raised>() {
            Some(raised) => raised.0.clone(),
            None => Runtime::Thrown((!value.is_unit()).then(|| value.to_string())).into(),
        },
        E::ErrorTerminated(..) | E::ErrorTooManyOperations(_) => Limit::Steps { most: BUDGET }.into(),
        E::ErrorStackOverflow(_) => Limit::Calls.into(),
        E::ErrorTooManyVariables(_) => Limit::Variables.into(),
        other => failed(other, ast).into(),
    }
}

fn failed(error: &EvalAltResult, ast: &AST) -> Runtime {
    use EvalAltResult as E;
    match error {
        E::ErrorFunctionNotFound(signature, _) => unknown_function(signature, ast),
        E::ErrorVariableNotFound(name, _) => Runtime::NoVariable(name.clone()),
        &E::ErrorArrayBounds(len, index, _) => Runtime::ListIndex { index, len },
        &E::ErrorStringBounds(len, index, _) => Runtime::TextIndex { index, len },
        &E::ErrorBitFieldBounds(len, index, _) => Runtime::BitIndex { index, len },
        E::ErrorArithmetic(text, _) => arithmetic(text),
        E::ErrorAssignmentToConstant(name, _) => Runtime::Constant(name.clone()),
        E::ErrorNonPureMethodCallOnConstant(name, _) => {
            // Setters of properties and elements have special names.
            Runtime::ConstantChanged((!name.contains('$')).then(|| name.clone()))
        }
        E::ErrorMismatchDataType(expected, found, _) | E::ErrorMismatchOutputType(expected, found, _) => {
            Runtime::Expected { expected: kind(expected), found: kind(found) }
        }
        E::ErrorIndexingType(found, _) => Runtime::NotIndexed(kind(indexed_type(found))),
        E::ErrorFor(_) => Runtime::NotIterable,
        E::ErrorPropertyNotFound(name, _) => Runtime::NoProperty(Some(name.clone())),
        E::ErrorDotExpr(text, _) => Runtime::NoProperty(text.split('\'').nth(1).map(str::to_string)),
        E::ErrorUnboundThis(_) => Runtime::UnboundThis,
        other => {
            let text = other.to_string();
            Runtime::Other(text.rsplit_once(" (line ").map_or(text.as_str(), |(text, _)| text).into())
        }
    }
}

/// `signature` is like `alloc (i64, block)`.
fn unknown_function(signature: &str, ast: &AST) -> Runtime {
    let (name, arguments) = signature.split_once(" (").unwrap_or((signature, ")"));
    let arguments = arguments.trim_end_matches(')').split(", ");
    let given: Vec<Kind> = arguments.filter(|name| !name.is_empty()).map(argument).collect();
    if let Some(word) = vocabulary::find(name) {
        return Runtime::Arguments { name: word.name, forms: word.forms, given };
    }
    let name = name.to_string();
    if !name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') {
        return Runtime::Operator { operator: name, given };
    }
    if matches!(&*name, "print" | "debug") {
        return Runtime::Print(name);
    }
    if let Some(closure) = ast.iter_functions().find(|function| function.name == name && is_closure(&name)) {
        return Runtime::Closure { count: closure.params.len(), given: given.len() };
    }
    let own: Vec<_> = ast.iter_functions().filter(|function| !is_closure(function.name)).collect();
    if let Some(function) = own.iter().find(|function| function.name == name) {
        return Runtime::Parameters { name, count: function.params.len(), given };
    }
    let known = vocabulary().iter().map(|word| word.name).chain(own.iter().map(|function| function.name));
    let near = match &*name {
        "malloc" | "new" | "calloc" => Some("alloc"),
        "dealloc" | "delete" | "drop" | "deallocate" => Some("free"),
        _ => code::nearest(&name, known),
    };
    Runtime::NoFunction { near: near.map(str::to_string), name }
}

/// Rhai's name for a function without one.
fn is_closure(name: &str) -> bool {
    name.starts_with("anon$")
}

/// The type of an argument. The end of the list may have taken a bracket of a `()` with it.
fn argument(name: &str) -> Kind {
    if name == "(" { Kind::Nothing } else { kind(name) }
}

fn arithmetic(text: &str) -> Runtime {
    if text.ends_with("/ 0") || text.ends_with("% 0") {
        Runtime::DivisionByZero
    } else if text.contains("negative power") {
        Runtime::NegativePower
    } else {
        Runtime::Overflow
    }
}

/// `block [i64]` is about a `block`.
fn indexed_type(text: &str) -> &str {
    text.split([' ', '[']).next().unwrap_or(text)
}
