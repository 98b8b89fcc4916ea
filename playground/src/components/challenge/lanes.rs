//! What became of each lane that was to be broken, and the best so far.

use heap_lab::{
    challenge::{Broken, Goal},
    lab::LaneKind,
    text::Text,
};
use yew::prelude::*;

use super::{Trying, by_lane, open_best, outcome};
use crate::{components::prose::prose, store::Dispatch};

/// The table.
pub fn table(lanes: &[(LaneKind, Broken)], trying: &Trying, text: &dyn Text, dispatch: &Dispatch) -> Html {
    let labels = text.challenge_labels();
    let row = |&(lane, broken): &(LaneKind, Broken)| {
        let best = trying.records.best(Goal::Break, Some(lane));
        let met = matches!(broken, Broken::After(_));
        html! {
            <tr data-of={lane.slug()} data-met={met.to_string()}>
                <th scope="row">{ lane.short_name() }</th>
                <td>{ outcome(prose(&text.broken(broken)), lane, trying, dispatch) }</td>
                <td data-best={best.map(|(number, _)| number.to_string())}>
                    { for best.map(|(number, link)| html! {
                        <>{ number }{ " " }{ open_best(link, text, dispatch) }</>
                    }) }
                </td>
            </tr>
        }
    };
    by_lane([labels.lane, labels.result, labels.best], lanes.iter().map(row).collect())
}
