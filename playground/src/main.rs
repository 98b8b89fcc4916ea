//! Mounts the page, on the allocator that it explains.

#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: lite_alloc::single_threaded::BoundaryTagAllocator =
    lite_alloc::single_threaded::BoundaryTagAllocator::new();

fn main() {
    playground::browser::fault::show_panics();
    if let Some(root) = playground::browser::element("app") {
        yew::Renderer::<playground::components::App>::with_root(root).render();
    }
}
