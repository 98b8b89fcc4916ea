//! A script interpreter, with Rhai: parses and runs a program with strings, arrays, maps and closures.

use std::hint::black_box;

use rhai::{Engine, INT};

use super::Run;
use crate::ALLOCATOR;

/// So many that the recording has a million operations.
const ROUNDS: &str = "24800";

/// Grows a text by rules, counts its words, sorts them in place, and passes names through queues and records.
const SCRIPT: &str = r#"
fn step(text) {
    let next = "";
    for letter in text {
        next += switch letter { 'a' => "ab", 'b' => "ca", 'c' => " ", _ => "b" };
    }
    next
}

fn count(text) {
    let counts = #{};
    for word in text.split(" ") {
        if word.len == 0 { continue; }
        counts[word] = if word in counts { counts[word] + 1 } else { 1 };
    }
    counts
}

fn sort(list) {
    for end in range(list.len - 1, 0, -1) {
        for i in 0..end {
            if list[i] > list[i + 1] {
                let kept = list[i];
                list[i] = list[i + 1];
                list[i + 1] = kept;
            }
        }
    }
    list
}

label("grow a text");
let text = "a";
for n in 0..9 { text = step(text); }

label("count its words");
let counts = count(text);
let words = counts.keys();

label("sort");
let sorted = sort(words);
for n in 0..8 { sorted += sorted.map(|word| word + n); if sorted.len > 40 { break; } }
sorted = sort(sorted);

label("a queue of names");
let queue = [];
let done = 0;
for n in 0..ROUNDS {
    queue.push(`job ${n}: ${sorted[n % sorted.len]}`);
    if n % 3 == 2 {
        let job = queue.shift();
        if job.contains("b") { queue.push(job.to_upper()); } else { done += 1; }
    }
    if queue.len == 200 {
        let odd = queue.filter(|job| job.len % 2 == 1);
        done += odd.len;
        queue.clear();
    }
}

label("records");
let people = [];
for n in 0..ROUNDS / 4 {
    people.push(#{ name: `person ${n}`, age: n * 7 % 90, tags: [sorted[n % 7], "x" + n] });
    if people.len == 100 {
        let old = people.filter(|person| person.age > 60);
        let names = old.map(|person| person.name + " (" + person.tags[0] + ")");
        done += names.len;
        people.clear();
    }
}
done
"#;

pub fn prepare() -> Run {
    Box::new(|| {
        ALLOCATOR.label("start the engine");
        let mut engine = Engine::new();
        engine.register_fn("label", |text: &str| ALLOCATOR.label(text));
        let script = SCRIPT.replace("ROUNDS", ROUNDS);
        let program = engine.compile(&script).expect("the script is valid");
        black_box(engine.eval_ast::<INT>(&program).expect("the script runs"));
    })
}
