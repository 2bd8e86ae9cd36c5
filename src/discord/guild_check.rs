use futures_util::future::join_all;
use serenity::all::{
    ChannelId as DiscordChannel, GuildId as DiscordGuild, Permissions, RoleId as DiscordRole, UserId as DiscordUser,
};
use serenity::http::{LightMethod, Request, Route};

use super::checks::{AT_ONCE, Finding, bad, channel_refused, doubtful, good};
use super::permissions::{Channel, Guild, Member, NEEDED, WISHED, missing};
use super::rest::Rest;
use super::rest_error::RestError;
use crate::announce::{ChannelId, GuildId, RoleId, UserId};

/// Discord's documentation of JSON error codes.
const UNKNOWN_GUILD: u32 = 10004;
const UNKNOWN_MEMBER: u32 = 10007;
const UNKNOWN_USER: u32 = 10013;
const MISSING_ACCESS: u32 = 50001;

/// What talkbell needs in a server.
#[derive(Clone, Debug)]
pub struct Needs {
    /// The server.
    pub guild: GuildId,
    /// Where it posts; the first is the audience's, in which the role is mentioned.
    pub channels: Vec<ChannelId>,
    /// The role that it mentions.
    pub ping_role: Option<RoleId>,
    /// The roles whose members may do more than others.
    pub roles: Vec<RoleId>,
    /// Whom it writes to.
    pub moderators: Vec<UserId>,
}

/// What was found of [`Needs`], each list in the order of what was asked.
#[derive(Clone, Debug)]
pub struct GuildFindings {
    /// Whether talkbell is in the server.
    pub guild: Finding,
    /// Whether it may do its work in each channel.
    pub channels: Vec<Finding>,
    /// Whether it may mention the role.
    pub ping_role: Option<Finding>,
    /// Whether each role is there.
    pub roles: Vec<Finding>,
    /// Whether each moderator is a member.
    pub moderators: Vec<Finding>,
}

/// What is known for reckoning permissions.
struct Known<'a> {
    guild: &'a Guild,
    me: &'a Member,
}

/// Asks for everything in a server at once. `me` is talkbell's own user; `application` makes the address by which it is
/// invited.
pub async fn check_guild(rest: &Rest, needs: &Needs, me: Option<u64>, application: Option<u64>) -> GuildFindings {
    let guild_id = DiscordGuild::new(needs.guild.get());
    let (guild, member, channels, moderators) = tokio::join!(
        get::<Guild>(rest, Route::Guild { guild_id }),
        async {
            let user_id = DiscordUser::new(me?);
            get::<Member>(rest, Route::GuildMember { guild_id, user_id }).await.ok()
        },
        join_all(needs.channels.iter().map(|channel| {
            get::<Channel>(rest, Route::Channel { channel_id: DiscordChannel::new(channel.get()) })
        })),
        check_moderators(rest, guild_id, &needs.moderators),
    );
    let known = guild.as_ref().ok().zip(member.as_ref()).map(|(guild, me)| Known { guild, me });
    let paired = needs.channels.iter().zip(&channels);
    GuildFindings {
        channels: paired.map(|(id, found)| check_channel(known.as_ref(), guild_id, *id, found)).collect(),
        ping_role: needs.ping_role.map(|role| {
            let audience = channels.first().and_then(|channel| channel.as_ref().ok());
            check_role(guild.as_ref().ok(), known.as_ref(), audience, role)
        }),
        roles: needs.roles.iter().map(|role| check_presence(guild.as_ref().ok(), *role)).collect(),
        guild: check_membership(&guild, needs.guild, application),
        moderators,
    }
}

async fn get<T: serde::de::DeserializeOwned>(rest: &Rest, route: Route<'_>) -> Result<T, RestError> {
    rest.call(Request::new(route, LightMethod::Get)).await
}

fn check_membership(found: &Result<Guild, RestError>, guild: GuildId, application: Option<u64>) -> Finding {
    let error = match found {
        Ok(found) => return good(format!("talkbell is in the server {}.", found.name)),
        Err(error) => error,
    };
    if !matches!(error.code(), Some(UNKNOWN_GUILD | MISSING_ACCESS)) {
        return doubtful(format!("the server {guild} could not be checked: {error}"));
    }
    let invitation = application.map_or_else(String::new, |id| format!(": {}", invitation(id)));
    bad(format!("talkbell is not in the server {guild}. Is the id right? If so, invite it{invitation}"))
}

/// The address by which an organiser invites talkbell with all that it needs.
fn invitation(application: u64) -> String {
    let all = NEEDED.iter().chain(&WISHED).fold(Permissions::empty(), |all, (_, permission)| all | *permission);
    format!(
        "https://discord.com/oauth2/authorize?client_id={application}&scope=bot+applications.commands&permissions={}",
        all.bits()
    )
}

fn check_channel(
    known: Option<&Known<'_>>,
    guild: DiscordGuild,
    id: ChannelId,
    found: &Result<Channel, RestError>,
) -> Finding {
    let channel = match found {
        Ok(channel) => channel,
        Err(error) => return channel_refused(id, error),
    };
    let name = channel.name.as_deref().unwrap_or_default();
    if channel.guild_id.is_some_and(|its| its != guild) {
        return bad(format!("the channel #{name} belongs to another server than guild says"));
    }
    let Some(Known { guild, me }) = known else {
        return doubtful(format!(
            "the channel #{name} is there, but what talkbell may do in it could not be found out"
        ));
    };
    let held = guild.permissions(me, channel);
    let (needed, wished) = (missing(&NEEDED, held), missing(&WISHED, held));
    match (needed.is_empty(), wished.is_empty()) {
        (true, true) => good(format!("The channel {id} is #{name}, and talkbell may do there what it must.")),
        (true, false) => doubtful(format!(
            "talkbell lacks {} in #{name}: when an answer of Discord's is lost, it cannot look whether its message \
             arrived",
            wished.join(", ")
        )),
        (false, _) => {
            let lacking: Vec<_> = needed.into_iter().chain(wished).collect();
            bad(format!(
                "talkbell lacks {} in #{name}. In Discord: Edit Channel, Permissions, and give it to talkbell's role",
                lacking.join(", ")
            ))
        }
    }
}

fn check_role(guild: Option<&Guild>, known: Option<&Known<'_>>, audience: Option<&Channel>, role: RoleId) -> Finding {
    let Some(guild) = guild else { return doubtful(format!("the role {role} could not be checked")) };
    let Some(found) = guild.role(DiscordRole::new(role.get())) else {
        return bad(format!("there is no role {role} in the server {}. Copy its id once more", guild.name));
    };
    let everyone_may = found.mentionable;
    let talkbell_may = known
        .zip(audience)
        .map(|(known, channel)| known.guild.permissions(known.me, channel).contains(Permissions::MENTION_EVERYONE));
    match (everyone_may, talkbell_may) {
        (true, _) | (false, Some(true)) => good(format!("The role @{} can be mentioned.", found.name)),
        (false, None) => doubtful(format!("whether talkbell may mention @{} could not be found out", found.name)),
        (false, Some(false)) => bad(format!(
            "talkbell may not mention @{}, so nobody would be rung. In Discord: Server Settings, Roles, and allow anyone \
             to mention this role",
            found.name
        )),
    }
}

/// Of a role that is gone nobody is a member: those who should moderate or organise would be refused.
fn check_presence(guild: Option<&Guild>, role: RoleId) -> Finding {
    let Some(guild) = guild else { return doubtful(format!("the role {role} could not be checked")) };
    match guild.role(DiscordRole::new(role.get())) {
        Some(found) => good(format!("The role @{} is in the server.", found.name)),
        None => bad(format!("there is no role {role} in the server {}. Copy its id once more", guild.name)),
    }
}

async fn check_moderators(rest: &Rest, guild_id: DiscordGuild, users: &[UserId]) -> Vec<Finding> {
    let mut findings = Vec::with_capacity(users.len());
    for some in users.chunks(AT_ONCE) {
        findings.extend(join_all(some.iter().map(|user| check_moderator(rest, guild_id, *user))).await);
    }
    findings
}

async fn check_moderator(rest: &Rest, guild_id: DiscordGuild, user: UserId) -> Finding {
    let route = Route::GuildMember { guild_id, user_id: DiscordUser::new(user.get()) };
    match get::<Member>(rest, route).await {
        Ok(member) => good(format!("The moderator {user} is {}.", member.user.username)),
        Err(error) if matches!(error.code(), Some(UNKNOWN_MEMBER | UNKNOWN_USER)) => bad(format!(
            "{user} is no member of the server, so no direct message reaches them. Copy their id once more, or invite them"
        )),
        Err(error) => doubtful(format!("the moderator {user} could not be checked: {error}")),
    }
}
