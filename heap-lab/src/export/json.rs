//! Values as JSON, each on a line of its own and indented by two spaces, so that people can read it too.

/// A value.
pub(super) enum Json {
    Null,
    Bool(bool),
    /// A number, as it is written.
    Number(String),
    Text(String),
    List(Vec<Self>),
    /// Names and values, in their order.
    Map(Vec<(String, Self)>),
}

impl Json {
    /// The value as a file.
    pub(super) fn file(&self) -> String {
        let mut out = String::new();
        self.write(&mut out, 0);
        out.push('\n');
        out
    }

    /// A decimal number without zeros at its end, but with a digit behind a point.
    pub(super) fn decimal(plain: &str) -> Self {
        let shortest = plain.trim_end_matches('0');
        Self::Number(match plain.contains('.') {
            true if shortest.ends_with('.') => format!("{shortest}0"),
            true => shortest.to_owned(),
            false => plain.to_owned(),
        })
    }

    fn write(&self, out: &mut String, depth: usize) {
        match self {
            Self::Null => out.push_str("null"),
            Self::Bool(yes) => out.push_str(if *yes { "true" } else { "false" }),
            Self::Number(number) => out.push_str(number),
            Self::Text(text) => quote(out, text),
            Self::List(values) => each(out, depth, ['[', ']'], values, |out, value| {
                value.write(out, depth + 1);
            }),
            Self::Map(fields) => each(out, depth, ['{', '}'], fields, |out, (name, value)| {
                quote(out, name);
                out.push_str(": ");
                value.write(out, depth + 1);
            }),
        }
    }
}

/// The parts of a list or a map, each on a line.
fn each<T>(
    out: &mut String,
    depth: usize,
    [open, close]: [char; 2],
    parts: &[T],
    write: impl Fn(&mut String, &T),
) {
    let line = |out: &mut String, depth: usize| {
        out.push('\n');
        out.extend(std::iter::repeat_n("  ", depth));
    };
    out.push(open);
    for (index, part) in parts.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        line(out, depth + 1);
        write(out, part);
    }
    if !parts.is_empty() {
        line(out, depth);
    }
    out.push(close);
}

fn quote(out: &mut String, text: &str) {
    out.push('"');
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\0'..' ' => out.push_str(&format!("\\u{:04x}", u32::from(letter))),
            letter => out.push(letter),
        }
    }
    out.push('"');
}

impl From<&str> for Json {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Json {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<bool> for Json {
    fn from(yes: bool) -> Self {
        Self::Bool(yes)
    }
}

impl From<u32> for Json {
    fn from(number: u32) -> Self {
        Self::Number(number.to_string())
    }
}

impl From<u64> for Json {
    fn from(number: u64) -> Self {
        Self::Number(number.to_string())
    }
}

impl From<usize> for Json {
    fn from(number: usize) -> Self {
        Self::Number(number.to_string())
    }
}

impl<T: Into<Self>> From<Option<T>> for Json {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

impl<T: Into<Self>> FromIterator<T> for Json {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        Self::List(values.into_iter().map(Into::into).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_written_as_serde_json_writes_it() {
        let odd = "quotes \" and \\, lines\r\n\tand \u{1}\u{1f}, 中文, \u{7f}\u{2028}";
        let value = Json::Map(vec![
            ("a \"name\"".into(), odd.into()),
            ("empty".into(), Json::List(Vec::new())),
            ("list".into(), [1_u32, u32::MAX].into_iter().collect()),
            (
                "map".into(),
                Json::Map(vec![("none".into(), None::<bool>.into()), ("yes".into(), true.into())]),
            ),
            ("ratio".into(), Json::decimal("12.340")),
            ("small".into(), Json::decimal("0.000")),
            ("whole".into(), Json::decimal("1200")),
        ]);
        let expected = serde_json::json!({
            "a \"name\"": odd, "empty": [], "list": [1, u32::MAX], "map": { "none": null, "yes": true },
            "ratio": 12.34, "small": 0.0, "whole": 1200,
        });
        assert_eq!(value.file(), format!("{}\n", serde_json::to_string_pretty(&expected).unwrap()));
    }
}
