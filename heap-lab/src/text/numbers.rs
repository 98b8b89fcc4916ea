//! Numbers and addresses as every language of the page writes them.

/// An address.
pub fn address(address: u32) -> String {
    format!("0x{address:04x}")
}

/// Bytes as they are in memory: `40 00 00 00`.
pub fn raw(bytes: &[u8]) -> String {
    let bytes: Vec<_> = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    bytes.join(" ")
}

/// A share in percent, or a dash where there is nothing to share.
pub fn percent(share: Option<f64>) -> String {
    share.map_or_else(|| "–".to_owned(), |share| format!("{share:.1}"))
}

/// A number with a comma between groups of three digits.
pub fn grouped(number: impl TryInto<i64>) -> String {
    // Every integer of the core fits.
    let number: i64 = number.try_into().unwrap_or(i64::MAX);
    let digits = number.unsigned_abs().to_string();
    let mut text = String::from(if number < 0 { "-" } else { "" });
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped() {
        assert_eq!(grouped(0_u8), "0");
        assert_eq!(grouped(999_usize), "999");
        assert_eq!(grouped(-1_234_i32), "-1,234");
        assert_eq!(grouped(-100_i32), "-100");
        assert_eq!(grouped(100_000_u32), "100,000");
        assert_eq!(grouped(i64::MIN), "-9,223,372,036,854,775,808");
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
