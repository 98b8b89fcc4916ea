//! The colours of the pictures, read from the style sheet, and the lines of the lanes.

use heap_lab::{
    lab::LaneKind,
    overview::{Kind, paint::Palette},
};
use yew::prelude::*;

use super::super::heap::style::use_screen;
use crate::browser::{brush, theme};

/// Colours and fonts.
#[derive(Clone, Debug, PartialEq)]
pub struct Look {
    /// Of maps.
    pub palette: Palette,
    /// The outline of a block.
    pub outline: String,
    /// A refused request.
    pub refused: String,
    /// Lines of plots.
    pub grid: String,
    /// Each lane.
    pub lanes: [String; 6],
    /// Device pixels per CSS pixel.
    pub ratio: f64,
}

impl Look {
    /// The look of the page now.
    pub fn read() -> Self {
        let kinds = Kind::ALL.map(|kind| match kind {
            Kind::Live => "--heap-live-dense",
            Kind::Padding => "--heap-padding-dense",
            Kind::Free => "--heap-free-dense",
            Kind::Untouched => "--heap-bump-dense",
            Kind::Lost => "--heap-lost-line",
            Kind::Foreign => "--heap-foreign-dense",
            Kind::Reserved => "--heap-reserved-dense",
            Kind::Opaque => "--heap-opaque-dense",
        });
        let [ground] = theme::resolve("color", ["--heap-surface"]);
        let palette = Palette(theme::resolve("color", kinds).map(|color| theme::rgb(&color)));
        let palette = palette.told_apart(theme::rgb(&ground));
        let [outline, refused, grid] = theme::resolve("color", ["--heap-live-line", "--bad", "--line"]);
        let lanes = ["--lane-1", "--lane-2", "--lane-3", "--lane-4", "--lane-5", "--lane-6"];
        Self {
            palette,
            outline,
            refused,
            grid,
            lanes: theme::resolve("color", lanes),
            ratio: brush::device_pixel_ratio(),
        }
    }

    /// The colour of a kind.
    pub fn kind(&self, kind: Kind) -> String {
        let [red, green, blue] = self.palette.0[kind as usize];
        format!("rgb({red},{green},{blue})")
    }

    /// The line of a lane: its colour, and its dash and gap.
    pub fn lane(&self, lane: LaneKind) -> (&str, (f64, f64)) {
        let index = lane as usize;
        (&self.lanes[index % self.lanes.len()], DASHES[index % DASHES.len()])
    }
}

/// Lanes differ without colours, too.
const DASHES: [(f64, f64); 6] = [(0.0, 0.0), (2.0, 2.0), (7.0, 3.0), (12.0, 2.0), (4.0, 4.0), (1.0, 3.0)];

/// The look, which is read again when `dark` or the screen changes.
#[hook]
pub fn use_look(dark: bool) -> Option<Look> {
    let look = use_state_eq(|| None::<Look>);
    let changes = use_screen();
    {
        let look = look.clone();
        use_effect_with((dark, changes), move |_| look.set(Some(Look::read())));
    }
    (*look).clone()
}
