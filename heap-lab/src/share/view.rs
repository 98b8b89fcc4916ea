//! How a link shows what it holds: parameters at its end, whatever its format, or alone.
//!
//! ```text
//! …&embed&zoom=2&speed=6e&lang=zh     the figure alone; zoomed in twice; 6 events a second; a language
//! …&speed=30                          30 operations a second
//! ```
//!
//! Each may be absent, in any order, and what is not understood is ignored.

use super::part;
use crate::{speed::Speed, text::Language};

/// More zoom steps than any heap has.
const MOST_ZOOM: i32 = 64;

/// What a link asks for besides its work.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct View {
    /// The figure without the rest of the page, for a frame in another page.
    pub embed: bool,
    /// Zoom steps of the heaps, as in the state of the page.
    pub zoom: i32,
    /// The speed of playing, unless it is the usual one.
    pub speed: Option<Speed>,
    /// The language of the page; `None` for that of the reader.
    pub language: Option<Language>,
}

impl View {
    /// Splits a fragment into the rest and the view that it asks for.
    pub fn split(fragment: &str) -> (String, Self) {
        let (mut rest, mut view) = (String::with_capacity(fragment.len()), Self::default());
        for part in part::parts(fragment).filter(|part| !view.takes(part)) {
            rest.push('&');
            rest.push_str(part);
        }
        // Each part that stays is behind an `&`, the first one too.
        if !rest.is_empty() {
            rest.remove(0);
        }
        (rest, view)
    }

    /// Whether the part of a fragment belongs to a view, which then has it.
    fn takes(&mut self, part: &str) -> bool {
        let (key, value) = part.split_once('=').unwrap_or((part, ""));
        match part::name(key, b"") {
            "embed" => self.embed = true,
            "zoom" => self.zoom = zoom(value).unwrap_or(self.zoom),
            "speed" => self.speed = speed(value).or(self.speed),
            "lang" => self.language = Language::of_tag(part::name(value, b"-")).or(self.language),
            _ => return false,
        }
        true
    }

    /// The fragment with the view added, as far as there is something to ask for.
    pub fn join(self, mut fragment: String) -> String {
        let mut add = |key: &str, value: &str| {
            if !fragment.is_empty() {
                fragment.push('&');
            }
            fragment.push_str(key);
            fragment.push_str(value);
        };
        if self.embed {
            add("embed", "");
        }
        if self.zoom != 0 {
            add("zoom=", &self.zoom.to_string());
        }
        if let Some(Speed { per_second, events }) = self.speed {
            add("speed=", &(per_second.to_string() + if events { "e" } else { "" }));
        }
        if let Some(language) = self.language {
            add("lang=", language.tag());
        }
        fragment
    }
}

fn zoom(value: &str) -> Option<i32> {
    let (sign, digits) = value.strip_prefix('-').map_or((1, value), |digits| (-1, digits));
    let (steps, _) = part::number(digits)?;
    Some(sign * steps.min(MOST_ZOOM as usize) as i32)
}

/// The choices may change between versions: the nearest one is taken.
fn speed(value: &str) -> Option<Speed> {
    let (per_second, rest) = part::number(value)?;
    Some(Speed::nearest(per_second, rest.starts_with('e')))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINKS: [&str; 3] = ["", "1.eNqrVipOLsosKF", "example=tour&op=3"];

    fn views() -> Vec<View> {
        let mut views = Vec::new();
        for embed in [false, true] {
            for zoom in [-MOST_ZOOM, -1, 0, 3] {
                for speed in [None].into_iter().chain(Speed::ALL.map(Some)) {
                    for language in [None].into_iter().chain(Language::ALL.map(Some)) {
                        views.push(View { embed, zoom, speed, language });
                    }
                }
            }
        }
        views
    }

    #[test]
    fn a_link_without_a_view_stays_what_it_is() {
        for fragment in ["", "1.eNqrVipOLsosKF", "example=tour&op=3", "&&", "help", "language=zh", "embedded"]
        {
            assert_eq!(View::split(fragment), (fragment.to_owned(), View::default()));
            assert_eq!(View::default().join(fragment.to_owned()), fragment);
        }
    }

    #[test]
    fn a_view_comes_back_from_any_link_and_ends_in_a_letter_or_digit() {
        for fragment in LINKS {
            for view in views() {
                let link = view.join(fragment.to_owned());
                assert_eq!(View::split(&link), (fragment.to_owned(), view), "{link}");
                assert!(link.chars().next_back().is_none_or(|last| last.is_ascii_alphanumeric()), "{link}");
            }
        }
    }

    #[test]
    fn the_format_of_views_stays() {
        let view = |embed, zoom, speed| View { embed, zoom, speed, language: Some(Language::Chinese) };
        let events = Some(Speed { per_second: 6, events: true });
        let operations = Some(Speed { per_second: 30, events: false });
        for (link, expected) in [
            ("lang=zh", view(false, 0, None)),
            ("embed&zoom=2&speed=6e&lang=zh", view(true, 2, events)),
            ("lang=zh&speed=30&zoom=-1&embed=1", view(true, -1, operations)),
            ("lang=zh-CN&speed=33", view(false, 0, operations)),
            ("lang=zh&lang=xx&speed=&zoom=x", view(false, 0, None)),
            ("lang=zh&zoom=99999999999&speed=99999999999999999999999e", view(false, MOST_ZOOM, None)),
            ("lang=zh&speed=999999e", view(false, 0, events)),
        ] {
            assert_eq!(View::split(link), (String::new(), expected), "{link}");
        }
        assert_eq!(
            View::split("example=tour&lang=zh-CN&op=3"),
            ("example=tour&op=3".to_owned(), View { language: Some(Language::Chinese), ..View::default() })
        );
    }
}
