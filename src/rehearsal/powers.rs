//! What the bot may do in a channel, by Discord's arithmetic of roles and overwrites.

use super::world::{Access, CHAT_PERMISSIONS, Channel, Overwrite, Whom, World};

const ADMINISTRATOR: u64 = 1 << 3;
pub(super) const VIEW_CHANNEL: u64 = 1 << 10;
pub(super) const SEND_MESSAGES: u64 = 1 << 11;

impl World {
    /// What `@everyone` may do in the guild.
    pub(super) fn everyone(&self) -> u64 {
        self.role(self.guild.id).map_or(CHAT_PERMISSIONS, |role| role.permissions)
    }

    /// The roles that the bot holds, without `@everyone`.
    pub(super) fn bot_roles(&self) -> Vec<u64> {
        self.roles.iter().filter(|role| role.of_bot && role.id != self.guild.id).map(|role| role.id).collect()
    }

    /// A channel's overwrites, with the one that its access is short for.
    pub(super) fn overwrites(&self, channel: &Channel) -> Vec<Overwrite> {
        let denied = match channel.access {
            Access::Full => 0,
            Access::ReadOnly => SEND_MESSAGES,
            Access::Hidden => VIEW_CHANNEL,
        };
        let of = Whom::Role(self.guild.id);
        let short = (denied != 0).then_some(Overwrite { of, allow: 0, deny: denied });
        channel.overwrites.iter().copied().chain(short).collect()
    }

    /// What the bot may do in a channel.
    pub(super) fn bot_access(&self, channel: &Channel) -> Access {
        let permissions = self.bot_permissions(channel);
        match permissions {
            _ if permissions & VIEW_CHANNEL == 0 => Access::Hidden,
            _ if permissions & SEND_MESSAGES == 0 => Access::ReadOnly,
            _ => Access::Full,
        }
    }

    fn bot_permissions(&self, channel: &Channel) -> u64 {
        let held = self.bot_roles();
        let of_roles = held.iter().filter_map(|id| self.role(*id)).map(|role| role.permissions);
        let base = of_roles.fold(self.everyone(), |all, role| all | role);
        if base & ADMINISTRATOR != 0 {
            return u64::MAX;
        }
        let overwrites = self.overwrites(channel);
        let sum = |wanted: &dyn Fn(Whom) -> bool| {
            let chosen = overwrites.iter().filter(|overwrite| wanted(overwrite.of));
            chosen.fold((0, 0), |(allow, deny), it| (allow | it.allow, deny | it.deny))
        };
        let everyone = sum(&|of| of == Whom::Role(self.guild.id));
        let roles = sum(&|of| matches!(of, Whom::Role(id) if held.contains(&id)));
        let member = sum(&|of| of == Whom::Member(self.bot.id));
        [everyone, roles, member].into_iter().fold(base, |all, (allow, deny)| (all & !deny) | allow)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rehearsal::{Bot, Guild, Role};

    fn access(roles: Vec<Role>, overwrites: Vec<Overwrite>) -> Access {
        let bot =
            Bot { id: 9, application_id: 9, username: String::new(), token: String::new(), privileged_intents: false };
        let channel = Channel { overwrites, ..Channel::open(2, "stage") };
        let guild = Guild { id: 1, name: String::new() };
        let world = World { guild, channels: vec![channel.clone()], roles, members: Vec::new(), me: 0, bot };
        world.bot_access(&channel)
    }

    fn held(permissions: u64) -> Role {
        Role { permissions, of_bot: true, ..Role::open(3, "bots") }
    }

    fn overwrite(of: Whom, allow: u64, deny: u64) -> Overwrite {
        Overwrite { of, allow, deny }
    }

    #[test]
    fn a_members_overwrite_outweighs_a_roles_and_that_everyones() {
        let (everyone, role, member) = (Whom::Role(1), Whom::Role(3), Whom::Member(9));
        let (view, send) = (VIEW_CHANNEL, SEND_MESSAGES);
        let cases = [
            (vec![], Access::Full),
            (vec![overwrite(everyone, 0, send)], Access::ReadOnly),
            (vec![overwrite(everyone, 0, view)], Access::Hidden),
            (vec![overwrite(everyone, 0, view), overwrite(role, view, 0)], Access::Full),
            (vec![overwrite(role, view | send, 0), overwrite(member, 0, send)], Access::ReadOnly),
            (vec![overwrite(Whom::Role(7), 0, view)], Access::Full),
        ];
        for (overwrites, expected) in cases {
            assert_eq!(access(vec![held(0)], overwrites.clone()), expected, "{overwrites:?}");
        }
    }

    #[test]
    fn an_administrator_may_do_everything() {
        let denied = vec![overwrite(Whom::Role(1), 0, u64::MAX)];
        assert_eq!(access(vec![held(ADMINISTRATOR)], denied), Access::Full);
    }

    #[test]
    fn a_guild_may_allow_everyone_nothing() {
        let everyone = Role { permissions: 0, ..Role::open(1, "everyone") };
        assert_eq!(access(vec![everyone.clone()], vec![]), Access::Hidden);
        assert_eq!(access(vec![everyone, held(VIEW_CHANNEL)], vec![]), Access::ReadOnly);
    }
}
