//! A lesson: prose that drives the figure, and questions that the recording answers.
//!
//! A lesson is a text in Markdown with a few marks, one file per language (`lessons/NAME.en.md`). [`read`] makes a
//! [`Lesson`] of it, and [`check`] runs its scripts and compares everything that it claims with what happened. The
//! format is described for teachers in `docs/lessons.md`.

use std::rc::Rc;

use crate::{arena::Settings, lab::Lanes, playhead::Playhead, trace::Trace};

pub use claim::Claim;
pub use fresh::{FreshSearch, fresh_seed};
pub(crate) use fresh::{MOST_SEEDS, next_seed, reach};
pub use read::{MAX_BYTES, read};
pub(crate) use run::Runner;

pub mod check;
pub mod claim;
pub mod course;
mod fresh;
pub mod mistakes;
pub mod pair;
mod read;
mod run;

/// The number of operations that stands for all of them: `op=end`.
pub const END: usize = usize::MAX;

/// A lesson.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lesson {
    /// Its title.
    pub title: String,
    /// What it is about, in a sentence or two, for the menu.
    pub intro: Vec<Inline>,
    /// Its scripts.
    pub scenes: Vec<Scene>,
    /// Its paragraphs and questions, in the order of reading.
    pub steps: Vec<Step>,
}

/// A script in an arena, which some steps of a lesson are about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scene {
    /// The script.
    pub script: Rc<str>,
    /// The script that makes other data of the same kind, from a seed, if there is one.
    pub fresh: Option<Rc<str>>,
    /// The arena of every lane.
    pub settings: Settings,
    /// The lanes that are shown.
    pub lanes: Lanes,
    /// The line of the file where the script begins, from 1.
    pub line: u32,
    /// The line of the file where `fresh` begins, from 1; 0 if there is none.
    pub fresh_line: u32,
}

/// What is read at once, and what the figure shows meanwhile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The heading above it, if it begins a section.
    pub heading: Option<Vec<Inline>>,
    /// The index of its scene.
    pub scene: usize,
    /// What the figure shows.
    pub place: Place,
    /// What is read.
    pub content: Content,
    /// Its line in the file, from 1.
    pub line: u32,
}

/// What is read in a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// Paragraphs.
    Prose(Vec<Block>),
    /// A question.
    Ask(Ask),
}

/// A paragraph or list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A list, numbered if `ordered`.
    List {
        /// Whether its items are numbered.
        ordered: bool,
        /// Its items.
        items: Vec<Vec<Inline>>,
    },
}

/// A part of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inline {
    /// Plain text.
    Text(String),
    /// `Code`.
    Code(String),
    /// **Strong**.
    Strong(Vec<Inline>),
    /// *Emphasis*.
    Emphasis(Vec<Inline>),
    /// A link that drives the figure.
    Go {
        /// What is read.
        text: Vec<Inline>,
        /// What the figure shows.
        place: Place,
        /// Its line in the file, from 1.
        line: u32,
    },
    /// A fact of the recording. It is read as plain text; the check compares it with the recording.
    Fact {
        /// What is read.
        text: Vec<Inline>,
        /// What the recording must say.
        claim: Claim,
        /// Its line in the file, from 1.
        line: u32,
    },
    /// A link to another page.
    Url {
        /// What is read.
        text: Vec<Inline>,
        /// Its address.
        address: String,
    },
}

/// What the figure shows: a position, lanes and a selection.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// Operations that are over, as readers count them: without labels; [`END`] for all. `None` for wherever the figure is.
    pub op: Option<usize>,
    /// Events of the next operation that have happened.
    pub event: usize,
    /// The lanes that are shown; `None` for those of the scene.
    pub lanes: Option<Lanes>,
    /// The name of the block that is selected.
    pub select: Option<Rc<str>>,
}

/// A question of a lesson, as it is written: operations are counted, and blocks have names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ask {
    /// Its id, unique in the lesson and the same in every language.
    pub id: Rc<str>,
    /// What is asked.
    pub kind: crate::question::Kind,
    /// The lanes that it is about. Only questions that compare lanes have several.
    pub lanes: Lanes,
    /// Operations that are over when it is asked, as readers count them.
    pub op: usize,
    /// Operations that are over where its answer is read, as readers count them; [`END`] for all.
    pub until: usize,
    /// The question, or empty for the usual words of its kind.
    pub text: Vec<Inline>,
    /// What is said after every answer. Empty for nothing.
    pub after: Vec<Inline>,
}

impl Place {
    /// The position in a run of `trace`; `None` if the place names none.
    pub fn playhead(&self, trace: &Trace) -> Option<Playhead> {
        let done = trace.done(self.op?);
        match self.event {
            0 => Some(Playhead::after(done)),
            event => Some(Playhead { done: trace.next_op(done), event }),
        }
    }
}

impl Ask {
    /// The question in a run of `trace`.
    pub fn question(&self, trace: &Trace) -> crate::question::Question {
        crate::question::Question {
            kind: self.kind,
            lanes: self.lanes,
            from: trace.next_op(trace.done(self.op)),
            to: trace.done(self.until),
        }
    }
}

impl Step {
    /// Its question, if it is one.
    pub fn ask(&self) -> Option<&Ask> {
        match &self.content {
            Content::Ask(ask) => Some(ask),
            Content::Prose(_) => None,
        }
    }
}

impl Lesson {
    /// Its questions, with the indices of their steps.
    pub fn asks(&self) -> impl Iterator<Item = (usize, &Ask)> {
        self.steps.iter().enumerate().filter_map(|(index, step)| Some((index, step.ask()?)))
    }
}

impl Scene {
    /// The script that makes the data of `seed`: the same for the same seed, on every machine.
    pub fn with_seed(&self, seed: u32) -> Option<Rc<str>> {
        let fresh = self.fresh.as_ref()?;
        // Small seeds come first, and some of them begin with the same numbers. These do not.
        let spread = u64::from(seed) * 97;
        Some(format!("seed({spread});\n{fresh}").into())
    }
}
