//! A WebAssembly module for web pages and Node.js that allocates from lite-alloc. That takes two lines: `#[global_allocator]`
//! and the `static` below it.
//!
//! ```sh
//! rustup target add wasm32-unknown-unknown
//! cargo install --locked wasm-bindgen-cli --version 0.2.129   # generates the JavaScript bindings
//! cargo build --release --target wasm32-unknown-unknown
//! wasm-bindgen --target nodejs --out-dir pkg target/wasm32-unknown-unknown/release/wasm_example.wasm
//! node run.mjs
//! ```
//!
//! For a web page, use `--target web` and load the module with
//! `import init, { Words } from "./pkg/wasm_example.js"; await init();`.

use std::collections::BTreeMap;

#[cfg(feature = "boundary-tag")]
use lite_alloc::single_threaded::BoundaryTagAllocator as Allocator;
#[cfg(feature = "bump-free-list")]
use lite_alloc::single_threaded::BumpFreeListAllocator as Allocator;
#[cfg(feature = "free-list")]
use lite_alloc::single_threaded::FreeListAllocator as Allocator;
#[cfg(feature = "segregated-bump")]
use lite_alloc::single_threaded::SegregatedBumpAllocator as Allocator;
use wasm_bindgen::prelude::wasm_bindgen;

#[global_allocator]
static ALLOCATOR: Allocator = Allocator::new();

/// Counts the words of texts. JavaScript holds it as an object; the words are on the heap of this module.
#[wasm_bindgen]
#[derive(Default)]
pub struct Words {
    counts: BTreeMap<String, u32>,
}

#[wasm_bindgen]
impl Words {
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Counts the words of one more text.
    pub fn add(&mut self, text: &str) {
        let words = text.split(|letter: char| !letter.is_alphabetic()).filter(|word| !word.is_empty());
        for word in words {
            *self.counts.entry(word.to_lowercase()).or_default() += 1;
        }
    }

    /// The `length` most frequent words; words with equal counts in alphabetical order.
    pub fn most_frequent(&self, length: usize) -> Vec<String> {
        let mut words: Vec<_> = self.counts.iter().collect();
        words.sort_by_key(|&(word, &count)| (std::cmp::Reverse(count), word));
        words.into_iter().take(length).map(|(word, count)| format!("{word}: {count}")).collect()
    }
}

/// The size of the module's memory, in pages of 64 KiB.
#[wasm_bindgen]
pub fn pages() -> usize {
    core::arch::wasm32::memory_size::<0>()
}
