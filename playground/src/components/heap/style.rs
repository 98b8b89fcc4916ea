//! The colours, patterns and fonts of the heap map, read from the style sheet whenever they change.

use std::rc::Rc;

use yew::prelude::*;

use crate::browser::{
    brush::{self, Motif, Pattern},
    media, theme,
};

/// Declares a field for each custom property, and reads them all.
macro_rules! colors {
    ($($field:ident = $property:literal,)*) => {
        /// The colours of the heap map, named as in `style/tokens.css`.
        #[derive(Clone, Debug, PartialEq)]
        #[allow(missing_docs)]
        pub struct Colors {
            $(pub $field: String,)*
        }

        impl Colors {
            fn read() -> Self {
                let [$($field),*] = theme::resolve("color", [$($property),*]);
                Self { $($field),* }
            }

            /// Each colour by its name.
            #[cfg(test)]
            fn named() -> Self {
                Self { $($field: $property.to_owned(),)* }
            }
        }
    };
}

colors! {
    surface = "--heap-surface",
    live_a = "--heap-live-a",
    live_b = "--heap-live-b",
    live_c = "--heap-live-c",
    live_line = "--heap-live-line",
    live_ink = "--heap-live-ink",
    live_soft = "--heap-live-soft",
    live_dense = "--heap-live-dense",
    padding = "--heap-padding",
    padding_line = "--heap-padding-line",
    padding_dense = "--heap-padding-dense",
    free = "--heap-free",
    free_line = "--heap-free-line",
    free_ink = "--heap-free-ink",
    free_dense = "--heap-free-dense",
    bump = "--heap-bump",
    bump_line = "--heap-bump-line",
    bump_ink = "--heap-bump-ink",
    bump_dense = "--heap-bump-dense",
    lost = "--heap-lost",
    lost_line = "--heap-lost-line",
    lost_hatch = "--heap-lost-hatch",
    lost_ink = "--heap-lost-ink",
    foreign = "--heap-foreign",
    foreign_line = "--heap-foreign-line",
    foreign_ink = "--heap-foreign-ink",
    foreign_dense = "--heap-foreign-dense",
    reserved = "--heap-reserved",
    reserved_line = "--heap-reserved-line",
    reserved_ink = "--heap-reserved-ink",
    reserved_dense = "--heap-reserved-dense",
    held = "--heap-held",
    held_line = "--heap-held-line",
    held_ink = "--heap-held-ink",
    held_dense = "--heap-held-dense",
    opaque = "--heap-opaque",
    opaque_line = "--heap-opaque-line",
    opaque_ink = "--heap-opaque-ink",
    opaque_dense = "--heap-opaque-dense",
    tag = "--heap-tag",
    tag_ink = "--heap-tag-ink",
    tag_free = "--heap-tag-free",
    tag_free_ink = "--heap-tag-free-ink",
    field = "--heap-field",
    field_ink = "--heap-field-ink",
    ungrown_line = "--heap-ungrown-line",
    gutter_ink = "--heap-gutter-ink",
    gutter_faint = "--heap-gutter-faint",
    page_line = "--heap-page-line",
    end_line = "--heap-end-line",
    bump_pointer = "--heap-bump-pointer",
    mark = "--heap-mark",
    mark_ink = "--heap-mark-ink",
    fits = "--heap-fits",
    fits_ink = "--heap-fits-ink",
    current = "--heap-current",
    current_ink = "--heap-current-ink",
    given = "--heap-given",
    given_ink = "--heap-given-ink",
    to_free = "--heap-to-free",
    to_free_ink = "--heap-to-free-ink",
    link = "--heap-link",
    hover = "--heap-hover",
    selected = "--heap-selected",
    focus = "--heap-focus",
}

/// All that the painter needs from the theme.
#[derive(Clone, Debug, PartialEq)]
pub struct Style {
    /// The colours.
    pub colors: Colors,
    /// Internal padding.
    pub hatch: Pattern,
    /// Untouched memory.
    pub dots: Pattern,
    /// Lost bytes.
    pub cross_hatch: Pattern,
    /// Foreign pages.
    pub stripes: Pattern,
    /// Heads of bins.
    pub bars: Pattern,
    /// Memory in hand.
    pub fine_hatch: Pattern,
    /// An allocator's own memory.
    pub lines: Pattern,
    /// Font of names, sizes and addresses.
    pub family: String,
    /// Its size, in CSS pixels.
    pub size: f64,
    /// Width of its characters.
    pub advance: f64,
    /// Device pixels per CSS pixel. At another ratio the same colours are painted anew.
    pub ratio: f64,
}

impl Style {
    /// The style of the current theme, with letters of this size.
    pub fn read(size: f64) -> Self {
        let [family] = theme::resolve("font-family", ["--heap-font"]);
        let family = if family.is_empty() { "monospace".to_owned() } else { family };
        let advance = brush::advance(size, &family).unwrap_or(size * 0.6);
        Self { ratio: brush::device_pixel_ratio(), ..Self::with(Colors::read(), family, size, advance) }
    }

    /// A style without a page.
    #[cfg(test)]
    pub fn named() -> Self {
        Self::with(Colors::named(), "monospace".to_owned(), 12.0, 7.2)
    }

    fn with(colors: Colors, family: String, size: f64, advance: f64) -> Self {
        Self {
            hatch: Pattern::new(Motif::Hatch, 4.0, &colors.padding_line),
            dots: Pattern::new(Motif::Dots, 5.0, &colors.bump_line),
            cross_hatch: Pattern::new(Motif::CrossHatch, 6.0, &colors.lost_hatch),
            stripes: Pattern::new(Motif::Stripes, 8.0, &colors.foreign_line),
            bars: Pattern::new(Motif::Bars, 5.0, &colors.reserved_dense),
            fine_hatch: Pattern::new(Motif::Hatch, 6.0, &colors.held_dense),
            lines: Pattern::new(Motif::Lines, 4.0, &colors.opaque_dense),
            colors,
            family,
            size,
            advance,
            ratio: 1.0,
        }
    }
}

/// The style, once the letter size is known. It is read again when that, `theme_key` or the screen changes.
#[hook]
pub fn use_style(theme_key: u32, size: f64) -> Option<Rc<Style>> {
    let screen = use_screen();
    let style = use_state(|| None::<Rc<Style>>);
    {
        let style = style.clone();
        use_effect_with((theme_key, size, screen), move |&(_, size, _)| {
            style.set((size > 0.0).then(|| Rc::new(Style::read(size))));
        });
    }
    (*style).clone()
}

/// Counts the changes of the screen: of device pixels per CSS pixel, which the browser's zoom changes too, and of whether
/// the system decides the colours.
#[hook]
pub fn use_screen() -> u32 {
    let changes = use_state_eq(|| 0);
    let count = changes.clone();
    // A query matches one ratio, so each change needs a new one.
    use_effect_with(*changes, move |&before| {
        let ratio = format!("(resolution: {}dppx)", brush::device_pixel_ratio());
        let watches = [&ratio, media::FORCED].map(|query| {
            let count = count.clone();
            media::Watch::new(query, move |_| count.set(before + 1))
        });
        move || drop(watches)
    });
    *changes
}
