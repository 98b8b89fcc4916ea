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

/// A size in KiB or MiB with at most one decimal, or in bytes if it is small: `1.5 MiB`, `64 KiB`, `48`.
pub fn scaled<T: Into<u64>>(bytes: T) -> String {
    let bytes = bytes.into();
    let (unit, name) = match bytes {
        0..1024 => return grouped(bytes),
        1024..0x10_0000 => (1024, "KiB"),
        0x10_0000.. => (0x10_0000, "MiB"),
    };
    let tenths = (bytes.saturating_mul(10) + unit / 2) / unit;
    match tenths % 10 {
        0 => format!("{} {name}", grouped(tenths / 10)),
        tenth => format!("{}.{tenth} {name}", grouped(tenths / 10)),
    }
}

/// A percentage, or a dash if the total is 0.
pub fn percent(share: Option<f64>) -> String {
    // Writing a fraction with a fixed number of digits would take tables that hardly compress.
    let tenths = |share: f64| (share * 10.0).round() as u32;
    share.map(tenths).map_or_else(|| "–".to_owned(), |tenths| format!("{}.{}", tenths / 10, tenths % 10))
}

/// A number of thousandths, in three digits or more: `0.05`, `1.27`, `14.5`, `3,960`.
pub fn thousandths(number: u32) -> String {
    match number {
        0 => "0".to_owned(),
        1..9_995 => {
            let hundredths = ((number + 5) / 10).max(1);
            format!("{}.{:02}", hundredths / 100, hundredths % 100)
        }
        9_995..99_950 => {
            let tenths = (number + 50) / 100;
            format!("{}.{}", tenths / 10, tenths % 10)
        }
        _ => grouped((u64::from(number) + 500) / 1000),
    }
}

/// A number of tenths of a percent, with its sign: `68.7 %`.
pub fn share(tenths: u32) -> String {
    format!("{}.{} %", tenths / 10, tenths % 10)
}

/// A number with a comma between groups of three digits.
pub fn grouped(number: impl TryInto<i64>) -> String {
    // Every integer of the core fits.
    let number: i64 = number.try_into().unwrap_or(i64::MAX);
    let digits = grouped_u64(number.unsigned_abs());
    if number < 0 { format!("-{digits}") } else { digits }
}

/// A number of a file, which may be any, with a comma between groups of three digits.
pub fn grouped_u64(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
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
        assert_eq!(grouped_u64(u64::MAX), "18,446,744,073,709,551,615");
    }

    #[test]
    fn large_sizes_are_rounded_to_a_tenth_of_their_unit() {
        let shown =
            [0, 1023, 1024, 1536, 65_008, 65_536, 0xf_ffff, 0x10_0000, 0x18_0000, u32::MAX].map(scaled);
        let expected = [
            "0",
            "1,023",
            "1 KiB",
            "1.5 KiB",
            "63.5 KiB",
            "64 KiB",
            "1,024 KiB",
            "1 MiB",
            "1.5 MiB",
            "4,096 MiB",
        ];
        assert_eq!(shown, expected);
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

    #[test]
    fn thousandths_have_three_digits() {
        let shown = [0, 1, 50, 1_274, 9_994, 9_995, 14_510, 99_949, 99_950, 3_959_600].map(thousandths);
        assert_eq!(shown, ["0", "0.01", "0.05", "1.27", "9.99", "10.0", "14.5", "99.9", "100", "3,960"]);
        assert_eq!(share(687), "68.7 %");
    }
}
