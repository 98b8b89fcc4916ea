//! Homework results: a column of codes becomes a table of scores, which are computed here from seed and answers.

use std::{cell::RefCell, rc::Rc};

use gloo_timers::callback::Timeout;
use heap_lab::{
    homework::{Checked, Row, Table},
    lesson::Lesson,
    state::{Action, Notice},
    text::{Language, Text},
};
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use super::{
    icon::{Shape, icon},
    teach::RESULTS,
    text::use_text,
};
use crate::{
    browser::{
        download, popover,
        turns::{Turns, now},
    },
    store::Dispatch,
};

/// The length of a pause in typing, in milliseconds.
const PAUSE: u32 = 200;
/// The length of a turn, in milliseconds.
const SLICE: f64 = 8.0;
/// The time between two pictures of a table in the making, in milliseconds.
const REPORT: f64 = 250.0;
/// How many characters of a code that is refused are shown.
const BEGINNING: usize = 28;
/// The name of the file.
const FILE: &str = "lite-alloc-homework.csv";

#[derive(PartialEq, Properties)]
pub struct ResultsProps {
    /// The lesson that is open. Those of the course are known.
    pub lesson: Option<Rc<Lesson>>,
    pub dispatch: Dispatch,
}

/// A table, as far as it is made.
#[derive(Clone, Default)]
struct Made {
    rows: Vec<Row>,
    /// How many rows it will have.
    all: usize,
    csv: Option<String>,
}

/// The id of the field for the codes.
const FIELD: &str = "result-codes";

/// The dialog. The browser opens and closes it.
#[component]
pub fn Results(props: &ResultsProps) -> Html {
    let ResultsProps { lesson, dispatch } = props;
    let text = use_text();
    let labels = &text.teaching().results;
    let language = use_context::<Language>().unwrap_or_default();
    let codes = use_state(String::new);
    let made = use_state(Made::default);
    {
        let made = made.setter();
        use_effect_with(((*codes).clone(), lesson.clone(), language), move |(codes, lesson, language)| {
            let turns = Rc::new(RefCell::new(None));
            let timer = {
                let (turns, codes, lesson, language) =
                    (turns.clone(), codes.clone(), lesson.clone(), *language);
                Timeout::new(PAUSE, move || {
                    let mut table = Table::new(&codes, lesson, language);
                    let mut reported = now();
                    turns.replace(Some(Turns::start(move || {
                        let end = now() + SLICE;
                        let more = table.advance(&|| now() >= end);
                        if !more || now() - reported > REPORT {
                            reported = now();
                            let csv = (!more).then(|| table.csv());
                            made.set(Made { rows: table.rows().to_vec(), all: table.len(), csv });
                        }
                        more
                    })));
                })
            };
            move || drop((timer, turns.take()))
        });
    }
    let paste = {
        let codes = codes.setter();
        Callback::from(move |event: InputEvent| {
            codes.set(event.target_unchecked_into::<HtmlTextAreaElement>().value())
        })
    };
    let save = made.csv.clone().filter(|_| made.all > 0).map(|csv| {
        let dispatch = dispatch.clone();
        Callback::from(move |_: MouseEvent| {
            let saved = download::save_text(FILE, "text/csv", &csv);
            let notice = if saved { Notice::Saved(FILE.to_owned()) } else { Notice::NotSaved };
            dispatch.dispatch(Action::Notify(Some(notice)));
        })
    });
    let summary = match (codes.trim().is_empty(), &made.csv) {
        (true, _) => String::new(),
        (false, None) => labels.computing.to_owned(),
        (false, Some(_)) => {
            let refused = made.rows.iter().filter(|row| row.checked.is_err()).count();
            text.result_count(made.all - refused, refused)
        }
    };
    html! {
        <div id={RESULTS} class="popover results" popover="auto" role="dialog" aria-labelledby="results-title"
            ontoggle={popover::begin_in(FIELD)}>
            <div class="results-head">
                <h2 id="results-title">{ labels.results }</h2>
                <button type="button" class="button-quiet" popovertarget={RESULTS} popovertargetaction="hide"
                    aria-label={text.page().app.close}>{ icon(Shape::Close) }</button>
            </div>
            <label>
                <span>{ labels.codes }</span>
                <textarea name="result-codes" rows="4" spellcheck="false" placeholder={labels.codes_hint} oninput={paste}
                    id={FIELD} />
            </label>
            <p class="hint">{ text.teaching().homework.honest }</p>
            <div class="results-head">
                <p role="status">{ summary }</p>
                if let Some(save) = save {
                    <button type="button" class="button" id="save-results" onclick={save}>{ labels.save }</button>
                }
            </div>
            if made.all > 0 { { table(&made.rows, text) } }
        </div>
    }
}

fn table(rows: &[Row], text: &dyn Text) -> Html {
    let labels = &text.teaching().results;
    let marks = |row: &Row| row.checked.as_ref().map_or(0, |checked| checked.marks.len());
    let most = rows.iter().map(marks).max().unwrap_or(0);
    let number = |number: usize| {
        html! { <th scope="col" class="result-mark" title={text.worksheet_question(number)}>{ number }</th> }
    };
    html! {
        <div class="results-scroll" tabindex="0" role="region" aria-label={labels.results}>
            <table>
                <thead>
                    <tr>
                        <th scope="col">{ labels.name }</th>
                        <th scope="col">{ labels.lesson }</th>
                        <th scope="col">{ labels.seed }</th>
                        <th scope="col">{ labels.score }</th>
                        { for (1..=most).map(number) }
                    </tr>
                </thead>
                <tbody>{ for rows.iter().map(|row| row_view(row, most, text)) }</tbody>
            </table>
        </div>
    }
}

fn row_view(row: &Row, most: usize, text: &dyn Text) -> Html {
    let Checked { result, lesson, marks } = match &row.checked {
        Ok(checked) => checked,
        Err(error) => {
            let columns = (most + 4).to_string();
            return html! {
                <tr data-error={error.key()}>
                    <td class="result-problem" colspan={columns}>
                        <code title={row.code.clone()}>{ beginning(&row.code) }</code>{ " " }{ text.code_error(error) }
                    </td>
                </tr>
            };
        }
    };
    let right = marks.iter().filter(|&&mark| mark == Some(true)).count();
    html! {
        <tr data-right={right.to_string()}>
            <th scope="row">{ &result.name }</th>
            <td>{ &lesson.title }</td>
            <td>{ result.homework.seed }</td>
            <td>{ text.homework_score(right, marks.len()) }</td>
            { for (0..most).map(|index| mark_view(marks.get(index).copied(), text)) }
        </tr>
    }
}

/// As much of a code as tells which one it is.
fn beginning(code: &str) -> String {
    match code.char_indices().nth(BEGINNING) {
        Some((end, _)) => format!("{}…", &code[..end]),
        None => code.to_owned(),
    }
}

/// What an answer is worth, as a sign with words for screen readers; nothing if there is no such question.
fn mark_view(mark: Option<Option<bool>>, text: &dyn Text) -> Html {
    let labels = &text.teaching().results;
    let (sign, words, class) = match mark {
        None => return html! { <td /> },
        Some(Some(true)) => ("✓", labels.right, "result-right"),
        Some(Some(false)) => ("✕", labels.wrong, "result-wrong"),
        Some(None) => ("–", labels.missing, "result-missing"),
    };
    html! {
        <td class={classes!("result-mark", class)} title={words}>
            <span aria-hidden="true">{ sign }</span><span class="unseen">{ words }</span>
        </td>
    }
}
