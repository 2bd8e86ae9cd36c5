use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row};

use super::row::instant;
use super::{Store, StoreError};
use crate::schedule::{ConferenceId, Published};

impl Store {
    /// What calendar programs were told of a conference's talks.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn published(&self, conference: &ConferenceId) -> Result<Vec<Published>, StoreError> {
        let sql = "SELECT entry, sequence, changed_ms, gone FROM calendar WHERE conference = $1";
        let rows = sqlx::query(sql).bind(conference.as_str()).fetch_all(&self.pool).await?;
        rows.iter().map(published).collect()
    }

    /// Keeps what is published anew.
    ///
    /// # Errors
    /// When the database does not answer; then nothing has changed.
    pub async fn publish(&self, conference: &ConferenceId, anew: &[Published]) -> Result<(), StoreError> {
        let mut transaction = self.pool.begin().await?;
        keep(&mut transaction, conference, anew).await?;
        transaction.commit().await?;
        Ok(())
    }
}

/// Keeps what is published anew.
pub(super) async fn keep(
    connection: &mut AnyConnection,
    conference: &ConferenceId,
    published: &[Published],
) -> Result<(), StoreError> {
    let sql = "INSERT INTO calendar (conference, talk, entry, sequence, changed_ms, gone) VALUES ($1, $2, $3, $4, $5, $6) \
               ON CONFLICT (conference, talk) DO UPDATE SET entry = excluded.entry, sequence = excluded.sequence, \
               changed_ms = excluded.changed_ms, gone = excluded.gone";
    for talk in published {
        let entry = serde_json::to_string(&talk.entry).expect("an entry is plain data");
        sqlx::query(sql)
            .bind(conference.as_str())
            .bind(talk.entry.talk.id.as_str())
            .bind(entry)
            .bind(i64::from(talk.sequence))
            .bind(talk.changed.timestamp_millis())
            .bind(i64::from(talk.gone))
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

fn published(row: &AnyRow) -> Result<Published, StoreError> {
    let (entry, sequence): (String, i64) = (row.try_get("entry")?, row.try_get("sequence")?);
    Ok(Published {
        entry: serde_json::from_str(&entry).map_err(|_| StoreError::Unreadable("a calendar's entry".to_owned()))?,
        sequence: u32::try_from(sequence).unwrap_or(u32::MAX),
        changed: instant(row.try_get("changed_ms")?)?,
        gone: row.try_get::<i64, _>("gone")? != 0,
    })
}
