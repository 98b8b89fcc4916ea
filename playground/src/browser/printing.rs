//! Paper: what is printed is made when the browser asks for it, in light colours, and takes the place of the page.

use gloo_events::EventListener;
use web_sys::Element;

use super::{document, window};

/// The id of what is printed. The style sheet hides everything else then.
const ID: &str = "print";

/// Opens the browser's print dialog.
pub fn print() {
    // Browsers that can't print have no dialog.
    let _ = window().print();
}

/// What is shown in the element with this id, to be printed as it is.
pub fn shown(id: &str) -> Option<String> {
    Some(document().get_element_by_id(id)?.inner_html())
}

/// Called whenever the page is about to be printed.
pub struct Watch {
    _before: EventListener,
    _after: EventListener,
}

impl Watch {
    /// Prints the HTML that `make` returns, in place of the page, until dropped.
    pub fn new(make: impl Fn() -> Option<String> + 'static) -> Self {
        let before = EventListener::new(&window(), "beforeprint", move |_| {
            clear();
            if let Some(html) = in_light(&make) {
                // A page without a body prints nothing.
                let _ = show(&html);
            }
        });
        Self { _before: before, _after: EventListener::new(&window(), "afterprint", |_| clear()) }
    }
}

/// Calls `make` while the page is light: pictures take its colours.
fn in_light(make: impl Fn() -> Option<String>) -> Option<String> {
    let root: Element = document().document_element()?;
    let theme = root.get_attribute("data-theme").unwrap_or_default();
    root.set_attribute("data-theme", "light").ok()?;
    let html = make();
    root.set_attribute("data-theme", &theme).ok()?;
    html
}

fn show(html: &str) -> Option<()> {
    let sheet = document().create_element("div").ok()?;
    sheet.set_id(ID);
    sheet.set_inner_html(html);
    document().body()?.append_child(&sheet).ok()?;
    Some(())
}

fn clear() {
    if let Some(old) = document().get_element_by_id(ID) {
        old.remove();
    }
}
