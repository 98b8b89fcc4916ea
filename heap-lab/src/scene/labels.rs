//! Labels that fit: names and sizes shortened to the space they have.

/// The label of a tile.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Label {
    /// Its name; may be shortened, may be empty.
    pub name: String,
    /// Its size; may be empty.
    pub size: String,
    /// Whether the size is below the name, not behind it.
    pub stacked: bool,
}

impl Label {
    /// Columns that it takes, including the blank between name and size.
    pub fn columns(&self) -> usize {
        let (name, size) = (columns(&self.name), columns(&self.size));
        if self.stacked {
            return name.max(size);
        }
        name + size + usize::from(name > 0 && size > 0)
    }

    /// As much of it as fits in `room` columns, the name first; `None` if nothing useful fits.
    pub fn shortened(self, room: usize) -> Option<Self> {
        if self.columns() <= room {
            return (self.columns() > 0).then_some(self);
        }
        if self.name.is_empty() {
            return None;
        }
        shorten(&self.name, room).map(|name| Self { name, ..Self::default() })
    }

    /// The whole, or else the size alone: for tiles that are recognisable without a name.
    pub fn without_name(self, room: usize) -> Option<Self> {
        if self.columns() <= room {
            return self.shortened(room);
        }
        Self { name: String::new(), ..self }.shortened(room)
    }
}

/// A name in at most `room` columns. In `list[12]` and `wall3` the number is the most informative part: either it is
/// kept, or the name is cut before it.
fn shorten(name: &str, room: usize) -> Option<String> {
    if columns(name) <= room {
        return Some(name.to_owned());
    }
    let without_digits = name.trim_end_matches(|last: char| last.is_ascii_digit()).trim_end_matches('·');
    let (base, index) = name.split_at(name.rfind('[').unwrap_or(without_digits.len()));
    let kept = columns(index);
    if index.starts_with('[') && kept == room {
        return Some(index.to_owned());
    }
    let index = if kept + 2 <= room { index } else { "" };
    let room = room.checked_sub(columns(index) + 1)?;
    if columns(base) < room {
        return None;
    }
    let mut used = 0;
    let fits = |letter: &char| {
        used += width(*letter);
        used <= room
    };
    let head: String = base.chars().take_while(fits).collect();
    // A single letter with dots would name every block of the heap alike.
    let least = if index.is_empty() { 2 } else { 1 };
    (head.chars().count() >= least).then(|| format!("{head}…{index}"))
}

/// Columns that a text takes in a monospace font: Chinese, Japanese and Korean characters take two.
pub fn columns(text: &str) -> usize {
    text.chars().map(width).sum()
}

fn width(letter: char) -> usize {
    let is_wide = matches!(u32::from(letter),
        0x1100..=0x115f
        | 0x2e80..=0xa4cf
        | 0xac00..=0xd7a3
        | 0xf900..=0xfaff
        | 0xfe30..=0xfe6f
        | 0xff00..=0xff60
        | 0xffe0..=0xffe6
        | 0x1f300..=0x1faff
        | 0x2_0000..=0x3_fffd);
    if is_wide { 2 } else { 1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fit(name: &str, size: &str, room: usize) -> Option<String> {
        let label = Label { name: name.to_owned(), size: size.to_owned(), stacked: false };
        label.shortened(room).map(|label| {
            assert!(label.columns() <= room, "{label:?} in {room}");
            format!("{} {}", label.name, label.size).trim().to_owned()
        })
    }

    #[test]
    fn the_size_goes_first_then_the_end_of_the_name() {
        assert_eq!(fit("buffer", "24", 9).as_deref(), Some("buffer 24"));
        assert_eq!(fit("buffer", "24", 8).as_deref(), Some("buffer"));
        assert_eq!(fit("buffer", "24", 4).as_deref(), Some("buf…"));
        assert_eq!(fit("buffer", "24", 2), None);
        assert_eq!(fit("", "1,024", 5).as_deref(), Some("1,024"));
        assert_eq!(fit("", "1,024", 4), None, "half a number would lie");
        assert_eq!(fit("", "", 10), None);
    }

    #[test]
    fn a_word_that_is_not_a_name_is_never_cut() {
        let label = |name: &str| Label { name: name.to_owned(), size: "32".to_owned(), stacked: false };
        let untouched = || label("untouched");
        let only_size = label("");
        assert_eq!(untouched().without_name(12), Some(untouched()));
        assert_eq!(untouched().without_name(11), Some(only_size));
        assert_eq!(untouched().without_name(1), None);
    }

    #[test]
    fn an_index_is_kept() {
        assert_eq!(fit("list[12]", "24", 7).as_deref(), Some("li…[12]"));
        assert_eq!(fit("list[12]", "24", 6).as_deref(), Some("l…[12]"));
        assert_eq!(fit("list[12]", "24", 4).as_deref(), Some("[12]"));
        assert_eq!(fit("list[12]", "24", 3).as_deref(), Some("li…"));
        assert_eq!(fit("v[2732]", "24", 7).as_deref(), Some("v[2732]"));
        assert_eq!(fit("v[2732]", "24", 6).as_deref(), Some("[2732]"));
        assert_eq!(fit("v[2732]", "24", 5), None);
    }

    #[test]
    fn names_that_differ_in_a_number_differ_when_cut() {
        assert_eq!(fit("wall12", "16", 4).as_deref(), Some("w…12"));
        assert_eq!(fit("wall1", "16", 3).as_deref(), Some("w…1"));
        assert_eq!(fit("again·3", "16", 5).as_deref(), Some("ag…·3"));
        assert_eq!(fit("wall1", "16", 2), None);
        assert_eq!(fit("1234567", "16", 4), None);
    }

    #[test]
    fn names_in_any_script_are_cut_between_characters() {
        assert_eq!(fit("堆内存块表", "24", 10).as_deref(), Some("堆内存块表"));
        assert_eq!(fit("堆内存块表", "24", 9).as_deref(), Some("堆内存块…"), "each is two columns wide");
        assert_eq!(fit("堆内存块表", "24", 6).as_deref(), Some("堆内…"));
        for room in 0..12 {
            let _ = fit("é[ü]ß[9]", "1,000", room);
            let _ = fit("块[12]", "1,000", room);
        }
    }
}
