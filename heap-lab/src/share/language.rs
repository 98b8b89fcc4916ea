//! The language that a link asks for: `&lang=zh` at its end, whatever else it says, or `lang=zh` alone.

use crate::text::Language;

const KEY: &str = "lang=";

/// A fragment without the language that it asks for, and that language. An unknown one is passed over.
pub fn split(fragment: &str) -> (String, Option<Language>) {
    let mut language = None;
    let rest: Vec<_> = fragment
        .split('&')
        .filter(|part| {
            let Some(tag) = part.strip_prefix(KEY) else { return true };
            language = Language::of_tag(tag);
            false
        })
        .collect();
    (rest.join("&"), language)
}

/// A fragment that says the same and asks for a language, if there is one to ask for.
pub fn join(fragment: String, language: Option<Language>) -> String {
    match language {
        None => fragment,
        Some(language) if fragment.is_empty() => format!("{KEY}{}", language.tag()),
        Some(language) => format!("{fragment}&{KEY}{}", language.tag()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_without_a_language_stays_what_it_is() {
        for fragment in ["", "1.eNqrVipOLsosKF", "example=tour&op=3", "&&", "help", "language=zh"] {
            assert_eq!(split(fragment), (fragment.to_owned(), None));
            assert_eq!(join(fragment.to_owned(), None), fragment);
        }
    }

    #[test]
    fn a_language_comes_back_from_any_link() {
        for fragment in ["", "1.eNqrVipOLsosKF", "example=tour&op=3"] {
            for language in Language::ALL {
                let link = join(fragment.to_owned(), Some(language));
                assert_eq!(split(&link), (fragment.to_owned(), Some(language)));
            }
        }
        assert_eq!(
            split("example=tour&lang=zh-CN&op=3"),
            ("example=tour&op=3".to_owned(), Some(Language::Chinese))
        );
        assert_eq!(split("example=tour&lang=xx"), ("example=tour".to_owned(), None));
    }
}
