//! The row above the text of a lesson that is written: what to begin with, files, the link, and the ways out.

use std::rc::Rc;

use heap_lab::{
    lesson::{
        Lesson,
        course::{self, COURSE},
    },
    state::{
        Action, Notice,
        layout::Change,
        reading::{Bookmark, Origin, Read},
    },
    text::{Language, Text},
};
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::draft::{self, Draft};
use crate::{
    browser::{download, files},
    components::{
        copying::copy_link,
        icon::{Shape, icon},
        teach,
        text::use_text,
    },
    store::Dispatch,
};

/// The choice of the template in the menu of texts.
const TEMPLATE: &str = "template";

#[derive(PartialEq, Properties)]
pub struct ToolsProps {
    pub draft: Draft,
    /// The lesson and its text, once there is something to read.
    pub lesson: Option<(Rc<Lesson>, Rc<str>)>,
    /// Another text takes the place of the draft.
    pub replace: Callback<Rc<str>>,
    /// A file was opened, or is no text.
    pub opened: Callback<Option<String>>,
    pub dispatch: Dispatch,
}

/// The row.
#[component]
pub fn Tools(props: &ToolsProps) -> Html {
    let ToolsProps { draft, lesson, replace, opened, dispatch } = props;
    let text = use_text();
    let language = use_context::<Language>().unwrap_or_default();
    let labels = &text.teaching().write;
    let leave = |read: Option<Read>| {
        let dispatch = dispatch.clone();
        Callback::from(move |_: MouseEvent| {
            dispatch.dispatch(Action::Layout(Change::Write(None)));
            dispatch.dispatch(Action::Read(read.clone().unwrap_or(Read::Close)));
        })
    };
    let as_student = lesson.clone().map(|(lesson, text)| Read::Open {
        lesson,
        origin: Origin::Text(text),
        step: 0,
        answered: Rc::default(),
        homework: None,
    });
    let choose = {
        let opened = opened.clone();
        Callback::from(move |event: Event| {
            let opened = opened.clone();
            files::read_chosen(&event.target_unchecked_into::<HtmlInputElement>(), move |text| {
                opened.emit(text)
            });
        })
    };
    let save = {
        let (dispatch, source) = (dispatch.clone(), draft.text.clone());
        Callback::from(move |_: MouseEvent| {
            let name = draft::file(&source);
            let saved = download::save_text(&name, "text/markdown", &source);
            let notice = if saved { Notice::Saved(name) } else { Notice::NotSaved };
            dispatch.dispatch(Action::Notify(Some(notice)));
        })
    };
    let link = {
        // The link carries the text, whatever is wrong with it.
        let lesson = lesson.clone().map(|(lesson, _)| lesson).unwrap_or_default();
        let (origin, dispatch) = (Origin::Text(draft.text.clone()), dispatch.clone());
        Callback::from(move |_: MouseEvent| {
            let (lesson, origin) = (lesson.clone(), origin.clone());
            let (answered, answers) = Default::default();
            copy_link(Bookmark { lesson, origin, step: 0, homework: None, answered, answers }, &dispatch);
        })
    };
    let back = draft.before.clone().map(|before| {
        let words = text.bring_back(draft::title(&before));
        let bring = replace.reform(move |_: MouseEvent| before.clone());
        html! { <button type="button" class="button" id="bring-back" onclick={bring}>{ words }</button> }
    });
    html! {
        <div class="write-tools">
            { begin(replace, language, text) }
            <label class="button" title={labels.open_hint}>
                { labels.open }
                <input type="file" class="unseen" name="lesson-file" accept=".md,.markdown,.txt,text/markdown,text/plain" onchange={choose} />
            </label>
            <button type="button" class="button" id="save-lesson" title={labels.save_hint} onclick={save}>{ labels.save }</button>
            <button type="button" class="button" id="copy-lesson" title={labels.link_hint} onclick={link}>{ labels.link }</button>
            { teach::hand_out(["give-draft", "print-draft"], lesson.is_some(), text) }
            { for back }
            <span class="write-end">
                <button type="button" class="button button-primary" id="read-lesson" title={labels.read_hint}
                    disabled={as_student.is_none()} onclick={leave(as_student)}>{ labels.read }</button>
                <button type="button" class="button-quiet" id="close-writing" aria-label={text.page().app.close}
                    title={text.page().app.close} onclick={leave(None)}>{ icon(Shape::Close) }</button>
            </span>
        </div>
    }
}

/// The menu of texts to begin with.
fn begin(replace: &Callback<Rc<str>>, language: Language, text: &dyn Text) -> Html {
    let labels = &text.teaching().write;
    let choose = replace.reform(move |event: Event| {
        let field: HtmlSelectElement = event.target_unchecked_into();
        let lesson = course::find(&field.value()).map(|(_, entry)| entry.text(language));
        field.set_value("");
        lesson.unwrap_or_else(|| course::template(language)).into()
    });
    html! {
        <select id="begin" aria-label={labels.begin} onchange={choose}>
            <option value="" disabled=true selected=true hidden=true>{ labels.begin }</option>
            <option value={TEMPLATE}>{ labels.template }</option>
            { for COURSE.iter().map(|entry| html! {
                <option value={entry.slug}>{ draft::title(entry.text(language)) }</option>
            }) }
        </select>
    }
}
