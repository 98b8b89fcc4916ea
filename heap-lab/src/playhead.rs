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

    /// Whether one stops at operation `op`. A label is no such operation: it names those that follow.
    fn is_stop(&self, _op: usize) -> bool {
        true
    }

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

    /// The end of `line`: after its last operation at which one stops.
    pub fn end(line: &(impl Timeline + ?Sized)) -> Self {
        Self::after(last_stop(line, line.len()))
    }

    /// Whether nothing more happens.
    pub fn at_end(self, line: &(impl Timeline + ?Sized)) -> bool {
        next_stop(line, self.done).is_none()
    }

    /// The nearest position that exists on `line`.
    pub fn clamp(self, line: &(impl Timeline + ?Sized)) -> Self {
        match self.done {
            done if done < line.len() => Self { event: self.event.min(line.stops(done) - 1), ..self },
            done if done == line.len() => Self::after(done),
            _ => Self::end(line),
        }
    }

    /// The end of the operation in progress, or of the next one.
    pub fn operation_forward(self, line: &(impl Timeline + ?Sized)) -> Self {
        next_stop(line, self.done).map_or(self, |op| Self::after(op + 1))
    }

    /// The start of the operation in progress, or of the one before.
    pub fn operation_back(self, line: &(impl Timeline + ?Sized)) -> Self {
        let start = last_stop(line, self.done);
        if self.event > 0 || start < self.done {
            return Self::after(start);
        }
        Self::after(last_stop(line, start.saturating_sub(1)))
    }

    /// One step forward.
    pub fn event_forward(self, line: &(impl Timeline + ?Sized)) -> Self {
        match next_stop(line, self.done) {
            None => self,
            // Past labels, no step of the next operation is shown yet.
            Some(op) if op > self.done => Self::after(op).event_forward(line),
            Some(op) if self.event + 1 < line.stops(op) => Self { done: op, event: self.event + 1 },
            Some(op) => Self::after(op + 1),
        }
    }

    /// One step back: undoes [`event_forward`](Self::event_forward).
    pub fn event_back(self, line: &(impl Timeline + ?Sized)) -> Self {
        let start = last_stop(line, self.done);
        match self.event {
            0 if start < self.done => Self::after(start),
            0 if start == 0 => self,
            0 if line.stops(start - 1) > 1 => Self { done: start - 1, event: line.stops(start - 1) - 1 },
            0 => Self::after(last_stop(line, start - 1)),
            1 => Self::after(start),
            event => Self { event: event - 1, ..self },
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

/// The first operation from `done` on at which one stops.
fn next_stop(line: &(impl Timeline + ?Sized), done: usize) -> Option<usize> {
    (done..line.len()).find(|&op| line.is_stop(op))
}

/// The position after the last of the first `done` operations at which one stops; 0 if there is none.
fn last_stop(line: &(impl Timeline + ?Sized), done: usize) -> usize {
    (0..done).rfind(|&op| line.is_stop(op)).map_or(0, |op| op + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Steps per operation.
    struct Steps(&'static [usize]);

    /// The same, with labels among the operations.
    struct Labelled(&'static [Option<usize>]);

    impl Timeline for Labelled {
        fn len(&self) -> usize {
            self.0.len()
        }

        fn steps(&self, op: usize) -> usize {
            self.0[op].unwrap_or(0)
        }

        fn is_stop(&self, op: usize) -> bool {
            self.0[op].is_some()
        }
    }

    const LABELLED: Labelled =
        Labelled(&[None, Some(1), Some(3), None, None, Some(2), Some(0), None, Some(1), None]);

    impl Timeline for Steps {
        fn len(&self) -> usize {
            self.0.len()
        }

        fn steps(&self, op: usize) -> usize {
            self.0[op]
        }
    }

    const LINE: Steps = Steps(&[0, 1, 3, 2, 1, 5, 0]);

    fn walk(line: &impl Timeline) -> Vec<Playhead> {
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
        assert_eq!(inside.operation_back(&LINE), Playhead::after(2));
        assert_eq!(Playhead::after(2).operation_back(&LINE), Playhead::after(1));
    }

    #[test]
    fn the_ends_hold() {
        let end = Playhead::end(&LINE);
        assert_eq!(end.event_forward(&LINE), end);
        assert_eq!(end.operation_forward(&LINE), end);
        assert_eq!(Playhead::START.event_back(&LINE), Playhead::START);
        assert_eq!(Playhead::START.operation_back(&LINE), Playhead::START);
        let nothing = Steps(&[]);
        assert_eq!(Playhead::START.event_forward(&nothing), Playhead::START);
        assert!(Playhead::START.at_end(&nothing));
    }

    #[test]
    fn nobody_stops_at_a_label() {
        let stops = walk(&LABELLED);
        let (event, after) = (|done, event| Playhead { done, event }, Playhead::after);
        let wanted = [
            after(0),
            after(2),
            event(2, 1),
            event(2, 2),
            after(3),
            event(5, 1),
            after(6),
            after(7),
            after(9),
        ];
        assert_eq!(stops, wanted);
        for pair in stops.windows(2) {
            assert_eq!((pair[0].event_forward(&LABELLED), pair[1].event_back(&LABELLED)), (pair[1], pair[0]));
        }
        let whole: Vec<_> = stops.iter().copied().filter(|at| at.event == 0).collect();
        for pair in whole.windows(2) {
            assert_eq!(pair[0].operation_forward(&LABELLED), pair[1]);
            assert_eq!(pair[1].operation_back(&LABELLED), pair[0]);
        }
        assert_eq!(event(5, 1).operation_back(&LABELLED), after(3), "not between the labels");
        assert_eq!(stops[0].event_back(&LABELLED), stops[0]);
        assert_eq!(stops[0].operation_back(&LABELLED), stops[0]);
    }

    #[test]
    fn a_chapter_can_be_opened_and_left() {
        for (chapter, back, forward) in [(1, 0, 2), (4, 3, 6), (5, 3, 6), (8, 7, 9)] {
            let chapter = Playhead::after(chapter);
            assert_eq!(chapter.clamp(&LABELLED), chapter, "links lead there");
            assert_eq!(chapter.operation_back(&LABELLED), Playhead::after(back));
            assert_eq!(chapter.event_back(&LABELLED), Playhead::after(back));
            assert_eq!(chapter.operation_forward(&LABELLED), Playhead::after(forward));
        }
        assert!(!Playhead::after(8).at_end(&LABELLED));
        for last in [9, 10] {
            let last = Playhead::after(last);
            assert!(last.at_end(&LABELLED) && last.clamp(&LABELLED) == last);
            assert_eq!((last.operation_forward(&LABELLED), last.event_forward(&LABELLED)), (last, last));
        }
        assert_eq!(Playhead::end(&LABELLED), Playhead::after(9));
        assert!(Playhead::START.at_end(&Labelled(&[None, None])), "labels alone");
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
