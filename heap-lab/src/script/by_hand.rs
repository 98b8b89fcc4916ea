//! Requests by hand as lines of the script: a block requested in a form, or freed by a click, is typed for the user.
//!
//! A new line goes after the top-level statement that the playhead is in or after, so that it happens just then. If
//! that would change what happens later (because the block is needed there, say), it goes to the end of the script. The
//! result has been run: every other operation is the same as before, and the new one does what was requested.

use std::rc::Rc;

use super::{
    code,
    execute::{self, Executed},
    mistakes::{self, ByHand, Named, ScriptError},
    program::DEFAULT_ALIGN,
};
use crate::trace::{BlockId, Op, Trace};

/// A request by hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Request {
    /// A new block.
    Alloc {
        /// Bytes.
        size: u32,
        /// A power of two.
        align: u32,
    },
    /// A block of the run is freed.
    Free {
        /// Which.
        block: BlockId,
    },
}

/// A script with one more line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The whole text.
    pub text: String,
    /// The new line, from 1.
    pub line: u32,
    /// The operation that it makes: with `op + 1` operations done, it has just happened.
    pub op: usize,
    /// Why it happens later than requested, if it does.
    pub later: Option<Later>,
    /// The new script, run.
    pub run: Executed,
}

/// A request that can't happen where the playhead is. Operations are counted from 1, without labels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Later {
    /// The operation that the request became.
    pub number: usize,
    /// The operation that it would have been.
    pub asked: usize,
    /// The lines of the statement in progress, after which it was added; none if it went to the end of the script,
    /// because anything nearer would have changed what follows.
    pub after: Option<(u32, u32)>,
}

/// Adds a line to the script for a request by hand at the position after `done` operations.
///
/// # Errors
/// The script already has a mistake, or no line can be added: the error says why.
pub fn edit(script: &str, done: usize, request: Request) -> Result<Edit, ScriptError> {
    let mut search = Search::new(script.into(), None, done, request);
    loop {
        match search.advance() {
            Progress::Working(next) => search = next,
            Progress::Done(result) => return *result,
        }
    }
}

/// Whether the run alone shows that a block can't be freed by hand: it is freed already, now or later, or unknown.
pub fn refused(run: &Executed, request: Request) -> Option<ScriptError> {
    let Request::Free { block } = request else { return None };
    let is_free = |op: &Op| *op == Op::Free { block };
    let known = (block as usize) < run.trace.blocks.len();
    (!known || run.trace.ops.iter().any(is_free)).then(|| refusal(run, request))
}

/// The search for a line to add, piece by piece: each piece runs a script at most once.
pub struct Search {
    script: Rc<str>,
    done: usize,
    request: Request,
    /// The current script, once it has been run.
    run: Option<Executed>,
    /// Texts to try, the best one last, with the operation that the new line should make. The first attempt lists them.
    candidates: Option<Vec<(String, usize)>>,
}

/// The progress of a search.
pub enum Progress {
    /// There is more to do.
    Working(Search),
    /// The edit, or why there is none.
    Done(Box<Result<Edit, ScriptError>>),
}

impl Search {
    /// A search in `script`, which has been run already if there is a `run`. O(1).
    pub fn new(script: Rc<str>, run: Option<Executed>, done: usize, request: Request) -> Self {
        Self { script, done, request, run, candidates: None }
    }

    /// Does the next piece.
    pub fn advance(mut self) -> Progress {
        let Some(run) = &self.run else {
            return match execute::run(&self.script) {
                Ok(run) => Progress::Working(Self { run: Some(run), ..self }),
                Err(mistake) => Progress::Done(Box::new(Err(mistake))),
            };
        };
        if self.candidates.is_none()
            && let Some(refused) = refused(run, self.request)
        {
            return Progress::Done(Box::new(Err(refused)));
        }
        let list = || candidates(&self.script, run, self.done, self.request);
        let Some((text, op)) = self.candidates.get_or_insert_with(list).pop() else {
            return Progress::Done(Box::new(Err(refusal(run, self.request))));
        };
        match execute::run(&text) {
            Ok(new) if is_same_but_for(&run.trace, &new.trace, op, self.request) => {
                let (line, later) = (new.lines[op], later(run, self.done, op));
                Progress::Done(Box::new(Ok(Edit { text, line, op, later, run: new })))
            }
            _ => Progress::Working(self),
        }
    }
}

/// The scripts with a line for the request, the best one last, each with the operation that the line should make.
fn candidates(script: &str, run: &Executed, done: usize, request: Request) -> Vec<(String, usize)> {
    let lines: Vec<&str> = script.lines().collect();
    let codes = statements_for(request, &run.trace, script);
    let mut candidates = Vec::new();
    for slot in slots(run, done, lines.len()) {
        for code in &codes {
            let texts = with_line(&lines, slot.after_line, code);
            candidates.extend(texts.into_iter().map(|text| (text, slot.op)));
        }
    }
    candidates.reverse();
    candidates
}

/// What is to be said if the request became operation `op` of the new run, though `done` were done.
fn later(run: &Executed, done: usize, op: usize) -> Option<Later> {
    let (number, asked) = (run.trace.count(op) + 1, run.trace.count(done) + 1);
    let statement =
        |op: usize| run.statements.get(op.checked_sub(1)?).and_then(|&s| run.spans.get(s).copied());
    // Statements that share a line count as one: no line fits between them.
    let after = statement(done)
        .zip(statement(op))
        .filter(|(current, last)| last.0 <= current.1)
        .map(|(current, last)| (current.0, last.1.max(current.1)));
    (number > asked).then_some(Later { number, asked, after })
}

/// A slot where a line could go, and the number that its operation would then have.
struct Slot {
    /// 0 for before the first line.
    after_line: usize,
    op: usize,
}

/// The slots worth trying, best first.
fn slots(run: &Executed, done: usize, line_count: usize) -> Vec<Slot> {
    let ops_until = |statement: usize| run.statements.partition_point(|&s| s <= statement);
    let line_before =
        |statement: usize| run.spans.get(statement).map_or(line_count, |span| span.0 as usize - 1);
    let mut slots = Vec::new();
    match done
        .checked_sub(1)
        .and_then(|last| run.statements.get(last.min(run.statements.len().saturating_sub(1))))
    {
        None => slots.push(Slot { after_line: line_before(0), op: 0 }),
        Some(&current) => {
            let op = ops_until(current);
            // The statement's last line is known except for closing brackets, and other statements may begin on the
            // same line.
            let end = run.spans.get(current).map_or(line_count, |span| span.1 as usize);
            let next = line_before(current + 1).max(end);
            slots.extend((end..=next.min(end + 3)).map(|after_line| Slot { after_line, op }));
            slots.push(Slot { after_line: next, op });
            let shared = run.spans.iter().filter(|span| span.0 as usize <= end).count();
            if shared > current + 1 {
                slots.push(Slot { after_line: end, op: ops_until(shared - 1) });
            }
        }
    }
    let all = run.trace.ops.len();
    slots.push(Slot { after_line: line_count, op: all });
    // The script may end with `return`: then the end is after the last statement that made an operation.
    if let Some(span) = run.statements.last().and_then(|&last| run.spans.get(last)) {
        slots.push(Slot { after_line: span.1 as usize, op: all });
    }
    slots
}

/// Ways to write the request, best first.
fn statements_for(request: Request, trace: &Trace, script: &str) -> Vec<String> {
    match request {
        Request::Alloc { size, align } => {
            let fresh =
                (1..).map(|n| format!("b{n}")).find(|name| !code::has_word(script, name)).unwrap_or_default();
            let align = if align == DEFAULT_ALIGN { String::new() } else { format!(", {align}") };
            vec![format!("let {fresh} = alloc({size}{align});")]
        }
        Request::Free { block } => {
            let Some(name) = trace.blocks.get(block) else { return Vec::new() };
            let by_name = format!("free(block(\"{}\"));", name);
            // A variable that held several blocks may hold this one now; the run will show.
            let variable = mistakes::variable(name);
            if variable.starts_with('#') {
                return vec![by_name];
            }
            vec![format!("free({variable});"), by_name]
        }
    }
}

/// The script with `code` on a line of its own.
fn with_line(lines: &[&str], after_line: usize, code: &str) -> Vec<String> {
    let at = after_line.min(lines.len());
    let join = |before: &str, code: &str| {
        let before = lines[..at.saturating_sub(1)].iter().copied().chain((at > 0).then_some(before));
        let mut text = String::new();
        for line in before.chain([code]).chain(lines[at..].iter().copied()) {
            text += line;
            text += "\n";
        }
        text
    };
    let before = at.checked_sub(1).map_or("", |last| lines[last]);
    // The statement before may be the last of the script, and lack its semicolon.
    let bare = code::without_comment(before);
    let ended = format!("{};{}", bare.trim_end(), &before[bare.trim_end().len()..]);
    vec![join(before, code), join(&ended, code), join(before, &format!("; {code}"))]
}

/// Whether `new` is `old` with the request as operation `at`.
fn is_same_but_for(old: &Trace, new: &Trace, at: usize, request: Request) -> bool {
    if new.ops.len() != old.ops.len() + 1 || at >= new.ops.len() {
        return false;
    }
    let (added, shift_from) = match (&new.ops[at], request) {
        (&Op::Alloc { block, size, align, zeroed: false }, Request::Alloc { size: s, align: a }) => {
            (size == s && align == a, block)
        }
        (&Op::Free { block }, Request::Free { block: asked }) => (block == asked, BlockId::MAX),
        _ => (false, BlockId::MAX),
    };
    let others = new.ops[..at].iter().chain(&new.ops[at + 1..]);
    added && old.ops.iter().zip(others).all(|(old, new)| is_same(old, new, shift_from))
}

/// Whether two operations are the same, if blocks from `shift_from` on have moved up by one.
fn is_same(old: &Op, new: &Op, shift_from: BlockId) -> bool {
    let mut moved = old.clone();
    match &mut moved {
        Op::Alloc { block, .. } | Op::Realloc { block, .. } | Op::Free { block } => {
            *block += u32::from(*block >= shift_from);
        }
        Op::Label { .. } | Op::TakePages { .. } => {}
    }
    moved == *new
}

fn refusal(run: &Executed, request: Request) -> ScriptError {
    let end = run.spans.last().map_or(1, |span| span.1);
    let Request::Free { block } = request else { return ScriptError::at(ByHand::NoPosition, end, 0) };
    if block as usize >= run.trace.blocks.len() {
        return ScriptError::at(ByHand::NoBlock, end, 0);
    }
    let freed = run.trace.ops.iter().position(|op| *op == Op::Free { block });
    let names = run.trace.blocks.iter().zip(run.name_lines.iter().copied());
    let block = Named::of(block, names);
    match freed.map(|op| run.lines[op]) {
        Some(line) => ScriptError::at(ByHand::FreedLater { block, line }, line, 0),
        None => ScriptError::at(ByHand::NoPositionToFree { block }, end, 0),
    }
}
