//! What organisers decided by command of where things go and who somebody is.

use chrono::{DateTime, Utc};
use sqlx::Row;
use sqlx::any::AnyRow;

use super::row::parsed;
use super::{Store, StoreError};
use crate::announce::{ChannelId, Routing, UserId};
use crate::schedule::ConferenceId;

/// What the table says of whom: a room, a session, or somebody of the programme.
const ROOM: &str = "room";
const SESSION: &str = "session";
const PERSON: &str = "person";

impl Store {
    /// What was decided by command for a conference, in order of kind and name.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn routings(&self, conference: &ConferenceId) -> Result<Vec<Routing>, StoreError> {
        let sql = "SELECT what, name, target FROM routes WHERE conference = $1 ORDER BY what, name";
        let rows = sqlx::query(sql).bind(conference.as_str()).fetch_all(&self.pool).await?;
        rows.iter().map(routing).collect()
    }

    /// Decides these, in the place of what was decided of the same names. All of it happens or none.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn decide(
        &self,
        conference: &ConferenceId,
        routings: &[Routing],
        by: UserId,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let sql = "INSERT INTO routes (conference, what, name, target, decided_by, decided_ms) \
                   VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (conference, what, name) DO UPDATE SET \
                   target = excluded.target, decided_by = excluded.decided_by, decided_ms = excluded.decided_ms";
        let mut transaction = self.pool.begin().await?;
        for routing in routings {
            let (what, name, target) = columns(routing);
            sqlx::query(sql)
                .bind(conference.as_str())
                .bind(what)
                .bind(name)
                .bind(target.cast_signed())
                .bind(by.get().cast_signed())
                .bind(now.timestamp_millis())
                .execute(&mut *transaction)
                .await?;
        }
        transaction.commit().await?;
        Ok(())
    }

    /// Takes a decision back; `false` if it does not stand any more as it is given here.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn undecide(&self, conference: &ConferenceId, routing: &Routing) -> Result<bool, StoreError> {
        let sql = "DELETE FROM routes WHERE conference = $1 AND what = $2 AND name = $3 AND target = $4";
        let (what, name, target) = columns(routing);
        let delete = sqlx::query(sql).bind(conference.as_str()).bind(what).bind(name).bind(target.cast_signed());
        Ok(delete.execute(&self.pool).await?.rows_affected() == 1)
    }
}

fn columns(routing: &Routing) -> (&'static str, &str, u64) {
    match routing {
        Routing::Room(room, channel) => (ROOM, room, channel.get()),
        Routing::Session(session, channel) => (SESSION, session.as_str(), channel.get()),
        Routing::Person(name, user) => (PERSON, name, user.get()),
    }
}

fn routing(row: &AnyRow) -> Result<Routing, StoreError> {
    let (what, name): (String, String) = (row.try_get("what")?, row.try_get("name")?);
    let target = row.try_get::<i64, _>("target")?.cast_unsigned();
    let unreadable = || StoreError::Unreadable(format!("a route of the {what} `{name}`"));
    let channel = || ChannelId::new(target).ok_or_else(unreadable);
    match what.as_str() {
        ROOM => Ok(Routing::Room(name.clone(), channel()?)),
        SESSION => Ok(Routing::Session(parsed(row, "name")?, channel()?)),
        PERSON => Ok(Routing::Person(name.clone(), UserId::new(target).ok_or_else(unreadable)?)),
        _ => Err(unreadable()),
    }
}
