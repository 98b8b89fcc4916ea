//! Texts about sharing and embedding, and those on exported pictures and on paper.

use crate::state::Made;

/// The words of sharing.
pub trait Export {
    /// Labels that never change.
    fn export(&self) -> &'static Labels;

    /// The button that downloads a picture of something, in a format.
    fn download(&self, what: &str, format: &str) -> String;

    /// The position of a picture in its run: operation `number` of `len`.
    fn position(&self, number: usize, len: usize) -> String;

    /// What the tallest bar of a chart stands for.
    fn tallest(&self, number: &str) -> String;

    /// The title of the figure in another page.
    fn embed_title(&self, what: &str) -> String;

    /// A file is being made, and how far it is.
    fn making_file(&self, made: Option<Made>) -> String;

    /// A file was made.
    fn saved(&self, name: &str) -> String;
}

/// Labels of the menu, and of what is exported.
pub struct Labels {
    /// Copies the link.
    pub link: &'static str,
    /// Copies the code of a frame.
    pub embed: &'static str,
    /// What that is for.
    pub embed_hint: &'static str,
    /// A picture of all lanes.
    pub all_lanes: &'static str,
    /// The table of numbers.
    pub numbers: &'static str,
    /// What is in it.
    pub numbers_hint: &'static str,
    /// Prints.
    pub print: &'static str,
    /// What is printed.
    pub print_hint: &'static str,
    /// The link from a figure in another page to the whole page.
    pub open: &'static str,
    /// What the link is for.
    pub open_hint: &'static str,
    /// The name of this page, in the caption of a picture.
    pub made_with: &'static str,
    /// What is called like this in file names and titles if it is no example.
    pub script: &'static str,
    /// The code of a frame is in the clipboard.
    pub embed_copied: &'static str,
    /// The browser refused to copy the code.
    pub embed_refused: &'static str,
    /// Ends the making of a file.
    pub stop: &'static str,
    /// The browser did not take a file.
    pub not_saved: &'static str,
}
