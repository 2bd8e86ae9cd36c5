//! What the local Discord holds, behind one lock that is never kept across an await.

use std::collections::{BTreeMap, HashMap};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde_json::{Value, json};
use tokio::sync::broadcast;
use tokio_util::sync::CancellationToken;

use super::faults::Faults;
use super::files::Upload;
use super::gateway::session::Sessions;
use super::happening::Happening;
use super::interactions::Exchange;
use super::nonces::Nonces;
use super::objects::{DIRECT, GUILD_TEXT, PUBLIC_THREAD};
use super::rates::{Rates, Windows};
use super::recorder::Recorder;
use super::world::{Access, World};
use crate::clock::Clock;

/// Discord's epoch, 2015-01-01T00:00:00Z, in Unix milliseconds: snowflakes count from it.
const DISCORD_EPOCH: i64 = 1_420_070_400_000;

/// What all connections share.
pub(super) struct Shared {
    pub clock: Clock,
    pub world: World,
    pub windows: Windows,
    pub address: SocketAddr,
    pub stop: CancellationToken,
    pub happenings: broadcast::Sender<Happening>,
    state: Mutex<State>,
}

/// What changes.
#[derive(Default)]
pub(super) struct State {
    pub rooms: HashMap<u64, Room>,
    pub global_commands: Vec<Value>,
    pub guild_commands: Vec<Value>,
    pub exchange: Exchange,
    pub nonces: Nonces,
    pub rates: Rates,
    pub sessions: Sessions,
    pub faults: Faults,
    pub recorder: Recorder,
    pub files: HashMap<u64, Upload>,
    last_id: u64,
}

/// A channel of any kind, with its messages by snowflake, which is their order.
pub(super) struct Room {
    pub id: u64,
    pub name: String,
    pub topic: Option<String>,
    pub kind: RoomKind,
    pub access: Access,
    pub messages: BTreeMap<u64, Arc<Value>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RoomKind {
    Text,
    /// The bot's direct channel with a member.
    Direct(u64),
    /// A thread in the channel.
    Thread(u64),
}

impl Shared {
    pub fn new(
        clock: Clock,
        world: World,
        windows: Windows,
        recorder: Recorder,
        happenings: broadcast::Sender<Happening>,
        address: SocketAddr,
    ) -> Self {
        let rooms = world.channels.iter().map(|channel| {
            let room = Room {
                id: channel.id,
                name: channel.name.clone(),
                topic: channel.topic.clone(),
                kind: RoomKind::Text,
                access: world.bot_access(channel),
                messages: BTreeMap::new(),
            };
            (channel.id, room)
        });
        let state = State { rooms: rooms.collect(), recorder, ..State::default() };
        let stop = CancellationToken::new();
        Self { clock, world, windows, address, stop, happenings, state: Mutex::new(state) }
    }

    pub fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Tells the watchers. That nobody watches is no error.
    pub fn tell(&self, happening: Happening) {
        let _ = self.happenings.send(happening);
    }

    /// A new snowflake, from real time, greater than any before.
    pub fn new_id(&self, state: &mut State) -> u64 {
        let milliseconds = self.clock.wall().timestamp_millis() - DISCORD_EPOCH;
        let from_time = u64::try_from(milliseconds).unwrap_or_default() << 22;
        state.last_id = from_time.max(state.last_id + 1);
        state.last_id
    }

    /// The bot's direct channel with a member, opened if there is none yet.
    pub fn open_direct(&self, state: &mut State, member: u64) -> u64 {
        let open = state.rooms.values().find(|room| room.kind == RoomKind::Direct(member));
        if let Some(room) = open {
            return room.id;
        }
        let name = self.world.member(member).map(|member| member.name.clone()).unwrap_or_default();
        self.open_room(state, None, name, RoomKind::Direct(member))
    }

    /// A new room, told to the watchers. It bears the given snowflake or a new one.
    pub fn open_room(&self, state: &mut State, id: Option<u64>, name: String, kind: RoomKind) -> u64 {
        let id = id.unwrap_or_else(|| self.new_id(state));
        let room = Room { id, name, topic: None, kind, access: Access::Full, messages: BTreeMap::new() };
        self.tell(Happening::ChannelOpened(room.page_object()));
        state.rooms.insert(id, room);
        id
    }

    /// A room as Discord's channel object.
    pub fn channel_object(&self, room: &Room) -> Value {
        let last = room.messages.keys().next_back().map(u64::to_string);
        match room.kind {
            RoomKind::Text => {
                let channel = self.world.channel(room.id);
                let mut object = channel.map(|channel| self.world.channel_object(channel)).unwrap_or_default();
                object["last_message_id"] = last.into();
                object
            }
            RoomKind::Direct(member) => json!({
                "id": room.id.to_string(), "type": DIRECT, "last_message_id": last, "flags": 0,
                "recipients": self.world.user(member).into_iter().collect::<Vec<_>>(),
            }),
            RoomKind::Thread(parent) => json!({
                "id": room.id.to_string(), "type": PUBLIC_THREAD, "guild_id": self.world.guild.id.to_string(),
                "name": room.name, "parent_id": parent.to_string(), "owner_id": self.world.bot.id.to_string(),
                "last_message_id": last, "message_count": room.messages.len(), "member_count": 1,
                "rate_limit_per_user": 0, "flags": 0, "total_message_sent": room.messages.len(),
                "thread_metadata": {
                    "archived": false, "auto_archive_duration": 1440, "locked": false, "invitable": true,
                    "archive_timestamp": super::rfc3339(self.clock.now()),
                },
            }),
        }
    }
}

impl State {
    /// All registered commands; a guild's command hides the global one of the same name.
    pub fn commands(&self) -> impl Iterator<Item = &Value> {
        let hidden = |command: &&Value| !self.guild_commands.iter().any(|ours| ours["name"] == command["name"]);
        self.guild_commands.iter().chain(self.global_commands.iter().filter(hidden))
    }
}

impl Room {
    /// The room as the page shows it.
    pub fn page_object(&self) -> Value {
        let mut channel = json!({"id": self.id.to_string(), "name": self.name, "kind": "text"});
        if let Some(topic) = &self.topic {
            channel["topic"] = topic.as_str().into();
        }
        match self.kind {
            RoomKind::Text => {}
            RoomKind::Direct(member) => {
                channel["kind"] = "direct".into();
                channel["recipient"] = json!({"id": member.to_string(), "name": self.name});
            }
            RoomKind::Thread(parent) => {
                channel["kind"] = "thread".into();
                channel["parent_id"] = parent.to_string().into();
            }
        }
        channel
    }

    /// The channel type's number and whether the room belongs to the guild.
    pub fn type_number(&self) -> u8 {
        match self.kind {
            RoomKind::Text => GUILD_TEXT,
            RoomKind::Direct(_) => DIRECT,
            RoomKind::Thread(_) => PUBLIC_THREAD,
        }
    }

    pub fn is_direct(&self) -> bool {
        matches!(self.kind, RoomKind::Direct(_))
    }
}
