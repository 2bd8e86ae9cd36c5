use chrono::{DateTime, Utc};

use super::markdown::{escape, timestamp};
use super::parts::{Scene, short};
use super::{Action, Embed, Message, Tone};
use crate::announce::{Destination, Notice, NoticeDigest, NoticeKind, Subject};

/// Characters of the list of what was not posted.
const LIST_LIMIT: usize = 3800;

/// A notice that was not posted, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unposted {
    /// What should have been said.
    pub kind: NoticeKind,
    /// About what.
    pub subject: Subject,
    /// Where.
    pub destination: Destination,
    /// When.
    pub due: DateTime<Utc>,
    /// Why it was not, as a sentence.
    pub reason: String,
}

/// Why it became too late for a notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    /// talkbell was not running.
    Away,
    /// It was over before talkbell first read the programme.
    PastWhenPlanned,
    /// Its machine was suspended, or its clock was set.
    Asleep,
    /// Its channel is switched off, because it refuses for good.
    Off {
        /// What it answered last.
        last: String,
    },
    /// An organiser held the announcements back.
    Paused {
        /// Who, as the server showed them.
        who: String,
    },
    /// talkbell ran, but did not get to it.
    Behind,
    /// It was tried and did not succeed in time.
    Tried {
        /// How often.
        attempts: i64,
        /// What the last attempt met.
        last: String,
    },
}

/// Why a notice was missed, as a sentence.
#[must_use]
pub fn cause(words: &super::Words, cause: &Cause) -> String {
    match cause {
        Cause::Away => words.say("reason-away", &[]),
        Cause::PastWhenPlanned => words.say("reason-past", &[]),
        Cause::Asleep => words.say("reason-asleep", &[]),
        Cause::Off { last } => words.say("reason-off", &[("last", last.into())]),
        Cause::Paused { who } => words.say("reason-paused", &[("who", who.into())]),
        Cause::Behind => words.say("reason-behind", &[]),
        Cause::Tried { attempts, last } => {
            words.say("reason-tried", &[("attempts", (*attempts).into()), ("last", last.into())])
        }
    }
}

/// What the organisers are told about notices that were not posted. What single persons asked for is counted: who asked
/// for what is nobody's business.
#[must_use]
pub fn report(scene: &Scene<'_>, report: &Notice, unposted: &[Unposted]) -> Message {
    let digest = report.key().digest();
    let conference = escape(&scene.schedule.title);
    let personal = |it: &&Unposted| matches!(it.kind, NoticeKind::Reminder | NoticeKind::ReminderChange);
    let persons = unposted.iter().filter(personal).count();
    let announced: Vec<Unposted> = unposted.iter().filter(|it| !personal(it)).cloned().collect();
    let of = |id: &str, count: usize| {
        let arguments = [("count", count.into()), ("conference", (&conference).into())];
        (count > 0).then(|| scene.say(id, &arguments))
    };
    let said = [of("report", announced.len()), of("report-personal", persons)];
    let lines = lines(scene, &announced);
    let button = schedule_button(scene, digest);
    let embed =
        || Embed { description: scene.list("report-more", &lines, LIST_LIMIT), tone: Tone::Alert, ..Embed::default() };
    Message {
        content: said.into_iter().flatten().collect::<Vec<_>>().join("\n"),
        embed: (!lines.is_empty()).then(embed),
        buttons: vec![button],
        ..Message::default()
    }
}

/// How a notice is called in a sentence.
pub(super) fn what(scene: &Scene<'_>, kind: NoticeKind, subject: &Subject) -> String {
    let title = match subject {
        Subject::Session(id) => scene.schedule.session(id).map(|session| short(&session.title)),
        Subject::Talk(id) => scene.schedule.talk(id).map(|found| short(&found.talk.title)),
        Subject::Question(number) => Some(format!("#{number}")),
        Subject::Conference => Some(short(&scene.schedule.title)),
    };
    let title = title.unwrap_or_else(|| subject.to_string());
    scene.say(&format!("notice-{kind}"), &[("subject", (&title).into())])
}

/// A line each; a reason that several share stands once, above them.
fn lines(scene: &Scene<'_>, unposted: &[Unposted]) -> Vec<String> {
    let mut reasons: Vec<&str> = Vec::new();
    for notice in unposted {
        if !reasons.contains(&notice.reason.as_str()) {
            reasons.push(&notice.reason);
        }
    }
    let heading = if reasons.len() == 1 { "report-reason-all" } else { "report-reason" };
    let of = |reason: &str| unposted.iter().filter(|notice| notice.reason == reason).collect::<Vec<_>>();
    let mut lines = Vec::new();
    for reason in reasons {
        match of(reason).as_slice() {
            [one] => lines.push(format!("- {}", line(scene, one, "report-line"))),
            several => {
                let why = [("count", several.len().into()), ("reason", escape(reason).into())];
                lines.push(scene.say(heading, &why));
                lines.extend(several.iter().map(|notice| format!("- {}", line(scene, notice, "report-line-shared"))));
            }
        }
    }
    lines
}

fn line(scene: &Scene<'_>, unposted: &Unposted, id: &str) -> String {
    let what = what(scene, unposted.kind, &unposted.subject);
    let place = match unposted.destination {
        Destination::Channel(channel) => format!("in <#{channel}>"),
        Destination::Direct(_) => scene.say("report-in-direct", &[]),
    };
    scene.say(
        id,
        &[
            ("what", (&what).into()),
            ("due", timestamp(unposted.due, 't').into()),
            ("where", (&place).into()),
            ("reason", escape(&unposted.reason).into()),
        ],
    )
}

fn schedule_button(scene: &Scene<'_>, digest: NoticeDigest) -> super::Button {
    scene.button("button-now", Action::Now, Some(digest))
}
