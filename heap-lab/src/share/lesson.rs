//! A lesson as the fragment of a link: one of the course by its name, or its whole text.

use super::{LinkError, MAX_WORK, TOO_LONG, is_place, packed, part, unpacked};
use crate::{homework::Homework, lesson::course};

/// The version of a link that holds the text of a lesson.
pub(super) const VERSION: &str = "2";

/// A lesson that a link opens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LessonLink {
    /// The lesson.
    pub source: Source,
    /// The step, from 0, or in homework the question.
    pub step: usize,
    /// The homework, if it is one.
    pub homework: Option<Homework>,
}

/// Where the text of a lesson is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// In the course: its name in links, which may be unknown.
    Course(String),
    /// In the link.
    Text(String),
}

impl Source {
    /// A lesson of the course, by its number.
    pub fn of_course(index: usize) -> Option<Self> {
        course::COURSE.get(index).map(|entry| Self::Course(entry.slug.to_owned()))
    }
}

impl LessonLink {
    /// Its fragment, without `#`.
    ///
    /// # Errors
    /// [`LinkError::TooLong`].
    pub fn write(&self) -> Result<String, LinkError> {
        let mut fragment = match &self.source {
            Source::Course(slug) => format!("lesson={slug}"),
            Source::Text(text) if text.len() > MAX_WORK => return Err(TOO_LONG),
            Source::Text(text) => format!("{VERSION}.{}", packed(text.as_bytes())),
        };
        if let Some(Homework { seed, count }) = self.homework {
            fragment += &format!("&homework={seed}.{count}");
        }
        // Readers count from 1, and a lesson opens at its first step.
        if self.step > 0 {
            fragment += &format!("&step={}", self.step + 1);
        }
        Ok(fragment)
    }

    /// Reads a fragment that names a lesson of the course; `None` if it names none.
    pub(super) fn of_course(fragment: &str) -> Result<Option<Self>, LinkError> {
        let slug = part::parts(fragment).find_map(|part| part.strip_prefix("lesson="));
        let Some(slug) = slug.map(|slug| part::name(slug, b"-_")) else { return Ok(None) };
        if slug.is_empty() || !is_place(slug) {
            return Err(LinkError::Damaged);
        }
        Self::with_rest(Source::Course(slug.to_owned()), fragment).map(Some)
    }

    /// Reads what follows the version of a link that holds a text.
    pub(super) fn unpack(body: &str) -> Result<Self, LinkError> {
        let text = unpacked(body, |bytes| String::from_utf8(bytes).ok())?;
        Self::with_rest(Source::Text(text), body)
    }

    fn with_rest(source: Source, fragment: &str) -> Result<Self, LinkError> {
        let (mut step, mut homework) = (None, None);
        for part in part::parts(fragment) {
            if let Some(value) = part.strip_prefix("step=") {
                let number = part::number(value).ok_or(LinkError::Damaged)?.0;
                step = step.or(Some(number.saturating_sub(1)));
            } else if let Some(value) = part.strip_prefix("homework=") {
                homework = homework.or(Some(read_homework(value).ok_or(LinkError::Damaged)?));
            }
        }
        Ok(Self { source, step: step.unwrap_or(0), homework })
    }
}

/// Reads `SEED.COUNT`.
fn read_homework(value: &str) -> Option<Homework> {
    let (seed, rest) = part::number(value)?;
    let (count, _) = part::number(rest.strip_prefix('.')?)?;
    let homework = Homework { seed: u32::try_from(seed).ok()?, count: u32::try_from(count).ok()? };
    (homework.count > 0).then_some(homework)
}
