//! How a mistake names a block: as the script does, although several blocks may have had the same variable.

use crate::trace::BlockId;

/// A block in a sentence about a script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Named {
    /// By the variable that first held it.
    Variable(String),
    /// The same variable held several blocks first: the line where it got this one.
    OnLine {
        /// The variable.
        name: String,
        /// Its line, from 1.
        line: u32,
        /// Which of those that it got there, from 1, if there are several, as in a loop.
        nth: Option<usize>,
    },
    /// No variable held it: its number, from 1.
    Number(u32),
}

impl Named {
    /// The block among `all`, the names of the run's blocks as the picture has them and the lines where they got them.
    pub fn of<'a>(block: BlockId, all: impl Iterator<Item = (&'a str, u32)> + Clone) -> Self {
        let Some((shown, line)) = all.clone().nth(block as usize) else { return Self::Number(block + 1) };
        let name = variable(shown);
        if name.starts_with('#') {
            return Self::Number(block + 1);
        }
        let same = || all.clone().enumerate().filter(|(_, (other, _))| variable(other) == name);
        if same().count() < 2 {
            return Self::Variable(name.into());
        }
        let there = || same().filter(|&(_, (_, other))| other == line);
        let nth = there().position(|(index, _)| index == block as usize).map(|index| index + 1);
        Self::OnLine { name: name.into(), line, nth: nth.filter(|_| there().count() > 1) }
    }
}

/// The variable in the name of a block, which has a number if the variable held others before.
pub fn variable(shown: &str) -> &str {
    shown.split('·').next().unwrap_or_default()
}
