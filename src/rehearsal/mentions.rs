//! Whom a message pings: what its words name, as far as `allowed_mentions` lets it.

use serde_json::{Value, json};

use super::world::World;

/// Sets `mentions`, `mention_roles` and `mention_everyone` from the message's content. A mention in a code span counts
/// too: stricter than Discord, so that nothing slips through a rehearsal.
pub(super) fn compute(world: &World, message: &mut Value, allowed: &Value) {
    let content = message["content"].as_str().unwrap_or_default();
    let everyone = (content.contains("@everyone") || content.contains("@here")) && parses(allowed, "everyone");
    let users = named(content, "<@").chain(named(content, "<@!"));
    let users = distinct(users.filter(|id| allows(allowed, "users", *id)));
    let roles = distinct(named(content, "<@&").filter(|id| allows(allowed, "roles", *id)));

    let users: Vec<Value> = users.into_iter().filter_map(|id| world.user(id)).collect();
    let roles: Vec<String> =
        roles.into_iter().filter(|id| world.role(*id).is_some()).map(|id| id.to_string()).collect();
    message["mention_everyone"] = everyone.into();
    message["mentions"] = users.into();
    message["mention_roles"] = json!(roles);
}

/// The ids between each `opening` and the next `>`.
fn named<'a>(content: &'a str, opening: &'a str) -> impl Iterator<Item = u64> + 'a {
    content.match_indices(opening).filter_map(move |(at, _)| {
        let rest = &content[at + opening.len()..];
        rest[..rest.find('>')?].parse().ok()
    })
}

fn distinct(ids: impl Iterator<Item = u64>) -> Vec<u64> {
    let mut seen = Vec::new();
    for id in ids {
        if !seen.contains(&id) {
            seen.push(id);
        }
    }
    seen
}

fn allows(allowed: &Value, kind: &str, id: u64) -> bool {
    let listed = allowed[kind].as_array().into_iter().flatten();
    parses(allowed, kind) || listed.into_iter().any(|listed| super::snowflake(listed) == Some(id))
}

fn parses(allowed: &Value, kind: &str) -> bool {
    // Without `allowed_mentions` Discord lets every mention ring.
    allowed.is_null() || allowed["parse"].as_array().into_iter().flatten().any(|parsed| parsed == kind)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rehearsal::world::{Bot, Guild, Member, Role};

    #[test]
    fn only_what_is_allowed_rings() {
        let content = "@everyone <@1> <@!1> <@2> <@&3> <@&4> <@9>";
        let rings = |allowed: Value| {
            let mut message = json!({"content": content});
            compute(&world(), &mut message, &allowed);
            let ids: Vec<_> = message["mentions"].as_array().unwrap().iter().map(|user| user["id"].clone()).collect();
            json!([message["mention_everyone"], ids, message["mention_roles"]])
        };
        assert_eq!(rings(Value::Null), json!([true, ["1", "2"], ["3", "4"]]));
        assert_eq!(rings(json!({"parse": []})), json!([false, [], []]));
        assert_eq!(rings(json!({"parse": [], "roles": ["3"]})), json!([false, [], ["3"]]));
        assert_eq!(rings(json!({"parse": ["users"]})), json!([false, ["1", "2"], []]));
        assert_eq!(rings(json!({"users": ["2"], "parse": ["everyone"]})), json!([true, ["2"], []]));
    }

    fn world() -> World {
        World {
            guild: Guild { id: 100, name: String::from("ICML") },
            channels: Vec::new(),
            roles: vec![Role::open(3, "Ping"), Role::open(4, "Crew")],
            members: vec![Member::attendee(1, "Ada"), Member::attendee(2, "Emmy")],
            me: 1,
            bot: Bot {
                id: 5,
                application_id: 5,
                username: String::from("talkbell"),
                token: String::from("secret"),
                privileged_intents: false,
            },
        }
    }
}
