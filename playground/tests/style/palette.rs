//! The colours of the tokens: each has a value for both themes, and everything written or drawn in them has enough
//! contrast.

use std::collections::HashMap;

use crate::sheets::{Declaration, TOKENS, all};

/// The value of each colour token, by name without the dashes.
type Theme = HashMap<String, String>;

/// Light and dark.
fn themes() -> [Theme; 2] {
    let declarations: Vec<_> = all().into_iter().filter(Declaration::is_token).collect();
    let mut written = HashMap::new();
    for one in declarations.iter().filter(|one| is_color(&one.value)) {
        assert_eq!(one.within, [":root"], "a colour is the same everywhere: {}", one.place());
        let before = written.insert(&*one.property, &*one.value);
        assert_eq!(before, None, "a colour is written once: {}", one.place());
    }
    assert!(written.len() > 70, "{} colours are too few to be all of {TOKENS}", written.len());
    let theme = |index: usize| {
        let color = |(name, value): (&&str, &&str)| {
            let colors = value.strip_prefix("light-dark(").and_then(|rest| rest.strip_suffix(')'));
            let colors: Vec<_> = colors.into_iter().flat_map(|colors| colors.split(", ")).collect();
            assert_eq!(colors.len(), 2, "{name}: {value} should be light-dark(#…, #…)");
            (name.trim_start_matches('-').to_owned(), colors[index].to_owned())
        };
        let mut theme: Theme = written.iter().map(color).collect();
        // A token may be an alias of another one.
        for Declaration { property, value, .. } in &declarations {
            let other = value.strip_prefix("var(--").and_then(|rest| rest.strip_suffix(')'));
            if let Some(color) = other.and_then(|other| theme.get(other)).cloned() {
                theme.insert(property.trim_start_matches('-').to_owned(), color);
            }
        }
        theme
    };
    [theme(0), theme(1)]
}

fn is_color(value: &str) -> bool {
    value.contains('#') || value.contains("light-dark(")
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

/// Contrast as WCAG defines it.
fn contrast(one: &str, other: &str) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// Every colour of the first list on every one of the second.
fn check(pairs: &[(&[&str], &[&str])], least: f64) {
    let mut found = Vec::new();
    for (which, theme) in ["light", "dark"].into_iter().zip(themes()) {
        let color = |name: &str| theme.get(name).unwrap_or_else(|| panic!("no colour --{name}"));
        for (fronts, backs) in pairs {
            for (front, back) in fronts.iter().flat_map(|front| backs.iter().map(move |back| (front, back))) {
                let contrast = contrast(color(front), color(back));
                if contrast < least {
                    found.push(format!("{front} on {back}, {which}: {contrast:.2}"));
                }
            }
        }
    }
    assert!(found.is_empty(), "should be {least} or more:\n{}", found.join("\n"));
}

const LIVE: &[&str] = &["heap-live-a", "heap-live-b", "heap-live-c", "heap-padding"];

/// Text colours, and the backgrounds that they are used on.
const WRITTEN: &[(&[&str], &[&str])] = &[
    (&["ink", "ink-2", "ink-3"], &["bg", "surface", "raised"]),
    (&["ink", "ink-2"], &["sunken", "accent-soft", "bad-soft"]),
    (&["accent"], &["bg", "surface", "raised", "accent-soft"]),
    (&["accent-ink"], &["accent", "ink"]),
    (&["bad"], &["bg", "surface", "bad-soft"]),
    (&["now-ink"], &["now"]),
    (&["editor-text", "editor-faint"], &["editor-ground", "editor-pop", "editor-step-line"]),
    (&["editor-text"], &["editor-selection"]),
    (
        &["editor-keyword", "editor-word", "editor-call", "editor-string", "editor-number"],
        &["editor-ground", "editor-step-line"],
    ),
    (&["heap-live-ink", "heap-live-soft"], LIVE),
    (&["heap-free-ink"], &["heap-free", "surface"]),
    (&["heap-bump-ink"], &["heap-bump"]),
    (&["heap-lost-ink"], &["heap-lost"]),
    (&["heap-foreign-ink"], &["heap-foreign"]),
    (&["heap-reserved-ink"], &["heap-reserved"]),
    (&["heap-held-ink"], &["heap-held"]),
    (&["heap-opaque-ink"], &["heap-opaque"]),
    (&["heap-tag-ink"], &["heap-tag"]),
    (&["heap-tag-free-ink"], &["heap-tag-free"]),
    (&["heap-field-ink"], &["heap-field"]),
    (&["heap-gutter-ink", "heap-bump-pointer", "heap-fits", "heap-link"], &["heap-surface", "surface"]),
    (&["heap-mark-ink"], &["heap-mark"]),
    (&["heap-fits-ink"], &["heap-fits"]),
    (&["heap-current-ink"], &["heap-current"]),
    (&["heap-given-ink"], &["heap-given"]),
    (&["heap-to-free-ink"], &["heap-to-free"]),
    (&["heap-tip-ink", "heap-tip-soft"], &["heap-tip"]),
];

#[test]
fn letters_can_be_read() {
    check(WRITTEN, 4.5);
}

#[test]
fn no_ink_is_left_out() {
    let [light, _] = themes();
    let is_checked = |name: &str| WRITTEN.iter().any(|(fronts, _)| fronts.contains(&name));
    let mut inks: Vec<_> = light.keys().filter(|name| name.split('-').any(|part| part == "ink")).collect();
    inks.retain(|name| !is_checked(name));
    assert!(inks.is_empty(), "said nowhere what they are written on: {inks:?}");
}

#[test]
fn outlines_and_marks_stand_out() {
    check(
        &[
            (&["accent"], &["bg", "surface", "raised"]),
            (&["editor-error", "editor-step"], &["editor-ground"]),
            (&["heap-live-line"], &["heap-surface"]),
            (&["heap-free-line"], &["heap-free"]),
            (&["heap-lost-line"], &["heap-lost"]),
            (&["heap-tag"], &["heap-live-a"]),
            (&["heap-tag-free"], &["heap-live-a", "heap-free"]),
            (&["heap-mark", "heap-link", "heap-hover", "heap-focus"], &["heap-surface"]),
            (&["heap-current"], &["heap-surface", "heap-live-a", "heap-live-c"]),
            (&["heap-selected"], &["heap-surface", "heap-live-c"]),
            (&["heap-given", "heap-to-free"], &["heap-surface", "heap-live-c", "heap-free"]),
            (&["heap-bump-pointer"], &["heap-bump"]),
            (&["heap-end-line", "heap-page-line"], &["heap-surface"]),
        ],
        3.0,
    );
}

#[test]
fn what_is_stacked_in_a_cell_differs_in_brightness() {
    check(&[(&["heap-live-dense", "heap-lost-line"], &["heap-free-dense"])], 2.0);
}
