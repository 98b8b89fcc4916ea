//! What a reader chooses from a few.

/// The speed of playing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Speed {
    /// Steps per second.
    pub per_second: u32,
    /// Whether a step is an event, not a whole operation.
    pub events: bool,
}

impl Speed {
    /// The choices, slowest first.
    pub const ALL: [Self; 8] = [
        Self { per_second: 2, events: true },
        Self { per_second: 6, events: true },
        Self { per_second: 1, events: false },
        Self { per_second: 2, events: false },
        Self { per_second: 5, events: false },
        Self { per_second: 10, events: false },
        Self { per_second: 30, events: false },
        Self { per_second: 100, events: false },
    ];
}

/// The colour theme of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system wishes.
    #[default]
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}
