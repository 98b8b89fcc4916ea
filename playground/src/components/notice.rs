//! One thing to tell, above everything, until it is put away.

use yew::prelude::*;

use super::{
    Dispatch,
    icon::{Icon, Shape},
};
use crate::state::{Action, Notice};

#[derive(PartialEq, Properties)]
pub struct NoticeBarProps {
    pub notice: Option<Notice>,
    pub dispatch: Dispatch,
}

/// The notice. The place is always there, so that screen readers hear what comes into it.
#[component]
pub fn NoticeBar(props: &NoticeBarProps) -> Html {
    let close = {
        let dispatch = props.dispatch.clone();
        move |_| dispatch.dispatch(Action::Notify(None))
    };
    html! {
        <div class="notices" role="status">
            if let Some(notice) = &props.notice {
                <div class={classes!("notice", notice.warning.then_some("notice-warning"))} data-notice="">
                    <p>{ &*notice.text }</p>
                    <button type="button" class="button-quiet" aria-label="Dismiss" onclick={close}>
                        <Icon shape={Shape::Close} />
                    </button>
                </div>
            }
        </div>
    }
}
