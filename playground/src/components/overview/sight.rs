//! The part of the run that is in sight, and what changes it.

use heap_lab::overview::window::Window;
use yew::prelude::*;

/// The part in sight. It may be newer than the one last drawn.
#[derive(Clone)]
pub struct Sight {
    /// The part, unless it is the whole.
    part: UseStateHandle<Option<Window>>,
    whole: Window,
}

impl Sight {
    /// This part if it lies in the whole, else the whole.
    pub fn new(part: &UseStateHandle<Option<Window>>, whole: &Window) -> Self {
        Self { part: part.clone(), whole: whole.clone() }
    }

    /// The part as it is now.
    pub fn window(&self) -> Window {
        let part = (*self.part).clone().filter(|part| part.is_in(&self.whole));
        part.unwrap_or_else(|| self.whole.clone())
    }

    /// Makes another part of it, given the one now and the whole.
    pub fn change(&self, change: impl FnOnce(&Window, &Window) -> Window) {
        let next = change(&self.window(), &self.whole);
        self.part.set((next != self.whole).then_some(next));
    }
}

/// Moves the part with the playhead, when that leaves it.
#[hook]
pub fn use_following(done: usize, sight: &Sight) {
    let sight = sight.clone();
    use_effect_with(done, move |&done| {
        sight.change(|window, whole| window.showing(whole, (done as u32).saturating_sub(1)));
    });
}
