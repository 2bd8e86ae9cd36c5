use chrono::{DateTime, TimeDelta, Utc};

use super::super::{Act, Session, SessionId, Talk, TalkId, Unfit};
use super::Course;

/// A talk that began by itself so recently can still be the one that is to be skipped or swapped: its speaker is not there.
const JUST_BEGUN: TimeDelta = TimeDelta::minutes(3);
/// For so long after its end a talk can still be given more time.
const JUST_ENDED: TimeDelta = TimeDelta::minutes(10);

/// What a moderator wants to do, not yet to which talk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// A talk begins.
    Start,
    /// A talk ends.
    End,
    /// A talk gets so many minutes more.
    Extend(u32),
    /// A talk does not take place.
    Skip,
    /// A talk exchanges its place with the one after it.
    Swap,
}

impl Course {
    /// The talk that a moderator most likely means.
    ///
    /// A programme begins its talks by itself, whoever stands on the stage. So a start may be that of the talk that counts
    /// as running, while nobody has started it by hand, or of the next one: the nearer of the two. A skip or a swap means
    /// the talk that has just begun by itself, else the next.
    #[must_use]
    pub fn meant(&self, wish: Wish, session: &SessionId, now: DateTime<Utc>) -> Option<&Talk> {
        let session = self.schedule.session(session)?;
        let unstarted = running(session, now).filter(|talk| !self.started.contains(&talk.id));
        match wish {
            Wish::Start => {
                let nearest = unstarted.into_iter().chain(next(session, now));
                nearest.min_by_key(|talk| (talk.start - now).abs())
            }
            Wish::End => running(session, now),
            Wish::Extend(_) => running(session, now).or_else(|| just_ended(session, now)),
            Wish::Skip | Wish::Swap => {
                let begun = |talk: &&Talk| now - talk.start < JUST_BEGUN.min(talk.duration() / 2);
                unstarted.filter(begun).or_else(|| next(session, now))
            }
        }
    }

    /// The other talks that could be meant.
    #[must_use]
    pub fn could_be_meant(&self, wish: Wish, session: &SessionId, now: DateTime<Utc>) -> Vec<&Talk> {
        let talks = self.schedule.session(session).map(|session| session.talks.as_slice()).unwrap_or_default();
        let fits = |talk: &&Talk| self.wished(wish, &talk.id, now).is_ok_and(|act| self.after(&act).is_ok());
        match wish {
            // What runs is what gets more time or ends.
            Wish::End | Wish::Extend(_) => Vec::new(),
            Wish::Start => talks.iter().filter(|talk| !self.started.contains(&talk.id)).filter(fits).collect(),
            Wish::Skip | Wish::Swap => talks.iter().filter(fits).collect(),
        }
    }

    /// What is done to that talk.
    ///
    /// # Errors
    /// When there is no such talk, or no other to swap it with.
    pub fn wished(&self, wish: Wish, talk: &TalkId, at: DateTime<Utc>) -> Result<Act, Unfit> {
        let found = self.schedule.talk(talk).ok_or(Unfit::Gone)?;
        let talk = talk.clone();
        Ok(match wish {
            Wish::Start => Act::Start { talk, at },
            Wish::End => Act::End { talk, at },
            Wish::Extend(minutes) => Act::Extend { talk, minutes, at },
            Wish::Skip => Act::Skip { talk, at },
            Wish::Swap => {
                let after = held(found.session).filter(|other| other.start >= found.talk.end);
                let with = after.min_by_key(|other| other.start).ok_or(Unfit::NoNeighbour)?;
                Act::Swap { talk, with: with.id.clone(), at }
            }
        })
    }
}

/// The talk that runs: of several the one that began last.
fn running(session: &Session, now: DateTime<Utc>) -> Option<&Talk> {
    held(session).filter(|talk| talk.start <= now && now < talk.end).max_by_key(|talk| talk.start)
}

fn next(session: &Session, now: DateTime<Utc>) -> Option<&Talk> {
    held(session).filter(|talk| talk.start > now).min_by_key(|talk| talk.start)
}

fn just_ended(session: &Session, now: DateTime<Utc>) -> Option<&Talk> {
    let ended = held(session).filter(|talk| talk.end <= now && now < talk.end + JUST_ENDED);
    ended.max_by_key(|talk| talk.end)
}

/// The talks that take place.
fn held(session: &Session) -> impl Iterator<Item = &Talk> {
    session.talks.iter().filter(|talk| !talk.cancelled)
}
