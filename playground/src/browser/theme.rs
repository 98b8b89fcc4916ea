//! Light and dark: the reader's choice, or else the preference of their system.
//!
//! The style sheet depends on `data-theme` of the root element, which is always `light` or `dark` once a [`Themed`]
//! exists; before that, `prefers-color-scheme` decides.

use heap_lab::state::Theme;
use web_sys::Element;

use super::{document, media, storage, window};

const KEY: &str = "lite-alloc.theme";

/// The reader's choice from an earlier visit, or else to follow the system.
pub fn stored() -> Theme {
    match storage::get(KEY).as_deref() {
        Some("light") => Theme::Light,
        Some("dark") => Theme::Dark,
        _ => Theme::System,
    }
}

/// Remembers the choice for the next visit.
pub fn store(theme: Theme) {
    match theme {
        Theme::System => storage::remove(KEY),
        // Without storage the choice lasts until the page is closed.
        Theme::Light => _ = storage::set(KEY, "light"),
        Theme::Dark => _ = storage::set(KEY, "dark"),
    }
}

/// The look of the page under this choice, now.
pub fn is_dark(theme: Theme) -> bool {
    match theme {
        Theme::System => media::matches(media::DARK),
        Theme::Light => false,
        Theme::Dark => true,
    }
}

/// Keeps the page in the chosen theme.
pub struct Themed {
    _watch: Option<media::Watch>,
}

impl Themed {
    /// Puts the page into the theme, and follows the system if that is the choice. `changed` is called with whether the
    /// page is dark after the system changed it: canvases must then be redrawn.
    pub fn new(theme: Theme, mut changed: impl FnMut(bool) + 'static) -> Self {
        apply(is_dark(theme));
        let follow = move |dark| {
            apply(dark);
            changed(dark);
        };
        Self { _watch: (theme == Theme::System).then(|| media::Watch::new(media::DARK, follow)) }
    }
}

fn apply(dark: bool) {
    if let Some(root) = document().document_element() {
        // It fails only if the attribute's name is invalid.
        let _ = root.set_attribute("data-theme", if dark { "dark" } else { "light" });
    }
}

/// The values of CSS custom properties (`--name`) in the current theme as values of `property` (`color`, `font-size`,
/// …), for canvases, which know neither `var()` nor `light-dark()`. Empty without a page.
pub fn resolve<const N: usize>(property: &str, names: [&str; N]) -> [String; N] {
    // All at once: the browser recomputes styles whenever one is read after a change.
    let elements = names.map(|name| probe(&format!("forced-color-adjust:none;{property}:var({name})")));
    let values = elements.each_ref().map(|element| {
        let style = window().get_computed_style(element.as_ref()?).ok()??;
        style.get_property_value(property).ok()
    });
    elements.iter().flatten().for_each(|element| element.remove());
    values.map(Option::unwrap_or_default)
}

/// Red, green and blue of a colour that [`resolve`] gave; black if it is written otherwise.
pub fn rgb(color: &str) -> [u8; 3] {
    let digits = |text: &str| text.trim().split('.').next()?.parse().ok();
    let inside = color.split_once('(').map_or("", |(_, inside)| inside.trim_end_matches(')'));
    let mut parts = inside.split([',', ' ', '/']).filter(|part| !part.is_empty()).map(digits);
    std::array::from_fn(|_| parts.next().flatten().unwrap_or(0))
}

/// A hidden element of this style on the page.
fn probe(style: &str) -> Option<Element> {
    let element = document().create_element("span").ok()?;
    element.set_attribute("hidden", "").ok()?;
    element.set_attribute("style", style).ok()?;
    document().body()?.append_child(&element).ok()?;
    Some(element)
}
