//! The lessons in the menu: scripts with a title and what to watch.

use crate::arena::Settings;

/// One lesson.
pub struct Example {
    /// Stable name, as in a link.
    pub slug: &'static str,
    /// The title in the menu.
    pub title: &'static str,
    /// Two sentences: what to watch.
    pub watch: &'static str,
    /// The script.
    pub script: &'static str,
    /// The arena that shows it best.
    pub settings: Settings,
}
