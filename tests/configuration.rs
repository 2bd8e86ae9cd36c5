//! Stories of the real binary: how it starts, what it says when it cannot, and how it stops.

#![expect(clippy::unwrap_used, reason = "in a test's helper an unwrap is an assertion")]

#[expect(dead_code, reason = "this test uses a part of the support")]
mod support;

use std::net::SocketAddr;
use std::process::Command;
use std::time::{Duration, Instant};

use insta::assert_snapshot;
use talkbell::clock::Clock;
use talkbell::rehearsal::{Happening, LocalDiscord};
use talkbell::store::StoreLock;
use tempfile::TempDir;

use support::page::{SAMPLE, TWO_ROOMS};
use support::process::{Ended, PATIENCE, Process, talkbell};
use support::stage::Stage;

/// A folder with a sound configuration and programme, and a Discord for them.
struct Desk {
    folder: TempDir,
    discord: LocalDiscord,
    configuration: String,
}

impl Desk {
    async fn new() -> Self {
        let stage = Stage::sample();
        let clock = Clock::pretending("2021-07-22T00:40:00Z".parse().unwrap(), 1.0);
        let address = SocketAddr::from(([127, 0, 0, 1], 0));
        let discord = LocalDiscord::start(clock, stage.world.clone(), stage.manner, address).await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let configuration = stage.configuration(&discord.api_url(), folder.path());
        Self { folder, discord, configuration }
    }

    /// The same, with this instead of that.
    fn with(mut self, this: &str, that: &str) -> Self {
        assert!(self.configuration.contains(this), "{this} is not in {}", self.configuration);
        self.configuration = self.configuration.replace(this, that);
        self
    }

    fn run(&self) -> Command {
        std::fs::write(self.folder.path().join("talkbell.toml"), &self.configuration).unwrap();
        self.talkbell(&["run", "--config", "talkbell.toml", "--pretend-now", "2021-07-22T00:40:00Z"])
    }

    fn talkbell(&self, arguments: &[&str]) -> Command {
        talkbell(self.folder.path(), arguments)
    }

    async fn ended(&self, command: &mut Command) -> Ended {
        Process::start(command, self.folder.path()).ended().await
    }

    /// How it fails: the exit status and what is said, without what differs from run to run and without the log.
    async fn failure(&self, command: &mut Command) -> String {
        let ended = self.ended(command).await;
        let told = ended.stderr.lines().filter(|line| !line.contains(" INFO ") && !line.contains(" WARN "));
        let told = told.collect::<Vec<_>>().join("\n").replace(&self.folder.path().display().to_string(), "FOLDER");
        format!("{}: {}", ended.status.code().unwrap(), told.replace(&self.discord.api_url(), "http://DISCORD"))
    }

    async fn fails(&self) -> String {
        self.failure(&mut self.run()).await
    }
}

#[tokio::test]
async fn a_slip_in_the_configuration_is_a_sentence_with_its_line() {
    let say = async |this: &str, that: &str| Desk::new().await.with(this, that).fails().await;
    let unknown = say("ping_role", "ping_rol").await;
    let (found, known) = unknown.split_once(", expected one of ").unwrap();
    assert_snapshot!(found, @"2: talkbell: talkbell.toml:12: unknown field `ping_rol`");
    assert!(known.contains("`ping_role`"), "the keys that there are, are named: {known}");
    assert_snapshot!(say("guild = 1000", "guild = \"ICML\"").await, @r#"2: talkbell: talkbell.toml:9: invalid type: string "ICML", expected an id of Discord, a number without quotes"#);
    assert_snapshot!(say("guild = 1000\n", "").await, @"2: talkbell: talkbell.toml:5: missing field `guild`");
    assert_snapshot!(say("channel = 2000", "channel = 0").await, @"2: talkbell: talkbell.toml:10: 0 is no Discord id; in Discord, switch on developer mode and choose Copy ID");
    assert_snapshot!(say("[conference.announce]", "[conference.announce]\nqa_soon = \"soon\"").await, @r#"2: talkbell: talkbell.toml:16: `soon` is no length of time; write it like "10min", "90s" or "off""#);
    assert_snapshot!(say("[conference.announce]", "[conference.announce.ping]\nlunch = \"5min\"").await, @"2: talkbell: talkbell.toml:16: `lunch` is no kind of talk; the kinds are oral, spotlight, poster, keynote, tutorial, panel, qa, break, other");
    assert_snapshot!(say("[[conference]]", "[words]\nlanguage = \"tlh\"\n[[conference]]").await, @"2: talkbell: talkbell.toml:6: language: `tlh` is no language that talkbell speaks; it speaks en (English) and de (Deutsch)");
    assert_snapshot!(say("[[conference]]", "[[conference").await, @"2: talkbell: talkbell.toml:5: unclosed array table, expected `]]`");
    assert_snapshot!(say("sqlite:", "mysql:").await, @"2: talkbell: talkbell.toml:4: url must begin with sqlite: or postgres:");
}

#[tokio::test]
async fn what_discord_refuses_is_a_sentence_too() {
    let desk = Desk::new().await;
    assert_snapshot!(desk.failure(desk.run().env_remove("DISCORD_TOKEN")).await, @"2: talkbell: DISCORD_TOKEN is not set. Put the bot's token there: the developer portal shows it once, under Bot, Reset Token.");
    assert_snapshot!(desk.failure(desk.run().env("DISCORD_TOKEN", "another")).await, @"1: talkbell: Discord refuses the token in DISCORD_TOKEN: copy it again from the developer portal (Bot, Reset Token), without quotes or spaces.");
    assert_snapshot!(desk.failure(desk.run().env("DISCORD_TOKEN", "two words")).await, @"2: talkbell: DISCORD_TOKEN holds characters that no token has; copy it once more.");
    let desk = desk.with("moderator_channel = 2001", "moderator_channel = 2999");
    assert_snapshot!(desk.fails().await, @"1: talkbell: talkbell.toml:11: moderator_channel of the conference icml2021-dlt5: there is no channel 2999 on Discord. In Discord, switch on developer mode, right-click the channel and choose Copy Channel ID");
}

#[tokio::test]
async fn a_discord_that_is_not_there_is_named() {
    let desk = Desk::new().await;
    let url = desk.discord.api_url();
    // Nothing listens on port 1 (tcpmux), and nobody but root may make it.
    let desk = desk.with(&url, "http://127.0.0.1:1");
    assert_snapshot!(desk.fails().await, @"1: talkbell: http://127.0.0.1:1 cannot be reached: Connection refused (os error 111). Is discord.api_url right, and is this machine on the network?");
}

#[tokio::test]
async fn a_programme_or_file_that_cannot_be_used_is_named_with_its_line() {
    let desk = Desk::new().await;
    let programme = desk.folder.path().join("programme.txt");
    std::fs::write(&programme, SAMPLE.replace("18:00 - 18:20", "18:20 - 18:00")).unwrap();
    assert_snapshot!(desk.fails().await, @"1: talkbell: talkbell.toml:7: the programme FOLDER/programme.txt is unusable: line 14: This slot ends before it starts (18:20 to 18:00). Mend one of the two times.");
    std::fs::remove_file(&programme).unwrap();
    assert_snapshot!(desk.fails().await, @"1: talkbell: talkbell.toml:7: the programme FOLDER/programme.txt cannot be read: there is no such file; correct its path");
    assert_snapshot!(desk.failure(&mut desk.talkbell(&["run", "--config", "nowhere.toml"])).await, @"2: talkbell: nowhere.toml: the file is not there; config/talkbell.toml is one to start from");
    assert_eq!(desk.ended(&mut desk.talkbell(&["run"])).await.status.code(), Some(2));
}

#[tokio::test]
async fn a_store_that_another_process_uses_is_left_alone() {
    let desk = Desk::new().await;
    let url = format!("sqlite:{}", desk.folder.path().join("talkbell.db").display());
    let _theirs = StoreLock::take(&url).unwrap();
    assert_snapshot!(desk.fails().await, @"1: talkbell: another talkbell uses FOLDER/talkbell.db; stop it first, or give this one a store of its own");
    let desk = desk.with("talkbell.db", "no/such/folder/talkbell.db");
    assert_snapshot!(desk.fails().await, @"1: talkbell: FOLDER/no/such/folder/talkbell.db.lock cannot be made, which keeps a second talkbell from using the same store: No such file or directory (os error 2). Is its folder there, and may talkbell's user write into it?");
}

#[cfg(unix)]
#[tokio::test]
async fn sigterm_stops_a_run_within_two_seconds() {
    let desk = Desk::new().await;
    let mut happenings = desk.discord.watch();
    let talkbell = Process::start(&mut desk.run(), desk.folder.path());
    let registered = async { while !matches!(happenings.recv().await, Ok(Happening::CommandsRegistered(_))) {} };
    tokio::time::timeout(PATIENCE, registered).await.expect("it starts");
    let asked = Instant::now();
    talkbell.terminate();
    let ended = talkbell.ended().await;
    assert!(asked.elapsed() < Duration::from_secs(2), "{:?}", asked.elapsed());
    assert_eq!(ended.status.code(), Some(0), "{}", ended.stderr);
    assert!(ended.stderr.contains("Stopped."), "{}", ended.stderr);
}

#[tokio::test]
async fn a_rehearsal_needs_nothing_and_prints_the_whole_session() {
    let desk = Desk::new().await;
    let mut rehearse = desk.talkbell(&["rehearse", "--transcript", "--speed", "200"]);
    let Ended { status, stdout: transcript, stderr } = desk.ended(rehearse.env_remove("DISCORD_TOKEN")).await;
    assert_eq!((status.code(), stderr.as_str()), (Some(0), ""));
    let headed = |entry: &&str, by: &str| entry.starts_with("── ") && entry.lines().next().unwrap().ends_with(by);
    let of = |by: &str| transcript.split("\n\n").filter(|entry| headed(entry, by)).collect::<Vec<_>>();
    let (audience, moderator) = (of("#deep-learning-theory-5"), of("@Yi Ma"));
    assert_eq!((audience.len(), moderator.len()), (18, 30));
    // Without its time and the minutes until the start: at this speed a minute lasts a third of a second.
    let opening: Vec<&str> = audience[0].lines().skip(2).collect();
    assert_snapshot!(opening.join("\n"), @"
    │ Deep Learning Theory 5
    │ Moderator: Yi Ma
    │
    │ 18:00 · Oral · Dissecting Supervised Constrastive Learning
    │ Florian Graf · Christoph Hofer · Marc Niethammer · Roland Kwitt
    │ 18:20 · Spotlight · Noise and Fluctuation of Finite Learning Rate Stochastic Gradient Descent
    │ Kangqiao Liu · Liu Ziyin · Masahito Ueda
    │ 18:25 · Spotlight · Tensor Programs IV: Feature Learning in Infinite-Width Neural Networks
    │ Greg Yang · Edward Hu
    │ 18:30 · Spotlight · Scaling Properties of Deep Residual Networks
    │ Alain-Sam Cohen · Rama Cont · Alain Rossier · Renyuan Xu
    │ 18:35 · Spotlight · Contrastive Learning Inverts the Data Generating Process
    │ Roland S. Zimmermann · Yash Sharma · Steffen Schneider · Matthias Bethge · Wieland Brendel
    │ 18:40 · Spotlight · Tensor Programs IIb: Architectural Universality Of Neural Tangent Kernel Training Dynamics
    │ Greg Yang · Etai Littwin
    │ 18:45 · Spotlight · Do We Actually Need Dense Over-Parameterization? In-Time Over-Parameterization in Sparse Training
    │ Shiwei Liu · Lu Yin · Decebal Mocanu · Mykola Pechenizkiy
    │ 18:50 · Q&A
    [▾ Remind me of …] [Schedule]
    ");
    assert!(audience[17].contains("has ended"));
}

#[tokio::test]
async fn in_a_rehearsal_each_room_may_have_a_channel() {
    let desk = Desk::new().await;
    std::fs::write(desk.folder.path().join("halls.toml"), TWO_ROOMS).unwrap();
    let mut rehearse = desk.talkbell(&["rehearse", "halls.toml", "--rooms", "--transcript", "--speed", "400"]);
    let Ended { status, stdout: transcript, stderr } = desk.ended(rehearse.env_remove("DISCORD_TOKEN")).await;
    assert_eq!((status.code(), stderr.as_str()), (Some(0), ""));
    let said_in = |channel: &str, what: &str| {
        let entries = transcript.split("\n\n").filter(|entry| entry.contains(what));
        entries.filter(|entry| entry.lines().next().is_some_and(|head| head.ends_with(channel))).count()
    };
    assert_eq!((said_in("#hall-a", "Now: Walks"), said_in("#hall-b", "Now: Roots")), (1, 1), "{transcript}");
    assert_eq!((said_in("#hall-a", "Now: Roots"), said_in("#two-halls", "Now: ")), (0, 0), "{transcript}");
}

#[tokio::test]
async fn a_rehearsal_of_a_broken_programme_says_where_it_is_broken() {
    let desk = Desk::new().await;
    std::fs::write(desk.folder.path().join("page.txt"), SAMPLE.replace("18:00 - 18:20", "18:20 - 18:00")).unwrap();
    let rehearse = |page: &str| desk.talkbell(&["rehearse", page, "--year", "2021"]);
    assert_snapshot!(desk.failure(&mut rehearse("page.txt")).await, @"
    1: talkbell: this programme cannot be rehearsed:
    page.txt:14: This slot ends before it starts (18:20 to 18:00). Mend one of the two times.
    ");
    assert_snapshot!(desk.failure(&mut rehearse("nowhere.txt")).await, @"1: talkbell: nowhere.txt: There is no such file. Check the path.");
}
