//! Numbers and addresses as every language writes them.

/// An address, as it is written everywhere.
pub fn address(address: u32) -> String {
    format!("0x{address:04x}")
}

/// Bytes as they are in memory: `40 00 00 00`.
pub fn raw(bytes: &[u8]) -> String {
    let bytes: Vec<_> = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    bytes.join(" ")
}

/// A number with its thousands apart.
pub fn grouped(number: impl Into<u64>) -> String {
    let digits = number.into().to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
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
    fn thousands_are_apart() {
        let shown = [0, 999, 1000, 65_536, 1_234_567, u32::MAX].map(grouped);
        assert_eq!(shown, ["0", "999", "1,000", "65,536", "1,234,567", "4,294,967,295"]);
    }

    #[test]
    fn addresses_have_four_digits_or_more() {
        assert_eq!([0, 0xab, 0x1_0000].map(address), ["0x0000", "0x00ab", "0x10000"]);
        assert_eq!(raw(&[0x40, 0, 0xff]), "40 00 ff");
    }

    #[test]
    fn nothing_has_no_share() {
        assert_eq!(percent(None), "–");
        assert_eq!(percent(Some(33.333)), "33.3");
    }
}
