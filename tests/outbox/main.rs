//! What the outbox promises, on real SQLite and on real PostgreSQL: one SQL text serves both.

#![expect(clippy::unwrap_used, reason = "in a test's helper an unwrap is an assertion")]

mod absence;
mod channels;
mod claiming;
mod corrections;
mod ends;
mod engine;
mod operator;
mod plans;
mod reminders;
mod reports;
mod routes;
