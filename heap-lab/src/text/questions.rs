//! Texts of questions and of what is wrong with an answer.

use crate::{
    lab::LaneKind,
    question::{Choice, Fault, Kind, Paint, Question},
    trace::Trace,
};

/// Sentences of this subject.
pub trait Questions {
    fn ask(&self, _question: &Question, _trace: &Trace) -> String {
        String::new()
    }
    fn how_to_answer(&self, _kind: Kind) -> &'static str {
        "How to answer"
    }
    fn paint(&self, paint: Paint) -> &'static str {
        match paint {
            Paint::Live => "live",
            Paint::Padding => "padding",
            Paint::Free => "free",
            Paint::Other => "other",
        }
    }
    fn yes_or_no(&self, yes: bool) -> &'static str {
        if yes { "yes" } else { "no" }
    }
    fn is_refused(&self) -> &'static str {
        "refused"
    }
    fn in_no_lane(&self) -> &'static str {
        "none"
    }
    fn choice(&self, choice: &Choice, _name: &str) -> String {
        crate::text::numbers::address(choice.address)
    }
    fn is_right(&self) -> &'static str {
        "Right."
    }
    fn fault(&self, _fault: &Fault, _question: &Question, _trace: &Trace) -> String {
        String::new()
    }
    fn because(&self, _number: usize, _lane: LaneKind) -> String {
        String::new()
    }
    fn ambiguous(&self, _ambiguous: crate::question::Ambiguous) -> String {
        String::new()
    }
}
