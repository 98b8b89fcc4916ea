//! The speed of playing.

/// The speed of playing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Speed {
    /// Steps per second.
    pub per_second: u32,
    /// Whether a step is an event, not a whole operation.
    pub events: bool,
}

impl Default for Speed {
    fn default() -> Self {
        Self::ALL[3]
    }
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

    /// The choice nearest to this many steps per second.
    pub fn nearest(per_second: usize, events: bool) -> Self {
        let choices = Self::ALL.into_iter().filter(|choice| choice.events == events);
        choices.min_by_key(|choice| per_second.abs_diff(choice.per_second as usize)).unwrap_or_default()
    }
}
