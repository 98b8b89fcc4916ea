//! The module of dlmalloc and talc: fetched when one of them is first shown, compiled once, and run in instances with a
//! memory of their own.
//!
//! The page names its address, which depends on its contents (`cargo xtask peers`): a page never gets another version.

use std::cell::RefCell;

use heap_lab::lab::peer::{Call, Engine};
use js_sys::{Object, Uint8Array, WebAssembly};
use wasm_bindgen::{JsCast, JsValue, prelude::*};
use wasm_bindgen_futures::JsFuture;

use super::{blobs, document};

#[wasm_bindgen]
extern "C" {
    /// What an instance exports: the functions of `peers/src/lib.rs`. One that traps throws.
    #[derive(Clone)]
    type Exports;

    #[wasm_bindgen(method, getter)]
    fn memory(this: &Exports) -> WebAssembly::Memory;

    #[wasm_bindgen(method, catch)]
    fn open(
        this: &Exports,
        kind: u32,
        page_size: u32,
        max_pages: u32,
        operations: u32,
        slots: u32,
    ) -> Result<u32, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn allocate(this: &Exports, size: u32, align: u32) -> Result<u32, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn allocate_zeroed(this: &Exports, size: u32, align: u32) -> Result<u32, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn reallocate(this: &Exports, address: u32, size: u32, align: u32, new_size: u32)
    -> Result<u32, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn deallocate(this: &Exports, address: u32, size: u32, align: u32) -> Result<u32, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn take_pages(this: &Exports, count: u32) -> Result<u32, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn heap_end(this: &Exports) -> Result<u32, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn operations(this: &Exports) -> Result<u32, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn run(this: &Exports, count: u32) -> Result<u32, JsValue>;
}

/// As many instances are kept for the next run as there are lanes, unless their memory is larger than this, in bytes: a
/// memory never shrinks, and what is kept should be small.
const SPARES: usize = 2;
const LARGEST_SPARE: u32 = 1 << 22;

thread_local! {
    static MODULE: RefCell<Option<WebAssembly::Module>> = const { RefCell::new(None) };
    static KEPT: RefCell<Vec<Exports>> = const { RefCell::new(Vec::new()) };
}

/// So many engines; `None` if the module can't be loaded or started.
pub async fn engines(count: usize) -> Option<Vec<Box<dyn Engine>>> {
    let mut engines: Vec<Box<dyn Engine>> = Vec::new();
    while engines.len() < count {
        let kept = KEPT.with_borrow_mut(Vec::pop);
        let exports = match kept {
            Some(exports) => exports,
            None => instance().await?,
        };
        engines.push(Box::new(Instance { exports, is_whole: true }));
    }
    Some(engines)
}

async fn instance() -> Option<Exports> {
    let module = match MODULE.with_borrow(Clone::clone) {
        Some(module) => module,
        None => {
            let module = load().await?;
            MODULE.set(Some(module.clone()));
            module
        }
    };
    // Not at once: browsers refuse that on the page.
    let instance = WebAssembly::instantiate_module(&module, &Object::new());
    let instance: WebAssembly::Instance = JsFuture::from(instance).await.ok()?.dyn_into().ok()?;
    Some(instance.exports().unchecked_into())
}

async fn load() -> Option<WebAssembly::Module> {
    let name = document().query_selector("meta[name=peers]").ok()??.get_attribute("content")?;
    let file = blobs::load(&name).await?;
    let bytes = JsFuture::from(file.array_buffer()).await.ok()?;
    JsFuture::from(WebAssembly::compile(&bytes)).await.ok()?.dyn_into().ok()
}

/// An instance in use.
struct Instance {
    exports: Exports,
    /// Whether it never trapped.
    is_whole: bool,
}

impl Engine for Instance {
    fn call(&mut self, call: Call) -> Option<u32> {
        let exports = &self.exports;
        let answer = match call {
            Call::Open { kind, page_size, max_pages, operations, slots } => {
                exports.open(kind, page_size, max_pages, operations, slots)
            }
            Call::Allocate { size, align } => exports.allocate(size, align),
            Call::AllocateZeroed { size, align } => exports.allocate_zeroed(size, align),
            Call::Reallocate { address, size, align, new_size } => {
                exports.reallocate(address, size, align, new_size)
            }
            Call::Deallocate { address, size, align } => exports.deallocate(address, size, align),
            Call::TakePages { count } => exports.take_pages(count),
            Call::HeapEnd => exports.heap_end(),
            Call::Operations => exports.operations(),
            Call::Run { count } => exports.run(count),
        };
        self.is_whole &= answer.is_ok();
        answer.ok()
    }

    fn write(&mut self, address: u32, bytes: &[u8]) -> bool {
        let memory = Uint8Array::new(&self.exports.memory().buffer());
        let (Ok(size), Some(rest)) = (u32::try_from(bytes.len()), memory.length().checked_sub(address))
        else {
            return false;
        };
        if size > rest {
            return false;
        }
        memory.subarray(address, address + size).copy_from(bytes);
        true
    }
}

impl Drop for Instance {
    fn drop(&mut self) {
        let is_small = || Uint8Array::new(&self.exports.memory().buffer()).length() <= LARGEST_SPARE;
        if self.is_whole && is_small() {
            KEPT.with_borrow_mut(|kept| {
                if kept.len() < SPARES {
                    kept.push(self.exports.clone());
                }
            });
        }
    }
}
