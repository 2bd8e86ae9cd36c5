use std::fmt;

use chrono::{DateTime, Utc};

use super::markdown::{escape, shorten, timestamp};
use super::{Message, Words};

/// Characters of a reason that comes from elsewhere.
const REASON_LIMIT: usize = 600;

/// Something that is wrong with talkbell itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Alarm {
    /// The dispatcher does not go round.
    Stalled {
        /// For how long.
        seconds: u64,
    },
    /// The store does not answer.
    StoreAway {
        /// Why.
        why: String,
    },
    /// Notices wait although they should stand in their channels.
    Overdue {
        /// How many.
        many: u64,
        /// When the first of them was due.
        since: DateTime<Utc>,
    },
    /// A programme could not be read again.
    ProgrammeUnread {
        /// Why.
        why: String,
    },
    /// Nobody's questions arrive.
    GatewayAway {
        /// For how long.
        seconds: u64,
    },
}

impl Alarm {
    /// Its name in the catalogue and for machines.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Stalled { .. } => "stalled",
            Self::StoreAway { .. } => "store",
            Self::Overdue { .. } => "overdue",
            Self::ProgrammeUnread { .. } => "programme",
            Self::GatewayAway { .. } => "gateway",
        }
    }
}

impl fmt::Display for Alarm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stalled { seconds } => write!(f, "The dispatcher has not gone round for {seconds} s."),
            Self::StoreAway { why } => write!(f, "The store cannot be used: {why}."),
            Self::Overdue { many, since } => write!(f, "{many} announcements are overdue, the first since {since}."),
            Self::ProgrammeUnread { why } => write!(f, "A programme could not be read again: {why}."),
            Self::GatewayAway { seconds } => write!(f, "The gateway has been away for {seconds} s."),
        }
    }
}

/// What the organisers are told when something is wrong.
#[must_use]
pub fn alarm(words: &Words, alarm: &Alarm) -> Message {
    let id = format!("alarm-{}", alarm.kind());
    let safe = |why: &str| shorten(&escape(why), REASON_LIMIT);
    let content = match alarm {
        Alarm::Stalled { seconds } | Alarm::GatewayAway { seconds } => {
            words.say(&id, &[("seconds", i64::try_from(*seconds).unwrap_or(i64::MAX).into())])
        }
        Alarm::StoreAway { why } | Alarm::ProgrammeUnread { why } => words.say(&id, &[("why", safe(why).into())]),
        Alarm::Overdue { many, since } => {
            let count = i64::try_from(*many).unwrap_or(i64::MAX);
            words.say(&id, &[("count", count.into()), ("since", timestamp(*since, 'T').into())])
        }
    };
    Message { content, ..Message::default() }
}

/// What the organisers are told when it is over.
#[must_use]
pub fn all_clear(words: &Words, alarm: &Alarm) -> Message {
    Message { content: words.say(&format!("alarm-over-{}", alarm.kind()), &[]), ..Message::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_alarm_has_its_words_and_an_end() {
        let words = Words::english();
        let why = "the file @everyone is not there".to_owned();
        let alarms = [
            Alarm::Stalled { seconds: 12 },
            Alarm::StoreAway { why: why.clone() },
            Alarm::Overdue { many: 1, since: DateTime::UNIX_EPOCH },
            Alarm::ProgrammeUnread { why },
            Alarm::GatewayAway { seconds: 75 },
        ];
        let said = |message: Message| format!("{}\n", message.content.replace('\u{200b}', "·"));
        let told: String =
            alarms.iter().flat_map(|it| [said(alarm(&words, it)), said(all_clear(&words, it))]).collect();
        insta::assert_snapshot!(told, @r"
        I have not looked after the announcements for 12 seconds, so some may be missing. Please look into talkbell's log and restart it.
        I look after the announcements again. What was missed meanwhile is reported by itself.
        I cannot use my store, and post nothing that I cannot record: the file @·everyone is not there.
        My store can be used again; the announcements go on.
        One announcement is overdue, due at <t:0:T>. I keep trying; Discord or the network may be slow.
        Nothing is overdue any more.
        I could not read the programme again, so the last good one stays in force: the file @·everyone is not there.
        I can read the programme again.
        My connection for commands and buttons has been away for 75 seconds, so they are not answered. Announcements go on.
        Commands and buttons are answered again.
        ");
    }
}
