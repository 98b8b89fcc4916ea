//! Which questions of lessons were answered, as a text for the storage of the browser.

use super::Origin;
use crate::{
    homework::fingerprint,
    lesson::{Lesson, course::COURSE},
};

/// The most bytes that are read.
const MOST: usize = 16 << 10;
/// What the names of lessons begin with that are not in the course.
const OTHER: &str = "~";
/// The most of them: the ones that were answered last.
const MOST_OTHERS: usize = 40;

/// The questions that were answered: for each lesson by its [name](name), for each question by its id, whether its first
/// answer was right. Names that are not known here are kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress(Vec<(String, Answers)>);

/// Ids of questions, and whether their first answers were right.
type Answers = Vec<(String, bool)>;

/// The name of a lesson: that in the course, or one that depends on its questions and scripts. Questions about a script have
/// none.
pub fn name(origin: &Origin, lesson: &Lesson) -> Option<String> {
    match origin {
        Origin::Course(index) => COURSE.get(*index).map(|entry| entry.slug.to_owned()),
        Origin::Text(_) => Some(format!("{OTHER}{:08x}", fingerprint(lesson))),
        Origin::Quiz => None,
    }
}

impl Progress {
    /// Reads what [`write`](Self::write) made, as far as it makes sense.
    pub fn read(text: &str) -> Self {
        let mut progress = Self::default();
        let lines = text.lines().filter(|_| text.len() <= MOST);
        for mut words in lines.map(str::split_whitespace) {
            let Some(slug) = words.next() else { continue };
            for word in words {
                match word.strip_prefix(['+', '-']) {
                    Some(id) if !id.is_empty() => progress.add(slug, id, word.starts_with('+')),
                    _ => {}
                }
            }
        }
        progress
    }

    /// As a text: a line for each lesson, `last-in-first-out +newest -bin`.
    pub fn write(&self) -> String {
        let mut text = String::new();
        for (slug, answers) in &self.0 {
            text.push_str(slug);
            for (id, right) in answers {
                text.push_str(if *right { " +" } else { " -" });
                text.push_str(id);
            }
            text.push('\n');
        }
        text
    }

    /// With the answers to questions of a lesson. What was answered before stays.
    #[must_use]
    pub fn with(mut self, slug: &str, lesson: &Lesson, answered: &[Option<bool>]) -> Self {
        for ((_, ask), right) in lesson.asks().zip(answered) {
            if let Some(right) = *right {
                self.add(slug, &ask.id, right);
            }
        }
        self.forget_others();
        self
    }

    /// Whether each question of a lesson was answered right, in the order of the lesson.
    pub fn answered(&self, slug: &str, lesson: &Lesson) -> Vec<Option<bool>> {
        let known = self.of(slug).map_or(&[][..], |answers| answers);
        let right = |id: &str| known.iter().find(|(known, _)| known == id).map(|(_, right)| *right);
        lesson.asks().map(|(_, ask)| right(&ask.id)).collect()
    }

    /// Keeps only so many lessons that are not in the course.
    fn forget_others(&mut self) {
        let is_other = |(slug, _): &(String, Answers)| slug.starts_with(OTHER);
        let mut left = self.0.iter().filter(|lesson| is_other(lesson)).count();
        self.0.retain(|lesson| {
            let stays = !is_other(lesson) || left <= MOST_OTHERS;
            left -= usize::from(is_other(lesson));
            stays
        });
    }

    fn of(&self, slug: &str) -> Option<&Answers> {
        self.0.iter().find(|(known, _)| known == slug).map(|(_, answers)| answers)
    }

    /// Adds the first answer to a question.
    fn add(&mut self, slug: &str, id: &str, right: bool) {
        let at = self.0.iter().position(|(known, _)| known == slug).unwrap_or_else(|| {
            self.0.push((slug.to_owned(), Vec::new()));
            self.0.len() - 1
        });
        let answers = &mut self.0[at].1;
        if !answers.iter().any(|(known, _)| known == id) {
            answers.push((id.to_owned(), right));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{lesson::course::COURSE, text::Language};

    #[test]
    fn what_was_answered_comes_back_by_its_id() {
        let entry = &COURSE[3];
        let lesson = entry.lesson(Language::English);
        let asks = lesson.asks().count();
        let mut answered = vec![None; asks];
        (answered[0], answered[asks - 1]) = (Some(true), Some(false));
        let progress = Progress::default().with(entry.slug, &lesson, &answered);
        let text = progress.write();
        assert_eq!(Progress::read(&text), progress);
        assert_eq!(progress.answered(entry.slug, &lesson), answered);
        let mut other = (*entry.lesson(Language::Chinese)).clone();
        other.steps.retain(|step| step.ask().is_none_or(|ask| ask.id != lesson.asks().next().unwrap().1.id));
        assert_eq!(progress.answered(entry.slug, &other), answered[1..], "questions may come and go");
        assert_eq!(progress.answered(COURSE[4].slug, &lesson), vec![None; asks]);
        let again = progress.clone().with(entry.slug, &lesson, &vec![Some(false); asks]);
        assert_eq!(
            again.answered(entry.slug, &lesson)[..2],
            [Some(true), Some(false)],
            "the first answer counts"
        );
    }

    #[test]
    fn answers_to_the_lessons_of_others_are_kept_for_the_latest_of_them() {
        let lesson = COURSE[0].lesson(Language::English);
        let own = name(&Origin::Text("text".into()), &lesson).unwrap();
        assert_eq!(
            name(&Origin::Text("other words".into()), &COURSE[0].lesson(Language::Chinese)),
            Some(own.clone())
        );
        assert_eq!(name(&Origin::Quiz, &lesson), None);
        let mut progress = Progress::default().with(COURSE[0].slug, &lesson, &[Some(true)]).with(
            &own,
            &lesson,
            &[Some(false)],
        );
        assert_eq!(progress.answered(&own, &lesson)[0], Some(false));
        for index in 0..MOST_OTHERS {
            progress = progress.with(&format!("{OTHER}{index}"), &lesson, &[Some(true)]);
        }
        assert_eq!(progress.answered(&own, &lesson)[0], None, "the oldest one is forgotten");
        assert_eq!(progress.answered("~0", &lesson)[0], Some(true));
        assert_eq!(progress.answered(COURSE[0].slug, &lesson)[0], Some(true), "the course is not");
        assert_eq!(Progress::read(&progress.write()), progress);
    }

    #[test]
    fn the_format_stays_and_what_is_unknown_is_kept() {
        let text = "fits +one -two\nlater-lesson +x\n";
        assert_eq!(Progress::read(text).write(), text);
        let odd = "\n  \nfits one + - -two ++\u{0}\nno-answers\n";
        assert_eq!(Progress::read(odd).write(), "fits -two ++\u{0}\n");
        assert_eq!(Progress::read(&"a +b\n".repeat(MOST)), Progress::default());
    }
}
