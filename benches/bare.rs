//! The least that a bot can be: serenity, one command, one constant answer; a press is acknowledged, no more.

use serenity::all::{
    Context, CreateCommand, CreateInteractionResponse, CreateInteractionResponseMessage, EventHandler, GatewayIntents,
    Interaction, Ready,
};
use serenity::client::ClientBuilder;
use serenity::http::HttpBuilder;

use crate::stage::{GUILD, TOKEN};

/// Runs it until its gateway ends.
pub async fn run(api_url: &str) -> serenity::Result<()> {
    // serenity ignores the proxy while its own limiter is on.
    let http = HttpBuilder::new(TOKEN).proxy(api_url).ratelimiter_disabled(true).build();
    let client = ClientBuilder::new_with_http(http, GatewayIntents::empty()).event_handler(Bare);
    client.await?.start().await
}

struct Bare;

#[serenity::async_trait]
impl EventHandler for Bare {
    async fn ready(&self, context: Context, _: Ready) {
        let now = CreateCommand::new("now").description("What is on");
        let registered = serenity::all::GuildId::new(GUILD).set_commands(&context.http, vec![now]).await;
        if let Err(error) = registered {
            eprintln!("The bare bot could not register its command: {error}");
        }
    }

    async fn interaction_create(&self, context: Context, interaction: Interaction) {
        let message = CreateInteractionResponseMessage::new().content("Something is on.").ephemeral(true);
        let answered = match interaction {
            Interaction::Command(command) => {
                command.create_response(&context, CreateInteractionResponse::Message(message)).await
            }
            Interaction::Component(pressed) => {
                pressed.create_response(&context, CreateInteractionResponse::Acknowledge).await
            }
            _ => return,
        };
        if let Err(error) = answered {
            eprintln!("The bare bot could not answer: {error}");
        }
    }
}
