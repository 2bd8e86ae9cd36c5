//! `/conference moderators`: who the people of the programme are on Discord.

use std::collections::BTreeSet;
use std::sync::Arc;

use futures_util::future::join_all;
use tracing::warn;

use super::super::{App, Asked, Conference, Member, Order};
use super::proposals::{Decision, Proposed};
use super::routes::PATIENCE;
use crate::announce::{GuildId, Routing, UserId, same_name};
use crate::schedule::{Schedule, closest, likeness};
use crate::store::StoreError;
use crate::text::{Assigned, Assignee, Assignments, Mark, Message, NAMES_ON_PAGE, assigned, edit_person, people};

/// So many names of a page are looked up on Discord, and so many at once: it limits how often one may search.
const SEARCHED: usize = 10;
const AT_ONCE: usize = 3;
/// How like a member's name a name must be to be suggested, from 0 to 1. Below are slips of letters, which may be another person.
const SURE: f64 = 0.9;

impl App {
    pub(super) async fn people(
        &self,
        asked: &Asked,
        conference: &Arc<Conference>,
        order: &Order,
    ) -> Result<Message, StoreError> {
        let Some(named) = order.text("name").map(str::trim).filter(|named| !named.is_empty()) else {
            return Ok(self.people_page(asked, conference, 0, None).await);
        };
        let all = everybody(conference);
        if let Some(one) = all.iter().find(|one| same_name(&one.name, named)) {
            return Ok(self.in_scene(conference, |scene| edit_person(scene, one)));
        }
        Ok(match closest(named, all.iter().map(|one| one.name.as_str())) {
            Some(meant) => self.tells_of(conference, "people-meant", &[("name", named), ("meant", meant)]),
            None => self.tells_of(conference, "people-unknown", &[("name", named)]),
        })
    }

    /// A page of names, with the members who bear them.
    pub(super) async fn people_page(
        &self,
        asked: &Asked,
        conference: &Conference,
        page: u8,
        said: Option<String>,
    ) -> Message {
        let names = everybody(conference);
        let here = names.chunks(NAMES_ON_PAGE).nth(page.into()).unwrap_or_default();
        let suggested = self.members_like(conference, here).await;
        let number = (!suggested.is_empty()).then(|| {
            let routings = suggested.iter().map(|(name, user)| Routing::Person(name.clone(), *user)).collect();
            let decision = Decision { conference: conference.id().clone(), routings };
            self.proposals.put(asked, Proposed::Decide(decision), self.clock.wall())
        });
        let suggested: Vec<(String, Assignee)> =
            suggested.into_iter().map(|(name, user)| (name, Assignee::User(user))).collect();
        let shown =
            Assignments { said: said.as_deref(), page, names: &names, sessions: &[], suggested: &suggested, number };
        self.in_scene(conference, |scene| people(scene, &shown))
    }

    /// Who somebody is, and how to change it.
    pub(super) fn person_editor(&self, conference: &Conference, mark: Mark) -> Message {
        match the_one(conference, mark) {
            Some(one) => self.in_scene(conference, |scene| edit_person(scene, &one)),
            None => self.tells_of(conference, "people-gone", &[]),
        }
    }

    /// Says who somebody is.
    pub(super) async fn introduce(
        &self,
        asked: &Asked,
        conference: &Conference,
        mark: Mark,
        user: UserId,
    ) -> Result<Message, StoreError> {
        let Some(one) = the_one(conference, mark) else { return Ok(self.tells_of(conference, "people-gone", &[])) };
        if one.declared {
            return Ok(self.person_editor(conference, mark));
        }
        self.decide(conference, &asked.asker, &[Routing::Person(one.name.clone(), user)]).await?;
        let said =
            self.in_scene(conference, |scene| assigned(scene, "people-set", &one.name, Some(Assignee::User(user))));
        Ok(self.people_page(asked, conference, 0, Some(said)).await)
    }

    /// Nobody is known to be this person any more.
    pub(super) async fn forget_person(
        &self,
        asked: &Asked,
        conference: &Conference,
        mark: Mark,
    ) -> Result<Message, StoreError> {
        let Some(one) = the_one(conference, mark) else { return Ok(self.tells_of(conference, "people-gone", &[])) };
        self.take_back(
            conference,
            &asked.asker,
            |routing| matches!(routing, Routing::Person(name, _) if same_name(name, &one.name)),
        )
        .await?;
        let said = self.in_scene(conference, |scene| assigned(scene, "people-dropped", &one.name, None));
        Ok(self.people_page(asked, conference, 0, Some(said)).await)
    }

    /// Of these names, those that one member alone bears and nobody was assigned to.
    async fn members_like(&self, conference: &Conference, names: &[Assigned]) -> Vec<(String, UserId)> {
        let guild = conference.settings.guild.value;
        let unknown: Vec<&Assigned> = names.iter().filter(|one| one.to.is_none()).take(SEARCHED).collect();
        let mut found = Vec::new();
        let searching = async {
            for some in unknown.chunks(AT_ONCE) {
                let bearers = join_all(some.iter().map(|one| self.member_like(guild, &one.name))).await;
                let named = some.iter().zip(bearers);
                found.extend(named.filter_map(|(one, user)| Some((one.name.clone(), user?))));
            }
        };
        // What was found by then is suggested.
        let _ = tokio::time::timeout(PATIENCE, searching).await;
        found
    }

    async fn member_like(&self, guild: GuildId, name: &str) -> Option<UserId> {
        let directory = self.directory.get()?;
        // Names are found by how they begin; some are written with the family name first.
        let words = || name.split_whitespace();
        let beginnings: BTreeSet<&str> = [words().next(), words().last()].into_iter().flatten().collect();
        let mut members = Vec::new();
        for beginning in beginnings {
            match directory.members(guild, beginning).await {
                Ok(found) => members.extend(found),
                Err(error) => {
                    warn!(%guild, %error, "The members of a server cannot be searched, so none is suggested.");
                    return None;
                }
            }
        }
        the_bearer(name, &members)
    }
}

/// The one member who bears a name.
fn the_bearer(name: &str, members: &[Member]) -> Option<UserId> {
    let like = |member: &&Member| member.names.iter().any(|own| likeness(name, own) >= SURE);
    let mut bearers = members.iter().filter(like).map(|member| member.user);
    let first = bearers.next()?;
    bearers.all(|other| other == first).then_some(first)
}

/// All whom the programme names: moderators first, in its order.
fn everybody(conference: &Conference) -> Vec<Assigned> {
    let (schedule, route): (Arc<Schedule>, _) = (conference.schedule(), conference.route());
    let declared = conference.settings.route();
    let moderators = schedule.sessions.iter().flat_map(|session| &session.moderators).map(|name| (name, true));
    let speakers = schedule.talks().flat_map(|found| &found.talk.speakers).map(|name| (name, false));
    let mut told = BTreeSet::new();
    let named = moderators.chain(speakers).filter(|(name, _)| told.insert(name.trim().to_lowercase()));
    let known = |name: &str| route.moderator(name).or_else(|| route.speaker(name));
    let person = |(name, moderates): (&String, bool)| Assigned {
        name: name.clone(),
        id: String::new(),
        to: known(name).map(Assignee::User),
        declared: declared.moderator(name).or_else(|| declared.speaker(name)).is_some(),
        note: moderates.then_some("people-moderator"),
    };
    named.map(person).collect()
}

fn the_one(conference: &Conference, mark: Mark) -> Option<Assigned> {
    everybody(conference).into_iter().find(|one| Mark::of(&one.name) == mark)
}
