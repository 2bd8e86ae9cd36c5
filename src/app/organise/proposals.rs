use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use super::super::{Asked, Read};
use crate::announce::{ChannelId, GuildId, RoleId, Routing, UserId};
use crate::schedule::{ConferenceId, Schedule};
use crate::text::Language;

/// What is proposed and not yet decided is at most so much; the oldest is forgotten first.
const MOST: usize = 200;

/// What organisers were shown and have not decided yet. In memory: after a restart the command is given once more.
#[derive(Debug, Default)]
pub struct Proposals(Mutex<Desk>);

#[derive(Debug, Default)]
struct Desk {
    last: u32,
    by_number: BTreeMap<u32, Proposal>,
}

/// Something that waits for the word of whoever asked for it.
#[derive(Clone, Debug)]
pub(super) struct Proposal {
    pub(super) guild: Option<GuildId>,
    pub(super) user: UserId,
    pub(super) what: Proposed,
}

#[derive(Clone, Debug)]
pub(super) enum Proposed {
    SetUp(Draft),
    Import(Import),
    Decide(Decision),
}

/// A conference in the making.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) id: ConferenceId,
    pub(super) name: String,
    pub(super) address: Option<String>,
    pub(super) year: Option<i32>,
    pub(super) time_zone: Option<Tz>,
    pub(super) language: Language,
    pub(super) channel: Option<ChannelId>,
    pub(super) moderators: Option<ChannelId>,
    pub(super) role: Option<RoleId>,
    /// What was found at the address, understood by the zone and year above.
    pub(super) found: Option<Result<Read, String>>,
}

/// Routes that were suggested.
#[derive(Clone, Debug)]
pub(super) struct Decision {
    pub(super) conference: ConferenceId,
    pub(super) routings: Vec<Routing>,
}

/// A programme that may be taken in.
#[derive(Clone, Debug)]
pub(super) struct Import {
    pub(super) conference: ConferenceId,
    pub(super) schedule: Arc<Schedule>,
    /// Where it comes from: an address, or a file's name.
    pub(super) origin: super::super::kept::KeptSource,
}

impl Proposals {
    /// Keeps a proposal under a number that no button of an earlier process bears.
    pub(super) fn put(&self, asked: &Asked, what: Proposed, wall: DateTime<Utc>) -> u32 {
        let mut desk = self.desk();
        let seconds = u32::try_from(wall.timestamp() & i64::from(u32::MAX)).unwrap_or_default();
        desk.last = desk.last.wrapping_add(1).max(seconds);
        let number = desk.last;
        desk.by_number.insert(number, Proposal { guild: asked.guild, user: asked.asker.user, what });
        while desk.by_number.len() > MOST {
            desk.by_number.pop_first();
        }
        number
    }

    /// What whoever asks was shown under this number.
    pub(super) fn get(&self, number: u32, asked: &Asked) -> Option<Proposed> {
        let desk = self.desk();
        let proposal = desk.by_number.get(&number)?;
        is_theirs(proposal, asked).then(|| proposal.what.clone())
    }

    /// The same, for the last time.
    pub(super) fn take(&self, number: u32, asked: &Asked) -> Option<Proposed> {
        let mut desk = self.desk();
        let theirs = desk.by_number.get(&number).is_some_and(|proposal| is_theirs(proposal, asked));
        if theirs { desk.by_number.remove(&number).map(|proposal| proposal.what) } else { None }
    }

    /// Changes a draft; gives it as it is then.
    pub(super) fn redraft(&self, number: u32, asked: &Asked, change: impl FnOnce(&mut Draft)) -> Option<Draft> {
        let mut desk = self.desk();
        let proposal = desk.by_number.get_mut(&number).filter(|proposal| is_theirs(proposal, asked))?;
        let Proposed::SetUp(draft) = &mut proposal.what else { return None };
        change(draft);
        Some(draft.clone())
    }

    fn desk(&self) -> MutexGuard<'_, Desk> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn is_theirs(proposal: &Proposal, asked: &Asked) -> bool {
    proposal.guild == asked.guild && proposal.user == asked.asker.user
}
