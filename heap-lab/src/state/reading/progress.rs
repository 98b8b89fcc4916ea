//! Which questions of the course were answered, as a text for the storage of the browser.

use std::collections::BTreeMap;

use crate::lesson::Lesson;

/// The most bytes that are read.
const MOST: usize = 64 << 10;

/// The questions that were answered: for each lesson of the course by its name, for each question by its id, whether its
/// first answer was right. Names that are not known here are kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress(BTreeMap<String, BTreeMap<String, bool>>);

impl Progress {
    /// Reads what [`write`](Self::write) made, as far as it makes sense.
    pub fn read(text: &str) -> Self {
        let text = if text.len() > MOST { "" } else { text };
        let lesson = |line: &str| {
            let mut words = line.split_whitespace();
            let slug = words.next()?.to_owned();
            let answer = |word: &str| {
                let right = word.starts_with('+');
                let id = word.strip_prefix(['+', '-'])?;
                (!id.is_empty()).then(|| (id.to_owned(), right))
            };
            Some((slug, words.filter_map(answer).collect()))
        };
        Self(text.lines().filter_map(lesson).collect())
    }

    /// As a text: a line for each lesson, `last-in-first-out +newest -bin`.
    pub fn write(&self) -> String {
        let line = |(slug, answers): (&String, &BTreeMap<String, bool>)| {
            let words = answers.iter().map(|(id, right)| format!(" {}{id}", if *right { '+' } else { '-' }));
            format!("{slug}{}\n", words.collect::<String>())
        };
        self.0.iter().map(line).collect()
    }

    /// With the answers to questions of a lesson. What was answered before stays.
    #[must_use]
    pub fn with(mut self, slug: &str, lesson: &Lesson, answered: &[Option<bool>]) -> Self {
        for ((_, ask), right) in lesson.asks().zip(answered) {
            if let Some(right) = right {
                self.0.entry(slug.to_owned()).or_default().entry(ask.id.to_string()).or_insert(*right);
            }
        }
        self
    }

    /// Whether each question of a lesson was answered right, in the order of the lesson.
    pub fn answered(&self, slug: &str, lesson: &Lesson) -> Vec<Option<bool>> {
        let known = self.0.get(slug);
        lesson.asks().map(|(_, ask)| known?.get(&*ask.id).copied()).collect()
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
    fn the_format_stays_and_what_is_unknown_is_kept() {
        let text = "fits +one -two\nlater-lesson +x\n";
        assert_eq!(Progress::read(text).write(), text);
        let odd = "\n  \nfits one + - -two ++\u{0}\nno-answers\n";
        assert_eq!(Progress::read(odd).write(), "fits ++\u{0} -two\nno-answers\n");
        assert_eq!(Progress::read(&"a +b\n".repeat(MOST)), Progress::default());
    }
}
