//! Colours, sizes of type, space, corners and layers are written in `tokens.css` and nowhere else.

use std::{collections::BTreeSet, fs, path::Path};

use crate::sheets::{Declaration, all, names};

/// Declarations outside the tokens for which `wrong` is true, by file and line.
fn found(wrong: impl Fn(&Declaration) -> bool) -> Vec<String> {
    let declarations = all();
    assert!(declarations.len() > 500, "{} declarations are too few to be all", declarations.len());
    declarations.iter().filter(|one| !one.is_token() && wrong(one)).map(Declaration::place).collect()
}

fn none(found: &[String], instead: &str) {
    assert!(found.is_empty(), "{instead} instead:\n{}", found.join("\n"));
}

/// Functions that return a colour.
const MAKERS: [&str; 13] = [
    "rgb",
    "rgba",
    "hsl",
    "hsla",
    "hwb",
    "lab",
    "lch",
    "oklab",
    "oklch",
    "color",
    "color-mix",
    "light-dark",
    "device-cmyk",
];

/// Words that are allowed beside the tokens in properties with colours. Any other word counts as the name of a colour.
const WORDS: [&str; 24] = [
    "var",
    "calc",
    "none",
    "inherit",
    "transparent",
    "currentcolor",
    "solid",
    "dashed",
    "inset",
    "collapse",
    "round",
    "underline",
    "radial-gradient",
    "repeating-linear-gradient",
    "linear-gradient",
    "px",
    "em",
    "deg",
    "border-box",
    "content-box",
    "padding-box",
    "no-repeat",
    "local",
    "scroll",
];

fn takes_a_color(property: &str) -> bool {
    let starts = ["--", "background", "border", "outline", "fill", "stroke", "box-shadow", "text-"];
    property.ends_with("color") || starts.iter().any(|start| property.starts_with(start))
}

fn holds_a_color(Declaration { property, value, .. }: &Declaration) -> bool {
    let is_word = |name: &str| name.starts_with("--") || WORDS.contains(&name);
    let is_text = ["text-align", "text-overflow", "text-transform", "text-wrap", "text-size-adjust"];
    value.contains('#')
        || names(value).any(|name| MAKERS.contains(&name))
        || (takes_a_color(property)
            && !is_text.contains(&property.as_str())
            && names(value).any(|name| !is_word(name)))
}

#[test]
fn colors_are_tokens() {
    none(&found(holds_a_color), "a colour of tokens.css");
}

#[test]
fn sizes_of_type_are_tokens() {
    let is_size = |value: &str| value == "inherit" || value.starts_with("var(--text");
    let wrong = |Declaration { property, value, .. }: &Declaration| match property.as_str() {
        "font-size" => !is_size(value),
        "font" => value != "inherit" && !value.contains("var(--text"),
        "line-height" => value.contains("px"),
        _ => false,
    };
    none(&found(wrong), "--text-… or --leading-…");
}

#[test]
fn layers_corners_and_space_are_tokens() {
    let wrong = |one: &Declaration| one.property == "z-index" && !one.value.starts_with("var(--layer-");
    none(&found(wrong), "--layer-…");
    let wrong =
        |one: &Declaration| one.property.ends_with("radius") && !one.value.starts_with("var(--radius");
    none(&found(wrong), "--radius-…");
    let kinds = ["padding", "margin", "gap", "row-gap", "column-gap"];
    let is_space = |property: &str| {
        kinds.contains(&property) || kinds[..2].iter().any(|kind| property.starts_with(kind))
    };
    let wrong = |one: &Declaration| is_space(&one.property) && one.value.contains("px");
    none(&found(wrong), "--space-…");
}

/// Mistyped and unused tokens have no effect, and browsers do not report them.
#[test]
fn tokens_and_their_uses_agree() {
    let declarations = all();
    let defined: BTreeSet<&str> =
        declarations.iter().map(|one| &*one.property).filter(|name| name.starts_with("--")).collect();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |file: &str| fs::read_to_string(root.join(file)).unwrap();
    let (map, theme) = (read("src/components/heap/style.rs"), read("editor/src/theme.js"));
    let strings = |text: &str| -> Vec<String> {
        text.split(['"', '`']).filter(|part| part.starts_with("--")).map(str::to_owned).collect()
    };
    let drawn = strings(&map);
    assert!(drawn.len() > 50, "{} properties for the canvas", drawn.len());
    let mut used: BTreeSet<String> = drawn.into_iter().collect();
    used.extend(strings(&read("src/components/overview/look.rs")));
    for one in &declarations {
        used.extend(names(&one.value).filter(|name| name.starts_with("--")).map(str::to_owned));
    }
    // Set by scripts at run time, and the names of anchors.
    let placed = [
        "--x",
        "--y",
        "--place",
        "--used",
        "--at",
        "--room",
        "--share",
        "--up",
        "--digits",
        "--kind",
        "--other-lanes",
        "--arena",
    ];
    let missing: Vec<_> =
        used.iter().filter(|name| !defined.contains(&***name) && !placed.contains(&&***name)).collect();
    assert!(missing.is_empty(), "used and not defined: {missing:?}");
    let code: String = theme.lines().filter(|line| !line.starts_with("//")).collect();
    let editors = |name: &str| {
        let color = name.strip_prefix("--editor-").map(|color| format!("colour(\"{color}\""));
        color.is_some_and(|color| code.contains(&color)) || code.contains(&format!("var({name}"))
    };
    let unused: Vec<_> = defined.iter().filter(|&&name| !used.contains(name) && !editors(name)).collect();
    assert!(unused.is_empty(), "defined and not used: {unused:?}");
}
