//! The position of the playhead in a run, and how it moves: by operation, or by event inside one.
//!
//! The position is the same for all lanes, though each may take a different number of steps for the same operation;
//! [`Playhead::moment`] converts it for one lane. [`crate::lab`] knows what the steps are.

use crate::lab::frame::Moment;

/// A position in a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Playhead {
    /// Operations that are complete.
    pub done: usize,
    /// Steps of the next operation that are shown; 0 between operations.
    pub event: usize,
}

/// The range of the playhead.
pub trait Timeline {
    /// Number of operations.
    fn len(&self) -> usize;

    /// Whether there are none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The most steps that any visible lane took in operation `op` (`0..len`).
    fn steps(&self, op: usize) -> usize;

    /// The number of positions inside operation `op`: before it, and between its steps. After the last step comes the
    /// position before the next operation.
    fn stops(&self, op: usize) -> usize {
        self.steps(op).max(1)
    }
}

impl Playhead {
    /// The position between operations, after `done` of them.
    pub fn after(done: usize) -> Self {
        Self { done, event: 0 }
    }

    /// The start.
    pub const START: Self = Self { done: 0, event: 0 };

    /// The end of `line`.
    pub fn end(line: &(impl Timeline + ?Sized)) -> Self {
        Self::after(line.len())
    }

    /// Whether this is the end.
    pub fn at_end(self, line: &(impl Timeline + ?Sized)) -> bool {
        self.done >= line.len()
    }

    /// The nearest position that exists on `line`.
    pub fn clamp(self, line: &(impl Timeline + ?Sized)) -> Self {
        if self.at_end(line) {
            return Self::end(line);
        }
        Self { event: self.event.min(line.stops(self.done) - 1), ..self }
    }

    /// The end of the operation in progress, or of the next one.
    pub fn operation_forward(self, line: &(impl Timeline + ?Sized)) -> Self {
        if self.at_end(line) { self } else { Self::after(self.done + 1) }
    }

    /// The start of the operation in progress, or of the one before.
    pub fn operation_back(self) -> Self {
        if self.event > 0 { Self::after(self.done) } else { Self::after(self.done.saturating_sub(1)) }
    }

    /// One step forward.
    pub fn event_forward(self, line: &(impl Timeline + ?Sized)) -> Self {
        if self.at_end(line) {
            self
        } else if self.event + 1 < line.stops(self.done) {
            Self { event: self.event + 1, ..self }
        } else {
            Self::after(self.done + 1)
        }
    }

    /// One step back: undoes [`event_forward`](Self::event_forward).
    pub fn event_back(self, line: &(impl Timeline + ?Sized)) -> Self {
        match (self.done, self.event) {
            (0, 0) => self,
            (done, 0) => Self { done: done - 1, event: line.stops(done - 1) - 1 },
            (done, event) => Self { done, event: event - 1 },
        }
    }

    /// The operation shown: the one in progress, or the last complete one.
    pub fn current(self) -> Option<usize> {
        if self.event > 0 { Some(self.done) } else { self.done.checked_sub(1) }
    }

    /// The first operation of which nothing has been shown.
    pub fn next(self) -> usize {
        if self.event > 0 { self.done + 1 } else { self.done }
    }

    /// This position in a lane that took `steps(op)` steps in an operation.
    pub fn moment(self, steps: impl Fn(usize) -> usize) -> Moment {
        let op = self.current();
        let all = op.map_or(0, steps);
        if self.event == 0 {
            Moment { done: self.done, op, shown: all }
        } else if self.event < all {
            Moment { done: self.done, op, shown: self.event }
        } else {
            Moment { done: self.done + 1, op, shown: all }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Steps per operation.
    struct Steps(&'static [usize]);

    impl Timeline for Steps {
        fn len(&self) -> usize {
            self.0.len()
        }

        fn steps(&self, op: usize) -> usize {
            self.0[op]
        }
    }

    const LINE: Steps = Steps(&[0, 1, 3, 2, 1, 5, 0]);

    fn walk(line: &Steps) -> Vec<Playhead> {
        let mut all = vec![Playhead::START];
        while !all[all.len() - 1].at_end(line) {
            all.push(all[all.len() - 1].event_forward(line));
        }
        all
    }

    #[test]
    fn walking_by_events_visits_every_stop_once() {
        let stops = walk(&LINE);
        assert_eq!(stops.len(), 1 + 1 + 1 + 3 + 2 + 1 + 5 + 1);
        assert_eq!(stops[stops.len() - 1], Playhead::end(&LINE));
        for pair in stops.windows(2) {
            assert!((pair[0].done, pair[0].event) < (pair[1].done, pair[1].event));
        }
    }

    #[test]
    fn a_step_back_undoes_a_step_forward() {
        for at in walk(&LINE) {
            if !at.at_end(&LINE) {
                assert_eq!(at.event_forward(&LINE).event_back(&LINE), at);
            }
            if at != Playhead::START {
                assert_eq!(at.event_back(&LINE).event_forward(&LINE), at);
            }
        }
    }

    #[test]
    fn operations_are_crossed_at_once() {
        let inside = Playhead { done: 2, event: 1 };
        assert_eq!(inside.operation_forward(&LINE), Playhead::after(3));
        assert_eq!(inside.operation_back(), Playhead::after(2));
        assert_eq!(Playhead::after(2).operation_back(), Playhead::after(1));
    }

    #[test]
    fn the_ends_hold() {
        let end = Playhead::end(&LINE);
        assert_eq!(end.event_forward(&LINE), end);
        assert_eq!(end.operation_forward(&LINE), end);
        assert_eq!(Playhead::START.event_back(&LINE), Playhead::START);
        assert_eq!(Playhead::START.operation_back(), Playhead::START);
        let nothing = Steps(&[]);
        assert_eq!(Playhead::START.event_forward(&nothing), Playhead::START);
        assert!(Playhead::START.at_end(&nothing));
    }

    #[test]
    fn clamping_finds_a_position_that_exists() {
        assert_eq!(Playhead { done: 99, event: 3 }.clamp(&LINE), Playhead::end(&LINE));
        assert_eq!(Playhead { done: 2, event: 9 }.clamp(&LINE), Playhead { done: 2, event: 2 });
        assert_eq!(Playhead { done: 0, event: 1 }.clamp(&LINE), Playhead::after(0));
        for at in walk(&LINE) {
            assert_eq!(at.clamp(&LINE), at);
        }
    }

    #[test]
    fn a_lane_with_fewer_steps_waits_in_the_state_after() {
        let at = Playhead { done: 2, event: 2 };
        assert_eq!(at.moment(|_| 3), Moment { done: 2, op: Some(2), shown: 2 });
        assert_eq!(at.moment(|_| 2), Moment { done: 3, op: Some(2), shown: 2 });
        assert_eq!(at.moment(|_| 0), Moment { done: 3, op: Some(2), shown: 0 });
    }

    #[test]
    fn between_operations_the_last_one_is_shown_whole() {
        assert_eq!(Playhead::after(3).moment(|_| 4), Moment { done: 3, op: Some(2), shown: 4 });
        assert_eq!(Playhead::START.moment(|_| 4), Moment { done: 0, op: None, shown: 0 });
    }

    #[test]
    fn current_and_next_tile_the_run() {
        assert_eq!((Playhead::START.current(), Playhead::START.next()), (None, 0));
        assert_eq!((Playhead::after(3).current(), Playhead::after(3).next()), (Some(2), 3));
        let inside = Playhead { done: 3, event: 1 };
        assert_eq!((inside.current(), inside.next()), (Some(3), 4));
    }
}
