//! The sample, carried by the real bot.

use std::path::Path;
use std::time::Duration;

use anyhow::Context;
use chrono::NaiveDate;
use secrecy::SecretString;
use talkbell::cli::bot::{Bot, Parts};
use talkbell::cli::programmes::Programmes;
use talkbell::clock::Clock;
use talkbell::config::Config;
use talkbell::import::{Hints, import};
use talkbell::rehearsal::{Happening, LocalDiscord};
use talkbell::text::Words;
use tokio::sync::broadcast::Receiver;

use super::stage::{FIRST_CHANNEL, GUILD, TOKEN};

const SAMPLE: &[u8] = include_bytes!("../data/icml-2021-deep-learning-theory-5.txt");
const SAMPLE_YEAR: i32 = 2021;
pub const CONFERENCE: &str = "bench";
/// How long a bot may take to start.
const PATIENCE: Duration = Duration::from_secs(30);

/// The bot with the sample, on this Discord.
pub async fn talkbell(discord: &LocalDiscord, clock: &Clock, folder: &Path) -> anyhow::Result<Bot> {
    let text = format!(
        "[discord]\napi_url = '{}'\n[store]\nurl = 'sqlite:{}'\n\
         [[conference]]\nid = '{CONFERENCE}'\nsource = 'none.txt'\nguild = {GUILD}\nchannel = {FIRST_CHANNEL}\n",
        discord.api_url(),
        folder.join("bench.db").display()
    );
    let config = Config::parse(Path::new("bench.toml"), &text)?;
    let hints = Hints { year: Some(SAMPLE_YEAR), ..Hints::on(NaiveDate::default()) };
    let schedule = import(SAMPLE, &hints).schedule.context("the sample is unusable")?;
    let token = SecretString::from(TOKEN);
    let parts = Parts {
        config,
        programmes: Programmes::of(vec![schedule]),
        words: Words::english(),
        clock: clock.clone(),
        token,
    };
    Bot::prepare(parts).await.map_err(|failure| anyhow::anyhow!("{failure}"))
}

/// Waits until a bot has registered its commands.
pub async fn commands(happenings: &mut Receiver<Happening>) -> anyhow::Result<()> {
    let registered = async {
        while !matches!(happenings.recv().await?, Happening::CommandsRegistered(_)) {}
        anyhow::Ok(())
    };
    tokio::time::timeout(PATIENCE, registered).await.context("a bot did not register its commands")?
}
