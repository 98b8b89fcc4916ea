//! The fields of a header, tag or footer: their bytes as they are in memory, and what these mean.

use heap_lab::{
    lab::view::Field,
    text::{Text, numbers},
};
use yew::prelude::*;

/// A row for each field, in address order; nothing where there is none.
pub fn field_table(fields: &[Field], text: &dyn Text) -> Html {
    if fields.is_empty() {
        return Html::default();
    }
    html! {
        <table class="fields">
            <caption>{ text.fields_title() }</caption>
            <tbody>{ for fields.iter().map(|field| row(field, text)) }</tbody>
        </table>
    }
}

fn row(field: &Field, text: &dyn Text) -> Html {
    html! {
        <tr data-field={field.says.key()}>
            <th scope="row">{ text.field_name(field.says) }</th>
            <td><code>{ numbers::raw(&field.raw) }</code></td>
            <td>{ text.field_meaning(field.says) }</td>
        </tr>
    }
}
