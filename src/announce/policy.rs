use std::collections::BTreeMap;

use chrono::TimeDelta;

use crate::schedule::{Talk, TalkKind};

/// When things are said. A lead of `None` means: not said at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// Before a session, to the audience.
    pub session_opening: Option<TimeDelta>,
    /// After the last talk, to the audience: whether, and how late it may still be said.
    pub session_closing: Option<TimeDelta>,
    /// Before each talk, to the audience.
    pub ping: PingPolicy,
    /// The kinds of talk whose start is not announced.
    pub unannounced: Vec<TalkKind>,
    /// Before a session, to its moderators.
    pub moderator_call: Option<TimeDelta>,
    /// Before a session, once more, to those of its moderators and speakers who have not said that they are there.
    pub check_in: Vec<TimeDelta>,
    /// Before a session, to the backup moderators, where no moderator has said so.
    pub backup_call: Option<TimeDelta>,
    /// Before a session, to the organisers, where nobody has.
    pub organiser_call: Option<TimeDelta>,
    /// Before a session, to its speakers.
    pub speaker_call: Option<TimeDelta>,
    /// Whether the moderator gets a panel, from the call on.
    pub panel: bool,
    /// Before the end of a talk, to its moderators and speakers. In the first half of a talk none is said.
    pub time_cards: Vec<TimeDelta>,
    /// At the end of a talk, to the same.
    pub time_up: bool,
    /// Before a Q&A, to the moderators.
    pub qa_soon: Option<TimeDelta>,
    /// At the start of a Q&A, to the moderators.
    pub qa_now: bool,
    /// Before the end of a Q&A, to the moderators.
    pub qa_ending: Option<TimeDelta>,
    /// Before a talk, to each who asked to be reminded; `None` where nobody can ask.
    pub reminder: Option<TimeDelta>,
}

/// How long before a talk its ping rings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PingPolicy {
    /// Where neither of the others applies.
    pub default: Option<TimeDelta>,
    /// Before a talk shorter than `short_talk`.
    pub short: Option<TimeDelta>,
    /// What counts as a short talk.
    pub short_talk: TimeDelta,
    /// Before a talk of that kind, however long it is. Wins over `default` and `short`.
    pub by_kind: BTreeMap<TalkKind, Option<TimeDelta>>,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            session_opening: Some(TimeDelta::minutes(10)),
            session_closing: Some(TimeDelta::hours(1)),
            ping: PingPolicy::default(),
            unannounced: Vec::new(),
            moderator_call: Some(TimeDelta::minutes(15)),
            check_in: vec![TimeDelta::minutes(10), TimeDelta::minutes(5)],
            backup_call: Some(TimeDelta::minutes(4)),
            organiser_call: Some(TimeDelta::minutes(2)),
            speaker_call: Some(TimeDelta::minutes(15)),
            panel: true,
            time_cards: vec![TimeDelta::minutes(5), TimeDelta::minutes(2), TimeDelta::minutes(1)],
            time_up: true,
            qa_soon: Some(TimeDelta::minutes(5)),
            qa_now: true,
            qa_ending: Some(TimeDelta::minutes(2)),
            reminder: Some(TimeDelta::minutes(10)),
        }
    }
}

impl Default for PingPolicy {
    fn default() -> Self {
        Self {
            default: Some(TimeDelta::minutes(5)),
            short: Some(TimeDelta::minutes(1)),
            short_talk: TimeDelta::minutes(10),
            by_kind: BTreeMap::from([(TalkKind::Break, None)]),
        }
    }
}

impl PingPolicy {
    /// How long before this talk its ping rings; `None` if it does not.
    #[must_use]
    pub fn lead(&self, talk: &Talk) -> Option<TimeDelta> {
        match self.by_kind.get(&talk.kind) {
            Some(lead) => *lead,
            None if talk.duration() < self.short_talk => self.short,
            None => self.default,
        }
    }
}
