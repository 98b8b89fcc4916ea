//! Lines of text without a measure of its letters: their width is estimated, rather too wide than too narrow.

/// The estimated width of text in a proportional font, in pixels.
pub fn width(text: &str, size: f64) -> f64 {
    text.chars().map(advance).sum::<f64>() * size
}

fn advance(sign: char) -> f64 {
    match sign {
        _ if is_wide(sign) => 1.0,
        'i' | 'l' | 'j' | 't' | 'f' | ' ' | '.' | ',' | ':' | ';' | '|' | '!' => 0.36,
        'm' | 'w' | 'M' | 'W' | '@' => 0.9,
        _ => 0.6,
    }
}

/// Chinese characters and their punctuation; a line may end after any of them.
fn is_wide(sign: char) -> bool {
    sign >= '\u{2e80}'
}

/// The lines of a text that are at most `most` pixels wide, as far as it has places to break.
pub fn lines(text: &str, size: f64, most: f64) -> Vec<&str> {
    let (mut lines, mut start, mut place) = (Vec::new(), 0, None);
    for (at, sign) in text.char_indices() {
        let end = at + sign.len_utf8();
        if width(&text[start..end], size) > most
            && let Some(break_at) = place.take()
        {
            lines.push(text[start..break_at].trim_end());
            start = break_at;
        }
        if sign == ' ' || is_wide(sign) {
            place = Some(end);
        }
    }
    lines.push(&text[start..]);
    lines
}

/// As much of a text as fits, with a sign that some is missing.
pub fn shortened(text: &str, size: f64, most: f64) -> String {
    if width(text, size) <= most {
        return text.to_owned();
    }
    let mut room = most - size;
    let fits = |&sign: &char| {
        room -= advance(sign) * size;
        room >= 0.0
    };
    text.chars().take_while(fits).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_at_spaces_and_between_chinese_characters() {
        let text = "walked past 2 free blocks, split 64 bytes into 32 + 32";
        let broken = lines(text, 10.0, 150.0);
        assert!(broken.len() > 1 && broken.iter().all(|line| width(line, 10.0) <= 150.0), "{broken:?}");
        assert_eq!(broken.join(" "), text);
        let chinese = "从空闲链表中取出块，分割为两部分，剩余部分仍然空闲";
        let broken = lines(chinese, 10.0, 95.0);
        assert!(broken.iter().all(|line| line.chars().count() <= 9), "{broken:?}");
        assert_eq!(broken.concat(), chinese);
    }

    #[test]
    fn what_fits_stays_and_what_cannot_break_is_whole() {
        assert_eq!(lines("", 10.0, 50.0), [""]);
        assert_eq!(lines("short", 10.0, 500.0), ["short"]);
        assert_eq!(lines("unbreakable", 10.0, 20.0), ["unbreakable"]);
        assert_eq!(shortened("short", 10.0, 500.0), "short");
        let cut = shortened("unbreakable", 10.0, 50.0);
        assert!(cut.ends_with('…') && cut.len() < 11, "{cut}");
    }
}
