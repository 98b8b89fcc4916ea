//! Questions that compare lanes: yes or no for each, or which is first.

use heap_lab::{lab::LaneKind, question::Answer};
use yew::prelude::*;

use super::FormProps;
use crate::components::text::use_text;

/// Yes or no for each lane.
#[component]
pub fn PerLane(props: &FormProps) -> Html {
    let text = use_text();
    let lanes: Vec<LaneKind> = props.question.lanes.iter().collect();
    // A part of an answer is no answer, so it stays here.
    let said = use_mut_ref(|| match &props.answer {
        Some(Answer::YesNo(said)) => said.iter().copied().map(Some).collect(),
        _ => vec![None; lanes.len()],
    });
    let show = use_force_update();
    let choice = |index: usize, lane: LaneKind, yes: bool| {
        let (props, said, show) = (props.clone(), said.clone(), show.clone());
        let is_chosen = said.borrow().get(index) == Some(&Some(yes));
        let choose = move |_: Event| {
            if let Some(said) = said.borrow_mut().get_mut(index) {
                *said = Some(yes);
            }
            let whole = said.borrow().iter().copied().collect();
            if let Some(whole) = whole {
                props.draft(Some(Answer::YesNo(whole)));
            }
            show.force_update();
        };
        radio(
            &format!("answer-{}", lane.slug()),
            if yes { "yes" } else { "no" },
            text.yes_or_no(yes),
            is_chosen,
            choose,
        )
    };
    html! {
        <div class="answer-lanes">
            { for lanes.iter().enumerate().map(|(index, &lane)| html! {
                <div class="answer-lane" role="radiogroup" aria-label={lane.short_name()}>
                    <code>{ lane.short_name() }</code>
                    { choice(index, lane, true) }
                    { choice(index, lane, false) }
                </div>
            }) }
        </div>
    }
}

/// The lane that is first, or none.
#[component]
pub fn FirstLane(props: &FormProps) -> Html {
    let text = use_text();
    let choice = |lane: Option<LaneKind>| {
        let is_chosen = props.answer == Some(Answer::First(lane));
        let (value, words) =
            lane.map_or(("none", text.in_no_lane()), |lane| (lane.slug(), lane.short_name()));
        let props = props.clone();
        radio("answer-first", value, words, is_chosen, move |_| props.draft(Some(Answer::First(lane))))
    };
    html! {
        <div class="answer-choices" role="radiogroup" aria-label={text.how_to_answer(props.question.kind)}>
            { for props.question.lanes.iter().map(|lane| choice(Some(lane))) }
            { choice(None) }
        </div>
    }
}

/// A radio button and its words.
pub fn radio(
    name: &str,
    value: &str,
    words: &str,
    is_chosen: bool,
    choose: impl Fn(Event) + 'static,
) -> Html {
    html! {
        <label class="answer-choice">
            <input type="radio" name={name.to_owned()} value={value.to_owned()} checked={is_chosen} onchange={choose} />
            <span>{ words }</span>
        </label>
    }
}
