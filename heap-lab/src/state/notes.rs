//! Notes of the reader at positions of the run.

use std::rc::Rc;

use super::AppState;
use crate::{playhead::Playhead, share::Note};

impl AppState {
    /// The note at the position that is shown.
    pub fn note_here(&self) -> Option<Rc<str>> {
        self.pinned().into_iter().find(|note| note.at == self.playhead).map(|note| note.text)
    }

    /// The notes and where they are in the run as far as it may be seen. An edit may have made the run shorter: then they
    /// are at its end, and go back to their places if it grows again.
    pub fn pinned(&self) -> Vec<Note> {
        let Some(run) = self.visible() else { return Vec::new() };
        let line = run.timeline(self.shown);
        let there = self.notes.iter().map(|note| Note { at: note.at.clamp(&line), ..note.clone() });
        let is_seen = |(note, there): &(&Note, Note)| self.cut.is_none() || note.at == there.at;
        self.notes.iter().zip(there).filter(is_seen).map(|(_, there)| there).collect()
    }

    /// Whether a note would change anything. A lesson has its own prose: there are no notes in it.
    pub(super) fn can_note(&self, at: Playhead, text: &str) -> bool {
        self.bookmark().is_none() && self.notes.with(at, text) != self.notes
    }
}
