//! Where work is kept, and what a page opens with.
//!
//! - **A tab keeps its own work**, and the fragment that its address had then. A reload, or coming back through the
//!   history, shows it, whatever other tabs do. A duplicate of the tab starts with a copy of it.
//! - **The site keeps one piece of work**: what was edited last, in any tab. A new tab shows it. A tab that only looks at
//!   its work, or only moves through it, never takes the place of what another tab has kept; [`Document::replaces`] has
//!   the rules. The kept work is read before every write, so tabs need not tell each other anything.
//! - **A file of the reader is kept by its name**, in the tab alone: after a reload the page says which file to open.
//! - **A link is opened as it is**, if the reader follows it, whatever is kept.
//! - **A figure in a frame of another page** keeps nothing, and opens nothing but its link.
//! - **Without storage** (forbidden, full, or in a sandboxed frame) the work is in the address alone, and a reload shows
//!   that.

use heap_lab::{
    share::{LinkError, View},
    state::Document,
};

use crate::browser::{fragment, storage};

/// The key of the work of the site.
const SITE: &str = "lite-alloc.work";
/// The key of the work of a tab: a line with the fragment, a line with the work, and while a recorded program is open, a
/// line with the script that was open before.
const TAB: &str = "lite-alloc.tab";

/// The work that a page with this fragment opens with, if there is any yet, and why the link did not open.
pub fn opening(fragment: &str) -> (Option<Document>, Option<LinkError>) {
    let (_, view) = View::split(fragment);
    let (linked, error) = match Document::read(fragment) {
        Ok(linked) => (linked, None),
        Err(error) => (None, Some(error)),
    };
    if view.embed {
        return (linked, error);
    }
    let own = of_tab().and_then(|(address, own)| {
        let stayed = address == fragment && !fragment::is_followed();
        // Its view may be newer than that of the address.
        if stayed { Some(own) } else { linked.is_none().then_some(Document { view, ..own }) }
    });
    let last = || of_site().and_then(|kept| kept.ok().flatten()).filter(|_| error.is_none());
    (own.or(linked).or_else(|| Some(Document { view, ..last()? })), error)
}

/// The work of this tab, and its address then.
fn of_tab() -> Option<(String, Document)> {
    let kept = storage::of_tab(TAB)?;
    let mut lines = kept.split('\n');
    let (address, work) = (lines.next()?, lines.next()?);
    Some((address.to_owned(), Document::read(work).ok()??))
}

/// The script of this tab that was open before its recorded program.
pub fn before() -> Option<Document> {
    let kept = storage::of_tab(TAB)?;
    Document::read(kept.split('\n').nth(2)?).ok()?
}

fn of_site() -> Option<Result<Option<Document>, LinkError>> {
    storage::get(SITE).map(|work| Document::read(&work))
}

/// Keeps the work of the tab, and the script `before` its recorded program.
pub fn keep_in_tab(document: &Document, before: Option<&Document>) {
    // Work that is too long for a link is not kept; Share reports it.
    if !document.view.embed
        && let Ok(work) = document.keep()
    {
        let script = before.filter(|_| !document.program.is_script()).and_then(|before| before.write().ok());
        let script = script.map(|script| format!("\n{script}")).unwrap_or_default();
        storage::set_in_tab(TAB, &format!("{}\n{work}{script}", fragment::get()));
    }
}

/// Keeps the work of the tab, also for the next visit if it may take that place: `edited` tells whether it was edited
/// since it was kept last.
pub fn keep(document: &Document, before: Option<&Document>, edited: bool) {
    keep_in_tab(document, before);
    let may = match of_site() {
        None => true,
        Some(Ok(Some(kept))) => document.replaces(&kept, edited),
        // Of a later version, or damaged.
        Some(_) => edited,
    };
    let plain = Document { view: View::default(), ..document.clone() };
    if !document.view.embed
        && may
        && let Ok(work) = plain.write()
    {
        storage::set(SITE, &work);
    }
}
