//! The user's work as text: for the fragment of a link, and to survive a reload.
//!
//! ```text
//! 1.eNqrVipOLsosKF...                work: version, then JSON -> zlib (with its checksum) -> base64url
//! 2.eNqrVipOLsosKF...&step=3          a lesson: its Markdown, packed likewise; at a step
//! example=splitting&lanes=free-list.boundary-tag&op=12&event=3    an example of the menu, in lanes, at a step
//! sample=json&lanes=free-list&op=12   a recorded program that the page ships, likewise
//! lesson=coalescing&step=3            a lesson of the course, at a step
//! lesson=coalescing&homework=7.10     ten of its questions, with the data of seed 7; `2.…&homework=7.10` likewise
//! …&embed&zoom=2&speed=6e&lang=zh     any of them, viewed so (view.rs)
//! ```
//!
//! A link ends in a letter or digit, and whatever follows a complete link is ignored: chat programs drop `-` and `_` at
//! its end, and append punctuation and parameters. Work knows its own end, since its compression does.
//!
//! A text may come from anywhere, so nothing about it is trusted: reading never panics, never uses more than a fixed
//! amount of memory, and every failure has a reason. A text that names no lanes means the three that existed when links
//! were introduced, so that a link always shows what was shared.

use miniz_oxide::{deflate::compress_to_vec_zlib, inflate::decompress_to_vec_zlib_with_limit};

use crate::{
    arena::{Settings, SettingsError},
    lab::{LaneKind, Lanes},
    playhead::Playhead,
};

pub use home::Home;
pub use lesson::{LessonLink, Source};
pub use notes::{MAX_NOTE, MAX_NOTES, Note, Notes};
use stored::Stored;
pub use view::View;

pub(crate) mod base64url;
mod home;
mod lesson;
mod notes;
mod part;
mod stored;
#[cfg(test)]
mod tests;
mod view;

/// The most bytes of work that a link may carry, uncompressed.
pub const MAX_WORK: usize = 256 << 10;
/// The longest fragment that is read. Compression adds little to incompressible work, base64 a third.
const MAX_FRAGMENT: usize = MAX_WORK / 2 * 3;
const VERSION: &str = "1";
/// The maximum level of zlib: scripts are short.
const LEVEL: u8 = 10;
/// Zero bytes behind the end of the compressed work, which every version ignores.
const FILLER: &str = "AA";
/// The end that a link from before there was a filler may have lost on its way, after the links that lost nothing.
const LOST: [&str; 7] = ["", "-", "_", "--", "-_", "_-", "__"];

/// The user's work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Work {
    /// The script; empty for a recorded program.
    pub script: String,
    /// Where the recorded program is, if it is one.
    pub home: Option<Home>,
    /// The arena of every lane.
    pub settings: Settings,
    /// The visible lanes, at least one.
    pub lanes: Lanes,
    /// The position of the playhead; `None` for the end.
    pub at: Option<Playhead>,
    /// The notes.
    pub notes: Notes,
}

/// The contents of a fragment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Link {
    /// Nothing, or the id of an element of the page.
    Nothing,
    /// A whole piece of work.
    Work(Work),
    /// An example by its name in links, which may be unknown; at a position, or `None` for the end.
    Example {
        /// Its name in links.
        slug: String,
        /// The visible lanes, as in [`Work`].
        lanes: Lanes,
        /// The position of the playhead.
        at: Option<Playhead>,
    },
    /// A recorded program that the page ships, by its name in links, which may be unknown.
    Sample {
        /// Its name in links.
        slug: String,
        /// The visible lanes; those of a first visit if it names none.
        lanes: Lanes,
        /// The position of the playhead, or `None` for the end.
        at: Option<Playhead>,
    },
    /// A lesson.
    Lesson(LessonLink),
}

/// Why a link does not work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkError {
    /// More work than a link can carry.
    TooLong {
        /// The most bytes.
        most: usize,
    },
    /// Its format is not known here.
    Version {
        /// The format.
        found: String,
        /// The newest format that is known here.
        known: &'static str,
    },
    /// It was changed after it was made.
    Damaged,
    /// An impossible arena.
    Arena(SettingsError),
    /// An example that is not known here, by its name in links.
    Example(String),
    /// A lesson that is not known here, by its name in links.
    Lesson(String),
    /// A recorded program that is not known here, by its name in links.
    Sample(String),
    /// The recorded program is in a file of the reader, and in no link.
    File,
}

const TOO_LONG: LinkError = LinkError::TooLong { most: MAX_WORK };

/// Writes work as a fragment, without `#`.
///
/// # Errors
/// [`LinkError::TooLong`].
pub fn encode(work: &Work) -> Result<String, LinkError> {
    let stored = Stored {
        script: work.script.clone(),
        sample: named(&work.home, |home| matches!(home, Home::Sample(_))),
        file: named(&work.home, |home| matches!(home, Home::File(_))),
        page: work.settings.page_size,
        pages: work.settings.max_pages,
        lanes: (work.lanes != unnamed())
            .then(|| work.lanes.iter().map(|lane| lane.name().to_owned()).collect()),
        at: work.at.map(|Playhead { done, event }| (done, event)),
        notes: (!work.notes.is_empty()).then(|| {
            let note = |note: &Note| ((note.at.done, note.at.event), note.text.to_string());
            work.notes.iter().map(note).collect()
        }),
    };
    let json = stored.write();
    if json.len() > MAX_WORK {
        return Err(TOO_LONG);
    }
    Ok(format!("{VERSION}.{}", packed(json.as_bytes())))
}

/// The name of the recorded program, if it is at such a place.
fn named(home: &Option<Home>, is_it: impl Fn(&Home) -> bool) -> Option<String> {
    home.as_ref().filter(|home| is_it(home)).map(|home| home.name().to_string())
}

/// Compressed, as a text that ends in a letter or digit.
fn packed(bytes: &[u8]) -> String {
    let mut text = base64url::encode(&compress_to_vec_zlib(bytes, LEVEL));
    // The last digit of three bytes, since that of fewer has spare bits, which are zero.
    if text.ends_with(['-', '_']) {
        text.push_str(FILLER);
    }
    text
}

/// The fragment, without `#`, of an example in lanes, at a position.
pub fn example(slug: &str, lanes: Lanes, at: Option<Playhead>) -> String {
    placed(format!("example={slug}"), lanes, at)
}

/// The fragment of a recorded program that the page ships, likewise. It always names its lanes.
pub fn sample(slug: &str, lanes: Lanes, at: Option<Playhead>) -> String {
    format!("sample={slug}&lanes={}{}", lanes.slugs(), position(at))
}

fn placed(mut link: String, lanes: Lanes, at: Option<Playhead>) -> String {
    if lanes != unnamed() {
        link += &format!("&lanes={}", lanes.slugs());
    }
    format!("{link}{}", position(at))
}

fn position(at: Option<Playhead>) -> String {
    match at {
        None => String::new(),
        Some(Playhead { done, event: 0 }) => format!("&op={done}"),
        Some(Playhead { done, event }) => format!("&op={done}&event={event}"),
    }
}

/// The lanes of a link that names none: the three that existed when links were introduced.
pub fn unnamed() -> Lanes {
    Lanes::ours().toggled(LaneKind::BoundaryTag)
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
        return match version {
            VERSION => decode_work(body).map(Link::Work),
            lesson::VERSION => LessonLink::unpack(body).map(Link::Lesson),
            _ => Err(LinkError::Version { found: version.to_owned(), known: lesson::VERSION }),
        };
    }
    match LessonLink::of_course(fragment)? {
        Some(lesson) => Ok(Link::Lesson(lesson)),
        None => decode_example(fragment),
    }
}

/// Whether a fragment is empty or the id of an element: links within the page look like that.
fn is_place(fragment: &str) -> bool {
    fragment.len() <= 32
        && !fragment.starts_with(|first: char| first.is_ascii_digit())
        && fragment.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
}

fn decode_work(body: &str) -> Result<Work, LinkError> {
    let stored = unpacked(body, |json| Stored::read(&json))?;
    let settings = Settings { page_size: stored.page, max_pages: stored.pages };
    settings.check().map_err(LinkError::Arena)?;
    let sample = stored.sample.map(|slug| Home::Sample(slug.into()));
    let file = stored.file.map(|name| Home::File(name.into()));
    Ok(Work {
        script: stored.script,
        home: sample.or(file),
        settings,
        lanes: lanes(stored.lanes.as_deref()),
        at: stored.at.map(|(done, event)| Playhead { done, event }),
        notes: (stored.notes.iter().flatten())
            .map(|((done, event), text)| (Playhead { done: *done, event: *event }, &**text))
            .collect(),
    })
}

/// What `read` makes of the bytes that were packed at the start of `body`.
fn unpacked<T>(body: &str, read: impl Fn(Vec<u8>) -> Option<T>) -> Result<T, LinkError> {
    let attempt = |end: &&str| {
        let packed = base64url::decode(body, end);
        let bytes =
            decompress_to_vec_zlib_with_limit(&packed, MAX_WORK).map_err(|error| match error.status {
                miniz_oxide::inflate::TINFLStatus::HasMoreOutput => TOO_LONG,
                _ => LinkError::Damaged,
            })?;
        read(bytes).ok_or(LinkError::Damaged)
    };
    let found = LOST.iter().map(attempt).find(|read| !matches!(read, Err(LinkError::Damaged)));
    found.unwrap_or(Err(LinkError::Damaged))
}

/// The lanes of these names. Lanes come and go between versions: unknown names are ignored.
fn lanes(names: Option<&[String]>) -> Lanes {
    let is_named = |lane: LaneKind| names.is_some_and(|names| names.iter().any(|name| name == lane.name()));
    or_unnamed(Lanes::of(is_named))
}

/// These lanes, or if there are none, the lanes of a link that names none.
fn or_unnamed(lanes: Lanes) -> Lanes {
    if lanes.is_empty() { unnamed() } else { lanes }
}

fn decode_example(fragment: &str) -> Result<Link, LinkError> {
    let (mut slug, mut lanes, mut done, mut event, mut is_sample) = (None, None, None, None, false);
    for part in part::parts(fragment) {
        let (key, value) = part.split_once('=').unwrap_or((part, ""));
        let number = || part::number(value).map(|(number, _)| Some(number)).ok_or(LinkError::Damaged);
        match key {
            "example" | "sample" if slug.is_none() => {
                (slug, is_sample) = (Some(part::name(value, b"-_")), key == "sample");
            }
            "lanes" => lanes = lanes.or(Some(Lanes::of_slugs(part::name(value, b"-.")))),
            "op" => done = done.or(number()?),
            "event" => event = event.or(number()?),
            // Of a later version, or appended by another program.
            _ if slug.is_some() || is_place(key) && !part.starts_with('=') => {}
            _ => return Err(LinkError::Damaged),
        }
    }
    let at = done.map(|done| Playhead { done, event: event.unwrap_or_default() });
    match slug {
        Some(slug) if !slug.is_empty() && is_place(slug) => {
            let (slug, lanes) = (slug.to_owned(), lanes.unwrap_or_default());
            Ok(match is_sample {
                true if lanes.is_empty() => Link::Sample { slug, lanes: Lanes::at_first(), at },
                true => Link::Sample { slug, lanes, at },
                false => Link::Example { slug, lanes: or_unnamed(lanes), at },
            })
        }
        // The address of the page, and what other programs have appended.
        None if lanes.is_none() && done.is_none() && event.is_none() => Ok(Link::Nothing),
        _ => Err(LinkError::Damaged),
    }
}
