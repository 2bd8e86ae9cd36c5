//! What talkbell may do in a channel: Discord's arithmetic of roles and overwrites, as its documentation of permissions
//! gives it.

use serde::Deserialize;
use serenity::all::{GuildId, PermissionOverwrite, PermissionOverwriteType, Permissions, RoleId, UserId};

/// Without these, nothing can be posted as it should be.
pub(super) const NEEDED: [(&str, Permissions); 3] = [
    ("View Channel", Permissions::VIEW_CHANNEL),
    ("Send Messages", Permissions::SEND_MESSAGES),
    ("Embed Links", Permissions::EMBED_LINKS),
];
/// Without this, a message whose answer was lost cannot be found again.
pub(super) const WISHED: [(&str, Permissions); 1] = [("Read Message History", Permissions::READ_MESSAGE_HISTORY)];

/// A server, as far as permissions go.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Guild {
    pub(super) id: GuildId,
    #[serde(default)]
    pub(super) name: String,
    pub(super) owner_id: UserId,
    pub(super) roles: Vec<Role>,
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct Role {
    pub(super) id: RoleId,
    pub(super) name: String,
    pub(super) permissions: Permissions,
    #[serde(default)]
    pub(super) mentionable: bool,
}

/// A channel, as far as permissions go.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Channel {
    #[serde(default)]
    pub(super) name: Option<String>,
    #[serde(default)]
    pub(super) guild_id: Option<GuildId>,
    #[serde(default)]
    pub(super) permission_overwrites: Vec<PermissionOverwrite>,
}

/// A member, as far as permissions go.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Member {
    pub(super) user: User,
    pub(super) roles: Vec<RoleId>,
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct User {
    pub(super) id: UserId,
    pub(super) username: String,
}

impl Guild {
    pub(super) fn role(&self, id: RoleId) -> Option<&Role> {
        self.roles.iter().find(|role| role.id == id)
    }

    /// What a member may do in a channel.
    pub(super) fn permissions(&self, member: &Member, channel: &Channel) -> Permissions {
        // @everyone is the role that bears the server's own id.
        let everyone = RoleId::new(self.id.get());
        let held = |role: &RoleId| *role == everyone || member.roles.contains(role);
        let of_roles = self.roles.iter().filter(|role| held(&role.id));
        let base = of_roles.fold(Permissions::empty(), |all, role| all | role.permissions);
        if member.user.id == self.owner_id || base.administrator() {
            return Permissions::all();
        }
        let layer = |concerns: &dyn Fn(PermissionOverwriteType) -> bool| {
            let chosen = channel.permission_overwrites.iter().filter(|overwrite| concerns(overwrite.kind));
            chosen.fold((Permissions::empty(), Permissions::empty()), |(allow, deny), it| {
                (allow | it.allow, deny | it.deny)
            })
        };
        let layers = [
            layer(&|kind| kind == PermissionOverwriteType::Role(everyone)),
            layer(&|kind| matches!(kind, PermissionOverwriteType::Role(role) if role != everyone && held(&role))),
            layer(&|kind| kind == PermissionOverwriteType::Member(member.user.id)),
        ];
        let all = layers.into_iter().fold(base, |all, (allow, deny)| (all - deny) | allow);
        // Who does not see a channel can do nothing in it.
        if all.view_channel() { all } else { Permissions::empty() }
    }
}

/// The names of those that are not among `held`.
pub(super) fn missing(wanted: &[(&'static str, Permissions)], held: Permissions) -> Vec<&'static str> {
    wanted.iter().filter(|(_, permission)| !held.contains(*permission)).map(|(name, _)| *name).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn held(roles: &serde_json::Value, of_member: &serde_json::Value, overwrites: &serde_json::Value) -> Permissions {
        let guild = json!({"id": "1", "name": "ICML", "owner_id": "8", "roles": roles});
        let guild: Guild = serde_json::from_value(guild).unwrap();
        let member = json!({"user": {"id": "9", "username": "talkbell"}, "roles": of_member});
        let channel = json!({"permission_overwrites": overwrites});
        guild.permissions(&serde_json::from_value(member).unwrap(), &serde_json::from_value(channel).unwrap())
    }

    fn role(id: u64, permissions: Permissions) -> serde_json::Value {
        json!({"id": id.to_string(), "name": "", "permissions": permissions.bits().to_string()})
    }

    fn overwrite(id: u64, kind: u8, allow: Permissions, deny: Permissions) -> serde_json::Value {
        let (allow, deny) = (allow.bits().to_string(), deny.bits().to_string());
        json!({"id": id.to_string(), "type": kind, "allow": allow, "deny": deny})
    }

    const VIEW: Permissions = Permissions::VIEW_CHANNEL;
    const SEND: Permissions = Permissions::SEND_MESSAGES;
    const NONE: Permissions = Permissions::empty();

    #[test]
    fn roles_add_up_and_only_those_that_are_held() {
        let roles = json!([role(1, VIEW), role(3, SEND), role(4, Permissions::EMBED_LINKS)]);
        assert_eq!(held(&roles, &json!(["3"]), &json!([])), VIEW | SEND);
    }

    #[test]
    fn a_members_overwrite_outweighs_a_roles_and_that_everyones() {
        let roles = json!([role(1, VIEW | SEND), role(3, NONE)]);
        let mine = json!(["3"]);
        let everyone = overwrite(1, 0, NONE, SEND);
        assert_eq!(held(&roles, &mine, &json!([everyone])), VIEW);
        let allowed = overwrite(3, 0, SEND, NONE);
        assert_eq!(held(&roles, &mine, &json!([allowed, everyone])), VIEW | SEND);
        let denied = overwrite(9, 1, NONE, SEND);
        assert_eq!(held(&roles, &mine, &json!([denied, allowed, everyone])), VIEW);
        assert_eq!(held(&roles, &json!([]), &json!([allowed, everyone])), VIEW);
    }

    #[test]
    fn who_does_not_see_a_channel_can_do_nothing_in_it() {
        let roles = json!([role(1, VIEW | SEND)]);
        assert_eq!(held(&roles, &json!([]), &json!([overwrite(1, 0, SEND, VIEW)])), NONE);
    }

    #[test]
    fn an_administrator_may_do_everything() {
        let roles = json!([role(1, NONE), role(3, Permissions::ADMINISTRATOR)]);
        let denied = json!([overwrite(9, 1, NONE, Permissions::all())]);
        assert_eq!(held(&roles, &json!(["3"]), &denied), Permissions::all());
    }
}
