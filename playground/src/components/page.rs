//! The page and the browser around it: its address, its storage, its colours and its keys.

use heap_lab::{
    examples::EXAMPLES,
    lab::{LaneKind, Lanes},
    scene::Pick,
    script::by_hand::Request,
    share,
    state::{Action, AppState, Document, Move, Notice},
    text::Language,
};
use yew::prelude::*;

use super::help;
use crate::{
    browser::{
        clipboard,
        debounce::Debounce,
        fragment,
        keys::{Focus, Key, Keys},
        language, leaving, popover, storage,
        theme::{self, Themed},
    },
    store::{Dispatch, Store},
};

/// Where the work is kept over a reload.
const WORK: &str = "lite-alloc.work";
/// Where the fragment is kept that the page last gave itself.
const OWN: &str = "lite-alloc.own-link";
/// Where the lanes are kept that were chosen last.
const LANES: &str = "lite-alloc.lanes";
/// How long changes rest before they are saved, in milliseconds.
const REST: u32 = 300;

/// The state that the page opens with: what its address says, else what was kept, else the first example.
pub fn opening() -> Store {
    let kept = || storage::get(WORK).and_then(|work| Document::read(&work).ok().flatten());
    let first = || {
        Document::of(
            &EXAMPLES[0],
            storage::get(LANES)
                .map(|lanes| Lanes::of_slugs(&lanes))
                .filter(|lanes| !lanes.is_empty())
                .unwrap_or_else(Lanes::at_first),
        )
    };
    let fragment = fragment::get();
    // Then what was kept is the same work or a little newer: the page may have been left before its address was changed.
    let is_own = storage::get(OWN).is_some_and(|own| own == fragment);
    let (document, notice) = match Document::read(&fragment) {
        Ok(Some(linked)) => (is_own.then(kept).flatten().unwrap_or(linked), None),
        Ok(None) => (kept().unwrap_or_else(first), None),
        Err(error) => (first(), Some(Notice::ExampleInstead(error))),
    };
    // A link may ask for a language and nothing else, and one that is damaged may still ask for one.
    let (_, asked) = share::language::split(&fragment);
    let document = Document { language: asked, ..document };
    let mut state = AppState::new(document, theme::stored(), language::of_reader());
    state.notice = notice;
    Store(state)
}

/// Opens what people put into the address of the page, while it is open.
#[hook]
pub fn use_links(dispatch: &Dispatch) {
    let dispatch = dispatch.clone();
    use_effect_with((), move |()| {
        let watch = fragment::Watch::new(move |fragment| match Document::read(&fragment) {
            Ok(Some(document)) => dispatch.dispatch(Action::Open(document)),
            Ok(None) => {}
            Err(error) => dispatch.dispatch(Action::Notify(Some(Notice::LinkFailed(error)))),
        });
        move || drop(watch)
    });
}

/// Keeps the work once it has been changed: in storage and in the address when it rests, and in storage when the page
/// is left.
#[hook]
pub fn use_saving(state: &AppState) {
    let debounce = use_memo((), |()| Debounce::new(REST));
    let opened = use_mut_ref(|| Some(state.document()));
    let unsaved = use_mut_ref(|| None::<Document>);
    {
        let unsaved = unsaved.clone();
        use_effect_with((), move |()| {
            let watch = leaving::Watch::new(move || {
                if let Some(document) = unsaved.take() {
                    keep(document);
                }
            });
            move || drop(watch)
        });
    }
    let busy = state.playing || state.is_busy();
    use_effect_with((state.document(), busy), move |(document, busy)| {
        if opened.borrow().as_ref().is_some_and(|opened| opened == document) {
            return;
        }
        opened.replace(None);
        unsaved.replace(Some(document.clone()));
        debounce.cancel();
        if !busy {
            debounce.call(move || save(unsaved.take()));
        }
    });
}

fn save(document: Option<Document>) {
    let Some(document) = document else { return };
    // What is too long for a link is not kept; Share says so.
    if let Ok(text) = document.write() {
        keep(document);
        show_in_address(&text);
    }
}

/// Keeps the work for the next visit, which has the reader's own language again.
fn keep(document: Document) {
    if let Ok(text) = (Document { language: None, ..document }).write() {
        storage::set(WORK, &text);
    }
}

fn show_in_address(text: &str) {
    if fragment::replace(text) {
        storage::set(OWN, text);
    }
}

/// Shows a lane, or hides it, and remembers the choice for work that says nothing of lanes.
pub fn toggle_lane(lane: LaneKind, shown: Lanes, dispatch: &Dispatch) {
    storage::set(LANES, &shown.toggled(lane).slugs());
    dispatch.dispatch(Action::ToggleLane(lane));
}

/// Copies a link to the work, and says so.
pub fn share(document: &Document, dispatch: &Dispatch) {
    let told = |notice| Action::Notify(Some(notice));
    match document.write() {
        Err(error) => dispatch.dispatch(told(Notice::NoLink(error))),
        Ok(text) => {
            show_in_address(&text);
            let dispatch = dispatch.clone();
            clipboard::copy(fragment::address(&text), move |copied| {
                dispatch.dispatch(told(match copied {
                    true => Notice::LinkCopied,
                    false => Notice::CopyRefused,
                }));
            });
        }
    }
}

/// Keeps the page in the colours that the state says, and remembers the choice.
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

/// Says in which language the page is: to screen readers, to whatever chooses fonts, and in its title.
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
pub fn use_keys(state: &AppState, dispatch: &Dispatch) {
    let dispatch = dispatch.clone();
    use_effect_with(state.selected, move |&selected| {
        let keys = Keys::new(move |key| pressed(&key, selected, &dispatch));
        move || drop(keys)
    });
}

/// Does what a key asks for. Whether it asked for anything.
fn pressed(key: &Key, selected: Option<Pick>, dispatch: &Dispatch) -> bool {
    if key.modified || key.focus == Focus::Text || popover::is_any_open() {
        return false;
    }
    if key.name == "?" {
        popover::show(help::ID);
        return true;
    }
    let (arrows, space) = (key.focus != Focus::Range, key.focus != Focus::Press);
    let action = match key.name.as_str() {
        "ArrowLeft" if arrows && key.shift => Action::Go(Move::EventBack),
        "ArrowRight" if arrows && key.shift => Action::Go(Move::EventForward),
        "ArrowLeft" if arrows => Action::Go(Move::OperationBack),
        "ArrowRight" if arrows => Action::Go(Move::OperationForward),
        "Home" if arrows => Action::Go(Move::Start),
        "End" if arrows => Action::Go(Move::End),
        " " if space => Action::TogglePlay,
        "Escape" if selected.is_some() => Action::Select(None),
        "Delete" | "Backspace" => match selected {
            Some(Pick::Block(block)) => Action::ByHand(Request::Free { block }),
            _ => return false,
        },
        _ => return false,
    };
    dispatch.dispatch(action);
    true
}
