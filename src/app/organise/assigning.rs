//! The buttons and menus of routes and people, and what is offered while their names are typed.

use tracing::info;

use super::super::{Answer, App, Asked, Conference, Order};
use super::proposals::Decision;
use super::{CHOICES, Used};
use crate::announce::{ChannelId, UserId};
use crate::schedule::ConferenceId;
use crate::store::StoreError;
use crate::text::{Choice, Message, Organising, Place, assignment_choices, button_outdated, organisers_only};

impl App {
    /// Something was pressed or chosen on a page of routes or people.
    pub(super) async fn assigning(
        &self,
        asked: &Asked,
        conference: &ConferenceId,
        organising: &Organising,
        used: &Used<'_>,
    ) -> Answer {
        // Whoever is in one server has no say in another.
        let found = self.conferences.get(conference).filter(|it| Some(it.settings.guild.value) == asked.guild);
        let Some(conference) = found else { return Answer::private(button_outdated(self.words_for(asked))) };
        if !conference.is_organiser(&asked.asker) {
            info!(conference = %conference.id(), user = %asked.asker.user, "Refused an organiser's button.");
            return Answer::private(organisers_only(self.words_of(&conference)));
        }
        let chosen = match used {
            Used::Chosen(values) => values.first().map(String::as_str),
            _ => None,
        };
        let shown = self.assigned(asked, &conference, organising, chosen).await;
        Answer::Update(self.or_sorry(asked, shown))
    }

    async fn assigned(
        &self,
        asked: &Asked,
        conference: &Conference,
        organising: &Organising,
        chosen: Option<&str>,
    ) -> Result<Message, StoreError> {
        let id = chosen.and_then(|chosen| chosen.parse::<u64>().ok());
        Ok(match (organising, chosen) {
            (Organising::Routes(page), _) => self.routes_page(asked, conference, *page, None).await,
            (Organising::PickRoom(_), Some(room)) => match room.parse() {
                Ok(mark) => self.route_editor(conference, &Place::Room(mark)),
                Err(_) => button_outdated(self.words_of(conference)),
            },
            (Organising::PickSession, Some(session)) => match session.parse() {
                Ok(session) => self.route_editor(conference, &Place::Session(session)),
                Err(_) => button_outdated(self.words_of(conference)),
            },
            (Organising::ChooseChannel(place), _) => match id.and_then(ChannelId::new) {
                Some(channel) => self.route(asked, conference, place, channel).await?,
                None => self.route_editor(conference, place),
            },
            (Organising::DropChannel(place), _) => self.unroute(asked, conference, place).await?,
            (Organising::People(page), _) => self.people_page(asked, conference, *page, None).await,
            (Organising::PickPerson(_), Some(name)) => match name.parse() {
                Ok(mark) => self.person_editor(conference, mark),
                Err(_) => button_outdated(self.words_of(conference)),
            },
            (Organising::ChoosePerson(mark), _) => match id.and_then(UserId::new) {
                Some(user) => self.introduce(asked, conference, *mark, user).await?,
                None => self.person_editor(conference, *mark),
            },
            (Organising::DropPerson(mark), _) => self.forget_person(asked, conference, *mark).await?,
            _ => button_outdated(self.words_of(conference)),
        })
    }

    /// **Use these**: what was suggested is decided, but for what was decided meanwhile.
    pub(super) async fn use_these(&self, asked: &Asked, number: u32, decision: Decision) -> Result<Answer, StoreError> {
        let Some(conference) = self.conferences.get(&decision.conference) else {
            return Ok(Answer::private(self.tells(asked, "proposal-gone", &[])));
        };
        if !conference.is_organiser(&asked.asker) {
            info!(conference = %conference.id(), user = %asked.asker.user, "Refused to use what was suggested.");
            return Ok(Answer::private(organisers_only(self.words_of(&conference))));
        }
        let route = conference.route();
        let mut routings = decision.routings;
        routings.retain(|routing| !route.knows(routing));
        self.decide(&conference, &asked.asker, &routings).await?;
        self.proposals.take(number, asked);
        let said = self.words_of(&conference).say("suggested-used", &[("count", routings.len().into())]);
        let of_people = routings.iter().any(|it| matches!(it, crate::announce::Routing::Person(..)));
        Ok(Answer::Update(if of_people {
            self.people_page(asked, &conference, 0, Some(said)).await
        } else {
            self.routes_page(asked, &conference, 0, Some(said)).await
        }))
    }

    /// What can follow what was typed of a session or a name.
    pub(super) fn assignment_offers(&self, asked: &Asked, order: &Order, option: &str, typed: &str) -> Vec<Choice> {
        let meant = self.conference_named(asked, order).filter(|it| it.is_organiser(&asked.asker));
        let Some(conference) = meant else { return Vec::new() };
        self.in_scene(&conference, |scene| assignment_choices(scene, option, typed, CHOICES))
    }
}
