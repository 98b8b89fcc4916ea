//! Files that the page makes and the browser saves.

use gloo_timers::callback::Timeout;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, HtmlCanvasElement, Url};

use super::document;

/// Some browsers fetch the file later. Until then it takes memory, in milliseconds.
const PATIENCE: u32 = 60_000;

/// Saves text as a file of this name and type. Returns whether the browser took it.
pub fn save_text(name: &str, kind: &str, text: &str) -> bool {
    let parts = js_sys::Array::of1(&text.into());
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    Blob::new_with_str_sequence_and_options(&parts, &options).is_ok_and(|blob| save(name, &blob).is_some())
}

/// Saves a canvas as a PNG file of this name, then calls `done` with whether the browser took it.
pub fn save_canvas(name: String, canvas: &HtmlCanvasElement, done: impl FnOnce(bool) + 'static) {
    let saved = Closure::once_into_js(move |blob: Option<Blob>| {
        done(blob.is_some_and(|blob| save(&name, &blob).is_some()));
    });
    // It fails only for canvases with pictures of other sites.
    let _ = canvas.to_blob(saved.unchecked_ref());
}

/// Saves a file under this name, if the browser takes it.
pub fn save(name: &str, blob: &Blob) -> Option<()> {
    let url = Url::create_object_url_with_blob(blob).ok()?;
    let link: HtmlAnchorElement = document().create_element("a").ok()?.dyn_into().ok()?;
    link.set_href(&url);
    link.set_download(name);
    link.click();
    Timeout::new(PATIENCE, move || {
        // It fails never.
        let _ = Url::revoke_object_url(&url);
    })
    .forget();
    Some(())
}
