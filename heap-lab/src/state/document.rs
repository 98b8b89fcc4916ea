//! The user's work, read from links and storage and written to them.

use std::rc::Rc;

use crate::{
    arena::Settings,
    examples::{self, Example},
    lab::Lanes,
    lesson::{course, read},
    playhead::Playhead,
    samples,
    share::{self, Home, LessonLink, Link, LinkError, Notes, Source, View, Work},
    state::{
        Program,
        reading::{Bookmark, Origin},
    },
    text::Language,
};

/// The user's work and how it is viewed: the contents of a link.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// The script, or the recorded program.
    pub program: Program,
    /// The arena of every lane.
    pub settings: Settings,
    /// The visible lanes.
    pub shown: Lanes,
    /// The position in its run; `None` for the end.
    pub playhead: Option<Playhead>,
    /// The notes at its positions.
    pub notes: Notes,
    /// What its link asks for besides.
    pub view: View,
    /// The lesson that is read, if one is. Then the rest is what its step shows.
    pub lesson: Option<Bookmark>,
}

impl Document {
    /// An example in these lanes, before its first operation. The page translates it.
    pub fn of(example: &Example, shown: Lanes) -> Self {
        let program = example.script(Language::default()).into();
        let playhead = Some(Playhead::START);
        let (notes, view) = Default::default();
        Self { program, settings: example.settings, shown, playhead, notes, view, lesson: None }
    }

    /// A lesson at a step.
    pub fn of_lesson(bookmark: Bookmark) -> Self {
        let step = bookmark.lesson.steps.get(bookmark.step);
        let scene = step.and_then(|step| bookmark.lesson.scenes.get(step.scene));
        Self {
            program: scene.map(|scene| scene.script.clone()).unwrap_or_default().into(),
            settings: scene.map(|scene| scene.settings).unwrap_or_default(),
            shown: scene.map_or(Lanes::at_first(), |scene| scene.lanes),
            playhead: Some(Playhead::START),
            notes: Notes::default(),
            view: View::default(),
            lesson: Some(bookmark),
        }
    }

    /// The document of a fragment, or `None` if the fragment is empty.
    ///
    /// # Errors
    /// Why the link does not work.
    pub fn read(fragment: &str) -> Result<Option<Self>, LinkError> {
        let (fragment, view) = View::split(fragment);
        match share::decode(&fragment)? {
            Link::Nothing => Ok(None),
            Link::Work(work) => Ok(Some(Self { view, ..work.into() })),
            Link::Example { slug, lanes, at } => {
                let example = examples::find(&slug).ok_or(LinkError::Example(slug))?;
                Ok(Some(Self { playhead: at, view, ..Self::of(example, lanes) }))
            }
            Link::Sample { slug, lanes, at } => {
                let sample = samples::find(&slug).ok_or(LinkError::Sample(slug))?;
                let program = Program::Absent { home: Home::Sample(sample.slug.into()), arena: false };
                let (settings, notes) = Default::default();
                Ok(Some(Self { program, settings, shown: lanes, playhead: at, notes, view, lesson: None }))
            }
            Link::Lesson(LessonLink { source, step, homework }) => {
                let (lesson, origin) = match source {
                    Source::Course(slug) => {
                        let (index, entry) = course::find(&slug).ok_or(LinkError::Lesson(slug))?;
                        (entry.lesson(Language::default()), Origin::Course(index))
                    }
                    Source::Text(text) => (Rc::new(read(&text).0), Origin::Text(text.into())),
                };
                // Whatever the text was, it was no lesson, and there is nothing to show of it.
                if lesson.steps.is_empty() {
                    return Err(LinkError::Damaged);
                }
                let (answered, answers) = Default::default();
                let bookmark = Bookmark { lesson, origin, step, homework, answered, answers };
                Ok(Some(Self { view, ..Self::of_lesson(bookmark) }))
            }
        }
    }

    /// The fragment of the document: short for an unchanged example or sample.
    ///
    /// # Errors
    /// It is too long for a link, or needs a file of the reader.
    pub fn write(&self) -> Result<String, LinkError> {
        match self.program.home() {
            Some(Home::File(_)) => Err(LinkError::File),
            _ => self.keep(),
        }
    }

    /// The document for the tab itself: like [`write`](Self::write), but of a file its name.
    ///
    /// # Errors
    /// It is too long.
    pub fn keep(&self) -> Result<String, LinkError> {
        if let Some(lesson) = self.lesson.as_ref().and_then(Bookmark::link) {
            return Ok(self.view.join(lesson.write()?));
        }
        let whole = |home: Option<&Home>| {
            share::encode(&Work {
                script: self.program.script().to_string(),
                home: home.cloned(),
                settings: self.settings,
                lanes: self.shown,
                at: self.playhead,
                notes: self.notes.clone(),
            })
        };
        let fragment = match (&self.program, self.program.home()) {
            (Program::Script(text), _) => match examples::of_script(text) {
                Some(example) if self.settings == example.settings && self.notes.is_empty() => {
                    share::example(example.slug, self.shown, self.playhead)
                }
                _ => whole(None)?,
            },
            (program, Some(Home::Sample(slug)))
                if self.notes.is_empty() && !has_own_arena(program, self.settings) =>
            {
                share::sample(slug, self.shown, self.playhead)
            }
            (_, home) => whole(home)?,
        };
        Ok(self.view.join(fragment))
    }

    /// Whether the script, the arena and the notes are the same, or the lesson, wherever the playhead is and whatever is
    /// shown of it.
    fn is_same_work(&self, other: &Self) -> bool {
        if self.lesson.is_some() || other.lesson.is_some() {
            let lesson = |document: &Self| {
                document.lesson.as_ref().map(|lesson| (lesson.origin.clone(), lesson.homework))
            };
            return lesson(self) == lesson(other);
        }
        let example =
            |document: &Self| examples::of_script(&document.program.script()).map(|example| example.slug);
        let home = |document: &Self| document.program.home().cloned();
        let same = match (home(self), home(other)) {
            (None, None) => {
                self.program == other.program
                    || example(self).is_some_and(|slug| example(other) == Some(slug))
            }
            (one, other) => one == other,
        };
        same && self.settings == other.settings && self.notes == other.notes
    }

    /// Whether the reader made nothing of it: an example, a recorded program or a lesson.
    fn is_example(&self) -> bool {
        if !self.program.is_script() {
            return true;
        }
        let example = examples::of_script(&self.program.script());
        let is_whole = example.is_some_and(|example| self.settings == example.settings);
        self.lesson.is_some() || is_whole && self.notes.is_empty()
    }

    /// Whether it takes the place of `kept` for the reader's next visit. Other tabs may have kept that: it gives way to
    /// the same work at another position, or else to work that was `edited` here since, and never to an example if it
    /// is none.
    pub fn replaces(&self, kept: &Self, edited: bool) -> bool {
        self.is_same_work(kept) || edited && (kept.is_example() || !self.is_example())
    }
}

/// Whether the arena of a recorded program was chosen, rather than made for it.
fn has_own_arena(program: &Program, settings: Settings) -> bool {
    match program {
        Program::Script(_) => false,
        Program::Recorded(recorded) => settings != recorded.imported.arena(),
        Program::Absent { arena, .. } => *arena,
    }
}

impl From<Work> for Document {
    fn from(work: Work) -> Self {
        Self {
            program: match work.home {
                Some(home) => Program::Absent { home, arena: true },
                None => work.script.into(),
            },
            settings: work.settings,
            shown: work.lanes,
            playhead: work.at,
            notes: work.notes,
            view: View::default(),
            lesson: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{examples::EXAMPLES, lab::LaneKind};

    fn work() -> Document {
        Document {
            program: "let a = alloc(24);".into(),
            settings: Settings { page_size: 1024, max_pages: 3 },
            shown: Lanes::ours().toggled(LaneKind::FreeList),
            playhead: Some(Playhead { done: 1, event: 0 }),
            notes: Notes::default(),
            view: View::default(),
            lesson: None,
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
    fn a_link_carries_a_language_if_it_is_to_ask_for_one() {
        let example = Document::of(&EXAMPLES[0], Lanes::at_first());
        for document in [work(), example] {
            let plain = document.write().expect("it fits");
            assert!(!plain.contains("lang"), "{plain}");
            for language in Language::ALL {
                let view = View { language: Some(language), ..View::default() };
                let asking = Document { view, ..document.clone() };
                let link = asking.write().expect("it fits");
                assert!(link.starts_with(&plain) && link.ends_with(language.tag()), "{link}");
                assert_eq!(round_trip(&asking), asking);
            }
        }
    }

    #[test]
    fn an_unchanged_example_has_the_same_link_in_each_language() {
        for example in EXAMPLES {
            let document = Document::of(example, Lanes::at_first());
            let link = document.write();
            for language in Language::ALL {
                let translated = Document { program: example.script(language).into(), ..document.clone() };
                assert_eq!(translated.write(), link);
            }
        }
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
    fn an_example_opens_before_its_first_operation_unless_its_link_says_otherwise() {
        assert_eq!(Document::of(&EXAMPLES[0], Lanes::at_first()).playhead, Some(Playhead::START));
        let at = |link| Document::read(link).expect("it is whole").expect("it says something").playhead;
        assert_eq!(at("example=tour"), None, "links without a position have always meant the end");
        assert_eq!(at("example=tour&op=0"), Some(Playhead::START));
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

    /// Two tabs, one place for the next visit: no work is lost to a tab where nobody worked.
    #[test]
    fn kept_work_gives_way_to_itself_or_to_newer_work() {
        let example = |at| Document { playhead: at, ..Document::of(&EXAMPLES[0], Lanes::at_first()) };
        let start = Some(Playhead::START);
        let other = Document { program: "let b = alloc(8);".into(), ..work() };
        let shaped = Document { settings: work().settings, ..example(None) };

        for document in [work(), example(None), shaped.clone()] {
            let moved = Document { playhead: start, shown: Lanes::ours(), ..document.clone() };
            assert!(moved.replaces(&document, false), "the position is kept");
        }
        let chinese = Document { program: EXAMPLES[0].script(Language::Chinese).into(), ..example(None) };
        assert!(chinese.replaces(&example(None), false));

        for mine in [other.clone(), shaped.clone(), example(start)] {
            assert!(!mine.replaces(&work(), false), "nobody worked here");
        }
        assert!(other.replaces(&work(), true) && shaped.replaces(&work(), true));
        assert!(!example(start).replaces(&work(), true), "the menu has it");
        let next = Document::of(&EXAMPLES[1], Lanes::at_first());
        assert!(next.replaces(&example(None), true) && !next.replaces(&example(None), false));
    }
}
