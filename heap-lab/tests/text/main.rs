//! The sentences of all languages: there is one for every fact, and it is in the right language.

mod english;
mod questions;
mod samples;
mod stories;

use heap_lab::text::{Language, Text};
use samples::Said;

/// Everything that can be said in a language: its subject, and the words.
fn all(text: &dyn Text) -> Vec<Said> {
    let mut all = samples::narration(text);
    all.extend(samples::tiles(text));
    all.extend(samples::panes(text));
    all.extend(questions::questions(text));
    all.extend(samples::challenges(text));
    all.extend(samples::imports(text));
    all.extend(samples::program(text));
    all.extend(samples::teaching(text));
    all
}

fn is_chinese(letter: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&letter)
}

#[test]
fn every_fact_has_a_sentence_in_every_language() {
    for language in Language::ALL {
        for Said { about, words, .. } in all(language.text()) {
            assert!(!words.trim().is_empty(), "{about} in {}", language.name());
            assert!(!words.contains("  "), "{about} in {}: {words}", language.name());
        }
    }
}

#[test]
fn facts_that_differ_are_told_apart() {
    for language in Language::ALL {
        let all = all(language.text());
        for (index, one) in all.iter().enumerate() {
            for other in &all[..index] {
                let same_kind = one.kind == other.kind;
                assert!(
                    !same_kind || one.words != other.words,
                    "{} and {}: {}",
                    one.about,
                    other.about,
                    one.words
                );
            }
        }
    }
}

#[test]
fn english_is_written_in_english() {
    for Said { about, words, .. } in all(Language::English.text()) {
        assert!(!words.chars().any(is_chinese), "{about}: {words}");
        assert!(
            words.chars().all(|letter| letter.is_ascii() || "–…“”·→←∅✓✕›".contains(letter)),
            "{about}: {words}"
        );
    }
}

#[test]
fn chinese_is_written_in_chinese() {
    for Said { about, words, neutral, .. } in all(Language::Chinese.text()) {
        assert!(neutral || words.chars().any(is_chinese), "{about}: {words}");
    }
}

#[test]
fn chinese_has_spaces_beside_latin_letters_and_its_own_punctuation() {
    for Said { about, words, .. } in all(Language::Chinese.text()) {
        let letters: Vec<char> = words.chars().collect();
        let latin = |letter: char| letter.is_ascii_alphanumeric();
        let english = |letter: char| ",;:?!()".contains(letter);
        let wide = |letter: char| "，。：；、（）".contains(letter);
        for pair in letters.windows(2) {
            let [left, right] = [pair[0], pair[1]];
            let is_close = is_chinese(left) && latin(right) || latin(left) && is_chinese(right);
            assert!(!is_close, "no space between {left} and {right} in {about}: {words}");
            let is_english = is_chinese(left) && english(right) || english(left) && is_chinese(right);
            assert!(!is_english, "{left}{right} in {about}: {words}");
            let is_loose = wide(left) && right == ' ' || left == ' ' && wide(right);
            assert!(!is_loose, "a space at {left}{right} in {about}: {words}");
        }
        let is_split =
            letters.windows(3).find(|three| is_chinese(three[0]) && three[1] == ' ' && is_chinese(three[2]));
        assert_eq!(is_split, None, "a space between two letters in {about}: {words}");
    }
}
