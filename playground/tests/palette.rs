//! The colours of the heap map: everything written on them can be read, and both ways into the dark theme agree.

use std::collections::HashMap;

const CSS: &str = include_str!("../style/heap.css");

type Theme = HashMap<String, String>;

/// The custom properties of the rule that starts with `selector`.
fn theme(selector: &str) -> Theme {
    let rule = CSS.split_once(selector).unwrap_or_else(|| panic!("no rule for {selector}")).1;
    let body = rule.split_once('{').and_then(|(_, rest)| rest.split_once('}')).expect("braces").0;
    body.split(';')
        .filter_map(|line| line.trim().split_once(':'))
        .map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned()))
        .collect()
}

fn light() -> Theme {
    theme(":root")
}

fn dark() -> Theme {
    theme(":root[data-theme=\"dark\"]")
}

fn luminance(color: &str) -> f64 {
    let digits = color.strip_prefix('#').filter(|digits| digits.len() == 6);
    let digits = digits.unwrap_or_else(|| panic!("{color} is not #rrggbb"));
    let channel = |at: usize| {
        let value = u8::from_str_radix(&digits[at..at + 2], 16).expect("hexadecimal");
        let value = f64::from(value) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(0) + 0.7152 * channel(2) + 0.0722 * channel(4)
}

/// As WCAG defines it.
fn contrast(one: &str, other: &str) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

fn check(theme: &Theme, pairs: &[(&str, &str)], least: f64) {
    for (front, back) in pairs {
        let color = |name: &str| theme[&format!("--heap-{name}")].clone();
        let found = contrast(&color(front), &color(back));
        assert!(found >= least, "{front} on {back}: {found:.2}, should be {least}");
    }
}

#[test]
fn letters_can_be_read() {
    let pairs = [
        ("live-ink", "live-a"),
        ("live-ink", "live-b"),
        ("live-ink", "live-c"),
        ("live-ink", "padding"),
        ("live-soft", "live-a"),
        ("live-soft", "live-b"),
        ("live-soft", "live-c"),
        ("live-soft", "padding"),
        ("free-ink", "free"),
        ("bump-ink", "bump"),
        ("lost-ink", "lost"),
        ("foreign-ink", "foreign"),
        ("reserved-ink", "reserved"),
        ("tag-ink", "tag"),
        ("tag-free-ink", "tag-free"),
        ("field-ink", "field"),
        ("gutter-ink", "surface"),
        ("bump-pointer", "surface"),
        ("mark-ink", "mark"),
        ("fits-ink", "fits"),
        ("fits", "surface"),
        ("current-ink", "current"),
        ("tip-ink", "tip"),
        ("tip-soft", "tip"),
    ];
    for theme in [light(), dark()] {
        check(&theme, &pairs, 4.5);
    }
}

#[test]
fn outlines_and_marks_stand_out() {
    let pairs = [
        ("live-line", "surface"),
        ("free-line", "free"),
        ("lost-line", "lost"),
        ("tag", "live-a"),
        ("tag-free", "live-a"),
        ("tag-free", "free"),
        ("mark", "surface"),
        ("current", "surface"),
        ("current", "live-a"),
        ("current", "live-c"),
        ("link", "surface"),
        ("hover", "surface"),
        ("selected", "surface"),
        ("selected", "live-c"),
        ("focus", "surface"),
        ("bump-pointer", "bump"),
        ("end-line", "surface"),
        ("page-line", "surface"),
    ];
    for theme in [light(), dark()] {
        check(&theme, &pairs, 3.0);
    }
}

#[test]
fn what_is_stacked_in_a_cell_differs_in_brightness() {
    let pairs = [("live-dense", "free-dense"), ("lost-line", "free-dense")];
    for theme in [light(), dark()] {
        check(&theme, &pairs, 2.0);
    }
}

#[test]
fn the_dark_theme_is_the_same_by_hand_and_by_the_systems_wish() {
    let by_wish = theme(":root:not([data-theme=\"light\"])");
    assert_eq!(dark(), by_wish);
    let mut names: Vec<String> = by_wish.into_keys().collect();
    names.sort();
    let mut light: Vec<String> =
        light().into_keys().filter(|name| !name.starts_with("--heap-font")).collect();
    light.sort();
    assert_eq!(names, light, "each colour has a value in both themes");
}
