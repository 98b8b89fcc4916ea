//! A lesson on paper: its text, with a figure and blanks for the answer of each question, and on a new page the answers.
//!
//! What comes after a question of the same scene may tell its answer; on the screen it is hidden until there is one. Here
//! it begins on a new page.

use heap_lab::{
    export::svg::escape,
    lesson::{Block, Content, Inline, Lesson, Step},
    playhead::Playhead,
    scene::legend::Swatch,
    state::rehearsal::Rehearsal,
    text::Text,
};

use super::{
    heap::figure::{Picture, Subject, written},
    lane::happened,
};
use blanks::blanks;

mod blanks;

/// The width of pictures on paper, in pixels. It fits between the margins of A4 and Letter.
const WIDTH: f64 = 680.0;

/// A worksheet in the making.
struct Sheet<'a> {
    rehearsal: &'a Rehearsal,
    text: &'a dyn Text,
    /// The pages for students.
    html: String,
    /// The pages with the answers.
    answers: String,
    /// Questions so far.
    asked: usize,
    /// What a legend has explained so far.
    explained: Vec<Swatch>,
}

/// The lesson as HTML, with its answers if they are wanted. `address` is that of the lesson.
pub fn html(rehearsal: &Rehearsal, with_answers: bool, address: &str, text: &dyn Text) -> String {
    let lesson = &**rehearsal.lesson();
    let labels = &text.teaching().worksheet;
    let (html, answers, explained) = (String::new(), String::new(), Vec::new());
    let mut sheet = Sheet { rehearsal, text, html, answers, asked: 0, explained };
    element(&mut sheet.html, "h1", &lesson.title);
    sheet.html.push_str("<p class=\"sheet-names\">");
    for name in [labels.name, labels.date] {
        element(&mut sheet.html, "span", name);
    }
    sheet.html.push_str("</p><p>");
    inlines(&mut sheet.html, &lesson.intro);
    sheet.html.push_str("</p>");
    for (index, step) in lesson.steps.iter().enumerate() {
        sheet.step(lesson, index, step);
    }
    let Sheet { mut html, answers, asked, .. } = sheet;
    if with_answers && asked > 0 {
        html.push_str("<section class=\"sheet-answers\">");
        element(&mut html, "h1", &format!("{}: {}", labels.answers, lesson.title));
        html.push_str(&answers);
        html.push_str("</section>");
    }
    element(&mut html, "p", &format!("{} · {}", text.export().made_with, written(address)));
    html
}

impl Sheet<'_> {
    fn step(&mut self, lesson: &Lesson, index: usize, step: &Step) {
        let before = &lesson.steps[..index];
        let is_first = before.iter().all(|other| other.scene != step.scene);
        if before.last().is_some_and(|last| last.scene == step.scene && tells(last, step)) {
            self.html.push_str("<p class=\"sheet-turn\"></p>");
        }
        let out = &mut self.html;
        if let Some(heading) = &step.heading {
            out.push_str("<h2>");
            inlines(out, heading);
            out.push_str("</h2>");
        }
        if is_first && let Some(scene) = lesson.scenes.get(step.scene) {
            script(out, &scene.script);
        }
        match &step.content {
            Content::Prose(prose) => blocks(out, prose),
            Content::Ask(_) => self.question(index, step),
        }
    }

    fn question(&mut self, index: usize, step: &Step) {
        let Content::Ask(ask) = &step.content else { return };
        self.asked += 1;
        let (text, labels) = (self.text, &self.text.teaching().worksheet);
        let number = text.worksheet_question(self.asked);
        // Without a run there is nothing to ask about; the one who writes the lesson sees why.
        let (Some(question), Some(state)) = (self.rehearsal.question(index), self.rehearsal.at(index)) else {
            return;
        };
        let Some(run) = state.run.clone() else { return };
        self.html.push_str("<section class=\"sheet-question\">");
        element(&mut self.html, "h3", &number);
        self.html.push_str("<p>");
        if ask.text.is_empty() {
            coded(&mut self.html, &text.ask(&question, &run.trace));
        } else {
            inlines(&mut self.html, &ask.text);
        }
        self.html.push_str("</p>");
        let mut picture =
            Picture::new(&Subject { state: &state, run: &run, lanes: question.lanes, width: WIDTH });
        picture.pieces(self.asked, &mut self.explained).iter().for_each(|piece| self.html.push_str(piece));
        blanks(&mut self.html, &question, &run, text);
        self.html.push_str("</section>");

        let out = &mut self.answers;
        element(out, "h3", &number);
        out.push_str("<p><b>");
        escape(out, labels.answer);
        out.push_str("</b> ");
        if let Some(Ok(answer)) = self.rehearsal.truth(index) {
            coded(out, &text.answer(&answer, &question));
        }
        out.push_str("</p>");
        let over = Playhead::after(question.to);
        for frame in question.lanes.iter().filter_map(|lane| run.frame(lane, over)) {
            element(out, "p", &format!("{}: {}", frame.kind.short_name(), happened(&frame, &run, text)));
        }
        if !ask.after.is_empty() {
            out.push_str("<p>");
            inlines(out, &ask.after);
            out.push_str("</p>");
        }
    }
}

/// Whether a step may tell the answer of the one before it. Another question at the same position shows nothing new.
fn tells(before: &Step, step: &Step) -> bool {
    match (before.ask(), step.ask()) {
        (Some(before), Some(ask)) => ask.op > before.op,
        (Some(_), None) => true,
        (None, _) => false,
    }
}

/// A script, with the numbers of its lines.
fn script(out: &mut String, script: &str) {
    out.push_str("<pre class=\"sheet-script\">");
    for line in script.lines() {
        element(out, "span", line);
    }
    out.push_str("</pre>");
}

fn element(out: &mut String, name: &str, text: &str) {
    out.push_str(&format!("<{name}>"));
    escape(out, text);
    out.push_str(&format!("</{name}>"));
}

/// A sentence with code in backticks.
fn coded(out: &mut String, text: &str) {
    for (index, part) in text.split('`').enumerate() {
        if index % 2 == 1 { element(out, "code", part) } else { escape(out, part) }
    }
}

fn blocks(out: &mut String, blocks: &[Block]) {
    for block in blocks {
        match block {
            Block::Paragraph(parts) => {
                out.push_str("<p>");
                inlines(out, parts);
                out.push_str("</p>");
            }
            Block::List { ordered, items } => {
                let name = if *ordered { "ol" } else { "ul" };
                out.push_str(&format!("<{name}>"));
                for item in items {
                    out.push_str("<li>");
                    inlines(out, item);
                    out.push_str("</li>");
                }
                out.push_str(&format!("</{name}>"));
            }
        }
    }
}

fn inlines(out: &mut String, parts: &[Inline]) {
    for part in parts {
        let (name, parts) = match part {
            Inline::Text(text) => {
                escape(out, text);
                continue;
            }
            Inline::Code(code) => {
                element(out, "code", code);
                continue;
            }
            Inline::Strong(parts) => ("strong", parts),
            Inline::Emphasis(parts) => ("em", parts),
            Inline::Go { text, .. } | Inline::Fact { text, .. } | Inline::Url { text, .. } => ("span", text),
        };
        out.push_str(&format!("<{name}>"));
        inlines(out, parts);
        out.push_str(&format!("</{name}>"));
    }
}
