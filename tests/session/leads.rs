//! When things are said, as the configuration wants it.

use insta::assert_snapshot;

use crate::support::harness::Harness;
use crate::support::page::{session, talk};
use crate::support::stage::{AUDIENCE, Stage, YI_MA};

#[tokio::test]
async fn every_lead_is_the_configurations_to_say() {
    let stage = Stage::sample().announcing(
        "session_opening = \"20min\"\nmoderator_call = \"30min\"\nqa_soon = \"3min\"\nqa_now = false\nqa_ending = \"90s\"\n\
         short_talk = \"6min\"\nunannounced = [\"spotlight\"]\n\
         [conference.announce.ping]\nshort = \"30s\"\noral = \"10min\"\nqa = \"off\"",
    );
    let mut story = Harness::begin(stage, "17:00").await;
    story.at("20:00").await;
    assert_snapshot!(firsts(&story.channel(AUDIENCE)), @"
    17:40:00 **Deep Learning Theory 5** starts at 18:00, in 20 min.
    17:50:00 <@&3000> Oral at 18:00, in 10 min: **Dissecting Supervised Constrastive Learning** by Florian Graf · Christoph Hofer · Marc Niethammer · Roland Kwitt
    18:00:00 Now: **Dissecting Supervised Constrastive Learning**
    18:19:30 <@&3000> Spotlight at 18:20, in 0 min 30 s: **Noise and Fluctuation of Finite Learning Rate Stochastic Gradient Descent** by Kangqiao Liu · Liu Ziyin · Masahito Ueda
    18:24:30 <@&3000> Spotlight at 18:25, in 0 min 30 s: **Tensor Programs IV: Feature Learning in Infinite-Width Neural Networks** by Greg Yang · Edward Hu
    18:29:30 <@&3000> Spotlight at 18:30, in 0 min 30 s: **Scaling Properties of Deep Residual Networks** by Alain-Sam Cohen · Rama Cont · Alain Rossier · Renyuan Xu
    18:34:30 <@&3000> Spotlight at 18:35, in 0 min 30 s: **Contrastive Learning Inverts the Data Generating Process** by Roland S. Zimmermann · Yash Sharma · Steffen Schneider · Matthias Bethge · Wieland Brendel
    18:39:30 <@&3000> Spotlight at 18:40, in 0 min 30 s: **Tensor Programs IIb: Architectural Universality Of Neural Tangent Kernel Training Dynamics** by Greg Yang · Etai Littwin
    18:44:30 <@&3000> Spotlight at 18:45, in 0 min 30 s: **Do We Actually Need Dense Over-Parameterization? In-Time Over-Parameterization in Sparse Training** by Shiwei Liu · Lu Yin · Decebal Mocanu · Mykola Pechenizkiy
    18:50:00 **Q&A** in **Deep Learning Theory 5**, until 18:55. Ask the speakers with the button or /ask.
    18:55:00 **Deep Learning Theory 5** has ended. Thank you to Yi Ma and to everyone who spoke, asked and listened.
    ");
    assert_snapshot!(firsts(&story.direct(YI_MA)), @"
    17:30:00 **Yi Ma**: **Deep Learning Theory 5** starts at 18:00, in 30 min, in <#2000>. Please be there and check your microphone.
    17:50:00 **Yi Ma**: **Deep Learning Theory 5** starts in 10 min, in <#2000>, and I do not know yet whether you are there. Please press **I'm here**.
    17:55:00 **Yi Ma**: **Deep Learning Theory 5** starts in 5 min, in <#2000>, and I do not know yet whether you are there. Please press **I'm here**.
    18:15:00 **5 minutes left** for **Dissecting Supervised Constrastive Learning**.
    18:18:00 **2 minutes left** for **Dissecting Supervised Constrastive Learning**.
    18:19:00 **1 minute left** for **Dissecting Supervised Constrastive Learning**.
    18:20:00 **Time is up** for **Dissecting Supervised Constrastive Learning**. Next: **Noise and Fluctuation of Finite Learning Rate Stochastic Gradient Descent**, at 18:20.
    18:23:00 **2 minutes left** for **Noise and Fluctuation of Finite Learning Rate Stochastic Gradient Descent**.
    18:24:00 **1 minute left** for **Noise and Fluctuation of Finite Learning Rate Stochastic Gradient Descent**.
    18:25:00 **Time is up** for **Noise and Fluctuation of Finite Learning Rate Stochastic Gradient Descent**. Next: **Tensor Programs IV: Feature Learning in Infinite-Width Neural Networks**, at 18:25.
    18:28:00 **2 minutes left** for **Tensor Programs IV: Feature Learning in Infinite-Width Neural Networks**.
    18:29:00 **1 minute left** for **Tensor Programs IV: Feature Learning in Infinite-Width Neural Networks**.
    18:30:00 **Time is up** for **Tensor Programs IV: Feature Learning in Infinite-Width Neural Networks**. Next: **Scaling Properties of Deep Residual Networks**, at 18:30.
    18:33:00 **2 minutes left** for **Scaling Properties of Deep Residual Networks**.
    18:34:00 **1 minute left** for **Scaling Properties of Deep Residual Networks**.
    18:35:00 **Time is up** for **Scaling Properties of Deep Residual Networks**. Next: **Contrastive Learning Inverts the Data Generating Process**, at 18:35.
    18:38:00 **2 minutes left** for **Contrastive Learning Inverts the Data Generating Process**.
    18:39:00 **1 minute left** for **Contrastive Learning Inverts the Data Generating Process**.
    18:40:00 **Time is up** for **Contrastive Learning Inverts the Data Generating Process**. Next: **Tensor Programs IIb: Architectural Universality Of Neural Tangent Kernel Training Dynamics**, at 18:40.
    18:43:00 **2 minutes left** for **Tensor Programs IIb: Architectural Universality Of Neural Tangent Kernel Training Dynamics**.
    18:44:00 **1 minute left** for **Tensor Programs IIb: Architectural Universality Of Neural Tangent Kernel Training Dynamics**.
    18:45:00 **Time is up** for **Tensor Programs IIb: Architectural Universality Of Neural Tangent Kernel Training Dynamics**. Next: **Do We Actually Need Dense Over-Parameterization? In-Time Over-Parameterization in Sparse Training**, at 18:45.
    18:47:00 **Yi Ma**: **Q&A in 3 minutes**, at 18:50, in **Deep Learning Theory 5**. It lasts until 18:55.
    18:48:00 **2 minutes left** for **Do We Actually Need Dense Over-Parameterization? In-Time Over-Parameterization in Sparse Training**.
    18:49:00 **1 minute left** for **Do We Actually Need Dense Over-Parameterization? In-Time Over-Parameterization in Sparse Training**.
    18:50:00 **Time is up** for **Do We Actually Need Dense Over-Parameterization? In-Time Over-Parameterization in Sparse Training**. Next: **Q&A**, at 18:50.
    18:53:00 **2 minutes left** for **Q&A**.
    18:53:30 **Yi Ma**: **2 minutes left** in the Q&A of **Deep Learning Theory 5**. It ends at 18:55.
    18:54:00 **1 minute left** for **Q&A**.
    18:55:00 **Time is up** for **Q&A**.
    ");
}

#[tokio::test]
async fn what_is_off_is_not_said() {
    let stage = Stage::sample().announcing(
        "session_opening = \"off\"\nsession_closing = \"off\"\nmoderator_call = \"off\"\nqa_soon = \"off\"\nqa_now = false\n\
         qa_ending = \"off\"\npanel = false\ntime_cards = []\ntime_up = false\nunannounced = [\"oral\", \"spotlight\", \"qa\"]\n\
         [conference.announce.ping]\ndefault = \"off\"\nshort = \"off\"",
    );
    let mut story = Harness::begin(stage, "17:00").await;
    story.at("20:00").await;
    assert_eq!((story.channel(AUDIENCE), story.direct(YI_MA)), (String::new(), String::new()));
    assert!(story.outbox().await.is_empty());
}

#[tokio::test]
async fn each_kind_of_talk_may_have_a_bell_of_its_own() {
    let slot = |times, kind| talk(times, kind, &format!("A {kind}"), "", "");
    let programme = session(
        "Many Kinds",
        "Yi Ma",
        &[
            slot("10:00 - 11:00", "Keynote"),
            slot("11:00 - 11:30", "Tutorial"),
            slot("11:30 - 12:00", "Coffee Break"),
            slot("12:00 - 12:30", "Panel"),
            slot("12:30 - 12:35", "Spotlight"),
        ],
    );
    let stage = Stage::with_programme(&programme)
        .without_bell()
        .announcing("[conference.announce.ping]\nkeynote = \"1h\"\npanel = \"2min\"\nbreak = \"1min\"");
    let mut story = Harness::begin(stage, "08:00").await;
    story.at("13:00").await;
    let bells = story.outbox().await.into_iter().filter(|entry| entry.notice.kind.as_str() == "talk-ping");
    let bells: Vec<String> = bells
        .map(|bell| format!("{} {} {}", bell.notice.due.format("%H:%M:%S"), bell.notice.subject, bell.state))
        .collect();
    assert_snapshot!(bells.join("\n"), @"
    16:00:00 talk:a-keynote delivered
    17:55:00 talk:a-tutorial delivered
    18:29:00 talk:a-coffee-break delivered
    18:58:00 talk:a-panel delivered
    19:29:00 talk:a-spotlight delivered
    ");
}

/// The first line of each message, with its time.
fn firsts(transcript: &str) -> String {
    let mut lines = transcript.lines();
    let mut firsts = Vec::new();
    while let Some(line) = lines.next() {
        if let Some(time) = line.strip_prefix("── ") {
            firsts.push(format!("{} {}", time.trim_end_matches(" ──"), lines.next().unwrap_or_default()));
        }
    }
    firsts.join("\n")
}
