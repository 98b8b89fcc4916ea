//! Whether what a lesson says is true: its scripts are run, its questions answered, its claims compared.
//!
//! ```text
//! check       scene by scene, in pieces
//!   items     what a scene holds that can be wrong
//!   places    positions, events and blocks
//!   claims    what is claimed, and what the recording says
//!   seen      what was shown too early
//! ```

use std::{collections::VecDeque, rc::Rc};

use super::{
    Ask, FreshSearch, Lesson, Scene, Step,
    mistakes::{LessonError, Mistakes, RunMistake},
    run::Runner,
};
use crate::{question, script, trace::Trace};
use items::Item;

mod claims;
mod items;
mod places;
mod seen;

/// Seeds whose data is compared, to find out whether they matter.
const SEEDS: usize = 4;

/// A check in pieces, so that the page stays responsive.
pub struct Check {
    lesson: Rc<Lesson>,
    /// The scene that is checked.
    scene: usize,
    stage: Stage,
    mistakes: Mistakes,
}

/// What is done next for a scene.
enum Stage {
    /// Its script is run.
    Script,
    /// Its lanes are run.
    Lanes(Runner),
    /// What it holds is compared with the run.
    Items(Runner, VecDeque<Item>),
    /// Fresh data of some seeds is compared.
    Seeds(Vec<Rc<Trace>>),
    /// Fresh data is made for its questions.
    Fresh(VecDeque<(u32, Ask)>, Option<Box<FreshSearch>>),
}

impl Check {
    /// A check of `lesson`. O(1).
    pub fn new(lesson: Rc<Lesson>) -> Self {
        Self { lesson, scene: 0, stage: Stage::Script, mistakes: Mistakes::default() }
    }

    /// Does the next piece: all mistakes once it is done, in the order of lines.
    pub fn advance(&mut self) -> Option<Vec<LessonError>> {
        let lesson = self.lesson.clone();
        let Some(scene) = lesson.scenes.get(self.scene) else {
            return Some(self.mistakes.take());
        };
        let stage = std::mem::replace(&mut self.stage, Stage::Script);
        match self.piece(stage, &lesson, scene) {
            Ok(Some(stage)) => self.stage = stage,
            Ok(None) => self.scene += 1,
            Err(mistake) => {
                let line = match &mistake {
                    RunMistake::Script(error) => error.line,
                    // The line of the fence, which has the arena.
                    _ => scene.line.saturating_sub(1),
                };
                self.mistakes.note(line, mistake);
                self.scene += 1;
            }
        }
        None
    }

    /// A piece of work for a scene, and what comes next. Without a run, nothing else of the scene is checked.
    fn piece(&mut self, stage: Stage, lesson: &Lesson, scene: &Scene) -> Result<Option<Stage>, RunMistake> {
        Ok(match stage {
            Stage::Script => {
                seen::check(lesson, self.scene, &mut self.mistakes);
                let lanes = items::lanes(lesson, self.scene);
                let runner = Runner::new(&scene.script, scene.line, scene.settings, lanes)?;
                Some(Stage::Lanes(runner))
            }
            Stage::Lanes(mut runner) => match runner.advance()? {
                true => Some(Stage::Items(runner, items::items(lesson, self.scene))),
                false => Some(Stage::Lanes(runner)),
            },
            Stage::Items(runner, mut items) => match items.pop_front() {
                Some(item) => {
                    if let Some(mistake) = item.mistake(&runner) {
                        self.mistakes.note(item.line, mistake);
                    }
                    Some(Stage::Items(runner, items))
                }
                None => scene.fresh.as_ref().map(|_| Stage::Seeds(Vec::new())),
            },
            Stage::Seeds(mut traces) => match self.next_seed(scene, &traces) {
                Some(trace) => {
                    traces.push(trace);
                    Some(Stage::Seeds(traces))
                }
                None => {
                    // A question that is wrong with the data of the lesson is told of once.
                    let is_right = |step: &&Step| step.scene == self.scene && !self.mistakes.is_at(step.line);
                    let asks = lesson.steps.iter().filter(is_right);
                    let asks = asks.filter_map(|step| Some((step.line, step.ask()?.clone())));
                    Some(Stage::Fresh(asks.collect(), None))
                }
            },
            Stage::Fresh(asks, search) => self.search(scene, asks, search),
        })
    }

    /// The fresh data of the next seed, if another one is needed to find out whether the seed matters. A script with a
    /// mistake is told of where a question needs it.
    fn next_seed(&mut self, scene: &Scene, traces: &[Rc<Trace>]) -> Option<Rc<Trace>> {
        if traces.windows(2).any(|pair| pair[0] != pair[1]) {
            return None;
        }
        if traces.len() == SEEDS {
            self.mistakes.note(scene.fresh_line.saturating_sub(1), RunMistake::FreshFixed);
            return None;
        }
        let script = scene.with_seed(traces.len() as u32)?;
        Some(script::run_short(&script)?.ok()?.trace)
    }

    /// A piece of the search for fresh data for the first of the questions.
    fn search(
        &mut self,
        scene: &Scene,
        mut asks: VecDeque<(u32, Ask)>,
        search: Option<Box<FreshSearch>>,
    ) -> Option<Stage> {
        let (line, ask) = asks.front()?;
        let mut search = search.unwrap_or_else(|| Box::new(FreshSearch::new(scene, ask, 1)));
        let Some(found) = search.advance() else { return Some(Stage::Fresh(asks, Some(search))) };
        let line = *line;
        let mistake = match search.why {
            Some(RunMistake::Ambiguous(why)) if found.is_none() => {
                Some((line, RunMistake::FreshNever { id: ask.id.clone(), why }))
            }
            None | Some(RunMistake::Ambiguous(_)) => None,
            Some(RunMistake::Script(error)) => Some((error.line, RunMistake::Script(error))),
            Some(other) => Some((scene.fresh_line.saturating_sub(1), other)),
        };
        if let Some((line, mistake)) = mistake {
            self.mistakes.note(line, mistake);
        }
        asks.pop_front();
        Some(Stage::Fresh(asks, None))
    }
}

/// All mistakes of a lesson, in the order of lines.
pub fn check(lesson: Rc<Lesson>) -> Vec<LessonError> {
    let mut check = Check::new(lesson);
    loop {
        if let Some(mistakes) = check.advance() {
            return mistakes;
        }
    }
}

/// Whether a question has a single right answer in this run.
fn answer(ask: &Ask, runner: &Runner) -> Result<(), RunMistake> {
    places::next_exists(ask.op, &runner.trace)?;
    places::op_exists(ask.until, &runner.trace)?;
    let question = ask.question(&runner.trace);
    question::truth(&question, &runner.recordings).map(|_| ()).map_err(RunMistake::Ambiguous)
}
