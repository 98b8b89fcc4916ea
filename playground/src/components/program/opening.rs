//! Opening a recorded program: a file that is dropped, chosen, pasted or loaded, read in slices to a trace.
//!
//! It is read here and not in a worker: a trace from there would have to be copied as bytes, and the page and the worker
//! would each hold one. In slices of 8 ms the page stays responsive, and reading takes as long.

use std::{cell::RefCell, rc::Rc};

use heap_lab::{
    import::{ImportError, Imported, Importer, Unplayable, gzip::GzipError},
    samples,
    state::{Action, Home, Recorded, layout::Change},
    text::{Text, unplayable::UnplayableText},
};
use wasm_bindgen_futures::spawn_local;
use web_sys::{Blob, File};
use yew::prelude::*;

use super::{
    super::{
        icon::{Shape, icon},
        prose::prose,
    },
    name, pasting, waiting,
    waiting::Unloaded,
};
use crate::{
    browser::{
        self,
        blobs::{self, Chunks, Unread},
        clipboard,
        files::{self, Arrival, Arrivals},
        media, popover,
        turns::{now, turn},
    },
    store::Dispatch,
};

/// The id of the field that chooses a file.
pub const FILE: &str = "trace-file";
/// The id of the dialog that says why a file can't be opened.
const FAILED: &str = "trace-failed";
/// Bytes that are read at once: far less than a slice takes.
const PIECE: u32 = 32 << 10;
/// The length of a slice, and the time between two reports of progress, in milliseconds.
const SLICE: f64 = 8.0;
const REPORT: f64 = 100.0;

/// What is to be opened.
pub enum Opening {
    /// A file.
    File(File),
    /// Text that was pasted.
    Text(String),
    /// A trace that the page has made.
    Bytes {
        /// Its name.
        name: String,
        /// The contents of the file.
        bytes: Vec<u8>,
    },
    /// A sample of the page, by its name in links.
    Sample(Rc<str>),
}

/// Opens recorded programs.
pub type Opener = Callback<Opening>;

/// Why there is no trace.
#[derive(Clone, Debug, PartialEq)]
enum Failure {
    /// It can't be read as one.
    Import(ImportError),
    /// It is compressed, and damaged.
    Gzip(GzipError),
    /// The browser does not give it.
    Unreadable,
    /// The site does not.
    Unloaded,
}

/// How far an opening is.
#[derive(Clone, Debug, Default, PartialEq)]
enum Status {
    #[default]
    Idle,
    /// Operations so far, and which part of the file that is, in percent, if that is known.
    Reading {
        home: Home,
        operations: usize,
        percent: Option<u32>,
    },
    Failed {
        home: Home,
        failure: Failure,
        is_pasted: bool,
    },
}

impl Status {
    /// The sample that the site did not give.
    fn unloaded(&self) -> Option<&Rc<str>> {
        match self {
            Self::Failed { home: Home::Sample(slug), failure: Failure::Unloaded, .. } => Some(slug),
            _ => None,
        }
    }
}

/// The opening under way: another one, or a cancel, takes its place, and it notices.
type Current = Rc<RefCell<Rc<()>>>;

/// Reads what is opened: the way to open something, the sample that could not be loaded, and the views of both.
#[hook]
pub fn use_opener(
    awaited: Option<&Home>,
    text: &'static dyn Text,
    dispatch: &Dispatch,
) -> (Opener, Unloaded, Html) {
    let status = use_state_eq(Status::default);
    let current = use_memo((), |_| Current::default());
    let open = {
        let (set, current, dispatch) = (status.setter(), (*current).clone(), dispatch.clone());
        let pasted = text.program().pasted;
        use_callback((), move |opening: Opening, ()| {
            let ticket = Rc::new(());
            current.replace(ticket.clone());
            popover::hide(FAILED);
            let (set, current, dispatch) = (set.clone(), current.clone(), dispatch.clone());
            spawn_local(async move {
                let is_current = || Rc::ptr_eq(&current.borrow(), &ticket);
                let is_pasted = matches!(opening, Opening::Text(_));
                let (home, blob) = blob_of(opening, pasted).await;
                let report = |operations, percent| {
                    if is_current() {
                        set.set(Status::Reading { home: home.clone(), operations, percent });
                    }
                };
                let result = match blob {
                    Some(blob) => read(&blob, &is_current, &report).await,
                    None => Err(match home {
                        Home::File(_) => Failure::Unreadable,
                        Home::Sample(_) => Failure::Unloaded,
                    }),
                };
                if !is_current() {
                    return;
                }
                match result {
                    Ok(imported) => {
                        set.set(Status::Idle);
                        dispatch.dispatch(Action::OpenTrace(Rc::new(Recorded::new(home, imported))));
                        // On a narrow screen the panel would cover what a reader opens it for.
                        if !media::matches(media::WIDE) {
                            dispatch.dispatch(Action::Layout(Change::Panel(None)));
                        }
                    }
                    Err(failure) => {
                        set.set(Status::Failed { home, failure, is_pasted });
                        popover::show(FAILED);
                    }
                }
            });
        })
    };
    let over = use_state_eq(|| false);
    {
        let (open, set, dispatch) = (open.clone(), over.setter(), dispatch.clone());
        use_effect_with((), move |()| {
            let arrived = move |arrival| arrive(arrival, &open, &dispatch);
            let watch = Arrivals::new(arrived, move |over| set.set(over));
            move || drop(watch)
        });
    }
    {
        let open = open.clone();
        let sample = awaited.and_then(|home| match home {
            Home::Sample(slug) => Some(slug.clone()),
            Home::File(_) => None,
        });
        use_effect_with(sample, move |sample| {
            if let Some(slug) = sample {
                open.emit(Opening::Sample(slug.clone()));
            }
        });
    }
    let cancel = {
        let (set, current) = (status.setter(), (*current).clone());
        Callback::from(move |_: MouseEvent| {
            current.replace(Rc::default());
            set.set(Status::Idle);
        })
    };
    let choose = {
        let open = open.clone();
        Callback::from(move |event: Event| {
            let field: web_sys::HtmlInputElement = event.target_unchecked_into();
            if let Some(file) = files::chosen(&field) {
                open.emit(Opening::File(file));
            }
        })
    };
    let labels = text.program();
    let views = html! {
        <>
            <input type="file" id={FILE} hidden={true} onchange={choose} />
            if *over { <div class="drop-here" aria-hidden="true"><p>{ labels.drop }</p></div> }
            { reading(&status, &cancel, text) }
            { failed(&status, &open, text) }
        </>
    };
    (open, Unloaded(status.unloaded().cloned()), views)
}

/// Opens the choice of a file.
pub fn choose_file() {
    browser::click(FILE);
}

/// A file is dropped, or text is pasted outside of every field.
fn arrive(arrival: Arrival, open: &Opener, dispatch: &Dispatch) {
    match arrival {
        Arrival::File(file) if file.name().ends_with(".rhai") => {
            let dispatch = dispatch.clone();
            files::read(file, move |text| {
                if let Some(text) = text {
                    dispatch.dispatch(Action::OpenScript(text.into()));
                }
            });
        }
        Arrival::File(file) => open.emit(Opening::File(file)),
        // A word in the clipboard is no trace.
        Arrival::Text(text) if text.trim().contains('\n') => {
            pasting::fill(&text);
            open.emit(Opening::Text(text));
        }
        Arrival::Text(_) => {}
    }
}

/// The file, and where it is.
async fn blob_of(opening: Opening, pasted: &str) -> (Home, Option<Blob>) {
    match opening {
        Opening::File(file) => (Home::File(file.name().into()), Some(file.into())),
        Opening::Text(text) => (Home::File(pasted.into()), blobs::of_text(&text)),
        Opening::Bytes { name, bytes } => (Home::File(name.into()), blobs::of_bytes(&bytes)),
        Opening::Sample(slug) => {
            let blob = match samples::find(&slug) {
                Some(sample) => blobs::load(&sample.file()).await,
                None => None,
            };
            (Home::Sample(slug), blob)
        }
    }
}

/// Reads a file in slices. It ends early, with whatever result, once it is no longer current.
async fn read(
    blob: &Blob,
    is_current: &dyn Fn() -> bool,
    report: &dyn Fn(usize, Option<u32>),
) -> Result<Imported, Failure> {
    let unread = |unread| match unread {
        Unread::Refused => Failure::Unreadable,
        Unread::Damaged => Failure::Gzip(GzipError::Damaged),
    };
    let chunks = Chunks::new(blob).await.map_err(unread)?;
    let size = (!chunks.is_gzip()).then(|| blob.size());
    let mut importer = Importer::new();
    let mut buffer = vec![0; PIECE as usize];
    let (mut end, mut reported) = (now() + SLICE, now());
    while let Some(chunk) = chunks.next().await.map_err(unread)? {
        let mut at = 0;
        while at < chunk.length() {
            let to = chunk.length().min(at + PIECE);
            let piece = &mut buffer[..(to - at) as usize];
            chunk.subarray(at, to).copy_to(piece);
            importer.push(piece).map_err(Failure::Import)?;
            at = to;
            if now() < end {
                continue;
            }
            if now() - reported >= REPORT {
                reported = now();
                let percent = size.map(|size| (importer.bytes() as f64 / size * 100.0) as u32);
                report(importer.len(), percent);
            }
            turn().await;
            if !is_current() {
                return Err(Failure::Unreadable);
            }
            end = now() + SLICE;
        }
    }
    importer.finish().map_err(Failure::Import)
}

/// The progress, over the stage.
fn reading(status: &Status, cancel: &Callback<MouseEvent>, text: &dyn Text) -> Html {
    let Status::Reading { home, operations, percent } = status else { return Html::default() };
    let words = text.reading_file(&name(home, text), *operations);
    html! {
        <div class="progress" id="trace-reading" data-operations={operations.to_string()}>
            <progress max="100" value={percent.map(|percent| percent.to_string())} aria-label={words.clone()} />
            <p>{ words }</p>
            <button type="button" class="button" id="cancel-reading" onclick={cancel.clone()}>{ text.program().cancel }</button>
        </div>
    }
}

/// Why there is no trace, and what to do. The dialog is always there, so that it can be shown.
fn failed(status: &Status, open: &Opener, text: &dyn Text) -> Html {
    let labels = text.program();
    let (title, body) = match status {
        Status::Failed { failure, is_pasted: true, .. } => {
            (labels.unpasted.to_owned(), reason(failure, text))
        }
        Status::Failed { home, failure, .. } => (text.cannot_open(&name(home, text)), reason(failure, text)),
        Status::Idle | Status::Reading { .. } => Default::default(),
    };
    let is_pasted = matches!(status, Status::Failed { is_pasted: true, .. });
    let again = |_: MouseEvent| choose_file();
    let edit = |_: MouseEvent| {
        popover::hide(FAILED);
        popover::show(pasting::ID);
    };
    let close = text.page().app.close;
    html! {
        <div id={FAILED} class="popover popover-small trace-failed" popover="auto" role="alertdialog" aria-labelledby="trace-failed-title">
            <div class="help-head">
                <h2 id="trace-failed-title">{ title }</h2>
                <button type="button" class="button-quiet" aria-label={close} title={close} popovertarget={FAILED}
                    popovertargetaction="hide">{ icon(Shape::Close) }</button>
            </div>
            { body }
            if let Some(slug) = status.unloaded() {
                { waiting::retry(slug, open, text) }
            } else if is_pasted {
                <button type="button" class="button button-primary" id="paste-again" onclick={edit}>{ labels.paste_again }</button>
            } else {
                <button type="button" class="button button-primary" popovertarget={FAILED} popovertargetaction="hide"
                    onclick={again}>{ labels.open }</button>
            }
        </div>
    }
}

fn reason(failure: &Failure, text: &dyn Text) -> Html {
    let labels = text.program();
    match failure {
        Failure::Import(ImportError::Unplayable(kind)) => unplayable(*kind, text),
        Failure::Import(error) => html! { <p data-failure="import">{ prose(&text.import_error(error)) }</p> },
        Failure::Gzip(error) => html! { <p data-failure="gzip">{ prose(&text.gzip_error(*error)) }</p> },
        Failure::Unreadable => html! { <p data-failure="unreadable">{ labels.unreadable }</p> },
        Failure::Unloaded => html! { <p data-failure="unloaded">{ labels.unloaded }</p> },
    }
}

/// What the file is, and the command that makes another one.
fn unplayable(kind: Unplayable, text: &dyn Text) -> Html {
    let UnplayableText { why, instead } = text.unplayable(kind);
    let labels = text.program();
    let command = kind.command();
    let copy = move |_: MouseEvent| clipboard::copy(command.to_owned(), |_| {});
    html! {
        <div data-failure="unplayable">
            <p>{ prose(why) }</p>
            <p>{ prose(instead) }</p>
            <div class="trace-command">
                <pre aria-label={labels.command}><code>{ command }</code></pre>
                <button type="button" class="button" onclick={copy}>{ labels.copy }</button>
            </div>
        </div>
    }
}
