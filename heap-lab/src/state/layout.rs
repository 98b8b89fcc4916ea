//! What is open on the page: how the work is looked at, which is no part of it.

/// The layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layout {
    /// The panel beside the heaps, if it is open.
    pub panel: Option<Panel>,
    /// Whether only the story, the heaps and the transport are shown, in large type.
    pub presenting: bool,
    /// Whether the page is a figure in another page.
    pub embedded: bool,
    /// Whether the structures are shown in full, over the heaps.
    pub structures: bool,
    /// The size of the type.
    pub letters: Letters,
    /// Whether the pictures of the whole run are shown.
    pub overview: bool,
    /// Whether the verdict on the allocators is shown, in place of the heaps.
    pub verdict: bool,
    /// Whether a lesson is written, and what a narrow screen shows of it.
    pub writing: Option<Pane>,
}

/// A change of the layout. It applies to the current layout, which may be newer than the one last drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// This panel is opened; without one, the open panel is closed.
    Panel(Option<Panel>),
    /// This panel is opened, or closed if it is open.
    TogglePanel(Panel),
    /// The open panel is closed; if none is open, this one is opened.
    ToggleDesk(Panel),
    /// A presentation begins, without the pictures of the whole run; or it ends.
    Present(bool),
    /// The structures are shown in full, or on one line again.
    ToggleStructures,
    /// The pictures of the whole run are shown, or hidden.
    ToggleOverview,
    /// The verdict takes the place of the heaps, or they come back.
    Verdict(bool),
    /// The next size of the type.
    NextLetters,
    /// A lesson is written, and a narrow screen shows this part of it; without one, writing ends.
    Write(Option<Pane>),
}

/// A part of the page on which a lesson is written. There is room for all of them on a wide screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pane {
    /// Its text.
    Text,
    /// The lesson as it is read.
    Lesson,
    /// The heaps.
    Figure,
}

impl Pane {
    /// All of them, in the order of the page.
    pub const ALL: [Self; 3] = [Self::Text, Self::Lesson, Self::Figure];

    /// Its name in ids and in the style sheet.
    pub fn key(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Lesson => "lesson",
            Self::Figure => "figure",
        }
    }
}

/// A panel beside the heaps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Panel {
    /// What the example shows, and the next operation.
    Example,
    /// The script, or the operations of a recorded program.
    Script,
    /// The form that allocates.
    ByHand,
    /// The notes on a recorded program.
    Notes,
    /// All numbers of all lanes.
    Numbers,
}

/// The size of the type.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Letters {
    /// For one reader.
    #[default]
    Normal,
    /// For a few.
    Large,
    /// For a lecture hall.
    Huge,
}

impl Panel {
    /// Those of a script, in the order of their tabs.
    pub const OF_SCRIPT: &[Self] = &[Self::Example, Self::Script, Self::ByHand, Self::Numbers];
    /// Those of a recorded program.
    pub const OF_TRACE: &[Self] = &[Self::Script, Self::Notes, Self::Numbers];

    /// This panel, or the one in its place if there is none for such a program.
    #[must_use]
    pub fn of(self, is_script: bool) -> Self {
        match self {
            Self::Notes if is_script => Self::Script,
            Self::Example | Self::ByHand if !is_script => Self::Script,
            panel => panel,
        }
    }

    /// Its name in ids.
    pub fn key(self) -> &'static str {
        match self {
            Self::Example => "example",
            Self::Script => "script",
            Self::ByHand => "by-hand",
            Self::Notes => "notes",
            Self::Numbers => "numbers",
        }
    }
}

impl Letters {
    /// The next size, and after the largest the first again.
    pub fn next(self) -> Self {
        match self {
            Self::Normal => Self::Large,
            Self::Large => Self::Huge,
            Self::Huge => Self::Normal,
        }
    }

    /// Its name in the style sheet.
    pub fn key(self) -> &'static str {
        match self {
            Self::Normal => "normal",
            Self::Large => "large",
            Self::Huge => "huge",
        }
    }
}

impl Layout {
    /// The page as it opens: with this panel.
    pub fn new(panel: Option<Panel>) -> Self {
        Self {
            panel,
            presenting: false,
            embedded: false,
            structures: false,
            letters: Letters::Normal,
            overview: false,
            verdict: false,
            writing: None,
        }
    }

    /// The layout after a change.
    #[must_use]
    pub fn changed(self, change: Change) -> Self {
        match change {
            Change::Panel(panel) => Self { panel, ..self },
            Change::TogglePanel(panel) => {
                Self { panel: (self.panel != Some(panel)).then_some(panel), ..self }
            }
            Change::ToggleDesk(panel) => Self { panel: self.panel.is_none().then_some(panel), ..self },
            Change::Present(presenting) => {
                Self { presenting, overview: self.overview && !presenting, ..self }
            }
            Change::ToggleStructures => Self { structures: !self.structures, ..self },
            Change::ToggleOverview => Self { overview: !self.overview, ..self },
            Change::Verdict(verdict) => Self { verdict, ..self },
            Change::NextLetters => Self { letters: self.letters.next(), ..self },
            Change::Write(writing) => Self { writing, ..self },
        }
    }
}
