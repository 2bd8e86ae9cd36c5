//! What organisers do on Discord: `/conference …`, and the buttons of what it says.

mod assigning;
mod import;
mod inform;
mod people;
mod proposals;
mod routes;
mod setup;

pub(super) use proposals::Proposals;

use std::sync::Arc;

use tracing::{info, warn};

use super::{Answer, App, Asked, Conference, Given, Order, Question};
use crate::store::StoreError;
use crate::text::{
    Action, Choice, ComponentId, Message, Organising, SetupStep, button_outdated, organiser_says, organisers_only,
    went_wrong,
};

/// Offers of an autocompletion: Discord shows no more.
const CHOICES: usize = 25;

/// Why a command is not carried out: what is answered instead.
type Refused = Box<Answer>;

impl App {
    /// Answers what organisers press and order; `None` for everything else.
    pub(super) async fn organise(&self, asked: &Asked) -> Option<Answer> {
        match &asked.question {
            Question::Ordered(order) if is_ours(order) => Some(self.organiser_orders(asked, order).await),
            Question::Complete { order, option, typed } if is_ours(order) => {
                Some(Answer::Choices(match option.as_str() {
                    "conference" => self.conferences_offered(asked, typed),
                    _ => self.assignment_offers(asked, order, option, typed),
                }))
            }
            Question::Pressed(id) => self.organiser_uses(asked, id, Used::Pressed).await,
            Question::Chosen { id, values } => self.organiser_uses(asked, id, Used::Chosen(values)).await,
            Question::Submitted { id, fields } => self.organiser_uses(asked, id, Used::Submitted(fields)).await,
            _ => None,
        }
    }

    async fn organiser_orders(&self, asked: &Asked, order: &Order) -> Answer {
        let names = order.names();
        let Some(command) = names.get(1).copied() else {
            return Answer::private(button_outdated(self.words_for(asked)));
        };
        if command == "setup" {
            return self.begin_setup(asked, order).await;
        }
        let conference = match self.conference_meant(asked, order) {
            Ok(conference) => conference,
            Err(refused) => return *refused,
        };
        let answered = match command {
            "status" => self.status(&conference).await,
            "preview" => self.preview(&conference, order).await,
            "refresh" => Ok(self.refresh_now(&conference).await),
            "pause" => self.pause(&conference, &asked.asker).await,
            "resume" => self.resume(&conference).await,
            "test" => self.test(&conference, asked.channel).await,
            "routes" => self.routes(asked, &conference, order).await,
            "moderators" => self.people(asked, &conference, order).await,
            "import" => self.import(asked, &conference, order).await,
            _ => Ok(button_outdated(self.words_for(asked))),
        };
        info!(conference = %conference.id(), user = %asked.asker.user, command, "An organiser gave a command.");
        Answer::private(self.or_sorry(asked, answered))
    }

    async fn organiser_uses(&self, asked: &Asked, id: &str, used: Used<'_>) -> Option<Answer> {
        let component: ComponentId = id.parse().ok()?;
        let Action::Organise(organising) = &component.action else { return None };
        Some(match organising {
            Organising::HeldApply | Organising::HeldKeep => {
                let apply = *organising == Organising::HeldApply;
                // Whoever is in one server has no say in another.
                let conference = self.conferences.get(&component.conference);
                match conference.filter(|it| Some(it.settings.guild.value) == asked.guild) {
                    Some(conference) => {
                        self.decide_held(&conference, &asked.asker, component.notice.as_ref(), apply).await
                    }
                    None => Answer::private(button_outdated(self.words_for(asked))),
                }
            }
            Organising::Discard(number) => {
                self.proposals.take(*number, asked);
                Answer::Update(self.tells(asked, "proposal-discarded", &[]))
            }
            Organising::Accept(number) => self.accept_proposal(asked, *number).await,
            Organising::Setup(SetupStep::Form, number) if matches!(used, Used::Pressed) => {
                self.setup_form(asked, *number)
            }
            Organising::Setup(step, number) => self.setup_step(asked, *number, *step, &used).await,
            assigning => self.assigning(asked, &component.conference, assigning, &used).await,
        })
    }

    /// The conference that a command of an organiser is about.
    fn conference_meant(&self, asked: &Asked, order: &Order) -> Result<Arc<Conference>, Refused> {
        let refuse = |message: Message| Err(Box::new(Answer::private(message)));
        match self.conference_named(asked, order) {
            None => refuse(self.tells(asked, "no-conference-yet", &[])),
            Some(conference) if !conference.is_organiser(&asked.asker) => {
                info!(conference = %conference.id(), user = %asked.asker.user, "Refused an organiser's command.");
                refuse(organisers_only(self.words_for(asked)))
            }
            Some(conference) => Ok(conference),
        }
    }

    /// The one that the command names, else the one that is meant where it was given.
    fn conference_named(&self, asked: &Asked, order: &Order) -> Option<Arc<Conference>> {
        let here = |conference: &Arc<Conference>| Some(conference.settings.guild.value) == asked.guild;
        match order.text("conference") {
            Some(name) => self.conferences.iter().find(|it| here(it) && it.id().as_str() == name.trim()),
            None => self.conferences.asked_in(asked.guild, asked.channel, self.clock.now()).filter(here),
        }
    }

    /// Whether someone may set a conference up in their server.
    fn may_set_up(&self, asked: &Asked) -> bool {
        let mut of_server = self.conferences.iter().filter(|it| Some(it.settings.guild.value) == asked.guild);
        asked.asker.manages_server || of_server.any(|conference| conference.is_organiser(&asked.asker))
    }

    fn conferences_offered(&self, asked: &Asked, typed: &str) -> Vec<Choice> {
        let typed = typed.to_lowercase();
        let here = self.conferences.iter().filter(|it| Some(it.settings.guild.value) == asked.guild);
        let fits = here.filter(|it| it.is_organiser(&asked.asker) && it.id().as_str().contains(&typed));
        let choice = |conference: Arc<Conference>| Choice {
            name: conference.id().to_string(),
            value: conference.id().to_string(),
        };
        fits.take(CHOICES).map(choice).collect()
    }

    /// In the words that whoever asks reads.
    fn tells(&self, asked: &Asked, id: &str, arguments: &[(&str, &str)]) -> Message {
        organiser_says(self.words_for(asked), id, arguments)
    }

    /// The same, in the words of the conference that it is about.
    fn tells_of(&self, conference: &Conference, id: &str, arguments: &[(&str, &str)]) -> Message {
        organiser_says(self.words_of(conference), id, arguments)
    }

    fn or_sorry(&self, asked: &Asked, answered: Result<Message, StoreError>) -> Message {
        answered.unwrap_or_else(|error| {
            warn!(%error, "An organiser's command could not be carried out.");
            went_wrong(self.words_for(asked))
        })
    }
}

/// How a component was used.
enum Used<'a> {
    Pressed,
    Chosen(&'a [String]),
    Submitted(&'a std::collections::BTreeMap<String, String>),
}

fn is_ours(order: &Order) -> bool {
    order.path.first().is_some_and(|name| name == "conference")
}

/// A whole number that was given in an option.
fn number(order: &Order, option: &str) -> Option<i64> {
    match order.options.get(option)? {
        Given::Number(number) => Some(*number),
        _ => None,
    }
}
