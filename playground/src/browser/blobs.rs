//! Files of any size, read chunk by chunk, so that no text of theirs is ever in memory as a whole. What is compressed with
//! gzip is decompressed by the browser on the way.

use js_sys::{Array, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue, prelude::*};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    Blob, ReadableStream, ReadableStreamDefaultReader, ReadableWritablePair, Response, WritableStream,
    WritableStreamDefaultWriter,
};

use super::window;

// web-sys has it among what may change.
#[wasm_bindgen]
extern "C" {
    type DecompressionStream;

    type CompressionStream;

    #[wasm_bindgen(constructor, catch)]
    fn new(format: &str) -> Result<CompressionStream, JsValue>;

    #[wasm_bindgen(constructor, catch)]
    fn new(format: &str) -> Result<DecompressionStream, JsValue>;
}

/// Why there are no more bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unread {
    /// The browser does not give the file.
    Refused,
    /// What is compressed is damaged.
    Damaged,
}

/// The bytes of a file, in chunks of the browser's choice.
pub struct Chunks {
    reader: ReadableStreamDefaultReader,
    is_gzip: bool,
}

impl Chunks {
    /// Begins to read.
    pub async fn new(blob: &Blob) -> Result<Self, Unread> {
        let head = blob.slice_with_f64_and_f64(0.0, 2.0).map_err(|_| Unread::Refused)?;
        let head = JsFuture::from(head.array_buffer()).await.map_err(|_| Unread::Refused)?;
        let is_gzip = Uint8Array::new(&head).to_vec() == [0x1f, 0x8b];
        let mut stream = blob.stream();
        if is_gzip {
            let unzip = DecompressionStream::new("gzip").map_err(|_| Unread::Refused)?;
            stream = stream.pipe_through(unzip.unchecked_ref::<ReadableWritablePair>());
        }
        let reader = stream.get_reader().dyn_into().map_err(|_| Unread::Refused)?;
        Ok(Self { reader, is_gzip })
    }

    /// The next chunk; `None` after the last one.
    pub async fn next(&self) -> Result<Option<Uint8Array>, Unread> {
        let failed = if self.is_gzip { Unread::Damaged } else { Unread::Refused };
        let result = JsFuture::from(self.reader.read()).await.map_err(|_| failed)?;
        let part = |key: &str| Reflect::get(&result, &key.into());
        if part("done").is_ok_and(|done| done.is_truthy()) {
            return Ok(None);
        }
        part("value").ok().and_then(|value| value.dyn_into().ok()).map(Some).ok_or(failed)
    }

    /// Whether the file is compressed: then what is read of it is more than its size.
    pub fn is_gzip(&self) -> bool {
        self.is_gzip
    }
}

impl Drop for Chunks {
    fn drop(&mut self) {
        // A stream that has failed refuses; unheard, that would be an error of the page.
        let cancelled = JsFuture::from(self.reader.cancel());
        spawn_local(async move { drop(cancelled.await) });
    }
}

/// A file in the making. The browser keeps its parts, outside of the memory of the page.
pub enum Parts {
    /// As they are.
    Plain(Array),
    /// What becomes of them: the browser compresses each as it comes, since of all of them at once it would take a while.
    Gzip {
        /// Takes the parts.
        writer: WritableStreamDefaultWriter,
        /// The file, once there are no more.
        file: JsFuture,
    },
}

impl Parts {
    /// A file without any part, compressed with gzip or not.
    pub fn new(gzip: bool) -> Option<Self> {
        if !gzip {
            return Some(Self::Plain(Array::new()));
        }
        let zip = CompressionStream::new("gzip").ok()?;
        let end = |name: &str| Reflect::get(&zip, &name.into()).ok();
        let writer = end("writable")?.unchecked_into::<WritableStream>().get_writer().ok()?;
        let stream = end("readable")?.unchecked_into::<ReadableStream>();
        let response = Response::new_with_opt_readable_stream(Some(&stream)).ok()?;
        Some(Self::Gzip { writer, file: response.blob().ok()?.into() })
    }

    /// Adds text.
    pub async fn push(&mut self, text: &str) -> Option<()> {
        match self {
            Self::Plain(parts) => {
                parts.push(&of_text(text)?.into());
            }
            Self::Gzip { writer, .. } => {
                let bytes = Uint8Array::from(text.as_bytes());
                JsFuture::from(writer.write_with_chunk(&bytes)).await.ok()?;
            }
        }
        Some(())
    }

    /// The file.
    pub async fn finish(self) -> Option<Blob> {
        match self {
            Self::Plain(parts) => Blob::new_with_blob_sequence(&parts).ok(),
            Self::Gzip { writer, file } => {
                JsFuture::from(writer.close()).await.ok()?;
                file.await.ok()?.dyn_into().ok()
            }
        }
    }
}

/// Text as a file.
pub fn of_text(text: &str) -> Option<Blob> {
    Blob::new_with_str_sequence(&Array::of1(&text.into())).ok()
}

/// Bytes as a file.
pub fn of_bytes(bytes: &[u8]) -> Option<Blob> {
    Blob::new_with_u8_array_sequence(&Array::of1(&Uint8Array::from(bytes))).ok()
}

/// Loads a file of the site.
pub async fn load(address: &str) -> Option<Blob> {
    let response = JsFuture::from(window().fetch_with_str(address)).await.ok()?;
    let response: Response = response.dyn_into().ok()?;
    if !response.ok() {
        return None;
    }
    JsFuture::from(response.blob().ok()?).await.ok()?.dyn_into().ok()
}
