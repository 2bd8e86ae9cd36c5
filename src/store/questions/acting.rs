use chrono::{DateTime, Utc};
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row};

use super::super::contention::despite_contention;
use super::super::row::{instant, parsed};
use super::super::{Store, StoreError};
use super::{Filed, Retold, filing, id, number, person, retelling};
use crate::questions::{ActId, Person, Place, QuestionId, Stage, Step};
use crate::schedule::{ConferenceId, SessionId};

/// Something that someone does to the questions of a session: all of its steps happen or none.
#[derive(Clone, Debug)]
pub struct Deed {
    /// The session.
    pub session: SessionId,
    /// What it is, in a word, for the record.
    pub what: &'static str,
    /// The steps, in order.
    pub steps: Vec<Step>,
    /// The new words, where the deed is an edit of its one question.
    pub rewording: Option<Rewording>,
    /// The act that it undoes.
    pub undoes: Option<ActId>,
    /// Who does it.
    pub actor: Person,
    /// Why, where it is said.
    pub why: Option<String>,
    /// When.
    pub at: DateTime<Utc>,
    /// What talkbell says because of it, in order.
    pub notices: Vec<Filed>,
    /// What talkbell said before and has to say otherwise because of it.
    pub retold: Vec<Retold>,
}

/// What a question said and is to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rewording {
    /// As it was seen.
    pub from: String,
    /// As it shall be.
    pub to: String,
}

/// A deed that was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Act {
    /// Its number.
    pub id: ActId,
    /// The session.
    pub session: SessionId,
    /// What it was, in a word.
    pub what: String,
    /// What changed, in order.
    pub steps: Vec<Step>,
    /// What an edited question had said.
    pub replaced: Option<String>,
    /// Who did it.
    pub actor: Person,
    /// Why, where it was said.
    pub why: Option<String>,
    /// When.
    pub at: DateTime<Utc>,
    /// The act that undid it.
    pub undone_by: Option<ActId>,
}

macro_rules! act_columns {
    () => {
        "act, session, number, what, from_state, to_state, from_merged, to_merged, body, actor, why, at_ms, undone_by \
         FROM question_acts"
    };
}

impl Store {
    /// Does a deed and records it. `None` when something is no longer as it was seen: then nothing has changed.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn act(&self, conference: &ConferenceId, deed: &Deed) -> Result<Option<ActId>, StoreError> {
        match despite_contention(|| self.act_once(conference, deed)).await {
            // Another question is being asked meanwhile.
            Err(StoreError::Database(sqlx::Error::Database(error))) if error.is_unique_violation() => Ok(None),
            done => done,
        }
    }

    async fn act_once(&self, conference: &ConferenceId, deed: &Deed) -> Result<Option<ActId>, StoreError> {
        let mut transaction = self.pool.begin().await?;
        // The number first: nobody else acts from here on.
        let act = number(&mut transaction, conference, "act").await?;
        let id = ActId::new(act).ok_or_else(|| StoreError::Unreadable("the number 0".to_owned()))?;
        let deeds = Doing { conference, deed, act: id };
        if deeds.is_done(&mut transaction).await? {
            transaction.commit().await?;
            return Ok(Some(id));
        }
        transaction.rollback().await?;
        Ok(None)
    }

    /// An act, if there is one of that number.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn act_of(&self, conference: &ConferenceId, act: ActId) -> Result<Option<Act>, StoreError> {
        let sql = concat!("SELECT ", act_columns!(), " WHERE conference = $1 AND act = $2 ORDER BY step");
        let rows = sqlx::query(sql).bind(conference.as_str()).bind(i64::from(act.get())).fetch_all(&self.pool).await?;
        Ok(acts(&rows)?.pop())
    }

    /// All that was done to the questions of a session, in order.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn acts(&self, conference: &ConferenceId, session: &SessionId) -> Result<Vec<Act>, StoreError> {
        let sql = concat!("SELECT ", act_columns!(), " WHERE conference = $1 AND session = $2 ORDER BY act, step");
        let rows = sqlx::query(sql).bind(conference.as_str()).bind(session.as_str()).fetch_all(&self.pool).await?;
        acts(&rows)
    }
}

impl Store {
    /// What was done to the questions that are in a session now, wherever they were when it was done, in order.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn acts_upon(&self, conference: &ConferenceId, session: &SessionId) -> Result<Vec<Act>, StoreError> {
        let sql = concat!(
            "SELECT ",
            act_columns!(),
            " WHERE conference = $1 AND number IN (SELECT q.number FROM questions q WHERE q.conference = $1 \
             AND q.session = $2) ORDER BY act, step"
        );
        let rows = sqlx::query(sql).bind(conference.as_str()).bind(session.as_str()).fetch_all(&self.pool).await?;
        acts(&rows)
    }
}

struct Doing<'a> {
    conference: &'a ConferenceId,
    deed: &'a Deed,
    act: ActId,
}

impl Doing<'_> {
    async fn is_done(&self, connection: &mut AnyConnection) -> Result<bool, StoreError> {
        if let Some(undone) = self.deed.undoes
            && !self.takes_back(connection, undone).await?
        {
            return Ok(false);
        }
        for (place, step) in self.deed.steps.iter().enumerate() {
            let taken = match *step {
                Step::Stage { from, to } => self.stage(connection, from, to).await?,
                Step::Question { id, from, to } => self.question(connection, id, from, to).await?,
            };
            if !taken {
                return Ok(false);
            }
            self.record(connection, i64::try_from(place).unwrap_or(i64::MAX), step).await?;
        }
        for retold in &self.deed.retold {
            retelling::retell(connection, self.conference, retold, self.act).await?;
        }
        for (place, filed) in self.deed.notices.iter().enumerate() {
            if !filing::file(connection, place, filed, self.deed.at).await? {
                // Done, undone and done again within a millisecond: what was taken back holds again.
                let Filed { notice, .. } = filed;
                let again = Retold { kind: notice.kind, subject: notice.subject.clone(), holds: true };
                retelling::retell(connection, self.conference, &again, self.act).await?;
            }
        }
        Ok(true)
    }

    async fn takes_back(&self, connection: &mut AnyConnection, undone: ActId) -> Result<bool, StoreError> {
        let sql = "UPDATE question_acts SET undone_by = $1 WHERE conference = $2 AND act = $3 AND undone_by IS NULL";
        let query = sqlx::query(sql)
            .bind(i64::from(self.act.get()))
            .bind(self.conference.as_str())
            .bind(i64::from(undone.get()));
        Ok(query.execute(connection).await?.rows_affected() > 0)
    }

    async fn question(
        &self,
        connection: &mut AnyConnection,
        id: QuestionId,
        from: Place,
        to: Place,
    ) -> Result<bool, StoreError> {
        // To keep its place is a condition as well, and holds the row until the end.
        let sql = "UPDATE questions SET state = $1, merged_into = $2, \
                   body = COALESCE($3, body), changed_ms = CASE WHEN $4 = 1 THEN $5 ELSE changed_ms END \
                   WHERE conference = $6 AND number = $7 AND session = $8 AND state = $9 \
                   AND COALESCE(merged_into, 0) = $10 AND body = COALESCE($11, body)";
        let rewording = self.deed.rewording.as_ref();
        let changes = from != to || rewording.is_some();
        let query = sqlx::query(sql)
            .bind(to.state.as_str())
            .bind(to.merged_into.map(|id| i64::from(id.get())))
            .bind(rewording.map(|rewording| rewording.to.as_str()))
            .bind(i64::from(changes))
            .bind(self.deed.at.timestamp_millis())
            .bind(self.conference.as_str())
            .bind(i64::from(id.get()))
            .bind(self.deed.session.as_str())
            .bind(from.state.as_str())
            .bind(from.merged_into.map_or(0, |id| i64::from(id.get())))
            .bind(rewording.map(|rewording| rewording.from.as_str()));
        Ok(query.execute(connection).await?.rows_affected() == 1)
    }

    async fn stage(&self, connection: &mut AnyConnection, from: Stage, to: Stage) -> Result<bool, StoreError> {
        // No row says the same as the first stage.
        let sql = match from {
            Stage::Gathering => {
                "INSERT INTO question_stages (conference, session, stage, changed_ms) VALUES ($1, $2, $3, $4) \
                 ON CONFLICT (conference, session) DO UPDATE SET stage = excluded.stage, \
                 changed_ms = excluded.changed_ms WHERE question_stages.stage = $5"
            }
            Stage::Open | Stage::Closed => {
                "UPDATE question_stages SET stage = $3, changed_ms = $4 \
                 WHERE conference = $1 AND session = $2 AND stage = $5"
            }
        };
        let query = sqlx::query(sql)
            .bind(self.conference.as_str())
            .bind(self.deed.session.as_str())
            .bind(to.as_str())
            .bind(self.deed.at.timestamp_millis())
            .bind(from.as_str());
        Ok(query.execute(connection).await?.rows_affected() == 1)
    }

    async fn record(&self, connection: &mut AnyConnection, place: i64, step: &Step) -> Result<(), StoreError> {
        let number = |id: QuestionId| i64::from(id.get());
        let (question, from, to, merged) = match *step {
            Step::Question { id, from, to } => {
                (Some(number(id)), from.state.as_str(), to.state.as_str(), (from.merged_into, to.merged_into))
            }
            Step::Stage { from, to } => (None, from.as_str(), to.as_str(), (None, None)),
        };
        let sql = "INSERT INTO question_acts (conference, act, step, session, number, what, from_state, to_state, \
                   from_merged, to_merged, body, actor, why, at_ms) \
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";
        sqlx::query(sql)
            .bind(self.conference.as_str())
            .bind(i64::from(self.act.get()))
            .bind(place)
            .bind(self.deed.session.as_str())
            .bind(question)
            .bind(self.deed.what)
            .bind(from)
            .bind(to)
            .bind(merged.0.map(number))
            .bind(merged.1.map(number))
            .bind(self.deed.rewording.as_ref().map(|rewording| rewording.from.as_str()))
            .bind(self.deed.actor.get().cast_signed())
            .bind(self.deed.why.as_deref())
            .bind(self.deed.at.timestamp_millis())
            .execute(connection)
            .await?;
        Ok(())
    }
}

/// The acts of which these are the steps, in order.
fn acts(rows: &[AnyRow]) -> Result<Vec<Act>, StoreError> {
    let mut acts: Vec<Act> = Vec::new();
    for row in rows {
        let act = act_id(row, "act")?.ok_or_else(|| StoreError::Unreadable("an act without a number".to_owned()))?;
        let step = step(row)?;
        match acts.last_mut().filter(|last| last.id == act) {
            Some(last) => last.steps.push(step),
            None => acts.push(Act {
                id: act,
                session: parsed(row, "session")?,
                what: row.try_get("what")?,
                steps: vec![step],
                replaced: row.try_get("body")?,
                actor: person(row, "actor")?,
                why: row.try_get("why")?,
                at: instant(row.try_get("at_ms")?)?,
                undone_by: act_id(row, "undone_by")?,
            }),
        }
    }
    Ok(acts)
}

fn step(row: &AnyRow) -> Result<Step, StoreError> {
    let Some(question) = id(row, "number")? else {
        return Ok(Step::Stage { from: parsed(row, "from_state")?, to: parsed(row, "to_state")? });
    };
    Ok(Step::Question {
        id: question,
        from: Place { state: parsed(row, "from_state")?, merged_into: id(row, "from_merged")? },
        to: Place { state: parsed(row, "to_state")?, merged_into: id(row, "to_merged")? },
    })
}

fn act_id(row: &AnyRow, column: &str) -> Result<Option<ActId>, StoreError> {
    let Some(number) = row.try_get::<Option<i64>, _>(column)? else { return Ok(None) };
    let id = u32::try_from(number).ok().and_then(ActId::new);
    id.map(Some).ok_or_else(|| StoreError::Unreadable(format!("{number} in column {column}")))
}
