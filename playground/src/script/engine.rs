//! The Rhai engine of the playground: which parts of Rhai there are, within which limits, and the words of
//! [`super::words`] that make operations. The words for lists are in [`super::lists`].
//!
//! Every script ends soon. What a script does is paid from one [`Budget`]: a step of the engine costs 1, and so does
//! every value copied, so that copying long lists over and over is no way around the limit. Rhai's own limits on
//! sizes are not used, since they walk whole lists at every change.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use rhai::{Array, Dynamic, Engine, EvalAltResult, INT, ImmutableString, NativeCallContext, Position};

use super::{
    instrument::{self, Bodies},
    lists,
    program::{DEFAULT_ALIGN, Program, Refusal, grouped},
};
use crate::trace::BlockId;

/// What a script may spend. An operation of a usual script costs 10 to 30.
pub const BUDGET: u64 = 4_000_000;
/// Levels of function calls.
pub const MAX_CALLS: usize = 48;
/// Levels of brackets and blocks in the text, in all and inside a function.
const MAX_NESTING: (usize, usize) = (32, 24);
/// The longest text that a script can make, in bytes.
pub const MAX_TEXT: usize = 1_000;

/// The value that `alloc` returns.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Block(pub BlockId);

/// A mistake that a function found, as the sentence to show.
#[derive(Clone)]
pub struct Mistake(pub String);

/// What there is left to spend.
pub struct Budget(Cell<u64>);

impl Budget {
    /// Takes `cost`; false where it is more than was left.
    fn spend(&self, cost: u64) -> bool {
        let left = self.0.get();
        self.0.set(left.saturating_sub(cost));
        cost <= left
    }
}

/// What the functions of the language work on.
#[derive(Clone)]
pub struct Machine {
    program: Rc<RefCell<Program>>,
    budget: Rc<Budget>,
}

/// What a function of the language returns.
pub type Answer<T> = Result<T, Box<EvalAltResult>>;

impl Machine {
    /// A machine at the start of a run.
    pub fn new() -> Self {
        Self { program: Rc::default(), budget: Rc::new(Budget(Cell::new(BUDGET))) }
    }

    /// The run so far, for `work` to look at or add to.
    pub fn with<T>(&self, work: impl FnOnce(&mut Program) -> T) -> T {
        work(&mut self.program.borrow_mut())
    }

    /// Pays for work that the engine does not count, and stops the run where that is too much.
    pub fn spend(&self, cost: u64) -> Answer<()> {
        if self.budget.spend(cost) {
            return Ok(());
        }
        Err(EvalAltResult::ErrorTerminated(Dynamic::UNIT, Position::NONE).into())
    }
}

/// The error for a mistake; the engine adds the position of the call.
pub fn mistake<T>(text: impl Into<String>) -> Answer<T> {
    Err(EvalAltResult::ErrorRuntime(Dynamic::from(Mistake(text.into())), Position::NONE).into())
}

impl From<Refusal> for Box<EvalAltResult> {
    fn from(Refusal(text): Refusal) -> Self {
        EvalAltResult::ErrorRuntime(Dynamic::from(Mistake(text)), Position::NONE).into()
    }
}

/// An engine whose functions work on `machine`, for one script, whose functions will be in `bodies`.
pub fn engine(machine: &Machine, bodies: &Bodies) -> Engine {
    let mut engine = Engine::new_raw();
    engine
        .set_max_call_levels(MAX_CALLS)
        .set_max_expr_depths(MAX_NESTING.0, MAX_NESTING.1)
        .set_max_functions(200)
        .set_strict_variables(true)
        // Or Rhai's own `+` would be used for texts, which makes them as long as one likes.
        .set_fast_operators(false)
        .register_type_with_name::<Block>("block");
    // What runs text or builds functions at run time has no place in a workload, and `try` would hide mistakes.
    for symbol in ["eval", "Fn", "curry", "call", "try", "is_def_var", "is_def_fn"] {
        engine.disable_symbol(symbol);
    }
    let budget = Rc::clone(&machine.budget);
    engine.on_progress(move |_| (!budget.spend(1)).then_some(Dynamic::UNIT));
    memory(&mut engine, machine);
    numbers(&mut engine, machine);
    texts(&mut engine, machine);
    lists::register(&mut engine, machine);
    instrument::register(&mut engine, machine, bodies);
    engine
}

/// The words that become operations.
fn memory(engine: &mut Engine, machine: &Machine) {
    for (name, zeroed) in [("alloc", false), ("alloc_zeroed", true)] {
        let m = machine.clone();
        engine.register_fn(name, move |ctx: NativeCallContext, size: Dynamic| {
            alloc(&m, &ctx, &size, &Dynamic::from(INT::from(DEFAULT_ALIGN)), zeroed)
        });
        let m = machine.clone();
        engine.register_fn(name, move |ctx: NativeCallContext, size: Dynamic, align: Dynamic| {
            alloc(&m, &ctx, &size, &align, zeroed)
        });
    }
    let m = machine.clone();
    engine.register_fn("realloc", move |ctx: NativeCallContext, block: &mut Dynamic, size: Dynamic| {
        let block = expect_block(block, "`realloc` gives a block another size")?;
        let size = expect_int(&size, "The size")?;
        m.with(|program| program.realloc(line(&ctx), block.0, size))?;
        Answer::Ok(block)
    });
    let m = machine.clone();
    engine
        .register_fn("free", move |ctx: NativeCallContext, value: &mut Dynamic| free(&m, line(&ctx), value));
    let m = machine.clone();
    engine.register_fn("label", move |ctx: NativeCallContext, text: Dynamic| {
        let text = m.with(|program| to_text(program, &text));
        if text.len() > MAX_TEXT {
            return too_long();
        }
        Answer::Ok(m.with(|program| program.label(line(&ctx), &text))?)
    });
    let m = machine.clone();
    engine.register_fn("take_pages", move |ctx: NativeCallContext, pages: Dynamic| {
        let pages = expect_int(&pages, "The number of pages")?;
        Answer::Ok(m.with(|program| program.take_pages(line(&ctx), pages))?)
    });
    let m = machine.clone();
    engine.register_fn("size_of", move |block: &mut Dynamic| {
        let block = expect_block(block, "`size_of` tells the size of a block")?;
        Answer::Ok(INT::from(m.with(|program| program.size_of(block.0))))
    });
    let m = machine.clone();
    engine.register_fn("block", move |which: Dynamic| {
        let found = match which.as_immutable_string_ref() {
            Ok(name) => m.with(|program| program.block_named(&name)),
            Err(_) => {
                let number = expect_int(&which, "The number of a block")?;
                m.with(|program| program.block_numbered(number))
            }
        };
        Answer::Ok(Block(found?))
    });
    engine.register_fn("==", |a: Block, b: Block| a == b);
    engine.register_fn("!=", |a: Block, b: Block| a != b);
}

fn alloc(
    m: &Machine,
    ctx: &NativeCallContext,
    size: &Dynamic,
    align: &Dynamic,
    zeroed: bool,
) -> Answer<Block> {
    let size = expect_int(size, "The size")?;
    let align = expect_int(align, "The alignment")?;
    Ok(Block(m.with(|program| program.alloc(line(ctx), size, align, zeroed))?))
}

fn free(m: &Machine, line: u32, value: &Dynamic) -> Answer<()> {
    if let Ok(list) = value.as_array_ref() {
        m.spend(list.len() as u64)?;
        return list.iter().try_for_each(|value| free(m, line, value));
    }
    let block = expect_block(value, "`free` gives a block back")?;
    Ok(m.with(|program| program.free(line, block.0))?)
}

fn numbers(engine: &mut Engine, machine: &Machine) {
    let m = machine.clone();
    engine.register_fn("random", move |low: Dynamic, high: Dynamic| {
        let low = expect_int(&low, "The smallest number")?;
        let high = expect_int(&high, "The largest number")?;
        Answer::Ok(m.with(|program| program.random(low, high))?)
    });
    let m = machine.clone();
    engine.register_fn("seed", move |seed: Dynamic| {
        let seed = expect_int(&seed, "The seed")?;
        m.with(|program| program.seed(seed));
        Answer::Ok(())
    });
    engine.register_fn("min", |a: INT, b: INT| a.min(b));
    engine.register_fn("max", |a: INT, b: INT| a.max(b));
    engine.register_fn("abs", |a: INT| a.checked_abs().map_or_else(overflow, Ok));
    engine.register_fn("-", |a: INT| a.checked_neg().map_or_else(overflow, Ok));
    engine.register_fn("+", |a: INT| a);
    engine.register_fn("!", |a: bool| !a);
    engine.register_fn("range", |from: INT, to: INT| from..to);
    engine.register_fn("range", |from: INT, to: INT, step: INT| {
        if step == 0 {
            return mistake("A `range` with steps of 0 never ends. Use 1, or another number.");
        }
        Answer::Ok(Steps { next: Some(from), to, step })
    });
    engine.register_iterator::<std::ops::Range<INT>>();
    engine.register_iterator::<std::ops::RangeInclusive<INT>>();
    engine.register_iterator::<Steps>();
}

/// Every `step`th number up, or down, to `to`.
#[derive(Clone)]
struct Steps {
    next: Option<INT>,
    to: INT,
    step: INT,
}

impl Iterator for Steps {
    type Item = INT;

    fn next(&mut self) -> Option<INT> {
        let now = self.next.filter(|&n| if self.step > 0 { n < self.to } else { n > self.to })?;
        self.next = now.checked_add(self.step);
        Some(now)
    }
}

fn overflow() -> Answer<INT> {
    mistake("The result is too large for a whole number of 64 bits.")
}

/// Texts can be joined to each other and to any value, up to a length.
fn texts(engine: &mut Engine, machine: &Machine) {
    let m = machine.clone();
    engine.register_fn("+", move |a: ImmutableString, b: Dynamic| joined(&m, &a.into(), &b));
    let m = machine.clone();
    engine.register_fn("+", move |a: Dynamic, b: ImmutableString| joined(&m, &a, &b.into()));
    let m = machine.clone();
    engine.register_fn("+", move |a: ImmutableString, b: ImmutableString| joined(&m, &a.into(), &b.into()));
    let m = machine.clone();
    engine.register_fn("+", move |a: ImmutableString, b: char| joined(&m, &a.into(), &b.into()));
    let m = machine.clone();
    engine.register_fn("+", move |a: char, b: ImmutableString| joined(&m, &a.into(), &b.into()));
    let m = machine.clone();
    engine.register_fn("+=", move |a: &mut ImmutableString, b: ImmutableString| {
        *a = joined(&m, &a.clone().into(), &b.into())?;
        Answer::Ok(())
    });
    let m = machine.clone();
    engine.register_fn("+=", move |a: &mut ImmutableString, b: char| {
        *a = joined(&m, &a.clone().into(), &b.into())?;
        Answer::Ok(())
    });
}

fn joined(m: &Machine, a: &Dynamic, b: &Dynamic) -> Answer<ImmutableString> {
    let text = m.with(|program| to_text(program, a) + to_text(program, b).as_str());
    if text.len() > MAX_TEXT { too_long() } else { Ok(text.into()) }
}

/// The error for a text that grew too long.
pub fn too_long<T>() -> Answer<T> {
    mistake(format!(
        "This text is longer than {} bytes, the most there is room for.",
        grouped(MAX_TEXT as i64)
    ))
}

/// A value as a label shows it. Lists and maps are only named, so that the length is bounded.
pub fn to_text(program: &Program, value: &Dynamic) -> String {
    if let Some(block) = value.read_lock::<Block>() {
        return program.name(block.0).to_string();
    }
    if value.is_array() || value.is_map() { described(value) } else { value.to_string() }
}

/// The line of a call, counted from 1.
fn line(ctx: &NativeCallContext) -> u32 {
    ctx.call_position().line().map_or(1, |line| line as u32)
}

fn expect_int(value: &Dynamic, what: &str) -> Answer<INT> {
    match value.as_int() {
        Ok(number) => Ok(number),
        Err(_) => {
            let hint = if value.is_string() {
                " Leave out the quotes."
            } else if value.is::<Block>() {
                " `size_of` tells the size of a block."
            } else {
                ""
            };
            mistake(format!("{what} must be a whole number, not {}.{hint}", described(value)))
        }
    }
}

fn expect_block(value: &Dynamic, role: &str) -> Answer<Block> {
    match value.read_lock::<Block>() {
        Some(block) => Ok(*block),
        None => {
            let hint = if value.is_unit() {
                " Was it taken from an empty list, or never allocated?"
            } else if value.is_string() {
                " `block(\"name\")` finds a block by its name."
            } else {
                ""
            };
            mistake(format!("{role}, and this is {}.{hint}", described(value)))
        }
    }
}

/// What a value is, in words.
pub fn described(value: &Dynamic) -> String {
    if value.is::<Block>() {
        return "a block".into();
    }
    if let Ok(list) = value.as_array_ref() {
        return described_list(&list);
    }
    match value.type_name() {
        "()" => "nothing, `()`".into(),
        "i64" => format!("the number {value}"),
        "bool" => format!("`{value}`"),
        "string" => format!("a text, {:?}", value.to_string().chars().take(40).collect::<String>()),
        "char" => format!("a character, '{value}'"),
        "map" => "a map".into(),
        "Fn" => "a function".into(),
        name if name.contains("Range") || name.contains("Steps") => "a range".into(),
        _ => "something else".into(),
    }
}

fn described_list(list: &Array) -> String {
    match list.len() {
        0 => "an empty list".into(),
        1 => "a list of 1 value".into(),
        n => format!("a list of {} values", grouped(n as i64)),
    }
}
