//! The JSON form of the work.
//!
//! ```text
//! {"script":"let a = alloc(24);","page":1024,"pages":3,"lanes":["FreeListAllocator"],"at":[1,0],"notes":[[[1,0],"Here."]]}
//! ```
//!
//! A recorded program has no script, but a `"sample"`, or a `"file"` in the storage of a tab. `lanes`, `at` and `notes` may be absent or null, and other keys are ignored: a later version may have more. miniserde is used
//! because serde_json would make the page a fourteenth larger.

use std::borrow::Cow;

use miniserde::{
    Deserialize, Serialize, json,
    ser::{Fragment, Map},
};

/// The parts of a piece of work.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Stored {
    /// The script.
    pub script: String,
    /// The sample in place of the script.
    pub sample: Option<String>,
    /// The name of the file in place of the script.
    pub file: Option<String>,
    /// Bytes of a page.
    pub page: u32,
    /// The maximum number of pages.
    pub pages: u32,
    /// Names of the lanes shown; if absent, the default lanes of a link.
    pub lanes: Option<Vec<String>>,
    /// Operations complete and steps shown; absent means the end.
    pub at: Option<(usize, usize)>,
    /// Positions, as in `at`, and the notes there; absent means none.
    pub notes: Option<Vec<((usize, usize), String)>>,
}

impl Stored {
    /// As JSON.
    pub fn write(&self) -> String {
        json::to_string(self)
    }

    /// From JSON, if it is valid and complete.
    pub fn read(json: &[u8]) -> Option<Self> {
        json::from_str(std::str::from_utf8(json).ok()?).ok()
    }
}

/// Not derived: absent fields are left out, to keep links short.
impl Serialize for Stored {
    fn begin(&self) -> Fragment<'_> {
        let lanes = self.lanes.as_ref().map(|lanes| ("lanes", lanes as &dyn Serialize));
        let at = self.at.as_ref().map(|at| ("at", at as &dyn Serialize));
        let notes = self.notes.as_ref().map(|notes| ("notes", notes as &dyn Serialize));
        let sample = self.sample.as_ref().map(|sample| ("sample", sample as &dyn Serialize));
        let file = self.file.as_ref().map(|file| ("file", file as &dyn Serialize));
        let fields: [Option<(&'static str, &dyn Serialize)>; 8] = [
            Some(("script", &self.script)),
            sample,
            file,
            Some(("page", &self.page)),
            Some(("pages", &self.pages)),
            lanes,
            at,
            notes,
        ];
        Fragment::Map(Box::new(Fields(fields.into_iter())))
    }
}

struct Fields<'a>(std::array::IntoIter<Option<(&'static str, &'a dyn Serialize)>, 8>);

impl Map for Fields<'_> {
    fn next(&mut self) -> Option<(Cow<'_, str>, &dyn Serialize)> {
        self.0.by_ref().flatten().next().map(|(name, value)| (Cow::Borrowed(name), value))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::*;

    fn least() -> Stored {
        Stored {
            script: String::new(),
            sample: None,
            file: None,
            page: 1,
            pages: 1,
            lanes: None,
            at: None,
            notes: None,
        }
    }

    fn any_string() -> impl Strategy<Value = String> {
        let special =
            proptest::sample::select(vec!['\0', '\u{1f}', '\n', '\u{8}', '"', '\\', '/', 'é', '😀']);
        let char = prop_oneof![any::<char>(), special];
        proptest::collection::vec(char, 0..20).prop_map(|chars| chars.into_iter().collect())
    }

    fn any_stored() -> impl Strategy<Value = Stored> {
        let lanes = proptest::option::of(proptest::collection::vec(any_string(), 0..3));
        let notes = proptest::collection::vec((any::<(usize, usize)>(), any_string()), 0..3);
        let notes = proptest::option::of(notes);
        let home = (proptest::option::of(any_string()), proptest::option::of(any_string()));
        let at = any::<Option<(usize, usize)>>();
        (any_string(), home, any::<u32>(), any::<u32>(), lanes, at, notes).prop_map(
            |(script, (sample, file), page, pages, lanes, at, notes)| Stored {
                script,
                sample,
                file,
                page,
                pages,
                lanes,
                at,
                notes,
            },
        )
    }

    proptest! {
        /// Older pages wrote links with serde_json, and may read today's links.
        #[test]
        fn it_is_read_and_written_as_serde_json_does(stored in any_stored()) {
            let Stored { script, sample, file, page, pages, lanes, at, notes } = &stored;
            let mut value = json!({
                "script": script, "sample": sample, "file": file, "page": page, "pages": pages, "lanes": lanes, "at": at,
                "notes": notes,
            });
            let with_nulls = value.to_string();
            if let Value::Object(fields) = &mut value {
                fields.retain(|_, field| !field.is_null());
            }
            prop_assert_eq!(Stored::read(with_nulls.as_bytes()), Some(stored.clone()));
            prop_assert_eq!(Stored::read(value.to_string().as_bytes()), Some(stored.clone()));
            let json = stored.write();
            prop_assert_eq!(serde_json::from_str::<Value>(&json).unwrap(), value);
            prop_assert_eq!(Stored::read(json.as_bytes()), Some(stored));
        }

        #[test]
        fn any_text_is_read_without_panic(text in "[\\[\\]{}\",:0-9a-z\\\\ .-]{0,60}") {
            let _ = Stored::read(text.as_bytes());
        }
    }

    #[test]
    fn what_is_not_work_is_nothing() {
        let wrong =
            ["", "{}", "[]", "null", r#"{"script":"","page":1}"#, r#"{"script":"","page":-1,"pages":1}"#];
        for json in wrong {
            assert_eq!(Stored::read(json.as_bytes()), None, "{json}");
        }
        let cut = least().write();
        assert!((0..cut.len()).all(|end| Stored::read(&cut.as_bytes()[..end]).is_none()));
    }

    #[test]
    fn deep_nesting_does_no_harm() {
        let (open, close) = ("[".repeat(100_000), "]".repeat(100_000));
        let json = format!(r#"{{"script":"","page":1,"pages":1,"later":{open}{close}}}"#);
        assert_eq!(Stored::read(json.as_bytes()), Some(least()));
    }
}
