//! Work as JSON has it, written and read by hand: a library for all of JSON would be a tenth of the page.
//!
//! ```text
//! {"script":"let a = alloc(24);","page":1024,"pages":3,"lanes":["FreeListAllocator"],"at":[1,0]}
//! ```
//!
//! `lanes` and `at` may be absent or null, and other keys are passed over: a later version may have more.

/// The parts of a piece of work.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stored {
    /// The script.
    pub script: String,
    /// Bytes of a page.
    pub page: u32,
    /// The most pages.
    pub pages: u32,
    /// Names of the lanes shown; absent for those of a link that names none.
    pub lanes: Option<Vec<String>>,
    /// Operations complete and steps told; absent for the end.
    pub at: Option<(usize, usize)>,
}

impl Stored {
    /// As JSON.
    pub fn write(&self) -> String {
        let mut json = String::from("{\"script\":");
        write_string(&mut json, &self.script);
        json += &format!(",\"page\":{},\"pages\":{}", self.page, self.pages);
        if let Some(lanes) = &self.lanes {
            json += ",\"lanes\":[";
            for (index, lane) in lanes.iter().enumerate() {
                if index > 0 {
                    json.push(',');
                }
                write_string(&mut json, lane);
            }
            json.push(']');
        }
        if let Some((done, event)) = self.at {
            json += &format!(",\"at\":[{done},{event}]");
        }
        json.push('}');
        json
    }

    /// From JSON, if it is that, and all that it must have is there.
    pub fn read(json: &[u8]) -> Option<Self> {
        let mut reader = Reader { text: std::str::from_utf8(json).ok()?, at: 0 };
        let (mut script, mut page, mut pages, mut lanes, mut at) = (None, None, None, None, None);
        reader.list(b'{', b'}', |reader| {
            let key = reader.string()?;
            reader.eat(b':')?;
            match key.as_str() {
                "script" => once(&mut script, reader.string()?),
                "page" => once(&mut page, reader.number()?),
                "pages" => once(&mut pages, reader.number()?),
                "lanes" => once(&mut lanes, reader.or_null(Reader::strings)?),
                "at" => once(&mut at, reader.or_null(Reader::pair)?),
                _ => reader.pass_over(0),
            }
        })?;
        reader.is_at_end().then_some(())?;
        Some(Self { script: script?, page: page?, pages: pages?, lanes: lanes.flatten(), at: at.flatten() })
    }
}

fn write_string(json: &mut String, text: &str) {
    json.push('"');
    for char in text.chars() {
        match char {
            '"' => *json += "\\\"",
            '\\' => *json += "\\\\",
            '\n' => *json += "\\n",
            '\r' => *json += "\\r",
            '\t' => *json += "\\t",
            '\u{8}' => *json += "\\b",
            '\u{c}' => *json += "\\f",
            '\0'..='\u{1f}' => *json += &format!("\\u{:04x}", u32::from(char)),
            _ => json.push(char),
        }
    }
    json.push('"');
}

/// Puts a value in its place, unless there is one already.
fn once<T>(place: &mut Option<T>, value: T) -> Option<()> {
    place.replace(value).is_none().then_some(())
}

/// How deep lists and objects may lie in each other.
const MOST_DEEP: u32 = 100;

/// Reads a text from its start to its end. Every function answers `None` for what is not as it must be.
struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Reader<'a> {
    fn peek(&mut self) -> Option<u8> {
        let rest = &self.text.as_bytes()[self.at..];
        self.at += rest.iter().take_while(|byte| b" \t\r\n".contains(byte)).count();
        self.text.as_bytes().get(self.at).copied()
    }

    fn is_at_end(&mut self) -> bool {
        self.peek().is_none()
    }

    fn eat(&mut self, byte: u8) -> Option<()> {
        (self.peek()? == byte).then(|| self.at += 1)
    }

    fn word(&mut self, word: &str) -> Option<()> {
        self.peek()?;
        self.text[self.at..].starts_with(word).then(|| self.at += word.len())
    }

    /// What stands between two brackets, with commas in between.
    fn list(&mut self, open: u8, close: u8, mut item: impl FnMut(&mut Self) -> Option<()>) -> Option<()> {
        self.eat(open)?;
        if self.eat(close).is_some() {
            return Some(());
        }
        loop {
            item(self)?;
            if self.eat(close).is_some() {
                return Some(());
            }
            self.eat(b',')?;
        }
    }

    fn or_null<T>(&mut self, value: impl FnOnce(&mut Self) -> Option<T>) -> Option<Option<T>> {
        if self.word("null").is_some() { Some(None) } else { value(self).map(Some) }
    }

    fn strings(&mut self) -> Option<Vec<String>> {
        let mut strings = Vec::new();
        self.list(b'[', b']', |reader| {
            strings.push(reader.string()?);
            Some(())
        })?;
        Some(strings)
    }

    fn pair(&mut self) -> Option<(usize, usize)> {
        self.eat(b'[')?;
        let first = self.number()?;
        self.eat(b',')?;
        let second = self.number()?;
        self.eat(b']')?;
        Some((first, second))
    }

    /// A whole number that is not negative.
    fn number<T: std::str::FromStr>(&mut self) -> Option<T> {
        self.peek()?;
        let digits = self.digits()?;
        let leads = digits.len() > 1 && digits.starts_with('0');
        let goes_on = self.text.as_bytes().get(self.at).is_some_and(|byte| b".eE".contains(byte));
        digits.parse().ok().filter(|_| !leads && !goes_on)
    }

    fn digits(&mut self) -> Option<&'a str> {
        let rest = &self.text[self.at..];
        let end = rest.bytes().take_while(u8::is_ascii_digit).count();
        self.at += end;
        (end > 0).then_some(&rest[..end])
    }

    fn string(&mut self) -> Option<String> {
        self.eat(b'"')?;
        let mut string = String::new();
        loop {
            let rest = &self.text[self.at..];
            let end = rest.find(|char| matches!(char, '"' | '\\' | '\0'..='\u{1f}'))?;
            string += &rest[..end];
            self.at += end + 1;
            match rest.as_bytes()[end] {
                b'"' => return Some(string),
                b'\\' => string.push(self.escaped()?),
                _ => return None,
            }
        }
    }

    /// What stands behind a backslash.
    fn escaped(&mut self) -> Option<char> {
        let kind = *self.text.as_bytes().get(self.at)?;
        self.at += 1;
        Some(match kind {
            b'"' | b'\\' | b'/' => kind.into(),
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'u' => match self.hex()? {
                high @ 0xd800..=0xdbff => {
                    self.text[self.at..].starts_with("\\u").then(|| self.at += 2)?;
                    let low = self.hex().filter(|low| (0xdc00..=0xdfff).contains(low))?;
                    char::from_u32(0x1_0000 + ((high - 0xd800) << 10) + (low - 0xdc00))?
                }
                code => char::from_u32(code)?,
            },
            _ => return None,
        })
    }

    fn hex(&mut self) -> Option<u32> {
        let digits = self.text.get(self.at..self.at + 4)?;
        self.at += 4;
        let is_hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        u32::from_str_radix(digits, 16).ok().filter(|_| is_hex)
    }

    /// Any value.
    fn pass_over(&mut self, deep: u32) -> Option<()> {
        if deep > MOST_DEEP {
            return None;
        }
        match self.peek()? {
            b'"' => self.string().map(drop),
            b'[' => self.list(b'[', b']', |reader| reader.pass_over(deep + 1)),
            b'{' => self.list(b'{', b'}', |reader| {
                reader.string()?;
                reader.eat(b':')?;
                reader.pass_over(deep + 1)
            }),
            b't' => self.word("true"),
            b'f' => self.word("false"),
            b'n' => self.word("null"),
            _ => self.any_number(),
        }
    }

    fn any_number(&mut self) -> Option<()> {
        self.skip(b"-");
        let digits = self.digits()?;
        if digits.len() > 1 && digits.starts_with('0') {
            return None;
        }
        if self.skip(b".") {
            self.digits()?;
        }
        if self.skip(b"eE") {
            self.skip(b"+-");
            self.digits()?;
        }
        Some(())
    }

    /// Passes over one of these, if it comes next. Whether it did.
    fn skip(&mut self, bytes: &[u8]) -> bool {
        let comes = self.text.as_bytes().get(self.at).is_some_and(|byte| bytes.contains(byte));
        self.at += usize::from(comes);
        comes
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde::{Deserialize, Serialize};

    use super::*;

    /// The same by a library.
    #[derive(Serialize, Deserialize)]
    struct Oracle {
        script: String,
        page: u32,
        pages: u32,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        lanes: Option<Vec<String>>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at: Option<(usize, usize)>,
    }

    impl From<Stored> for Oracle {
        fn from(Stored { script, page, pages, lanes, at }: Stored) -> Self {
            Self { script, page, pages, lanes, at }
        }
    }

    impl From<Oracle> for Stored {
        fn from(Oracle { script, page, pages, lanes, at }: Oracle) -> Self {
            Self { script, page, pages, lanes, at }
        }
    }

    fn oracle(json: &[u8]) -> Option<Stored> {
        serde_json::from_slice::<Oracle>(json).ok().map(Stored::from)
    }

    fn any_string() -> impl Strategy<Value = String> {
        let special =
            proptest::sample::select(vec!['\0', '\u{1f}', '\n', '\u{8}', '"', '\\', '/', 'é', '😀']);
        let char = prop_oneof![any::<char>(), special];
        proptest::collection::vec(char, 0..20).prop_map(|chars| chars.into_iter().collect())
    }

    fn any_stored() -> impl Strategy<Value = Stored> {
        let lanes = proptest::option::of(proptest::collection::vec(any_string(), 0..3));
        (any_string(), any::<u32>(), any::<u32>(), lanes, any::<Option<(usize, usize)>>())
            .prop_map(|(script, page, pages, lanes, at)| Stored { script, page, pages, lanes, at })
    }

    /// JSON of the right kind with one thing about it changed.
    fn nearly() -> impl Strategy<Value = String> {
        let pieces = [
            "\"",
            "\\",
            "\\u00e9",
            "\\ud83d",
            "\\ude00",
            "\\u12",
            "\\x",
            ",",
            ":",
            "[",
            "]",
            "{",
            "}",
            "null",
            "true",
            "0",
            "01",
            "-1",
            "1.5",
            "1e3",
            "1e",
            " ",
            "\n",
            "\u{1}",
            "é",
            "\"x\":",
            "\"x\":[{\"y\":[1.0,-2e-3]}],",
            "\"at\":null,",
            "\"page\":7,",
            "4294967296",
            "18446744073709551616",
        ];
        (any_stored(), any::<prop::sample::Index>(), 0..4usize, proptest::sample::select(pieces.to_vec()))
            .prop_map(|(stored, place, removed, piece)| {
                let chars: Vec<char> = stored.write().chars().collect();
                let at = place.index(chars.len());
                let (before, after) = chars.split_at(at);
                let after = &after[removed.min(after.len())..];
                before.iter().chain(&piece.chars().collect::<Vec<_>>()).chain(after).collect()
            })
    }

    proptest! {
        #[test]
        fn it_is_written_as_a_library_writes_it_and_comes_back(stored in any_stored()) {
            let json = stored.write();
            prop_assert_eq!(&json, &serde_json::to_string(&Oracle::from(stored.clone())).unwrap());
            prop_assert_eq!(Stored::read(json.as_bytes()), Some(stored));
        }

        #[test]
        fn it_is_read_as_a_library_reads_it(json in nearly()) {
            prop_assert_eq!(Stored::read(json.as_bytes()), oracle(json.as_bytes()), "{}", json);
        }
    }

    #[test]
    fn what_is_deeply_nested_is_refused() {
        let nested = |deep: usize| {
            format!(
                "{{\"script\":\"\",\"page\":1,\"pages\":1,\"x\":{}{}}}",
                "[".repeat(deep),
                "]".repeat(deep)
            )
        };
        assert!(Stored::read(nested(50).as_bytes()).is_some());
        assert!(Stored::read(nested(100_000).as_bytes()).is_none());
    }
}
