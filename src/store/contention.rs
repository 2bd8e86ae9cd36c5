use super::StoreError;

/// PostgreSQL's codes for a transaction that it broke off in favour of another: a deadlock, and a serialisation failure
/// (appendix A of its manual). Nothing of it happened, so it may simply be run again.
const BROKEN_OFF: [&str; 2] = ["40P01", "40001"];
/// More often than replicas can plausibly get into each other's way.
const TRIES: u32 = 5;

/// Runs a transaction, again if the database broke it off in favour of another: statements that change several rows meet
/// those of another replica in an order that nobody chooses. SQLite lets one write at a time and never does this.
pub(super) async fn despite_contention<T, F>(mut transaction: impl FnMut() -> F) -> Result<T, StoreError>
where
    F: Future<Output = Result<T, StoreError>>,
{
    for _ in 1..TRIES {
        match transaction().await {
            Err(StoreError::Database(error)) if is_broken_off(&error) => {}
            ended => return ended,
        }
    }
    transaction().await
}

fn is_broken_off(error: &sqlx::Error) -> bool {
    let code = error.as_database_error().and_then(sqlx::error::DatabaseError::code);
    code.is_some_and(|code| BROKEN_OFF.contains(&&*code))
}
