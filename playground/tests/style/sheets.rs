//! All style sheets of the page, read as declarations.

use std::{fs, path::Path};

/// The file that defines all values.
pub const TOKENS: &str = "tokens.css";

/// `property: value;`, and where it is.
#[derive(Clone, Debug)]
pub struct Declaration {
    pub file: String,
    pub line: usize,
    /// The selectors and at-rules around it, outermost first.
    pub within: Vec<String>,
    pub property: String,
    pub value: String,
}

impl Declaration {
    pub fn place(&self) -> String {
        format!("{}:{}: {}: {}", self.file, self.line, self.property, self.value)
    }

    pub fn is_token(&self) -> bool {
        self.file == TOKENS && self.property.starts_with("--")
    }
}

/// The declarations of every file in the folder of style sheets.
pub fn all() -> Vec<Declaration> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("style");
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let read = |file: &std::path::PathBuf| {
        let name = file.file_name().unwrap().to_str().unwrap();
        assert!(name.ends_with(".css"), "{name} is no style sheet");
        declarations(name, &fs::read_to_string(file).unwrap())
    };
    files.iter().flat_map(read).collect()
}

/// The declarations of one file.
fn declarations(file: &str, text: &str) -> Vec<Declaration> {
    let (mut found, mut within, mut start) = (Vec::new(), Vec::new(), 0);
    let text = without_comments(text);
    for (at, sign) in text.char_indices().filter(|(_, sign)| "{};".contains(*sign)) {
        let part = text[start..at].trim();
        match sign {
            '{' => within.push(part.to_owned()),
            _ if within.is_empty() => panic!("{file}: {part:?} stands outside of any rule"),
            _ => {
                if let Some((property, value)) = part.split_once(':') {
                    found.push(Declaration {
                        file: file.to_owned(),
                        line: text[..at].lines().count(),
                        within: within.clone(),
                        property: property.trim().to_owned(),
                        value: value.split_whitespace().collect::<Vec<_>>().join(" "),
                    });
                } else {
                    assert_eq!(part, "", "{file}: no declaration");
                }
                if sign == '}' {
                    within.pop();
                }
            }
        }
        start = at + 1;
    }
    assert!(within.is_empty(), "{file}: a brace is not closed");
    found
}

/// The text with blanks in place of comments, so that line numbers stay the same.
fn without_comments(text: &str) -> String {
    let mut parts = text.split("/*");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (comment, rest) = part.split_once("*/").expect("the end of a comment");
        plain.extend(comment.chars().filter(|&sign| sign == '\n'));
        plain.push_str(rest);
    }
    plain
}

/// The names in a value, without strings, numbers and hexadecimal colours: keywords, functions, custom properties.
pub fn names(value: &str) -> impl Iterator<Item = &str> {
    let unquoted = value.split('"').step_by(2);
    unquoted
        .flat_map(|part| part.split(|sign: char| !(sign.is_alphanumeric() || "-_#.%".contains(sign))))
        .filter(|word| word.starts_with(|first: char| first.is_alphabetic()) || word.starts_with("--"))
}
