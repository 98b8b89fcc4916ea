//! The Rhai engine of the playground: which parts of Rhai there are, within which limits, and the [`Machine`] that
//! its functions work on. The functions are in [`natives`] and [`lists`], the hidden ones in [`instrument`].
//!
//! Every script ends soon. What a script does is paid from one budget: a step of the engine costs 1, and so does
//! every value copied, so that copying long lists over and over is no way around the limit. Rhai's own limits on
//! sizes are not used, since they walk whole lists at every change.

use std::{
    any::TypeId,
    cell::{Cell, RefCell},
    rc::Rc,
};

use rhai::{Dynamic, Engine, EvalAltResult, NativeCallContext, Position};

use super::{
    instrument::{self, Bodies},
    lists, natives,
    program::{Program, Refusal},
    values::{Block, Mistake},
};

/// What a script may spend. An operation of a usual script costs 10 to 30.
pub const BUDGET: u64 = 3_000_000;
/// Levels of function calls.
const MAX_CALLS: usize = 32;
/// Levels of brackets and blocks in the text, in all and inside a function. With the levels of calls they bound the
/// stack that a script needs: a browser has about 1 MB of it.
const MAX_NESTING: (usize, usize) = (32, 16);

/// What the functions of the language work on.
#[derive(Clone)]
pub struct Machine {
    program: Rc<RefCell<Program>>,
    budget: Rc<Cell<u64>>,
}

/// What a function of the language returns.
pub type Answer<T> = Result<T, Box<EvalAltResult>>;

/// The call of a function.
pub struct Call<'a> {
    /// What it works on.
    pub machine: &'a Machine,
    /// Where it comes from.
    pub context: NativeCallContext<'a>,
}

/// A function of the language. The first argument is the variable itself where the caller gave one; the others are
/// the function's to take.
pub type Native = fn(&Call, &mut [&mut Dynamic]) -> Answer<Dynamic>;

impl Machine {
    /// A machine at the start of a run.
    pub fn new() -> Self {
        Self { program: Rc::default(), budget: Rc::new(Cell::new(BUDGET)) }
    }

    /// The run so far, for `work` to look at or add to.
    pub fn with<T>(&self, work: impl FnOnce(&mut Program) -> T) -> T {
        work(&mut self.program.borrow_mut())
    }

    /// Pays for work that the engine does not count, and stops the run where that is too much.
    pub fn spend(&self, cost: u64) -> Answer<()> {
        if self.pay(cost) {
            return Ok(());
        }
        Err(EvalAltResult::ErrorTerminated(Dynamic::UNIT, Position::NONE).into())
    }

    /// Takes `cost` from the budget; false where it is more than was left.
    fn pay(&self, cost: u64) -> bool {
        let left = self.budget.get();
        self.budget.set(left.saturating_sub(cost));
        cost <= left
    }
}

impl Call<'_> {
    /// Its line, from 1.
    pub fn line(&self) -> u32 {
        self.context.call_position().line().map_or(1, |line| line as u32)
    }

    /// Does something to the run.
    pub fn with<T>(&self, work: impl FnOnce(&mut Program) -> Result<T, Refusal>) -> Answer<T> {
        self.machine.with(work).or_else(|Refusal(why)| mistake(why))
    }
}

/// The error for a mistake; the engine adds the position of the call.
pub fn mistake<T>(text: impl Into<String>) -> Answer<T> {
    Err(EvalAltResult::ErrorRuntime(Dynamic::from(Mistake(text.into())), Position::NONE).into())
}

/// Any value, as the type of a parameter.
pub fn any() -> TypeId {
    TypeId::of::<Dynamic>()
}

/// Adds a function to `engine`.
pub fn register(engine: &mut Engine, machine: &Machine, name: &str, parameters: &[TypeId], native: Native) {
    let machine = machine.clone();
    engine.register_raw_fn(
        name,
        parameters,
        move |context: NativeCallContext, arguments: &mut [&mut Dynamic]| {
            native(&Call { machine: &machine, context }, arguments)
        },
    );
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
    let meter = machine.clone();
    engine.on_progress(move |_| (!meter.pay(1)).then_some(Dynamic::UNIT));
    natives::register_all(&mut engine, machine);
    lists::register_all(&mut engine, machine);
    instrument::register_all(&mut engine, machine, bodies);
    engine
}
