//! A log analyser, with regex: compiles rules, searches lines with them, and counts what they found.

use std::{collections::BTreeMap, fmt::Write, hint::black_box};

use regex::{Regex, RegexSet};

use super::Run;
use crate::{ALLOCATOR, random::Random};

const LINES: usize = 3000;

const RULES: [(&str, &str); 10] = [
    (
        "request",
        r"^(?P<time>\d{2}:\d{2}:\d{2}) (?P<method>GET|POST|PUT) (?P<path>/[\w/.-]*) (?P<status>\d{3})",
    ),
    ("slow", r"(?P<path>/\S*) \d{3} (?P<ms>\d{4,}) ms$"),
    ("address", r"\b(?P<address>(?:\d{1,3}\.){3}\d{1,3})\b"),
    ("mail", r"(?P<user>[\w.+-]+)@(?P<host>[\w-]+\.[\w.-]+)"),
    ("error", r"(?i)\b(error|failed|refused)\b: (?P<reason>[^;]+)"),
    ("key", r#"(?P<key>\w+)="(?P<value>[^"]*)""#),
    ("hex", r"\b0x(?P<hex>[0-9a-fA-F]{4,16})\b"),
    ("date", r"\b(?P<year>20\d\d)-(?P<month>0[1-9]|1[0-2])-(?P<day>[0-3]\d)\b"),
    ("letters", r"\b\p{Lu}\p{Ll}+ \p{Lu}\p{Ll}+\b"),
    ("twice", r"(?:retry|attempt) (?P<count>[2-9]|\d{2,})"),
];

pub fn prepare() -> Run {
    let mut random = Random::new(3);
    let log = (0..LINES).fold(String::new(), |mut log, _| {
        line(&mut random, &mut log);
        log
    });
    Box::new(move || {
        ALLOCATOR.label("compile the rules");
        let rules: Vec<(&str, Regex)> =
            RULES.iter().map(|(name, rule)| (*name, Regex::new(rule).expect("the rule is valid"))).collect();
        let set = RegexSet::new(RULES.map(|(_, rule)| rule)).expect("the rules are valid");
        ALLOCATOR.label("search the log");
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for line in log.lines() {
            for index in &set.matches(line) {
                let (name, rule) = &rules[index];
                for found in rule.captures_iter(line) {
                    let names = rule.capture_names().flatten();
                    let parts: Vec<String> = names
                        .filter_map(|name| Some(format!("{name}={}", &found.name(name)?.as_str())))
                        .collect();
                    *counts
                        .entry(format!("{name} {}", parts.first().map_or("", |part| part)))
                        .or_default() += 1;
                }
            }
        }
        ALLOCATOR.label("hide what is private");
        let hidden = rules[2].1.replace_all(&log, "[address]");
        let hidden = rules[3].1.replace_all(&hidden, "[$host]");
        black_box((hidden.len(), counts.len()));
    })
}

fn line(random: &mut Random, log: &mut String) {
    let _ = write!(log, "{:02}:{:02}:{:02} ", random.below(24), random.below(60), random.below(60));
    let _ = match random.below(6) {
        0 => write!(log, "error: {}; attempt {}", random.words(3), random.below(12)),
        1 => write!(
            log,
            "user {}@{}.example from 10.0.{}.{}",
            random.word(),
            random.word(),
            random.below(9),
            random.below(99)
        ),
        2 => write!(
            log,
            "{}=\"{}\" {}=\"{}\"",
            random.word(),
            random.words(2),
            random.word(),
            random.below(50)
        ),
        3 => write!(
            log,
            "2026-0{}-1{} frame at 0x{:08x}",
            1 + random.below(9),
            random.below(9),
            random.below(1 << 30)
        ),
        _ => {
            let method = random.pick(&["GET", "POST", "PUT"]);
            let (path, status) = (random.word(), random.pick(&[200, 200, 200, 304, 404, 500]));
            write!(log, "{method} /{path}/{} {status} {} ms", random.below(20), random.below(3000))
        }
    };
    log.push('\n');
}
