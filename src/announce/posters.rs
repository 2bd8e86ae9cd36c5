//! Posters that are shown at once: seventy starts at one instant would be seventy messages, so they are announced as one.

use chrono::{DateTime, TimeDelta, Utc};

use super::plan::{Draft, Planner};
use super::{Destination, Notice, NoticeKind, Subject};
use crate::schedule::{Talk, TalkKind};

impl Planner<'_> {
    /// One bell and one start for each time at which the session shows several posters.
    pub(super) fn posters(&self) -> Vec<Notice> {
        let starts = self.session.poster_starts().into_iter();
        starts.flat_map(|start| self.posters_at(start)).collect()
    }

    fn posters_at(&self, start: DateTime<Utc>) -> Vec<Notice> {
        let shown: Vec<&Talk> = self.session.posters_at(start).filter(|talk| !talk.cancelled).collect();
        let (Some(first), Some(end)) = (shown.first(), shown.iter().map(|talk| talk.end).max()) else {
            return Vec::new();
        };
        let draft = |kind, lead: TimeDelta, expires| Draft {
            kind,
            subject: Subject::Session(self.session.id.clone()),
            lead,
            starts: start,
            due: start - lead,
            expires,
        };
        let ping = self.policy.ping.lead(first).filter(|_| self.known.could_ring(first));
        let ping = ping.map(|lead| draft(NoticeKind::TalkPing, lead, start));
        let announced = !self.policy.unannounced.contains(&TalkKind::Poster);
        let begins = announced.then(|| draft(NoticeKind::TalkStart, TimeDelta::zero(), end));
        let audience = [Destination::Channel(self.route.of_session(self.session))];
        ping.into_iter().chain(begins).flat_map(|draft| self.send(&draft, &audience)).collect()
    }
}
