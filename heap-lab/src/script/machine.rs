//! The interface between the engine and the functions of the language: the [`Machine`], a [`Call`], a [`Native`].
//!
//! A script pays from one budget: a step of the engine costs 1, and so does every value copied, so that copying long
//! lists over and over does not evade the limit.

use std::{
    any::TypeId,
    cell::{Cell, RefCell},
    rc::Rc,
};

use rhai::{Dynamic, Engine, EvalAltResult, NativeCallContext, Position};

use super::{
    mistakes::{Mistake, Refusal},
    program::Program,
};

/// What a script may spend. An operation of a usual script costs 10 to 30.
pub const BUDGET: u64 = 3_000_000;

/// The state that the functions of the language work on.
#[derive(Clone)]
pub struct Machine {
    program: Rc<RefCell<Program>>,
    budget: Rc<Cell<u64>>,
}

/// What a function of the language returns.
pub type Answer<T> = Result<T, Box<EvalAltResult>>;

/// The call of a function.
pub struct Call<'a> {
    /// The machine.
    pub machine: &'a Machine,
    /// The position of the call.
    pub context: NativeCallContext<'a>,
}

/// A function of the language. The first argument is the variable itself if the caller passed one; the function may
/// take the others.
pub type Native = fn(&Call, &mut [&mut Dynamic]) -> Answer<Dynamic>;

/// A mistake on its way through the engine, which passes it on as the value of an error.
#[derive(Clone)]
pub struct Raised(pub Mistake);

impl Machine {
    /// A machine at the start of a run that may spend this much.
    pub fn new(budget: u64) -> Self {
        Self { program: Rc::default(), budget: Rc::new(Cell::new(budget)) }
    }

    /// The run so far, for `work` to read or extend.
    pub fn with<T>(&self, work: impl FnOnce(&mut Program) -> T) -> T {
        work(&mut self.program.borrow_mut())
    }

    /// Charges for work that the engine does not count, and stops the run if that exceeds the budget.
    pub fn spend(&self, cost: u64) -> Answer<()> {
        if self.pay(cost) {
            return Ok(());
        }
        Err(EvalAltResult::ErrorTerminated(Dynamic::UNIT, Position::NONE).into())
    }

    /// Takes `cost` from the budget; false if less than that was left.
    pub fn pay(&self, cost: u64) -> bool {
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

    /// Calls `work` with the run.
    pub fn with<T>(&self, work: impl FnOnce(&mut Program) -> Result<T, Refusal>) -> Answer<T> {
        self.machine.with(work).or_else(mistake)
    }
}

/// The error for a mistake; the engine adds the position of the call.
pub fn mistake<T>(mistake: impl Into<Mistake>) -> Answer<T> {
    Err(EvalAltResult::ErrorRuntime(Dynamic::from(Raised(mistake.into())), Position::NONE).into())
}

/// A parameter of any type.
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
