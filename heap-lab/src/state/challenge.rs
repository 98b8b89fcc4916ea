//! The challenge that is tried: its script in the page, and how far it is.

use super::{Action, AppState, Document, layout::Panel};
use crate::{
    challenge::{Challenge, Game, Goal, Guess, Verdict, judge},
    share::Notes,
    text::Language,
};

/// A challenge that is tried.
#[derive(Clone, Debug, PartialEq)]
pub struct Attempt {
    /// The challenge.
    pub challenge: &'static Challenge,
    /// The round game, if it is that.
    pub game: Option<Game>,
    /// What was open before.
    pub before: Box<Document>,
}

/// What is done with challenges.
#[derive(Clone, Debug, PartialEq)]
pub enum Play {
    /// A challenge is opened with its first script, or begun again.
    Open(&'static Challenge),
    /// The predictions for the round game are made: it is played.
    Guess(Vec<Guess>),
    /// The round game begins again with the data of this seed.
    Again(u32),
    /// What was open before the challenge is opened again.
    Leave,
}

/// The script of a round game in a language.
fn script_of(game: &Game, language: Language) -> String {
    let words = language.text().challenge(Goal::Rounds { slack: 0 });
    game.script(words.script, words.round)
}

/// The seed of the first round game.
const FIRST_SEED: u32 = 1;

impl AppState {
    pub(super) fn play(&mut self, play: Play) {
        match play {
            Play::Open(challenge) => {
                let before = match self.challenge.take() {
                    Some(attempt) => attempt.before,
                    None => Box::new(self.document()),
                };
                let is_game = matches!(challenge.goal, Goal::Rounds { .. });
                let game = is_game.then(|| Game::new(FIRST_SEED));
                self.open_attempt(Attempt { challenge, game, before });
            }
            Play::Guess(guesses) => {
                let game = |game: Game| Game { guesses: Some(guesses), ..game };
                self.change_game(game);
            }
            Play::Again(seed) => self.change_game(|_| Game::new(seed)),
            Play::Leave => {
                if let Some(Attempt { before, .. }) = self.challenge.take() {
                    self.apply(Action::Open(*before));
                }
            }
        }
    }

    fn change_game(&mut self, change: impl FnOnce(Game) -> Game) {
        if let Some(Attempt { game: Some(game), challenge, before }) = self.challenge.take() {
            self.open_attempt(Attempt { challenge, game: Some(change(game)), before });
        }
    }

    fn open_attempt(&mut self, attempt: Attempt) {
        let text = self.first_script(&attempt);
        let document = Document {
            program: text.into(),
            settings: attempt.challenge.settings,
            shown: attempt.challenge.lanes(),
            playhead: None,
            notes: Notes::default(),
            view: self.view(),
            lesson: None,
        };
        self.apply(Action::Open(document));
        self.edits += 1;
        self.layout.panel = Some(Panel::Example);
        self.challenge = Some(attempt);
    }

    /// The script that a challenge begins with, in the language of the page.
    fn first_script(&self, attempt: &Attempt) -> String {
        let script = || self.language.text().challenge(attempt.challenge.goal).script.to_owned();
        attempt.game.as_ref().map_or_else(script, |game| script_of(game, self.language))
    }

    /// How far the challenge is that is tried; `None` if there is none, or its script has yet to run.
    pub fn verdict(&self) -> Option<Verdict> {
        let attempt = self.challenge.as_ref()?;
        let run = self.run.as_ref().filter(|_| !self.is_busy() && self.error.is_none())?;
        let script = self.program.script();
        let is_unchanged =
            |game: &&Game| Language::ALL.into_iter().any(|language| script_of(game, language) == *script);
        let game = attempt.game.as_ref().filter(is_unchanged);
        Some(judge(attempt.challenge, game, &run.trace, run.settings, run.recordings()))
    }
}
