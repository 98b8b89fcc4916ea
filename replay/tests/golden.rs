//! Reports of small programs, compared with what was seen and found right. `UPDATE_GOLDEN=1` writes them again.

use std::{env, ffi::OsString, fs, path::PathBuf};

use replay::{Problem, input, json, measure, options, report};

/// The programs: a recorded one with oddities, one in our own format, and a script.
const PROGRAMS: [&str; 3] = ["course.rep", "queue.trace", "vector.rhai"];

fn folder(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests").join(name)
}

/// What the terminal prints for a program.
fn printed(name: &str, more: &[&str]) -> Result<String, Problem> {
    let file = folder("samples").join(name).into_os_string();
    let arguments: Vec<_> = [file].into_iter().chain(more.iter().map(OsString::from)).collect();
    let options = options::read(&arguments)?;
    let text = options.language.text();
    let program = input::read(options.file.as_deref().unwrap(), text)?;
    let verdict = measure::verdict(&program, &options, &mut |_, _, _| {})?;
    Ok(if options.json { json::write(&program, &verdict) } else { report::write(&program, &verdict, text) })
}

fn compare(name: &str, text: &str) {
    let golden = folder("golden").join(name);
    if env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(golden, text).unwrap();
    } else {
        let expected = fs::read_to_string(golden).unwrap_or_default();
        assert_eq!(text, expected, "{name} is not as it was; UPDATE_GOLDEN=1 writes it again");
    }
}

#[test]
fn what_programs_read_is_as_it_was() {
    for name in PROGRAMS {
        compare(&format!("{name}.json"), &printed(name, &["--json"]).unwrap());
    }
}

#[test]
fn what_people_read_is_as_it_was_and_fits() {
    for (name, language) in [("course.rep", "en"), ("queue.trace", "en"), ("queue.trace", "zh")] {
        let report = printed(name, &["--lang", language]).unwrap();
        let width =
            |line: &str| line.chars().map(|sign| if sign >= '\u{2e80}' { 2 } else { 1 }).sum::<usize>();
        assert!(report.lines().all(|line| width(line) <= 100), "{report}");
        compare(&format!("{name}.{language}.txt"), &report);
    }
}

#[test]
fn the_json_has_what_is_promised() {
    let json: serde_json::Value = serde_json::from_str(&printed("course.rep", &["--json"]).unwrap()).unwrap();
    assert_eq!(json["operations"], 7);
    assert!(json["notes"].as_array().unwrap().iter().any(|note| note["first_line"] == 9));
    let lanes = json["lanes"].as_array().unwrap();
    assert!(lanes.iter().all(|lane| lane["complete"] == true && lane["heap_bytes"].as_u64() > Some(0)));
}

#[test]
fn lanes_and_arena_are_those_of_the_arguments() {
    let arguments = ["--json", "--lanes", "free-list", "--page-size", "512", "--max-pages", "1"];
    let json: serde_json::Value = serde_json::from_str(&printed("course.rep", &arguments).unwrap()).unwrap();
    let lanes = json["lanes"].as_array().unwrap();
    assert_eq!(lanes.len(), 1);
    assert_eq!(lanes[0]["lane"], "free-list");
    assert!(lanes[0]["requests_refused"].as_u64() > Some(0));
    assert_eq!(json["recommendation"]["fits"], false);
    assert!(lanes[0]["first_refusal"]["needed_bytes"] == 128);
}

#[test]
fn what_is_wrong_is_said_with_its_place() {
    let said = |name: &str| printed(name, &[]).unwrap_err().words;
    assert!(said("missing.trace").contains("missing.trace can't be read"));
    assert!(said("mistake.rhai").contains("mistake.rhai, 2:"), "{}", said("mistake.rhai"));
    assert!(said("broken.trace").contains("Line 3"), "{}", said("broken.trace"));
}
