//! Makes the small file of a recording: ids that are free are used again, the last one first, so that programs that repeat
//! themselves give repeating lines; then gzip.

use std::{collections::HashMap, error::Error, io::Write, str};

use flate2::{Compression, GzBuilder};

/// The file of a recording: the same text with other ids, compressed. It depends on nothing else, so the header of the gzip file
/// has no time and no name.
pub fn pack(text: &[u8]) -> Result<Vec<u8>, Box<dyn Error>> {
    let small = renumber(str::from_utf8(text)?)?;
    let mut gzip = GzBuilder::new().operating_system(255).write(Vec::new(), Compression::best());
    gzip.write_all(small.as_bytes())?;
    Ok(gzip.finish()?)
}

/// Replaces the ids.
fn renumber(text: &str) -> Result<String, Box<dyn Error>> {
    let mut small = String::with_capacity(text.len());
    let mut live: HashMap<&str, u32> = HashMap::new();
    let mut free = Vec::new();
    let mut next = 0_u32;
    for (index, line) in text.lines().enumerate() {
        let wrong = || format!("line {}: {line:?} is no operation of the recorder", index + 1);
        if line.starts_with(['#', '=']) {
            small.extend([line, "\n"]);
            continue;
        }
        let (kind, rest) = line.split_once(' ').ok_or_else(wrong)?;
        let (id, sizes) = match rest.split_once(' ') {
            Some((id, sizes)) => (id, Some(sizes)),
            None => (rest, None),
        };
        let new = match kind {
            "a" | "z" => {
                let new = free.pop().unwrap_or_else(|| {
                    next += 1;
                    next - 1
                });
                if live.insert(id, new).is_some() {
                    return Err(wrong().into());
                }
                new
            }
            "r" => *live.get(id).ok_or_else(wrong)?,
            "f" => {
                let new = live.remove(id).ok_or_else(wrong)?;
                free.push(new);
                new
            }
            _ => return Err(wrong().into()),
        };
        small.push_str(kind);
        small.push(' ');
        small.push_str(&new.to_string());
        if let Some(sizes) = sizes {
            small.push(' ');
            small.push_str(sizes);
        }
        small.push('\n');
    }
    Ok(small)
}

#[cfg(test)]
mod tests {
    use super::renumber;

    #[test]
    fn free_ids_are_used_again_the_last_one_first() {
        let text = "# lite-alloc trace 1\na 0 8\na 1 16 1\nf 0\nr 1 20\nz 2 8\nf 1\n= next\nf 2\na 3 4\n";
        let small = "# lite-alloc trace 1\na 0 8\na 1 16 1\nf 0\nr 1 20\nz 0 8\nf 1\n= next\nf 0\na 0 4\n";
        assert_eq!(renumber(text).unwrap(), small);
    }

    #[test]
    fn what_no_recorder_writes_is_an_error_with_its_line() {
        for text in ["f 0", "a 0 8\na 0 8", "x 1 2", "a"] {
            let line = text.lines().count();
            assert!(renumber(text).unwrap_err().to_string().starts_with(&format!("line {line}: ")));
        }
    }
}
