//! The server and the configuration with which a story begins.

use std::path::Path;

use talkbell::rehearsal::{Bot, Channel, Guild, Manner, Member, Role, Windows, World};

use super::page::{SAMPLE, TWO_ROOMS};

pub const GUILD: u64 = 1000;
/// `#theory-5`, where the audience is.
pub const AUDIENCE: u64 = 2000;
pub const MODERATORS: u64 = 2001;
/// A channel that no conference uses.
pub const LOUNGE: u64 = 2002;
/// `#hall-a` and `#hall-b`, on a stage with two rooms.
pub const HALL_A: u64 = 2003;
pub const HALL_B: u64 = 2004;
pub const BELL: u64 = 3000;
pub const YI_MA: u64 = 4000;
/// Steps in for a moderator, on a stage with a backup.
pub const GRACE: u64 = 4100;
pub const ADA: u64 = 5000;
pub const TOKEN: &str = "a-token-of-the-local-discord";

/// What is set up before a story begins: the sample, in channels of a server, with its moderator known.
pub struct Stage {
    pub world: World,
    pub manner: Manner,
    programme: String,
    announce: String,
    people: String,
    routes: String,
    knows_yi_ma: bool,
    has_moderator_channel: bool,
    has_bell: bool,
}

impl Stage {
    pub fn sample() -> Self {
        Self::with_programme(SAMPLE)
    }

    pub fn with_programme(page: &str) -> Self {
        Self {
            world: world(),
            manner: Manner { windows: Windows::Fleeting, record_requests: true },
            programme: page.to_owned(),
            announce: String::new(),
            people: String::new(),
            routes: String::new(),
            knows_yi_ma: true,
            has_moderator_channel: true,
            has_bell: true,
        }
    }

    /// A programme in two rooms, with a channel named as each; nothing says yet that they are theirs.
    pub fn two_rooms() -> Self {
        let mut stage = Self::with_programme(TWO_ROOMS);
        stage.world.channels.extend([Channel::open(HALL_A, "hall-a"), Channel::open(HALL_B, "hall-b")]);
        stage
    }

    /// Each hall has its channel.
    pub fn routed(self) -> Self {
        self.routing(&format!("[conference.rooms]\n\"Hall A\" = {HALL_A}\n\"hall b\" = {HALL_B}\n"))
    }

    /// Tables of a conference that say what goes where.
    pub fn routing(self, tables: &str) -> Self {
        Self { routes: format!("{}{tables}", self.routes), ..self }
    }

    /// Moderators are called and reminded, and that is all: no check-in, no panel, no time cards.
    pub fn without_the_show(self) -> Self {
        let quiet = "check_in = []\norganiser_call = \"off\"\npanel = false\ntime_cards = []\ntime_up = false\n";
        let announce = format!("{quiet}{}", self.announce);
        Self { announce, ..self }
    }

    /// Lines for `[conference.announce]`.
    pub fn announcing(self, lines: &str) -> Self {
        Self { announce: lines.to_owned(), ..self }
    }

    /// Grace Hopper is a backup moderator.
    pub fn with_backup(self) -> Self {
        let people = format!("{}[conference.backup_moderators]\n\"Grace Hopper\" = {GRACE}\n", self.people);
        Self { people, ..self }
    }

    /// This speaker is that member.
    pub fn with_speaker(self, name: &str, member: u64) -> Self {
        let people = format!("{}[conference.speakers]\n\"{name}\" = {member}\n", self.people);
        Self { people, ..self }
    }

    /// So many guests, with ids from [`CROWD`](super::people::CROWD) on.
    pub fn with_guests(mut self, many: u64) -> Self {
        let guest = |number| Member::attendee(super::people::CROWD + number, &format!("Guest {number}"));
        self.world.members.extend((0..many).map(guest));
        self
    }

    /// Nobody says who Yi Ma is on Discord.
    pub fn without_moderator_ids(self) -> Self {
        Self { knows_yi_ma: false, ..self }
    }

    pub fn without_moderator_channel(self) -> Self {
        Self { has_moderator_channel: false, ..self }
    }

    pub fn without_bell(self) -> Self {
        Self { has_bell: false, ..self }
    }

    /// Yi Ma takes no direct messages.
    pub fn with_closed_doors(mut self) -> Self {
        self.world
            .members
            .iter_mut()
            .filter(|member| member.id == YI_MA)
            .for_each(|it| it.takes_direct_messages = false);
        self
    }

    /// Writes the programme into the folder, and gives the configuration that leads to it.
    pub fn configuration(&self, api_url: &str, folder: &Path) -> String {
        let programme = folder.join("programme.txt");
        std::fs::write(&programme, &self.programme).unwrap();
        let store = folder.join("talkbell.db");
        let optional = |wanted: bool, line: String| if wanted { line + "\n" } else { String::new() };
        [
            format!("[discord]\napi_url = \"{api_url}\"\n[store]\nurl = \"sqlite:{}\"\n", store.display()),
            format!("[[conference]]\nid = \"icml2021-dlt5\"\nsource = \"{}\"\nyear = 2021\n", programme.display()),
            format!("guild = {GUILD}\nchannel = {AUDIENCE}\n"),
            optional(self.has_moderator_channel, format!("moderator_channel = {MODERATORS}")),
            optional(self.has_bell, format!("ping_role = {BELL}")),
            optional(self.knows_yi_ma, format!("[conference.moderators]\n\"Yi Ma\" = {YI_MA}")),
            self.routes.clone(),
            format!("{}[conference.announce]\n{}\n", self.people, self.announce),
        ]
        .concat()
    }
}

/// A guild with an audience, moderators and a lounge.
pub fn world() -> World {
    World {
        guild: Guild { id: GUILD, name: "ICML 2021".to_owned() },
        channels: vec![
            Channel::open(AUDIENCE, "theory-5"),
            Channel::open(MODERATORS, "moderators"),
            Channel::open(LOUNGE, "lounge"),
        ],
        roles: vec![Role::open(BELL, "talk-bell")],
        members: vec![
            Member::attendee(YI_MA, "Yi Ma"),
            Member::attendee(GRACE, "Grace Hopper"),
            Member::attendee(ADA, "Ada"),
        ],
        me: ADA,
        bot: Bot {
            id: 6000,
            application_id: 6001,
            username: "talkbell".to_owned(),
            token: TOKEN.to_owned(),
            privileged_intents: false,
        },
    }
}
