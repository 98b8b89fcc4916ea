//! Version numbers, as programs print them and as Cargo.lock has them.

use std::fmt;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version {
    pub major: u32,
    pub minor: u32,
    pub patch: u32,
}

impl Version {
    pub const fn new(major: u32, minor: u32, patch: u32) -> Self {
        Self { major, minor, patch }
    }

    /// The first word of the form `1.2.3` or `v1.2.3`, as in `trunk 0.21.14` or `cargo 1.95.0 (f2d3ce0bd)`.
    /// A pre-release (`1.2.3-beta`) is not the version that it precedes, so it doesn't count.
    pub fn find(text: &str) -> Option<Self> {
        text.split_whitespace().find_map(Self::parse)
    }

    fn parse(word: &str) -> Option<Self> {
        let mut numbers = word.strip_prefix('v').unwrap_or(word).split('.').map(|n| n.parse().ok());
        let version = Self::new(numbers.next()??, numbers.next()??, numbers.next()??);
        numbers.next().is_none().then_some(version)
    }

    /// The version of `package` in a Cargo.lock.
    pub fn locked(lock: &str, package: &str) -> Option<Self> {
        let name = format!("name = \"{package}\"");
        let mut lines = lock.lines();
        lines.find(|line| line.trim() == name)?;
        let version = lines.next()?.trim().strip_prefix("version = \"")?.strip_suffix('"')?;
        Self::parse(version)
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.major, self.minor, self.patch)
    }
}

#[cfg(test)]
mod tests {
    use super::Version;

    #[test]
    fn a_version_is_found_in_what_programs_print() {
        assert_eq!(Version::find("trunk 0.21.14\n"), Some(Version::new(0, 21, 14)));
        assert_eq!(Version::find("v20.20.2"), Some(Version::new(20, 20, 2)));
        assert_eq!(
            Version::find("cargo 1.95.0 (f2d3ce0bd 2026-03-21)"),
            Some(Version::new(1, 95, 0)),
            "neither the hash nor the date"
        );
    }

    #[test]
    fn other_words_are_not_versions() {
        for text in ["", "trunk", "1.2", "1.2.3.4", "1.2.x", "0.21.14-beta.1", "v", "1..3"] {
            assert_eq!(Version::find(text), None, "{text:?}");
        }
    }

    #[test]
    fn versions_order_by_number_not_by_text() {
        assert!(Version::new(0, 9, 0) < Version::new(0, 21, 14));
        assert!(Version::new(18, 20, 0) < Version::new(20, 0, 0));
    }

    #[test]
    fn the_lock_file_gives_the_requested_package_and_not_one_with_a_longer_name() {
        let lock = "version = 4\n\n[[package]]\nname = \"wasm-bindgen-shared\"\nversion = \"0.9.9\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.129\"\ndependencies = [\n \"a\",\n]\n";
        assert_eq!(Version::locked(lock, "wasm-bindgen"), Some(Version::new(0, 2, 129)));
        assert_eq!(Version::locked(lock, "wasm"), None);
        assert_eq!(Version::locked("", "wasm-bindgen"), None);
    }
}
