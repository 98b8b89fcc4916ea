//! The focus after a change: it goes where the reader goes on.

use yew::prelude::*;

use crate::browser;

/// A callback that moves the focus to the element of an id once the component has been rendered again.
#[hook]
pub fn use_focus_later() -> Callback<String> {
    let wanted = use_mut_ref(|| None::<String>);
    {
        let wanted = wanted.clone();
        use_effect(move || {
            if let Some(id) = wanted.take() {
                browser::focus(&id);
            }
        });
    }
    use_callback(wanted, |id, wanted| {
        wanted.replace(Some(id));
    })
}
