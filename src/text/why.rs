use chrono::{DateTime, TimeDelta, Utc};

use super::markdown::{escape, timestamp};
use super::parts::Scene;
use super::report::what;
use super::{Message, Words};
use crate::announce::Notice;

/// Up to here a notice counts as on time: Discord's own answer takes as long.
const ON_TIME: TimeDelta = TimeDelta::seconds(2);

/// What the outbox knows of a message that stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// What it says.
    pub notice: Notice,
    /// When it was recorded as posted; `None` while that is still being found out.
    pub posted: Option<DateTime<Utc>>,
    /// How often it was tried.
    pub attempts: i64,
    /// Why it does not say what the programme says now, where it could not be corrected.
    pub uncorrected: Option<String>,
}

/// Which notice a message is, when it was due and posted, how late, and after how many attempts.
#[must_use]
pub fn why_answer(scene: &Scene<'_>, record: &Record) -> Message {
    let notice = &record.notice;
    let due = format!("{}, {}", timestamp(notice.due, 'D'), timestamp(notice.due, 'T'));
    let what = what(scene, notice.kind, &notice.subject);
    let posted = match record.posted {
        Some(posted) => scene.say(
            "why-posted",
            &[("posted", timestamp(posted, 'T').into()), ("lateness", lateness(scene, posted - notice.due).into())],
        ),
        None => scene.say("why-unrecorded", &[]),
    };
    let uncorrected = |reason: &String| scene.say("why-uncorrected", &[("reason", escape(reason).into())]);
    let lines = [
        scene.say("why", &[("what", (&what).into())]),
        scene.say("why-due", &[("due", (&due).into()), ("posted", (&posted).into())]),
        scene.say("why-attempts", &[("attempts", record.attempts.into())]),
    ];
    let lines: Vec<String> = lines.into_iter().chain(record.uncorrected.as_ref().map(uncorrected)).collect();
    Message { content: lines.join("\n"), ..Message::default() }
}

/// Why a question after a message has no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhyNot {
    /// The message is no announcement of ours.
    Foreign,
    /// It is one, and the outbox does not know it any more.
    Forgotten,
    /// The outbox does not answer just now.
    Busy,
}

/// The answer where there is no record.
#[must_use]
pub fn why_not(words: &Words, why: WhyNot) -> Message {
    let id = match why {
        WhyNot::Foreign => "why-foreign",
        WhyNot::Forgotten => "why-forgotten",
        WhyNot::Busy => "why-busy",
    };
    Message { content: words.say(id, &[]), ..Message::default() }
}

fn lateness(scene: &Scene<'_>, late: TimeDelta) -> String {
    match late {
        late if late < ON_TIME => scene.say("why-on-time", &[]),
        late if late < TimeDelta::minutes(1) => {
            scene.say("why-seconds-late", &[("seconds", late.num_seconds().into())])
        }
        late => scene.say("why-minutes-late", &[("minutes", late.num_minutes().into())]),
    }
}
