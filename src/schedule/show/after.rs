use chrono::{DateTime, DurationRound, TimeDelta, Utc};

use super::super::{Act, Session, Talk, TalkId, Unfit};

/// A talk that begins less than this from its planned start begins on time: nobody is told of seconds.
const ON_TIME: TimeDelta = TimeDelta::minutes(1);
/// What is left at least of a talk that another one cuts short.
const SHORTEST: TimeDelta = TimeDelta::minutes(1);
/// A start that is farther than this from the plan belongs to another programme than the one that was acted upon.
const FAR_AWAY: TimeDelta = TimeDelta::hours(6);
/// For so long after its end a talk can still be given more time, while nothing else has begun.
const JUST_ENDED: TimeDelta = TimeDelta::minutes(10);

/// The session once this was done to it.
pub(super) fn after(
    session: &Session,
    printed: &impl Fn(&TalkId) -> Option<DateTime<Utc>>,
    act: &Act,
) -> Result<Session, Unfit> {
    let (before, cancelled): (Vec<Talk>, Vec<Talk>) = session.talks.iter().cloned().partition(|talk| !talk.cancelled);
    let find = |id: &TalkId| before.iter().position(|talk| talk.id == *id);
    let place = find(act.talk()).ok_or(Unfit::Gone)?;
    let mut show = Show { before: &before, printed, talks: before.clone() };
    match act {
        Act::Start { at, .. } => show.start(place, *at)?,
        Act::End { at, .. } => show.end(place, *at)?,
        Act::Extend { at, .. } => show.extend(place, act.longer_by(), *at)?,
        Act::Skip { at, .. } => show.skip(place, *at)?,
        Act::Swap { with, at, .. } => {
            let with = find(with).ok_or(Unfit::NoNeighbour)?;
            show.swap(place, with, *at)?;
        }
    }
    let mut talks = show.talks;
    talks.extend(cancelled);
    talks.sort_by_key(|talk| (talk.start, talk.end));
    Ok(Session { talks, ..session.clone() })
}

/// The talks of a session that took place before an act, and as they become by it.
struct Show<'a, P> {
    before: &'a [Talk],
    printed: &'a P,
    talks: Vec<Talk>,
}

impl<P: Fn(&TalkId) -> Option<DateTime<Utc>>> Show<'_, P> {
    fn start(&mut self, place: usize, at: DateTime<Utc>) -> Result<(), Unfit> {
        let was = &self.before[place];
        if (at - was.start).abs() > FAR_AWAY {
            return Err(Unfit::FarAway);
        }
        if (at - was.start).abs() < ON_TIME {
            return Ok(());
        }
        // Programmes count in whole minutes, and so do those who read them.
        let start = at.duration_trunc(TimeDelta::minutes(1)).unwrap_or(at);
        let delay = start - was.start;
        if delay < TimeDelta::zero() {
            self.cut_short(place, start)?;
        }
        self.talks[place].start = start;
        self.talks[place].end = was.end + delay;
        if delay > TimeDelta::zero() {
            self.push_back(place, delay);
        } else {
            self.bring_forward(place, -delay);
        }
        Ok(())
    }

    fn end(&mut self, place: usize, at: DateTime<Utc>) -> Result<(), Unfit> {
        let was = &self.before[place];
        match at {
            at if at <= was.start => Err(Unfit::NotBegun),
            at if at >= was.end => Err(Unfit::Over),
            at => {
                self.talks[place].end = at;
                Ok(())
            }
        }
    }

    fn extend(&mut self, place: usize, by: TimeDelta, at: DateTime<Utc>) -> Result<(), Unfit> {
        let was = &self.before[place];
        if at >= was.end + JUST_ENDED {
            return Err(Unfit::Over);
        }
        if self.followers(place).iter().any(|other| self.before[*other].start <= at) {
            return Err(Unfit::NextBegun);
        }
        self.talks[place].end = was.end + by;
        self.push_back(place, by);
        Ok(())
    }

    fn skip(&mut self, place: usize, at: DateTime<Utc>) -> Result<(), Unfit> {
        let was = &self.before[place];
        if at >= was.end {
            return Err(Unfit::Over);
        }
        if self.before.len() == 1 {
            return Err(Unfit::OnlyTalk);
        }
        let free = was.end - was.start.max(at);
        self.bring_forward(place, free);
        self.talks[place].cancelled = true;
        Ok(())
    }

    fn swap(&mut self, place: usize, with: usize, at: DateTime<Utc>) -> Result<(), Unfit> {
        let (first, second) = (&self.before[place], &self.before[with]);
        if second.start < first.end {
            return Err(Unfit::NoNeighbour);
        }
        if second.start <= at {
            return Err(Unfit::NextBegun);
        }
        let beside = |other: usize| other != place && other != with;
        let between = |other: &Talk| other.start < second.end && other.end > first.start;
        if (0..self.before.len()).any(|other| beside(other) && between(&self.before[other])) {
            return Err(Unfit::NoNeighbour);
        }
        self.talks[with].start = first.start;
        self.talks[with].end = first.start + second.duration();
        self.talks[place].start = second.end - first.duration();
        self.talks[place].end = second.end;
        Ok(())
    }

    /// What comes after the talk: all that begins when it is over.
    fn followers(&self, place: usize) -> Vec<usize> {
        let end = self.before[place].end;
        (0..self.before.len()).filter(|other| *other != place && self.before[*other].start >= end).collect()
    }

    fn push_back(&mut self, place: usize, by: TimeDelta) {
        for other in self.followers(place) {
            self.talks[other].start += by;
            self.talks[other].end += by;
        }
    }

    /// What comes after the talk makes up for its delay, as far as `by` and the talks before it allow.
    fn bring_forward(&mut self, place: usize, by: TimeDelta) {
        for other in self.followers(place) {
            let was = &self.before[other];
            let printed = (self.printed)(&was.id).unwrap_or(was.start);
            let others = (0..self.before.len()).filter(|before| *before != other && *before != place);
            let sequential = others.filter(|before| self.before[*before].end <= was.start);
            let free_from = sequential.map(|before| self.talks[before].end).max();
            let start = printed.max(was.start - by).max(free_from.unwrap_or(DateTime::<Utc>::MIN_UTC));
            let (start, length) = (start.max(self.begun(place)).min(was.start), was.duration());
            self.talks[other].start = start;
            self.talks[other].end = start + length;
        }
    }

    /// The end of the talk as it has become, for as long as it takes place at all.
    fn begun(&self, place: usize) -> DateTime<Utc> {
        let (was, is) = (&self.before[place], &self.talks[place]);
        if was == is { DateTime::<Utc>::MIN_UTC } else { is.end }
    }

    /// Whatever came before the talk ends when it begins.
    fn cut_short(&mut self, place: usize, start: DateTime<Utc>) -> Result<(), Unfit> {
        let was = &self.before[place];
        let earlier = (0..self.before.len()).filter(|other| *other != place && self.before[*other].end <= was.start);
        for other in earlier {
            if self.before[other].start + SHORTEST > start {
                return Err(Unfit::NoTimeBefore);
            }
            let talk = &mut self.talks[other];
            talk.end = talk.end.min(start);
        }
        Ok(())
    }
}
