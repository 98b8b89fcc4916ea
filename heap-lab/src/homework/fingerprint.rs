//! Which lesson a result belongs to.

use super::bytes::checksum;
use crate::{
    lesson::{Lesson, Scene},
    question::Kind,
    script::{Part, pieces},
};

/// A number that depends on the questions, scripts and arenas of a lesson, so on everything that decides about answers, and
/// not on its words: it is the same in every language.
pub fn fingerprint(lesson: &Lesson) -> u32 {
    let mut all = String::new();
    for Scene { script, fresh, settings, .. } in &lesson.scenes {
        all += &format!("scene {} {}\n", settings.page_size, settings.max_pages);
        all += &code(script);
        all += &fresh.as_deref().map(code).unwrap_or_default();
    }
    for (step, ask) in lesson.asks() {
        let detail = match ask.kind {
            Kind::Place | Kind::Probes => String::new(),
            Kind::List { bin } => bin.map(|bin| bin.to_string()).unwrap_or_default(),
            Kind::Draw { unit } => unit.to_string(),
            Kind::Number(measure) => measure.key().to_owned(),
            Kind::YesNo(happening) | Kind::First(happening) => happening.key().to_owned(),
        };
        let (scene, kind, lanes) = (lesson.steps[step].scene, ask.kind.key(), ask.lanes.slugs());
        all += &format!("ask {} {scene} {kind} {detail} {lanes} {} {}\n", ask.id, ask.op, ask.until);
    }
    checksum(all.bytes())
}

/// A script without what readers alone read: comments, spaces, and the words in its strings.
fn code(script: &str) -> String {
    let part = |part| match part {
        Part::Word(word) | Part::Number(word) => format!("{word}\n"),
        Part::Symbol(symbol) => format!("{symbol}\n"),
    };
    pieces(script).map(|piece| part(piece.part)).collect()
}
