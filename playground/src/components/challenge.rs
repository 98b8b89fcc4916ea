//! A challenge: its menu, its task and verdict in the panel, and the best solutions, which the browser keeps.

use heap_lab::{
    challenge::{CHALLENGES, Challenge, Goal, Records, Verdict},
    lab::LaneKind,
    share::View,
    state::{
        Action, AppState, Document, Move, Run,
        challenge::{Attempt, Play},
        layout::{Change, Panel},
    },
    text::Text,
};
use yew::prelude::*;

use super::{prose::prose, text::use_text};
use crate::{
    browser::{focus, storage},
    store::Dispatch,
};

mod game;
mod lanes;

/// The storage key.
const KEY: &str = "lite-alloc.challenges";

/// The challenge that is tried, how far it is, and the best solutions.
#[derive(Clone, PartialEq)]
pub struct Trying {
    /// The challenge.
    pub attempt: Attempt,
    /// The verdict on the last run.
    pub verdict: Option<Verdict>,
    /// The first operation that each lane refused, if any.
    pub refused: Vec<(LaneKind, usize)>,
    /// Whether the script has a mistake.
    pub failed: bool,
    /// The best solutions so far.
    pub records: Records,
}

fn stored() -> Records {
    storage::get(KEY).map(|text| Records::read(&text)).unwrap_or_default()
}

/// Judges the challenge that is tried whenever its script has run, and keeps what is better than before. Returns it, the
/// best solutions, and what forgets them.
#[hook]
pub fn use_challenge(state: &AppState) -> (Option<Trying>, Records, Callback<MouseEvent>) {
    let records = use_state(stored);
    let failed = state.error.is_some();
    let last = use_mut_ref(|| None::<(Attempt, Verdict)>);
    let judged =
        use_memo((state.challenge.clone(), state.revision, state.is_busy(), failed), |(attempt, ..)| {
            let attempt = attempt.clone()?;
            if let Some(verdict) = state.verdict() {
                *last.borrow_mut() = Some((attempt.clone(), verdict));
            }
            // Until the script has run, the verdict before stays in sight.
            let verdict = last.borrow().clone().filter(|(of, _)| *of == attempt).map(|(_, verdict)| verdict);
            Some((attempt, verdict))
        });
    {
        let records = records.clone();
        let solved = judged.as_ref().as_ref().and_then(|(attempt, _)| {
            let plain = Document { playhead: None, view: View::default(), ..state.document() };
            Some((attempt.challenge.goal, state.verdict()?, plain.write().ok()?))
        });
        use_effect_with(solved, move |solved| {
            let Some((goal, verdict, link)) = solved else { return };
            // Another tab may have kept better ones.
            if let Some(better) = stored().with(*goal, verdict, link) {
                storage::set(KEY, &better.write());
                records.set(better);
            }
        });
    }
    let forget = {
        let records = records.clone();
        Callback::from(move |_: MouseEvent| {
            storage::remove(KEY);
            records.set(Records::default());
        })
    };
    let refused = |run: &Run| {
        let lanes = state.shown.iter();
        lanes.filter_map(|lane| Some((lane, run.first_refusal(lane)?))).collect()
    };
    let trying = judged.as_ref().clone().map(|(attempt, verdict)| Trying {
        attempt,
        verdict,
        refused: state.run.as_ref().map(refused).unwrap_or_default(),
        failed,
        records: (*records).clone(),
    });
    (trying, (*records).clone(), forget)
}

/// The id of the first challenge in the menu.
const FIRST: &str = "first-challenge";

/// A button that scrolls a menu to its challenges.
pub fn jump(text: &dyn Text) -> Html {
    html! {
        <button type="button" class="button" id="to-challenges" onclick={|_: MouseEvent| focus(FIRST)}>
            { text.challenge_labels().challenges }
        </button>
    }
}

/// The challenges, for the menu `id`, which they close.
pub fn menu(id: &'static str, records: &Records, text: &dyn Text, dispatch: &Dispatch) -> Html {
    let item = |(index, challenge): (usize, &'static Challenge)| {
        let words = text.challenge(challenge.goal);
        let open = {
            let dispatch = dispatch.clone();
            move |_: MouseEvent| dispatch.dispatch(Action::Challenge(Play::Open(challenge)))
        };
        html! {
            <li>
                <button type="button" id={(index == 0).then_some(FIRST)} data-challenge={challenge.goal.key()} popovertarget={id}
                    popovertargetaction="hide" onclick={open}>
                    <strong>{ words.title }</strong>
                    if records.has(challenge.goal) {
                        <span class="challenge-solved">{ "✓ " }{ text.challenge_labels().solved }</span>
                    }
                    <span>{ prose(words.intro) }</span>
                </button>
            </li>
        }
    };
    html! {
        <>
            <h2 class="challenges-title">{ text.challenge_labels().challenges }</h2>
            <ul>{ for CHALLENGES.iter().enumerate().map(item) }</ul>
        </>
    }
}

/// Another challenge that is not solved yet, the nearest one after this, or before it.
fn next(after: Goal, records: &Records) -> Option<&'static Challenge> {
    let here = CHALLENGES.iter().position(|challenge| challenge.goal == after)?;
    let (before, after) = CHALLENGES.split_at(here);
    after.iter().skip(1).chain(before).find(|challenge| !records.has(challenge.goal))
}

/// How far the challenge is, in a line.
pub fn status(trying: &Trying, text: &dyn Text) -> Html {
    let labels = text.challenge_labels();
    let met = trying.verdict.as_ref().is_some_and(Verdict::is_met) && !trying.failed;
    let words = match &trying.verdict {
        _ if trying.failed => labels.mistake.to_owned(),
        Some(verdict) => text.verdict(verdict),
        None => labels.running.to_owned(),
    };
    html! {
        <p class="challenge-status" role="status" data-met={met.to_string()}>
            <span aria-hidden="true">{ if met { "✓ " } else { "→ " } }</span>{ words }
        </p>
    }
}

#[derive(PartialEq, Properties)]
pub struct ChallengePanelProps {
    pub trying: Trying,
    pub dispatch: Dispatch,
}

/// The challenge in the panel, in place of the example.
#[component]
pub fn ChallengePanel(ChallengePanelProps { trying, dispatch }: &ChallengePanelProps) -> Html {
    let text = use_text();
    let labels = text.challenge_labels();
    let Attempt { challenge, game, .. } = &trying.attempt;
    let challenge: &'static Challenge = challenge;
    let goal = challenge.goal;
    let words = text.challenge(goal);
    let act = |play: Play| {
        let dispatch = dispatch.clone();
        move |_: MouseEvent| dispatch.dispatch(Action::Challenge(play.clone()))
    };
    let edit = {
        let dispatch = dispatch.clone();
        move |_: MouseEvent| dispatch.dispatch(Action::Layout(Change::Panel(Some(Panel::Script))))
    };
    let details = match (&trying.verdict, game) {
        (Some(Verdict::Break(broken)), _) => lanes::table(broken, trying, text, dispatch),
        (verdict, Some(game)) => game::game(trying, game, verdict.as_ref(), text, dispatch),
        _ => Html::default(),
    };
    let best = trying.records.best(goal, None).map(|(number, link)| {
        let open = (!matches!(goal, Goal::Rounds { .. })).then(|| open_best(link, text, dispatch));
        html! { <p class="challenge-best">{ text.best(goal, number) }{ " " }{ for open }</p> }
    });
    let is_met = trying.verdict.as_ref().is_some_and(Verdict::is_met);
    let next = is_met.then(|| next(goal, &trying.records)).flatten().map(|challenge| {
        html! {
            <p>
                <button type="button" class="button" id="challenge-next" onclick={act(Play::Open(challenge))}>
                    { text.next_challenge(text.challenge(challenge.goal).title) }
                </button>
            </p>
        }
    });
    html! {
        <section class="challenge" data-challenge={goal.key()} aria-label={words.title}>
            <h2>{ words.title }</h2>
            <p>{ prose(words.rules) }</p>
            { status(trying, text) }
            { details }
            { for best }
            { for next }
            <details>
                <summary>{ labels.hint }</summary>
                <p>{ prose(words.hint) }</p>
            </details>
            <div class="challenge-actions">
                if game.is_none() {
                    <button type="button" class="button button-primary" id="challenge-edit" onclick={edit}>
                        { labels.edit }
                    </button>
                }
                <button type="button" class="button" id="challenge-again" onclick={act(Play::Open(challenge))}>
                    { labels.again }
                </button>
                <button type="button" class="button" id="challenge-leave" onclick={act(Play::Leave)}>
                    { labels.leave }
                </button>
            </div>
        </section>
    }
}

/// A table with a row for each lane, and these headings.
fn by_lane(headings: [&'static str; 3], rows: Html) -> Html {
    html! {
        <table class="challenge-lanes">
            <thead><tr>{ for headings.map(|heading| html! { <th scope="col">{ heading }</th> }) }</tr></thead>
            <tbody>{ rows }</tbody>
        </table>
    }
}

/// What became of a lane; a link to the request that it refused first, if there is one.
fn outcome(words: Html, lane: LaneKind, trying: &Trying, dispatch: &Dispatch) -> Html {
    let Some(&(_, op)) = trying.refused.iter().find(|refused| refused.0 == lane) else { return words };
    let dispatch = dispatch.clone();
    let go = move |_: MouseEvent| dispatch.dispatch(Action::Go(Move::To(op + 1)));
    html! { <button type="button" class="link" data-refused={op.to_string()} onclick={go}>{ words }</button> }
}

/// A link that puts a kept script into the editor.
fn open_best(link: &str, text: &dyn Text, dispatch: &Dispatch) -> Html {
    let (dispatch, link) = (dispatch.clone(), link.to_owned());
    let open = move |_: MouseEvent| {
        if let Ok(Some(document)) = Document::read(&link) {
            dispatch.dispatch(Action::Edit(document.program.script()));
        }
    };
    html! {
        <button type="button" class="link" data-open-best="" onclick={open}>
            { text.challenge_labels().open_best }
        </button>
    }
}
