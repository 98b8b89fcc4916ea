//! Homework: the dialog in which a teacher makes its link, and what a student sees of it: how many questions there are,
//! and at the end the result code.
//!
//! The answers are kept on the machine, as the code that they would give, until the student deletes them.

use std::rc::Rc;

use heap_lab::{
    homework::{self, Homework, MOST},
    lesson::Lesson,
    state::{
        Action, TeachingNotice,
        reading::{Bookmark, Origin, Read, Reading},
    },
    text::Text,
};
use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

use super::{
    copying::{copy, copy_link},
    teach::GIVE,
    text::use_text,
};
use crate::{
    browser::{popover, storage},
    store::Dispatch,
};

/// Seeds are short, since students may type or compare them.
const SEEDS: f64 = 10_000.0;
/// Where answers are kept: followed by lesson, seed and number of questions.
const KEPT: &str = "lite-alloc.homework";

#[derive(PartialEq, Properties)]
pub struct GiveProps {
    /// The lesson that is open.
    pub lesson: Option<(Rc<Lesson>, Origin)>,
    pub dispatch: Dispatch,
}

/// The dialog that makes a link.
#[component]
pub fn Give(props: &GiveProps) -> Html {
    let GiveProps { lesson, dispatch } = props;
    let text = use_text();
    let labels = &text.teaching().homework;
    let (count, seed) = (use_node_ref(), use_node_ref());
    let asks = lesson.as_ref().map_or(0, |(lesson, _)| lesson.asks().count());
    // Questions without fresh data come once.
    let most = lesson
        .as_ref()
        .map_or_else(String::new, |(lesson, _)| Homework { seed: 0, count: MOST }.count(lesson).to_string());
    let first = use_memo(lesson.as_ref().map(|(_, origin)| origin.clone()), |_| {
        (js_sys::Math::random() * SEEDS) as u32
    });
    let copy = {
        let (lesson, dispatch, count, seed) = (lesson.clone(), dispatch.clone(), count.clone(), seed.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let number = |field: &NodeRef| field.cast::<HtmlInputElement>()?.value().trim().parse().ok();
            if let (Some((lesson, origin)), Some(count), Some(seed)) =
                (&lesson, number(&count), number(&seed))
            {
                let bookmark = Bookmark {
                    lesson: lesson.clone(),
                    origin: origin.clone(),
                    step: 0,
                    homework: Some(Homework { seed, count }),
                    answered: Rc::default(),
                    answers: Rc::default(),
                };
                copy_link(bookmark, &dispatch);
                popover::hide(GIVE);
            }
        })
    };
    html! {
        <div id={GIVE} class="popover give" popover="auto" role="dialog" aria-labelledby="give-title">
            <h2 id="give-title">{ labels.title }</h2>
            if asks == 0 {
                <p class="hint">{ labels.no_questions }</p>
            } else {
                <form class="give-fields" onsubmit={copy}>
                    <label>
                        <span>{ labels.count }</span>
                        <input ref={count} type="number" name="homework-count" min="1" max={most} step="1" required=true
                            value={asks.to_string()} />
                    </label>
                    <label title={labels.seed_hint}>
                        <span>{ labels.seed }</span>
                        <input ref={seed} type="number" name="homework-seed" min="0" max={u32::MAX.to_string()} step="1"
                            required=true value={first.to_string()} />
                    </label>
                    <button type="submit" class="button button-primary" id="copy-homework">{ labels.copy_link }</button>
                </form>
                <p class="hint">{ labels.seed_hint }</p>
                <p class="hint">{ labels.honest }</p>
            }
        </div>
    }
}

/// What a student has to know, at the head of the homework.
pub fn heading(reading: &Reading, text: &dyn Text) -> Html {
    let labels = &text.teaching().homework;
    let (count, answered) = (reading.len(), given(reading));
    html! {
        <div class="homework" data-answered={answered.to_string()}>
            <p class="homework-row">
                <strong>{ text.homework_title(count) }</strong>
                <span role="status">{ text.homework_answered(answered, count) }</span>
            </p>
            <p class="hint">{ labels.rules }</p>
        </div>
    }
}

fn given(reading: &Reading) -> usize {
    reading.answers.iter().flatten().count()
}

#[derive(PartialEq, Properties)]
pub struct HandInProps {
    pub reading: Reading,
    pub homework: Homework,
    pub dispatch: Dispatch,
}

/// Below the questions: the result code, once all are answered or the student wants it before.
#[component]
pub fn HandIn(props: &HandInProps) -> Html {
    let HandInProps { reading, homework, dispatch } = props;
    let text = use_text();
    let labels = &text.teaching().homework;
    let lesson = use_memo(reading.lesson.clone(), |lesson| homework::fingerprint(lesson));
    let key = format!("{KEPT}.{}.{}.{}", *lesson, homework.seed, homework.count);
    let name = use_state(String::new);
    let asked_for = use_state(|| false);
    let sure = use_state(|| false);
    {
        let (name, dispatch) = (name.setter(), dispatch.clone());
        use_effect_with(key.clone(), move |key| {
            let kept = storage::get(key).and_then(|code| homework::decode(&code).ok());
            name.set(kept.as_ref().map(|kept| kept.name.clone()).unwrap_or_default());
            if let Some(kept) = kept {
                dispatch.dispatch(Action::Read(Read::Restore(kept.answers.into())));
            }
        });
    }
    let result = homework::Result {
        homework: *homework,
        lesson: *lesson,
        name: name.trim().to_owned(),
        answers: reading.answers.to_vec(),
    };
    let answered = given(reading);
    let code = homework::encode(&result);
    {
        // An empty result would take the place of the one that is kept, before that is restored.
        let is_begun = answered > 0 || !result.name.is_empty();
        use_effect_with((key.clone(), code.clone()), move |(key, code)| {
            if is_begun {
                storage::set(key, code);
            }
        });
    }
    let finish = answered == reading.len() || *asked_for;
    html! {
        <section class="homework hand-in" aria-label={labels.code}>
            if finish {
                { fields(&name, &code, text, dispatch) }
            } else {
                <button type="button" class="link" id="hand-in" onclick={set(&asked_for, true)}>{ labels.hand_in }</button>
            }
            if answered > 0 {
                <p class="homework-clear">
                    if *sure {
                        { labels.clear_hint }{ " " }
                        <button type="button" class="link" id="clear-sure" onclick={clear(key, reading, &sure, dispatch)}>
                            { labels.clear_sure }
                        </button>
                        { " · " }
                        <button type="button" class="link" onclick={set(&sure, false)}>{ labels.keep }</button>
                    } else {
                        <button type="button" class="link" id="clear-homework" onclick={set(&sure, true)}>{ labels.clear }</button>
                    }
                </p>
            }
        </section>
    }
}

/// The name and the code.
fn fields(name: &UseStateHandle<String>, code: &str, text: &dyn Text, dispatch: &Dispatch) -> Html {
    let labels = &text.teaching().homework;
    let type_name = {
        let name = name.clone();
        Callback::from(move |event: InputEvent| {
            name.set(event.target_unchecked_into::<HtmlInputElement>().value())
        })
    };
    let copy_code = {
        let (code, dispatch) = (code.to_owned(), dispatch.clone());
        Callback::from(move |_: MouseEvent| copy(code.clone(), TeachingNotice::CodeCopied, &dispatch))
    };
    let select = |event: FocusEvent| event.target_unchecked_into::<HtmlTextAreaElement>().select();
    html! {
        <>
            <label>
                <span>{ labels.name }</span>
                <input type="text" name="student" autocomplete="name" maxlength="80" value={(**name).clone()} oninput={type_name} />
            </label>
            if name.trim().is_empty() {
                <p class="hint">{ labels.name_missing }</p>
            } else {
                <label>
                    <span>{ labels.code }</span>
                    <textarea name="result-code" readonly=true rows="3" value={code.to_owned()} onfocus={select} />
                </label>
                <div class="homework-row">
                    <button type="button" class="button button-primary" id="copy-code" onclick={copy_code}>{ labels.copy_code }</button>
                    <span class="hint">{ labels.code_hint }</span>
                </div>
            }
        </>
    }
}

fn set(state: &UseStateHandle<bool>, to: bool) -> Callback<MouseEvent> {
    let state = state.clone();
    Callback::from(move |_| state.set(to))
}

/// Deletes what is kept, and opens the homework anew.
fn clear(
    key: String,
    reading: &Reading,
    sure: &UseStateHandle<bool>,
    dispatch: &Dispatch,
) -> Callback<MouseEvent> {
    let (reading, sure, dispatch) = (reading.clone(), sure.clone(), dispatch.clone());
    Callback::from(move |_| {
        storage::remove(&key);
        sure.set(false);
        dispatch.dispatch(Action::Read(Read::Open {
            lesson: reading.lesson.clone(),
            origin: reading.origin.clone(),
            step: 0,
            answered: Rc::default(),
            homework: reading.homework,
        }));
    })
}
