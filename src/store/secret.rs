use std::collections::BTreeMap;

use sqlx::Row;

use super::{Store, StoreError};

impl Store {
    /// The secret that is kept under a name. If there is none yet, `fresh` is it from now on; of several who bring one at
    /// once, one wins and all get the same.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn secret(&self, name: &str, fresh: &str) -> Result<String, StoreError> {
        let keep = "INSERT INTO secrets (name, secret) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING";
        sqlx::query(keep).bind(name).bind(fresh).execute(&self.pool).await?;
        let sql = "SELECT secret FROM secrets WHERE name = $1";
        let row = sqlx::query(sql).bind(name).fetch_one(&self.pool).await?;
        Ok(row.try_get("secret")?)
    }

    /// The secrets that are kept under names which begin so, by name.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn secrets_of(&self, beginning: &str) -> Result<BTreeMap<String, String>, StoreError> {
        let sql = "SELECT name, secret FROM secrets WHERE substr(name, 1, $1) = $2";
        let length = i64::try_from(beginning.len()).unwrap_or(i64::MAX);
        let rows = sqlx::query(sql).bind(length).bind(beginning).fetch_all(&self.pool).await?;
        rows.iter().map(|row| Ok((row.try_get("name")?, row.try_get("secret")?))).collect()
    }

    /// Puts another secret in the place of one, or makes it if there was none.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn renew_secret(&self, name: &str, fresh: &str) -> Result<(), StoreError> {
        let sql = "INSERT INTO secrets (name, secret) VALUES ($1, $2) \
                   ON CONFLICT (name) DO UPDATE SET secret = excluded.secret";
        sqlx::query(sql).bind(name).bind(fresh).execute(&self.pool).await?;
        Ok(())
    }
}
