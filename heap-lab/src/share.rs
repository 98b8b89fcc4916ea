//! What people work on, as a text: for the fragment of a link, and for keeping it over a reload.
//!
//! ```text
//! 1.eNqrVipOLsosKF...                work: version, then JSON -> zlib (with its checksum) -> base64url
//! example=splitting&lanes=free-list.boundary-tag&op=12&event=3    an example of the menu, in lanes, at a step
//! …&lang=zh                           either of them, in a language
//! ```
//!
//! A text may come from anywhere, so nothing about it is trusted: reading never panics, never takes more than a fixed
//! amount of memory, and what does not read has a reason. What names no lanes means the three that there were
//! when links began, so that a link always shows what was shared.

use miniz_oxide::{deflate::compress_to_vec_zlib, inflate::decompress_to_vec_zlib_with_limit};

use crate::{
    arena::{Settings, SettingsError},
    lab::{LaneKind, Lanes},
    playhead::Playhead,
};

use stored::Stored;

mod base64url;
pub mod language;
mod stored;
#[cfg(test)]
mod tests;

/// The most bytes of work that a link may carry, uncompressed.
pub const MAX_WORK: usize = 256 << 10;
/// The longest fragment that is looked at. Compression adds little to what does not compress, base64 a third.
const MAX_FRAGMENT: usize = MAX_WORK / 2 * 3;
const VERSION: &str = "1";
/// As far as zlib goes: scripts are short.
const LEVEL: u8 = 10;

/// What people work on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Work {
    /// The script.
    pub script: String,
    /// The arena of every lane.
    pub settings: Settings,
    /// The lanes that are shown, at least one.
    pub lanes: Lanes,
    /// Where the playhead stands; `None` for the end.
    pub at: Option<Playhead>,
}

/// What a fragment says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Link {
    /// Nothing, or the name of a place on the page.
    Nothing,
    /// A whole piece of work.
    Work(Work),
    /// An example by its name in links, which may be unknown; at a step, or `None` for the end.
    Example {
        /// Its name in links.
        slug: String,
        /// The lanes that are shown, as in [`Work`].
        lanes: Lanes,
        /// Where the playhead stands.
        at: Option<Playhead>,
    },
}

/// Why a link does not work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkError {
    /// More work than a link can carry.
    TooLong {
        /// The most bytes.
        most: usize,
    },
    /// It has a format that is not known here.
    Version {
        /// The format.
        found: String,
        /// The one that is known.
        known: &'static str,
    },
    /// Not what it was when it was made.
    Damaged,
    /// An arena that cannot be.
    Arena(SettingsError),
    /// An example that is not known here, by its name in links.
    Example(String),
}

const TOO_LONG: LinkError = LinkError::TooLong { most: MAX_WORK };

/// Writes work as a fragment, without `#`.
///
/// # Errors
/// [`LinkError::TooLong`].
pub fn encode(work: &Work) -> Result<String, LinkError> {
    let stored = Stored {
        script: work.script.clone(),
        page: work.settings.page_size,
        pages: work.settings.max_pages,
        lanes: (work.lanes != unnamed())
            .then(|| work.lanes.iter().map(|lane| lane.name().to_owned()).collect()),
        at: work.at.map(|Playhead { done, event }| (done, event)),
    };
    let json = stored.write();
    if json.len() > MAX_WORK {
        return Err(TOO_LONG);
    }
    Ok(format!("{VERSION}.{}", base64url::encode(&compress_to_vec_zlib(json.as_bytes(), LEVEL))))
}

/// The fragment, without `#`, of an example in lanes, at a step.
pub fn example(slug: &str, lanes: Lanes, at: Option<Playhead>) -> String {
    let lanes = if lanes == unnamed() { String::new() } else { format!("&lanes={}", lanes.slugs()) };
    match at {
        None => format!("example={slug}{lanes}"),
        Some(Playhead { done, event: 0 }) => format!("example={slug}{lanes}&op={done}"),
        Some(Playhead { done, event }) => format!("example={slug}{lanes}&op={done}&event={event}"),
    }
}

/// The lanes of a link that names none: the three that there were when links began.
pub fn unnamed() -> Lanes {
    Lanes::of(|lane| lane != LaneKind::BoundaryTag)
}

/// Reads a fragment, without `#`.
///
/// # Errors
/// Why it does not work.
pub fn decode(fragment: &str) -> Result<Link, LinkError> {
    if fragment.len() > MAX_FRAGMENT {
        return Err(TOO_LONG);
    }
    if is_place(fragment) {
        return Ok(Link::Nothing);
    }
    if let Some((version, body)) = fragment.split_once('.')
        && !version.is_empty()
        && version.len() <= 4
        && version.bytes().all(|byte| byte.is_ascii_digit())
    {
        if version != VERSION {
            return Err(LinkError::Version { found: version.to_owned(), known: VERSION });
        }
        return decode_work(body).map(Link::Work);
    }
    decode_example(fragment)
}

/// Whether a fragment is empty or the id of an element: links within the page have such.
fn is_place(fragment: &str) -> bool {
    fragment.len() <= 32
        && !fragment.starts_with(|first: char| first.is_ascii_digit())
        && fragment.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
}

fn decode_work(body: &str) -> Result<Work, LinkError> {
    let packed = base64url::decode(body).ok_or(LinkError::Damaged)?;
    let json = decompress_to_vec_zlib_with_limit(&packed, MAX_WORK).map_err(|error| match error.status {
        miniz_oxide::inflate::TINFLStatus::HasMoreOutput => TOO_LONG,
        _ => LinkError::Damaged,
    })?;
    let stored = Stored::read(&json).ok_or(LinkError::Damaged)?;
    let settings = Settings { page_size: stored.page, max_pages: stored.pages };
    settings.check().map_err(LinkError::Arena)?;
    Ok(Work {
        script: stored.script,
        settings,
        lanes: lanes(stored.lanes.as_deref()),
        at: stored.at.map(|(done, event)| Playhead { done, event }),
    })
}

/// The lanes of these names. Lanes come and go between versions: unknown names are ignored.
fn lanes(names: Option<&[String]>) -> Lanes {
    let is_named = |lane: LaneKind| names.is_some_and(|names| names.iter().any(|name| name == lane.name()));
    or_unnamed(Lanes::of(is_named))
}

/// These lanes, or if there are none those of a link that names none.
fn or_unnamed(lanes: Lanes) -> Lanes {
    if lanes.is_empty() { unnamed() } else { lanes }
}

fn decode_example(fragment: &str) -> Result<Link, LinkError> {
    let (mut slug, mut lanes, mut done, mut event) = (None, Lanes::default(), None, 0);
    for pair in fragment.split('&') {
        let (key, value) = pair.split_once('=').ok_or(LinkError::Damaged)?;
        let number = || value.parse::<usize>().map_err(|_| LinkError::Damaged);
        match key {
            "example" if is_place(value) && !value.is_empty() => slug = Some(value.to_owned()),
            "lanes" => lanes = Lanes::of_slugs(value),
            "op" => done = Some(number()?),
            "event" => event = number()?,
            // A key of a later version, or a wrong name.
            _ if key != "example" => {}
            _ => return Err(LinkError::Damaged),
        }
    }
    let slug = slug.ok_or(LinkError::Damaged)?;
    Ok(Link::Example { slug, lanes: or_unnamed(lanes), at: done.map(|done| Playhead { done, event }) })
}
