use std::sync::Arc;

use super::super::{Answer, Asked, Conference};
use super::ballots::Uncounted;
use super::{Attendant, Found, PATIENCE, SessionQuestions, in_time, person};
use crate::questions::{QuestionId, root};
use crate::schedule::SessionId;
use crate::store::{CastVote, StoreError, Voted};
use crate::text::{View, busy, vote_noted};

/// What became of a pressed vote.
enum Cast {
    /// Counted or taken back, or closed.
    Voted(Voted),
    /// It is the person's own question.
    Own,
    /// There is no such question.
    Gone,
    /// The store does not answer; nothing is counted.
    Busy,
    /// The store did not answer any more once it had been asked to count.
    Unknown,
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
        let on = Self::session_of(conference, view);
        let (cast, _) = self.cast(asked, conference, id, on).await;
        match cast {
            Cast::Voted(Voted::Added | Voted::TakenBack) | Cast::Own => {
                self.turn_to(asked, conference, view, page).await
            }
            Cast::Voted(Voted::Blocked) => self.sentence("question-vote-blocked"),
            Cast::Voted(Voted::Closed) => self.noted(conference, id, "question-vote-closed").await,
            Cast::Gone => self.sentence("question-gone"),
            Cast::Busy => Answer::private(busy(self.words, None)),
            Cast::Unknown => self.sentence("question-vote-unknown"),
        }
    }

    /// Someone wants a question instead of asking the same.
    pub(super) async fn want_instead(&self, asked: &Asked, conference: &Conference, id: QuestionId) -> Answer {
        let (cast, stands) = self.cast(asked, conference, id, None).await;
        let said = match cast {
            Cast::Voted(Voted::Added) => "question-vote-added",
            Cast::Voted(Voted::TakenBack) => "question-vote-taken-back",
            Cast::Own => "question-vote-own",
            Cast::Voted(Voted::Closed) => "question-vote-closed",
            Cast::Voted(Voted::Blocked) => return self.sentence("question-vote-blocked"),
            Cast::Gone => return self.sentence("question-gone"),
            Cast::Busy => return Answer::private(busy(self.words, None)),
            Cast::Unknown => return self.sentence("question-vote-unknown"),
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
            Found::Busy => Answer::private(busy(self.words, None)),
        }
    }

    /// Counts or takes back, and gives the question that stands for the one that was pressed.
    async fn cast(
        &self,
        asked: &Asked,
        conference: &Conference,
        id: QuestionId,
        on: Option<SessionId>,
    ) -> (Cast, Option<QuestionId>) {
        let (session, seen) = match in_time(PATIENCE, self.seen_with(conference, id, on)).await {
            Some(Some(found)) => found,
            Some(None) => return (Cast::Gone, None),
            None => return (Cast::Busy, None),
        };
        let stands = root(&seen.questions, id);
        let person = person(&asked.asker);
        let asked_as = seen.question(stands).or_else(|| seen.question(id));
        if asked_as.is_some_and(|question| question.author == person) {
            return (Cast::Own, Some(stands));
        }
        let vote = CastVote { conference: conference.id().clone(), question: stands, person, at: self.clock.now() };
        let (ballots, revisions) = (&self.desk.ballots, &self.desk.revisions);
        match ballots.cast(&self.store, revisions, &session, vote, PATIENCE).await {
            Ok(voted) => (Cast::Voted(voted), Some(stands)),
            Err(Uncounted::Surely) => (Cast::Busy, None),
            Err(Uncounted::Perhaps) => (Cast::Unknown, None),
        }
    }

    /// The questions of the session in which this one was asked. Where the session of the board is known, what was read
    /// for all who look is enough, and a thousand presses do not queue for the store.
    async fn seen_with(
        &self,
        conference: &Conference,
        id: QuestionId,
        on: Option<SessionId>,
    ) -> Result<Option<(SessionId, Arc<SessionQuestions>)>, StoreError> {
        if let Some(session) = on {
            let seen = self.questions_seen(conference, &session).await?;
            if seen.question(id).is_some() {
                return Ok(Some((session, seen)));
            }
        }
        let Some(found) = self.store.question(conference.id(), id).await? else { return Ok(None) };
        let seen = self.questions_now(conference, &found.session).await?;
        Ok(Some((found.session, Arc::new(seen))))
    }
}
