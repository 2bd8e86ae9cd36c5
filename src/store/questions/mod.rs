//! The audience's questions, their votes, and what was done to them.

mod acting;
mod asking;
mod blocking;
mod filing;
mod moving;
mod retelling;
mod voting;

pub use acting::{Act, Deed, Rewording};
pub use asking::{NewQuestion, Taken};
pub use blocking::Blocked;
pub use filing::Filed;
pub use moving::Moved;
pub use retelling::Retold;
pub use voting::{CastVote, Voted};

use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row};

use super::row::{instant, parsed};
use super::{Store, StoreError};
use crate::questions::{Person, Question, QuestionId, Stage};
use crate::schedule::{ConferenceId, SessionId};

macro_rules! question_columns {
    () => {
        "number, session, talk, author, name, body, state, merged_into, asked_ms, changed_ms"
    };
}

impl Store {
    /// Every question of a session, in the order in which they were asked, its votes not counted.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn questions(&self, conference: &ConferenceId, session: &SessionId) -> Result<Vec<Question>, StoreError> {
        let sql = concat!(
            "SELECT ",
            question_columns!(),
            " FROM questions WHERE conference = $1 AND session = $2 ORDER BY number"
        );
        let query = sqlx::query(sql).bind(conference.as_str()).bind(session.as_str());
        query.fetch_all(&self.pool).await?.iter().map(question).collect()
    }

    /// One question, its votes not counted.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn question(&self, conference: &ConferenceId, id: QuestionId) -> Result<Option<Question>, StoreError> {
        let sql = concat!("SELECT ", question_columns!(), " FROM questions WHERE conference = $1 AND number = $2");
        let query = sqlx::query(sql).bind(conference.as_str()).bind(i64::from(id.get()));
        query.fetch_optional(&self.pool).await?.as_ref().map(question).transpose()
    }

    /// How far the Q&A of a session is.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn stage(&self, conference: &ConferenceId, session: &SessionId) -> Result<Stage, StoreError> {
        let sql = "SELECT stage FROM question_stages WHERE conference = $1 AND session = $2";
        let query = sqlx::query(sql).bind(conference.as_str()).bind(session.as_str());
        let row = query.fetch_optional(&self.pool).await?;
        Ok(row.map(|row| parsed(&row, "stage")).transpose()?.unwrap_or_default())
    }
}

/// The next number of its kind. Whoever takes one is alone with the conference until the transaction ends.
async fn number(connection: &mut AnyConnection, conference: &ConferenceId, what: &str) -> Result<u32, StoreError> {
    let sql = "INSERT INTO question_numbers (conference, what, last_number) VALUES ($1, $2, 1) \
               ON CONFLICT (conference, what) DO UPDATE SET last_number = question_numbers.last_number + 1 \
               RETURNING last_number";
    let row = sqlx::query(sql).bind(conference.as_str()).bind(what).fetch_one(connection).await?;
    let number: i64 = row.try_get("last_number")?;
    u32::try_from(number).map_err(|_| StoreError::Unreadable(format!("the number {number}")))
}

fn question(row: &AnyRow) -> Result<Question, StoreError> {
    let talk: Option<String> = row.try_get("talk")?;
    let unreadable = |talk: &str| StoreError::Unreadable(format!("`{talk}` in column talk"));
    Ok(Question {
        id: id(row, "number")?.ok_or_else(|| StoreError::Unreadable("a question without a number".to_owned()))?,
        session: parsed(row, "session")?,
        talk: talk.map(|talk| talk.parse().map_err(|_| unreadable(&talk))).transpose()?,
        author: person(row, "author")?,
        name: row.try_get("name")?,
        text: row.try_get("body")?,
        state: parsed(row, "state")?,
        votes: 0,
        asked: instant(row.try_get("asked_ms")?)?,
        changed: instant(row.try_get("changed_ms")?)?,
        merged_into: id(row, "merged_into")?,
    })
}

fn id(row: &AnyRow, column: &str) -> Result<Option<QuestionId>, StoreError> {
    let Some(number) = row.try_get::<Option<i64>, _>(column)? else { return Ok(None) };
    let id = u32::try_from(number).ok().and_then(QuestionId::new);
    id.map(Some).ok_or_else(|| StoreError::Unreadable(format!("{number} in column {column}")))
}

fn person(row: &AnyRow, column: &str) -> Result<Person, StoreError> {
    let id: i64 = row.try_get(column)?;
    Person::new(id.cast_unsigned()).ok_or_else(|| StoreError::Unreadable(format!("nobody in column {column}")))
}
