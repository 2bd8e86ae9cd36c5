use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};

use super::{App, Conference};
use crate::announce::{Destination, Notice, NoticeKind, Subject, UserId, by_channel};
use crate::schedule::{Changed, Changes, Schedule, TalkId};
use crate::text::{change_lines, own_change_lines};

/// How long news of a change is worth posting.
const CHANGE_LIFE: TimeDelta = TimeDelta::hours(6);

impl<O> App<O> {
    /// Who is told what of a change, a line each: each audience of what concerns its channel and is still to come, and each
    /// speaker of their own talks.
    pub(super) fn news(
        &self,
        conference: &Conference,
        old: &Schedule,
        fresh: &Schedule,
        changes: &Changes,
        now: DateTime<Utc>,
    ) -> Vec<(Notice, Vec<String>)> {
        let notice = |to| notice(conference, to, now);
        let audiences = by_channel(changes, old, fresh, &conference.route()).into_iter().map(|(channel, theirs)| {
            let lines = self.in_programme(conference, fresh, now, |scene| change_lines(scene, &theirs, channel));
            (notice(Destination::Channel(channel)), lines)
        });
        let speakers = speakers(conference, fresh, changes).into_iter().map(|(user, own)| {
            let lines = self.in_programme(conference, fresh, now, |scene| own_change_lines(scene, &own));
            (notice(Destination::Direct(user)), lines)
        });
        audiences.chain(speakers).filter(|(_, lines)| !lines.is_empty()).collect()
    }
}

/// The speakers who are known on Discord, each with what changes of their own talks.
pub(super) fn speakers(conference: &Conference, fresh: &Schedule, changes: &Changes) -> BTreeMap<UserId, Changes> {
    let (known, route) = (conference.course(), conference.route());
    let gives = |talk: &TalkId| {
        let found = fresh.talk(talk).or_else(|| known.printed.talk(talk));
        let names = found.map(|found| found.talk.speakers.as_slice()).unwrap_or_default();
        names.iter().filter_map(|name| route.speaker(name)).collect::<Vec<_>>()
    };
    let mut told: BTreeMap<UserId, Changes> = BTreeMap::new();
    for moved in &changes.moved {
        for user in gives(&moved.talk.id) {
            let Changed { talk, from, to } = moved;
            let moved = Changed { talk: talk.clone(), from: *from, to: *to };
            told.entry(user).or_default().moved.push(moved);
        }
    }
    for talk in &changes.cancelled {
        gives(&talk.id).into_iter().for_each(|user| told.entry(user).or_default().cancelled.push(talk.clone()));
    }
    for talk in &changes.restored {
        gives(&talk.id).into_iter().for_each(|user| told.entry(user).or_default().restored.push(talk.clone()));
    }
    for talk in &changes.removed {
        gives(&talk.id).into_iter().for_each(|user| told.entry(user).or_default().removed.push(talk.clone()));
    }
    for talk in &changes.added {
        gives(&talk.id).into_iter().for_each(|user| told.entry(user).or_default().added.push(talk.clone()));
    }
    told
}

fn notice(conference: &Conference, destination: Destination, now: DateTime<Utc>) -> Notice {
    Notice {
        conference: conference.id().clone(),
        kind: NoticeKind::Change,
        destination,
        subject: Subject::Conference,
        lead: TimeDelta::zero(),
        starts: now,
        due: now,
        expires: now + CHANGE_LIFE,
    }
}
