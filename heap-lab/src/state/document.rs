//! What people work on, read from links and storage and written to them.

use std::rc::Rc;

use crate::{
    arena::Settings,
    examples::{self, EXAMPLES, Example},
    lab::Lanes,
    playhead::Playhead,
    share::{self, Link, LinkError, Work},
};

/// What people work on, and what a link carries: everything else is how they look at it.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// The script.
    pub text: Rc<str>,
    /// The arena of every lane.
    pub settings: Settings,
    /// The lanes that are shown.
    pub shown: Lanes,
    /// Where to stand in its run; `None` for the end.
    pub playhead: Option<Playhead>,
}

impl Document {
    /// An example in these lanes, run to its end: playing starts at its beginning.
    pub fn of(example: &Example, shown: Lanes) -> Self {
        Self { text: example.script.into(), settings: example.settings, shown, playhead: None }
    }

    /// What a fragment says, or nothing where it is empty.
    ///
    /// # Errors
    /// Why the link does not work.
    pub fn read(fragment: &str) -> Result<Option<Self>, LinkError> {
        match share::decode(fragment)? {
            Link::Nothing => Ok(None),
            Link::Work(work) => Ok(Some(work.into())),
            Link::Example { slug, lanes, at } => {
                let example = examples::find(&slug).ok_or(LinkError::Example(slug))?;
                Ok(Some(Self { playhead: at, ..Self::of(example, lanes) }))
            }
        }
    }

    /// The fragment that says it: short for an example that has not been changed.
    ///
    /// # Errors
    /// It is too long for a link.
    pub fn write(&self) -> Result<String, LinkError> {
        match self.example() {
            Some(example) if self.settings == example.settings => {
                Ok(share::example(example.slug, self.shown, self.playhead))
            }
            _ => share::encode(&Work {
                script: self.text.to_string(),
                settings: self.settings,
                lanes: self.shown,
                at: self.playhead,
            }),
        }
    }

    /// The example whose script it is, to the letter.
    pub fn example(&self) -> Option<&'static Example> {
        example(&self.text)
    }
}

/// The example whose script this is, to the letter.
pub fn example(text: &str) -> Option<&'static Example> {
    EXAMPLES.iter().find(|example| *example.script == *text)
}

impl From<Work> for Document {
    fn from(work: Work) -> Self {
        Self { text: work.script.into(), settings: work.settings, shown: work.lanes, playhead: work.at }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lab::LaneKind;

    fn work() -> Document {
        Document {
            text: "let a = alloc(24);".into(),
            settings: Settings { page_size: 1024, max_pages: 3 },
            shown: Lanes::of(|lane| lane != LaneKind::FreeList),
            playhead: Some(Playhead { done: 1, event: 0 }),
        }
    }

    fn round_trip(document: &Document) -> Document {
        let fragment = document.write().expect("it fits into a link");
        Document::read(&fragment).expect("it is whole").expect("it says something")
    }

    #[test]
    fn work_comes_back_from_its_link() {
        assert_eq!(round_trip(&work()), work());
    }

    #[test]
    fn an_example_has_a_short_link_until_something_about_it_is_changed() {
        let example = &EXAMPLES[0];
        let at = Some(Playhead { done: 2, event: 1 });
        let document = Document { playhead: at, ..Document::of(example, Lanes::at_first()) };
        assert!(document.write().expect("it fits").starts_with("example="));
        assert_eq!(round_trip(&document), document);

        let shaped = Document { settings: work().settings, ..document.clone() };
        assert!(!shaped.write().expect("it fits").starts_with("example="));
        assert_eq!(round_trip(&shaped), shaped);
        let elsewhere = Document { shown: work().shown, ..document };
        assert!(elsewhere.write().expect("it fits").starts_with("example="));
        assert_eq!(round_trip(&elsewhere), elsewhere);
    }

    #[test]
    fn an_unknown_example_says_so() {
        assert_eq!(Document::read("example=gone"), Err(LinkError::Example("gone".into())));
    }

    #[test]
    fn a_link_that_lost_its_end_says_so() {
        let fragment = work().write().expect("it fits");
        assert_eq!(Document::read(&fragment[..fragment.len() - 6]), Err(LinkError::Damaged));
    }

    #[test]
    fn no_fragment_says_nothing() {
        assert_eq!(Document::read(""), Ok(None));
    }
}
