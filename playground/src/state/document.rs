//! What people work on, read from links and storage and written to them.

use std::rc::Rc;

use super::Lanes;
use crate::{
    arena::Settings,
    examples::{self, EXAMPLES, Example},
    lab::LaneKind,
    playhead::Playhead,
    share::{self, At, Link, LinkError, Work},
};

/// What people work on, and what a link carries: everything else is how they look at it.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// The script.
    pub text: Rc<str>,
    /// The arena of every lane.
    pub settings: Settings,
    /// The lanes that are not shown.
    pub hidden: Lanes,
    /// Where to stand in its run; `None` for the end.
    pub playhead: Option<Playhead>,
}

impl Document {
    /// An example, run to its end: playing starts at its beginning.
    pub fn of(example: &Example) -> Self {
        Self {
            text: example.script.into(),
            settings: example.settings,
            hidden: Lanes::default(),
            playhead: None,
        }
    }

    /// What a fragment says, or nothing where it is empty.
    ///
    /// # Errors
    /// Why the link does not work, in a sentence.
    pub fn read(fragment: &str) -> Result<Option<Self>, String> {
        match share::decode(fragment).map_err(|error| error.to_string())? {
            Link::Nothing => Ok(None),
            Link::Work(work) => Ok(Some(work.into())),
            Link::Example { slug, at } => {
                let example =
                    examples::find(&slug).ok_or_else(|| format!("There is no example called “{slug}”."))?;
                Ok(Some(Self { playhead: at.map(playhead), ..Self::of(example) }))
            }
        }
    }

    /// The fragment that says it: short for an example that has not been changed.
    ///
    /// # Errors
    /// It is too long for a link.
    pub fn write(&self) -> Result<String, LinkError> {
        let at = self.playhead.map(|Playhead { done, event }| At { done, event });
        match self.example() {
            Some(example) if self.hidden == Lanes::default() && self.settings == example.settings => {
                Ok(share::example(example.slug, at))
            }
            _ => share::encode(&Work {
                script: self.text.to_string(),
                settings: self.settings,
                lanes: self.hidden.others().iter().collect(),
                at,
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
        Self {
            text: work.script.into(),
            settings: work.settings,
            hidden: Lanes::of(|lane: LaneKind| !work.lanes.contains(&lane)),
            playhead: work.at.map(playhead),
        }
    }
}

fn playhead(At { done, event }: At) -> Playhead {
    Playhead { done, event }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn work() -> Document {
        Document {
            text: "let a = alloc(24);".into(),
            settings: Settings { page_size: 1024, max_pages: 3 },
            hidden: Lanes::of(|lane| lane == LaneKind::SegregatedBump),
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
        let document = Document { playhead: Some(Playhead { done: 2, event: 1 }), ..Document::of(example) };
        assert!(document.write().expect("it fits").starts_with("example="));
        assert_eq!(round_trip(&document), document);

        let shaped = Document { settings: work().settings, ..document.clone() };
        assert!(!shaped.write().expect("it fits").starts_with("example="));
        assert_eq!(round_trip(&shaped), shaped);
        let hidden = Document { hidden: work().hidden, ..document };
        assert_eq!(round_trip(&hidden), hidden);
    }

    #[test]
    fn an_unknown_example_says_so() {
        let reason = Document::read("example=gone").expect_err("there is none");
        assert!(reason.contains("gone"), "{reason}");
    }

    #[test]
    fn a_link_that_lost_its_end_says_so() {
        let fragment = work().write().expect("it fits");
        let reason = Document::read(&fragment[..fragment.len() - 6]).expect_err("it is damaged");
        assert!(reason.contains("damaged"), "{reason}");
    }

    #[test]
    fn no_fragment_says_nothing() {
        assert_eq!(Document::read(""), Ok(None));
    }
}
