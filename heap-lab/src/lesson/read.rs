//! The text of a lesson to a [`Lesson`].
//!
//! ```text
//! read            parts in their order, to scenes and steps
//!   ask           a question
//!   words         prose to text, code, emphasis, links
//!     claim       what a link claims
//!       keys      key=value
//!   parts         lines to headings, paragraphs, lists, fenced blocks
//! ```

use std::rc::Rc;

use super::{
    Block, Content, Inline, Lesson, Place, Scene, Step,
    mistakes::{KeyMistake, LessonError, Markup, Mistake, Mistakes, Shape},
};
use crate::lab::Lanes;
use parts::{Line, Part};
use words::{Links, plain, words};

mod ask;
mod claim;
mod keys;
mod parts;
mod words;

/// The longest lesson, in bytes.
pub const MAX_BYTES: usize = 64_000;
/// The most lines.
const MAX_LINES: usize = 2_000;
/// The most scripts.
const MAX_SCENES: usize = 40;
/// The most steps.
const MAX_STEPS: usize = 200;

/// Reads the text of a lesson: as much of it as makes sense, and everything that is wrong with the rest, in the order of
/// lines. Whether its scripts run and its claims are true is for [`super::check`].
pub fn read(text: &str) -> (Lesson, Vec<LessonError>) {
    let mut reader = Reader::default();
    let text = reader.shortened(text.strip_prefix('\u{feff}').unwrap_or(text));
    let lines: Vec<Line> = (1..).zip(text.lines()).collect();
    if let Some(&(line, _)) = lines.get(MAX_LINES) {
        reader.wrong(line, Shape::Lines { most: MAX_LINES });
    }
    let lines = &lines[..lines.len().min(MAX_LINES)];
    let parts = parts::parts(lines, &mut reader.mistakes);
    for part in parts {
        reader.part(part);
    }
    reader.finish(lines.len().max(1) as u32)
}

/// What comes before a part, as far as the part depends on it.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum After {
    /// The beginning of the file.
    #[default]
    Nothing,
    /// The title, with no introduction yet.
    Title,
    /// The script of a scene.
    Script,
    /// A paragraph, or a list after it.
    Prose,
    /// Anything else.
    Other,
}

#[derive(Default)]
struct Reader {
    lesson: Lesson,
    mistakes: Mistakes,
    after: After,
    /// The heading of the next step, and its line.
    heading: Option<(Vec<Inline>, u32)>,
    /// Where the figure is: operations and events.
    position: (usize, usize),
    /// The line of each id.
    ids: Vec<(Rc<str>, u32)>,
    title_line: u32,
}

impl Reader {
    fn wrong(&mut self, line: u32, mistake: impl Into<Mistake>) {
        self.mistakes.note(line, mistake);
    }

    /// Of what goes on to the end of the file.
    fn wrong_once(&mut self, line: u32, shape: Shape) {
        let mistake = Mistake::from(shape);
        if !self.mistakes.has(&mistake) {
            self.wrong(line, mistake);
        }
    }

    /// The lines that fit into the limit.
    fn shortened<'a>(&mut self, text: &'a str) -> &'a str {
        if text.len() <= MAX_BYTES {
            return text;
        }
        self.wrong(1, Shape::Bytes { bytes: text.len(), most: MAX_BYTES });
        let end = text.as_bytes()[..MAX_BYTES].iter().rposition(|&byte| byte == b'\n');
        &text[..end.unwrap_or(0)]
    }

    fn part(&mut self, part: Part) {
        if self.title_line == 0 && !matches!(part, Part::Title(_)) {
            return self.wrong_once(1, Shape::NoTitle);
        }
        let before = std::mem::replace(&mut self.after, After::Other);
        match part {
            Part::Title((line, _)) if self.title_line > 0 => self.wrong(line, Shape::SecondTitle),
            Part::Title((line, text)) => {
                self.after = After::Title;
                self.title_line = line;
                self.lesson.title = plain(&self.heading_words(line, text));
            }
            Part::Heading((line, text)) => {
                self.lonely_heading();
                self.heading = Some((self.heading_words(line, text), line));
            }
            Part::Paragraph(lines) if before == After::Title => {
                self.lesson.intro = words(&lines, Links::None, &mut self.mistakes);
            }
            Part::Paragraph(lines) => self.paragraph(&lines),
            Part::List { ordered, items } => self.list(ordered, &items, before),
            Part::Fence { info: (line, info), body } => {
                let mut info = info.split_whitespace();
                match info.next() {
                    Some("heap") => self.scene(line, &mut info, &body),
                    Some("fresh") => self.fresh(line, &mut info, &body, before),
                    Some("ask") => self.ask(line, &mut info, &body),
                    other => self.wrong(line, Markup::Fence { info: other.unwrap_or_default().into() }),
                }
            }
        }
    }

    fn heading_words(&mut self, line: u32, text: &str) -> Vec<Inline> {
        if text.is_empty() {
            self.wrong(line, Shape::Empty);
        }
        words(&[(line, text)], Links::None, &mut self.mistakes)
    }

    fn paragraph(&mut self, lines: &[Line]) {
        let Some(&(line, first)) = lines.first() else { return };
        let mut lines = lines.to_vec();
        let mut place = Place::default();
        if let Some(rest) = first.strip_prefix('{') {
            match rest.split_once('}') {
                Some((keys, rest)) => {
                    place = keys::place(line, &mut keys.split_whitespace(), &mut self.mistakes);
                    lines[0].1 = rest;
                }
                None => self.wrong(line, KeyMistake::PlaceOpen),
            }
        }
        let text = words(&lines, Links::Allowed, &mut self.mistakes);
        if text.is_empty() {
            self.wrong(line, Shape::EmptyStep);
        }
        match place.op {
            Some(op) => self.position = (op, place.event),
            None if place.event > 0 => self.position.1 = place.event,
            None => {}
        }
        let (op, event) = self.position;
        let place = Place { op: Some(op), event, ..place };
        self.step(line, place, Content::Prose(vec![Block::Paragraph(text)]));
        self.after = After::Prose;
    }

    fn list(&mut self, ordered: bool, items: &[Vec<Line>], before: After) {
        let line = items.iter().flatten().next().map_or(1, |&(line, _)| line);
        let items = items.iter().map(|item| words(item, Links::Allowed, &mut self.mistakes)).collect();
        self.after = before;
        if before != After::Prose {
            return self.wrong(line, Shape::LonelyList);
        }
        if let Some(Step { content: Content::Prose(blocks), .. }) = self.lesson.steps.last_mut() {
            blocks.push(Block::List { ordered, items });
        }
    }

    fn step(&mut self, line: u32, place: Place, content: Content) {
        let heading = self.heading.take().map(|(words, _)| words);
        let Some(scene) = self.lesson.scenes.len().checked_sub(1) else {
            return self.wrong_once(line, Shape::NoScene);
        };
        match self.lesson.steps.len() == MAX_STEPS {
            true => self.wrong_once(line, Shape::Steps { most: MAX_STEPS }),
            false => self.lesson.steps.push(Step { heading, scene, place, content, line }),
        }
    }

    fn scene(&mut self, line: u32, info: &mut dyn Iterator<Item = &str>, body: &[Line]) {
        let (settings, lanes) = keys::scene(line, info, &mut self.mistakes);
        let script = self.script(line, body);
        if self.lesson.scenes.len() == MAX_SCENES {
            return self.wrong_once(line, Shape::Scenes { most: MAX_SCENES });
        }
        let scene = Scene { script, fresh: None, settings, lanes, line: line + 1, fresh_line: 0 };
        self.lesson.scenes.push(scene);
        self.position = (0, 0);
        self.after = After::Script;
    }

    fn fresh(&mut self, line: u32, info: &mut dyn Iterator<Item = &str>, body: &[Line], before: After) {
        for word in info {
            self.wrong(line, KeyMistake::Unknown { key: word.into(), known: &[] });
        }
        let script = self.script(line, body);
        match self.lesson.scenes.last_mut() {
            Some(scene) if before == After::Script => {
                scene.fresh = Some(script);
                scene.fresh_line = line + 1;
            }
            _ => self.wrong(line, Shape::FreshElsewhere),
        }
    }

    fn script(&mut self, line: u32, body: &[Line]) -> Rc<str> {
        let lines: Vec<_> = body.iter().map(|&(_, text)| text).collect();
        if lines.iter().all(|line| line.trim().is_empty()) {
            self.wrong(line, Shape::EmptyScript);
        }
        lines.join("\n").into()
    }

    fn ask(&mut self, line: u32, info: &mut dyn Iterator<Item = &str>, body: &[Line]) {
        let lanes = self.lesson.scenes.last().map_or(Lanes::ours(), |scene| scene.lanes);
        let Some(ask) = ask::ask(line, info, body, lanes, self.position.0, &mut self.mistakes) else {
            return;
        };
        if let Some(&(_, earlier)) = self.ids.iter().find(|(id, _)| *id == ask.id) {
            return self.wrong(line, Shape::SameId { id: ask.id, line: earlier });
        }
        self.ids.push((ask.id.clone(), line));
        self.position = (ask.until, 0);
        let place = Place { op: Some(ask.op), lanes: Some(ask.lanes), ..Place::default() };
        self.step(line, place, Content::Ask(ask));
    }

    fn lonely_heading(&mut self) {
        if let Some((_, line)) = self.heading.take() {
            self.wrong(line, Shape::LonelyHeading);
        }
    }

    fn finish(mut self, last: u32) -> (Lesson, Vec<LessonError>) {
        self.lonely_heading();
        if self.title_line == 0 {
            self.wrong_once(1, Shape::NoTitle);
        } else if self.lesson.intro.is_empty() {
            self.wrong(self.title_line, Shape::NoIntro);
        }
        let is_told = self.mistakes.has(&Shape::NoScene.into());
        if self.title_line > 0 && self.lesson.steps.is_empty() && !is_told {
            self.wrong(last, Shape::NoSteps);
        }
        (self.lesson, self.mistakes.take())
    }
}
