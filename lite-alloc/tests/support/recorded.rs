//! Reads a recording, and checks that it could have happened: ids in order, and nothing is freed or changed that isn't live.

use std::collections::BTreeMap;

#[derive(Default)]
pub struct Recorded {
    /// Operations of each kind: `a`, `z`, `r`, `f`.
    pub counts: BTreeMap<char, u64>,
    /// The sizes that each block had, in order. The last is empty after its free.
    pub sizes: Vec<Vec<usize>>,
    /// The blocks that are never freed.
    pub live: usize,
    pub labels: Vec<String>,
    /// All comments but the first line.
    pub comments: Vec<String>,
}

impl Recorded {
    /// Panics, with the line, if it couldn't have happened.
    pub fn read(text: &[u8]) -> Self {
        let text = std::str::from_utf8(text).expect("a recording is text");
        let body = text.strip_prefix("# lite-alloc trace 1\n").expect("it begins with its format");
        assert!(body.is_empty() || body.ends_with('\n'), "only whole lines: {:?}", body.lines().last());
        let mut read = Self::default();
        let mut live = Vec::new();
        for line in body.lines() {
            if let Some(comment) = line.strip_prefix("# ") {
                read.comments.push(comment.to_owned());
                continue;
            }
            if let Some(label) = line.strip_prefix("= ") {
                read.labels.push(label.to_owned());
                continue;
            }
            let (kind, numbers) = line.split_once(' ').unwrap_or_else(|| panic!("not an operation: {line}"));
            let numbers: Vec<usize> = numbers.split(' ').map(|number| number.parse().unwrap()).collect();
            let id = numbers[0];
            match (kind, numbers.len()) {
                ("a" | "z", 2 | 3) => {
                    assert_eq!(id, live.len(), "ids are in order: {line}");
                    live.push(true);
                    read.sizes.push(vec![numbers[1]]);
                    assert!(numbers.get(2).is_none_or(|align| align.is_power_of_two()), "{line}");
                }
                ("r", 2) => {
                    assert!(live[id], "not live: {line}");
                    read.sizes[id].push(numbers[1]);
                }
                ("f", 1) => assert!(std::mem::take(&mut live[id]), "not live: {line}"),
                _ => panic!("not an operation: {line}"),
            }
            *read.counts.entry(kind.chars().next().unwrap()).or_default() += 1;
        }
        read.live = live.into_iter().filter(|live| *live).count();
        read
    }

    pub fn operations(&self) -> u64 {
        self.counts.values().sum()
    }

    /// Whether it ended as it should: what the last line says.
    pub fn is_complete(&self) -> bool {
        self.comments.last() == Some(&format!("end, operations: {}", self.operations()))
    }
}
