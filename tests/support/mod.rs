//! What several tests share.
//!
//! Each test binary compiles all of it and uses a part. One that leaves something unused says so at its `mod support;`:
//! `#[expect(dead_code, reason = "this test uses a part of the support")]`.

#![expect(clippy::unwrap_used, reason = "in a test's helper an unwrap is an assertion")]

pub mod congress;
pub mod harness;
pub mod moderator;
pub mod openapi;
pub mod page;
pub mod people;
pub mod process;
pub mod stage;
pub mod transcript;
