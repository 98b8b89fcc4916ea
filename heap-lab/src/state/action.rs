//! What changes the state: intents of the user, and what the browser and the work report.

use std::rc::Rc;

use super::{
    Document, Failure, Growing, Move, Notice, Progress, Recorded, Run, Speed, Theme, challenge::Play, layout,
    reading::Read,
};
use crate::{
    arena,
    examples::Example,
    lab::LaneKind,
    playhead::Playhead,
    scene::Pick,
    script::{
        ScriptError,
        by_hand::{Edit, Request},
    },
    text::Language,
};

/// An intent of the user, or a change reported by the browser.
pub enum Action {
    /// The script was edited.
    Edit(Rc<str>),
    /// Something is allocated or freed by hand: a line is added to the script, and the playhead follows.
    ByHand(Request),
    /// The line for a request by hand was found, or there is none.
    Edited(Box<Result<Edit, ScriptError>>),
    /// Other work is opened.
    Open(Document),
    /// A recorded program is opened in the visible lanes.
    OpenTrace(Rc<Recorded>),
    /// A script from a file is opened.
    OpenScript(Rc<str>),
    /// The script is opened again that was open before the recorded program.
    LeaveTrace,
    /// An example is opened before its first operation, in the visible lanes.
    Example(&'static Example),
    /// The shape of the arenas changes.
    Arena(arena::Change),
    /// A lane is hidden or shown.
    ToggleLane(LaneKind),
    /// The module of the lanes of others could not be loaded.
    NoPeers,
    /// The script has been run.
    Ran(Result<Run, Failure>),
    /// Lanes that were hidden before have run, too.
    Added(Run),
    /// The lanes are this far, and this is recorded of them.
    Progress(Progress, Growing),
    /// The lanes are run again: some were stopped.
    RunAgain,
    /// The pending work ends with what is done.
    Stop,
    /// The playhead is moved by hand.
    Go(Move),
    /// The playhead plays this many steps.
    Advance(u32),
    /// Play or pause.
    TogglePlay,
    /// The speed changes.
    Speed(Speed),
    /// Something is selected, or the selection is cleared.
    Select(Option<Pick>),
    /// Something is pointed at, or nothing is.
    Hover(Option<Pick>),
    /// Links are shown or hidden.
    ToggleLinks,
    /// The zoom changes.
    Zoom(i32),
    /// The reader chooses a language.
    Language(Language),
    /// The theme changes.
    Theme(Theme),
    /// The page is now dark, or light.
    Dark(bool),
    /// A notice is shown, or dismissed.
    Notify(Option<Notice>),
    /// A part of the page is opened or closed.
    Layout(layout::Change),
    /// A note is pinned to a position, or removed from it.
    Note(Playhead, Option<Rc<str>>),
    /// A lesson is read.
    Read(Read),
    /// A challenge is tried.
    Challenge(Play),
}
