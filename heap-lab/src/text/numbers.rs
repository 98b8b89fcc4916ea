//! Numbers as every language of the page writes them.

/// A number with a comma between groups of three digits.
pub fn grouped(number: impl TryInto<i128>) -> String {
    // Every integer of the core fits.
    let number: i128 = number.try_into().unwrap_or(i128::MAX);
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
}
