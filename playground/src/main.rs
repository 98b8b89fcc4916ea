//! The page: mounts it, on the allocator that it explains. ARCHITECTURE.md has the map.

mod allocator;
mod browser;
mod components;
mod store;

fn main() {
    if browser::is_worker() {
        // `browser/worker.rs` calls what it needs.
        return;
    }
    browser::fault::show_panics();
    if let Some(root) = browser::element("app") {
        yew::Renderer::<components::App>::with_root(root).render();
    }
}
