//! A text saved as a file.

use gloo_timers::callback::Timeout;
use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

use super::document;

const MINUTE: u32 = 60_000;

/// Offers `text` as a file called `name`; `kind` is its media type, such as `text/plain`. Whether the browser let it.
pub fn save(name: &str, kind: &str, text: &str) -> bool {
    offer(name, kind, text).is_ok()
}

fn offer(name: &str, kind: &str, text: &str) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let blob = Blob::new_with_str_sequence_and_options(&Array::of1(&text.into()), &options)?;
    let url = Url::create_object_url_with_blob(&blob)?;
    let link: HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    link.set_href(&url);
    link.set_download(name);
    link.click();
    // Browsers begin to read it some time after the click.
    Timeout::new(MINUTE, move || _ = Url::revoke_object_url(&url)).forget();
    Ok(())
}
