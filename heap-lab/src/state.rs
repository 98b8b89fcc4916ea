//! The state of the page, and the one function that changes it.
//!
//! Snapshots of it flow down to the views, intents flow up as [`Action`]s. It holds no elements, timers or addresses of
//! the browser; those belong to the page.

mod controls;
mod document;
mod job;
pub mod layout;
mod notice;
pub mod reading;
pub mod rehearsal;
mod run;

use std::rc::Rc;

pub use crate::speed::Speed;
use crate::{
    arena::{ArenaError, Settings},
    examples::{self, Example},
    lab::{LaneKind, Lanes},
    playhead::{Playhead, Timeline},
    scene::Pick,
    script::{
        Executed, ScriptError,
        by_hand::{self, Edit, Request},
    },
    share::View,
    text::Language,
};
pub use controls::{Move, Theme};
pub use document::Document;
pub use job::{Job, Progress, Work};
use layout::{Layout, Panel};
pub use notice::{Notice, Teaching as TeachingNotice};
use reading::{Read, Reading};
pub use run::Run;

/// Everything that the page shows.
#[derive(Clone)]
pub struct AppState {
    /// The current text of the script.
    pub text: Rc<str>,
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
    /// The trace of the current script, if it is known before it has run in the lanes.
    executed: Option<Executed>,
    /// The request by hand whose line has not been found yet.
    by_hand: Option<Request>,
    /// How far the lanes of the pending work are, if it takes long.
    pub progress: Option<Progress>,
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
    /// The lesson that is read, if one is.
    pub reading: Option<Reading>,
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
    /// An example is opened before its first operation, in the visible lanes.
    Example(&'static Example),
    /// The shape of the arenas changes.
    Arena(Settings),
    /// A lane is hidden or shown.
    ToggleLane(LaneKind),
    /// The script has been run.
    Ran(Result<Run, Failure>),
    /// Lanes that were hidden before have run, too.
    Added(Run),
    /// The lanes are this far.
    Progress(Progress),
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
    /// Parts of the page are opened or closed.
    Layout(Layout),
    /// A lesson is read.
    Read(Read),
}

impl AppState {
    /// The page with `document` opened and nothing run yet, in the language of its link or else in this one.
    pub fn new(document: Document, theme: Theme, language: Language) -> Self {
        let language = document.view.language.unwrap_or(language);
        Self {
            example: examples::of_script(&document.text),
            opened: 0,
            text: in_language(document.text, language),
            settings: document.settings,
            shown: document.shown,
            run: None,
            error: None,
            stale: true,
            executed: None,
            by_hand: None,
            progress: None,
            stopping: false,
            revision: 0,
            resume: document.playhead.map_or(Resume::End, Resume::At),
            playhead: Playhead::START,
            selected: None,
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
            layout: Layout { embedded: document.view.embed, ..Layout::new(Some(Panel::Example)) },
            reading: None,
        }
    }

    /// The current work.
    pub fn document(&self) -> Document {
        let playhead = match (self.resume, &self.run) {
            (Resume::At(at), _) => Some(at),
            (Resume::Keep, Some(run)) if !self.playhead.at_end(&run.timeline(self.shown)) => {
                Some(self.playhead)
            }
            _ => None,
        };
        Document {
            text: self.text.clone(),
            settings: self.settings,
            shown: self.shown,
            playhead,
            view: self.view(),
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
            self.settings != example.settings || examples::of_script(&self.text) != Some(example)
        })
    }

    /// Whether the playhead cannot move.
    pub fn at_end(&self) -> bool {
        self.run.as_ref().is_none_or(|run| self.playhead.at_end(&run.timeline(self.shown)))
    }

    /// Moves the playhead to `to` in the current run.
    fn move_playhead(&mut self, to: impl FnOnce(Playhead, &dyn Timeline) -> Playhead) {
        if let Some(run) = &self.run {
            let line = run.timeline(self.shown);
            self.playhead = to(self.playhead, &line).clamp(&line);
            self.playing &= !self.playhead.at_end(&line);
        }
    }

    /// Whether work is pending: what is shown is not yet what the state asks for.
    pub fn is_busy(&self) -> bool {
        self.stale || self.by_hand.is_some() || self.run_without_a_lane().is_some()
    }

    /// The last run, if a visible lane has not run it.
    fn run_without_a_lane(&self) -> Option<&Run> {
        self.run.as_ref().filter(|run| !self.shown.without(run.lanes()).is_empty())
    }

    /// Marks what is shown as stale: the script or settings have changed.
    fn mark_stale(&mut self) {
        self.stale = true;
        self.by_hand = None;
        self.work_changed();
    }

    fn work_changed(&mut self) {
        self.work_ended();
        self.revision = self.revision.wrapping_add(1);
    }

    fn work_ended(&mut self) {
        (self.progress, self.stopping) = (None, false);
    }

    /// Lanes have run, at least as far as they were allowed to.
    fn lanes_ended(&mut self, run: Run) {
        if let Some(stopped) = run.stopped(self.shown) {
            self.notice = Some(Notice::Stopped(stopped));
        } else if matches!(self.notice, Some(Notice::Stopped(_))) {
            self.notice = None;
        }
        self.run = Some(run);
    }

    fn resume(&mut self, run: Run) {
        let was_at_end = self.run.as_ref().is_some_and(|old| self.playhead.at_end(&old.timeline(self.shown)));
        let before = self.playhead;
        self.selected = self.selected.filter(|pick| match *pick {
            Pick::Block(block) => (block as usize) < run.trace.blocks.len(),
            Pick::At(..) => true,
        });
        self.lanes_ended(run);
        let resume = std::mem::take(&mut self.resume);
        self.move_playhead(|_, line| match resume {
            Resume::At(at) => at,
            Resume::Keep if !was_at_end => before,
            Resume::Keep | Resume::End => Playhead::end(line),
        });
    }

    /// Switches the page to a language that the reader chose. The steps of an unchanged example stay the same.
    fn speak(&mut self, language: Language) {
        self.language = language;
        self.asked = None;
        let text = in_language(self.text.clone(), language);
        if text != self.text {
            self.text = text;
            self.executed = None;
            self.mark_stale();
        }
    }

    fn go(&mut self, way: Move) {
        self.playing = false;
        let labels = self.run.as_ref().map(|run| run.labels.clone()).unwrap_or_default();
        // A chapter starts once its label is passed.
        let starts = || labels.iter().map(|&(op, _)| op + 1);
        self.move_playhead(|at, line| match way {
            Move::Start => Playhead::START,
            Move::End => Playhead::end(line),
            Move::OperationForward => at.operation_forward(line),
            Move::OperationBack => at.operation_back(line),
            Move::EventForward => at.event_forward(line),
            Move::EventBack => at.event_back(line),
            Move::To(done) => Playhead::after(done),
            Move::ToEvent(Playhead { done, event }) if event >= line.stops(done) => Playhead::after(done + 1),
            Move::ToEvent(at) => at,
            Move::ChapterBack => {
                let before = starts().rev().find(|&start| Playhead::after(start) < at);
                Playhead::after(before.unwrap_or(0))
            }
            Move::ChapterForward => {
                let next = starts().find(|&start| Playhead::after(start) > at);
                Playhead::after(next.unwrap_or(line.len()))
            }
        });
    }

    fn advance(&mut self, steps: u32) {
        let events = self.speed.events;
        self.move_playhead(|at, line| {
            (0..steps)
                .fold(at, |at, _| if events { at.event_forward(line) } else { at.operation_forward(line) })
        });
    }

    fn toggle_play(&mut self) {
        if self.playing || self.run.is_none() {
            self.playing = false;
        } else {
            if self.at_end() {
                self.playhead = Playhead::START;
            }
            self.playing = !self.at_end();
        }
    }

    fn by_hand(&mut self, request: Request) {
        if matches!(request, Request::Free { .. }) && (self.stale || self.error.is_some()) {
            self.notice = Some(Notice::StaleBlocks);
            return;
        }
        let run = self.run.as_ref().filter(|_| !self.stale && self.error.is_none());
        if let Some(refused) = run.and_then(|run| by_hand::refused(&run.executed, request)) {
            self.notice = Some(Notice::ByHand(refused));
            return;
        }
        self.by_hand = Some(request);
        self.work_changed();
    }

    fn edited(&mut self, result: Result<Edit, ScriptError>) {
        self.by_hand = None;
        match result {
            Ok(edit) => {
                self.notice = edit.later.map(|later| Notice::AddedLater { line: edit.line, later });
                self.resume = Resume::At(Playhead::after(edit.op + 1));
                self.apply(Action::Edit(edit.text.into()));
                self.executed = Some(edit.run);
            }
            Err(error) => {
                self.notice = Some(Notice::ByHand(error));
                // Work that was pending before is pending again.
                self.work_changed();
            }
        }
    }

    /// Applies the action.
    pub fn apply(&mut self, action: Action) {
        match action {
            Action::Edit(text) => {
                self.example = examples::of_script(&text).or(self.example);
                self.text = text;
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
            Action::Open(document) => {
                let Self { show_links, edits, asked, dark, revision, playhead, run, layout, .. } =
                    self.clone();
                let opened = self.opened.wrapping_add(1);
                let new = Self::new(document, self.theme, self.language);
                let asked = new.asked.or(asked);
                let layout = Layout { embedded: new.layout.embedded, ..layout };
                *self =
                    Self { show_links, edits, asked, dark, revision, playhead, run, opened, layout, ..new };
                self.mark_stale();
            }
            Action::Arena(settings) => {
                self.settings = settings;
                self.edits += 1;
                self.mark_stale();
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
                    Err(error) => self.error = Some(Rc::new(error)),
                }
            }
            Action::Added(run) => {
                self.work_ended();
                self.lanes_ended(run);
                self.move_playhead(|at, _| at);
            }
            Action::Progress(progress) => self.progress = Some(progress),
            Action::Stop => self.stopping = true,
            Action::Go(way) => self.go(way),
            Action::Advance(steps) => self.advance(steps),
            Action::TogglePlay => self.toggle_play(),
            Action::Speed(speed) => self.speed = speed,
            Action::Select(pick) => self.selected = pick,
            Action::Hover(pick) => self.hovered = pick,
            Action::ToggleLinks => self.show_links = !self.show_links,
            Action::Zoom(zoom) => self.zoom = zoom,
            Action::Language(language) => self.speak(language),
            Action::Theme(theme) => self.theme = theme,
            Action::Dark(dark) => self.dark = dark,
            Action::Notify(notice) => self.notice = notice,
            Action::Layout(layout) => self.layout = layout,
            Action::Read(_) => {}
        }
    }

    /// Whether the action would change nothing, so that nothing needs to be rendered again.
    pub fn is_idle(&self, action: &Action) -> bool {
        match action {
            Action::Edit(text) => *text == self.text,
            Action::Arena(settings) => *settings == self.settings,
            Action::Hover(pick) => *pick == self.hovered,
            Action::Select(pick) => *pick == self.selected,
            Action::Advance(steps) => *steps == 0 || !self.playing,
            Action::Dark(dark) => *dark == self.dark,
            Action::Progress(progress) => Some(*progress) == self.progress,
            // There is nothing to show before the lanes run.
            Action::Stop => self.progress.is_none() || self.stopping,
            Action::Language(language) => *language == self.language && self.asked.is_none(),
            Action::Notify(notice) => *notice == self.notice,
            // At least one lane always stays visible.
            Action::ToggleLane(lane) => self.shown.toggled(*lane).is_empty(),
            _ => false,
        }
    }
}

/// A script in a language: an unchanged example has a version in each, any other script only its own.
fn in_language(text: Rc<str>, language: Language) -> Rc<str> {
    examples::of_script(&text).map_or(text, |example| example.script(language).into())
}

#[cfg(test)]
mod tests;
