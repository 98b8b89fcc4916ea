//! Opening a recorded program, and the way back to the script.

use std::rc::Rc;

use super::{AppState, Document, Home, Program, Recorded, Resume};
use crate::arena::Settings;
use crate::{examples::EXAMPLES, playhead::Playhead, share::Notes};

/// Operations from which on a program opens with the pictures of its whole run: nobody steps through so many.
pub(super) const LONG: usize = 2_000;

impl AppState {
    /// Opens a recorded program at its end: the whole run is what a reader looks at first. If the page waited for it, it
    /// opens where the page was.
    pub(super) fn open_trace(&mut self, recorded: Rc<Recorded>) {
        self.layout.overview |= !self.layout.embedded && recorded.imported.trace.ops.len() >= LONG;
        if let Program::Absent { home, arena } = &self.program
            && *home == recorded.home
        {
            let old = self.document();
            let settings = if *arena { old.settings } else { recorded.imported.arena() };
            return self.open(Document { program: Program::Recorded(recorded), settings, ..old });
        }
        if self.program.is_script() {
            self.before = Some(Box::new(self.document()));
        }
        let settings = recorded.imported.arena();
        self.open_anew(Program::Recorded(recorded), settings);
    }

    /// Opens a script from a file, in the arena that is there unless that was made for a recorded program.
    pub(super) fn open_script(&mut self, text: Rc<str>) {
        let settings = if self.program.is_script() { self.settings } else { Settings::default() };
        self.open_anew(Program::Script(text), settings);
    }

    /// Opens a program at its end, in the visible lanes.
    fn open_anew(&mut self, program: Program, settings: Settings) {
        let document = Document {
            program,
            settings,
            shown: self.shown,
            playhead: None,
            notes: Notes::default(),
            view: self.view(),
            lesson: None,
        };
        self.open(document);
        self.edits += 1;
    }

    /// Opens the script again that was open before the recorded program; without one, the first example.
    pub(super) fn leave_trace(&mut self) {
        if self.program.is_script() {
            return;
        }
        let before = self.before.take().map(|document| *document);
        let view = self.view();
        self.layout.overview = false;
        let document = before.unwrap_or_else(|| Document::of(&EXAMPLES[0], self.shown));
        self.open(Document { view, ..document });
    }

    /// What "back to the script" opens: kept with the tab.
    pub fn before(&self) -> Option<&Document> {
        self.before.as_deref()
    }

    /// What "back to the script" opens, from before a reload.
    pub fn set_before(&mut self, document: Document) {
        self.before = Some(Box::new(document));
    }

    /// Whether the page waits for the file of a recorded program, or for a sample.
    pub fn awaited(&self) -> Option<&Home> {
        match &self.program {
            Program::Absent { home, .. } => Some(home),
            Program::Script(_) | Program::Recorded(_) => None,
        }
    }
}

impl Resume {
    /// Where a document says that the playhead is.
    pub(super) fn at(playhead: Option<Playhead>) -> Self {
        playhead.map_or(Self::End, Self::At)
    }
}
