use chrono::{DateTime, Utc};
use sqlx::AnyConnection;

use super::super::contention::despite_contention;
use super::super::{Store, StoreError};
use super::{id, person};
use crate::questions::{Person, QuestionId, Vote};
use crate::schedule::{ConferenceId, SessionId};

/// Someone presses the button of a question: they want it, or no longer do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CastVote {
    /// The conference.
    pub conference: ConferenceId,
    /// The question; not one that was merged.
    pub question: QuestionId,
    /// Who.
    pub person: Person,
    /// When.
    pub at: DateTime<Utc>,
}

/// What became of a vote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Voted {
    /// It counts.
    Added,
    /// The person had wanted the question, or one that was merged into it, and does so no more.
    TakenBack,
    /// The question is not on the board any more.
    Closed,
    /// This person may not vote.
    Blocked,
}

impl Store {
    /// Counts votes, each as if it were alone, in one transaction: many that come at once wait for the disk once.
    ///
    /// # Errors
    /// When the database does not answer. What is counted is unknown then.
    pub async fn vote(&self, votes: &[CastVote]) -> Result<Vec<Voted>, StoreError> {
        despite_contention(|| self.vote_once(votes)).await
    }

    async fn vote_once(&self, votes: &[CastVote]) -> Result<Vec<Voted>, StoreError> {
        let mut transaction = self.pool.begin().await?;
        let mut voted = Vec::with_capacity(votes.len());
        for vote in votes {
            voted.push(toggle(&mut transaction, vote).await?);
        }
        transaction.commit().await?;
        Ok(voted)
    }

    /// Every vote for a question of a session, also for those that were merged or are gone.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn votes(&self, conference: &ConferenceId, session: &SessionId) -> Result<Vec<Vote>, StoreError> {
        let sql = "SELECT v.number, v.person FROM question_votes v \
                   JOIN questions q ON q.conference = v.conference AND q.number = v.number \
                   WHERE v.conference = $1 AND q.session = $2";
        let rows = sqlx::query(sql).bind(conference.as_str()).bind(session.as_str()).fetch_all(&self.pool).await?;
        let vote = |row: &sqlx::any::AnyRow| {
            let question = id(row, "number")?;
            let question = question.ok_or_else(|| StoreError::Unreadable("a vote for nothing".to_owned()))?;
            Ok(Vote { question, person: person(row, "person")? })
        };
        rows.iter().map(vote).collect()
    }
}

async fn toggle(connection: &mut AnyConnection, vote: &CastVote) -> Result<Voted, StoreError> {
    let (conference, number) = (vote.conference.as_str(), i64::from(vote.question.get()));
    let person = vote.person.get().cast_signed();
    // Writing comes first: a transaction that begins by reading may find, when it writes, that it read too early.
    let take_back = "DELETE FROM question_votes WHERE conference = $1 AND person = $2 AND number IN (\
                     WITH RECURSIVE family (number) AS (\
                     SELECT number FROM questions WHERE conference = $1 AND number = $3 AND state IN ('open', 'current') \
                     UNION SELECT q.number FROM questions q JOIN family f ON q.merged_into = f.number \
                     WHERE q.conference = $1 AND q.state = 'merged') SELECT number FROM family)";
    let taken = sqlx::query(take_back).bind(conference).bind(person).bind(number).execute(&mut *connection).await?;
    if taken.rows_affected() > 0 {
        return Ok(Voted::TakenBack);
    }
    let add = "INSERT INTO question_votes (conference, number, person, voted_ms) \
               SELECT conference, number, $1, $2 FROM questions \
               WHERE conference = $3 AND number = $4 AND state IN ('open', 'current') \
               AND NOT EXISTS (SELECT 1 FROM question_blocks b \
               WHERE b.conference = $3 AND b.person = $1 AND b.lifted_ms IS NULL) \
               ON CONFLICT (conference, number, person) DO NOTHING";
    let added = sqlx::query(add)
        .bind(person)
        .bind(vote.at.timestamp_millis())
        .bind(conference)
        .bind(number)
        .execute(&mut *connection)
        .await?;
    if added.rows_affected() > 0 {
        return Ok(Voted::Added);
    }
    if super::blocking::is_blocked(&mut *connection, &vote.conference, vote.person).await? {
        return Ok(Voted::Blocked);
    }
    let counts = "SELECT 1 AS counts FROM question_votes v \
                  JOIN questions q ON q.conference = v.conference AND q.number = v.number \
                  WHERE v.conference = $1 AND v.number = $2 AND v.person = $3 AND q.state IN ('open', 'current')";
    let counts = sqlx::query(counts).bind(conference).bind(number).bind(person).fetch_optional(connection).await?;
    // Another replica took the same vote at the same instant.
    Ok(if counts.is_some() { Voted::Added } else { Voted::Closed })
}
