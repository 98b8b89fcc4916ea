//! Checks lessons as the page does, for those who write them in an editor.
//!
//! ```text
//! cargo run -q -p heap-lab --example lesson -- FILE.en.md FILE.zh.md
//! cargo run -q -p heap-lab --example lesson -- --facts FILE.en.md
//! ```
//!
//! Prints each mistake as `FILE:LINE: sentence`, and what is different in two languages of a lesson. With `--facts` it
//! prints what the recording says at each step: everything that the lesson may claim there.

use std::{cell::RefCell, env, error::Error, fs, process::ExitCode, rc::Rc};

use heap_lab::{
    lab::{LaneKind, Recording, report},
    lesson::{self, Ask, Lesson, Scene, Step, check, pair},
    question::{self, Happening, Measure},
    scene::{chain, facts},
    script,
    text::{Language, Text},
    trace::Trace,
};

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let (options, files): (Vec<_>, Vec<_>) = env::args().skip(1).partition(|word| word.starts_with("--"));
    let has_facts = options.iter().any(|option| option == "--facts");
    let mut lessons: Vec<(String, Lesson)> = Vec::new();
    let mut mistakes = 0;
    for file in files {
        let (lesson, mut found) = lesson::read(&fs::read_to_string(&file)?);
        if found.is_empty() {
            found = check::check(Rc::new(lesson.clone()));
        }
        let text = Language::English.text();
        for error in &found {
            println!("{file}:{}: {}", error.line, text.lesson_mistake(&error.mistake));
        }
        mistakes += found.len();
        if has_facts {
            facts(&file, &lesson, text)?;
        }
        lessons.push((file, lesson));
    }
    for (file, english) in &lessons {
        let other = file.replace(".en.md", ".zh.md");
        let Some((_, chinese)) = lessons.iter().find(|(it, _)| *it == other && it != file) else { continue };
        for difference in pair::differences(english, chinese) {
            println!(
                "{file}:{}: other {} than {other}:{}",
                difference.line, difference.what, difference.other
            );
            mistakes += 1;
        }
    }
    Ok(if mistakes == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// A scene that was run.
struct Run {
    trace: Rc<Trace>,
    recordings: Vec<Rc<RefCell<Recording>>>,
}

impl Run {
    fn new(scene: &Scene, script: &str) -> Result<Self, String> {
        let trace = script::run(script).map_err(|error| format!("{error:?}"))?.trace;
        let recording = |lane| Recording::run(lane, trace.clone(), scene.settings);
        let recordings = LaneKind::OURS.into_iter().map(recording).collect::<Result<Vec<_>, _>>();
        let recordings = recordings.map_err(|error| format!("{error:?}"))?;
        let shared = |recording| Rc::new(RefCell::new(recording));
        Ok(Self { trace, recordings: recordings.into_iter().map(shared).collect() })
    }

    /// The right answer to a question.
    fn answer(&self, ask: &Ask, text: &dyn Text) -> String {
        let question = ask.question(&self.trace);
        match question::truth(&question, &self.recordings) {
            Ok(answer) => text.answer(&answer, &question),
            Err(why) => text.ambiguous(why),
        }
    }
}

fn facts(file: &str, lesson: &Lesson, text: &dyn Text) -> Result<(), String> {
    for (index, scene) in lesson.scenes.iter().enumerate() {
        let run = Run::new(scene, &scene.script)?;
        let ops = run.trace.count(run.trace.ops.len());
        println!("\n{file}:{}: script with {ops} operations", scene.line);
        for step in lesson.steps.iter().filter(|step| step.scene == index) {
            match step.ask() {
                Some(ask) => question(file, step, ask, scene, &run, text)?,
                None => state(file, step, scene, &run, text),
            }
        }
    }
    Ok(())
}

/// The right answers to a question: for the data of the lesson, and for some fresh data.
fn question(
    file: &str,
    step: &Step,
    ask: &Ask,
    scene: &Scene,
    run: &Run,
    text: &dyn Text,
) -> Result<(), String> {
    let lanes: Vec<_> = ask.lanes.iter().map(LaneKind::slug).collect();
    println!("\n{file}:{}: question {} ({}) about {}", step.line, ask.id, ask.kind.key(), lanes.join(", "));
    println!("  right: {}", run.answer(ask, text));
    for wanted in [1, 2, 3].into_iter().filter(|_| scene.fresh.is_some()) {
        let Some(seed) = lesson::fresh_seed(scene, ask, wanted) else { continue };
        let fresh = Run::new(scene, &scene.with_seed(seed).unwrap_or_default())?;
        println!("  right with seed {seed}: {}", fresh.answer(ask, text));
    }
    Ok(())
}

/// What the recordings say where a step is.
fn state(file: &str, step: &Step, scene: &Scene, run: &Run, text: &dyn Text) {
    let op = step.place.op.unwrap_or(0);
    let done = run.trace.done(op);
    println!("\n{file}:{}: after {} operations", step.line, run.trace.count(done));
    for lane in step.place.lanes.unwrap_or(scene.lanes).iter() {
        println!("  {}", lane.slug());
        let Some(recording) = run.recordings.iter().find(|recording| recording.borrow().kind() == lane)
        else {
            continue;
        };
        let last = (0..done).rfind(|&at| run.trace.count(at + 1) > run.trace.count(at));
        if let Some(at) = last {
            recording.borrow_mut().seek(done);
            let recording = recording.borrow();
            let request = text.request(&report::asked(&run.trace, at));
            let outcome = report::outcome(&recording, at).map(|report| text.outcome(&report));
            println!("    {request}: {}", outcome.unwrap_or_default());
        }
        let value = |measure: Measure| {
            let value = question::value(measure, None, lane, done, &run.recordings)?;
            Some(format!("{}={value}", measure.key()))
        };
        println!("    {}", Measure::ALL.into_iter().filter_map(value).collect::<Vec<_>>().join(" "));
        let happens =
            |happening: &Happening| question::happens(*happening, lane, done, &run.recordings) == Some(true);
        let happens: Vec<_> = Happening::ALL.into_iter().filter(happens).map(Happening::key).collect();
        println!(
            "    happens: {}",
            if happens.is_empty() { "nothing".to_owned() } else { happens.join(" ") }
        );
        recording.borrow_mut().seek(done);
        let recording = recording.borrow();
        for (_, bin) in chain::lists(recording.bins()) {
            let blocks: Vec<_> = bin.blocks.iter().map(|(at, size)| format!("0x{at:04x} ({size})")).collect();
            println!("    {}: {}", text.list(bin.sizes), blocks.join(" -> "));
        }
        for tile in recording.tiles(0..recording.heap_end()) {
            println!(
                "    0x{:04x} {:>5} {}",
                tile.start,
                tile.size,
                text.tile(&tile, facts::tile_name(&run.trace, &tile))
            );
        }
    }
}
