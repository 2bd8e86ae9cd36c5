//! What several tests share.
//!
//! Each test binary compiles all of it and uses a part. One that leaves something unused says so at its `mod support;`:
//! `#[expect(dead_code, reason = "this test uses a part of the support")]`.

pub mod openapi;
