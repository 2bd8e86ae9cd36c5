use futures_util::future::BoxFuture;

use crate::announce::{ChannelId, GuildId, UserId};

/// Where it is looked up what a server holds, for those who choose from it.
pub trait Directory: Send + Sync + 'static {
    /// The text channels of a server. An error is a sentence that says what happened.
    fn channels(&self, guild: GuildId) -> BoxFuture<'_, Result<Vec<TextChannel>, String>>;

    /// Members of a server one of whose names begins so, in any case of letters. An error is a sentence that says what
    /// happened.
    fn members<'a>(&'a self, guild: GuildId, beginning: &'a str) -> BoxFuture<'a, Result<Vec<Member>, String>>;
}

/// A channel in which something can be posted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextChannel {
    /// Its id.
    pub id: ChannelId,
    /// Its name, without `#`. Foreign text.
    pub name: String,
    /// What talkbell may not do there and must, in Discord's words. Empty also where that could not be found out.
    pub lacking: Vec<&'static str>,
}

/// Somebody in a server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Their user.
    pub user: UserId,
    /// All names under which they are known there. Foreign text.
    pub names: Vec<String>,
}
