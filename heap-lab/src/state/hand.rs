//! Requests by hand, which become lines of the script.

use super::{Action, AppState, Notice, Resume};
use crate::{
    playhead::Playhead,
    script::{
        ScriptError,
        by_hand::{self, Edit, Request},
    },
};

impl AppState {
    pub(super) fn by_hand(&mut self, request: Request) {
        if !self.program.is_script() {
            self.notice = Some(Notice::NoScript);
            return;
        }
        if matches!(request, Request::Free { .. }) && (self.stale || self.error.is_some()) {
            self.notice = Some(Notice::StaleBlocks);
            return;
        }
        let run = self.run.as_ref().filter(|_| !self.stale && self.error.is_none());
        let executed = run.and_then(|run| run.executed.as_ref());
        if let Some(refused) = executed.and_then(|executed| by_hand::refused(executed, request)) {
            self.notice = Some(Notice::ByHand(refused));
            return;
        }
        self.by_hand = Some(request);
        self.work_changed();
    }

    pub(super) fn edited(&mut self, result: Result<Edit, ScriptError>) {
        self.by_hand = None;
        match result {
            Ok(edit) => {
                self.notice = edit.later.map(|later| Notice::AddedLater { line: edit.line, later });
                self.resume = Resume::At(Playhead::after(edit.op + 1));
                self.apply(Action::Edit(edit.text.into()));
                self.executed = Some(edit.run);
            }
            Err(error) => {
                self.notice = Some(Notice::ByHand(error));
                // Work that was pending before is pending again.
                self.work_changed();
            }
        }
    }
}
