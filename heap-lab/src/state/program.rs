//! The program that the page shows: a script, or a recorded program from a file.
//!
//! A recorded program has no text to edit, and is no part of a link: a link names a sample of the page, and a tab the
//! file, which the reader opens again.

use std::rc::Rc;

use crate::{
    import::Imported,
    share::Home,
    text::Language,
    trace::{Op, Trace},
};

/// The program of the page.
#[derive(Clone, Debug)]
pub enum Program {
    /// A script, as text.
    Script(Rc<str>),
    /// A recorded program.
    Recorded(Rc<Recorded>),
    /// A recorded program of which only its home is known: it has to be opened first.
    Absent {
        /// Where it is.
        home: Home,
        /// Whether its arena was chosen, rather than made for it.
        arena: bool,
    },
}

/// A recorded program.
#[derive(Clone, Debug)]
pub struct Recorded {
    /// Where it is.
    pub home: Home,
    /// Its trace and what was odd about it.
    pub imported: Imported,
    /// Its operations as readers count them: without labels.
    pub operations: usize,
    /// The labels of a sample as they were recorded: there are words for them in each language.
    chapters: Vec<(usize, Rc<str>)>,
}

impl Recorded {
    /// What was read from there.
    pub fn new(home: Home, imported: Imported) -> Self {
        let operations = imported.trace.count(imported.trace.ops.len());
        let is_sample = matches!(home, Home::Sample(_));
        let chapters = if is_sample { labels(&imported.trace).collect() } else { Vec::new() };
        Self { home, imported, operations, chapters }
    }

    /// The same with the labels of a sample in a language; `None` if that changes nothing.
    pub(super) fn in_language(&self, language: Language) -> Option<Self> {
        let text = language.text();
        let words = |label: &Rc<str>| text.sample_label(label).map_or_else(|| label.clone(), Rc::from);
        let chapters: Vec<_> = self.chapters.iter().map(|(op, label)| (*op, words(label))).collect();
        if chapters.is_empty() || labels(&self.imported.trace).eq(chapters.iter().cloned()) {
            return None;
        }
        let mut trace = Trace::clone(&self.imported.trace);
        for (op, text) in chapters {
            trace.ops[op] = Op::Label { text };
        }
        Some(Self { imported: Imported { trace: Rc::new(trace), ..self.imported.clone() }, ..self.clone() })
    }
}

impl Program {
    /// The text of the script; empty for a recorded program.
    pub fn script(&self) -> Rc<str> {
        match self {
            Self::Script(text) => text.clone(),
            Self::Recorded(_) | Self::Absent { .. } => Rc::default(),
        }
    }

    /// Whether it is a script.
    pub fn is_script(&self) -> bool {
        matches!(self, Self::Script(_))
    }

    /// The recorded program, if it is one and there.
    pub fn recorded(&self) -> Option<&Rc<Recorded>> {
        match self {
            Self::Recorded(recorded) => Some(recorded),
            Self::Script(_) | Self::Absent { .. } => None,
        }
    }

    /// Where it is, if it is a recorded program.
    pub fn home(&self) -> Option<&Home> {
        match self {
            Self::Script(_) => None,
            Self::Recorded(recorded) => Some(&recorded.home),
            Self::Absent { home, .. } => Some(home),
        }
    }
}

/// The labels of a trace: the operation and its text.
pub(super) fn labels(trace: &Trace) -> impl Iterator<Item = (usize, Rc<str>)> {
    trace.ops.iter().enumerate().filter_map(|(op, what)| match what {
        Op::Label { text } => Some((op, text.clone())),
        _ => None,
    })
}

/// Two recorded programs are equal if they are the same one; one that is absent is another than one that is there.
impl PartialEq for Program {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Script(one), Self::Script(other)) => one == other,
            (Self::Recorded(one), Self::Recorded(other)) => Rc::ptr_eq(one, other),
            (Self::Absent { home, arena }, Self::Absent { home: other, arena: same }) => {
                home == other && arena == same
            }
            _ => false,
        }
    }
}

impl<T: Into<Rc<str>>> From<T> for Program {
    fn from(text: T) -> Self {
        Self::Script(text.into())
    }
}
