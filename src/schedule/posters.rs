use chrono::{DateTime, Utc};

use super::{Session, Talk, TalkKind};

impl Session {
    /// The posters that start at that instant, called off or not, in the programme's order.
    pub fn posters_at(&self, start: DateTime<Utc>) -> impl Iterator<Item = &Talk> {
        let first = self.talks.partition_point(|talk| talk.start < start);
        let at_once = self.talks[first..].iter().take_while(move |talk| talk.start == start);
        at_once.filter(|talk| talk.kind == TalkKind::Poster)
    }

    /// Whether a talk is one of several posters that are shown at once, from whenever each is. One that is called off
    /// counts: what was announced together stays together, also if all but one of them start later now.
    #[must_use]
    pub fn is_shown_with_others(&self, talk: &Talk) -> bool {
        let before_its_end = self.talks.iter().take_while(|other| other.start < talk.end);
        let mut at_once = before_its_end.filter(|other| other.kind == TalkKind::Poster && other.end > talk.start);
        talk.kind == TalkKind::Poster && at_once.nth(1).is_some()
    }

    /// The starts of posters that are shown with others, in order.
    #[must_use]
    pub fn poster_starts(&self) -> Vec<DateTime<Utc>> {
        let shared = self.talks.iter().filter(|talk| self.is_shown_with_others(talk));
        let mut starts: Vec<DateTime<Utc>> = shared.map(|talk| talk.start).collect();
        starts.dedup();
        starts
    }
}
