use sqlx::AnyConnection;

use super::super::StoreError;
use crate::announce::{NoticeKind, Subject};
use crate::questions::ActId;
use crate::schedule::ConferenceId;

/// Why a notice of a question was not said. By it, it is found again when it is to be said after all.
const TAKEN_BACK: &str = "it was taken back before it was said";

/// A notice that no longer says what is so, or does so again: the last of its kind about its subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Retold {
    /// What was said.
    pub kind: NoticeKind,
    /// Of what.
    pub subject: Subject,
    /// Whether it is so again, after it was not.
    pub holds: bool,
}

/// Marks what stands for a correction, and takes out of the outbox what was not said yet, or puts it there again.
pub(super) async fn retell(
    connection: &mut AnyConnection,
    conference: &ConferenceId,
    Retold { kind, subject, holds }: &Retold,
    act: ActId,
) -> Result<(), StoreError> {
    let last = "conference = $1 AND kind = $2 AND subject = $3 AND starts_ms = (SELECT MAX(starts_ms) FROM outbox AS later \
                WHERE later.conference = $1 AND later.kind = $2 AND later.subject = $3)";
    let subject = subject.to_string();
    // A new round: whoever corrects what an earlier act changed does not take this one for done.
    let mark = format!(
        "UPDATE outbox SET correct_title = $4, correct_round = correct_round + 1 WHERE {last} AND state <> 'cancelled'"
    );
    let turned = if *holds {
        format!(
            "UPDATE outbox SET state = 'pending', reason = NULL WHERE {last} AND state = 'cancelled' AND reason = $4"
        )
    } else {
        format!("UPDATE outbox SET state = 'cancelled', reason = $4 WHERE {last} AND state = 'pending'")
    };
    for (sql, value) in [(turned, TAKEN_BACK.to_owned()), (mark, format!("act {act}"))] {
        sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(conference.as_str())
            .bind(kind.as_str())
            .bind(&subject)
            .bind(value)
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}
