use tracing::warn;

use super::super::{Answer, Asked, Conference};
use super::{Attendant, Found, PATIENCE, in_time, person};
use crate::questions::{Question, QuestionId, root};
use crate::store::{CastVote, Voted};
use crate::text::{View, busy, vote_noted};

/// What became of a pressed vote.
enum Cast {
    /// Counted or taken back, or closed.
    Voted(Voted),
    /// It is the person's own question.
    Own,
    /// There is no such question.
    Gone,
    /// The store does not answer.
    Busy,
}

impl Attendant<'_> {
    /// Someone presses the vote of a question on a board.
    pub(super) async fn vote(
        &self,
        asked: &Asked,
        conference: &Conference,
        id: QuestionId,
        view: &View,
        page: u8,
    ) -> Answer {
        let (cast, _) = self.cast(asked, conference, id).await;
        match cast {
            Cast::Voted(Voted::Added | Voted::TakenBack) | Cast::Own => {
                self.turn_to(asked, conference, view, page).await
            }
            Cast::Voted(Voted::Blocked) => self.sentence("question-vote-blocked"),
            Cast::Voted(Voted::Closed) => self.noted(conference, id, "question-vote-closed").await,
            Cast::Gone => self.sentence("question-gone"),
            Cast::Busy => Answer::private(busy(&self.words, None)),
        }
    }

    /// Someone wants a question instead of asking the same.
    pub(super) async fn want_instead(&self, asked: &Asked, conference: &Conference, id: QuestionId) -> Answer {
        let (cast, stands) = self.cast(asked, conference, id).await;
        let said = match cast {
            Cast::Voted(Voted::Added) => "question-vote-added",
            Cast::Voted(Voted::TakenBack) => "question-vote-taken-back",
            Cast::Own => "question-vote-own",
            Cast::Voted(Voted::Closed) => "question-vote-closed",
            Cast::Voted(Voted::Blocked) => return self.sentence("question-vote-blocked"),
            Cast::Gone => return self.sentence("question-gone"),
            Cast::Busy => return Answer::private(busy(&self.words, None)),
        };
        match self.noted(conference, stands.unwrap_or(id), said).await {
            // In the place of the offer.
            Answer::Message { message, .. } => Answer::Update(message),
            other => other,
        }
    }

    async fn noted(&self, conference: &Conference, id: QuestionId, said: &str) -> Answer {
        match self.question_of(conference, id).await {
            Found::Question(question) => self.privately(conference, |scene| vote_noted(scene, &question, said)),
            Found::Gone => self.sentence("question-gone"),
            Found::Busy => Answer::private(busy(&self.words, None)),
        }
    }

    /// Counts or takes back, and gives the question that stands for the one that was pressed.
    async fn cast(&self, asked: &Asked, conference: &Conference, id: QuestionId) -> (Cast, Option<QuestionId>) {
        let found = match in_time(PATIENCE, self.store.question(conference.id(), id)).await {
            Some(Some(found)) => found,
            Some(None) => return (Cast::Gone, None),
            None => return (Cast::Busy, None),
        };
        let Some(seen) = in_time(PATIENCE, self.questions_seen(conference, &found.session)).await else {
            return (Cast::Busy, None);
        };
        let stands = root(&seen.questions, id);
        let person = person(&asked.asker);
        let author = seen.question(stands).map_or(found.author, |question: &Question| question.author);
        if author == person {
            return (Cast::Own, Some(stands));
        }
        let vote = CastVote { conference: conference.id().clone(), question: stands, person, at: self.clock.now() };
        match tokio::time::timeout(PATIENCE, self.desk.ballots.cast(&self.store, vote)).await {
            Ok(Ok(voted)) => {
                self.questions_changed(conference.id(), &found.session);
                (Cast::Voted(voted), Some(stands))
            }
            Ok(Err(error)) => {
                warn!(%error, "A vote was not counted.");
                (Cast::Busy, None)
            }
            Err(_) => (Cast::Busy, None),
        }
    }
}
