//! A conference in its own language.

use insta::assert_snapshot;
use serde_json::Value;

use crate::support::harness::Harness;
use crate::support::stage::{AUDIENCE, Stage, YI_MA};

async fn in_german(place: &str) -> Harness {
    let mut story = Harness::begin_without_bot(Stage::sample(), "17:40").await;
    let (section, rest) = place.split_once('\n').unwrap();
    let configuration = story.configuration();
    if configuration.contains(section) {
        *configuration = configuration.replacen(section, &format!("{section}\n{rest}"), 1);
    } else {
        configuration.insert_str(0, &format!("{place}\n"));
    }
    story.start().await.unwrap();
    story
}

#[tokio::test]
async fn a_conference_is_told_in_the_language_that_it_names() {
    let mut story = in_german("[[conference]]\nlanguage = \"de\"").await;
    story.at("17:55").await;
    assert_snapshot!(story.channel(AUDIENCE), @"
    ── 17:50:00 ──
    **Deep Learning Theory 5** beginnt um 18:00, in 10 min.
    │ Deep Learning Theory 5
    │ Moderation: Yi Ma
    │ 18:00 · Vortrag · **Dissecting Supervised Constrastive Learning**
    │ Florian Graf · Christoph Hofer · Marc Niethammer · Roland Kwitt
    │ 18:20 · Spotlight · **Noise and Fluctuation of Finite Learning Rate Stochastic Gradient Descent**
    │ Kangqiao Liu · Liu Ziyin · Masahito Ueda
    │ 18:25 · Spotlight · **Tensor Programs IV: Feature Learning in Infinite-Width Neural Networks**
    │ Greg Yang · Edward Hu
    │ 18:30 · Spotlight · **Scaling Properties of Deep Residual Networks**
    │ Alain-Sam Cohen · Rama Cont · Alain Rossier · Renyuan Xu
    │ 18:35 · Spotlight · **Contrastive Learning Inverts the Data Generating Process**
    │ Roland S. Zimmermann · Yash Sharma · Steffen Schneider · Matthias Bethge · Wieland Brendel
    │ 18:40 · Spotlight · **Tensor Programs IIb: Architectural Universality Of Neural Tangent Kernel Training Dynamics**
    │ Greg Yang · Etai Littwin
    │ 18:45 · Spotlight · **Do We Actually Need Dense Over-Parameterization? In-Time Over-Parameterization in Sparse Training**
    │ Shiwei Liu · Lu Yin · Decebal Mocanu · Mykola Pechenizkiy
    │ 18:50 · **Q&A**
    [▾ Erinnere mich an … (7)]
    [Programm]

    ── 17:55:00 ──
    <@&3000> Vortrag um 18:00, in 5 min: **Dissecting Supervised Constrastive Learning** von Florian Graf · Christoph Hofer · Marc Niethammer · Roland Kwitt
    (pings @&3000)
    [Kurzfassung]
    ");
    assert_snapshot!(story.direct(YI_MA), @"
    ── 17:45:00 ──
    **Yi Ma**: **Deep Learning Theory 5** beginnt um 18:00, in 15 min, in <#2000>. Bitte sei da und prüfe dein Mikrofon.
    7 Vorträge, 18:00 – 18:55. Die Fragerunde ist um 18:50.
    [Ich bin da] [Programm]

    ── 17:50:00 ──
    **Yi Ma**: Ich weiß noch nicht, ob du bei **Deep Learning Theory 5** da bist. Beginn in 10 min, in <#2000>. Bitte drück auf **Ich bin da**.
    [Ich bin da] [Programm]

    ── 17:55:00 ──
    **Yi Ma**: Ich weiß noch nicht, ob du bei **Deep Learning Theory 5** da bist. Beginn in 5 min, in <#2000>. Bitte drück auf **Ich bin da**.
    [Ich bin da] [Programm]
    ");
    assert_snapshot!(story.asks("/now").await, @"
    (only Ada sees this)
    Gerade läuft nichts. **Deep Learning Theory 5** beginnt in 5 min mit:
    │ Vortrag
    │ Dissecting Supervised Constrastive Learning
    │ **Florian Graf · Christoph Hofer · Marc Niethammer · Roland Kwitt**
    │ 18:00 – 18:20 · 20 min
    │ Minimizing cross-entropy over the softmax scores of a linear map compose… (569 characters)
    │ Deep Learning Theory 5 · 1 von 7
    [Kurzfassung] [Erinnere mich]
    ");
    assert_snapshot!(story.asks("/ask").await, @"
    (only Ada sees this)
    Zu welchem Vortrag von **Deep Learning Theory 5** ist deine Frage?
    [▾ Vortrag wählen (8)]
    ");
}

#[tokio::test]
async fn what_all_conferences_speak_is_said_once() {
    let mut story = in_german("[words]\nlanguage = \"de\"").await;
    story.at("17:50").await;
    let said = story.channel(AUDIENCE);
    assert!(said.contains("**Deep Learning Theory 5** beginnt um 18:00"), "{said}");
}

#[tokio::test]
async fn commands_are_described_in_every_language() {
    let story = Harness::begin(Stage::sample(), "17:40").await;
    let commands = story.discord.commands();
    let now = commands.iter().find(|command| command["name"] == "now").unwrap();
    assert_eq!(now["description"], "What is on right now");
    assert_eq!(now["description_localizations"]["de"], "Was gerade läuft");
    let described = |it: &Value| it["type"] == 3 || it["description_localizations"]["de"].is_string();
    for command in &commands {
        assert!(described(command), "{command:#}");
        let options = command["options"].as_array().into_iter().flatten();
        assert!(options.into_iter().all(described), "{command:#}");
    }
    let why = commands.iter().find(|command| command["type"] == 3).unwrap();
    assert_eq!((why["name"].as_str(), why["name_localizations"]["en-US"].as_str()), (Some("Why this message?"), None));
    assert!(why["name_localizations"]["de"].is_string());
}
