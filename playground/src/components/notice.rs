//! One notice above the page, until it is dismissed.

use gloo_timers::callback::Timeout;
use heap_lab::{
    share::LinkError,
    state::{Action, Notice},
};
use yew::prelude::*;

use super::{
    icon::{Shape, icon},
    prose::prose,
    share::{self, Choice},
    text::use_text,
};
use crate::store::Dispatch;

/// How long a confirmation stays, in milliseconds. A warning stays until it is dismissed.
const LASTS: u32 = 5000;

#[derive(PartialEq, Properties)]
pub struct NoticeBarProps {
    pub notice: Option<Notice>,
    pub share: Callback<Choice>,
    pub dispatch: Dispatch,
}

/// The notice. Its element is always there, so that screen readers announce what is put into it.
#[component]
pub fn NoticeBar(props: &NoticeBarProps) -> Html {
    let text = use_text();
    let close = {
        let dispatch = props.dispatch.clone();
        move |_| dispatch.dispatch(Action::Notify(None))
    };
    let stop = {
        let dispatch = props.dispatch.clone();
        move |_| {
            share::stop();
            dispatch.dispatch(Action::Notify(None));
        }
    };
    {
        let dispatch = props.dispatch.clone();
        use_effect_with(props.notice.clone(), move |notice| {
            // What is under way is over when the next notice says so.
            let lasts = |notice: &Notice| notice.is_warning() || matches!(notice, Notice::Making(_));
            let is_over = notice.as_ref().is_some_and(|notice| !lasts(notice));
            let timer = is_over.then(|| Timeout::new(LASTS, move || dispatch.dispatch(Action::Notify(None))));
            move || drop(timer)
        });
    }
    let save = html! {
        <button type="button" class="link" id="save-instead" title={text.program().save_hint}
            onclick={props.share.reform(|_: MouseEvent| Choice::Trace { gzip: false })}>{ text.program().save }</button>
    };
    html! {
        <div class="notices" role="status">
            if let Some(notice) = &props.notice {
                <div class={classes!("notice", notice.is_warning().then_some("notice-warning"))} data-notice="">
                    <p>
                        { prose(&text.notice(notice)) }
                        if *notice == Notice::NoLink(LinkError::File) { { " " }{ save } }
                    </p>
                    if matches!(notice, Notice::Making(Some(_))) {
                        <button type="button" class="button" id="stop-saving" onclick={stop}>
                            { text.export().stop }
                        </button>
                    } else {
                        <button type="button" class="button-quiet" aria-label={text.page().app.dismiss} onclick={close}>
                            { icon(Shape::Close) }
                        </button>
                    }
                </div>
            }
        </div>
    }
}
