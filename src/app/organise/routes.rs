//! `/conference routes`: which room or session goes to which channel.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use tracing::{info, warn};

use super::super::{App, Asked, Asker, Conference, Order, TextChannel};
use super::proposals::{Decision, Proposed};
use crate::announce::{ChannelId, Routing, StrayKind, same_name};
use crate::schedule::{Schedule, Session, SessionId, closest, likeness, pairs};
use crate::store::StoreError;
use crate::text::{Assigned, Assignee, Assignments, Mark, Message, Place, assigned, edit_route, lacking, routes};

/// How long Discord may take to say what a server holds. The answer is promised by then, and comes without it.
pub(super) const PATIENCE: Duration = Duration::from_secs(6);

impl App {
    pub(super) async fn routes(
        &self,
        asked: &Asked,
        conference: &Arc<Conference>,
        order: &Order,
    ) -> Result<Message, StoreError> {
        let Some(named) = order.text("session").map(str::trim).filter(|named| !named.is_empty()) else {
            return Ok(self.routes_page(asked, conference, 0, None).await);
        };
        let schedule = conference.schedule();
        let by_id = named.parse::<SessionId>().ok().and_then(|id| schedule.session(&id));
        let found = by_id.or_else(|| schedule.sessions.iter().find(|it| same_name(&it.title, named)));
        if let Some(session) = found {
            return Ok(self.route_editor(conference, &Place::Session(session.id.clone())));
        }
        Ok(match closest(named, schedule.sessions.iter().map(|session| session.title.as_str())) {
            Some(meant) => self.tells_of(conference, "routes-session-meant", &[("name", named), ("meant", meant)]),
            None => self.tells_of(conference, "routes-session-unknown", &[("name", named)]),
        })
    }

    /// A page of rooms, with what can be suggested by their names.
    pub(super) async fn routes_page(
        &self,
        asked: &Asked,
        conference: &Conference,
        page: u8,
        said: Option<String>,
    ) -> Message {
        let names = rooms(conference);
        let sessions = sessions(conference);
        let suggested = suggestions(conference, &names, &self.text_channels(conference).await);
        let number = (!suggested.is_empty()).then(|| {
            let routings = suggested.iter().map(|(room, channel)| Routing::Room(room.clone(), *channel)).collect();
            let decision = Decision { conference: conference.id().clone(), routings };
            self.proposals.put(asked, Proposed::Decide(decision), self.clock.wall())
        });
        let suggested: Vec<(String, Assignee)> =
            suggested.into_iter().map(|(room, channel)| (room, Assignee::Channel(channel))).collect();
        let shown = Assignments {
            said: said.as_deref(),
            page,
            names: &names,
            sessions: &sessions,
            suggested: &suggested,
            number,
        };
        self.in_scene(conference, |scene| routes(scene, &shown))
    }

    /// What a room or a session has, and how to change it.
    pub(super) fn route_editor(&self, conference: &Conference, place: &Place) -> Message {
        match the_one(conference, place) {
            Some(assigned) => self.in_scene(conference, |scene| edit_route(scene, place, &assigned)),
            None => self.tells_of(conference, "routes-gone", &[]),
        }
    }

    /// Gives a room or a session a channel.
    pub(super) async fn route(
        &self,
        asked: &Asked,
        conference: &Conference,
        place: &Place,
        channel: ChannelId,
    ) -> Result<Message, StoreError> {
        let Some(one) = the_one(conference, place) else { return Ok(self.tells_of(conference, "routes-gone", &[])) };
        if one.declared {
            return Ok(self.route_editor(conference, place));
        }
        let routing = match place {
            Place::Room(_) => Routing::Room(one.name.clone(), channel),
            Place::Session(session) => Routing::Session(session.clone(), channel),
        };
        self.decide(conference, &asked.asker, &[routing]).await?;
        let warned = self.text_channels(conference).await.into_iter().find(|it| it.id == channel);
        let warned = warned.filter(|it| !it.lacking.is_empty());
        let said = self.in_scene(conference, |scene| {
            let set = assigned(scene, "routes-set", &one.name, Some(Assignee::Channel(channel)));
            let warning = warned.map(|it| lacking(scene, channel, &it.lacking));
            std::iter::once(set).chain(warning).collect::<Vec<_>>().join("\n")
        });
        Ok(self.routes_page(asked, conference, 0, Some(said)).await)
    }

    /// Takes the channel of a room or a session away.
    pub(super) async fn unroute(
        &self,
        asked: &Asked,
        conference: &Conference,
        place: &Place,
    ) -> Result<Message, StoreError> {
        let Some(one) = the_one(conference, place) else { return Ok(self.tells_of(conference, "routes-gone", &[])) };
        self.take_back(conference, &asked.asker, |routing| match (routing, place) {
            (Routing::Room(room, _), Place::Room(_)) => same_name(room, &one.name),
            (Routing::Session(session, _), Place::Session(wanted)) => session == wanted,
            _ => false,
        })
        .await?;
        let said = self.in_scene(conference, |scene| assigned(scene, "routes-dropped", &one.name, None));
        Ok(self.routes_page(asked, conference, 0, Some(said)).await)
    }

    /// Keeps what an organiser decided, and plans by it at once.
    pub(super) async fn decide(
        &self,
        conference: &Conference,
        asker: &Asker,
        routings: &[Routing],
    ) -> Result<(), StoreError> {
        let now = self.clock.now();
        for earlier in self.store.routings(conference.id()).await? {
            // Written in another case of letters, it would stand beside the new one.
            if routings.iter().any(|routing| routing.is_of_the_same(&earlier)) {
                self.store.undecide(conference.id(), &earlier).await?;
            }
        }
        self.store.decide(conference.id(), routings, asker.user, now).await?;
        info!(conference = %conference.id(), user = %asker.user, ?routings, "An organiser decided where things go.");
        self.rerouted(conference).await
    }

    /// Takes back what was decided by command, and plans without it at once.
    pub(super) async fn take_back(
        &self,
        conference: &Conference,
        asker: &Asker,
        which: impl Fn(&Routing) -> bool,
    ) -> Result<(), StoreError> {
        for routing in self.store.routings(conference.id()).await?.iter().filter(|routing| which(routing)) {
            self.store.undecide(conference.id(), routing).await?;
            info!(conference = %conference.id(), user = %asker.user, ?routing, "An organiser took a route back.");
        }
        self.rerouted(conference).await
    }

    async fn rerouted(&self, conference: &Conference) -> Result<(), StoreError> {
        self.plan(conference).await?;
        self.panels_due.notify_one();
        Ok(())
    }

    /// The text channels of a conference's server; none where Discord does not say.
    async fn text_channels(&self, conference: &Conference) -> Vec<TextChannel> {
        let Some(directory) = self.directory.get() else { return Vec::new() };
        let guild = conference.settings.guild.value;
        match tokio::time::timeout(PATIENCE, directory.channels(guild)).await {
            Ok(Ok(channels)) => channels,
            Ok(Err(error)) => {
                warn!(%guild, %error, "The channels of a server cannot be looked up, so none is suggested.");
                Vec::new()
            }
            Err(_) => Vec::new(),
        }
    }
}

/// Every room that the programme names, and those that have a channel although it does not.
fn rooms(conference: &Conference) -> Vec<Assigned> {
    let (schedule, route) = (conference.schedule(), conference.route());
    let declared = conference.settings.route();
    let strays = route.strays(&schedule);
    let strays: Vec<&str> =
        strays.iter().filter(|stray| stray.kind == StrayKind::Room).map(|stray| stray.name).collect();
    let room = |(name, note): (&str, Option<&'static str>)| Assigned {
        name: name.to_owned(),
        id: String::new(),
        to: route.room(name).map(Assignee::Channel),
        declared: declared.room(name).is_some(),
        note,
    };
    let known = schedule.rooms().into_iter().map(|name| (name, None));
    known.chain(strays.into_iter().map(|name| (name, Some("routes-stray")))).map(room).collect()
}

/// The sessions that have a channel of their own, in programme order; those that the programme has no more at the end.
fn sessions(conference: &Conference) -> Vec<Assigned> {
    let (schedule, route) = (conference.schedule(), conference.route());
    let known = schedule.sessions.iter().filter(|session| route.own(session).is_some());
    let known = known.map(|session| of_session(conference, session));
    let gone = route.sessions.iter().filter(|(id, _)| schedule.session(id).is_none());
    let gone = gone.map(|(id, channel)| gone_session(conference, id, *channel));
    known.chain(gone).collect()
}

fn of_session(conference: &Conference, session: &Session) -> Assigned {
    Assigned {
        name: session.title.clone(),
        id: session.id.to_string(),
        to: conference.route().own(session).map(Assignee::Channel),
        declared: conference.settings.route().own(session).is_some(),
        note: None,
    }
}

fn gone_session(conference: &Conference, id: &SessionId, channel: ChannelId) -> Assigned {
    Assigned {
        name: id.to_string(),
        id: id.to_string(),
        to: Some(Assignee::Channel(channel)),
        declared: conference.settings.route().sessions.contains_key(id),
        note: Some("routes-stray"),
    }
}

fn the_one(conference: &Conference, place: &Place) -> Option<Assigned> {
    match place {
        Place::Room(mark) => rooms(conference).into_iter().find(|room| Mark::of(&room.name) == *mark),
        Place::Session(id) => {
            let schedule: Arc<Schedule> = conference.schedule();
            let gone = || conference.route().sessions.get(id).map(|channel| gone_session(conference, id, *channel));
            schedule.session(id).map(|session| of_session(conference, session)).or_else(gone)
        }
    }
}

/// Rooms without a channel, each with the one that is called like it and belongs to nobody yet.
fn suggestions(conference: &Conference, rooms: &[Assigned], channels: &[TextChannel]) -> Vec<(String, ChannelId)> {
    let route = conference.route();
    let others = [route.moderator_channel, route.organiser_channel].into_iter().flatten();
    let taken: BTreeSet<ChannelId> = route.audiences().into_iter().chain(others).collect();
    let free: Vec<&TextChannel> = channels.iter().filter(|channel| !taken.contains(&channel.id)).collect();
    let wanting: Vec<&Assigned> = rooms.iter().filter(|room| room.to.is_none()).collect();
    let paired = pairs(&wanting, &free, |room, channel| likeness(&room.name, &channel.name));
    paired.into_iter().map(|(room, channel)| (wanting[room].name.clone(), free[channel].id)).collect()
}
