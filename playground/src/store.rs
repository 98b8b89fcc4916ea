//! The state of the page as Yew needs it: a newtype that implements `Reducible`, since both the state and the trait are
//! from other crates.

use std::{ops::Deref, rc::Rc};

use heap_lab::state::{Action, AppState};
use yew::{Reducible, UseReducerDispatcher};

/// The state of the page. All of its logic is in [`heap_lab::state`].
#[derive(Clone)]
pub struct Store(pub AppState);

/// Applies an action to the state.
pub type Dispatch = UseReducerDispatcher<Store>;

impl Deref for Store {
    type Target = AppState;

    fn deref(&self) -> &AppState {
        &self.0
    }
}

impl Reducible for Store {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        if self.is_idle(&action) {
            return self;
        }
        let mut next = Rc::unwrap_or_clone(self);
        next.0.apply(action);
        Rc::new(next)
    }
}
