//! Numbers formatted for the reader.

use heap_lab::text::numbers::{grouped, scaled};

/// A size in the largest unit that gives a whole number, or in MiB: `64 B`, `4 KiB`, `3.1 MiB`.
pub fn size(bytes: u32) -> String {
    match bytes {
        1_048_576.. => scaled(bytes),
        0 => "0 B".to_owned(),
        _ if bytes.is_multiple_of(1 << 10) => format!("{} KiB", bytes >> 10),
        _ => format!("{} B", grouped(bytes)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_whole_below_a_mebibyte() {
        let sizes = [0, 64, 512, 1000, 1024, 4096, 65_536, 1 << 20, 3200 << 10, 64 << 20].map(size);
        assert_eq!(
            sizes,
            ["0 B", "64 B", "512 B", "1,000 B", "1 KiB", "4 KiB", "64 KiB", "1 MiB", "3.1 MiB", "64 MiB"]
        );
    }
}
