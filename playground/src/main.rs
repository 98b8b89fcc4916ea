//! The page: mounts it, on the allocator that it explains. ARCHITECTURE.md has the map.

mod browser;
mod components;
mod store;

#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: lite_alloc::single_threaded::BoundaryTagAllocator =
    lite_alloc::single_threaded::BoundaryTagAllocator::new();

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
