//! How the rehearsal's page looks: nothing sticks out, and all of it can be read.

use serde_json::json;

use crate::critic::Critic;
use crate::hall::{MESSAGES, among_moderators, asks, begin, orders};
use crate::support::stage::{AUDIENCE, MODERATORS};

/// Waits until the page shows something, and looks at it, dark and light, wide and narrow.
async fn looks(critic: &mut Critic, name: &str, shown: &str) {
    critic.browser.until(shown).await;
    for (look, scheme, (width, height)) in
        [("", "dark", (1280, 800)), ("-light", "light", (1280, 800)), ("-phone", "dark", (390, 844))]
    {
        critic.browser.prefers(scheme).await;
        critic.browser.resize(width, height).await;
        // On a phone the channels are behind a button, where no form is before it.
        let whole = if width < 720 && name != "form" { json!(["#menu"]) } else { json!([]) };
        critic.judges(&format!("page-{name}{look}"), &json!({"scrolls": false, "whole": whole}), false).await;
    }
    critic.browser.resize(1280, 800).await;
    critic.browser.prefers("dark").await;
}

async fn click(critic: &mut Critic, label: &str) {
    let button = format!(
        "[...document.querySelectorAll('button')].filter((it) => it.innerText.startsWith({})).at(-1)",
        json!(label)
    );
    critic.browser.until(&format!("{button} !== undefined && !{button}.disabled")).await;
    critic.browser.evaluate(&format!("{button}.click()")).await;
}

fn says(text: &str) -> String {
    format!("{MESSAGES}.includes({})", json!(text))
}

#[tokio::test(flavor = "multi_thread")]
async fn on_the_page_nothing_sticks_out_and_all_can_be_read() {
    let mut story = begin("17:40").await;
    story.at("18:06").await;
    let mut critic = Critic::new().await;
    critic.browser.visit(&story.discord.page_url()).await;
    looks(&mut critic, "session", &says("Ask a question")).await;
    click(&mut critic, "Ask a question").await;
    looks(&mut critic, "form", "document.querySelector('dialog[open]') !== null").await;
    critic.browser.evaluate("document.querySelector('dialog footer button').click()").await;

    asks(
        &story,
        "Why is the bound tight? I would have thought that **depth** matters more than width here.",
        "dissecting supervised",
    )
    .await;
    asks(&story, "How large was your dataset?", "tensor programs iv").await;
    looks(&mut critic, "ephemeral", &says("Only you can see this")).await;
    orders(&story, AUDIENCE, "questions", json!({})).await;
    looks(&mut critic, "questions", &says("no votes yet")).await;
    orders(&story, AUDIENCE, "schedule", json!({})).await;
    looks(&mut critic, "schedule", &says("Deep Learning Theory 5")).await;

    among_moderators(&mut critic.browser).await;
    looks(&mut critic, "moderators", &says("Moderator's panel")).await;
    orders(&story, MODERATORS, "conference setup", json!({"name": "Theory 6"})).await;
    looks(&mut critic, "setup", &says("Setting up Theory 6")).await;
    critic.browser.evaluate("[...document.querySelectorAll('.select-face')].at(-1).click()").await;
    looks(&mut critic, "setup-open", "document.querySelector('.select-list:not([hidden])') !== null").await;
    critic
        .browser
        .evaluate("document.querySelector('.select-list:not([hidden])').previousElementSibling.click()")
        .await;
    orders(&story, MODERATORS, "qa export", json!({})).await;
    looks(&mut critic, "files", &says(".csv")).await;
    story.at("18:50").await;
    orders(&story, MODERATORS, "qa next", json!({})).await;
    looks(&mut critic, "asking", &says("is being asked now")).await;
    orders(&story, MODERATORS, "qa end", json!({})).await;
    story.landed().await;
    critic.browser.until("document.querySelector('.channel.thread') !== null").await;
    critic.browser.evaluate("document.querySelector('.channel.thread').click()").await;
    looks(&mut critic, "thread", &says("this question was left for you")).await;
    assert_eq!(critic.browser.complaints, [""; 0]);
    assert_eq!(critic.wrong, [""; 0]);
}
