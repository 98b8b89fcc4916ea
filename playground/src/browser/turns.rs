//! Work in turns: each is a task of its own, so that the browser can draw and listen in between.

use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{MessageChannel, MessagePort};

use super::window;

/// Turns that go on until one is the last. They end when this is dropped, which may happen inside a turn.
///
/// Timers would wait: browsers stretch nested ones to 4 ms. A message is delivered at once.
pub struct Turns {
    receiver: MessagePort,
    _callback: Closure<dyn FnMut()>,
}

impl Turns {
    /// Calls `turn` in tasks of their own, until it returns false.
    pub fn start(mut turn: impl FnMut() -> bool + 'static) -> Self {
        let channel = MessageChannel::new().expect("a channel can always be made");
        let (receiver, sender) = (channel.port1(), channel.port2());
        let ask = move || {
            let _ = sender.post_message(&JsValue::UNDEFINED);
        };
        ask();
        let callback = Closure::new(move || {
            if turn() {
                ask();
            }
        });
        receiver.set_onmessage(Some(callback.as_ref().unchecked_ref()));
        Self { receiver, _callback: callback }
    }
}

impl Drop for Turns {
    fn drop(&mut self) {
        self.receiver.set_onmessage(None);
        self.receiver.close();
    }
}

/// Waits for a turn: what the browser has to do meanwhile comes first.
pub async fn turn() {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        let called = Closure::once_into_js(move || {
            // A function that resolves a promise never fails.
            let _ = resolve.call0(&JsValue::UNDEFINED);
        });
        if let Ok(channel) = MessageChannel::new() {
            channel.port1().set_onmessage(Some(called.unchecked_ref()));
            let _ = channel.port2().post_message(&JsValue::UNDEFINED);
        }
    });
    let _ = wasm_bindgen_futures::JsFuture::from(promise).await;
}

/// The time in milliseconds, which has an arbitrary origin and never decreases.
pub fn now() -> f64 {
    window().performance().expect("a window has a clock").now()
}
