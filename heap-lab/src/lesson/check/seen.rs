//! Questions whose answer could be seen before they are asked.

use crate::{
    lab::Lanes,
    lesson::{
        Ask, Block, Content, Inline, Lesson, Place,
        mistakes::{Mistakes, Shape},
    },
    question::Kind,
};

/// What the figure shows at a line: how far the run is, and in which lanes.
struct Shown {
    line: u32,
    op: usize,
    event: usize,
    lanes: Lanes,
}

/// The questions of a scene that come too late.
pub fn check(lesson: &Lesson, scene: usize, mistakes: &mut Mistakes) {
    let mut shown: Vec<Shown> = Vec::new();
    for step in lesson.steps.iter().filter(|step| step.scene == scene) {
        let lanes = step.place.lanes.unwrap_or(lesson.scenes[scene].lanes);
        let mut show = |place: &Place, line: u32| {
            let lanes = place.lanes.unwrap_or(lanes);
            shown.extend(place.op.map(|op| Shown { line, op, event: place.event, lanes }));
        };
        match &step.content {
            Content::Ask(ask) => {
                if let Some(earlier) = shown.iter().find(|shown| shown.tells(ask)) {
                    mistakes.note(step.line, Shape::Seen { line: earlier.line });
                }
                shown.push(Shown { line: step.line, op: ask.until, event: 0, lanes: ask.lanes });
            }
            Content::Prose(blocks) => {
                show(&step.place, step.line);
                for block in blocks {
                    match block {
                        Block::Paragraph(words) => links(words, &mut show),
                        Block::List { items, .. } => items.iter().for_each(|words| links(words, &mut show)),
                    }
                }
            }
        }
    }
}

impl Shown {
    /// Whether a reader has seen what the question asks.
    fn tells(&self, ask: &Ask) -> bool {
        // A state is seen at its last operation; what happens, at the first.
        let first = match ask.kind {
            Kind::List { .. } | Kind::Draw { .. } | Kind::Number(_) => {
                ask.until.saturating_sub(1).max(ask.op)
            }
            Kind::Place | Kind::Probes | Kind::YesNo(_) | Kind::First(_) => ask.op,
        };
        let is_later = (self.op, self.event) > (first, 0);
        is_later && ask.lanes.iter().any(|lane| self.lanes.contains(lane))
    }
}

fn links(words: &[Inline], show: &mut impl FnMut(&Place, u32)) {
    for word in words {
        match word {
            Inline::Text(_) | Inline::Code(_) | Inline::Fact { .. } | Inline::Url { .. } => {}
            Inline::Strong(inner) | Inline::Emphasis(inner) => links(inner, show),
            Inline::Go { place, line, .. } => show(place, *line),
        }
    }
}
