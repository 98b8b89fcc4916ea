//! The run is cut where a question waits, so that nothing tells what comes then.

use super::Reading;
use crate::state::{AppState, Run};

impl AppState {
    /// Cuts the run where it may not be seen yet. While a script has yet to run, what was cut stays cut.
    pub(in crate::state) fn cut_run(&mut self) {
        let Some(run) = &self.run else { return };
        let reading = self.reading.as_ref().filter(|_| !self.reading_edited());
        if self.stale || reading.is_some() && self.error.is_some() {
            return;
        }
        let until = reading.and_then(|reading| reading.until(run, self.led));
        let until = until.filter(|&until| until < run.trace.ops.len());
        let same = match (&self.cut, until) {
            (None, None) => true,
            (Some(cut), Some(until)) => cut.is_begun(run, until),
            _ => false,
        };
        if !same {
            self.cut = until.map(|until| run.until(until));
            self.move_playhead(|at, _| at);
        }
    }
}

impl Reading {
    /// The operations of its run that may be seen; `None` for all. The step that is read has shown `led` of them.
    fn until(&self, run: &Run, led: usize) -> Option<usize> {
        let mut seen = led;
        if let Some(asking) = &self.asking {
            let question = asking.question.filter(|_| asking.ambiguous.is_none());
            match question {
                Some(question) if asking.grade.is_none() => return Some(question.from),
                Some(question) => seen = seen.max(question.to),
                None => {}
            }
            if asking.seed.is_some() {
                return None;
            }
        }
        let scene = self.current()?.scene;
        let asks = self.lesson.asks().zip(self.answered.iter());
        let waiting = asks
            .filter(|((step, _), answered)| answered.is_none() && self.lesson.steps[*step].scene == scene);
        let first = waiting.map(|((_, ask), _)| ask.question(&run.trace).from).min()?;
        Some(first.max(seen))
    }
}
