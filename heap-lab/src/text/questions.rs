//! Texts of questions, of answers and of what is wrong with them, and of what a refused request lacked.

use super::{Narration, mistakes::code};
use crate::{
    lab::{
        LaneKind,
        report::{self, Asked},
        shortage::Shortage,
    },
    question::{Ambiguous, Answer, Choice, Fault, Happening, Kind, Measure, Paint, Question},
    trace::{Op, Trace},
};

/// Sentences about questions. Code is in backticks.
pub trait Questions {
    /// The usual words of a question in a run of `trace`: a sentence or two.
    fn ask(&self, question: &Question, trace: &Trace) -> String;

    /// What is asked, in a few words, for lists of questions.
    fn kind_of_question(&self, kind: Kind) -> &'static str;

    /// What to do to answer, in a sentence, beside the form and the figure.
    fn how_to_answer(&self, kind: Kind) -> &'static str;

    /// What a measure is called: `Free blocks probed`.
    fn measure(&self, measure: Measure) -> &'static str;

    /// A value of a measure with its unit: `64 bytes`, `3 probes`.
    fn measured(&self, measure: Measure, value: u64) -> String;

    /// What happens, as the heading of a column of yes and no: `Refused`.
    fn happening(&self, happening: Happening) -> &'static str;

    /// The use of a cell of memory.
    fn paint(&self, paint: Paint) -> &'static str;

    /// Yes or no.
    fn yes_or_no(&self, yes: bool) -> &'static str;

    /// The answer that no block is placed, since the request is refused.
    fn is_refused(&self) -> &'static str;

    /// The answer that something happens in no lane.
    fn in_no_lane(&self) -> &'static str;

    /// An address that can be chosen, and what is there; `name` is that of the live block there.
    fn choice(&self, choice: &Choice, name: &str) -> String;

    /// An answer in words, for answer sheets and screen readers.
    fn answer(&self, answer: &Answer, question: &Question) -> String;

    /// The answer is right; a whole sentence.
    fn is_right(&self) -> &'static str;

    /// Where an answer first went wrong, and what is right there; a whole sentence. The operation that explains it
    /// ([`explaining`](crate::question::explaining)) follows it.
    fn fault(&self, fault: &Fault, question: &Question, trace: &Trace) -> String;

    /// That operation, with its number, in this lane: its story as a whole sentence.
    fn because(&self, number: usize, lane: LaneKind, story: &str) -> String;

    /// Why a question can't be asked, and what to do; whole sentences.
    fn ambiguous(&self, ambiguous: Ambiguous) -> String;

    /// What a refused request lacked: two to four whole sentences.
    fn shortage(&self, shortage: &Shortage, trace: &Trace) -> Vec<String>;

    /// The blocks to free are not known yet; a whole sentence.
    fn shortage_is_sought(&self) -> &'static str;
}

/// The operations between a question and its answer.
pub(super) enum Span {
    /// A few, as code.
    Few(Vec<String>),
    /// So many.
    Many(usize),
}

/// Operations that are named one by one.
const FEW: usize = 3;

impl Span {
    /// The operations that a question is about.
    pub(super) fn of(question: &Question, trace: &Trace, text: &impl Narration) -> Self {
        let ops = question.from..question.to.min(trace.ops.len());
        let is_counted = |&op: &usize| !matches!(trace.ops[op], Op::Label { .. });
        let counted = || ops.clone().filter(is_counted);
        match counted().nth(FEW) {
            Some(_) => Self::Many(counted().count()),
            None => Self::Few(counted().map(|op| operation(trace, op, text)).collect()),
        }
    }
}

/// An operation as a script has it, in backticks: `d = alloc(40)`.
pub(super) fn operation(trace: &Trace, op: usize, text: &impl Narration) -> String {
    let asked = report::asked(trace, op);
    let request = text.request(&asked);
    match asked {
        // `#7` has no variable.
        Asked::Alloc { name, .. } if !name.starts_with('#') => code(&format!("{name} = {request}")),
        _ => code(&request),
    }
}

/// The name of the block of the operation after a question, in backticks.
pub(super) fn block(question: &Question, trace: &Trace) -> Option<String> {
    let block = trace.ops.get(question.from)?.block()?;
    Some(code(trace.name(block)))
}
