//! Connects the page to the browser: address, storage, colours and keys.

use heap_lab::{
    examples::EXAMPLES,
    lab::{LaneKind, Lanes},
    scene::Pick,
    script::by_hand::Request,
    share::{LinkError, View},
    state::{
        Action, AppState, Document, Move, Notice,
        layout::{Change, Layout, Letters, Pane, Panel},
    },
    text::Language,
};
use yew::prelude::*;

use super::{
    help,
    lesson::{self, progress::remembered},
    work,
};
use crate::{
    browser::{
        self,
        debounce::Debounce,
        fragment,
        keys::{Focus, Key, Keys},
        language, leaving, media, popover, storage,
        theme::{self, Themed},
    },
    store::{Dispatch, Store},
};

/// The storage key of the lanes last chosen.
const LANES: &str = "lite-alloc.lanes";
/// The delay after a change before it is saved, in milliseconds.
const REST: u32 = 300;

/// The state that the page opens with: from its address, else what was kept, else the first example.
pub fn opening() -> Store {
    let fragment = fragment::get();
    if View::split(&fragment).1.embed {
        storage::leave_alone();
    }
    let (document, error) = work::opening(&fragment);
    let is_first_visit = document.is_none() && error.is_none();
    let failed = if document.is_some() { Notice::LinkFailed } else { Notice::ExampleInstead };
    let document = document.unwrap_or_else(|| {
        let chosen = storage::get(LANES).map(|lanes| Lanes::of_slugs(&lanes));
        let lanes = chosen.filter(|lanes| !lanes.is_empty()).unwrap_or_else(Lanes::at_first);
        // A link may ask for nothing but a view, and a damaged one may still ask for one.
        Document { view: View::split(&fragment).1, ..Document::of(&EXAMPLES[0], lanes) }
    });
    let mut state = AppState::new(remembered(document), theme::stored(), language::of_reader());
    if !state.program.is_script()
        && let Some(before) = work::before()
    {
        state.set_before(before);
    }
    state.notice = error.map(failed);
    // On a narrow screen the panel covers some of the heaps, so it opens only for those who need an introduction.
    let opens = media::matches(media::WIDE) || is_first_visit || state.reading.is_some();
    state.layout.panel = opens.then_some(Panel::Example.of(state.program.is_script()));
    Store(state)
}

/// Tells the style sheets what is open, and how large the type is.
#[hook]
pub fn use_layout(state: &AppState) {
    use_effect_with(state.layout, |layout| {
        let view = match layout {
            Layout { embedded: true, .. } => "embed",
            Layout { presenting: true, .. } => "present",
            Layout { writing: Some(_), .. } => "write",
            Layout { verdict: true, .. } => "verdict",
            Layout { panel: None, .. } => "heaps",
            Layout { .. } => "all",
        };
        browser::mark_root("data-view", view);
        browser::mark_root("data-pane", layout.writing.map_or("", Pane::key));
        let letters = if layout.presenting { Letters::Huge } else { layout.letters };
        browser::mark_root("data-letters", letters.key());
    });
}

/// Opens a fragment that is put into the address while the page is open.
#[hook]
pub fn use_links(dispatch: &Dispatch) {
    let dispatch = dispatch.clone();
    use_effect_with((), move |()| {
        let watch = fragment::Watch::new(move |fragment| match Document::read(&fragment) {
            Ok(Some(document)) => dispatch.dispatch(Action::Open(remembered(document))),
            // A link may ask for nothing but a language.
            Ok(None) => {
                if let Some(language) = View::split(&fragment).1.language {
                    dispatch.dispatch(Action::Language(language));
                }
            }
            Err(error) => dispatch.dispatch(Action::Notify(Some(Notice::LinkFailed(error)))),
        });
        move || drop(watch)
    });
}

/// What is still to be saved.
struct Saving {
    debounce: Debounce,
    /// The document that the page opened with, until there is another one.
    opened: Option<Document>,
    /// The work and the edits so far.
    unsaved: Option<(Document, u32)>,
    /// The script before the recorded program, if one is open.
    before: Option<Document>,
    /// The edits when work was kept last.
    edits: u32,
}

impl Saving {
    fn save(&mut self, in_address: bool) {
        let Some((document, edits)) = self.unsaved.take() else { return };
        // Work that is too long for a link is not put into the address; Share reports it.
        match document.write() {
            Ok(text) if in_address => drop(fragment::replace(&text)),
            // No address leads to a file, least of all that of the work before.
            Err(LinkError::File) if in_address => drop(fragment::replace("")),
            _ => {}
        }
        work::keep(&document, self.before.as_ref(), edits != self.edits);
        self.edits = edits;
    }
}

/// Saves the work: at once as the tab's own, so that a reload shows it; whenever it has changed, to storage and to the
/// address after a pause, or to storage when the page is left.
#[hook]
pub fn use_saving(state: &AppState) {
    let saving = use_mut_ref(|| Saving {
        debounce: Debounce::new(REST),
        opened: Some(state.document()),
        unsaved: None,
        before: None,
        edits: state.edits,
    });
    saving.borrow_mut().before = state.before().cloned();
    {
        let saving = saving.clone();
        let is_open = state.notice.is_none();
        use_effect_with((), move |()| {
            if is_open {
                let saving = saving.borrow();
                saving.opened.iter().for_each(|work| work::keep_in_tab(work, saving.before.as_ref()));
            }
            let watch = leaving::Watch::new(move || saving.borrow_mut().save(false));
            move || drop(watch)
        });
    }
    let busy = state.playing || state.is_busy();
    use_effect_with((state.document(), state.edits, busy), move |(document, edits, busy)| {
        let later = saving.clone();
        let mut saving = saving.borrow_mut();
        if saving.opened.as_ref() == Some(document) {
            return;
        }
        saving.opened = None;
        saving.unsaved = Some((document.clone(), *edits));
        saving.debounce.cancel();
        if !busy {
            saving.debounce.call(move || later.borrow_mut().save(true));
        }
    });
}

/// Shows or hides a lane, and remembers the choice for links that name no lanes.
pub fn toggle_lane(lane: LaneKind, shown: Lanes, dispatch: &Dispatch) {
    storage::set(LANES, &shown.toggled(lane).slugs());
    dispatch.dispatch(Action::ToggleLane(lane));
}

/// Applies the theme of the state, and remembers the choice.
#[hook]
pub fn use_theme(state: &AppState, dispatch: &Dispatch) {
    let dispatch = dispatch.clone();
    use_effect_with(state.theme, move |&theme| {
        theme::store(theme);
        let watched = dispatch.clone();
        let themed = Themed::new(theme, move |dark| watched.dispatch(Action::Dark(dark)));
        dispatch.dispatch(Action::Dark(theme::is_dark(theme)));
        move || drop(themed)
    });
}

/// Sets the language of the document: for screen readers, for the choice of fonts, and in the title.
#[hook]
pub fn use_language(state: &AppState) {
    use_effect_with(state.language, |language| {
        language::apply(language.tag(), language.text().page().app.title);
    });
}

/// Changes the language, and remembers the choice.
pub fn choose_language(language: Language, dispatch: &Dispatch) {
    language::store(language);
    dispatch.dispatch(Action::Language(language));
}

/// The keys that work anywhere on the page.
#[hook]
pub fn use_keys(state: &UseReducerHandle<Store>) {
    let state = state.clone();
    use_effect_with((), move |()| {
        // A clone of the handle reads the current state, which may be newer than what is drawn.
        let keys = Keys::new(move |key| pressed(&key, &state.clone()));
        move || drop(keys)
    });
}

/// Does what a key asks for. Returns whether it was handled.
fn pressed(key: &Key, state: &UseReducerHandle<Store>) -> bool {
    let (selected, layout, reading) = (state.selected, state.layout, state.reading.as_ref());
    if key.modified || key.focus == Focus::Text || popover::is_any_open() {
        return false;
    }
    if key.name == "?" {
        popover::show(help::ID);
        return true;
    }
    let arrows = !matches!(key.focus, Focus::Range | Focus::Choice);
    let space = !matches!(key.focus, Focus::Press | Focus::Choice);
    let action = match key.name.as_str() {
        "ArrowLeft" if arrows && key.shift => Action::Go(Move::EventBack),
        "ArrowRight" if arrows && key.shift => Action::Go(Move::EventForward),
        "ArrowLeft" if arrows => Action::Go(Move::OperationBack),
        "ArrowRight" if arrows => Action::Go(Move::OperationForward),
        "Home" if arrows => Action::Go(Move::Start),
        "End" if arrows => Action::Go(Move::End),
        // A presenter's remote control sends these.
        "PageUp" if layout.presenting => Action::Go(Move::OperationBack),
        "PageDown" if layout.presenting => Action::Go(Move::OperationForward),
        "PageUp" if arrows => Action::Go(Move::ChapterBack),
        "PageDown" if arrows => Action::Go(Move::ChapterForward),
        " " if space => Action::TogglePlay,
        name @ ("j" | "k") => match reading.and_then(|reading| lesson::turned(reading, name)) {
            Some(turn) => turn,
            None => return false,
        },
        "p" if layout.presenting => Action::Layout(Change::Present(false)),
        "p" => Action::Layout(Change::Present(true)),
        "s" => Action::Layout(Change::ToggleStructures),
        "o" if reading.is_none() => Action::Layout(Change::ToggleOverview),
        "n" => Action::Layout(Change::TogglePanel(Panel::Numbers)),
        "v" if reading.is_none() && !layout.embedded => Action::Layout(Change::Verdict(!layout.verdict)),
        "Escape" if layout.verdict => Action::Layout(Change::Verdict(false)),
        "Escape" if selected.is_some() => Action::Select(None),
        "Escape" if layout.structures => Action::Layout(Change::ToggleStructures),
        "Escape" if layout.presenting => Action::Layout(Change::Present(false)),
        "Delete" | "Backspace" => match selected {
            Some(Pick::Block(block)) => Action::ByHand(Request::Free { block }),
            _ => return false,
        },
        _ => return false,
    };
    state.dispatch(action);
    true
}
