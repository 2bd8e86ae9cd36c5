//! Faults to order: what a bot must survive, on demand.

use std::time::Duration;

/// A fault that befalls the next requests that match.
#[derive(Clone, Debug)]
pub struct Fault {
    /// Which requests.
    pub on: Target,
    /// How many of them, from now on.
    pub times: u32,
    /// What befalls them.
    pub kind: FaultKind,
}

/// Which requests a fault befalls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// Every request to the API.
    Any,
    /// Posting a message into this channel.
    Posting(u64),
    /// Requests of this method (`GET`, `POST`, …) whose path, without `/api/v10`, begins so.
    Request {
        /// The HTTP method, in capitals.
        method: String,
        /// The path's beginning, such as `/channels/2000/messages`.
        path: String,
    },
}

/// What befalls a request. Unless said otherwise, it is not carried out.
#[derive(Clone, Debug, PartialEq)]
pub enum FaultKind {
    /// 429 with `Retry-After` and the JSON body.
    TooMany {
        /// In real time.
        retry_after: Duration,
    },
    /// 429 with the JSON body and no header.
    TooManyBodyOnly {
        /// In real time.
        retry_after: Duration,
    },
    /// 429 for the whole bot.
    TooManyGlobal {
        /// In real time.
        retry_after: Duration,
    },
    /// 429 because others use the same thing; Discord does not count it against the bot.
    TooManyShared {
        /// In real time.
        retry_after: Duration,
    },
    /// Cloudflare's own 429: an HTML page with `Retry-After` in whole seconds.
    Cloudflare {
        /// In real time, rounded up to seconds.
        retry_after: Duration,
    },
    /// A bare status with Discord's short body: 400, 401, 403, 404, 500, 502, 503 and the like.
    Status(u16),
    /// The connection is cut before the request is carried out.
    DropBefore,
    /// The request is carried out, and the connection cut without an answer.
    DropAfter,
    /// No answer ever comes.
    Hang,
    /// The request is carried out after this long.
    Delay(Duration),
    /// The request is carried out; its answer comes a byte at a time, with this pause after each.
    Drip(Duration),
    /// The request is carried out; its answer is dated so many seconds after the truth, or before it.
    Dated(i64),
}

/// What can befall the gateway.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GatewayFault {
    /// Every connection is closed with this code.
    Close(u16),
    /// Every connection ends without a closing handshake.
    Cut,
    /// From now on heartbeats are not acknowledged, until [`GatewayFault::HearHeartbeats`].
    IgnoreHeartbeats,
    /// Heartbeats are acknowledged again.
    HearHeartbeats,
    /// Connections from now on are asked for a heartbeat this often; Discord asks for one in 41.25 s.
    BeatEvery(Duration),
    /// Every connection is cut, and none is taken, until [`GatewayFault::Return`].
    Leave,
    /// Connections are taken again.
    Return,
    /// Every connection is told to reconnect and resume.
    Reconnect,
    /// Every session is declared invalid, and forgotten unless it may be resumed.
    InvalidSession {
        /// Whether it may be resumed.
        resumable: bool,
    },
}

impl Fault {
    /// A fault for the next `times` messages posted into `channel`.
    #[must_use]
    pub fn posting(channel: u64, times: u32, kind: FaultKind) -> Self {
        Self { on: Target::Posting(channel), times, kind }
    }

    /// A fault for the next `times` requests, whatever they are.
    #[must_use]
    pub fn any(times: u32, kind: FaultKind) -> Self {
        Self { on: Target::Any, times, kind }
    }
}

impl Target {
    fn is(&self, method: &str, path: &str) -> bool {
        match self {
            Self::Any => true,
            Self::Posting(channel) => method == "POST" && path == format!("/channels/{channel}/messages"),
            Self::Request { method: wanted, path: beginning } => method == wanted && path.starts_with(beginning),
        }
    }
}

/// The faults that were ordered and are not used up.
#[derive(Debug, Default)]
pub(super) struct Faults(Vec<Fault>);

impl Faults {
    pub fn order(&mut self, fault: Fault) {
        self.0.push(fault);
    }

    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// The fault that befalls this request: of those that match, the one ordered first.
    pub fn take(&mut self, method: &str, path: &str) -> Option<FaultKind> {
        let index = self.0.iter().position(|fault| fault.times > 0 && fault.on.is(method, path))?;
        let fault = &mut self.0[index];
        fault.times -= 1;
        let kind = fault.kind.clone();
        self.0.retain(|fault| fault.times > 0);
        Some(kind)
    }
}
