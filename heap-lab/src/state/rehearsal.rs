//! A lesson run from start to end without a reader: what each step shows and what the right answers are, for those who
//! write it and for paper.

use std::rc::Rc;

use super::{AppState, Document, Job, Run, Theme, Work};
use crate::{
    lab::Lanes,
    lesson::{Content, Lesson},
    playhead::Playhead,
    question::{self, Ambiguous, Answer, Question},
    scene::Pick,
    share::{Notes, View},
    text::Language,
};

/// A lesson of which each scene is run in all lanes that one of its steps shows.
pub struct Rehearsal {
    lesson: Rc<Lesson>,
    language: Language,
    /// The scenes that are over; one whose script fails or takes too long has no run.
    scenes: Vec<AppState>,
    /// The scene under way.
    under_way: Option<(AppState, Job)>,
}

impl Rehearsal {
    /// Nothing has run yet.
    pub fn new(lesson: Rc<Lesson>, language: Language) -> Self {
        Self { lesson, language, scenes: Vec::new(), under_way: None }
    }

    /// The lesson.
    pub fn lesson(&self) -> &Rc<Lesson> {
        &self.lesson
    }

    /// Works on one scene until it is over or the slice of time is. Returns whether all are over.
    pub fn advance(&mut self, is_over: &dyn Fn() -> bool) -> bool {
        let Some((mut state, job)) = self.under_way.take().or_else(|| self.next_scene()) else { return true };
        match job.advance(is_over) {
            Work::Pending(job) => self.under_way = Some((state, job)),
            Work::Elsewhere(..) => self.scenes.push(state),
            Work::Done(action) => {
                state.apply(action);
                self.scenes.push(state);
            }
        }
        self.under_way.is_none() && self.scenes.len() == self.lesson.scenes.len()
    }

    fn next_scene(&self) -> Option<(AppState, Job)> {
        let index = self.scenes.len();
        let scene = self.lesson.scenes.get(index)?;
        let steps = self.lesson.steps.iter().filter(|step| step.scene == index);
        let shown = steps.fold(scene.lanes, |lanes, step| {
            let place = step.place.lanes.unwrap_or_default();
            let asked = if let Content::Ask(ask) = &step.content { ask.lanes } else { Lanes::default() };
            Lanes::of(|lane| [lanes, place, asked].iter().any(|some| some.contains(lane)))
        });
        let document = Document {
            program: scene.script.clone().into(),
            settings: scene.settings,
            shown,
            playhead: Some(Playhead::START),
            notes: Notes::default(),
            view: View::default(),
            lesson: None,
        };
        let state = AppState::new(document, Theme::Light, self.language);
        let job = Job::due(&state)?;
        Some((state, job))
    }

    /// The run of the scene of a step, if it is over and its script works.
    pub fn run(&self, step: usize) -> Option<&Run> {
        self.scenes.get(self.lesson.steps.get(step)?.scene)?.run.as_ref()
    }

    /// The page at a step: its place, its lanes and its selection.
    pub fn at(&self, step: usize) -> Option<AppState> {
        let run = self.run(step)?;
        let Lesson { scenes, steps, .. } = &*self.lesson;
        let there = &steps[step];
        // A place without a position stays at that of the step before.
        let before = steps[..=step].iter().rev().take_while(|other| other.scene == there.scene);
        let playhead = before.filter_map(|other| other.place.playhead(&run.trace)).next();
        let mut state = self.scenes[there.scene].clone();
        state.shown = there.place.lanes.unwrap_or(scenes[there.scene].lanes);
        state.move_playhead(|_, _| playhead.unwrap_or(Playhead::START));
        let named = |name: &str| question::named(&run.trace, name, state.playhead.next());
        state.selected = there.place.select.as_deref().and_then(named).map(Pick::Block);
        Some(state)
    }

    /// The question of a step in its run.
    pub fn question(&self, step: usize) -> Option<Question> {
        match &self.lesson.steps.get(step)?.content {
            Content::Ask(ask) => Some(ask.question(&self.run(step)?.trace)),
            Content::Prose(_) => None,
        }
    }

    /// The right answer to the question of a step, once its scene is over.
    pub fn truth(&self, step: usize) -> Option<Result<Answer, Ambiguous>> {
        Some(question::truth(&self.question(step)?, self.run(step)?.recordings()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        arena::Settings,
        lab::LaneKind,
        lesson::{Place, Scene, Step},
    };

    fn lesson(script: &str, places: &[Place]) -> Rc<Lesson> {
        let scene = Scene {
            script: script.into(),
            fresh: None,
            settings: Settings { page_size: 256, max_pages: 4 },
            lanes: Lanes::of(|lane| lane == LaneKind::FreeList),
            line: 1,
            fresh_line: 0,
        };
        let step = |place: &Place| Step {
            heading: None,
            scene: 0,
            place: place.clone(),
            content: Content::Prose(Vec::new()),
            line: 1,
        };
        let steps = places.iter().map(step).collect();
        Rc::new(Lesson { title: "Title".into(), intro: Vec::new(), scenes: vec![scene], steps })
    }

    fn rehearsed(lesson: Rc<Lesson>) -> Rehearsal {
        let mut rehearsal = Rehearsal::new(lesson, Language::English);
        while !rehearsal.advance(&|| true) {}
        rehearsal
    }

    #[test]
    fn each_step_is_shown_at_its_place_in_its_lanes() {
        let tags = Lanes::of(|lane| lane == LaneKind::BoundaryTag);
        let places = [
            Place { op: Some(2), select: Some("b".into()), ..Place::default() },
            Place { lanes: Some(tags), ..Place::default() },
            Place { op: Some(usize::MAX), ..Place::default() },
        ];
        let script = "let a = alloc(8); let b = alloc(8); free(a);";
        let rehearsal = rehearsed(lesson(script, &places));
        let at = |step| rehearsal.at(step).expect("the script works");
        assert_eq!((at(0).playhead.done, at(0).selected), (2, Some(Pick::Block(1))));
        assert_eq!((at(1).playhead.done, at(1).shown), (2, tags));
        assert_eq!((at(2).playhead.done, at(2).selected), (3, None));
        for step in 0..3 {
            let state = at(step);
            let run = state.run.as_ref().expect("it is run");
            assert!(state.shown.iter().all(|lane| run.frame(lane, state.playhead).is_some()));
        }
    }

    #[test]
    fn a_script_that_fails_or_takes_long_has_no_figure() {
        for script in ["let a = ", "for i in 0..50000 { free(alloc(8)); }"] {
            assert!(rehearsed(lesson(script, &[Place::default()])).at(0).is_none(), "{script}");
        }
    }

    #[test]
    fn a_lesson_without_scenes_is_over_at_once() {
        let empty = Rc::new(Lesson {
            title: String::new(),
            intro: Vec::new(),
            scenes: Vec::new(),
            steps: Vec::new(),
        });
        assert!(Rehearsal::new(empty, Language::English).advance(&|| false));
    }
}
