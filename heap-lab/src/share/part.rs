//! The parts of a fragment, between its `&`s, as they arrive after other programs have had them. Chat programs take
//! punctuation behind a link as a part of it, or its last `-` and `_` as punctuation; others escape each `&` for HTML,
//! or append parameters of their own. So a part is read as far as it makes sense.

/// `&` in HTML, as far as it stays behind once a fragment is split at its `&`s.
const ESCAPES: [&str; 3] = ["amp;", "#038;", "#38;"];

/// The parts of `fragment`.
pub fn parts(fragment: &str) -> impl Iterator<Item = &str> {
    fragment.split('&').map(|mut part| {
        while let Some(rest) = ESCAPES.iter().find_map(|escape| part.strip_prefix(escape)) {
            part = rest;
        }
        part
    })
}

/// The name at the start of `text`: letters, digits and `inner`, up to the last letter or digit of them.
pub fn name<'a>(text: &'a str, inner: &[u8]) -> &'a str {
    let mut end = 0;
    for (at, byte) in text.bytes().enumerate() {
        if byte.is_ascii_alphanumeric() {
            end = at + 1;
        } else if !inner.contains(&byte) {
            break;
        }
    }
    &text[..end]
}

/// The number at the start of `text`, and what follows it.
pub fn number(text: &str) -> Option<(usize, &str)> {
    let (digits, rest) = text.split_at(text.bytes().take_while(u8::is_ascii_digit).count());
    Some((digits.parse().ok()?, rest))
}
