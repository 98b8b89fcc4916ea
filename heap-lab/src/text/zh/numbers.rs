//! Numbers as Chinese writes them: no space before a percent sign, and a unit on the same line as its
//! number.

use super::super::numbers;

/// A size in KiB or MiB, or in bytes without their unit if it is small.
pub(super) fn scaled(bytes: impl Into<u64>) -> String {
    numbers::scaled(bytes).replace(' ', "\u{a0}")
}

/// A number of tenths of a percent, with its sign: `68.7%`.
pub(super) fn share(tenths: u32) -> String {
    numbers::share(tenths).replace(" %", "%")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_and_its_unit_are_not_parted() {
        assert_eq!(scaled(576_u32 << 10), "576\u{a0}KiB");
        assert_eq!(share(193), "19.3%");
    }
}
