//! The few icons of the page, drawn in a square of 16.

use yew::prelude::*;

/// Which icon.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    Start,
    OperationBack,
    EventBack,
    Play,
    Pause,
    EventForward,
    OperationForward,
    End,
    System,
    Light,
    Dark,
    Close,
    Down,
    Up,
    Panel,
}

impl Shape {
    fn path(self) -> &'static str {
        match self {
            Self::Start => "M3 3h2v10H3zM13 3v10L6 8z",
            Self::OperationBack => "M11.5 3v10L4 8z",
            Self::EventBack => "M10 3.5 5.5 8 10 12.5",
            Self::Play => "M4 2.5v11L13.5 8z",
            Self::Pause => "M4 3h3v10H4zM9 3h3v10H9z",
            Self::EventForward => "M6 3.5 10.5 8 6 12.5",
            Self::OperationForward => "M4.5 3v10L12 8z",
            Self::End => "M11 3h2v10h-2zM3 3v10l7-5z",
            Self::System => "M2.5 3.5h11v7h-11zM6 13.5h4M8 10.5v3",
            Self::Light => {
                "M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6M8 1.5v1.5M8 13v1.5M1.5 8H3M13 8h1.5M3.4 3.4l1.1 1.1M11.5 11.5l1.1 \
                 1.1M12.6 3.4l-1.1 1.1M4.5 11.5l-1.1 1.1"
            }
            Self::Dark => "M13.5 9.5A6 6 0 0 1 6.5 2.5a5.8 5.8 0 1 0 7 7z",
            Self::Close => "M4 4l8 8M12 4l-8 8",
            Self::Down => "M4 6.5 8 10.5 12 6.5",
            Self::Up => "M4 9.5 8 5.5 12 9.5",
            Self::Panel => "M2.5 3.5h11v9h-11zM6.5 3.5v9",
        }
    }

    /// Whether it is stroked rather than filled.
    fn drawn(self) -> bool {
        use Shape::{Close, Dark, Down, EventBack, EventForward, Light, Panel, System, Up};
        matches!(self, EventBack | EventForward | System | Light | Dark | Close | Down | Up | Panel)
    }
}

/// An icon. It is hidden from screen readers: the control around it has a name.
pub fn icon(shape: Shape) -> Html {
    let class = if shape.drawn() { "icon icon-drawn" } else { "icon" };
    html! {
        <svg {class} viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
            <path d={shape.path()} />
        </svg>
    }
}
