use std::collections::BTreeMap;

use chrono_tz::Tz;
use tracing::info;

use super::super::kept::{Kept, KeptSource};
use super::super::{Answer, App, Asked, Feed, Order, Read};
use super::Used;
use super::proposals::{Draft, Proposed};
use crate::announce::{ChannelId, RoleId};
use crate::config::{Address, Source};
use crate::import::{Level, time_zone_named};
use crate::schedule::{ConferenceId, unique_slugs};
use crate::store::StoreError;
use crate::text::{Message, SetupStep, SetupView, organisers_only, programme_summary, setup, setup_form};

impl App {
    /// `/conference setup`: opens the wizard.
    pub(super) async fn begin_setup(&self, asked: &Asked, order: &Order) -> Answer {
        if !self.may_set_up(asked) {
            info!(user = %asked.asker.user, "Refused to set a conference up.");
            return Answer::private(organisers_only(self.words_for(asked)));
        }
        let name = order.text("name").unwrap_or_default().trim().to_owned();
        let slug = unique_slugs([name.as_str()]).pop().filter(|slug| slug.len() > 1);
        let Some(id) = slug.and_then(|slug| slug.parse::<ConferenceId>().ok()) else {
            return Answer::private(self.tells(asked, "setup-unnamed", &[]));
        };
        if self.conferences.get(&id).is_some() {
            return Answer::private(self.tells(asked, "setup-taken", &[("name", &name)]));
        }
        let address = order.text("address").map(|address| address.trim().to_owned()).filter(|it| !it.is_empty());
        let draft = Draft {
            id,
            name,
            address,
            year: None,
            time_zone: None,
            language: self.words_for(asked).language(),
            channel: None,
            moderators: None,
            role: None,
            found: None,
        };
        let draft = self.look(draft).await;
        let number = self.proposals.put(asked, Proposed::SetUp(draft.clone()), self.clock.wall());
        Answer::private(self.wizard(asked, &draft, number))
    }

    pub(super) fn setup_form(&self, asked: &Asked, number: u32) -> Answer {
        match self.proposals.get(number, asked) {
            Some(Proposed::SetUp(draft)) => {
                let view = view(&draft, number, None);
                Answer::Modal(setup_form(self.words_for(asked), &view, draft.address.as_deref(), draft.year))
            }
            _ => Answer::private(self.tells(asked, "proposal-gone", &[])),
        }
    }

    /// Something was chosen in the wizard, or typed in its form.
    pub(super) async fn setup_step(&self, asked: &Asked, number: u32, step: SetupStep, used: &Used<'_>) -> Answer {
        let draft = match (step, used) {
            (SetupStep::Form, Used::Submitted(fields)) => match self.typed(asked, fields) {
                Err(refused) => return Answer::private(*refused),
                Ok(Typed { address, zone, year }) => self.proposals.redraft(number, asked, |draft| {
                    (draft.address, draft.time_zone, draft.year) = (address, zone, year);
                }),
            },
            (_, Used::Chosen(values)) => {
                let value = values.first().map(String::as_str);
                let id = value.and_then(|value| value.parse().ok());
                self.proposals.redraft(number, asked, |draft| match step {
                    SetupStep::Channel => draft.channel = id.and_then(ChannelId::new),
                    SetupStep::ModeratorChannel => draft.moderators = id.and_then(ChannelId::new),
                    SetupStep::PingRole => draft.role = id.and_then(RoleId::new),
                    SetupStep::TimeZone => draft.time_zone = value.and_then(|value| value.parse().ok()),
                    SetupStep::Language | SetupStep::Form | SetupStep::Look => {}
                })
            }
            (SetupStep::Language, Used::Pressed) => {
                self.proposals.redraft(number, asked, |draft| draft.language = draft.language.next())
            }
            _ => self.proposals.redraft(number, asked, |_| {}),
        };
        let Some(draft) = draft else { return Answer::private(self.tells(asked, "proposal-gone", &[])) };
        let reads = matches!(step, SetupStep::Form | SetupStep::Look | SetupStep::TimeZone);
        let draft = if reads { self.look(draft).await } else { draft };
        let found = draft.found.clone();
        match self.proposals.redraft(number, asked, |kept| kept.found = found) {
            Some(draft) => Answer::Update(self.wizard(asked, &draft, number)),
            None => Answer::private(self.tells(asked, "proposal-gone", &[])),
        }
    }

    /// **Set it up**: carried from now on.
    pub(super) async fn set_up(&self, asked: &Asked, number: u32, draft: Draft) -> Result<Answer, StoreError> {
        let (Some(channel), Some(guild)) = (draft.channel, asked.guild) else {
            return Ok(Answer::private(self.tells(asked, "proposal-gone", &[])));
        };
        if self.conferences.get(&draft.id).is_some() {
            return Ok(Answer::private(self.tells(asked, "setup-taken", &[("name", &draft.name)])));
        }
        let draft = if draft.found.is_some() { draft } else { self.look(draft).await };
        if let Some(Err(_)) = &draft.found {
            return Ok(Answer::Update(self.wizard(asked, &draft, number)));
        }
        let source = match &draft.address {
            Some(address) => KeptSource::Address(address.clone()),
            None => KeptSource::File(draft.name.clone()),
        };
        let kept = Kept {
            name: draft.name.clone(),
            source,
            year: draft.year,
            time_zone: draft.time_zone,
            language: Some(draft.language),
            guild,
            channel,
            moderator_channel: draft.moderators,
            ping_role: draft.role,
            moderators: BTreeMap::new(),
        };
        let conference = self.keep(&draft.id, &kept).await?;
        let next = match &draft.found {
            Some(Ok(Read { schedule, .. })) => {
                self.take_meant(&conference, schedule).await?;
                self.health.programme_read(conference.id(), self.clock.wall());
                "setup-next-status"
            }
            _ => "setup-next-import",
        };
        self.proposals.take(number, asked);
        info!(conference = %draft.id, user = %asked.asker.user, "A conference was set up.");
        let next = self.words_for(asked).say(next, &[]);
        Ok(Answer::Update(self.tells(asked, "setup-done", &[("name", &draft.name), ("next", &next)])))
    }

    /// The draft with what is found at its address.
    async fn look(&self, draft: Draft) -> Draft {
        let Some(address) = &draft.address else { return Draft { found: None, ..draft } };
        let found = match Address::parse(address) {
            Err(error) => Err(error.to_string()),
            Ok(address) => {
                let feed = Feed::new(Source::Address(address), draft.year, draft.time_zone);
                let read = self.feeds.read(&feed, self.clock.now(), self.clock.wall()).await;
                read.map_err(|error| error.to_string())
            }
        };
        Draft { found: Some(found), ..draft }
    }

    fn wizard(&self, asked: &Asked, draft: &Draft, number: u32) -> Message {
        let found = draft.found.as_ref().map(|found| match found {
            Ok(read) => Ok(self.summary(asked, read)),
            Err(why) => Err(why.clone()),
        });
        let shown = draft.address.as_ref().and_then(|address| Address::parse(address).ok());
        let shown = shown.map(|address| address.to_string()).or_else(|| draft.address.clone());
        setup(self.words_for(asked), &SetupView { source: shown.as_deref(), ..view(draft, number, found) })
    }

    pub(super) fn summary(&self, asked: &Asked, read: &Read) -> String {
        let problems = read.diagnostics.iter().filter(|it| it.level != Level::Note || read.diagnostics.len() < 4);
        let said = problems.map(|diagnostic| match diagnostic.place() {
            Some(place) => format!("{place}: {}", diagnostic.message),
            None => diagnostic.message.clone(),
        });
        programme_summary(self.words_for(asked), &read.schedule, &said.collect::<Vec<_>>())
    }

    fn typed(&self, asked: &Asked, fields: &BTreeMap<String, String>) -> Result<Typed, Box<Message>> {
        let field = |name: &str| fields.get(name).map(|text| text.trim()).filter(|text| !text.is_empty());
        let refused = |id: &str, name: &str, text: &str| Box::new(self.tells(asked, id, &[(name, text)]));
        let zone =
            field("zone").map(|zone| time_zone_named(zone).map_err(|_| refused("setup-zone-unknown", "zone", zone)));
        let year = field("year").map(|year| {
            let known = year.parse().ok().filter(|year| (1970..=2199).contains(year));
            known.ok_or_else(|| refused("setup-year-unknown", "year", year))
        });
        Ok(Typed { address: field("source").map(str::to_owned), zone: zone.transpose()?, year: year.transpose()? })
    }
}

/// What stands in the wizard's form.
struct Typed {
    address: Option<String>,
    zone: Option<Tz>,
    year: Option<i32>,
}

fn view(draft: &Draft, number: u32, found: Option<Result<String, String>>) -> SetupView<'_> {
    SetupView {
        conference: &draft.id,
        number,
        name: &draft.name,
        source: draft.address.as_deref(),
        found,
        channel: draft.channel,
        moderators: draft.moderators,
        role: draft.role,
        time_zone: draft.time_zone,
        language: draft.language,
    }
}
