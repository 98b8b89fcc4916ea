//! Notes: short texts pinned to positions of a run.

use std::{ops::Deref, rc::Rc};

use crate::playhead::Playhead;

/// The most notes of a piece of work.
pub const MAX_NOTES: usize = 50;
/// The most characters of a note.
pub const MAX_NOTE: usize = 500;

/// A text at a position.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The position.
    pub at: Playhead,
    /// The text.
    pub text: Rc<str>,
}

/// Notes in the order of their positions, at most one at each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notes(Rc<[Note]>);

impl Notes {
    /// Whether there are as many as there can be.
    pub fn is_full(&self) -> bool {
        self.len() >= MAX_NOTES
    }

    /// The text at a position, if there is a note.
    pub fn at(&self, at: Playhead) -> Option<&str> {
        self.iter().find(|note| note.at == at).map(|note| &*note.text)
    }

    /// With this note at a position, instead of the one there. It is cut where it is too long; an empty one only removes
    /// what is there, and one too many is left out.
    #[must_use]
    pub fn with(&self, at: Playhead, text: &str) -> Self {
        let text: String = text.trim().chars().take(MAX_NOTE).collect();
        let mut notes: Vec<Note> = self.iter().filter(|note| note.at != at).cloned().collect();
        if !text.is_empty() && notes.len() < MAX_NOTES {
            let place = notes.partition_point(|note| note.at < at);
            notes.insert(place, Note { at, text: text.into() });
        }
        Self(notes.into())
    }
}

impl Deref for Notes {
    type Target = [Note];

    fn deref(&self) -> &[Note] {
        &self.0
    }
}

impl<'a> FromIterator<(Playhead, &'a str)> for Notes {
    fn from_iter<T: IntoIterator<Item = (Playhead, &'a str)>>(notes: T) -> Self {
        notes.into_iter().fold(Self::default(), |all, (at, text)| all.with(at, text))
    }
}
