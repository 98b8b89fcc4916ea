//! The state of the page, and the one function that changes it.
//!
//! Snapshots of it flow down to the views, intents flow up as [`Action`]s. It holds no elements, timers or addresses of
//! the browser; those belong to the page.

mod action;
pub mod challenge;
mod controls;
mod document;
mod growing;
mod hand;
mod job;
pub mod layout;
mod moves;
mod notes;
mod notice;
mod pending;
mod program;
pub mod reading;
pub mod rehearsal;
mod run;
mod tracing;

use std::rc::Rc;

use crate::{
    arena::{ArenaError, Settings},
    examples::{self, Example},
    lab::Lanes,
    lesson::Place,
    playhead::Playhead,
    scene::Pick,
    script::{Executed, ScriptError, by_hand::Request},
    share::{Notes, View},
    text::Language,
};
pub use crate::{share::Home, speed::Speed};
pub use action::Action;
use challenge::Attempt;
pub use controls::{Move, Theme};
pub use document::Document;
pub use growing::{Growing, Lent};
pub use job::{Job, Progress, Work};
use layout::{Layout, Panel};
use moves::Show;
pub use notice::{Made, Notice, Teaching as TeachingNotice};
pub use program::{Program, Recorded};
use reading::Reading;
pub use run::Run;

/// Everything that the page shows.
#[derive(Clone)]
pub struct AppState {
    /// The current text of the script, or the recorded program.
    pub program: Program,
    /// The example that the work began with, if any.
    pub example: Option<&'static Example>,
    /// How often other work was opened.
    pub opened: u32,
    /// The arena of every lane.
    pub settings: Settings,
    /// The lanes that are shown, at least one.
    pub shown: Lanes,
    /// The last run that worked.
    pub run: Option<Run>,
    /// Why the current script has no run.
    pub error: Option<Rc<Failure>>,
    /// Whether `run` or `error` may not belong to the current script and settings.
    pub stale: bool,
    /// The last work that was no recorded program, once one is opened.
    before: Option<Box<Document>>,
    /// The trace of the current script, if it is known before it has run in the lanes.
    executed: Option<Executed>,
    /// The request by hand whose line has not been found yet.
    by_hand: Option<Request>,
    /// How far the lanes of the pending work are, if it takes long.
    pub progress: Option<Progress>,
    /// Their recordings so far.
    pub growing: Option<Growing>,
    /// Whether the pending work is to end with what is done.
    pub stopping: bool,
    /// How often the pending work has changed.
    pub revision: u32,
    /// Where the playhead goes when the next run is ready.
    pub resume: Resume,
    /// The position in `run`; always one that exists.
    pub playhead: Playhead,
    /// What is selected.
    pub selected: Option<Pick>,
    /// Whether the lesson selected it, to point at it, and not the reader, to know more about it.
    pub pointed: bool,
    /// What is pointed at.
    pub hovered: Option<Pick>,
    /// Whether the playhead is playing; never at the end.
    pub playing: bool,
    /// The speed of playing.
    pub speed: Speed,
    /// Whether the links of the free lists are drawn over the heaps.
    pub show_links: bool,
    /// Zoom steps of the heaps; each doubles the scale.
    pub zoom: i32,
    /// How often the reader has changed the script or the arena, or chosen an example; opening a link is no edit.
    pub edits: u32,
    /// The language of the page. A script that is an unchanged example is in this language too.
    pub language: Language,
    /// The language that the link of this visit asked for, until the reader chooses one.
    pub asked: Option<Language>,
    /// Light, dark, or as the system wishes.
    pub theme: Theme,
    /// Whether the page is dark now.
    pub dark: bool,
    /// A notice, until it is dismissed.
    pub notice: Option<Notice>,
    /// What is open on the page.
    pub layout: Layout,
    /// The notes at positions of the run.
    pub notes: Notes,
    /// The lesson that is read, if one is.
    pub reading: Option<Reading>,
    /// The challenge that is tried, if one is.
    pub challenge: Option<Attempt>,
    /// The run as far as it may be seen, if that is not all of it.
    cut: Option<Run>,
    /// What the figure is to show of the lesson once its script has run.
    place: Option<Place>,
    /// How many operations the step that is read, and its links, have shown.
    led: usize,
    /// How many seeds were tried for the data of the question.
    tries: u32,
    /// What is played after an answer.
    show: Option<Show>,
}

/// Why there is no run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// There is a mistake in the script.
    Script(ScriptError),
    /// The arena is impossible.
    Arena(ArenaError),
}

/// Where the playhead goes after the script has been run again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Resume {
    /// It stays at its operation, or at the end if it was there.
    #[default]
    Keep,
    /// To the end.
    End,
    /// To this position, or the nearest one in the run.
    At(Playhead),
}

impl AppState {
    /// The page with `document` opened and nothing run yet, in the language of its link or else in this one.
    pub fn new(document: Document, theme: Theme, language: Language) -> Self {
        let language = document.view.language.unwrap_or(language);
        let panel = Panel::Example.of(document.program.is_script());
        let mut new = Self {
            example: examples::of_script(&document.program.script()),
            opened: 0,
            stale: !matches!(document.program, Program::Absent { .. }),
            program: in_language(document.program, language),
            settings: document.settings,
            shown: document.shown,
            run: None,
            error: None,
            before: None,
            executed: None,
            by_hand: None,
            progress: None,
            growing: None,
            stopping: false,
            revision: 0,
            resume: Resume::at(document.playhead),
            playhead: Playhead::START,
            selected: None,
            pointed: false,
            hovered: None,
            playing: false,
            speed: document.view.speed.unwrap_or_default(),
            show_links: false,
            zoom: document.view.zoom,
            edits: 0,
            language,
            asked: document.view.language,
            theme,
            dark: false,
            notice: None,
            layout: Layout { embedded: document.view.embed, ..Layout::new(Some(panel)) },
            notes: document.notes,
            reading: None,
            challenge: None,
            cut: None,
            place: None,
            led: 0,
            tries: 0,
            show: None,
        };
        if let Some(bookmark) = document.lesson {
            new.open_lesson(bookmark);
        }
        new
    }

    /// The current work.
    pub fn document(&self) -> Document {
        let lesson = self.bookmark();
        let playhead = match (self.resume, self.visible()) {
            // The step says where.
            _ if lesson.is_some() => Some(Playhead::START),
            (Resume::At(at), _) => Some(at),
            (Resume::Keep, Some(run)) if !self.playhead.at_end(&run.timeline(self.shown)) => {
                Some(self.playhead)
            }
            _ => None,
        };
        Document {
            program: self.program.clone(),
            settings: self.settings,
            shown: self.shown,
            playhead,
            notes: self.notes.clone(),
            view: self.view(),
            lesson,
        }
    }

    /// What a link to this view of the work asks for.
    fn view(&self) -> View {
        View {
            embed: self.layout.embedded,
            zoom: self.zoom,
            speed: (self.speed != Speed::default()).then_some(self.speed),
            language: self.asked,
        }
    }

    /// Whether the work differs from the example that it began with: what is said of the example may not hold.
    pub fn example_edited(&self) -> bool {
        self.example.is_some_and(|example| {
            self.settings != example.settings || examples::of_script(&self.program.script()) != Some(example)
        })
    }

    /// Switches the page to a language that the reader chose. The steps of an unchanged example stay the same.
    fn speak(&mut self, language: Language) {
        self.language = language;
        self.asked = None;
        if self.reading.is_some() {
            return self.translate_lesson();
        }
        let program = in_language(self.program.clone(), language);
        if program != self.program {
            self.program = program;
            self.executed = None;
            self.mark_stale();
        }
    }

    /// Applies the action.
    pub fn apply(&mut self, action: Action) {
        // These come often, and change nothing about what may be seen.
        let is_move =
            matches!(action, Action::Hover(_) | Action::Go(_) | Action::Advance(_) | Action::Progress(..));
        self.change(action);
        if !is_move {
            self.cut_run();
        }
    }

    fn open(&mut self, document: Document) {
        let Self { show_links, edits, dark, revision, playhead, layout, .. } = *self;
        let awaited = matches!(document.program, Program::Absent { .. });
        // A short script takes the place of what is shown at once; a recorded program takes a while.
        let keeps = document.program.is_script();
        let (run, cut) = (self.run.take().filter(|_| keeps), self.cut.take().filter(|_| keeps));
        let (opened, before) = (self.opened.wrapping_add(1), self.before.take());
        let new = Self::new(document, self.theme, self.language);
        let asked = new.asked.or(self.asked);
        let panel = if new.reading.is_some() { new.layout.panel } else { layout.panel };
        let panel = panel.map(|panel| panel.of(new.program.is_script()));
        let layout = Layout { embedded: new.layout.embedded, panel, ..layout };
        let old = Self { show_links, edits, asked, dark, revision, playhead, layout, ..new };
        *self = Self { run, cut, opened, before, ..old };
        if awaited {
            self.work_changed();
        } else {
            self.mark_stale();
        }
    }

    fn change(&mut self, action: Action) {
        match action {
            Action::Edit(text) => {
                self.example = examples::of_script(&text).or(self.example);
                self.program = Program::Script(text);
                self.edits += 1;
                self.playing = false;
                self.executed = None;
                self.mark_stale();
            }
            Action::ByHand(request) => self.by_hand(request),
            Action::Edited(result) => self.edited(*result),
            Action::Example(example) => {
                let view = self.view();
                self.apply(Action::Open(Document { view, ..Document::of(example, self.shown) }));
                self.edits += 1;
            }
            Action::Open(document) => self.open(document),
            Action::OpenTrace(recorded) => self.open_trace(recorded),
            Action::OpenScript(text) => self.open_script(text),
            Action::LeaveTrace => self.leave_trace(),
            Action::Arena(change) => {
                self.settings = self.settings.changed(change);
                self.edits += 1;
                self.mark_stale();
            }
            Action::NoPeers => {
                let ours = self.shown.without(Lanes::peers());
                self.shown = if ours.is_empty() { Lanes::at_first() } else { ours };
                self.notice = Some(Notice::NoPeers);
                self.work_changed();
                self.move_playhead(|at, _| at);
            }
            Action::ToggleLane(lane) => {
                self.shown = self.shown.toggled(lane);
                self.work_changed();
                self.move_playhead(|at, _| at);
            }
            Action::Ran(result) => {
                self.work_ended();
                self.stale = false;
                self.executed = None;
                match result {
                    Ok(run) => {
                        self.error = None;
                        self.resume(run);
                    }
                    Err(error) => {
                        self.error = Some(Rc::new(error));
                        self.arrive_nowhere();
                    }
                }
            }
            Action::Added(run) => {
                self.work_ended();
                self.lanes_ended(run);
                self.move_playhead(|at, _| at);
                self.arrive();
            }
            Action::Progress(progress, growing) => {
                (self.progress, self.growing) = (Some(progress), Some(growing));
            }
            Action::RunAgain => {
                // What it says of the run before is about to change.
                self.notice = self.notice.take().filter(|notice| !matches!(notice, Notice::Stopped(_)));
                self.mark_stale();
            }
            Action::Stop => self.stopping = true,
            Action::Go(way) => self.go(way),
            Action::Advance(steps) => self.advance(steps),
            Action::TogglePlay => self.toggle_play(),
            Action::Speed(speed) => self.set_speed(speed),
            Action::Select(pick) => (self.selected, self.pointed) = (pick, false),
            Action::Hover(pick) => self.hovered = pick,
            Action::ToggleLinks => self.show_links = !self.show_links,
            Action::Zoom(zoom) => self.zoom = zoom,
            Action::Language(language) => self.speak(language),
            Action::Theme(theme) => self.theme = theme,
            Action::Dark(dark) => self.dark = dark,
            Action::Notify(notice) => self.notice = notice,
            Action::Layout(change) => self.layout = self.layout.changed(change),
            Action::Note(at, text) => {
                self.notes = self.notes.with(at, text.as_deref().unwrap_or_default());
                self.edits += 1;
            }
            Action::Read(read) => self.read(read),
            Action::Challenge(play) => self.play(play),
        }
    }

    /// Whether the action would change nothing, so that nothing needs to be rendered again.
    pub fn is_idle(&self, action: &Action) -> bool {
        match action {
            // Nothing is changed while a question is open: what it hides would show.
            Action::Edit(_) | Action::ByHand(_) | Action::Arena(_) | Action::ToggleLane(_)
                if self.is_asked() =>
            {
                true
            }
            Action::Edit(text) => !self.program.is_script() || *text == self.program.script(),
            Action::RunAgain => self.is_busy() || self.run.is_none(),
            Action::LeaveTrace => self.program.is_script(),
            Action::Arena(change) => self.settings.changed(*change) == self.settings,
            Action::Hover(pick) => *pick == self.hovered,
            Action::Select(pick) => *pick == self.selected,
            Action::Advance(steps) => *steps == 0 || !self.playing,
            Action::Dark(dark) => *dark == self.dark,
            Action::Progress(progress, _) => Some(*progress) == self.progress,
            // There is nothing to show before the lanes run.
            Action::Stop => self.progress.is_none() || self.stopping,
            Action::Language(language) => *language == self.language && self.asked.is_none(),
            Action::Notify(Some(update)) if update.is_update() => {
                !matches!(self.notice, Some(Notice::Making(_)))
            }
            Action::Notify(notice) => *notice == self.notice,
            // At least one lane always stays visible.
            Action::ToggleLane(lane) => self.shown.toggled(*lane).is_empty(),
            Action::Note(at, text) => !self.can_note(*at, text.as_deref().unwrap_or_default()),
            Action::Read(read) => !self.can_read(read),
            _ => false,
        }
    }
}

/// A program in a language: an unchanged example and a sample have a version in each, any other program only its own.
fn in_language(program: Program, language: Language) -> Program {
    if let Program::Recorded(recorded) = &program {
        let other = recorded.in_language(language);
        return other.map_or(program, |other| Program::Recorded(Rc::new(other)));
    }
    match examples::of_script(&program.script()) {
        Some(example) => example.script(language).into(),
        None => program,
    }
}

#[cfg(test)]
mod tests;
