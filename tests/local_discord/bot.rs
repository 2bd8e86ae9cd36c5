//! A bare serenity bot that answers every kind of interaction.

use std::sync::Arc;
use std::time::Duration;

use serenity::all::{
    ActionRowComponent, AutocompleteChoice, Command, CommandDataOptionValue, CommandInteraction, CommandOptionType,
    ComponentInteraction, Context, CreateActionRow, CreateAutocompleteResponse, CreateButton, CreateCommand,
    CreateCommandOption, CreateInputText, CreateInteractionResponse, CreateInteractionResponseFollowup,
    CreateInteractionResponseMessage, CreateMessage, CreateModal, EditInteractionResponse, EventHandler,
    GatewayIntents, HttpBuilder, InputTextStyle, Interaction, ModalInteraction, Ready, UserId,
};
use serenity::async_trait;
use talkbell::rehearsal::{GatewayFault, Happening, LocalDiscord};
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};
use tokio::task::JoinHandle;

use crate::support::{EMMY, GUILD, STAGE, TOKEN, discord};

#[tokio::test]
async fn a_bare_serenity_bot_reads_ready_and_writes_to_a_member() {
    let discord = discord().await;
    let bot = Running::on(&discord).await;
    let direct = discord.direct_channel(EMMY);
    let message = CreateMessage::new().content("Your Q&A begins in 5 minutes");
    UserId::new(EMMY).direct_message(&*bot.http, message).await.unwrap();
    assert_eq!(discord.messages(direct)[0]["content"], "Your Q&A begins in 5 minutes");
    let guild = bot.http.get_guild(GUILD.into()).await.unwrap();
    assert_eq!(guild.name, "ICML");
    assert_eq!(bot.http.get_channels(GUILD.into()).await.unwrap().len(), 3);
    assert_eq!(bot.http.get_current_application_info().await.unwrap().name, "talkbell");
}

#[tokio::test]
async fn a_serenity_bot_that_is_cut_off_resumes_and_answers() {
    let discord = discord().await;
    let _bot = Running::on(&discord).await;
    let mut watch = discord.watch();
    for fault in [GatewayFault::Reconnect, GatewayFault::Close(4000)] {
        discord.disturb_gateway(fault);
        let back = async { while !matches!(watch.recv().await, Ok(Happening::Connected { resumed: true })) {} };
        tokio::time::timeout(Duration::from_secs(10), back).await.unwrap();
        let answer = discord.command(EMMY, STAGE, "now", serde_json::Value::Null).await.unwrap();
        assert_eq!(answer.message.unwrap()["content"], "Attention");
    }
}

/// A serenity bot that has registered its commands. It ends when this is dropped.
pub struct Running {
    pub http: Arc<serenity::http::Http>,
    /// Discord's error codes, for what the bot tried in vain.
    pub refusals: tokio::sync::mpsc::UnboundedReceiver<isize>,
    task: JoinHandle<()>,
}

impl Running {
    pub async fn on(discord: &LocalDiscord) -> Self {
        let mut watch = discord.watch();
        let http = HttpBuilder::new(TOKEN).proxy(discord.api_url()).ratelimiter_disabled(true).build();
        let (tried, refusals) = unbounded_channel();
        let intents = GatewayIntents::GUILDS | GatewayIntents::GUILD_MESSAGES;
        let client = serenity::client::ClientBuilder::new_with_http(http, intents).event_handler(Bare { tried }).await;
        let mut client = client.unwrap();
        let http = Arc::clone(&client.http);
        let task = tokio::spawn(async move { client.start().await.unwrap() });
        let registered = async { while !matches!(watch.recv().await, Ok(Happening::CommandsRegistered(_))) {} };
        tokio::time::timeout(Duration::from_secs(5), registered).await.unwrap();
        Self { http, refusals, task }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.task.abort();
    }
}

struct Bare {
    tried: UnboundedSender<isize>,
}

#[async_trait]
impl EventHandler for Bare {
    async fn ready(&self, context: Context, _: Ready) {
        let talk = CreateCommandOption::new(CommandOptionType::String, "talk", "Which talk");
        let commands = vec![
            CreateCommand::new("now").description("What is on"),
            CreateCommand::new("abstract")
                .description("A talk's abstract")
                .add_option(talk.required(true).set_autocomplete(true)),
            CreateCommand::new("slow").description("Thinks first"),
            CreateCommand::new("silent").description("Never answers"),
            CreateCommand::new("twice").description("Answers twice"),
            CreateCommand::new("ask").description("Opens a modal"),
        ];
        Command::set_global_commands(&context.http, commands).await.unwrap();
    }

    async fn interaction_create(&self, context: Context, interaction: Interaction) {
        match interaction {
            Interaction::Command(command) => self.answer(&context, &command).await,
            Interaction::Autocomplete(typing) => {
                let typed = typing.data.autocomplete().unwrap().value.to_owned();
                let choice = AutocompleteChoice::new(format!("{typed}!"), typed);
                let choices = CreateAutocompleteResponse::new().set_choices(vec![choice]);
                typing.create_response(&context, CreateInteractionResponse::Autocomplete(choices)).await.unwrap();
            }
            Interaction::Component(pressed) => press(&context, &pressed).await,
            Interaction::Modal(filled) => read(&context, &filled).await,
            _ => {}
        }
    }
}

impl Bare {
    async fn answer(&self, context: &Context, command: &CommandInteraction) {
        match command.data.name.as_str() {
            "now" => {
                let button = CreateActionRow::Buttons(vec![CreateButton::new("next").label("Next")]);
                let message = words("Attention").ephemeral(true).components(vec![button]);
                command.create_response(context, CreateInteractionResponse::Message(message)).await.unwrap();
            }
            "abstract" => {
                let CommandDataOptionValue::String(talk) = &command.data.options[0].value else { return };
                let message = CreateInteractionResponse::Message(words(&format!("Abstract of {talk}")));
                command.create_response(context, message).await.unwrap();
            }
            "slow" => {
                command.defer_ephemeral(context).await.unwrap();
                command.edit_response(context, EditInteractionResponse::new().content("done")).await.unwrap();
                let said = command.get_response(context).await.unwrap().content;
                let more = CreateInteractionResponseFollowup::new().content(format!("{said} and more"));
                command.create_followup(context, more).await.unwrap();
            }
            "twice" => {
                for _ in 0..2 {
                    let answer = CreateInteractionResponse::Message(words("once"));
                    let answered = command.create_response(context, answer).await;
                    if let Err(serenity::Error::Http(serenity::http::HttpError::UnsuccessfulRequest(refusal))) =
                        answered
                    {
                        self.tried.send(refusal.error.code).unwrap();
                    }
                }
            }
            "ask" => {
                let input = CreateInputText::new(InputTextStyle::Paragraph, "Question", "question").max_length(200);
                let modal = CreateModal::new("ask", "Ask").components(vec![CreateActionRow::InputText(input)]);
                command.create_response(context, CreateInteractionResponse::Modal(modal)).await.unwrap();
            }
            _ => {}
        }
    }
}

async fn press(context: &Context, pressed: &ComponentInteraction) {
    let update = CreateInteractionResponse::UpdateMessage(words("Transformers").components(Vec::new()));
    pressed.create_response(context, update).await.unwrap();
}

async fn read(context: &Context, filled: &ModalInteraction) {
    let ActionRowComponent::InputText(input) = &filled.data.components[0].components[0] else { return };
    let thanks = words(&format!("Asked: {}", input.value.as_deref().unwrap_or_default())).ephemeral(true);
    filled.create_response(context, CreateInteractionResponse::Message(thanks)).await.unwrap();
}

fn words(content: &str) -> CreateInteractionResponseMessage {
    CreateInteractionResponseMessage::new().content(content)
}
