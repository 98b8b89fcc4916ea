//! The round game: a field for the prediction of each lane, then the rounds.

use heap_lab::{
    challenge::{Challenge, Game, Guess, ROUNDS, Verdict},
    lab::LaneKind,
    state::{Action, challenge::Play},
    text::Text,
};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement};
use yew::prelude::*;

use super::{Trying, by_lane, outcome};
use crate::store::Dispatch;

/// The game before or after its predictions.
pub fn game(
    trying: &Trying,
    game: &Game,
    verdict: Option<&Verdict>,
    text: &dyn Text,
    dispatch: &Dispatch,
) -> Html {
    let contents = match (&game.guesses, verdict) {
        (None, _) => form(trying.attempt.challenge, text, dispatch),
        (Some(_), Some(Verdict::Rounds { lanes, slack })) => results(lanes, *slack, trying, text, dispatch),
        (Some(_), _) => Html::default(),
    };
    let other = {
        let (dispatch, seed) = (dispatch.clone(), game.seed.wrapping_add(1));
        move |_: MouseEvent| dispatch.dispatch(Action::Challenge(Play::Again(seed)))
    };
    html! {
        <>
            { contents }
            <p>
                <button type="button" class="button" id="challenge-other" onclick={other}>
                    { text.challenge_labels().other_data }
                </button>
            </p>
        </>
    }
}

fn form(challenge: &'static Challenge, text: &dyn Text, dispatch: &Dispatch) -> Html {
    let play = {
        let dispatch = dispatch.clone();
        move |event: SubmitEvent| {
            event.prevent_default();
            let Some(form) = event.target_dyn_into::<Element>() else { return };
            let guess = |lane: LaneKind| {
                let field = form.query_selector(&format!("[name={}]", lane.slug())).ok()??;
                let field: HtmlInputElement = field.dyn_into().ok()?;
                Some(Guess { lane, round: field.value().trim().parse().ok()? })
            };
            let guesses: Option<Vec<_>> = challenge.lanes().iter().map(guess).collect();
            if let Some(guesses) = guesses {
                dispatch.dispatch(Action::Challenge(Play::Guess(guesses)));
            }
        }
    };
    let labels = text.challenge_labels();
    html! {
        <form class="challenge-game" aria-label={labels.prediction} onsubmit={play}>
            { for challenge.lanes().iter().map(|lane| html! {
                <label>
                    <span>{ lane.short_name() }</span>
                    <input type="number" name={lane.slug()} inputmode="numeric" required=true min="1" max={ROUNDS.to_string()}
                        step="1" aria-label={text.prediction_for(lane)} />
                </label>
            }) }
            <button type="submit" class="button button-primary" id="challenge-play">{ labels.play }</button>
        </form>
    }
}

fn results(
    lanes: &[(Guess, Option<u32>)],
    slack: u32,
    trying: &Trying,
    text: &dyn Text,
    dispatch: &Dispatch,
) -> Html {
    let labels = text.challenge_labels();
    let row = |&(Guess { lane, round }, lost): &(Guess, Option<u32>)| {
        let met = lost.is_some_and(|lost| lost.abs_diff(round) <= slack);
        html! {
            <tr data-of={lane.slug()} data-met={met.to_string()} data-round={lost.map(|round| round.to_string())}>
                <th scope="row">{ lane.short_name() }</th>
                <td>{ text.lost_in(Some(round)) }</td>
                <td>
                    { outcome(html! { { text.lost_in(lost) } }, lane, trying, dispatch) }
                    { if met { " ✓" } else { " ✕" } }
                </td>
            </tr>
        }
    };
    by_lane([labels.lane, labels.prediction, labels.result], lanes.iter().map(row).collect())
}
