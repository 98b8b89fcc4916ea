//! Generated parts in hand-written texts, between `<!-- bench:NAME -->` and `<!-- /bench:NAME -->`.

/// Replaces every marked part of `text` by the result of `made` for its name. `Err` says what is wrong with a marker.
pub fn fill(text: &str, made: impl Fn(&str) -> Option<String>) -> Result<String, String> {
    const START: &str = "<!-- bench:";
    let mut filled = String::new();
    let mut rest = text;
    while let Some(start) = rest.find(START) {
        let Some((name, after)) = rest[start + START.len()..].split_once(" -->") else {
            return Err("a marker isn't closed by -->".to_owned());
        };
        let end = format!("<!-- /bench:{name} -->");
        let Some((_, after)) = after.split_once(&end) else { return Err(format!("{end} is missing")) };
        let Some(part) = made(name) else { return Err(format!("nothing is called {name:?}")) };
        filled += &format!("{}{START}{name} -->\n{}\n{end}", &rest[..start], part.trim_end());
        rest = after;
    }
    Ok(filled + rest)
}

#[cfg(test)]
mod tests {
    use super::fill;

    fn made(name: &str) -> Option<String> {
        (name != "c").then(|| format!("made {name}\n"))
    }

    #[test]
    fn marked_parts_are_replaced_and_the_rest_stays() {
        let text = "x\n<!-- bench:a -->\nold\n<!-- /bench:a -->\ny <!-- bench:b --><!-- /bench:b --> z\n";
        let filled = fill(text, made).unwrap();
        let wanted = "x\n<!-- bench:a -->\nmade a\n<!-- /bench:a -->\ny <!-- bench:b -->\nmade b\n<!-- /bench:b --> z\n";
        assert_eq!(filled, wanted);
        assert_eq!(fill(&filled, made).unwrap(), filled, "a second time changes nothing");
        assert_eq!(fill("plain", made).unwrap(), "plain");
    }

    #[test]
    fn faulty_markers_are_reported() {
        assert!(fill("<!-- bench:a -->", made).unwrap_err().contains("/bench:a"));
        assert!(fill("<!-- bench:c --><!-- /bench:c -->", made).unwrap_err().contains("\"c\""));
        assert!(fill("<!-- bench:c", made).is_err());
    }
}
