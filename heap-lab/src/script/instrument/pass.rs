//! The walk through the syntax tree that inserts the hidden calls.

use std::collections::HashSet;

use rhai::{
    ASTFlags, ASTNode, BinaryExpr, Dynamic, Engine, Expr, FnCallExpr, ImmutableString, Position, Stmt,
    StmtBlock,
};

use super::{COPY, HOLD, LEN, PAID, STATEMENT, TEXT};

/// One walk.
pub struct Pass {
    calls: Calls,
    /// Functions that the script defines.
    functions: HashSet<ImmutableString>,
}

/// A call of each hidden function, as the parser makes it, to be cloned: only the parser can resolve functions.
struct Calls {
    hold: FnCallExpr,
    len: FnCallExpr,
    len_method: FnCallExpr,
    copy: FnCallExpr,
    paid: FnCallExpr,
    text: FnCallExpr,
    statement: FnCallExpr,
}

impl Calls {
    fn parse(engine: &Engine) -> Option<Self> {
        let call = |name: &str, args: &str| match engine.compile(format!("{name}({args})")).ok()?.statements()
        {
            [Stmt::FnCall(call, _)] => Some((**call).clone()),
            [Stmt::Expr(expr)] => match &**expr {
                Expr::FnCall(call, _) => Some((**call).clone()),
                _ => None,
            },
            _ => None,
        };
        let len_method = match engine.compile(format!("let x = (); x.{LEN}()")).ok()?.statements() {
            [_, Stmt::Expr(expr)] => match &**expr {
                Expr::Dot(chain, ..) => match &chain.rhs {
                    Expr::MethodCall(call, _) => (**call).clone(),
                    _ => return None,
                },
                _ => return None,
            },
            _ => return None,
        };
        Some(Self {
            hold: call(HOLD, "0, 0")?,
            len: call(LEN, "0")?,
            len_method,
            copy: call(COPY, "0")?,
            paid: call(PAID, "0")?,
            text: call(TEXT, "0")?,
            statement: call(STATEMENT, "0")?,
        })
    }
}

/// A call of the function that `template` calls.
fn call<const N: usize>(template: &FnCallExpr, args: [Expr; N]) -> Box<FnCallExpr> {
    Box::new(FnCallExpr { args: args.into_iter().collect(), ..template.clone() })
}

/// Puts `expr` into a call.
fn wrap(expr: &mut Expr, template: &FnCallExpr) {
    let position = expr.start_position();
    let inside = expr.take();
    *expr = Expr::FnCall(call(template, [inside]), position);
}

impl Pass {
    /// A walk through a script that defines `functions`.
    pub fn new(engine: &Engine, functions: HashSet<ImmutableString>) -> Option<Self> {
        Some(Self { calls: Calls::parse(engine)?, functions })
    }

    /// The hidden statement that reports which statement comes next.
    pub fn mark(&self, index: usize, position: Position) -> Stmt {
        let index = Expr::IntegerConstant(index as i64, position);
        Stmt::FnCall(call(&self.calls.statement, [index]), position)
    }

    /// Every statement of a block.
    pub fn block(&self, block: &mut StmtBlock) {
        for statement in block.statements_mut().iter_mut() {
            self.statement(statement);
        }
    }

    /// One statement and everything inside it.
    pub fn statement(&self, statement: &mut Stmt) {
        match statement {
            Stmt::Var(variable, ..) => {
                let (name, value, _) = &mut **variable;
                let path = [Expr::StringConstant(name.name.as_str().into(), name.pos)].into();
                self.held(value, Some(path));
            }
            Stmt::Assignment(assignment) => {
                let (operator, BinaryExpr { lhs, rhs }) = &mut **assignment;
                let path = if operator.is_op_assignment() { self.appended(lhs, rhs) } else { path(lhs) };
                self.held(rhs, path);
                self.inside(lhs);
            }
            Stmt::If(flow, _) | Stmt::While(flow, _) | Stmt::Do(flow, ..) | Stmt::TryCatch(flow, _) => {
                self.inside(&mut flow.expr);
                self.block(&mut flow.body);
                self.block(&mut flow.branch);
            }
            Stmt::For(parts, _) => {
                self.value(&mut parts.2.expr);
                self.block(&mut parts.2.body);
            }
            Stmt::Switch(parts, _) => {
                self.value(&mut parts.0);
                for case in parts.1.expressions.iter_mut() {
                    self.inside(&mut case.lhs);
                    self.value(&mut case.rhs);
                }
            }
            Stmt::FnCall(call, _) => self.arguments(call),
            Stmt::Block(block) => self.block(block),
            Stmt::Expr(expr) => self.value(expr),
            Stmt::BreakLoop(Some(expr), ..) | Stmt::Return(Some(expr), ..) => self.value(expr),
            _ => {}
        }
    }

    /// A value that will be stored in the variable or element named by `path`.
    fn held(&self, value: &mut Expr, path: Option<Box<[Expr]>>) {
        let may_be_new = self.may_allocate(value);
        self.value(value);
        if let (true, Some(path)) = (may_be_new, path) {
            let position = value.start_position();
            let path = Expr::Array(path.into_vec().into_iter().collect(), position);
            let inside = value.take();
            *value = Expr::FnCall(call(&self.calls.hold, [inside, path]), position);
        }
    }

    /// An expression whose value is stored elsewhere, so that copying it must be charged.
    fn value(&self, expr: &mut Expr) {
        self.inside(expr);
        match expr {
            Expr::Variable(..) | Expr::ThisPtr(..) => wrap(expr, &self.calls.copy),
            Expr::Index(..) | Expr::Dot(..) => wrap(expr, &self.calls.paid),
            _ => {}
        }
    }

    /// The parts of an expression that is used in place.
    fn inside(&self, expr: &mut Expr) {
        match expr {
            Expr::Array(values, _) => {
                values.iter_mut().for_each(|value| self.value(value));
                wrap(expr, &self.calls.paid);
            }
            Expr::Map(map, _) => {
                map.0.iter_mut().for_each(|(_, value)| self.value(value));
                wrap(expr, &self.calls.paid);
            }
            Expr::InterpolatedString(parts, position) => {
                let position = *position;
                parts.iter_mut().for_each(|part| self.value(part));
                let parts = Expr::Array(std::mem::take(parts), position);
                *expr = Expr::FnCall(call(&self.calls.text, [parts]), position);
            }
            Expr::FnCall(call, _) => self.arguments(call),
            Expr::Index(..) | Expr::Dot(..) => {
                self.chain(expr);
                self.name_pushed(expr);
            }
            Expr::And(parts, _) | Expr::Or(parts, _) => parts.iter_mut().for_each(|part| self.inside(part)),
            Expr::Coalesce(parts, _) => parts.iter_mut().for_each(|part| self.value(part)),
            Expr::Stmt(block) => self.block(block),
            _ => {}
        }
    }

    fn arguments(&self, call: &mut FnCallExpr) {
        // Operators never return a list, so their operands are not copied.
        let by_value = |index| !call.is_operator_call() && (index > 0 || self.functions.contains(&call.name));
        let by_value: Vec<bool> = (0..call.args.len()).map(by_value).collect();
        for (argument, by_value) in call.args.iter_mut().zip(by_value) {
            if by_value { self.value(argument) } else { self.inside(argument) }
        }
    }

    /// `list[i].next.push(x)`: the values in it are used in place, except arguments.
    fn chain(&self, expr: &mut Expr) {
        match expr {
            Expr::Index(link, ..) | Expr::Dot(link, ..) => {
                self.chain(&mut link.lhs);
                self.chain(&mut link.rhs);
            }
            Expr::MethodCall(call, _) => call.args.iter_mut().for_each(|argument| self.value(argument)),
            _ => self.inside(expr),
        }
    }

    /// In `list.push(alloc(8))`, records that the block will be `list[n]`.
    fn name_pushed(&self, chain: &mut Expr) {
        let Some(mut path) = path(chain) else { return };
        let mut len = chain.clone();
        let (Some(method), Some(push)) = (last_method(&mut len), last_method(chain)) else { return };
        if push.name != "push" || push.args.len() != 1 || !self.may_allocate(&push.args[0]) {
            return;
        }
        *method = self.calls.len_method.clone();
        path = path.into_vec().into_iter().chain([len]).collect();
        let position = push.args[0].start_position();
        let values = Expr::Array(path.into_vec().into_iter().collect(), position);
        let inside = push.args[0].take();
        push.args[0] = Expr::FnCall(call(&self.calls.hold, [inside, values]), position);
    }

    /// The path of what `list += value` adds.
    fn appended(&self, lhs: &Expr, rhs: &Expr) -> Option<Box<[Expr]>> {
        if !matches!(lhs, Expr::Variable(..)) || matches!(rhs, Expr::Array(..)) {
            return None;
        }
        let len = Expr::FnCall(call(&self.calls.len, [lhs.clone()]), lhs.position());
        Some(path(lhs)?.into_vec().into_iter().chain([len]).collect())
    }

    /// Whether the value of `expr` may be a block that no variable has held before.
    fn may_allocate(&self, expr: &Expr) -> bool {
        let mut found = false;
        expr.walk(&mut Vec::new(), &mut |path: &[ASTNode]| {
            found |= match path.last() {
                Some(ASTNode::Expr(Expr::FnCall(call, _) | Expr::MethodCall(call, _))) => {
                    self.allocates(call)
                }
                Some(ASTNode::Stmt(Stmt::FnCall(call, _))) => self.allocates(call),
                _ => false,
            };
            !found
        });
        found
    }

    fn allocates(&self, call: &FnCallExpr) -> bool {
        matches!(call.name.as_str(), "alloc" | "alloc_zeroed" | "map") || self.functions.contains(&call.name)
    }
}

/// The method at the end of a chain.
fn last_method(chain: &mut Expr) -> Option<&mut FnCallExpr> {
    match chain {
        Expr::Dot(link, ..) | Expr::Index(link, ..) => last_method(&mut link.rhs),
        Expr::MethodCall(call, _) => Some(call),
        _ => None,
    }
}

/// `list[i].next` as the values `"list"`, `i`, `"next"`, up to a method. `None` if evaluating an index twice could have
/// a second effect.
fn path(place: &Expr) -> Option<Box<[Expr]>> {
    let mut parts = Vec::new();
    match place {
        Expr::Variable(variable, _, position) => {
            parts.push(Expr::StringConstant(variable.1.clone(), *position))
        }
        Expr::ThisPtr(position) => parts.push(Expr::StringConstant("this".into(), *position)),
        Expr::Index(link, flags, _) | Expr::Dot(link, flags, _) => {
            parts = path(&link.lhs)?.into_vec();
            links(&link.rhs, matches!(place, Expr::Index(..)), flags.contains(ASTFlags::BREAK), &mut parts)?;
        }
        _ => return None,
    }
    Some(parts.into())
}

/// The right side of a chain: the part in brackets or after a dot, and what follows it.
fn links(right: &Expr, in_brackets: bool, is_last: bool, parts: &mut Vec<Expr>) -> Option<()> {
    match right {
        Expr::Index(link, flags, _) | Expr::Dot(link, flags, _) if !is_last => {
            links(&link.lhs, in_brackets, true, parts)?;
            links(&link.rhs, matches!(right, Expr::Index(..)), flags.contains(ASTFlags::BREAK), parts)
        }
        Expr::Property(property, position) => {
            parts.push(Expr::StringConstant(property.2.clone(), *position));
            Some(())
        }
        Expr::MethodCall(..) => Some(()),
        index if in_brackets && is_simple(index) => {
            parts.push(index.clone());
            Some(())
        }
        _ => None,
    }
}

/// Variables, constants and arithmetic on them: cheap, and without side effects.
fn is_simple(expr: &Expr) -> bool {
    match expr {
        Expr::Variable(..) | Expr::IntegerConstant(..) | Expr::StringConstant(..) => true,
        Expr::DynamicConstant(value, _) => Dynamic::is_int(value),
        Expr::FnCall(call, _) => call.is_operator_call() && call.args.iter().all(is_simple),
        _ => false,
    }
}
