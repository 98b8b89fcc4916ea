//! What is under the pointer: the operation, and on a map the address and what is there.

use heap_lab::{
    overview::{survey::Found, window::Window},
    state::Run,
    text::{Text, numbers},
};
use yew::prelude::*;

use super::{gestures::Spot, work::Works};

/// The note beside the pointer. Each map is so many pixels high.
pub fn tip(
    spot: &Spot,
    works: &Works,
    (window, height): (&Window, f64),
    run: &Run,
    text: &dyn Text,
) -> Option<Html> {
    if !(0.0..=1.0).contains(&spot.across) {
        return None;
    }
    let op = window.op_at(spot.across);
    let number = run.count(op as usize + 1);
    let mut lines = vec![format!("{} {}", text.overview().operations, numbers::grouped(number))];
    if let Some((index, up)) = spot.map
        && let Some(lane) = works.lanes().get(index)
    {
        let address = window.address_at(up);
        lines[0] += &format!(" · {}", numbers::address(address));
        let at = lane.read(|recording, survey| {
            ((op as usize) < survey.len()).then(|| survey.at(recording, address, op))
        });
        if let Some(found) = at.flatten() {
            let name = match found {
                Found::Block(life) => {
                    run.trace.ops[life.from as usize].block().map_or("", |block| run.trace.name(block))
                }
                _ => "",
            };
            lines.extend(text.found(&found, name, &|done| run.count(done)));
            let in_a_pixel = f64::from(window.addresses.end - window.addresses.start) / height.max(1.0);
            if matches!(found, Found::Block(life) if f64::from(life.tile.size) * 2.0 < in_a_pixel) {
                lines.push(text.overview().one_of_many.to_owned());
            }
        }
    }
    let (side, style) = match spot.across > 0.6 {
        true => ("overview-tip overview-tip-left", format!("--x:{}px;--y:{}px", spot.x, spot.y)),
        false => ("overview-tip", format!("--x:{}px;--y:{}px", spot.x, spot.y)),
    };
    Some(html! {
        <div class={side} role="tooltip" {style} data-op={op.to_string()}>
            { for lines.iter().enumerate().map(|(index, line)| match index {
                0 => html! { <strong>{ line }</strong> },
                _ => html! { <span>{ line }</span> },
            }) }
        </div>
    })
}
