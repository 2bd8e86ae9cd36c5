//! Interactions: what a member does, what the bot answers, and how long each may take.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use thiserror::Error;
use tokio::sync::oneshot;

use super::happening::{Fate, Happening};
use super::objects::DIRECT;
use super::refusal::Refusal;
use super::state::{Room, Shared, State};
use super::world::CHAT_PERMISSIONS;

/// How the bot answered an interaction.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The interaction's snowflake.
    pub interaction: u64,
    /// What kind of answer it is.
    pub kind: AnswerKind,
    /// The message that it posted or edited.
    pub message: Option<Arc<Value>>,
    /// Whether only the asker sees it.
    pub ephemeral: bool,
    /// Autocomplete's choices, `{name, value}` each.
    pub choices: Vec<Value>,
    /// The modal, `{custom_id, title, components}`.
    pub modal: Option<Value>,
}

/// The kinds of answer, by Discord's callback types.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnswerKind {
    /// 4: a message.
    Message,
    /// 5: "thinking"; the message follows.
    Deferred,
    /// 6: the message that was pressed may be edited later.
    DeferredUpdate,
    /// 7: the message that was pressed was edited.
    Update,
    /// 8: autocomplete's choices.
    Choices,
    /// 9: a modal.
    Modal,
}

/// Why an interaction was not answered, or could not be begun.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Unanswered {
    /// Discord would show "The application did not respond".
    #[error("the bot did not answer within 3 seconds")]
    TooLate,
    /// No bot is at the gateway.
    #[error("no bot is connected to the local Discord")]
    NotConnected,
    /// The page or a test asked for something that Discord's client would not offer.
    #[error("{0}")]
    NotOffered(String),
}

/// Discord waits so long for the first answer, in real time.
const PATIENCE: Duration = Duration::from_secs(3);
/// An interaction's token serves follow-ups for so long, in real time.
const TOKEN_LIFE: Duration = Duration::from_mins(15);

/// The interactions that may still be answered.
pub(super) struct Exchange {
    open: BTreeMap<u64, Interaction>,
    tokens: HashMap<String, u64>,
    /// The modal a user has before them: its custom id, fields and the message it came from.
    pub modals: HashMap<(u64, String), OpenModal>,
    /// How long the first answer may take, in real time.
    pub patience: Duration,
}

impl Default for Exchange {
    fn default() -> Self {
        Self { open: BTreeMap::new(), tokens: HashMap::new(), modals: HashMap::new(), patience: PATIENCE }
    }
}

pub(super) struct OpenModal {
    pub modal: Value,
    pub source: Option<u64>,
}

pub(super) struct Interaction {
    pub id: u64,
    token: String,
    /// Discord's interaction type: 2 command, 3 component, 4 autocomplete, 5 modal.
    pub kind: u8,
    pub user: u64,
    pub room: u64,
    pub name: String,
    /// The message whose component was used.
    pub source: Option<u64>,
    pub begun: Instant,
    pub stage: Stage,
    /// The message that `@original` means.
    pub original: Option<u64>,
    answer: Option<oneshot::Sender<Answer>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    Waiting,
    Deferred { ephemeral: bool },
    Answered,
    Failed,
}

/// What a member does.
pub(super) struct Deed {
    pub kind: u8,
    pub user: u64,
    pub room: u64,
    pub name: String,
    pub source: Option<u64>,
    pub data: Value,
}

impl Exchange {
    pub fn by_token(&mut self, token: &str, now: Instant) -> Option<&mut Interaction> {
        let id = self.tokens.get(token)?;
        self.open.get_mut(id).filter(|interaction| now.duration_since(interaction.begun) < TOKEN_LIFE)
    }

    pub fn get_mut(&mut self, id: u64) -> Option<&mut Interaction> {
        self.open.get_mut(&id)
    }

    fn begin(&mut self, interaction: Interaction) {
        // Snowflakes are in the order of time.
        while let Some(oldest) = self.open.first_entry()
            && interaction.begun.duration_since(oldest.get().begun) >= TOKEN_LIFE
        {
            self.tokens.remove(&oldest.remove().token);
        }
        self.tokens.insert(interaction.token.clone(), interaction.id);
        self.open.insert(interaction.id, interaction);
    }
}

impl Interaction {
    /// Refuses a callback that comes too late or again.
    pub fn may_be_answered(&self, now: Instant, patience: Duration) -> Result<(), Refusal> {
        match self.stage {
            Stage::Waiting if now.duration_since(self.begun) <= patience => Ok(()),
            Stage::Waiting | Stage::Failed => Err(Refusal::unknown_interaction()),
            Stage::Deferred { .. } | Stage::Answered => Err(Refusal::already_acknowledged()),
        }
    }

    /// Hands the answer to whoever waits for it.
    pub fn settle(&mut self, stage: Stage, answer: Answer) {
        self.stage = stage;
        if let Some(waiting) = self.answer.take() {
            // Whoever asked may have gone away meanwhile.
            let _ = waiting.send(answer);
        }
    }
}

impl Shared {
    /// Sends the deed to the bot and waits for its first answer.
    pub async fn ask(&self, deed: Deed) -> Result<Answer, Unanswered> {
        let (id, answer) = self.begin(deed)?;
        self.wait_for(id, answer).await
    }

    /// Sends the deed to the bot.
    pub fn begin(&self, deed: Deed) -> Result<(u64, oneshot::Receiver<Answer>), Unanswered> {
        let mut state = self.state();
        let id = self.new_id(&mut state);
        let token = format!("local-{id}");
        let event = self.interaction_event(&state, id, &token, &deed)?;
        let (answer, waiting) = oneshot::channel();
        let interaction = Interaction {
            id,
            token,
            kind: deed.kind,
            user: deed.user,
            room: deed.room,
            name: deed.name,
            source: deed.source,
            begun: Instant::now(),
            stage: Stage::Waiting,
            original: None,
            answer: Some(answer),
        };
        state.exchange.begin(interaction);
        if state.sessions.dispatch("INTERACTION_CREATE", 0, &event) == 0 {
            return Err(Unanswered::NotConnected);
        }
        Ok((id, waiting))
    }

    /// Waits for the first answer as long as Discord would.
    pub async fn wait_for(&self, id: u64, answer: oneshot::Receiver<Answer>) -> Result<Answer, Unanswered> {
        let patience = self.state().exchange.patience;
        if let Ok(Ok(answer)) = tokio::time::timeout(patience, answer).await {
            return Ok(answer);
        }
        if let Some(interaction) = self.state().exchange.get_mut(id) {
            interaction.stage = Stage::Failed;
        }
        self.tell(Happening::Interaction { id, fate: Fate::Failed });
        Err(Unanswered::TooLate)
    }

    fn interaction_event(&self, state: &State, id: u64, token: &str, deed: &Deed) -> Result<Value, Unanswered> {
        let room = state.rooms.get(&deed.room).ok_or_else(|| not_offered("there is no such channel"))?;
        let member = self.world.member(deed.user).ok_or_else(|| not_offered("there is no such member"))?;
        let guild = self.world.guild.id.to_string();
        let mut event = json!({
            "id": id.to_string(), "application_id": self.world.bot.application_id.to_string(), "type": deed.kind,
            "token": token, "version": 1, "data": deed.data, "locale": "en-US", "entitlements": [],
            "entitlement_sku_ids": [], "attachment_size_limit": 10_485_760,
            "channel": self.asked_in(room), "channel_id": room.id.to_string(),
            "app_permissions": CHAT_PERMISSIONS.to_string(),
            "authorizing_integration_owners": {"0": if room.is_direct() { "0" } else { guild.as_str() }},
            "context": u8::from(room.is_direct()),
        });
        if room.is_direct() {
            event["user"] = self.world.user(deed.user).unwrap_or_default();
        } else {
            event["guild_id"] = guild.as_str().into();
            event["guild_locale"] = "en-US".into();
            event["guild"] = json!({"id": guild, "locale": "en-US", "features": []});
            event["member"] = member.asking();
        }
        if let Some(source) = deed.source {
            let message = room.messages.get(&source).ok_or_else(|| not_offered("there is no such message"))?;
            event["message"] = Value::clone(message);
        }
        Ok(event)
    }

    fn asked_in(&self, room: &Room) -> Value {
        let mut channel = self.channel_object(room);
        if room.type_number() != DIRECT {
            channel["permissions"] = CHAT_PERMISSIONS.to_string().into();
        }
        channel
    }
}

pub(super) fn not_offered(why: &str) -> Unanswered {
    Unanswered::NotOffered(why.to_owned())
}
