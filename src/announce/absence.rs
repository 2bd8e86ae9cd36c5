use chrono::{DateTime, TimeDelta, Utc};

use super::{Notice, NoticeKind, Subject};
use crate::schedule::{Schedule, Talk, TalkKind};

/// The talk whose start was missed, if the audience still wants to hear of it: it took place, and its session still runs.
/// A bell of the past helps nobody, nor does a break, nor a session that is over.
#[must_use]
pub fn missed_talk<'a>(missed: &Notice, schedule: &'a Schedule, now: DateTime<Utc>) -> Option<&'a Talk> {
    let Subject::Talk(id) = &missed.subject else { return None };
    let told = matches!(missed.kind, NoticeKind::TalkStart | NoticeKind::QaOpening);
    let found = schedule.talk(id).filter(|found| found.session.end() > now)?;
    let took_place = found.talk.start == missed.starts && found.talk.end <= now;
    (told && took_place && found.talk.kind != TalkKind::Break).then_some(found.talk)
}

/// The one message that tells a channel of what was missed there while talkbell was away; `None` when none of it still
/// matters. It takes the place of the last of them, before what is said late.
#[must_use]
pub fn catch_up<'a>(
    missed: impl IntoIterator<Item = &'a Notice>,
    schedule: &Schedule,
    now: DateTime<Utc>,
) -> Option<Notice> {
    let matters = missed.into_iter().filter_map(|notice| {
        let talk = missed_talk(notice, schedule, now)?;
        Some((notice, schedule.talk(&talk.id)?.session.end()))
    });
    let matters: Vec<_> = matters.collect();
    let expires = matters.iter().map(|(_, end)| *end).max()?;
    let (last, _) = matters.into_iter().max_by_key(|(notice, _)| notice.due)?;
    let (kind, subject, lead) = (NoticeKind::CatchUp, Subject::Conference, TimeDelta::zero());
    Some(Notice { kind, subject, lead, starts: last.due, expires, ..last.clone() })
}
