//! An answer's way back to Discord, in time.

use std::pin::pin;
use std::time::Duration;

use chrono::{DateTime, Utc};
use serde::Serialize;
use serenity::all::{CreateInteractionResponse, CreateInteractionResponseMessage, Interaction, InteractionType};
use serenity::http::{LightMethod, Request, Route};
use tokio::sync::Semaphore;

use super::render;
use super::rest::{Rest, with_json};
use super::rest_error::RestError;
use crate::app::{Answer, App, Asked};
use crate::text::{File, Words, went_wrong};

/// Discord waits 3 s for the first answer to an interaction, and the answer has to get there. What takes longer is
/// promised first and said later, within the 15 minutes that the interaction's token lives.
const PROMISE_AFTER: Duration = Duration::from_millis(1800);

/// So many of a crowd are answered at once; the others wait for their turn. All at once would be ready at the same time,
/// which is the last, and each on a connection of its own: 1,000 of them take longer to open than 1,000 answers to send.
const TURNS: usize = 96;
/// Ids count milliseconds from here, 2015-01-01T00:00:00Z, above their last 22 bits: Discord's documentation of snowflakes.
const DISCORD_EPOCH: u64 = 1_420_070_400_000;
/// So many promises are sent at once.
const PROMISES: usize = 160;

/// Where those who asked wait for their answers.
pub(super) struct Counter {
    turns: Semaphore,
    promises: Semaphore,
}

impl Default for Counter {
    fn default() -> Self {
        Self { turns: Semaphore::new(TURNS), promises: Semaphore::new(PROMISES) }
    }
}

impl Counter {
    /// Answers, at once or after a promise.
    pub(super) async fn respond(
        &self,
        app: &App,
        rest: &Rest,
        interaction: &Interaction,
        asked: &Asked,
    ) -> Result<(), RestError> {
        let in_crowds = app.comes_in_crowds(asked);
        let patience = patience(in_crowds, age(interaction, app.clock.wall()));
        let mut answering = pin!(async {
            let turn = if in_crowds { self.turns.acquire().await.ok() } else { None };
            // The turn is over when the answer is with Discord.
            (app.respond(asked).await, turn)
        });
        let in_time = tokio::time::timeout(patience, &mut answering).await;
        let (Err(_), Some(promise)) = (&in_time, promise(interaction.kind(), asked.public)) else {
            let (answer, _turn) = match in_time {
                Ok(answered) => answered,
                // What cannot be promised comes as soon as it is there.
                Err(_) => answering.await,
            };
            return call_back(rest, interaction, &render::answer(&answer), files(&answer)).await;
        };
        let promising = async {
            let _slot = self.promises.acquire().await;
            call_back(rest, interaction, &promise, &[]).await
        };
        // Both at once: an answer that is left lying while the promise is sent may hold what others wait for. And what was
        // asked is done, also where the promise comes too late for Discord: no vote is lost because many are cast at once.
        let (promised, (answer, _turn)) = tokio::join!(promising, answering);
        promised?;
        keep(rest, interaction, &answer, &app.words).await
    }
}

/// How long an answer may take until it is promised. One of many may have lain for a while before it was read, and that
/// counts. Elsewhere it does not: a clock that is ahead of Discord's makes everything seem old, and a form cannot open after a
/// promise.
fn patience(in_crowds: bool, age: Duration) -> Duration {
    if in_crowds { PROMISE_AFTER.saturating_sub(age) } else { PROMISE_AFTER }
}

/// How long ago Discord made the interaction, by its id and our clock.
fn age(interaction: &Interaction, now: DateTime<Utc>) -> Duration {
    let made = DISCORD_EPOCH + (interaction.id().get() >> 22);
    let now = u64::try_from(now.timestamp_millis()).unwrap_or_default();
    Duration::from_millis(now.saturating_sub(made))
}

/// The promise of an answer; `None` where Discord takes none.
fn promise(kind: InteractionType, public: bool) -> Option<CreateInteractionResponse> {
    match kind {
        InteractionType::Command | InteractionType::Modal => {
            let loading = CreateInteractionResponseMessage::new().ephemeral(!public);
            Some(CreateInteractionResponse::Defer(loading))
        }
        InteractionType::Component => Some(CreateInteractionResponse::Acknowledge),
        _ => None,
    }
}

/// Says what was promised.
async fn keep(rest: &Rest, interaction: &Interaction, answer: &Answer, words: &Words) -> Result<(), RestError> {
    let pressed = interaction.kind() == InteractionType::Component;
    let sorry;
    let (message, follows) = match answer {
        Answer::Message { message, public } => (message, pressed.then_some(*public)),
        Answer::Update(message) => (message, None),
        // A form cannot open after a promise.
        Answer::Modal(_) | Answer::Choices(_) => {
            sorry = went_wrong(words);
            (&sorry, pressed.then_some(false))
        }
    };
    let (application_id, token) = (interaction.application_id(), interaction.token());
    if let Some(public) = follows {
        let route = Route::WebhookFollowupMessages { application_id, token };
        return send(rest, LightMethod::Post, route, &render::reply(message, public), &message.files).await;
    }
    let route = Route::WebhookOriginalInteractionResponse { application_id, token };
    send(rest, LightMethod::Patch, route, &render::edit(message), &message.files).await
}

async fn call_back(
    rest: &Rest,
    interaction: &Interaction,
    response: &CreateInteractionResponse,
    files: &[File],
) -> Result<(), RestError> {
    let route = Route::InteractionResponse { interaction_id: interaction.id(), token: interaction.token() };
    send(rest, LightMethod::Post, route, response, files).await
}

async fn send(
    rest: &Rest,
    method: LightMethod,
    route: Route<'_>,
    body: &impl Serialize,
    files: &[File],
) -> Result<(), RestError> {
    if files.is_empty() {
        return rest.send_at_once(with_json(method, route, body)?).await;
    }
    rest.send_files_at_once(Request::new(route, method), body, files).await
}

/// The files that come with an answer.
fn files(answer: &Answer) -> &[File] {
    match answer {
        Answer::Message { message, .. } | Answer::Update(message) => &message.files,
        Answer::Modal(_) | Answer::Choices(_) => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_in_crowds_is_promised_by_its_age_and_a_form_opens_whatever_the_clock_says() {
        let minute = Duration::from_secs(60);
        assert_eq!(patience(true, Duration::from_millis(800)), Duration::from_secs(1));
        assert_eq!(patience(true, minute), Duration::ZERO);
        assert_eq!(patience(false, minute), PROMISE_AFTER);
    }
}
