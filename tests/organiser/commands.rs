//! Looking after a conference that the configuration declares.

use serde_json::json;

use crate::desk::{orders, stage, told};
use crate::support::harness::Harness;
use crate::support::page::SAMPLE;
use crate::support::stage::{AUDIENCE, MODERATORS, YI_MA};

#[tokio::test]
async fn a_status_says_what_comes_and_what_went() {
    let story = Harness::begin(stage(), "17:51").await;
    let folder = format!("{}/", story.folder().display());
    let status = told(&story, "status", json!({})).await.replace(&folder, "");
    // It was read by the wall clock, not by that of the session.
    let (before, after) = status.split_once(", read ").unwrap();
    let status = format!("{before}, read …\n{}", after.split_once('\n').unwrap().1);
    insta::assert_snapshot!(status, @"
    **Deep Learning Theory 5** (`icml2021-dlt5`), declared in the configuration file: what stands there is changed there.
    Programme: programme.txt, read …
    Announcements go to <#2000>, what is for moderators and organisers to <#2001>.
    4 announcements posted, 46 to come, 0 missed, 0 failed.
    │ What comes next
    │ Wed 21 Jul 17:55 · second call to the moderator of **Deep Learning Theory 5** · to <@4000> directly
    │ Wed 21 Jul 17:55 · bell before **Dissecting Supervised Constrastive Learning** · <#2000>
    │ Wed 21 Jul 17:58 · word that nobody moderates **Deep Learning Theory 5** · <#2001>
    │ Wed 21 Jul 18:00 · start of **Dissecting Supervised Constrastive Learning** · <#2000>
    │ Wed 21 Jul 18:15 · time card of **Dissecting Supervised Constrastive Learning** · to <@4000> directly
    │ Wed 21 Jul 18:18 · time card of **Dissecting Supervised Constrastive Learning** · to <@4000> directly
    ");
}

#[tokio::test]
async fn a_preview_reads_as_it_will_be_posted() {
    let story = Harness::begin(stage(), "17:51").await;
    insta::assert_snapshot!(told(&story, "preview", json!({"hours": 1})).await, @"
    42 messages until 18:51:
    │ 17:55 · to <@4000> directly · **Yi Ma**: **Deep Learning Theory 5** star… (168 characters)
    │ 17:55 · <#2000> · <@&3000> Oral at 18:00, in 9 min: **Dissecting Supervi… (166 characters)
    │ 17:58 · <#2001> · Nobody is there yet to moderate **Deep Learning Theory… (173 characters)
    │ 18:00 · <#2000> · Now: **Dissecting Supervised Constrastive Learning**
    │ 18:15 · to <@4000> directly · Time cards of **Dissecting Supervised Constrastive Learning**: 5, 2, 1 min before its end, and at its end
    │ 18:19 · <#2000> · <@&3000> Spotlight at 18:20, in 29 min: **Noise and Fl… (179 characters)
    │ 18:20 · <#2000> · Now: **Noise and Fluctuation of Finite Learning Rate Stochastic Gradient Descent**
    │ 18:23 · to <@4000> directly · Time cards of **Noise and Fluctuation of F… (162 characters)
    │ 18:24 · <#2000> · <@&3000> Spotlight at 18:25, in 34 min: **Tensor Progr… (157 characters)
    │ 18:25 · <#2000> · Now: **Tensor Programs IV: Feature Learning in Infinite-Width Neural Networks**
    │ 18:28 · to <@4000> directly · Time cards of **Tensor Programs IV: Featur… (159 characters)
    │ 18:29 · <#2000> · <@&3000> Spotlight at 18:30, in 39 min: **Scaling Prop… (166 characters)
    │ 18:30 · <#2000> · Now: **Scaling Properties of Deep Residual Networks**
    │ 18:33 · to <@4000> directly · Time cards of **Scaling Properties of Deep Residual Networks**: 2, 1 min before its end, and at its end
    │ 18:34 · <#2000> · <@&3000> Spotlight at 18:35, in 44 min: **Contrastive … (212 characters)
    │ 18:35 · <#2000> · Now: **Contrastive Learning Inverts the Data Generating Process**
    │ 18:38 · to <@4000> directly · Time cards of **Contrastive Learning Inver… (145 characters)
    │ 18:39 · <#2000> · <@&3000> Spotlight at 18:40, in 49 min: **Tensor Progr… (180 characters)
    │ 18:40 · <#2000> · Now: **Tensor Programs IIb: Architectural Universality Of Neural Tangent Kernel Training Dynamics**
    │ 18:43 · to <@4000> directly · Time cards of **Tensor Programs IIb: Archi… (179 characters)
    │ 18:44 · <#2000> · <@&3000> Spotlight at 18:45, in 54 min: **Do We Actual… (220 characters)
    │ … and 6 more.
    ");
}

#[tokio::test]
async fn while_it_is_paused_nothing_is_announced_and_what_passes_is_reported() {
    let mut story = Harness::begin(stage(), "17:51").await;
    story.channel(AUDIENCE);
    story.channel(MODERATORS);
    insta::assert_snapshot!(told(&story, "pause", json!({})).await, @"Paused. Nothing of **Deep Learning Theory 5** is announced until /conference resume; what passes meanwhile is reported as missed.");
    insta::assert_snapshot!(told(&story, "pause", json!({})).await, @"**Deep Learning Theory 5** is paused already.");
    story.passes_to("18:22");
    story
        .until("what has passed is missed", async || {
            story
                .outbox()
                .await
                .iter()
                .any(|entry| entry.reason.as_deref().is_some_and(|why| why.contains("paused by Ada")))
        })
        .await;
    assert_eq!(story.channel(AUDIENCE), "", "nothing is announced");
    insta::assert_snapshot!(told(&story, "resume", json!({})).await, @"**Deep Learning Theory 5** goes on. What is too late by now is reported as missed.");
    story.landed().await;
    let said = story.channel(AUDIENCE);
    assert!(said.contains("**Noise and Fluctuation"), "what still runs is announced late: {said}");
    let reported = story.channel(MODERATORS);
    assert!(reported.contains("the announcements were paused by Ada"), "{reported}");
}

#[tokio::test]
async fn a_sample_is_posted_and_says_that_it_is_one() {
    let mut story = Harness::begin(stage(), "17:45").await;
    story.channel(AUDIENCE);
    insta::assert_snapshot!(told(&story, "test", json!({})).await, @"I am posting a sample, marked as a test, into <#2000>. If it does not appear, /conference status says why.");
    story.landed().await;
    let sample = story.channel(AUDIENCE);
    assert!(sample.contains("**This is only a test.**") && sample.contains("Florian Graf"), "{sample}");
}

#[tokio::test]
async fn a_refresh_says_what_it_came_to() {
    let mut story = Harness::begin(stage(), "17:51").await;
    story.channel(AUDIENCE);
    insta::assert_snapshot!(told(&story, "refresh", json!({})).await, @"I read the programme: nothing changed.");
    story.rewrites_programme(&SAMPLE.replace("18:50 - 18:55 PDT", "18:52 - 18:58 PDT"));
    insta::assert_snapshot!(told(&story, "refresh", json!({})).await, @"I read the programme and took its changes in.");
    story.landed().await;
    assert!(story.channel(AUDIENCE).contains("**Q&A** is now at 18:52"));
    let half = SAMPLE.find("Wed 21 July 18:30").unwrap();
    story.rewrites_programme(&SAMPLE[..half]);
    insta::assert_snapshot!(told(&story, "refresh", json!({})).await, @"I read the programme. It changed so much that I ask first: /conference status has the question.");
    let status = told(&story, "status", json!({})).await;
    assert!(status.contains("I ask first") && status.contains("[Apply] [Keep the old one]"), "{status}");
    story.rewrites_programme("this is no programme");
    let refused = told(&story, "refresh", json!({})).await;
    assert!(refused.contains("I could not read the programme"), "{refused}");
}

#[tokio::test]
async fn others_are_refused_kindly() {
    let story = Harness::begin(stage(), "17:51").await;
    for (command, options) in [("status", json!({})), ("pause", json!({})), ("setup", json!({"name": "Mine"}))] {
        let refused = orders(&story, YI_MA, command, options).await;
        let said = refused["content"].as_str().unwrap();
        assert!(said.starts_with("Only the organisers can do that"), "{command}: {said}");
    }
}

#[tokio::test]
async fn what_the_configuration_declares_is_not_changed_by_a_command() {
    let story = Harness::begin(stage(), "17:51").await;
    let refused = told(&story, "import", json!({"address": "https://example.org/a"})).await;
    insta::assert_snapshot!(refused, @"The programme of **Deep Learning Theory 5** is declared in the configuration file, so it is changed there. /conference refresh reads it at once.");
}
