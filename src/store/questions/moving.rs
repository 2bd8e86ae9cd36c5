use super::super::row::parsed;
use super::super::{Store, StoreError};
use crate::questions::QuestionId;
use crate::schedule::{ConferenceId, SessionId, TalkId};

/// A question that goes with its talk into another session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// Which.
    pub id: QuestionId,
    /// The session in which it is.
    pub from: SessionId,
    /// The session in which its talk is.
    pub to: SessionId,
}

impl Store {
    /// The talks about which something was asked, each with the sessions in which the questions are.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn asked_about(&self, conference: &ConferenceId) -> Result<Vec<(TalkId, SessionId)>, StoreError> {
        let sql = "SELECT DISTINCT talk, session FROM questions WHERE conference = $1 AND talk IS NOT NULL";
        let rows = sqlx::query(sql).bind(conference.as_str()).fetch_all(&self.pool).await?;
        rows.iter().map(|row| Ok((parsed(row, "talk")?, parsed(row, "session")?))).collect()
    }

    /// Puts questions into other sessions, all or none, and gives how many. One that is no longer where it was seen, or that
    /// is being asked by now, stays.
    ///
    /// # Errors
    /// When the database does not answer. Then nothing has moved.
    pub async fn move_questions(&self, conference: &ConferenceId, moves: &[Moved]) -> Result<u64, StoreError> {
        let mut transaction = self.pool.begin().await?;
        let mut moved = 0;
        for Moved { id, from, to } in moves {
            let sql = "UPDATE questions SET session = $1 \
                       WHERE conference = $2 AND number = $3 AND session = $4 AND state <> 'current'";
            let query = sqlx::query(sql).bind(to.as_str()).bind(conference.as_str()).bind(i64::from(id.get()));
            moved += query.bind(from.as_str()).execute(&mut *transaction).await?.rows_affected();
        }
        transaction.commit().await?;
        Ok(moved)
    }
}
