//! Parts of a lesson that are missing, too long or in the wrong place.

use std::rc::Rc;

/// What is wrong with the parts of a lesson.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shape {
    /// The file is too long.
    Bytes {
        /// Its length in bytes.
        bytes: usize,
        /// The maximum.
        most: usize,
    },
    /// The file has too many lines.
    Lines {
        /// The maximum.
        most: usize,
    },
    /// The lesson has too many scripts.
    Scenes {
        /// The maximum.
        most: usize,
    },
    /// The lesson has too many steps.
    Steps {
        /// The maximum.
        most: usize,
    },
    /// It does not begin with a title.
    NoTitle,
    /// There is a second title.
    SecondTitle,
    /// The title, heading or introduction is empty.
    Empty,
    /// No introduction follows the title.
    NoIntro,
    /// There is no script above this.
    NoScene,
    /// It has nothing to read after its introduction.
    NoSteps,
    /// Nothing to read belongs to this heading.
    LonelyHeading,
    /// There is no paragraph above this list.
    LonelyList,
    /// A place with nothing to read.
    EmptyStep,
    /// Fresh data that does not follow the script of a scene.
    FreshElsewhere,
    /// A script without anything in it.
    EmptyScript,
    /// A question whose answer the figure has shown before.
    Seen {
        /// The line that shows it.
        line: u32,
    },
    /// An id that an earlier question has.
    SameId {
        /// The id.
        id: Rc<str>,
        /// The line of the earlier question.
        line: u32,
    },
}
