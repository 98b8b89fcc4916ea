//! What can be wrong with the text of a lesson, as data. [`crate::text`] makes the sentences.

mod claims;
mod keys;
mod markup;
mod runs;
mod shape;

pub use claims::ClaimMistake;
pub use keys::KeyMistake;
pub use markup::Markup;
pub use runs::RunMistake;
pub use shape::Shape;

/// A mistake at a line of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LessonError {
    /// The line, from 1.
    pub line: u32,
    /// What is wrong.
    pub mistake: Mistake,
}

/// Mistakes in the order of lines: the first hundred, each once.
#[derive(Default)]
pub struct Mistakes(Vec<LessonError>);

impl Mistakes {
    /// The most that are told at once.
    const MOST: usize = 100;

    /// Adds a mistake at this line.
    pub fn note(&mut self, line: u32, mistake: impl Into<Mistake>) {
        self.insert(LessonError { line, mistake: mistake.into() });
    }

    /// Whether there is such a mistake at any line.
    pub fn has(&self, mistake: &Mistake) -> bool {
        self.0.iter().any(|error| error.mistake == *mistake)
    }

    /// Whether there is a mistake at this line.
    pub fn is_at(&self, line: u32) -> bool {
        self.0.iter().any(|error| error.line == line)
    }

    /// All of them.
    pub fn take(&mut self) -> Vec<LessonError> {
        std::mem::take(&mut self.0)
    }

    fn insert(&mut self, error: LessonError) {
        let at = self.0.partition_point(|other| other.line <= error.line);
        if at < Self::MOST && !self.0[..at].contains(&error) {
            self.0.insert(at, error);
            self.0.truncate(Self::MOST);
        }
    }
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mistake {
    /// A part of the lesson is missing, too long or in the wrong place.
    Shape(Shape),
    /// It is no Markdown of a lesson.
    Markup(Markup),
    /// The keys of a block or place are wrong.
    Key(KeyMistake),
    /// A claim is wrong, or not true.
    Claim(ClaimMistake),
    /// The scripts, places and questions do not fit together.
    Run(RunMistake),
}

impl From<Shape> for Mistake {
    fn from(shape: Shape) -> Self {
        Self::Shape(shape)
    }
}

impl From<Markup> for Mistake {
    fn from(markup: Markup) -> Self {
        Self::Markup(markup)
    }
}

impl From<KeyMistake> for Mistake {
    fn from(key: KeyMistake) -> Self {
        Self::Key(key)
    }
}

impl From<ClaimMistake> for Mistake {
    fn from(claim: ClaimMistake) -> Self {
        Self::Claim(claim)
    }
}

impl From<RunMistake> for Mistake {
    fn from(run: RunMistake) -> Self {
        Self::Run(run)
    }
}
