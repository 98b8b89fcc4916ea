//! Numbers as people read them.

/// A size in the largest unit that leaves it whole: `64 B`, `4 KiB`, `1 MiB`.
pub fn size(bytes: u32) -> String {
    match bytes {
        0 => "0 B".to_owned(),
        _ if bytes.is_multiple_of(1 << 20) => format!("{} MiB", bytes >> 20),
        _ if bytes.is_multiple_of(1 << 10) => format!("{} KiB", bytes >> 10),
        _ => format!("{} B", grouped(bytes)),
    }
}

/// A number with its thousands apart.
pub fn grouped(number: u32) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A share in percent, or a dash where there is nothing to share.
pub fn percent(share: Option<f64>) -> String {
    share.map_or_else(|| "–".to_owned(), |share| format!("{share:.1}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_take_the_largest_whole_unit() {
        let sizes = [0, 64, 512, 1000, 1024, 4096, 65_536, 1 << 20, 64 << 20].map(size);
        assert_eq!(sizes, ["0 B", "64 B", "512 B", "1,000 B", "1 KiB", "4 KiB", "64 KiB", "1 MiB", "64 MiB"]);
    }

    #[test]
    fn thousands_stand_apart() {
        let numbers = [0, 999, 1000, 12_345, 1_234_567].map(grouped);
        assert_eq!(numbers, ["0", "999", "1,000", "12,345", "1,234,567"]);
    }

    #[test]
    fn nothing_has_no_share() {
        assert_eq!(percent(None), "–");
        assert_eq!(percent(Some(33.333)), "33.3");
    }
}
