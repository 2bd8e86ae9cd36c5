//! What talkbell weighs: memory while it idles, and the time from its start to its IDENTIFY at the gateway.
//!
//! The real binary runs with the sample's configuration against a local Discord; so does a bare serenity bot, which is
//! this program started again. They take turns.

mod bare;
mod figures;
mod stage;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::Context;
use talkbell::clock::Clock;
use talkbell::rehearsal::{Happening, LocalDiscord};
use tokio::sync::broadcast::Receiver;

use self::figures::{Figures, verdict};
use self::stage::{FIRST_CHANNEL, GUILD, TOKEN, local_discord};

const STARTS: usize = 20;
/// The design's goals.
const MEMORY_GOAL: f64 = 25.0;
const START_GOAL: f64 = 100.0;
/// The first argument that makes this program the bare bot; its second is where Discord is.
const BARE: &str = "bare";
const PATIENCE: Duration = Duration::from_secs(10);
/// Memory counts as settled when it has not moved for so long.
const SETTLED: Duration = Duration::from_secs(3);
const GLANCE: Duration = Duration::from_millis(100);

fn main() -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let mut arguments = env::args().skip(1);
    match (arguments.next().as_deref(), arguments.next()) {
        (Some(BARE), Some(api_url)) => Ok(runtime.block_on(bare::run(&api_url))?),
        _ => runtime.block_on(measure()),
    }
}

async fn measure() -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let folder = folder.path();
    let (mut bare, mut first, mut again) = (Vec::new(), Vec::new(), Vec::new());
    // The first start of each reads its program from the disk and makes the store that is kept.
    start(bare_bot).await?;
    start(|discord| talkbell(discord, folder, "kept")).await?;
    for number in 0..STARTS {
        bare.push(start(bare_bot).await?.took);
        first.push(start(|discord| talkbell(discord, folder, &format!("new-{number}"))).await?.took);
        again.push(start(|discord| talkbell(discord, folder, "kept")).await?.took);
    }
    let [bare, first, again] = [bare, first, again].map(Figures::of);
    let (bare, first, again) = (bare?, first?, again?);
    println!("From start to IDENTIFY:");
    println!("  talkbell, new store  {first}");
    println!("  talkbell, its store  {again}");
    println!("  bare                 {bare}");
    let (p50, met) = (first.ratio(&bare, 50), first.max() <= START_GOAL);
    println!("  p50 {p50:.1}× the bare bot; goal ≤ {START_GOAL} ms: {}", verdict(met));

    let own = settled_memory(&start(|discord| talkbell(discord, folder, "kept")).await?).await?;
    let least = settled_memory(&start(bare_bot).await?).await?;
    println!("Memory while idle:");
    println!("  talkbell             {own}");
    println!("  bare                 {least}");
    let (ratio, met) = (own.resident / least.resident, own.resident <= MEMORY_GOAL);
    println!("  {ratio:.1}× the bare bot; goal ≤ {MEMORY_GOAL} MB: {}", verdict(met));
    Ok(())
}

/// A process that has identified itself. It ends when this is dropped.
struct Running {
    child: Child,
    _discord: LocalDiscord,
    /// From the start to IDENTIFY, in milliseconds.
    took: f64,
}

impl Drop for Running {
    fn drop(&mut self) {
        // A process that has ended by itself cannot be ended, and needs it no more.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A process's memory in MB, as the kernel counts it.
struct Memory {
    resident: f64,
    /// The part that no file backs: heap and stacks.
    anonymous: f64,
}

impl std::fmt::Display for Memory {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { resident, anonymous } = self;
        let files = resident - anonymous;
        write!(f, "{resident:6.1} MB resident: {anonymous:.1} MB its own, {files:.1} MB of files")
    }
}

fn talkbell(discord: &LocalDiscord, folder: &Path, name: &str) -> anyhow::Result<Command> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_talkbell"));
    command.arg("run").arg("--config").arg(config(discord, folder, name)?);
    command.args(["--pretend-now", "2021-07-21T12:00:00Z"]).env("DISCORD_TOKEN", TOKEN);
    Ok(command)
}

fn bare_bot(discord: &LocalDiscord) -> anyhow::Result<Command> {
    let mut command = Command::new(env::current_exe()?);
    command.arg(BARE).arg(discord.api_url());
    Ok(command)
}

/// Starts a process at a local Discord of its own, whose limits no earlier start has used up.
async fn start(program: impl FnOnce(&LocalDiscord) -> anyhow::Result<Command>) -> anyhow::Result<Running> {
    let discord = local_discord(&Clock::system(), 2, 1).await?;
    let mut happenings = discord.watch();
    let mut command = program(&discord)?;
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let started = Instant::now();
    let child = command.spawn()?;
    let mut running = Running { child, _discord: discord, took: 0.0 };
    until(&mut happenings, |happening| matches!(happening, Happening::Connected { .. })).await?;
    running.took = started.elapsed().as_secs_f64() * 1000.0;
    // What follows in this start is not to disturb the next.
    until(&mut happenings, |happening| matches!(happening, Happening::CommandsRegistered(_))).await?;
    Ok(running)
}

async fn until(happenings: &mut Receiver<Happening>, wanted: impl Fn(&Happening) -> bool) -> anyhow::Result<()> {
    let happened = async {
        while !wanted(&happenings.recv().await?) {}
        anyhow::Ok(())
    };
    tokio::time::timeout(PATIENCE, happened).await.context("a bot did not come to the gateway")?
}

async fn settled_memory(running: &Running) -> anyhow::Result<Memory> {
    let mut memory = Memory::of(running.child.id())?;
    let mut since = Instant::now();
    while since.elapsed() < SETTLED {
        tokio::time::sleep(GLANCE).await;
        let seen = Memory::of(running.child.id())?;
        if (seen.resident - memory.resident).abs() >= 0.05 {
            since = Instant::now();
        }
        memory = seen;
    }
    Ok(memory)
}

impl Memory {
    fn of(process: u32) -> anyhow::Result<Self> {
        let status = fs::read_to_string(format!("/proc/{process}/status"))?;
        let megabytes = |key: &str| {
            let line = status.lines().find_map(|line| line.strip_prefix(key)).with_context(|| format!("no {key}"))?;
            let kilobytes: f64 = line.trim().trim_end_matches("kB").trim().parse()?;
            anyhow::Ok(kilobytes / 1024.0)
        };
        Ok(Self { resident: megabytes("VmRSS:")?, anonymous: megabytes("RssAnon:")? })
    }
}

fn config(discord: &LocalDiscord, folder: &Path, name: &str) -> anyhow::Result<PathBuf> {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/icml-2021-deep-learning-theory-5.txt");
    let text = format!(
        "[discord]\napi_url = '{}'\n[store]\nurl = 'sqlite:{}'\n[[conference]]\nid = 'bench'\nsource = '{}'\n\
         year = 2021\nguild = {GUILD}\nchannel = {FIRST_CHANNEL}\nmoderator_channel = {}\n",
        discord.api_url(),
        folder.join(format!("{name}.db")).display(),
        sample.display(),
        FIRST_CHANNEL + 1
    );
    let path = folder.join(format!("{name}.toml"));
    fs::write(&path, text)?;
    Ok(path)
}
