use std::time::Duration;

use reqwest::StatusCode;

/// Why a request has no good answer.
#[derive(Debug, thiserror::Error)]
pub enum RestError {
    /// No connection came about, so Discord never saw the request.
    #[error("{api_url} cannot be reached: {why}")]
    Unreachable {
        /// Where Discord should be.
        api_url: String,
        /// What the network says.
        why: String,
    },
    /// The request was sent, and no (whole) answer came.
    #[error("the connection broke before Discord's answer was there: {0}")]
    Broken(String),
    /// Discord, or our own care not to come too often, wants the request to come later. It was not carried out.
    #[error("Discord's rate limit was met; it may be tried again in {:.1} s", retry_after.as_secs_f64())]
    Limited {
        /// For how long.
        retry_after: Duration,
        /// Whom it holds.
        scope: Scope,
    },
    /// Discord refused.
    #[error("Discord answered {status}{}", detail(*code, message))]
    Refused {
        /// The HTTP status.
        status: StatusCode,
        /// Discord's own code, 0 where it gives none.
        code: u32,
        /// Discord's own words.
        message: String,
    },
    /// Discord refuses the token itself. The request was not carried out, and none will be until there is another token.
    #[error("Discord refuses the token in DISCORD_TOKEN")]
    TokenRefused,
    /// The request was not sent: the place has refused the last ones, and Discord shuts out who makes too many such.
    #[error(
        "nothing was sent: this place has refused talkbell's last requests, and after 1,000 refusals in ten minutes \
         talkbell leaves such places alone before Discord shuts it out"
    )]
    HeldBack,
    /// The answer is none that talkbell understands.
    #[error("Discord's answer is not understood: {0}")]
    Unreadable(String),
    /// The request could not be made, which is a mistake of ours.
    #[error("a request could not be made: {0}")]
    Unmade(String),
}

/// Whom a rate limit holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The route, for this bot.
    Route,
    /// The route, because others use it too. Discord does not count such a 429 as a fault of the bot's.
    Shared,
    /// Everything the bot sends, interaction answers excepted.
    Global,
}

impl RestError {
    /// Discord's own error code, where it gave one.
    #[must_use]
    pub fn code(&self) -> Option<u32> {
        match self {
            Self::Refused { code, .. } => Some(*code),
            _ => None,
        }
    }

    /// The HTTP status, where there was one.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        match self {
            Self::Refused { status, .. } => Some(*status),
            Self::TokenRefused => Some(StatusCode::UNAUTHORIZED),
            _ => None,
        }
    }

    /// Whether the request may have been carried out although no answer says so. A gateway in front of Discord may answer
    /// for a request that Discord took.
    #[must_use]
    pub fn leaves_doubt(&self) -> bool {
        match self {
            Self::Broken(_) | Self::Unreadable(_) => true,
            Self::Refused { status, .. } => status.is_server_error() || *status == StatusCode::REQUEST_TIMEOUT,
            _ => false,
        }
    }
}

/// How a sent request failed, given where it was sent.
pub(super) fn unsent(error: &reqwest::Error, api_url: &str) -> RestError {
    match error.is_connect() {
        true => RestError::Unreachable { api_url: api_url.to_owned(), why: root_cause(error) },
        false if error.is_builder() => RestError::Unmade(root_cause(error)),
        false => RestError::Broken(broken(error)),
    }
}

pub(super) fn broken(error: &reqwest::Error) -> String {
    if error.is_timeout() { "it took too long".to_owned() } else { root_cause(error) }
}

/// The innermost cause, which names what went wrong; the outer ones name our own request.
fn root_cause(error: &reqwest::Error) -> String {
    let mut cause: &dyn std::error::Error = error;
    while let Some(inner) = cause.source() {
        cause = inner;
    }
    cause.to_string()
}

fn detail(code: u32, message: &str) -> String {
    match (code, message) {
        (0, "") => String::new(),
        (0, message) => format!(": {message}"),
        (code, message) => format!(": {message} (code {code})"),
    }
}
