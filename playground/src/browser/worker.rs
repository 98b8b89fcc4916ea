//! Scripts in a thread of their own: a worker that runs this very program, without a page.
//!
//! The worker imports the page's JavaScript from its address, and is sent the compiled program with each script. So it
//! needs no file of its own, and loads nothing that isn't there.

use heap_lab::script::wire;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue, prelude::*};
use web_sys::{Blob, BlobPropertyBag, Event, MessageEvent, Url, Worker, WorkerOptions, WorkerType};

#[wasm_bindgen]
extern "C" {
    type ImportMeta;

    #[wasm_bindgen(method, getter)]
    fn url(this: &ImportMeta) -> String;

    /// What JavaScript knows of the module that loads this program.
    #[wasm_bindgen(thread_local_v2, js_namespace = import, js_name = meta)]
    static META: ImportMeta;
}

/// Runs a script, in the worker.
#[wasm_bindgen]
pub fn run_script(text: &str) -> Vec<u8> {
    wire::run(text)
}

/// A worker with a script to run; dropping it ends it, whatever it does.
pub struct ScriptWorker {
    worker: Worker,
    /// The address of the worker's code.
    address: String,
    _on_answer: Closure<dyn FnMut(JsValue)>,
}

impl ScriptWorker {
    /// Runs a script in a new worker, unless the browser refuses it. `on_answer` is called once, later, with what
    /// [`wire::run`] made of the script, or with nothing if the worker doesn't work.
    pub fn start(script: &str, on_answer: impl FnOnce(Option<Vec<u8>>) + 'static) -> Option<Self> {
        let address = code_address()?;
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let Ok(worker) = Worker::new_with_options(&address, &options) else {
            revoke(&address);
            return None;
        };
        let mut on_answer = Some(on_answer);
        let callback = Closure::new(move |event: JsValue| {
            let answer = match event.dyn_ref::<MessageEvent>() {
                Some(message) => message.data().dyn_into::<Uint8Array>().ok().map(|bytes| bytes.to_vec()),
                None => {
                    // An error. The page goes on without the worker, so nobody else needs to know.
                    event.unchecked_ref::<Event>().prevent_default();
                    None
                }
            };
            if let Some(on_answer) = on_answer.take() {
                on_answer(answer);
            }
        });
        let function = callback.as_ref().unchecked_ref();
        worker.set_onmessage(Some(function));
        worker.set_onerror(Some(function));
        let started = Self { worker, address, _on_answer: callback };
        let request = Array::of2(&wasm_bindgen::module(), &script.into());
        started.worker.post_message(&request).is_ok().then_some(started)
    }
}

/// The address of the code that a worker starts with.
fn code_address() -> Option<String> {
    let page = META.with(ImportMeta::url);
    let code = format!(
        "import init,{{run_script}} from \"{page}\";\
         onmessage=({{data:[program,script]}})=>init({{module_or_path:program}}).then(()=>run_script(script))\
         .catch(()=>null).then(answer=>postMessage(answer));\
         onmessageerror=()=>postMessage(null)"
    );
    let kind = BlobPropertyBag::new();
    kind.set_type("text/javascript");
    let blob = Blob::new_with_str_sequence_and_options(&Array::of1(&code.into()), &kind).ok()?;
    Url::create_object_url_with_blob(&blob).ok()
}

impl Drop for ScriptWorker {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
        revoke(&self.address);
    }
}

fn revoke(address: &str) {
    // Only what is no address is refused.
    let _ = Url::revoke_object_url(address);
}
