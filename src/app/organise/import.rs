use std::sync::Arc;

use tracing::{info, warn};

use super::super::change::Telling;
use super::super::held::Care;
use super::super::kept::KeptSource;
use super::super::{Answer, App, Asked, Conference, Feed, Given, Order, Read, Refreshed};
use super::proposals::{Import, Proposed};
use crate::config::{Address, Source};
use crate::schedule::{Schedule, changes, with_ids_of};
use crate::store::StoreError;
use crate::text::{Message, import_preview, organisers_only, went_wrong};

/// Larger files are no programme; Discord says how large one is before it is fetched.
const LARGEST_FILE: u64 = 32 * 1024 * 1024;

impl App {
    /// `/conference import`: what a file or an address would make of the programme.
    pub(super) async fn import(
        &self,
        asked: &Asked,
        conference: &Arc<Conference>,
        order: &Order,
    ) -> Result<Message, StoreError> {
        if conference.is_declared() {
            return Ok(self.tells(asked, "import-declared", &[("conference", &conference.schedule().title)]));
        }
        let file = order.options.get("file");
        let address = order.text("address").map(str::trim);
        let (source, origin, is_file) = match (file, address) {
            (Some(Given::File { name, bytes, .. }), None) if *bytes > LARGEST_FILE => {
                return Ok(self.tells(asked, "import-large", &[("name", name)]));
            }
            (Some(Given::File { name, url, .. }), None) => (url.as_str(), KeptSource::File(name.clone()), true),
            (None, Some(address)) => (address, KeptSource::Address(address.to_owned()), false),
            (Some(_), Some(_)) => return Ok(self.tells(asked, "import-both", &[])),
            _ => return Ok(self.tells(asked, "import-nothing", &[])),
        };
        let read = match Address::parse(source) {
            Err(error) => Err(error.to_string()),
            Ok(address) => {
                let settings = &conference.settings;
                let feed = Feed::new(Source::Address(address), settings.year, settings.time_zone);
                let (now, wall) = (self.clock.now(), self.clock.wall());
                let read = if is_file {
                    let read = self.attachments.read(&feed, now, wall).await;
                    self.attachments.keep_only(|_| false);
                    read
                } else {
                    self.feeds.read(&feed, now, wall).await
                };
                read.map_err(|error| error.to_string())
            }
        };
        let read = match read {
            Ok(read) => read,
            Err(why) => return Ok(self.tells(asked, "import-unusable", &[("why", &why)])),
        };
        Ok(self.show_import(asked, conference, &read, origin))
    }

    fn show_import(&self, asked: &Asked, conference: &Conference, read: &Read, origin: KeptSource) -> Message {
        let old = conference.schedule();
        let fresh = with_ids_of(&old, Schedule::clone(&read.schedule));
        let compared = (!old.sessions.is_empty()).then(|| changes(&old, &fresh));
        let id = conference.id();
        let import = Import { conference: id.clone(), schedule: Arc::clone(&read.schedule), origin };
        let number = self.proposals.put(asked, Proposed::Import(import), self.clock.wall());
        import_preview(self.words_for(asked), id, number, self.summary(asked, read), compared.as_ref())
    }

    /// Carries out what a message proposed.
    pub(super) async fn accept_proposal(&self, asked: &Asked, number: u32) -> Answer {
        let accepted = match self.proposals.get(number, asked) {
            None => return Answer::private(self.tells(asked, "proposal-gone", &[])),
            Some(_) if !self.may_set_up(asked) => return Answer::private(organisers_only(self.words_for(asked))),
            Some(Proposed::Decide(decision)) => self.use_these(asked, number, decision).await,
            Some(Proposed::SetUp(draft)) => self.set_up(asked, number, draft).await,
            Some(Proposed::Import(import)) => self.apply_import(asked, number, import).await,
        };
        accepted.unwrap_or_else(|error| {
            warn!(%error, "What an organiser accepted could not be carried out.");
            Answer::private(went_wrong(self.words_for(asked)))
        })
    }

    async fn apply_import(&self, asked: &Asked, number: u32, import: Import) -> Result<Answer, StoreError> {
        let Some(mut kept) = self.kept(&import.conference).await? else {
            return Ok(Answer::private(self.tells(asked, "proposal-gone", &[])));
        };
        kept.source = import.origin;
        let conference = self.keep(&import.conference, &kept).await?;
        self.take_meant(&conference, &import.schedule).await?;
        self.health.programme_read(conference.id(), self.clock.wall());
        self.proposals.take(number, asked);
        info!(conference = %conference.id(), user = %asked.asker.user, "An organiser imported a programme.");
        Ok(Answer::Update(self.tells(asked, "import-applied", &[])))
    }

    /// Takes a programme in that somebody has looked at. Where it comes from may have changed with it.
    pub(super) async fn take_meant(
        &self,
        conference: &Conference,
        schedule: &Schedule,
    ) -> Result<Refreshed, StoreError> {
        // The same conference goes on, so what vanishes is cancelled although the source is another one.
        self.store.stem_from(conference.id(), &Feed::of(&conference.settings).mark()).await?;
        self.take(conference, Some(schedule.clone()), Telling::Aloud, Care::Trust).await
    }
}
