//! Adds to a parsed script what a run must know and Rhai does not report: which variable holds a block first, which
//! top-level statement is running, and what copying a list costs.
//!
//! The syntax tree is changed, not the text, so every position stays the same. Calls of hidden functions are put around
//! expressions:
//!
//! ```text
//! let a = alloc(24);          let a = __hold(alloc(24), ["a"]);
//! list[i] = alloc(8);         list[i] = __hold(alloc(8), ["list", i]);
//! list.push(alloc(8));        list.push(__hold(alloc(8), ["list", list.__len()]));
//! let copy = list;            let copy = __copy(list);
//! f(grid[0]);                 f(__paid(grid[0]));
//! `${a} is free`              __text([a, " is free"])
//! ```
//!
//! Only Rhai can build the body of a function. So the changed bodies are kept in [`Bodies`], and a function becomes `fn
//! f(x) { __body 3 }`, where the hidden syntax `__body` runs the body of that number in the function's own scope.

use std::{
    any::TypeId,
    cell::{Cell, RefCell},
    rc::Rc,
};

use rhai::{AST, Array, Dynamic, Engine, EvalAltResult, Expr, ImmutableString, Module, Position, StmtBlock};

mod pass;

use super::{
    lists::pay,
    machine::{Machine, any, register},
    program::Program,
    stack::{self, Need},
    values::{as_block, checked_text, to_text},
};

const HOLD: &str = "__hold";
const LEN: &str = "__len";
const COPY: &str = "__copy";
const PAID: &str = "__paid";
const TEXT: &str = "__text";
const STATEMENT: &str = "__statement";
const BODY: &str = "__body";

/// Whether `name` is a hidden one, which scripts can't use.
pub fn is_hidden(name: &str) -> bool {
    [HOLD, LEN, COPY, PAID, TEXT, STATEMENT, BODY].contains(&name)
}

/// The bodies of the functions of a script, with the hidden calls in them.
#[derive(Clone, Default)]
pub struct Bodies {
    all: Rc<RefCell<Vec<Body>>>,
    /// Bytes of the stack in use, as [`stack`] counts them.
    used: Rc<Cell<u32>>,
}

#[derive(Clone)]
struct Body {
    code: Rc<Expr>,
    need: Need,
}

/// Adds the hidden functions to `engine`.
pub fn register_all(engine: &mut Engine, machine: &Machine, bodies: &Bodies) {
    let bodies = bodies.clone();
    let body = engine.register_custom_syntax([BODY, "$int$"], false, move |context, inputs| {
        let index = inputs[0].get_literal_value::<i64>().and_then(|index| usize::try_from(index).ok());
        let body = index.and_then(|index| bodies.all.borrow().get(index).cloned());
        let Some(Body { code, need }) = body else { return Ok(Dynamic::UNIT) };
        let used = bodies.used.get();
        let Some(more) = need.enter(used) else {
            return Err(EvalAltResult::ErrorStackOverflow(Position::NONE).into());
        };
        bodies.used.set(more);
        let value = context.eval_expression_tree(&(&*code).into());
        bodies.used.set(used);
        value
    });
    debug_assert!(body.is_ok(), "{BODY} is a word like any other");

    let any = any();
    let mut add = |name, parameters: &[TypeId], native| register(engine, machine, name, parameters, native);
    add(HOLD, &[any, any], |call, args| {
        pay(call.machine, args[0])?;
        let name = args[1].as_array_ref().ok().and_then(|path| path_name(&path));
        call.machine.with(|program| name.map(|name| hold(program, call.line(), args[0], &name)));
        Ok(args[0].take())
    });
    add(LEN, &[any], |_, args| {
        Ok(args[0].as_array_ref().map_or(Dynamic::UNIT, |list| Dynamic::from(list.len() as i64)))
    });
    add(COPY, &[any], |call, args| pay(call.machine, args[0]).map(|()| args[0].clone()));
    add(PAID, &[any], |call, args| pay(call.machine, args[0]).map(|()| args[0].take()));
    add(TEXT, &[any], |call, args| {
        let mut text = String::new();
        for part in args[0].as_array_ref().iter().flat_map(|parts| parts.iter()) {
            text = checked_text(text + &call.machine.with(|program| to_text(program, part))[..])?;
        }
        Ok(text.into())
    });
    add(STATEMENT, &[any], |call, args| {
        let index = args[0].as_int().unwrap_or_default() as usize;
        call.machine.with(|program| program.statement = index);
        Ok(Dynamic::UNIT)
    });
}

/// `["list", 3, "next"]` is `list[3].next`. `None` if a part is neither a number nor a string.
fn path_name(path: &Array) -> Option<String> {
    let mut name = path.first()?.clone().into_string().ok()?;
    for part in &path[1..] {
        if let Ok(index) = part.as_int() {
            name += &format!("[{index}]");
        } else {
            name += &format!(".{}", part.as_immutable_string_ref().ok()?.as_str());
        }
    }
    // Names are made to be read, so they are short.
    (name.chars().count() <= 60).then_some(name)
}

/// Names the blocks in `value`, which `name` now holds.
fn hold(program: &mut Program, line: u32, value: &Dynamic, name: &str) {
    if let Some(block) = as_block(value) {
        program.set_name(line, block.0, name);
    } else if let Ok(list) = value.as_array_ref() {
        for (index, value) in list.iter().enumerate() {
            if may_want_name(program, value) {
                hold(program, line, value, &format!("{name}[{index}]"));
            }
        }
    } else if let Ok(map) = value.as_map_ref() {
        for (key, value) in map.iter() {
            if may_want_name(program, value) {
                hold(program, line, value, &format!("{name}.{key}"));
            }
        }
    }
}

fn may_want_name(program: &Program, value: &Dynamic) -> bool {
    as_block(value).map_or(value.is_array() || value.is_map(), |block| !program.is_named(block.0))
}

/// The script with the hidden calls in it. `engine` is one that knows the hidden functions, and runs with `bodies`.
pub fn instrument(engine: &Engine, ast: &AST, bodies: &Bodies) -> AST {
    let functions = ast.iter_functions().map(|function| ImmutableString::from(function.name)).collect();
    let Some(pass) = pass::Pass::new(engine, functions) else { return ast.clone() };
    let definitions: Vec<_> = ast.iter_fn_def().collect();
    let stubs: String =
        (0..definitions.len()).map(|index| format!("fn f{index}() {{ {BODY} {index} }}")).collect();
    let Ok(stubs) = engine.compile(stubs) else { return ast.clone() };

    let mut module = Module::new();
    let mut changed = Vec::new();
    for (index, definition) in definitions.into_iter().enumerate() {
        let name = format!("f{index}");
        let Some(stub) = stubs.iter_fn_def().find(|stub| stub.name == name) else { continue };
        let mut body = body_of(definition);
        pass.block(&mut body);
        let code = Expr::Stmt(Box::new(body));
        let need = Need::of_body(&code, definition.name.starts_with("anon$"));
        changed.push(Body { code: Rc::new(code), need });
        let mut function = (**definition).clone();
        function.body = stub.body.clone();
        module.set_script_fn(function);
    }
    bodies.all.replace(changed);
    module.build_index();

    let statements = ast.statements().iter().enumerate().flat_map(|(index, statement)| {
        let mut statement = statement.clone();
        pass.statement(&mut statement);
        [pass.mark(index, statement.position()), statement]
    });
    let statements: Vec<_> = statements.collect();
    bodies.used.set(Need::of_statements(&statements).enter(0).unwrap_or(stack::LIMIT));
    AST::new(statements, module)
}

/// A copy of the body of a function. The only way to it is to walk a script that contains nothing else.
fn body_of(function: &rhai::Shared<rhai::ScriptFuncDef>) -> StmtBlock {
    let mut module = Module::new();
    module.set_script_fn(Rc::clone(function));
    let only = AST::new([], module);
    let mut statements = Vec::new();
    only.walk(&mut |path| {
        if let [rhai::ASTNode::Stmt(statement)] = path {
            statements.push((*statement).clone());
        }
        true
    });
    StmtBlock::new(statements, function.body.start_position(), Position::NONE)
}
