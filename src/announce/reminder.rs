use chrono::{DateTime, TimeDelta, Utc};

use super::{Destination, Notice, NoticeKind, Subject, UserId};
use crate::schedule::{Changed, ConferenceId, Schedule, Span, Talk, TalkId};

/// A reminder is worth so much after the talk began: who comes then still hears the talk.
const LATE: TimeDelta = TimeDelta::minutes(15);
/// Where the wanted lead has passed, the longest of these that is still ahead is taken.
const SHORTER: [TimeDelta; 3] = [TimeDelta::minutes(5), TimeDelta::minutes(2), TimeDelta::minutes(1)];
/// Whoever asks gets the reminder at least so much later: at once, it would tell nothing new.
const AHEAD: TimeDelta = TimeDelta::seconds(30);
/// Nobody makes other plans for a talk that moves by less.
const WORTH_TELLING: TimeDelta = TimeDelta::minutes(2);

/// Somebody's wish to be told before a talk.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reminder {
    /// Which talk.
    pub talk: TalkId,
    /// Who is told.
    pub user: UserId,
    /// How long before its start.
    pub lead: TimeDelta,
}

impl Reminder {
    /// What is said for it, and when.
    #[must_use]
    pub fn notice(&self, conference: &ConferenceId, talk: &Talk) -> Notice {
        Notice {
            conference: conference.clone(),
            kind: NoticeKind::Reminder,
            destination: Destination::Direct(self.user),
            subject: Subject::Talk(talk.id.clone()),
            lead: self.lead,
            starts: talk.start,
            due: talk.start - self.lead,
            expires: talk.end.min(talk.start + LATE),
        }
    }
}

/// Every notice that people asked for, in the order in which they are said. What is no longer in the programme, or is
/// cancelled, reminds nobody; it does again if it comes back.
#[must_use]
pub fn reminders(conference: &ConferenceId, schedule: &Schedule, wanted: &[Reminder]) -> Vec<Notice> {
    let talks: std::collections::BTreeMap<&TalkId, &Talk> =
        schedule.talks().filter(|found| !found.talk.cancelled).map(|found| (&found.talk.id, found.talk)).collect();
    let held = wanted.iter().filter_map(|reminder| Some((reminder, talks.get(&reminder.talk)?)));
    let mut notices: Vec<Notice> = held.map(|(reminder, talk)| reminder.notice(conference, talk)).collect();
    notices.sort_by_key(|notice| notice.due);
    notices
}

/// What the programme, as it is now, makes of a reminder that was planned earlier.
pub(super) fn planned_reminder(notice: &Notice, schedule: &Schedule) -> Option<Notice> {
    let (Subject::Talk(id), Destination::Direct(user)) = (&notice.subject, notice.destination) else { return None };
    let talk = schedule.talk(id).filter(|found| !found.talk.cancelled)?.talk;
    let reminder = Reminder { talk: id.clone(), user, lead: notice.lead };
    Some(reminder.notice(&notice.conference, talk)).filter(|planned| planned.key() == notice.key())
}

/// How long before a talk somebody who asks now is reminded, if they wish for `wanted`; `None` when there is no time left
/// for it.
#[must_use]
pub fn reminder_lead(talk: &Talk, wanted: TimeDelta, now: DateTime<Utc>) -> Option<TimeDelta> {
    let left = talk.start - now - AHEAD;
    let shorter = SHORTER.into_iter().filter(|lead| *lead < wanted);
    std::iter::once(wanted).chain(shorter).find(|lead| *lead <= left)
}

/// Whether those who asked to be reminded of a talk want to know at once that it moved, and not only with the reminder.
#[must_use]
pub fn is_worth_telling(moved: &Changed<Span>) -> bool {
    (moved.to.start - moved.from.start).abs() >= WORTH_TELLING
}
