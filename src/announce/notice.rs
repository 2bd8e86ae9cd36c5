use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{Destination, Subject};
use crate::schedule::ConferenceId;

/// One thing that must be said once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The conference it belongs to.
    pub conference: ConferenceId,
    /// What is said.
    pub kind: NoticeKind,
    /// Where it is said.
    pub destination: Destination,
    /// What it speaks of.
    pub subject: Subject,
    /// How long before (or, for the end of something, before the end of) its subject it is due.
    pub lead: TimeDelta,
    /// The start of its subject, as planned (for what counts down to an end: that end). Part of the key, so a talk that moves
    /// rings again.
    pub starts: DateTime<Utc>,
    /// When it is said.
    pub due: DateTime<Utc>,
    /// From here on it is too late to say it.
    pub expires: DateTime<Utc>,
}

/// What a notice says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NoticeKind {
    /// To the audience: the session is over.
    SessionClosing,
    /// To the moderator and the speakers: so much time is left, or none.
    TimeCard,
    /// To the moderator: the Q&A has little time left.
    QaEnding,
    /// To the moderator: be there.
    ModeratorCall,
    /// To the moderator, who has not said that they are there: be there.
    ModeratorAgain,
    /// To the backup moderators: the moderator has not said that they are there.
    BackupCall,
    /// To the organisers: nobody is there to moderate.
    ModeratorMissing,
    /// To a speaker: be there.
    SpeakerCall,
    /// To the moderator: the panel, which is kept true from then on.
    Panel,
    /// To the audience: the session begins soon, and what is in it.
    SessionOpening,
    /// To the audience: the talk begins in a moment.
    TalkPing,
    /// To the moderator: the Q&A comes up.
    QaSoon,
    /// To the audience: the talk begins.
    TalkStart,
    /// To the audience: the Q&A begins, and how to take part.
    QaOpening,
    /// To the moderator: the Q&A begins.
    QaNow,
    /// To the moderators: a question waits for approval.
    QuestionHeld,
    /// To the audience: the moderator has opened the Q&A, and what is most wanted.
    QaOpened,
    /// To the audience: this question is being asked.
    QuestionNow,
    /// To its author: the question was answered.
    QuestionAnswered,
    /// To the audience: questions about a talk are left, and go on in a thread.
    QuestionsLeft,
    /// In that thread: the questions, and whom they are for.
    QuestionsInThread,
    /// To one who asked for it: the talk begins soon.
    Reminder,
    /// To one who asked to be reminded: what changed about those talks.
    ReminderChange,
    /// To the audience: what it missed while talkbell was away.
    CatchUp,
    /// To the audience: what changed in the programme.
    Change,
    /// To the organisers: a channel refuses, and is switched off.
    ChannelOff,
    /// To the organisers: a channel that was switched off takes announcements again.
    ChannelOn,
    /// To the organisers: what was missed or failed, and why.
    Report,
    /// To the organisers: a change that is hard to believe, and the question whether it is meant.
    Held,
    /// To the audience's channel: a sample, on an organiser's command.
    Test,
}

/// What makes a notice the same notice: conference, destination, subject, kind, lead and the start it speaks of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct NoticeKey(String);

/// 96 bits of a key's SHA-256 as 24 hexadecimal digits: the message's nonce (Discord takes 25 characters) and its mark
/// in the `custom_id` of its buttons.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct NoticeDigest(String);

impl Notice {
    /// The idempotency key.
    #[must_use]
    pub fn key(&self) -> NoticeKey {
        NoticeKey(format!(
            "{}/{}/{}/{}/{}/{}",
            self.conference,
            self.destination,
            self.subject,
            self.kind,
            self.lead.num_seconds(),
            self.starts.timestamp_millis(),
        ))
    }

    /// Whether the notice was put into the outbox by itself, and no plan calls for it.
    #[must_use]
    pub fn is_filed(&self) -> bool {
        self.kind.is_filed()
    }

    /// Whether the notice is for one person who asked for it, and whom nobody else's notice waits for.
    #[must_use]
    pub fn is_personal(&self) -> bool {
        matches!(self.kind, NoticeKind::Reminder | NoticeKind::ReminderChange)
    }

    /// The notice as it was planned, whatever its channel: to the audience each is said in one channel, and when that changes
    /// before it was said, it is still the same.
    #[must_use]
    pub fn is_same_elsewhere(&self, other: &Self) -> bool {
        self.kind.is_to_audience()
            && (self.kind, &self.subject, self.lead, self.starts)
                == (other.kind, &other.subject, other.lead, other.starts)
    }

    /// Who is served first when much is due at once: 0 moderators, 1 the audience, 2 single persons.
    #[must_use]
    pub fn rank(&self) -> u8 {
        match (self.is_for_moderators(), self.is_personal()) {
            (true, _) => 0,
            (false, false) => 1,
            (false, true) => 2,
        }
    }

    /// Whether the notice is for a moderator, who is served before the audience.
    #[must_use]
    pub fn is_for_moderators(&self) -> bool {
        self.kind.asks_for_presence()
            || matches!(
                self.kind,
                NoticeKind::TimeCard
                    | NoticeKind::Panel
                    | NoticeKind::QaSoon
                    | NoticeKind::QaNow
                    | NoticeKind::QaEnding
                    | NoticeKind::QuestionHeld
            )
    }
}

impl NoticeKey {
    /// The key's short form.
    #[must_use]
    pub fn digest(&self) -> NoticeDigest {
        let hash = Sha256::digest(self.0.as_bytes());
        let (high, low) = hash[..12].split_at(4);
        let number = |bytes: &[u8]| bytes.iter().fold(0_u64, |number, byte| (number << 8) | u64::from(*byte));
        NoticeDigest(format!("{:08x}{:016x}", number(high), number(low)))
    }

    /// The key as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<String> for NoticeKey {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl NoticeDigest {
    /// The digest as text: 24 hexadecimal digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A text that is no digest of a notice.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no notice digest")]
pub struct UnusableDigest(String);

impl FromStr for NoticeDigest {
    type Err = UnusableDigest;

    fn from_str(text: &str) -> Result<Self, UnusableDigest> {
        let fits = text.len() == 24 && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
        if fits { Ok(Self(text.to_owned())) } else { Err(UnusableDigest(text.to_owned())) }
    }
}

impl NoticeKind {
    /// Every kind, in the order in which they are said at one instant: conclude before starting.
    pub const ALL: [Self; 30] = [
        Self::SessionClosing,
        Self::TimeCard,
        Self::QaEnding,
        Self::ModeratorCall,
        Self::ModeratorAgain,
        Self::BackupCall,
        Self::ModeratorMissing,
        Self::SpeakerCall,
        Self::Panel,
        Self::SessionOpening,
        Self::TalkPing,
        Self::QaSoon,
        Self::TalkStart,
        Self::QaOpening,
        Self::QaNow,
        Self::QuestionHeld,
        Self::QaOpened,
        Self::QuestionNow,
        Self::QuestionAnswered,
        Self::QuestionsLeft,
        Self::QuestionsInThread,
        Self::Reminder,
        Self::ReminderChange,
        Self::CatchUp,
        Self::Change,
        Self::ChannelOff,
        Self::ChannelOn,
        Self::Report,
        Self::Held,
        Self::Test,
    ];

    /// Whether it asks somebody to be there, and so is not said once they are.
    #[must_use]
    pub const fn asks_for_presence(self) -> bool {
        matches!(
            self,
            Self::ModeratorCall | Self::ModeratorAgain | Self::BackupCall | Self::ModeratorMissing | Self::SpeakerCall
        )
    }

    /// Whether a plan says it to the audience: in one channel, and nowhere else.
    #[must_use]
    pub const fn is_to_audience(self) -> bool {
        matches!(self, Self::SessionOpening | Self::TalkPing | Self::TalkStart | Self::QaOpening | Self::SessionClosing)
    }

    /// Whether a posted message of this kind is kept true when the programme changes.
    #[must_use]
    pub const fn is_corrected(self) -> bool {
        matches!(self, Self::SessionOpening | Self::TalkPing | Self::TalkStart | Self::QaOpening)
    }

    /// Whether such a notice comes of a question or a moderator's act. What it says was filed with it.
    #[must_use]
    pub const fn is_of_questions(self) -> bool {
        matches!(
            self,
            Self::QuestionHeld
                | Self::QaOpened
                | Self::QuestionNow
                | Self::QuestionAnswered
                | Self::QuestionsLeft
                | Self::QuestionsInThread
        )
    }

    /// Whether notices of this kind are put into the outbox by themselves, and no plan calls for them.
    #[must_use]
    pub const fn is_filed(self) -> bool {
        matches!(
            self,
            Self::CatchUp
                | Self::ReminderChange
                | Self::Change
                | Self::ChannelOff
                | Self::ChannelOn
                | Self::Held
                | Self::Report
                | Self::Test
        ) || self.is_of_questions()
    }

    /// The kind's name in keys, the store and the word catalogue.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SessionClosing => "session-closing",
            Self::TimeCard => "time-card",
            Self::QaEnding => "qa-ending",
            Self::ModeratorCall => "moderator-call",
            Self::ModeratorAgain => "moderator-again",
            Self::BackupCall => "backup-call",
            Self::ModeratorMissing => "moderator-missing",
            Self::SpeakerCall => "speaker-call",
            Self::Panel => "panel",
            Self::SessionOpening => "session-opening",
            Self::TalkPing => "talk-ping",
            Self::QaSoon => "qa-soon",
            Self::TalkStart => "talk-start",
            Self::QaOpening => "qa-opening",
            Self::QaNow => "qa-now",
            Self::QuestionHeld => "question-held",
            Self::QaOpened => "qa-opened",
            Self::QuestionNow => "question-now",
            Self::QuestionAnswered => "question-answered",
            Self::QuestionsLeft => "questions-left",
            Self::QuestionsInThread => "questions-in-thread",
            Self::Reminder => "reminder",
            Self::ReminderChange => "reminder-change",
            Self::CatchUp => "catch-up",
            Self::Change => "change",
            Self::ChannelOff => "channel-off",
            Self::ChannelOn => "channel-on",
            Self::Report => "report",
            Self::Held => "held",
            Self::Test => "test",
        }
    }
}

/// A word that names no kind of notice.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no kind of notice")]
pub struct UnknownKind(String);

impl FromStr for NoticeKind {
    type Err = UnknownKind;

    fn from_str(text: &str) -> Result<Self, UnknownKind> {
        let found = Self::ALL.into_iter().find(|kind| kind.as_str() == text);
        found.ok_or_else(|| UnknownKind(text.to_owned()))
    }
}

impl fmt::Display for NoticeKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for NoticeKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for NoticeDigest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
