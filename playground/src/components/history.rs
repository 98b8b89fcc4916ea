//! The history of the tab: opening an example or a link adds an entry, and going back opens what was left, as it was.
//!
//! Entries are numbered. What was left is kept here by number, however long it is. After a reload the fragment of an entry
//! has it, if it fits into a link.

use heap_lab::state::{Action, AppState, Document, reading::Origin};
use yew::prelude::*;

use super::lesson::progress::remembered;
use crate::{browser::fragment, store::Dispatch};

/// The entries of the page that is open.
#[derive(Default)]
struct History {
    /// The number of the current entry.
    here: u32,
    /// The work of entries that were left.
    left: Vec<(u32, Document)>,
    /// The current work, and how often other work was opened before it.
    current: Option<(Document, u32)>,
}

/// Adds an entry for each piece of work that is opened, and opens that of an entry that the reader goes to.
#[hook]
pub fn use_history(state: &AppState, dispatch: &Dispatch) {
    let history = use_mut_ref(History::default);
    {
        let (history, dispatch) = (history.clone(), dispatch.clone());
        use_effect_with((), move |()| {
            let watch = fragment::Walk::new(move |entry| {
                let there = history.borrow().work_of(entry);
                let linked = || Document::read(&fragment::get()).ok().flatten().map(remembered);
                // A link within the page leads away from an entry, too, and back to it.
                if history.borrow().here != entry
                    && let Some(document) = there.or_else(linked)
                {
                    dispatch.dispatch(Action::Open(document));
                }
            });
            move || drop(watch)
        });
    }
    let writing = state.layout.writing.is_some();
    use_effect_with((state.document(), state.opened, writing), move |(document, opened, writing)| {
        if !document.view.embed {
            history.borrow_mut().see(document, *opened, *writing);
        }
    });
}

impl History {
    /// The work of an entry that was left since the page was loaded.
    fn work_of(&self, entry: u32) -> Option<Document> {
        self.left.iter().find(|(number, _)| *number == entry).map(|(_, document)| document.clone())
    }

    /// Follows the work of the page. The versions of a lesson that is written are one entry.
    fn see(&mut self, document: &Document, opened: u32, writing: bool) {
        let entry = fragment::entry();
        let Some((left, before)) = self.current.replace((document.clone(), opened)) else {
            self.here = entry.unwrap_or_default();
            fragment::number(self.here);
            return;
        };
        let is_written = |document: &Document| {
            let origin = document.lesson.as_ref().map(|lesson| &lesson.origin);
            matches!(origin, Some(Origin::Text(_)))
        };
        let same = writing && is_written(&left) && is_written(document);
        if before == opened || left == *document || same {
            return;
        }
        self.left.retain(|(number, _)| *number != self.here);
        self.left.push((self.here, left.clone()));
        match entry {
            // The reader went there.
            Some(entry) if entry != self.here => self.here = entry,
            entry => {
                // The browser adds an entry for a link, not for an example of the menu.
                if entry.is_some() {
                    if let Ok(work) = left.write() {
                        fragment::replace(&work);
                    }
                    fragment::push(&document.write().unwrap_or_default());
                }
                self.here += 1;
                // Entries that came after this one are gone.
                self.left.retain(|(number, _)| *number < self.here);
                fragment::number(self.here);
            }
        }
    }
}
