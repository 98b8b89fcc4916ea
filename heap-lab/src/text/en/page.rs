//! The page in English.

use super::{English, narration::count};
use crate::{
    lab::LaneKind,
    text::{
        numbers::grouped,
        page::{App, Arena, Desk, Editor, Header, HeapKeys, Help, Labels, Lane, Page, Story, Transport},
    },
};

impl Page for English {
    fn page(&self) -> &'static Labels {
        &LABELS
    }

    fn not_shown(&self, lane: LaneKind) -> String {
        format!("{} is hidden.", lane.short_name())
    }

    fn show(&self, lane: LaneKind) -> String {
        format!("Show {}", lane.short_name())
    }

    fn line(&self, line: u32) -> String {
        format!("Line {}", grouped(line))
    }

    fn go_to_label(&self, label: &str) -> String {
        format!("Go to “{label}”")
    }

    fn out_of(&self, operations: usize) -> String {
        format!(" of {}", grouped(operations))
    }

    fn event(&self, event: usize, events: usize) -> String {
        format!("event {event} of {events}")
    }

    fn at_operation(&self, number: usize, operations: usize, words: &str) -> String {
        format!("operation {number} of {operations}: {words}")
    }

    fn before_all(&self, operations: usize) -> String {
        format!("before the first of {operations} operations")
    }

    fn next_operation(&self, words: &str, begun: bool) -> String {
        format!("{}: {words}", if begun { "Finish" } else { "Next" })
    }

    fn chapter(&self, label: &str) -> String {
        format!("chapter: {label}")
    }

    fn speed(&self, per_second: u32, events: bool) -> String {
        format!("{} per second", count(per_second, if events { "event" } else { "operation" }))
    }
}

static LABELS: Labels = Labels {
    app: App {
        title: "lite-alloc playground: four memory allocators, step by step",
        lanes: "Allocators",
        running: "Running the script…",
        no_run: "No run yet: the script has a mistake.",
        close: "Close",
        dismiss: "Dismiss",
        stopped: "Something went wrong in this page, and it has stopped. Your work was saved: reload the page to continue.",
    },
    header: Header {
        playground: "playground",
        skip: "Skip to Play",
        panel: "Panel with example, script and numbers",
        examples: "Examples",
        lanes: "Lanes",
        other_lanes: "Others",
        more: "More",
        present: "Present",
        present_hint: "Only the heaps, in large type (p)",
        present_end: "Leave (Esc)",
        language: "Language",
        share: "Share",
        share_hint: "Copy a link to this script, arena, lanes and position",
        help: "Help",
        help_hint: "Help (?)",
        colours_of_system: "Colours: same as the system. Change to light",
        colours_light: "Colours: light. Change to dark",
        colours_dark: "Colours: dark. Change to the same as the system",
    },
    arena: Arena {
        arena: "Arena",
        pages: "pages",
        pages_hint: "The number of pages that each lane’s memory can grow to",
        page_size: "page size",
        page_size_hint: "Bytes per page; 64 KiB in WebAssembly",
    },
    desk: Desk {
        panels: "Panels",
        example: "Example",
        script: "Script",
        numbers: "Numbers",
        edited: "Edited: the script or the arena is not that of the example.",
        back_to_example: "Back to the example",
        running: "running…",
        go_there: "Go to the mistake",
        last_run: "The lanes show the last run that worked.",
        by_hand: "By hand",
        size: "Size",
        alignment: "Alignment",
        allocate: "Allocate",
        by_hand_hint: "Click a block to select it; press Delete, or double-click it, to free it. Both allocating and freeing \
                       add a line to the script.",
    },
    editor: Editor {
        script: "Script",
        leaving: "Tab indents. To leave the editor by keyboard, press Escape, then Tab.",
        current: "The current operation comes from this line",
        mistake: "Line $1: $2",
        completions: "Completions",
    },
    story: Story {
        legend: "Legend",
        links: "Draw all links",
        links_hint: "Draw all links of the free lists, not only those of the selected block and of the search",
        letters: "Size of the type",
        letters_sign: "Aa",
    },
    lane: Lane {
        open_structure: "Show the whole structure (s)",
        close_structure: "Close the structure (s)",
        why: "Why?",
        why_title: "Why it was refused",
    },
    transport: Transport {
        steps: "Steps",
        navigate: "Navigate",
        start: "Start (Home)",
        operation: "operation",
        event: "event",
        chapter: "Chapter",
        operation_back: "Operation back (←)",
        event_back: "Event back (Shift ←)",
        event_forward: "Event forward (Shift →)",
        operation_forward: "Operation forward (→)",
        end: "End (End)",
        play: "Play",
        play_hint: "Play (Space)",
        pause: "Pause",
        pause_hint: "Pause (Space)",
        speed: "Playback speed",
        slider: "Operations done",
        before_first: "Before the first operation",
        nothing: "the script requests nothing yet",
    },
    help: Help {
        title: "A microscope for memory allocators",
        about: "The script allocates blocks and frees them. Four allocators get the same requests, each in its own \
                memory. It works like WebAssembly’s: it starts empty and grows by whole pages. The picture is read from \
                the bytes that the real lite-alloc code wrote there.",
        keys: "Keys",
        heap_keys: "On a heap",
        drawing: "Legend",
        script: "Script",
        language: "The language is Rhai: `let`, `if`, `for i in 0..8 { }`, `while`, `fn`, arrays and `// comments`.",
        operation: "one operation back, forward",
        event: "one event back, forward: each block probed, split, merged…",
        play: "play, pause",
        ends: "start, end",
        free: "free the selected block: adds a line to the script",
        structures: "the structures in full, over the heaps",
        numbers: "the numbers",
        present: "present: only the heaps, in large type",
        chapters: "previous, next chapter; while presenting: operation",
        escape: "clear the selection; leave the presentation; in the editor: Escape, then Tab leaves it",
        help: "this help",
    },
    heap_keys: HeapKeys {
        walk: "previous and next block in the heap (also [ and ])",
        rows: "the block a row above, below",
        ends: "first and last block",
        select: "select the block, or clear the selection",
        free: "free the block",
        zoom: "zoom in, zoom out, the whole heap",
        clear: "clear the selection",
    },
};
