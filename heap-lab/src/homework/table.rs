//! A column of codes as a table of scores, made in pieces.

use std::rc::Rc;

use super::{
    CodeError, Result as Handed,
    code::{PREFIX, decode},
    fingerprint,
    scoring::Key,
};
use crate::{
    export::csv::{MARK, quoted},
    lesson::{Lesson, course::COURSE},
    text::Language,
};

/// Homeworks whose questions are kept at once: usually there is one.
const MOST_KEYS: usize = 4;
/// The most lines of a code.
const MOST_LINES: usize = 100;

/// The table in the making.
pub struct Table {
    /// The codes that have no row yet, the first one last.
    codes: Vec<String>,
    rows: Vec<Row>,
    current: Option<(Handed, Vec<Option<bool>>)>,
    keys: Vec<(u32, Key)>,
    /// Lessons by their fingerprints, and how many lessons of the course are among them.
    lessons: Vec<(u32, Rc<Lesson>)>,
    of_course: usize,
    language: Language,
}

/// What was made of a code, or why it was refused.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The code, as it was pasted.
    pub code: String,
    /// Its score.
    pub checked: Result<Checked, CodeError>,
}

/// A result that was scored.
#[derive(Clone, Debug, PartialEq)]
pub struct Checked {
    /// The result.
    pub result: Handed,
    /// The lesson.
    pub lesson: Rc<Lesson>,
    /// For each question whether its answer is right; `None` if there is no answer.
    pub marks: Vec<Option<bool>>,
}

impl Checked {
    /// How many answers are right.
    pub fn right(&self) -> usize {
        self.marks.iter().filter(|&&mark| mark == Some(true)).count()
    }

    /// How many questions were answered.
    pub fn answered(&self) -> usize {
        self.marks.iter().flatten().count()
    }
}

impl Table {
    /// The table of the codes in a text. They are of `lesson`, if one is open, or of lessons of the course, which are named
    /// in this language.
    pub fn new(text: &str, lesson: Option<Rc<Lesson>>, language: Language) -> Self {
        let mut codes = split(text);
        codes.reverse();
        let lessons = lesson.into_iter().map(|lesson| (fingerprint(&lesson), lesson)).collect();
        let (rows, current, keys, of_course) = (Vec::new(), None, Vec::new(), 0);
        Self { codes, rows, current, keys, lessons, of_course, language }
    }

    /// The rows so far, in the order of the codes.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// How many rows there will be.
    pub fn len(&self) -> usize {
        self.rows.len() + self.codes.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Works until it is done or `is_over`, at least for one piece. Returns whether there is more to do.
    pub fn advance(&mut self, is_over: &dyn Fn() -> bool) -> bool {
        while self.piece() {
            if is_over() {
                return true;
            }
        }
        false
    }

    fn piece(&mut self) -> bool {
        let Some(code) = self.codes.last() else { return false };
        let (result, mut marks) = match self.current.take() {
            Some(current) => current,
            None => match decode(code) {
                Ok(result) => (result, Vec::new()),
                Err(error) => return self.row(Err(error)),
            },
        };
        let Some((_, lesson)) = self.lessons.iter().find(|(id, _)| *id == result.lesson) else {
            // The lessons of the course are read one after the other, once they are needed.
            let Some(entry) = COURSE.get(self.of_course) else {
                return self.row(Err(CodeError::UnknownLesson));
            };
            let lesson = entry.lesson(self.language);
            self.of_course += 1;
            self.lessons.push((fingerprint(&lesson), lesson));
            self.current = Some((result, marks));
            return true;
        };
        let lesson = lesson.clone();
        let is_it = |(id, key): &(u32, Key)| *id == result.lesson && key.homework == result.homework;
        let at = self.keys.iter().position(is_it).unwrap_or_else(|| {
            if self.keys.len() == MOST_KEYS {
                self.keys.remove(0);
            }
            self.keys.push((result.lesson, Key::new(lesson.clone(), result.homework)));
            self.keys.len() - 1
        });
        if self.keys[at].1.advance(&result.answers, &mut marks) {
            self.current = Some((result, marks));
            return true;
        }
        self.row(Ok(Checked { result, lesson, marks }))
    }

    /// Adds the row of the next code. Returns whether there are more.
    fn row(&mut self, checked: Result<Checked, CodeError>) -> bool {
        let code = self.codes.pop().unwrap_or_default();
        self.rows.push(Row { code, checked });
        !self.codes.is_empty()
    }

    /// The rows so far as a file: 1 for a right answer, 0 for a wrong one, nothing for none. The words are the same in each
    /// language, so that programs can read them.
    pub fn csv(&self) -> String {
        let checked = |row: &'_ Row| row.checked.as_ref().map_or(0, |checked| checked.marks.len());
        let most = self.rows.iter().map(checked).max().unwrap_or(0);
        let columns: String = (1..=most).map(|number| format!(",question {number}")).collect();
        let mut text = format!("{MARK}row,name,lesson,seed,questions,answered,right,error{columns}\n");
        for (number, row) in (1..).zip(&self.rows) {
            text += &match &row.checked {
                Ok(checked) => {
                    let Handed { name, homework, .. } = &checked.result;
                    let (name, title) = (quoted(name), quoted(&checked.lesson.title));
                    let (all, answered, right) = (checked.marks.len(), checked.answered(), checked.right());
                    format!("{number},{name},{title},{},{all},{answered},{right},", homework.seed)
                }
                Err(error) => format!("{number},,,,,,,{}", error.key()),
            };
            let marks = row.checked.as_ref().map_or(&[][..], |checked| &checked.marks);
            for index in 0..most {
                text += match marks.get(index).copied().flatten() {
                    Some(true) => ",1",
                    Some(false) => ",0",
                    None => ",",
                };
            }
            text.push('\n');
        }
        text
    }
}

/// The codes in a text: one for each line, whatever is written around it, or in several lines, since mail breaks long ones.
fn split(text: &str) -> Vec<String> {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let (mut codes, mut rest) = (Vec::new(), &lines[..]);
    while let [first, others @ ..] = rest {
        let (code, more) = code_at(first, others);
        codes.push(code);
        rest = &others[more..];
    }
    codes
}

/// The code that begins in this line, and how many of the `others` belong to it. They do if they make it complete.
fn code_at(first: &str, others: &[&str]) -> (String, usize) {
    let Some(start) = first.find(PREFIX) else { return (first.to_owned(), 0) };
    let first = &first[start..];
    let word = first.split_whitespace().next().unwrap_or_default();
    if decode(word).is_ok() {
        return (word.to_owned(), 0);
    }
    let mut code = first.to_owned();
    for (more, line) in (1..MOST_LINES).zip(others) {
        let is_rest = line.is_ascii() && !line.contains(char::is_whitespace) && !line.contains(PREFIX);
        if !is_rest || decode(&code) != Err(CodeError::CutShort) {
            break;
        }
        code.push_str(line);
        if decode(&code).is_ok() {
            return (code, more);
        }
    }
    (first.to_owned(), 0)
}
