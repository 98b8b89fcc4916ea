//! A lesson, read as a student reads it.

mod walk;

use std::rc::Rc;

use super::*;
use crate::{
    homework::Homework,
    lesson::{self, Lesson, Place, course},
    question::{self, Answer},
    state::reading::{Asking, Bookmark, Origin, Read, Reading},
};

const LESSON: &str = r#"# Frees

What happens to freed blocks?

```heap page=256 pages=2 lanes=segregated-bump,free-list
let a = alloc(24);
let b = alloc(24);
free(a);
let c = alloc(24);
free(b);
let d = alloc(24);
```

```fresh
let size = random(17, 32);
let a = alloc(size);
let b = alloc(size);
free(a);
let c = alloc(size);
free(b);
let d = alloc(size);
```

{op=2} Two blocks are live.

{op=1 lanes=free-list select=a} The first one. [Both](#op=2&select=b).

```ask place id=third op=3 lane=free-list
Where?
```

{op=4} It was used again.

```ask place id=fourth op=5 lane=segregated-bump
And now?
```

{op=6} Done.

## Another

```heap page=512 pages=1 lanes=free-list
let x = alloc(100);
free(x);
```

{op=1 event=0} Another scene.
"#;

fn lesson() -> Rc<Lesson> {
    let (lesson, mistakes) = lesson::read(LESSON);
    assert_eq!(mistakes, []);
    Rc::new(lesson)
}

fn open(step: usize, answered: &[Option<bool>], homework: Option<Homework>) -> Read {
    let origin = Origin::Text(LESSON.into());
    Read::Open { lesson: lesson(), origin, step, answered: answered.into(), homework }
}

impl Page {
    fn read(&mut self, read: Read) {
        self.act(Action::Read(read));
        self.work();
    }

    fn reading(&self) -> &Reading {
        self.0.reading.as_ref().expect("a lesson is read")
    }

    fn asking(&self) -> &Asking {
        self.reading().asking.as_ref().expect("a question is asked")
    }

    /// Operations that may be seen.
    fn seen(&self) -> usize {
        self.0.seen().map_or(0, |run| run.trace.ops.len())
    }

    fn answer(&mut self, answer: Answer) {
        self.read(Read::Draft(Some(answer)));
        self.read(Read::Commit);
    }

    /// Gives the right answer, as the recording has it.
    fn answer_right(&mut self) {
        let run = self.0.run.clone().expect("there is a run");
        let question = self.asking().question.expect("it is found");
        self.answer(question::truth(&question, run.recordings()).expect("there is one"));
    }
}

fn reader(step: usize) -> Page {
    let mut page = Page::open(SCRIPT);
    page.read(open(step, &[], None));
    page
}

const WRONG: Answer = Answer::Place(None);

#[test]
fn a_step_shows_its_scene_position_lanes_and_block() {
    let mut page = reader(0);
    let scene = &lesson().scenes[0];
    assert_eq!(
        (&page.0.program.script(), page.0.settings, page.0.shown),
        (&scene.script, scene.settings, scene.lanes)
    );
    assert_eq!((page.at(), page.0.selected), ((2, 0), None));
    assert_eq!(page.0.layout.panel, Some(Panel::Example));
    page.read(Read::Step(1));
    let lane = Lanes::from_iter([LaneKind::FreeList]);
    assert_eq!((page.at(), page.0.shown, page.0.selected), ((1, 0), lane, Some(Pick::Block(0))));
    page.read(Read::Step(0));
    assert_eq!((page.at(), page.0.shown, page.0.selected), ((2, 0), scene.lanes, None));
}

#[test]
fn within_a_scene_nothing_is_run_again() {
    let mut page = reader(0);
    let run = page.0.run.clone();
    page.act(Action::Read(Read::Step(1)));
    assert!(!page.0.is_busy() && page.0.run == run);
    assert_eq!(page.at(), (1, 0), "at once");
}

#[test]
fn a_link_goes_to_its_place_and_to_its_step_first() {
    let mut page = reader(0);
    let place = Place { op: Some(2), event: 0, lanes: None, select: Some("b".into()) };
    assert_eq!(page.0.place_of(&place), Some(Pick::Block(1)));
    page.read(Read::Follow { step: 1, place: place.clone() });
    assert_eq!((page.reading().step, page.at(), page.0.selected), (1, (2, 0), Some(Pick::Block(1))));
    assert!(page.0.pointed, "the lesson points at it");
    page.act(Action::Select(Some(Pick::Block(0))));
    assert!(!page.0.pointed, "the reader wants to know more about it");
    let lanes = Some(Lanes::from_iter([LaneKind::BoundaryTag]));
    page.read(Read::Follow { step: 1, place: Place { op: None, lanes, ..place.clone() } });
    assert_eq!((page.at(), Some(page.0.shown)), ((2, 0), lanes), "it stays where it is");
    page.read(Read::Follow { step: 3, place });
    assert_eq!(page.reading().step, 2, "as far as one may read");
    assert_eq!(page.at(), (3, 0), "and nothing beyond");
}

#[test]
fn a_question_without_an_answer_is_not_passed() {
    for step in [2, 3, 4, 99] {
        assert_eq!(reader(step).reading().step, 2);
    }
    let mut page = reader(0);
    assert!(page.0.may_read(2) && !page.0.may_read(3));
    assert_eq!(page.reading().last_readable(), 2);
    page.read(Read::Step(5));
    assert_eq!(page.reading().step, 2);
    page.answer(WRONG);
    assert_eq!(page.reading().answered[..], [Some(false), None]);
    assert_eq!(page.reading().last_readable(), 4);
    page.read(Read::Step(6));
    assert_eq!(page.reading().step, 4);
    page.answer_right();
    page.read(Read::Step(6));
    assert_eq!(page.reading().step, 6);
    assert_eq!((page.at(), page.0.settings.page_size), ((1, 0), 512));

    let mut page = Page::open(SCRIPT);
    page.read(open(6, &[Some(true), Some(false), Some(true)], None));
    assert_eq!(page.reading().step, 6, "answered at an earlier visit");
}

#[test]
fn while_a_question_is_open_the_run_ends_there() {
    let mut page = reader(2);
    assert!(page.0.is_asked() && page.asking().grade.is_none());
    assert_eq!((page.seen(), page.len(), page.at()), (3, 6, (3, 0)));
    for way in [Move::End, Move::To(5), Move::OperationForward, Move::EventForward, Move::ChapterForward] {
        page.act(Action::Go(way));
        assert_eq!(page.at(), (3, 0), "{way:?}");
    }
    assert!(page.0.at_end());
    page.act(Action::Go(Move::Start));
    page.act(Action::TogglePlay);
    page.act(Action::Advance(100));
    assert_eq!((page.at(), page.0.playing), ((3, 0), false));
}

#[test]
fn while_a_question_is_open_nothing_is_changed() {
    let mut page = reader(2);
    for action in [
        Action::Edit("alloc(1);".into()),
        Action::ByHand(Request::Alloc { size: 8, align: 8 }),
        Action::Arena(arena::Change::MaxPages(1)),
        Action::ToggleLane(LaneKind::FreeList),
        Action::Note(Playhead::START, Some("x".into())),
        Action::Read(Read::Commit),
        Action::Read(Read::Quiz(1)),
    ] {
        assert!(page.0.is_idle(&action));
    }
    page.read(Read::Close);
    assert_eq!((page.seen(), page.0.is_asked()), (6, false));
    page.edit("alloc(1);");
}

#[test]
fn after_the_answer_the_events_play_once() {
    let mut page = reader(2);
    page.act(Action::Go(Move::Start));
    page.answer_right();
    assert_eq!(page.asking().grade.as_ref().map(|grade| grade.fault), Some(None));
    assert!(page.0.playing && page.0.pace().events, "calmly, event by event");
    assert_eq!(page.at(), (3, 0));
    page.act(Action::Advance(1));
    assert_eq!(page.at(), (3, 1));
    page.act(Action::TogglePlay);
    page.act(Action::TogglePlay);
    page.act(Action::Speed(Speed::ALL[1]));
    assert_eq!(page.0.pace(), Speed::ALL[1], "as the reader chooses");
    page.act(Action::Advance(100));
    assert_eq!((page.at(), page.0.playing, page.0.pace()), ((4, 0), false, page.0.speed));
    page.act(Action::Go(Move::EventBack));
    assert_eq!(page.at().0, 3, "both ways");
    page.read(Read::Watch);
    assert_eq!((page.at(), page.0.playing), ((3, 0), true));
    page.act(Action::Go(Move::End));
    assert_eq!(page.at(), (5, 0), "the next question is not told");
}

#[test]
fn before_a_question_the_steps_tell_nothing_of_its_answer() {
    let mut page = reader(0);
    assert_eq!(page.seen(), 3);
    page.read(Read::Step(2));
    page.answer_right();
    page.read(Read::Step(0));
    assert_eq!(page.seen(), 5, "until the next one");
    let place = Place { op: Some(6), ..Place::default() };
    page.read(Read::Follow { step: 1, place });
    assert_eq!((page.seen(), page.at()), (6, (6, 0)), "unless the lesson leads there");
    page.read(Read::Step(0));
    assert_eq!(page.seen(), 5);
}

#[test]
fn an_answer_is_given_once_and_shown_again() {
    let mut page = reader(2);
    page.answer(WRONG);
    page.read(Read::Step(0));
    page.read(Read::Step(2));
    let asking = page.asking().clone();
    assert_eq!(asking.answer, Some(WRONG));
    assert!(asking.grade.is_some_and(|grade| grade.fault.is_some()) && !page.0.is_asked() && !page.0.playing);
    assert!(page.0.is_idle(&Action::Read(Read::Commit)));
    assert_eq!(page.reading().answered[0], Some(false));
}

#[test]
fn the_same_question_comes_with_other_data_and_then_the_lesson_goes_on() {
    let mut page = reader(2);
    page.answer(WRONG);
    let own = page.0.program.script().clone();
    page.read(Read::Again(7));
    let seed = page.asking().seed.expect("of a seed");
    assert_eq!(Some(page.0.program.script().clone()), lesson().scenes[0].with_seed(seed));
    let ask = lesson().asks().next().map(|(_, ask)| ask.clone()).expect("a question");
    assert_eq!(lesson::fresh_seed(&lesson().scenes[0], &ask, 7), Some(seed));
    assert!(page.0.is_asked() && page.asking().answer.is_none() && !page.0.reading_edited());
    assert_eq!(page.seen(), 3);
    page.answer_right();
    assert_eq!(page.reading().answered[0], Some(false), "the first answer counts");
    assert_eq!(page.seen(), 6);
    page.read(Read::Step(3));
    assert_eq!((&page.0.program.script(), page.at()), (&own, (4, 0)));
}

#[test]
fn while_other_data_is_made_nothing_shows() {
    let mut page = reader(2);
    page.act(Action::Read(Read::Again(7)));
    assert!(page.0.is_busy());
    assert_eq!(page.seen(), 3, "of the data before");
    page.act(Action::Go(Move::End));
    assert_eq!(page.at(), (3, 0));
    page.act(Action::Language(Language::Chinese));
    assert_eq!(page.seen(), 3);
}

#[test]
fn an_edited_lesson_rests_until_a_step_is_read() {
    let mut page = reader(1);
    page.edit("let mine = alloc(8);");
    assert!(page.0.reading_edited() && page.0.document().lesson.is_none());
    let (opened, mine) = (page.0.opened, page.0.document());
    page.read(Read::Step(2));
    assert!(!page.0.reading_edited() && page.0.is_asked());
    assert_eq!(page.0.opened, opened + 1, "the history has what was made");
    let lesson = page.0.document();
    page.act(Action::Open(mine));
    page.work();
    assert_eq!((&*page.0.program.script(), page.0.reading.is_none()), ("let mine = alloc(8);", true));
    page.act(Action::Open(lesson));
    page.work();
    assert_eq!((page.reading().step, page.seen()), (2, 3));
}

#[test]
fn the_work_before_a_lesson_is_other_work() {
    let mut page = Page::open(SCRIPT);
    let (opened, before) = (page.0.opened, page.0.document());
    page.read(open(0, &[], None));
    assert_eq!(page.0.opened, opened + 1);
    let document = page.0.document();
    page.act(Action::Go(Move::Start));
    assert_eq!(page.0.document(), document, "the step says where");
    page.read(Read::Step(1));
    assert_eq!(page.0.opened, opened + 1, "a step is no other work");
    assert!(!page.0.document().replaces(&before, true), "and takes no place from it");
    page.act(Action::Open(before));
    page.work();
    assert!(page.0.reading.is_none() && *page.0.program.script() == *SCRIPT);
}

#[test]
fn a_lesson_comes_back_from_its_link() {
    let mut page = reader(2);
    page.answer_right();
    page.read(Read::Step(3));
    let document = page.0.document();
    let link = document.write().expect("it fits");
    assert!(link.starts_with("2.") && link.ends_with("&step=4"), "{link}");
    let read = Document::read(&link).expect("it is whole").expect("it says something");
    let mut again = Page(AppState::new(read.clone(), Theme::System, Language::English));
    again.work();
    assert_eq!((again.reading().step, &again.reading().lesson), (2, &lesson()), "the question comes first");
    let answered = page.reading().answered.clone();
    let bookmark = read.lesson.map(|bookmark| Bookmark { answered, ..bookmark });
    let mut again =
        Page(AppState::new(Document { lesson: bookmark, ..document }, Theme::System, Language::English));
    again.work();
    assert_eq!((again.reading().step, again.at()), (3, (4, 0)));
}

#[test]
fn a_lesson_of_the_course_follows_the_language() {
    let link = "lesson=last-in-first-out&step=3";
    let document = Document::read(link).expect("it is whole").expect("it says something");
    let mut page = Page(AppState::new(document, Theme::System, Language::English));
    page.work();
    assert_eq!(page.reading().step, 2);
    page.read(Read::Draft(Some(Answer::List(vec![1]))));
    let (_, entry) = course::find("last-in-first-out").expect("there is one");
    for language in [Language::Chinese, Language::English] {
        page.act(Action::Language(language));
        page.work();
        assert_eq!(*page.reading().lesson, *entry.lesson(language));
        assert_eq!(page.0.program.script(), entry.lesson(language).scenes[0].script);
        assert_eq!((page.reading().step, page.at(), page.seen()), (2, (4, 0), 4));
        assert_eq!(page.asking().answer, Some(Answer::List(vec![1])));
        assert!(page.asking().question.is_some() && page.0.is_asked());
        assert_eq!(page.0.document().write().as_deref(), Ok(link));
    }
    page.read(Read::Commit);
    page.act(Action::Language(Language::Chinese));
    page.work();
    assert!(page.asking().grade.is_some() && !page.0.is_asked());
}

#[test]
fn a_quiz_asks_about_the_script_that_is_open() {
    let mut page = Page::open(SCRIPT);
    page.act(Action::Go(Move::To(1)));
    page.act(Action::Note(Playhead::after(4), Some("the end".into())));
    let opened = page.0.opened;
    page.act(Action::Layout(layout::Change::Panel(None)));
    page.read(Read::Quiz(1));
    assert_eq!(page.0.layout.panel, Some(Panel::Example), "the questions are in sight");
    assert_eq!((&page.reading().origin, &*page.0.program.script()), (&Origin::Quiz, SCRIPT));
    assert_eq!((page.0.opened, page.0.document().lesson), (opened, None));
    let count = page.reading().lesson.asks().count();
    assert!(count > 0);
    for step in 0..count {
        page.read(Read::Step(step));
        let question = page.asking().question.expect("it is found");
        assert_eq!((page.seen(), page.at()), (question.from, (question.from, 0)));
        assert_eq!(page.0.pinned(), [], "it would tell how long the run is");
        page.answer_right();
    }
    assert!(page.reading().answered.iter().all(|&right| right == Some(true)));
    page.read(Read::Close);
    assert_eq!((page.seen(), page.0.pinned().len()), (4, 1));
    page.edit("// nothing");
    page.read(Read::Quiz(1));
    assert!(page.0.reading.is_none());
    assert_eq!(page.0.notice, Some(Notice::NothingToAsk));
}

#[test]
fn homework_is_a_row_of_questions() {
    let homework = Homework { seed: 5, count: 4 };
    let mut page = Page::open(SCRIPT);
    page.read(open(0, &[], Some(homework)));
    assert_eq!((page.reading().len(), page.reading().index()), (4, 0));
    page.read(Read::Step(3));
    assert_eq!(page.reading().index(), 0, "one after the other");
    let mut data = Vec::new();
    for number in 0..4 {
        page.read(Read::Step(number));
        assert!(page.0.is_asked() && page.asking().seed.is_some());
        data.push(page.0.program.script().clone());
        if number == 1 { page.answer(WRONG) } else { page.answer_right() }
    }
    assert_eq!(page.reading().marks[..], [Some(true), Some(false), Some(true), Some(true)]);
    data.dedup();
    assert_eq!(data.len(), 4);
    let link = page.0.document().write().expect("it fits");
    assert!(link.ends_with("&homework=5.4&step=4"), "{link}");

    let answers = page.reading().answers.clone();
    let mut again = Page::open(SCRIPT);
    again.read(open(0, &[], Some(homework)));
    again.read(Read::Restore(vec![answers[0].clone(), answers[1].clone()].into()));
    assert!(again.reading().index() == 2 && again.0.is_asked(), "where the student was");
    again.read(Read::Restore(answers.clone()));
    assert_eq!(again.reading().index(), 3);
    for number in 0..4 {
        again.read(Read::Step(number));
        assert!(!again.0.is_asked() && again.asking().answer == answers[number]);
    }
    assert_eq!(again.reading().marks, page.reading().marks);
}

#[test]
fn a_question_that_cannot_be_asked_is_passed() {
    let text = LESSON.replace("ask place id=third op=3", "ask place id=third op=2");
    let (lesson, _) = lesson::read(&text);
    let mut page = Page::open(SCRIPT);
    let (origin, answered) = (Origin::Text(text.into()), Rc::default());
    page.read(Read::Open { lesson: lesson.into(), origin, step: 2, answered, homework: None });
    assert!(page.asking().ambiguous.is_some() && !page.0.is_asked(), "a free places no block");
    page.read(Read::Step(3));
    assert_eq!(page.reading().step, 3);
}

#[test]
fn a_lesson_with_a_broken_script_can_be_read() {
    let text = LESSON.replace("let c = alloc(24);", "let c = (;");
    let (lesson, _) = lesson::read(&text);
    let mut page = Page::open(SCRIPT);
    let (origin, answered) = (Origin::Text(text.into()), Rc::default());
    page.read(Read::Open { lesson: lesson.into(), origin, step: 2, answered, homework: None });
    assert!(page.0.error.is_some() && !page.0.is_asked());
    page.read(Read::Step(3));
    assert_eq!(page.reading().step, 3);
}

#[test]
fn no_text_breaks_the_page() {
    for text in ["", "# x", "```ask", LESSON, &LESSON[..400]] {
        let (lesson, _) = lesson::read(text);
        let mut page = Page::open(SCRIPT);
        let (origin, answered, homework) =
            (Origin::Text(text.into()), Rc::default(), Some(Homework { seed: 1, count: 3 }));
        for homework in [None, homework] {
            let (lesson, origin, answered) = (lesson.clone().into(), origin.clone(), Rc::clone(&answered));
            page.read(Read::Open { lesson, origin, step: 0, answered, homework });
            for read in [
                Read::Step(9),
                Read::Follow { step: 9, place: Place { op: Some(9), event: 9, ..Place::default() } },
                Read::Draft(Some(WRONG)),
                Read::Commit,
                Read::Watch,
                Read::Again(u32::MAX),
                Read::Restore(vec![Some(WRONG); 9].into()),
                Read::Quiz(3),
            ] {
                page.read(read);
            }
        }
    }
}
