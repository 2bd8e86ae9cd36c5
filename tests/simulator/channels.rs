//! The chat's own side: what stands in which channel, and the requests that are on their way there.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use talkbell::announce::{ChannelId, Destination, NoticeDigest, UserId};
use talkbell::app::{ChatError, Posted};
use talkbell::text::Message;

use crate::mutant::Mutant;

/// How far back before `since` the real adapter looks.
const CLOCKS_APART: TimeDelta = TimeDelta::minutes(90);
const PAGE: usize = 100;

pub type Answer = Result<Option<Posted>, ChatError>;

pub enum Ask {
    Post { nonce: NoticeDigest, mark: Option<NoticeDigest>, text: Arc<Message> },
    Edit { message: u64, text: Arc<Message> },
    Find { notice: NoticeDigest, since: DateTime<Utc> },
}

/// A message; without a notice, a member's.
pub struct Standing {
    pub id: u64,
    pub at: DateTime<Utc>,
    pub nonce: Option<NoticeDigest>,
    pub mark: Option<NoticeDigest>,
    pub text: Option<Arc<Message>>,
    /// Whether somebody deleted it. Its nonce is remembered all the same.
    pub gone: bool,
}

/// What an arrival did, for the court.
pub enum Happened {
    Accepted { nonce: NoticeDigest, mark: Option<NoticeDigest>, channel: u64 },
    Edited { channel: u64, message: u64 },
    NotFound { notice: NoticeDigest },
    NothingNew,
}

#[derive(Default)]
pub struct Channels {
    /// The chat's own time, which no clock step changes.
    pub now: DateTime<Utc>,
    pub standing: BTreeMap<u64, Vec<Standing>>,
    /// Users who take no direct messages.
    pub closed: BTreeSet<u64>,
    /// Channels in which talkbell may not read, and in which it may not write.
    pub unreadable: BTreeSet<u64>,
    pub refusing: BTreeSet<u64>,
    pub nonce_window: TimeDelta,
    pub mutant: Mutant,
    under_way: BTreeMap<u64, (DateTime<Utc>, Destination, Ask)>,
    answers: BTreeMap<u64, Answer>,
    ids: u64,
}

impl Channels {
    pub fn new(now: DateTime<Utc>, nonce_window: TimeDelta, mutant: Mutant) -> Self {
        Self { now, nonce_window, mutant, ..Self::default() }
    }

    /// Sends a request that arrives in so many milliseconds, whatever becomes of its sender.
    pub fn send(&mut self, there: i64, destination: Destination, ask: Ask) -> u64 {
        self.ids += 1;
        self.under_way.insert(self.ids, (self.now + TimeDelta::milliseconds(there), destination, ask));
        self.ids
    }

    pub fn answer(&mut self, request: u64) -> Option<Answer> {
        self.answers.remove(&request)
    }

    pub fn next_arrival(&self) -> Option<DateTime<Utc>> {
        self.under_way.values().map(|(arrives, ..)| *arrives).min()
    }

    /// Takes the next request that has arrived by now.
    pub fn arrive(&mut self) -> Option<Happened> {
        let arrived = self.under_way.iter().filter(|(_, (arrives, ..))| *arrives <= self.now);
        let (_, request) = arrived.map(|(request, (arrives, ..))| (*arrives, *request)).min()?;
        let (_, destination, ask) = self.under_way.remove(&request)?;
        let (answer, happened) = self.serve(destination, ask);
        self.answers.insert(request, answer);
        Some(happened)
    }

    /// Members write so many messages.
    pub fn chatter(&mut self, channel: u64, messages: i64) {
        for _ in 0..messages {
            self.put(channel, None, None, None);
        }
    }

    pub fn posted(&self, notice: &NoticeDigest) -> impl Iterator<Item = (u64, &Standing)> {
        let all =
            self.standing.iter().flat_map(|(channel, messages)| messages.iter().map(|message| (*channel, message)));
        all.filter(move |(_, message)| message.nonce.as_ref() == Some(notice))
    }

    fn serve(&mut self, destination: Destination, ask: Ask) -> (Answer, Happened) {
        let channel = channel_of(destination);
        match ask {
            Ask::Find { .. } if self.unreadable.contains(&channel) => {
                (Err(ChatError::Refused { reason: "Its messages may not be read.".to_owned() }), Happened::NothingNew)
            }
            Ask::Find { notice, since } => {
                let found = self.find(channel, &notice, since);
                let happened = if found.is_some() { Happened::NothingNew } else { Happened::NotFound { notice } };
                (Ok(found), happened)
            }
            Ask::Post { .. } | Ask::Edit { .. } if self.refusing.contains(&channel) => {
                (Err(ChatError::Barred { reason: "Nothing may be written there.".to_owned() }), Happened::NothingNew)
            }
            Ask::Post { .. } if is_closed(&self.closed, destination) => {
                (Err(ChatError::DirectClosed { reason: "No direct messages".to_owned() }), Happened::NothingNew)
            }
            Ask::Post { nonce, mark, text } => self.post(channel, nonce, mark, text),
            Ask::Edit { message, text } => self.edit(channel, message, text),
        }
    }

    fn edit(&mut self, channel: u64, message: u64, text: Arc<Message>) -> (Answer, Happened) {
        let standing = self.standing.get_mut(&channel).into_iter().flatten().find(|standing| standing.id == message);
        let Some(standing) = standing.filter(|standing| !standing.gone) else {
            return (Err(ChatError::Barred { reason: "Unknown Message".to_owned() }), Happened::NothingNew);
        };
        standing.text = Some(text);
        (Ok(Some(Posted { channel, message })), Happened::Edited { channel, message })
    }

    /// Somebody deletes a message.
    pub fn delete(&mut self, channel: u64, message: u64) {
        let standing = self.standing.get_mut(&channel).into_iter().flatten().find(|standing| standing.id == message);
        if let Some(standing) = standing {
            standing.gone = true;
        }
    }

    /// The message that stands there, even if it was deleted.
    pub fn message(&self, channel: u64, message: u64) -> Option<&Standing> {
        self.standing.get(&channel)?.iter().find(|standing| standing.id == message)
    }

    fn post(
        &mut self,
        channel: u64,
        nonce: NoticeDigest,
        mark: Option<NoticeDigest>,
        text: Arc<Message>,
    ) -> (Answer, Happened) {
        if let Some(message) = self.remembered(channel, &nonce) {
            return (Ok(Some(Posted { channel, message })), Happened::NothingNew);
        }
        let mark = mark.filter(|_| self.mutant != Mutant::MarksNothing);
        let message = self.put(channel, Some(nonce.clone()), mark.clone(), Some(text));
        (Ok(Some(Posted { channel, message })), Happened::Accepted { nonce, mark, channel })
    }

    fn remembered(&self, channel: u64, nonce: &NoticeDigest) -> Option<u64> {
        let since = self.now - self.nonce_window;
        let young = self.standing.get(&channel)?.iter().rev().take_while(|message| message.at >= since);
        let same = young.filter(|message| message.nonce.as_ref() == Some(nonce)).last();
        same.filter(|_| self.mutant != Mutant::ForgetsNonces).map(|message| message.id)
    }

    fn find(&self, channel: u64, notice: &NoticeDigest, since: DateTime<Utc>) -> Option<Posted> {
        let messages = self.standing.get(&channel)?;
        let page = messages.len().saturating_sub(PAGE);
        let in_reach = messages.iter().enumerate().rev().filter(|(number, message)| {
            *number >= page || (self.mutant != Mutant::LooksShort && message.at > since - CLOCKS_APART)
        });
        let mut ours = in_reach.filter(|(_, message)| message.mark.as_ref() == Some(notice) && !message.gone);
        ours.next().map(|(_, message)| Posted { channel, message: message.id })
    }

    fn put(
        &mut self,
        channel: u64,
        nonce: Option<NoticeDigest>,
        mark: Option<NoticeDigest>,
        text: Option<Arc<Message>>,
    ) -> u64 {
        self.ids += 1;
        let message = Standing { id: self.ids, at: self.now, nonce, mark, text, gone: false };
        self.standing.entry(channel).or_default().push(message);
        self.ids
    }
}

/// The channel in which a destination's messages stand.
pub fn channel_of(destination: Destination) -> u64 {
    match destination {
        Destination::Channel(channel) => channel.get(),
        Destination::Direct(user) => 1_000_000 + user.get(),
    }
}

/// The destination whose messages stand in a channel.
pub fn destination_of(channel: u64) -> Destination {
    let user = channel.checked_sub(1_000_000).and_then(UserId::new);
    user.map_or_else(|| Destination::Channel(ChannelId::new(channel.max(1)).expect("an id")), Destination::Direct)
}

fn is_closed(closed: &BTreeSet<u64>, destination: Destination) -> bool {
    matches!(destination, Destination::Direct(user) if closed.contains(&user.get()))
}
