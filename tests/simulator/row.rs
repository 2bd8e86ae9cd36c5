use chrono::{DateTime, Utc};
use talkbell::announce::{Notice, NoticeDigest, NoticeKey, Told};
use talkbell::store::{Said, State};

#[derive(Clone, Debug)]
pub struct Row {
    pub key: NoticeKey,
    pub digest: NoticeDigest,
    pub notice: Notice,
    pub place: usize,
    pub planned: DateTime<Utc>,
    pub state: State,
    pub attempts: i64,
    pub retry: Option<DateTime<Utc>>,
    pub claimed: Option<DateTime<Utc>>,
    pub owner: Option<String>,
    pub uncertain: Option<DateTime<Utc>>,
    pub message: Option<(u64, u64)>,
    pub finished: Option<DateTime<Utc>>,
    pub reason: Option<String>,
    pub reported_in: Option<String>,
    pub caught_up_in: Option<NoticeKey>,
    pub lines: Vec<String>,
    /// As the store keeps it for corrections.
    pub said: Option<Told>,
    pub said_title: Option<String>,
    pub correct_title: Option<String>,
    pub correct_by: Option<String>,
    pub correct_round: i64,
    pub uncorrected: Option<String>,
    /// What it was posted as, where it counts as another notice now.
    pub former: Vec<NoticeDigest>,
    /// Which replica recorded it as missed.
    pub missed_by: Option<usize>,
    /// When, in the table's own count of operations, the row got its times, and was last claimed.
    pub written_at: u64,
    pub claimed_at: u64,
    /// How often the organisers were told of it.
    pub told: u32,
}

impl Row {
    pub fn is_open(&self) -> bool {
        matches!(self.state, State::Pending | State::Claimed | State::Uncertain)
    }

    /// Its place in its destination's order.
    pub fn turn(&self) -> (DateTime<Utc>, usize, &str) {
        (self.notice.due, self.place, self.key.as_str())
    }

    /// Whether it is, or was, the notice of this digest.
    pub fn is(&self, digest: &NoticeDigest) -> bool {
        self.digest == *digest || self.former.contains(digest)
    }

    pub fn new(notice: &Notice, place: usize, now: DateTime<Utc>, written_at: u64) -> Self {
        let key = notice.key();
        Self {
            digest: key.digest(),
            key,
            notice: notice.clone(),
            place,
            planned: now,
            state: State::Pending,
            attempts: 0,
            retry: None,
            claimed: None,
            owner: None,
            uncertain: None,
            message: None,
            finished: None,
            reason: None,
            reported_in: None,
            caught_up_in: None,
            lines: Vec::new(),
            said: None,
            said_title: None,
            correct_title: None,
            correct_by: None,
            correct_round: 0,
            uncorrected: None,
            former: Vec::new(),
            missed_by: None,
            written_at,
            claimed_at: 0,
            told: 0,
        }
    }

    /// It is delivered, and says this.
    pub fn says(&mut self, said: Option<&Said>, now: DateTime<Utc>) {
        self.finished = Some(said.and_then(|said| said.at).unwrap_or(now));
        self.said = said.and_then(|said| said.told.clone());
        self.said_title = said.map(|said| said.title.clone());
        if let Some(said) = said.filter(|said| said.told.is_none()) {
            self.correct_title = Some(said.title.clone());
        }
    }
}
