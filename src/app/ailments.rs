use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};

use super::App;
use super::health::{Deliveries, Programme};
use crate::schedule::ConferenceId;
use crate::store::{Counts, Overdue};
use crate::text::Alarm;

/// How long the store may take to answer a question after talkbell's health.
const PATIENCE: Duration = Duration::from_secs(2);

/// What counts as an ailment.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// A dispatcher that has not gone round for so long has stalled.
    pub stalled: Duration,
    /// A notice that has been due for so long, in real time, is overdue.
    pub overdue: Duration,
    /// A gateway that is away for so long is missed.
    pub gateway: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self { stalled: Duration::from_secs(10), overdue: Duration::from_mins(1), gateway: Duration::from_mins(1) }
    }
}

/// What is wrong at the moment, and with which conference; `None` is all of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ailment {
    /// What it is.
    pub alarm: Alarm,
    /// Whose it is.
    pub conference: Option<ConferenceId>,
}

/// What is counted and measured, for whoever collects it.
#[derive(Clone, Debug)]
pub struct Measures {
    /// How many notices are in each state; `None` when the store does not answer.
    pub outbox: Option<Counts>,
    /// How many channels are switched off; `None` when the store does not answer.
    pub channels_off: Option<usize>,
    /// How deliveries went since the start.
    pub deliveries: Deliveries,
    /// Whether the gateway is connected.
    pub gateway_connected: bool,
    /// How long ago the dispatcher went round.
    pub since_beat: Duration,
    /// How the reading of each programme went.
    pub programmes: Vec<(ConferenceId, Programme)>,
}

impl App {
    /// Everything that is wrong at the moment.
    pub async fn ailments(&self, limits: &Limits) -> Vec<Ailment> {
        let everywhere = |alarm| Ailment { alarm, conference: None };
        let mut ailments = Vec::new();
        let since_beat = self.health.since_beat();
        let trouble = self.health.outbox_trouble();
        // A store that makes everyone wait slows the dispatcher down; it has not stalled for that.
        let stalled = if trouble.is_some() { limits.stalled * 3 } else { limits.stalled };
        if since_beat > stalled {
            ailments.push(everywhere(Alarm::Stalled { seconds: since_beat.as_secs() }));
        }
        let outbox = match trouble {
            Some(why) => Some(Alarm::StoreAway { why }),
            None => self.outbox_alarm(limits).await,
        };
        ailments.extend(outbox.map(everywhere));
        if let Some(away) = self.health.gateway_away().filter(|away| *away > limits.gateway) {
            ailments.push(everywhere(Alarm::GatewayAway { seconds: away.as_secs() }));
        }
        for (conference, Programme { trouble, .. }) in self.health.programmes() {
            let alarm = trouble.map(|why| Alarm::ProgrammeUnread { why });
            ailments.extend(alarm.map(|alarm| Ailment { alarm, conference: Some(conference) }));
        }
        ailments
    }

    /// What is counted and measured at the moment.
    pub async fn measures(&self) -> Measures {
        let outbox = tokio::time::timeout(PATIENCE, self.store.counts()).await;
        let off = tokio::time::timeout(PATIENCE, self.store.switched_off()).await;
        Measures {
            outbox: outbox.ok().and_then(Result::ok),
            channels_off: off.ok().and_then(Result::ok).map(|off| off.len()),
            deliveries: self.health.deliveries(),
            gateway_connected: self.health.gateway_away().is_none(),
            since_beat: self.health.since_beat(),
            programmes: self.health.programmes().into_iter().collect(),
        }
    }

    async fn outbox_alarm(&self, limits: &Limits) -> Option<Alarm> {
        let now = self.clock.now();
        let asked = self.store.overdue(self.latest_due(now, limits.overdue), now);
        match tokio::time::timeout(PATIENCE, asked).await {
            Ok(Ok(None)) => None,
            Ok(Ok(Some(Overdue { many, since }))) => Some(Alarm::Overdue { many, since }),
            Ok(Err(error)) => Some(Alarm::StoreAway { why: error.to_string() }),
            Err(_) => Some(Alarm::StoreAway { why: "the store does not answer".to_owned() }),
        }
    }

    /// What was due before this is overdue. A clock that runs faster leaves less session time to a delay; while it is
    /// paused nothing becomes late.
    fn latest_due(&self, now: DateTime<Utc>, overdue: Duration) -> DateTime<Utc> {
        let speed = self.clock.speed();
        if speed <= 0.0 {
            return DateTime::<Utc>::MIN_UTC;
        }
        let session = TimeDelta::from_std(overdue.mul_f64(speed.max(1.0))).unwrap_or(TimeDelta::MAX);
        now.checked_sub_signed(session).unwrap_or(DateTime::<Utc>::MIN_UTC)
    }
}
