//! The lessons of the course, in both languages.

use std::collections::{HashMap, HashSet};

use heap_lab::{
    lesson::{
        Block, Content, Inline, Lesson,
        course::{self, COURSE},
        pair,
    },
    text::Language,
};

use super::read_and_check;

/// Every text of the course, and the templates, with their names.
fn all() -> impl Iterator<Item = (String, Language, &'static str)> {
    let lessons = COURSE
        .iter()
        .flat_map(|entry| Language::ALL.map(|language| (entry.slug, language, entry.text(language))));
    let templates = Language::ALL.map(|language| ("template", language, course::template(language)));
    let named = |(slug, language, text): (&str, Language, _)| {
        (format!("heap-lab/lessons/{slug}.{}.md", language.tag()), language, text)
    };
    lessons.chain(templates).map(named)
}

#[test]
fn nothing_is_wrong() {
    let mut wrong = Vec::new();
    for (name, _, text) in all() {
        for error in read_and_check(text).1 {
            let sentence = Language::English.text().lesson_mistake(&error.mistake);
            wrong.push(format!("{name}:{}: {sentence}", error.line));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn a_lesson_is_the_same_in_each_language() {
    for entry in &COURSE {
        let [english, chinese] = Language::ALL.map(|language| entry.lesson(language));
        assert_eq!(pair::differences(&english, &chinese), [], "{}", entry.slug);
    }
}

#[test]
fn every_lesson_has_two_questions_with_fresh_data() {
    for entry in &COURSE {
        let lesson = entry.lesson(Language::English);
        let fresh =
            lesson.asks().filter(|&(step, _)| lesson.scenes[lesson.steps[step].scene].fresh.is_some());
        let fresh = fresh.count();
        assert!(fresh >= 2, "{}: {fresh}", entry.slug);
    }
}

#[test]
fn every_kind_of_question_is_in_two_lessons() {
    let mut lessons: HashMap<&str, HashSet<&str>> = HashMap::new();
    for entry in &COURSE {
        for (_, ask) in entry.lesson(Language::English).asks() {
            lessons.entry(ask.kind.key()).or_default().insert(entry.slug);
        }
    }
    for kind in ["place", "probes", "list", "draw", "number", "yes-no", "first"] {
        let count = lessons.get(kind).map_or(0, HashSet::len);
        assert!(count >= 2, "{kind}: {count}");
    }
}

/// A digit that a reader sees is part of a claim, of code or of a link that drives the figure, or it is in `O(1)` and the
/// like: everything else might become false without anybody noticing.
#[test]
fn every_number_in_prose_is_a_claim() {
    let mut wrong = Vec::new();
    for (name, _, text) in all() {
        let lesson = read_and_check(text).0;
        for (line, sentence) in sentences(&lesson) {
            let said: String = sentence.iter().map(unclaimed).collect();
            let said = said.replace("O(1)", "");
            if said.contains(|char: char| char.is_numeric()) {
                wrong.push(format!("{name}:{line}: {said}"));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// All texts of a lesson, with the lines of their steps.
fn sentences(lesson: &Lesson) -> Vec<(u32, &[Inline])> {
    let mut all = vec![(1, &lesson.intro[..])];
    for step in &lesson.steps {
        let mut add = |words| all.push((step.line, words));
        step.heading.iter().for_each(|words| add(words));
        match &step.content {
            Content::Ask(ask) => [&ask.text, &ask.after].into_iter().for_each(|words| add(words)),
            Content::Prose(blocks) => blocks.iter().for_each(|block| match block {
                Block::Paragraph(words) => add(words),
                Block::List { items, .. } => items.iter().for_each(|words| add(words)),
            }),
        }
    }
    all
}

/// The text that nothing confirms.
fn unclaimed(word: &Inline) -> String {
    match word {
        Inline::Text(text) => text.clone(),
        Inline::Strong(inner) | Inline::Emphasis(inner) => inner.iter().map(unclaimed).collect(),
        Inline::Code(_) | Inline::Go { .. } | Inline::Fact { .. } | Inline::Url { .. } => String::new(),
    }
}
