//! Light and dark: what people chose, or else what their system wishes.
//!
//! The page's style sheet keys on `data-theme` of the root element, which is always `light` or `dark` once a
//! [`Themed`] exists; before that, `prefers-color-scheme` decides.

use std::{cell::Cell, rc::Rc};

use super::{document, media, storage, window};

const KEY: &str = "lite-alloc.theme";

/// What people chose.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Choice {
    /// As the system wishes.
    #[default]
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Choice {
    /// What was stored, or else the system's wish.
    pub fn stored() -> Self {
        match storage::get(KEY).as_deref() {
            Some("light") => Self::Light,
            Some("dark") => Self::Dark,
            _ => Self::System,
        }
    }

    /// Remembers the choice for the next visit.
    pub fn store(self) {
        match self {
            Self::System => storage::remove(KEY),
            // Without storage the choice lasts as long as the page.
            Self::Light => _ = storage::set(KEY, "light"),
            Self::Dark => _ = storage::set(KEY, "dark"),
        }
    }

    /// What the page looks like under this choice, now.
    pub fn is_dark(self) -> bool {
        match self {
            Self::System => media::matches(media::DARK),
            Self::Light => false,
            Self::Dark => true,
        }
    }
}

/// The page kept in the chosen theme.
pub struct Themed {
    choice: Rc<Cell<Choice>>,
    _watch: media::Watch,
}

impl Themed {
    /// Puts the page into the theme of `choice`, and follows the system where that is the choice. `changed` is
    /// called with whether the page is dark, after the system changed it: what is drawn by hand must be drawn anew.
    pub fn new(choice: Choice, mut changed: impl FnMut(bool) + 'static) -> Self {
        apply(choice.is_dark());
        let choice = Rc::new(Cell::new(choice));
        let chosen = Rc::clone(&choice);
        let watch = media::Watch::new(media::DARK, move |dark| {
            if chosen.get() == Choice::System {
                apply(dark);
                changed(dark);
            }
        });
        Self { choice, _watch: watch }
    }

    /// Puts the page into the theme of another choice. Does not store it.
    pub fn choose(&self, choice: Choice) {
        self.choice.set(choice);
        apply(choice.is_dark());
    }
}

fn apply(dark: bool) {
    if let Some(root) = document().document_element() {
        // The name of the attribute is a good one, which is all that can be wrong.
        let _ = root.set_attribute("data-theme", if dark { "dark" } else { "light" });
    }
}

/// The value of a CSS custom property (`--name`) on the root element in the present theme, for what is drawn on a
/// canvas; empty where it is not set. It comes as written, so colours for canvases must not use `var()` in functions
/// nor `light-dark()`.
pub fn css(property: &str) -> String {
    document()
        .document_element()
        .and_then(|root| window().get_computed_style(&root).ok().flatten())
        .and_then(|style| style.get_property_value(property).ok())
        .map(|value| value.trim().to_owned())
        .unwrap_or_default()
}
