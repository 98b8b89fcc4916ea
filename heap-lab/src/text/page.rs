//! The labels, hints and titles of the page: what stands there whatever a run does.

use crate::lab::LaneKind;

/// The words of the page.
pub trait Page {
    /// Labels that never change.
    fn page(&self) -> &'static Labels;

    /// A lane that an example is about is hidden.
    fn not_shown(&self, lane: LaneKind) -> String;

    /// The button that shows a lane.
    fn show(&self, lane: LaneKind) -> String;

    /// A line of the script, from 1.
    fn line(&self, line: u32) -> String;

    /// The button on the timeline that goes to a label.
    fn go_to_label(&self, label: &str) -> String;

    /// What follows the number of operations done: out of how many.
    fn out_of(&self, operations: usize) -> String;

    /// The event that is shown inside an operation, out of how many.
    fn event(&self, event: usize, events: usize) -> String;

    /// Where the playhead stands, for those who hear it: the operation, from 1, out of how many, in words.
    fn at_operation(&self, number: usize, operations: usize, words: &str) -> String;

    /// The same at the start.
    fn before_all(&self, operations: usize) -> String;

    /// A speed of playing, in events or in whole operations.
    fn speed(&self, per_second: u32, events: bool) -> String;
}

/// Labels by the part of the page that they stand in.
pub struct Labels {
    /// The page as a whole.
    pub app: App,
    /// The top of the page.
    pub header: Header,
    /// The shape of the arenas.
    pub arena: Arena,
    /// The script and what belongs to it.
    pub desk: Desk,
    /// The code editor.
    pub editor: Editor,
    /// The controls above the lanes.
    pub tools: Tools,
    /// The bottom of the page.
    pub transport: Transport,
    /// What opens under `?`.
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
    /// In place of the lanes while the first run is not there yet.
    pub running: &'static str,
    /// In place of the lanes where the first script has a mistake.
    pub no_run: &'static str,
    /// Closes something.
    pub close: &'static str,
    /// Puts a notice away.
    pub dismiss: &'static str,
    /// The page has stopped because of a defect.
    pub stopped: &'static str,
}

/// The top of the page.
pub struct Header {
    /// What this page is of lite-alloc.
    pub playground: &'static str,
    /// The menu of examples.
    pub examples: &'static str,
    /// The choice of language.
    pub language: &'static str,
    /// Copies a link.
    pub share: &'static str,
    /// What the link carries.
    pub share_hint: &'static str,
    /// Opens the help.
    pub help: &'static str,
    /// The same with its key.
    pub help_hint: &'static str,
    /// The page follows the colours of the system; a click makes it light.
    pub colours_of_system: &'static str,
    /// The page is light; a click makes it dark.
    pub colours_light: &'static str,
    /// The page is dark; a click makes it follow the system.
    pub colours_dark: &'static str,
}

/// The shape of the arenas.
pub struct Arena {
    /// The heading.
    pub arena: &'static str,
    /// The field of the most pages.
    pub pages: &'static str,
    /// What it means.
    pub pages_hint: &'static str,
    /// The field of the page size.
    pub page_size: &'static str,
    /// What it means.
    pub page_size_hint: &'static str,
}

/// The script and what belongs to it.
pub struct Desk {
    /// The part of the page.
    pub script: &'static str,
    /// The script is being run.
    pub running: &'static str,
    /// Leads to a mistake.
    pub go_there: &'static str,
    /// Under a mistake: what the lanes show.
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
    /// What it is called.
    pub script: &'static str,
    /// How to leave it by keyboard.
    pub leaving: &'static str,
    /// The sign at the line of the operation shown.
    pub current: &'static str,
    /// A mistake, for screen readers: `$1` stands for the line, `$2` for the mistake.
    pub mistake: &'static str,
    /// The list of completions.
    pub completions: &'static str,
}

/// The controls above the lanes.
pub struct Tools {
    /// Which lanes are shown.
    pub lanes: &'static str,
    /// Whether links are drawn.
    pub links: &'static str,
    /// What these are.
    pub links_hint: &'static str,
}

/// The bottom of the page.
pub struct Transport {
    /// The part of the page.
    pub steps: &'static str,
    /// The group of its buttons.
    pub navigate: &'static str,
    /// To the start, with the key.
    pub start: &'static str,
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
    /// Plays, with the key.
    pub play: &'static str,
    /// Pauses, with the key.
    pub pause: &'static str,
    /// The choice of the speed.
    pub speed: &'static str,
    /// The heading over speeds in events.
    pub by_events: &'static str,
    /// The heading over speeds in operations.
    pub by_operations: &'static str,
    /// The slider.
    pub slider: &'static str,
    /// The operation before the current one.
    pub previous: &'static str,
    /// The current operation.
    pub current: &'static str,
    /// The operation after the current one.
    pub next: &'static str,
    /// In place of the current operation at the start.
    pub before_first: &'static str,
    /// In place of the current operation where there is none.
    pub nothing: &'static str,
}

/// What opens under `?`.
pub struct Help {
    /// The title.
    pub title: &'static str,
    /// What the page is.
    pub about: &'static str,
    /// The heading over keys.
    pub keys: &'static str,
    /// The heading over keys on a heap.
    pub heap_keys: &'static str,
    /// The heading over the legend.
    pub drawing: &'static str,
    /// The heading over the words of the script language.
    pub script: &'static str,
    /// What else the script language has. Code stands between backticks.
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
    /// Escape.
    pub escape: &'static str,
    /// The question mark.
    pub help: &'static str,
}

/// The keys that work while a heap has the focus.
pub struct HeapKeys {
    /// Brackets.
    pub walk: &'static str,
    /// Enter.
    pub select: &'static str,
    /// Delete.
    pub free: &'static str,
    /// Plus and minus.
    pub zoom: &'static str,
    /// Escape.
    pub clear: &'static str,
}
