use std::sync::Arc;

use futures_util::future::BoxFuture;
use serde::Deserialize;
use serenity::all::{ChannelId as DiscordChannel, GuildId as DiscordGuild, UserId as DiscordUser};
use serenity::http::{LightMethod, Request, Route};
use tokio::sync::OnceCell;

use super::permissions::{Channel, Guild, Member as Standing, NEEDED, missing};
use super::rest::Rest;
use super::rest_error::RestError;
use crate::announce::{ChannelId, GuildId, UserId};
use crate::app::{Directory, Member, TextChannel};

/// Text and announcement channels: Discord's documentation of channel types.
const TEXT: [u8; 2] = [0, 5];
/// More members than share a first name, but in the largest servers.
const MEMBERS: &str = "200";
/// Longest beginning that Discord searches for, in characters.
const BEGINNING: usize = 100;

/// What a server holds, asked of Discord. The members are searched by name, which needs no privileged intent; a list of
/// all of them would.
pub struct DiscordDirectory {
    rest: Arc<Rest>,
    me: OnceCell<DiscordUser>,
}

#[derive(Deserialize)]
struct Listed {
    id: DiscordChannel,
    #[serde(rename = "type")]
    kind: u8,
    #[serde(flatten)]
    channel: Channel,
}

#[derive(Deserialize)]
struct Found {
    user: Person,
    #[serde(default)]
    nick: Option<String>,
}

#[derive(Deserialize)]
struct Person {
    id: DiscordUser,
    username: String,
    #[serde(default)]
    global_name: Option<String>,
    #[serde(default)]
    bot: bool,
}

#[derive(Deserialize)]
struct Me {
    id: DiscordUser,
}

impl DiscordDirectory {
    /// Asks through this client.
    #[must_use]
    pub fn new(rest: Arc<Rest>) -> Self {
        Self { rest, me: OnceCell::new() }
    }

    async fn get<T: serde::de::DeserializeOwned>(&self, route: Route<'_>) -> Result<T, RestError> {
        self.rest.call(Request::new(route, LightMethod::Get)).await
    }

    /// What is known for reckoning permissions.
    async fn standing(&self, guild_id: DiscordGuild) -> Result<(Guild, Standing), RestError> {
        let me = self.me.get_or_try_init(|| async { self.get::<Me>(Route::UserMe).await.map(|me| me.id) });
        let user_id = *me.await?;
        tokio::try_join!(self.get(Route::Guild { guild_id }), self.get(Route::GuildMember { guild_id, user_id }))
    }
}

impl Directory for DiscordDirectory {
    fn channels(&self, guild: GuildId) -> BoxFuture<'_, Result<Vec<TextChannel>, String>> {
        let guild_id = DiscordGuild::new(guild.get());
        Box::pin(async move {
            let (listed, standing) =
                tokio::join!(self.get::<Vec<Listed>>(Route::GuildChannels { guild_id }), self.standing(guild_id));
            let listed = listed.map_err(|error| error.to_string())?;
            let standing = standing.ok();
            let text = listed.into_iter().filter(|it| TEXT.contains(&it.kind));
            let channel = |Listed { id, channel, .. }: Listed| {
                let held = standing.as_ref().map(|(guild, me)| guild.permissions(me, &channel));
                let lacking = held.map(|held| missing(&NEEDED, held)).unwrap_or_default();
                Some(TextChannel { id: ChannelId::new(id.get())?, name: channel.name.unwrap_or_default(), lacking })
            };
            Ok(text.filter_map(channel).collect())
        })
    }

    fn members<'a>(&'a self, guild: GuildId, beginning: &'a str) -> BoxFuture<'a, Result<Vec<Member>, String>> {
        let guild_id = DiscordGuild::new(guild.get());
        Box::pin(async move {
            let query: String = beginning.chars().take(BEGINNING).collect();
            let parameters = vec![("query", query), ("limit", MEMBERS.to_owned())];
            let route = Route::GuildMembersSearch { guild_id };
            let request = Request::new(route, LightMethod::Get).params(Some(parameters));
            let found: Vec<Found> = self.rest.call(request).await.map_err(|error| error.to_string())?;
            let people = found.into_iter().filter(|found| !found.user.bot);
            let member = |Found { user, nick }: Found| {
                let names = [nick, user.global_name, Some(user.username)];
                Some(Member { user: UserId::new(user.id.get())?, names: names.into_iter().flatten().collect() })
            };
            Ok(people.filter_map(member).collect())
        })
    }
}
