//! The fields of a header, tag or footer: their bytes as they are in memory, and what these mean.

use heap_lab::scene::words::FieldWords;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub struct FieldTableProps {
    pub fields: Vec<FieldWords>,
}

/// A row for each field, in address order; nothing where there is none.
#[component]
pub fn FieldTable(props: &FieldTableProps) -> Html {
    if props.fields.is_empty() {
        return Html::default();
    }
    html! {
        <table class="fields">
            <caption>{ "In memory" }</caption>
            <tbody>
                { for props.fields.iter().map(|field| html! {
                    <tr data-field={field.name}>
                        <th scope="row">{ field.name }</th>
                        <td><code>{ &field.raw }</code></td>
                        <td>{ &field.says }</td>
                    </tr>
                }) }
            </tbody>
        </table>
    }
}
