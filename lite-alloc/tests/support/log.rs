//! An observer that stores its events: [`Log`].

use std::{cell::RefCell, rc::Rc};

use lite_alloc::observe::{Event, Observer};

/// Stores the events since the last call of [`take`](Log::take). Clones share the same events.
#[derive(Clone, Debug, Default)]
pub struct Log(Rc<RefCell<Vec<Event>>>);

impl Log {
    /// The events since the last call.
    pub fn take(&self) -> Vec<Event> {
        self.0.take()
    }
}

impl Observer for Log {
    fn event(&mut self, event: Event) {
        self.0.borrow_mut().push(event);
    }
}

/// Every address in `event`.
pub fn addresses(event: Event) -> Vec<usize> {
    match event {
        Event::Probed { block, .. }
        | Event::Passed { block, .. }
        | Event::Popped { block, .. }
        | Event::Pushed { block, .. }
        | Event::Bumped { block, .. }
        | Event::Lowered { block, .. }
        | Event::Resized { block, .. } => vec![block],
        Event::Taken { block, after, .. } | Event::Inserted { block, after, .. } => {
            after.into_iter().chain([block]).collect()
        }
        Event::Split { block, rest, .. } => vec![block, rest],
        Event::Merged { block, neighbour, .. } => vec![block, neighbour],
        Event::Grown { start, .. } | Event::Lost { start, .. } => vec![start],
        Event::Moved { from, to, .. } => vec![from, to],
        Event::Relinked { block, after } => after.into_iter().chain([block]).collect(),
        Event::Tagged { at, .. } => vec![at],
        Event::Refused { .. } => vec![],
    }
}
