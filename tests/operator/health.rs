//! What the real bot says of itself to machines: health, metrics, systemd.

use std::os::unix::net::UnixDatagram;
use std::time::Duration;

use crate::process::{Running, refusal};
use crate::support::harness::Harness;
use crate::support::stage::{AUDIENCE, Stage};

fn address(log: &str) -> String {
    let (_, rest) = log.split_once("Health is at http://").unwrap();
    rest.split('/').next().unwrap().to_owned()
}

async fn get(address: &str, path: &str) -> (u16, String) {
    let response = reqwest::get(format!("http://{address}{path}")).await.unwrap();
    (response.status().as_u16(), response.text().await.unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn health_and_metrics_are_shown_where_the_configuration_says() {
    let mut story = Harness::begin_without_bot(Stage::sample(), "17:40").await;
    story.configuration().push_str("[web]\nlisten = \"127.0.0.1:0\"\n");
    let mut bot = Running::begin(&mut story, "2021-07-22T00:50:00Z", &[]);
    story.until("the opening stands", async || story.discord.messages(AUDIENCE).len() == 1).await;
    bot.until("its gateway is there", |log| log.contains("Connected to Discord.")).await;
    let address = address(&bot.log());

    assert_eq!(get(&address, "/healthz").await, (200, r#"{"reasons":[],"status":"ok"}"#.to_owned()));
    let mut metrics = String::new();
    story
        .until("it is counted", async || {
            metrics = get(&address, "/metrics").await.1;
            metrics.contains("talkbell_outbox{state=\"delivered\"}")
        })
        .await;
    for line in [
        "# TYPE talkbell_delivery_lateness_seconds histogram",
        "talkbell_delivery_lateness_seconds_bucket{le=\"+Inf\"} ",
        "talkbell_missed_total 0",
        "talkbell_gateway_connected 1",
        "talkbell_programme_sound{conference=\"icml2021-dlt5\"} 1",
    ] {
        assert!(metrics.contains(line), "{line} is not in\n{metrics}");
    }
    assert_eq!(get(&address, "/").await.0, 404);
    assert_eq!(bot.terminate().await, Some(0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_port_that_is_taken_is_said_with_its_line() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let mut story = Harness::begin_without_bot(Stage::sample(), "17:40").await;
    let listen = taken.local_addr().unwrap();
    let web = format!("[web]\nlisten = \"{listen}\"\n");
    story.configuration().push_str(&web);
    let (status, said) = refusal(&mut story, &["run"]);
    assert_eq!(status, Some(1));
    assert!(said.contains(&format!("listen: {listen} cannot be listened on: ")), "{said}");

    let wrong = story.configuration().replace(&listen.to_string(), "here");
    *story.configuration() = wrong;
    let (status, said) = refusal(&mut story, &["run"]);
    assert_eq!(status, Some(2));
    assert!(said.ends_with("listen: `here` is no address and port; write it like \"127.0.0.1:8080\""), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn systemd_hears_that_talkbell_is_ready_alive_and_stopping() {
    let mut story = Harness::begin_without_bot(Stage::sample(), "17:40").await;
    let path = story.folder().join("notify");
    let systemd = UnixDatagram::bind(&path).unwrap();
    systemd.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let hear = || {
        let mut word = [0; 256];
        let length = systemd.recv(&mut word).unwrap();
        String::from_utf8_lossy(&word[..length]).into_owned()
    };
    let mut bot = Running::begin(&mut story, "2021-07-22T00:40:00Z", &[("NOTIFY_SOCKET", &path)]);
    assert!(hear().starts_with("READY=1\n"));
    assert_eq!([hear(), hear()], ["WATCHDOG=1\n", "WATCHDOG=1\n"]);
    assert_eq!(bot.terminate().await, Some(0));
    let last = std::iter::repeat_with(hear).find(|word| word != "WATCHDOG=1\n").unwrap();
    assert_eq!(last, "STOPPING=1\n");
}
