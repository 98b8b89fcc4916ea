//! The labels, hints and titles of the page that do not depend on a run.

use crate::lab::LaneKind;

/// The words of the page.
pub trait Page {
    /// Labels that never change.
    fn page(&self) -> &'static Labels;

    /// Says that a lane that an example is about is hidden.
    fn not_shown(&self, lane: LaneKind) -> String;

    /// The button that shows a lane.
    fn show(&self, lane: LaneKind) -> String;

    /// A line of the script, counted from 1.
    fn line(&self, line: u32) -> String;

    /// The button on the timeline that goes to a label.
    fn go_to_label(&self, label: &str) -> String;

    /// The total, after the number of operations done.
    fn out_of(&self, operations: usize) -> String;

    /// The number of the event shown inside an operation, and the total.
    fn event(&self, event: usize, events: usize) -> String;

    /// The position for screen readers: the number of the operation, from 1, the total, and the operation in words.
    fn at_operation(&self, number: usize, operations: usize, words: &str) -> String;

    /// The same at the start.
    fn before_all(&self, operations: usize) -> String;

    /// The button that does the next operation, or completes it if it has `begun`.
    fn next_operation(&self, words: &str, begun: bool) -> String;

    /// The chapter that an operation belongs to.
    fn chapter(&self, label: &str) -> String;

    /// A speed of playing, in events or in whole operations.
    fn speed(&self, per_second: u32, events: bool) -> String;
}

/// Labels, by part of the page.
pub struct Labels {
    /// The page as a whole.
    pub app: App,
    /// The top of the page.
    pub header: Header,
    /// The shape of the arenas.
    pub arena: Arena,
    /// The script and its controls.
    pub desk: Desk,
    /// The code editor.
    pub editor: Editor,
    /// The line above the lanes.
    pub story: Story,
    /// A lane.
    pub lane: Lane,
    /// The bottom of the page.
    pub transport: Transport,
    /// The help, which `?` opens.
    pub help: Help,
    /// The keys that work while a heap has the focus.
    pub heap_keys: HeapKeys,
}

/// The page as a whole.
pub struct App {
    /// The title of the window.
    pub title: &'static str,
    /// The list of lanes, for screen readers.
    pub lanes: &'static str,
    /// In place of the lanes until the first run is ready.
    pub running: &'static str,
    /// In place of the lanes if the first script has a mistake.
    pub no_run: &'static str,
    /// Closes something.
    pub close: &'static str,
    /// Dismisses a notice.
    pub dismiss: &'static str,
    /// The page has stopped because of a defect.
    pub stopped: &'static str,
}

/// The top of the page.
pub struct Header {
    /// The name of this page after `lite-alloc`.
    pub playground: &'static str,
    /// The link that goes to the play button at once.
    pub skip: &'static str,
    /// Opens and closes the panel beside the heaps.
    pub panel: &'static str,
    /// The menu of examples.
    pub examples: &'static str,
    /// The lanes that are shown.
    pub lanes: &'static str,
    /// The lanes of other allocators.
    pub other_lanes: &'static str,
    /// The menu with everything that has no room on a narrow screen.
    pub more: &'static str,
    /// Shows nothing but story, heaps and transport, in large type.
    pub present: &'static str,
    /// The same with its key.
    pub present_hint: &'static str,
    /// Leaves that.
    pub present_end: &'static str,
    /// The choice of language.
    pub language: &'static str,
    /// Copies a link.
    pub share: &'static str,
    /// What the link contains.
    pub share_hint: &'static str,
    /// Opens the help.
    pub help: &'static str,
    /// The same with its key.
    pub help_hint: &'static str,
    /// The theme follows the system; a click makes it light.
    pub colours_of_system: &'static str,
    /// The theme is light; a click makes it dark.
    pub colours_light: &'static str,
    /// The theme is dark; a click makes it follow the system.
    pub colours_dark: &'static str,
}

/// The shape of the arenas.
pub struct Arena {
    /// The heading.
    pub arena: &'static str,
    /// The field for the maximum number of pages.
    pub pages: &'static str,
    /// What it means.
    pub pages_hint: &'static str,
    /// The field for the page size.
    pub page_size: &'static str,
    /// What it means.
    pub page_size_hint: &'static str,
}

/// The script and its controls.
pub struct Desk {
    /// The part of the page.
    pub panels: &'static str,
    /// The tab with the example.
    pub example: &'static str,
    /// The tab with the script.
    pub script: &'static str,
    /// The tab with all numbers.
    pub numbers: &'static str,
    /// The script or the arena is no longer that of the example.
    pub edited: &'static str,
    /// Opens the example again.
    pub back_to_example: &'static str,
    /// The script is being run.
    pub running: &'static str,
    /// Moves the cursor to the mistake.
    pub go_there: &'static str,
    /// Below a mistake: what the lanes show.
    pub last_run: &'static str,
    /// The form that allocates.
    pub by_hand: &'static str,
    /// Its field for the size.
    pub size: &'static str,
    /// Its field for the alignment.
    pub alignment: &'static str,
    /// Its button.
    pub allocate: &'static str,
    /// How to select and free.
    pub by_hand_hint: &'static str,
}

/// The code editor.
pub struct Editor {
    /// Its name.
    pub script: &'static str,
    /// How to leave it by keyboard.
    pub leaving: &'static str,
    /// The marker at the line of the operation shown.
    pub current: &'static str,
    /// A mistake, for screen readers: `$1` is replaced by the line, `$2` by the mistake.
    pub mistake: &'static str,
    /// The list of completions.
    pub completions: &'static str,
}

/// The line above the lanes.
pub struct Story {
    /// Opens the legend.
    pub legend: &'static str,
    /// Whether all links are drawn.
    pub links: &'static str,
    /// Their explanation.
    pub links_hint: &'static str,
    /// Changes the size of the type.
    pub letters: &'static str,
    /// The sign of that button.
    pub letters_sign: &'static str,
}

/// A lane.
pub struct Lane {
    /// Opens the structure over the heap, with the key.
    pub open_structure: &'static str,
    /// Closes it.
    pub close_structure: &'static str,
    /// Explains a refused request.
    pub why: &'static str,
    /// The heading of the explanation.
    pub why_title: &'static str,
}

/// The bottom of the page.
pub struct Transport {
    /// The part of the page.
    pub steps: &'static str,
    /// The group of its buttons.
    pub navigate: &'static str,
    /// To the start, with the key.
    pub start: &'static str,
    /// The word on the buttons that move by an operation.
    pub operation: &'static str,
    /// The word on the buttons that move by an event.
    pub event: &'static str,
    /// The choice of the chapter.
    pub chapter: &'static str,
    /// One operation back, with the key.
    pub operation_back: &'static str,
    /// One event back, with the key.
    pub event_back: &'static str,
    /// One event forward, with the key.
    pub event_forward: &'static str,
    /// One operation forward, with the key.
    pub operation_forward: &'static str,
    /// To the end, with the key.
    pub end: &'static str,
    /// Plays.
    pub play: &'static str,
    /// The same with the key.
    pub play_hint: &'static str,
    /// Pauses.
    pub pause: &'static str,
    /// The same with the key.
    pub pause_hint: &'static str,
    /// The choice of the speed.
    pub speed: &'static str,
    /// The slider.
    pub slider: &'static str,
    /// In place of the current operation at the start.
    pub before_first: &'static str,
    /// In place of the current operation if there is none.
    pub nothing: &'static str,
}

/// The help, which `?` opens.
pub struct Help {
    /// The title.
    pub title: &'static str,
    /// What the page is.
    pub about: &'static str,
    /// The heading of keys.
    pub keys: &'static str,
    /// The heading of keys on a heap.
    pub heap_keys: &'static str,
    /// The heading of the legend.
    pub drawing: &'static str,
    /// The heading of the words of the script language.
    pub script: &'static str,
    /// The other features of the script language. Code is in backticks.
    pub language: &'static str,
    /// Left and right.
    pub operation: &'static str,
    /// Left and right with Shift.
    pub event: &'static str,
    /// Space.
    pub play: &'static str,
    /// Home and End.
    pub ends: &'static str,
    /// Delete.
    pub free: &'static str,
    /// `s`.
    pub structures: &'static str,
    /// `n`.
    pub numbers: &'static str,
    /// `p`.
    pub present: &'static str,
    /// Page Up and Page Down.
    pub chapters: &'static str,
    /// Escape.
    pub escape: &'static str,
    /// The question mark.
    pub help: &'static str,
}

/// The keys that work while a heap has the focus.
pub struct HeapKeys {
    /// Left and right.
    pub walk: &'static str,
    /// Up and down.
    pub rows: &'static str,
    /// Home and End.
    pub ends: &'static str,
    /// Enter.
    pub select: &'static str,
    /// Delete.
    pub free: &'static str,
    /// Plus, minus and zero.
    pub zoom: &'static str,
    /// Escape.
    pub clear: &'static str,
}
