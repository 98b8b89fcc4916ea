//! Writing a lesson: its text, checked while it is typed, beside the lesson as it is read and the heaps, which show what
//! the paragraph with the cursor is about.

use std::rc::Rc;

use heap_lab::{
    state::{
        Action, Notice, TeachingNotice,
        layout::{self, Pane},
        reading::{Origin, Read, Reading},
    },
    text::{Language, Text},
};
use web_sys::Element;
use yew::prelude::*;

use super::{
    editor::{Editor, EditorHandle},
    prose::prose,
    text::use_text,
};
use crate::{
    browser::{debounce::Debounce, files::Drops, leaving, scroll},
    store::Dispatch,
};
use checking::{Checked, use_checked};
use draft::Draft;
use tools::Tools;

mod checking;
pub mod draft;
mod preview;
mod tools;

/// The delay after a change before the text is kept in storage, in milliseconds.
const REST: u32 = 300;

#[derive(PartialEq, Properties)]
pub struct WriteProps {
    /// What a narrow screen shows.
    pub pane: Pane,
    /// The lesson that is open.
    pub reading: Option<Reading>,
    pub dispatch: Dispatch,
}

/// The text and the lesson; the heaps are those of the page.
#[component]
pub fn Write(props: &WriteProps) -> Html {
    let WriteProps { pane, reading, dispatch } = props;
    let text = use_text();
    let language = use_context::<Language>().unwrap_or_default();
    let draft = use_reducer(|| Held(Draft::last(language)));
    let line = use_state(|| 1);
    let answers = use_state(|| false);
    let handle = use_state(EditorHandle::default);
    let (checked, is_present) = use_checked(&draft.0.text, language);
    use_keeping(&draft.0);
    use_figure(checked.as_ref(), *line, reading.as_ref(), dispatch);

    let typed =
        use_callback(draft.dispatcher(), |text: String, draft| draft.dispatch(Change::Typed(text.into())));
    let replace = use_callback((draft.dispatcher(), line.setter()), |text: Rc<str>, (draft, line)| {
        draft.dispatch(Change::Replaced(text));
        line.set(1);
    });
    let opened =
        use_callback((replace.clone(), dispatch.clone()), |text: Option<String>, (replace, dispatch)| {
            match text {
                Some(text) => replace.emit(text.replace("\r\n", "\n").into()),
                None => dispatch.dispatch(Action::Notify(Some(Notice::Teaching(TeachingNotice::NotOpened)))),
            }
        });
    let frame = use_node_ref();
    {
        let frame = frame.clone();
        use_effect_with(opened.clone(), move |opened| {
            let drops = frame.cast::<Element>().map(|frame| {
                let opened = opened.clone();
                Drops::new(&frame, move |text| opened.emit(text))
            });
            move || drop(drops)
        });
    }
    let on_line = use_callback(line.setter(), |now, line| line.set(now));
    let go = {
        let handle = handle.clone();
        let line = line.setter();
        Callback::from(move |to: u32| {
            handle.go_to(to, 1);
            line.set(to);
        })
    };
    let marks: Rc<[(String, u32)]> = use_memo(checked.clone().map(ByAddress), move |checked| {
        let mistakes = checked.iter().flat_map(|checked| &checked.0.mistakes);
        mistakes.map(|mistake| (text.lesson_mistake(&mistake.mistake), mistake.line)).collect::<Vec<_>>()
    })
    .as_slice()
    .into();
    let readable = checked.as_ref().filter(|checked| !checked.lesson.steps.is_empty());
    let readable = readable.map(|checked| (checked.lesson.clone(), checked.text.clone()));
    let labels = &text.teaching().write;
    html! {
        <>
            <section class="write" aria-label={labels.write} data-checked={is_present.to_string()}>
                <Tools draft={draft.0.clone()} lesson={readable} replace={replace.clone()} opened={opened.clone()}
                    dispatch={dispatch.clone()} />
                { panes(*pane, text, dispatch) }
                <div class="editor-frame" ref={frame}>
                    <Editor text={draft.0.text.clone()} mistakes={marks.clone()} stale={!is_present} handle={(*handle).clone()}
                        on_input={typed} on_line={Some(on_line)} />
                </div>
                { mistakes(&marks, is_present, &go, text) }
            </section>
            <section class="preview" id={preview::ID} aria-label={labels.lesson}>
                <label class="chip preview-answers">
                    <input type="checkbox" name="right-answers" checked={*answers} onchange={toggle(&answers)} />
                    <span>{ labels.answers }</span>
                </label>
                if let Some(checked) = &checked {
                    { preview::preview(checked, preview::step_at(checked, *line), *answers, &go, text, dispatch) }
                }
            </section>
        </>
    }
}

/// The draft as Yew needs it, so that changes that come quickly after each other are not lost.
#[derive(PartialEq)]
struct Held(Draft);

enum Change {
    Typed(Rc<str>),
    Replaced(Rc<str>),
}

impl Reducible for Held {
    type Action = Change;

    fn reduce(self: Rc<Self>, change: Change) -> Rc<Self> {
        let draft = match change {
            Change::Typed(text) => self.0.typed(text),
            Change::Replaced(text) => self.0.replaced(text),
        };
        draft.hold();
        Rc::new(Self(draft))
    }
}

/// Equal if it is the same.
#[derive(Clone)]
struct ByAddress(Rc<Checked>);

impl PartialEq for ByAddress {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// Keeps the draft once it rests, and when the page or the editor is left.
#[hook]
fn use_keeping(draft: &Draft) {
    let debounce = use_memo((), |()| Debounce::new(REST));
    use_effect_with((), |()| {
        let watch = leaving::Watch::new(draft::keep);
        move || {
            drop(watch);
            draft::keep();
        }
    });
    use_effect_with(draft.clone(), move |_| debounce.call(draft::keep));
}

/// Shows in the heaps what the step with the cursor is about.
#[hook]
fn use_figure(checked: Option<&Rc<Checked>>, line: u32, reading: Option<&Reading>, dispatch: &Dispatch) {
    let dispatch = dispatch.clone();
    let open = reading.map(|reading| reading.lesson.clone());
    let step = checked.map(|checked| (ByAddress(checked.clone()), preview::step_at(checked, line)));
    use_effect_with(step, move |step| {
        let Some((ByAddress(checked), step)) = step.clone() else { return };
        scroll::reveal(preview::ID, &preview::id(step));
        let lesson = checked.rehearsal.lesson();
        if lesson.steps.is_empty() {
            return;
        }
        dispatch.dispatch(Action::Read(if open.is_some_and(|open| Rc::ptr_eq(&open, lesson)) {
            Read::Step(step)
        } else {
            Read::Open {
                lesson: lesson.clone(),
                origin: Origin::Text(checked.text.clone()),
                step,
                // Whoever writes a question may read on.
                answered: lesson.asks().map(|_| Some(true)).collect(),
                homework: None,
            }
        }));
    });
}

fn toggle(state: &UseStateHandle<bool>) -> Callback<Event> {
    let state = state.clone();
    Callback::from(move |_| state.set(!*state))
}

/// On a narrow screen: the choice of what is shown.
fn panes(shown: Pane, text: &dyn Text, dispatch: &Dispatch) -> Html {
    let labels = &text.teaching().write;
    let pane = |pane: Pane| {
        let name = match pane {
            Pane::Text => labels.text,
            Pane::Lesson => labels.lesson,
            Pane::Figure => labels.figure,
        };
        let dispatch = dispatch.clone();
        let show = move |_: MouseEvent| dispatch.dispatch(Action::Layout(layout::Change::Write(Some(pane))));
        html! {
            <button type="button" id={format!("pane-{}", pane.key())} aria-pressed={(pane == shown).to_string()}
                onclick={show}>{ name }</button>
        }
    };
    html! { <div class="write-panes" role="group" aria-label={labels.panes}>{ for Pane::ALL.map(pane) }</div> }
}

/// What is wrong, each with its line.
fn mistakes(marks: &[(String, u32)], is_present: bool, go: &Callback<u32>, text: &dyn Text) -> Html {
    let labels = &text.teaching().write;
    let summary = match marks.len() {
        _ if !is_present => labels.checking.to_owned(),
        0 => labels.no_mistakes.to_owned(),
        count => text.lesson_mistake_count(count),
    };
    let one = |(words, line): &(String, u32)| {
        let line = *line;
        html! {
            <li data-line={line.to_string()}>
                <button type="button" class="link" aria-label={text.go_to_line(line)}
                    onclick={go.reform(move |_: MouseEvent| line)}>{ text.line(line) }</button>
                { " " }{ prose(words) }
            </li>
        }
    };
    html! {
        <div class="write-mistakes">
            <p class={(!marks.is_empty()).then_some("write-wrong")} role="status">{ summary }</p>
            <ul>{ for marks.iter().map(one) }</ul>
        </div>
    }
}
