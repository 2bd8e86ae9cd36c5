use chrono::{DateTime, Utc};
use sqlx::{AnyConnection, Row};

use super::super::contention::despite_contention;
use super::super::{Store, StoreError};
use super::{Filed, filing, number};
use crate::questions::{Person, QuestionId, QuestionState};
use crate::schedule::{ConferenceId, SessionId, TalkId};

/// A question that is to be taken.
#[derive(Clone, Debug)]
pub struct NewQuestion {
    /// The session in which it is asked.
    pub session: SessionId,
    /// The talk that it is about; `None` for one to everybody.
    pub talk: Option<TalkId>,
    /// Who asks.
    pub author: Person,
    /// What they are called; `None` for a question without a name.
    pub name: Option<String>,
    /// The question.
    pub text: String,
    /// Held or open.
    pub state: QuestionState,
    /// What makes it, such as the interaction by which it came: what came twice is asked once.
    pub origin: String,
    /// When.
    pub asked: DateTime<Utc>,
    /// How many questions of theirs may wait in the session at once.
    pub limit: u32,
}

/// What became of a question that was to be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// It has this number, and is on the disk.
    New(QuestionId),
    /// It was taken before.
    Known(QuestionId),
    /// As many questions of this person wait as may.
    TooMany,
    /// This person may not ask.
    Blocked,
}

impl Store {
    /// Takes a question, and files the notice that comes of it, once it has its number.
    ///
    /// # Errors
    /// When the database does not answer. It may have been taken all the same: asking again with the same origin finds out.
    pub async fn ask(
        &self,
        conference: &ConferenceId,
        new: &NewQuestion,
        notice: impl Fn(QuestionId) -> Option<Filed> + Sync,
    ) -> Result<Taken, StoreError> {
        despite_contention(|| self.ask_once(conference, new, &notice)).await
    }

    async fn ask_once(
        &self,
        conference: &ConferenceId,
        new: &NewQuestion,
        notice: &(impl Fn(QuestionId) -> Option<Filed> + Sync),
    ) -> Result<Taken, StoreError> {
        let mut transaction = self.pool.begin().await?;
        // The number first: nobody else asks from here on, so what is counted below stays so.
        let number = number(&mut transaction, conference, "question").await?;
        let obstacle = obstacle(&mut transaction, conference, new).await?;
        if let Some(obstacle) = obstacle {
            transaction.rollback().await?;
            return Ok(obstacle);
        }
        let id = QuestionId::new(number).ok_or_else(|| StoreError::Unreadable("the number 0".to_owned()))?;
        let sql = "INSERT INTO questions (conference, number, session, talk, author, name, body, state, origin, asked_ms, \
                   changed_ms) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10)";
        sqlx::query(sql)
            .bind(conference.as_str())
            .bind(i64::from(number))
            .bind(new.session.as_str())
            .bind(new.talk.as_ref().map(TalkId::as_str))
            .bind(new.author.get().cast_signed())
            .bind(new.name.as_deref())
            .bind(&new.text)
            .bind(new.state.as_str())
            .bind(&new.origin)
            .bind(new.asked.timestamp_millis())
            .execute(&mut *transaction)
            .await?;
        if let Some(filed) = notice(id) {
            filing::file(&mut transaction, 0, &filed, new.asked).await?;
        }
        transaction.commit().await?;
        Ok(Taken::New(id))
    }
}

async fn obstacle(
    connection: &mut AnyConnection,
    conference: &ConferenceId,
    new: &NewQuestion,
) -> Result<Option<Taken>, StoreError> {
    let known = "SELECT number FROM questions WHERE conference = $1 AND origin = $2";
    let known = sqlx::query(known).bind(conference.as_str()).bind(&new.origin).fetch_optional(&mut *connection).await?;
    if let Some(row) = known {
        return Ok(super::id(&row, "number")?.map(Taken::Known));
    }
    if super::blocking::is_blocked(&mut *connection, conference, new.author).await? {
        return Ok(Some(Taken::Blocked));
    }
    let waiting = "SELECT COUNT(*) AS many FROM questions WHERE conference = $1 AND author = $2 AND session = $3 \
                   AND state IN ('held', 'open')";
    let waiting = sqlx::query(waiting)
        .bind(conference.as_str())
        .bind(new.author.get().cast_signed())
        .bind(new.session.as_str())
        .fetch_one(&mut *connection)
        .await?;
    let many: i64 = waiting.try_get("many")?;
    Ok((many >= i64::from(new.limit)).then_some(Taken::TooMany))
}
