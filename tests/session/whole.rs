//! The sample, from its first notice to its last.

use std::collections::HashSet;

use insta::assert_snapshot;

use crate::support::harness::Harness;
use crate::support::page::{session, talk};
use crate::support::stage::{AUDIENCE, BELL, MODERATORS, Stage, YI_MA};

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "a whole session is long to read, and is read whole")]
async fn the_sample_is_carried_from_the_first_call_to_the_last_thanks() {
    let mut story = Harness::begin(Stage::sample(), "17:40").await;
    story.at("20:00").await;
    assert_snapshot!(story.channel(AUDIENCE), @"
    ── 17:50:00 ──
    **Deep Learning Theory 5** starts at 18:00, in 10 min.
    │ Deep Learning Theory 5
    │ Moderator: Yi Ma
    │ 18:00 · Oral · **Dissecting Supervised Constrastive Learning**
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
    [▾ Remind me of … (7)]
    [Schedule]

    ── 17:55:00 ──
    <@&3000> Oral at 18:00, in 5 min: **Dissecting Supervised Constrastive Learning** by Florian Graf · Christoph Hofer · Marc Niethammer · Roland Kwitt
    (pings @&3000)
    [Abstract]

    ── 18:00:00 ──
    Now: **Dissecting Supervised Constrastive Learning**
    │ Oral
    │ Dissecting Supervised Constrastive Learning
    │ **Florian Graf · Christoph Hofer · Marc Niethammer · Roland Kwitt**
    │ 18:00 – 18:20 · 20 min
    │ Minimizing cross-entropy over the softmax scores of a linear map compose… (1287 characters)
    │ Deep Learning Theory 5 · 1 of 7
    [Ask a question] [What's next?]

    ── 18:19:00 ──
    <@&3000> Spotlight at 18:20, in 1 min: **Noise and Fluctuation of Finite Learning Rate Stochastic Gradient Descent** by Kangqiao Liu · Liu Ziyin · Masahito Ueda
    (pings @&3000)
    [Abstract]

    ── 18:20:00 ──
    Now: **Noise and Fluctuation of Finite Learning Rate Stochastic Gradient Descent**
    │ Spotlight
    │ Noise and Fluctuation of Finite Learning Rate Stochastic Gradient Descent
    │ **Kangqiao Liu · Liu Ziyin · Masahito Ueda**
    │ 18:20 – 18:25 · 5 min
    │ In the vanishing learning rate regime, stochastic gradient descent (SGD)… (1023 characters)
    │ Deep Learning Theory 5 · 2 of 7
    [Ask a question] [What's next?]

    ── 18:24:00 ──
    <@&3000> Spotlight at 18:25, in 1 min: **Tensor Programs IV: Feature Learning in Infinite-Width Neural Networks** by Greg Yang · Edward Hu
    (pings @&3000)
    [Abstract]

    ── 18:25:00 ──
    Now: **Tensor Programs IV: Feature Learning in Infinite-Width Neural Networks**
    │ Spotlight
    │ Tensor Programs IV: Feature Learning in Infinite-Width Neural Networks
    │ **Greg Yang · Edward Hu**
    │ 18:25 – 18:30 · 5 min
    │ As its width tends to infinity, a deep neural network's behavior under g… (967 characters)
    │ Deep Learning Theory 5 · 3 of 7
    [Ask a question] [What's next?]

    ── 18:29:00 ──
    <@&3000> Spotlight at 18:30, in 1 min: **Scaling Properties of Deep Residual Networks** by Alain-Sam Cohen · Rama Cont · Alain Rossier · Renyuan Xu
    (pings @&3000)
    [Abstract]

    ── 18:30:00 ──
    Now: **Scaling Properties of Deep Residual Networks**
    │ Spotlight
    │ Scaling Properties of Deep Residual Networks
    │ **Alain-Sam Cohen · Rama Cont · Alain Rossier · Renyuan Xu**
    │ 18:30 – 18:35 · 5 min
    │ Residual networks (ResNets) have displayed impressive results in pattern… (1045 characters)
    │ Deep Learning Theory 5 · 4 of 7
    [Ask a question] [What's next?]

    ── 18:34:00 ──
    <@&3000> Spotlight at 18:35, in 1 min: **Contrastive Learning Inverts the Data Generating Process** by Roland S. Zimmermann · Yash Sharma · Steffen Schneider · Matthias Bethge · Wieland Brendel
    (pings @&3000)
    [Abstract]

    ── 18:35:00 ──
    Now: **Contrastive Learning Inverts the Data Generating Process**
    │ Spotlight
    │ Contrastive Learning Inverts the Data Generating Process
    │ **Roland S. Zimmermann · Yash Sharma · Steffen Schneider · Matthias Bethge · Wieland Brendel**
    │ 18:35 – 18:40 · 5 min
    │ Contrastive learning has recently seen tremendous success in self-superv… (892 characters)
    │ Deep Learning Theory 5 · 5 of 7
    [Ask a question] [What's next?]

    ── 18:39:00 ──
    <@&3000> Spotlight at 18:40, in 1 min: **Tensor Programs IIb: Architectural Universality Of Neural Tangent Kernel Training Dynamics** by Greg Yang · Etai Littwin
    (pings @&3000)
    [Abstract]

    ── 18:40:00 ──
    Now: **Tensor Programs IIb: Architectural Universality Of Neural Tangent Kernel Training Dynamics**
    │ Spotlight
    │ Tensor Programs IIb: Architectural Universality Of Neural Tangent Kernel Training Dynamics
    │ **Greg Yang · Etai Littwin**
    │ 18:40 – 18:45 · 5 min
    │ Yang (2020) recently showed that the Neural Tangent Kernel (NTK) at init… (886 characters)
    │ Deep Learning Theory 5 · 6 of 7
    [Ask a question] [What's next?]

    ── 18:44:00 ──
    <@&3000> Spotlight at 18:45, in 1 min: **Do We Actually Need Dense Over-Parameterization? In-Time Over-Parameterization in Sparse Training** by Shiwei Liu · Lu Yin · Decebal Mocanu · Mykola Pechenizkiy
    (pings @&3000)
    [Abstract]

    ── 18:45:00 ──
    Now: **Do We Actually Need Dense Over-Parameterization? In-Time Over-Parameterization in Sparse Training**
    │ Spotlight
    │ Do We Actually Need Dense Over-Parameterization? In-Time Over-Parameterization in Sparse Training
    │ **Shiwei Liu · Lu Yin · Decebal Mocanu · Mykola Pechenizkiy**
    │ 18:45 – 18:50 · 5 min
    │ In this paper, we introduce a new perspective on training deep neural ne… (1293 characters)
    │ Deep Learning Theory 5 · 7 of 7
    [Ask a question] [What's next?]

    ── 18:49:00 ──
    <@&3000> Q&A at 18:50, in 1 min: get your questions ready.
    (pings @&3000)
    [What's on now?]

    ── 18:50:00 ──
    **Q&A** in **Deep Learning Theory 5**, until 18:55. Ask the speakers with the button or /ask.
    │ The talks of this session
    │ 18:00 · Oral · **Dissecting Supervised Constrastive Learning**
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
    [Ask a question] [All questions] [Schedule]

    ── 18:55:00 ──
    **Deep Learning Theory 5** has ended. Thank you to Yi Ma and to everyone who spoke, asked and listened.
    [Schedule]
    ");
    assert_snapshot!(story.direct(YI_MA), @"
    ── 17:45:00 ──
    **Yi Ma**: **Deep Learning Theory 5** starts at 18:00, in 15 min, in <#2000>. Please be there and check your microphone.
    7 talks, 18:00 – 18:55. The Q&A is at 18:50.
    [I'm here] [Schedule]

    ── 17:50:00 ──
    **Yi Ma**: **Deep Learning Theory 5** starts in 10 min, in <#2000>, and I do not know yet whether you are there. Please press **I'm here**.
    [I'm here] [Schedule]

    ── 17:55:00 ──
    **Yi Ma**: **Deep Learning Theory 5** starts in 5 min, in <#2000>, and I do not know yet whether you are there. Please press **I'm here**.
    [I'm here] [Schedule]

    ── 18:15:00 ──
    **5 minutes left** for **Dissecting Supervised Constrastive Learning**.
    [Schedule]

    ── 18:18:00 ──
    **2 minutes left** for **Dissecting Supervised Constrastive Learning**.
    [Schedule]

    ── 18:19:00 ──
    **1 minute left** for **Dissecting Supervised Constrastive Learning**.
    [Schedule]

    ── 18:20:00 ──
    **Time is up** for **Dissecting Supervised Constrastive Learning**. Next: **Noise and Fluctuation of Finite Learning Rate Stochastic Gradient Descent**, at 18:20.
    [Schedule]

    ── 18:23:00 ──
    **2 minutes left** for **Noise and Fluctuation of Finite Learning Rate Stochastic Gradient Descent**.
    [Schedule]

    ── 18:24:00 ──
    **1 minute left** for **Noise and Fluctuation of Finite Learning Rate Stochastic Gradient Descent**.
    [Schedule]

    ── 18:25:00 ──
    **Time is up** for **Noise and Fluctuation of Finite Learning Rate Stochastic Gradient Descent**. Next: **Tensor Programs IV: Feature Learning in Infinite-Width Neural Networks**, at 18:25.
    [Schedule]

    ── 18:28:00 ──
    **2 minutes left** for **Tensor Programs IV: Feature Learning in Infinite-Width Neural Networks**.
    [Schedule]

    ── 18:29:00 ──
    **1 minute left** for **Tensor Programs IV: Feature Learning in Infinite-Width Neural Networks**.
    [Schedule]

    ── 18:30:00 ──
    **Time is up** for **Tensor Programs IV: Feature Learning in Infinite-Width Neural Networks**. Next: **Scaling Properties of Deep Residual Networks**, at 18:30.
    [Schedule]

    ── 18:33:00 ──
    **2 minutes left** for **Scaling Properties of Deep Residual Networks**.
    [Schedule]

    ── 18:34:00 ──
    **1 minute left** for **Scaling Properties of Deep Residual Networks**.
    [Schedule]

    ── 18:35:00 ──
    **Time is up** for **Scaling Properties of Deep Residual Networks**. Next: **Contrastive Learning Inverts the Data Generating Process**, at 18:35.
    [Schedule]

    ── 18:38:00 ──
    **2 minutes left** for **Contrastive Learning Inverts the Data Generating Process**.
    [Schedule]

    ── 18:39:00 ──
    **1 minute left** for **Contrastive Learning Inverts the Data Generating Process**.
    [Schedule]

    ── 18:40:00 ──
    **Time is up** for **Contrastive Learning Inverts the Data Generating Process**. Next: **Tensor Programs IIb: Architectural Universality Of Neural Tangent Kernel Training Dynamics**, at 18:40.
    [Schedule]

    ── 18:43:00 ──
    **2 minutes left** for **Tensor Programs IIb: Architectural Universality Of Neural Tangent Kernel Training Dynamics**.
    [Schedule]

    ── 18:44:00 ──
    **1 minute left** for **Tensor Programs IIb: Architectural Universality Of Neural Tangent Kernel Training Dynamics**.
    [Schedule]

    ── 18:45:00 ──
    **Time is up** for **Tensor Programs IIb: Architectural Universality Of Neural Tangent Kernel Training Dynamics**. Next: **Do We Actually Need Dense Over-Parameterization? In-Time Over-Parameterization in Sparse Training**, at 18:45.
    [Schedule]

    ── 18:45:00 ──
    **Yi Ma**: **Q&A in 5 minutes**, at 18:50, in **Deep Learning Theory 5**. It lasts until 18:55.
    [Schedule]

    ── 18:48:00 ──
    **2 minutes left** for **Do We Actually Need Dense Over-Parameterization? In-Time Over-Parameterization in Sparse Training**.
    [Schedule]

    ── 18:49:00 ──
    **1 minute left** for **Do We Actually Need Dense Over-Parameterization? In-Time Over-Parameterization in Sparse Training**.
    [Schedule]

    ── 18:50:00 ──
    **Time is up** for **Do We Actually Need Dense Over-Parameterization? In-Time Over-Parameterization in Sparse Training**. Next: **Q&A**, at 18:50.
    [Schedule]

    ── 18:50:00 ──
    **Yi Ma**: **Q&A now** in <#2000>, until 18:55.
    [Schedule]

    ── 18:53:00 ──
    **Yi Ma**: **2 minutes left** in the Q&A of **Deep Learning Theory 5**. It ends at 18:55.
    [Schedule]

    ── 18:54:00 ──
    **1 minute left** for **Q&A**.
    [Schedule]

    ── 18:55:00 ──
    **Time is up** for **Q&A**.
    [Schedule]
    ");
    assert_snapshot!(story.channel(MODERATORS), @"
    ── 17:58:00 ──
    Nobody is there yet to moderate **Deep Learning Theory 5**, which starts in 2 min in <#2000>. Expected: Yi Ma. Whoever steps in, please press **I'm here**.
    [I'm here] [Schedule]
    ");
}

#[tokio::test]
async fn the_bell_role_is_all_that_ever_rings_in_the_audience() {
    let mut story = Harness::begin(Stage::sample(), "17:40").await;
    story.at("20:00").await;
    let messages = story.discord.messages(AUDIENCE);
    let rings = |message: &&serde_json::Value| message["mention_roles"] == serde_json::json!([BELL.to_string()]);
    assert_eq!((messages.len(), messages.iter().filter(rings).count()), (18, 8));
    for message in &messages {
        assert_eq!(message["mention_everyone"], false);
        assert_eq!(message["mentions"], serde_json::json!([]));
    }
    let said: HashSet<String> = messages.iter().map(|message| message["nonce"].to_string()).collect();
    assert_eq!(said.len(), 18, "each has a nonce of its own");
}

#[tokio::test]
async fn abstracts_are_posted_whole() {
    let mut story = Harness::begin(Stage::sample(), "17:40").await;
    story.at("18:50").await;
    let messages = story.discord.messages(AUDIENCE);
    let posted: String = messages.iter().filter_map(|message| message["embeds"][0]["description"].as_str()).collect();
    let posted = posted.replace('\\', "");
    let programme = crate::support::page::SAMPLE;
    let abstracts: Vec<&str> = programme.lines().filter(|line| line.chars().count() > 500).collect();
    assert_eq!(abstracts.len(), 7);
    for whole in abstracts {
        assert!(posted.contains(whole.trim()), "{whole}");
    }
}

#[tokio::test]
async fn at_one_instant_what_ends_is_concluded_before_what_begins() {
    let first = session(
        "Theory",
        "Yi Ma",
        &[talk("18:00 - 18:20", "Oral", "First", "Ada Lovelace", ""), talk("18:20 - 18:30", "Q&A", "Q&A", "", "")],
    );
    let second = session("Practice", "Yi Ma", &[talk("18:30 - 18:50", "Oral", "Second", "Emmy Noether", "")]);
    let stage = Stage::with_programme(&(first + "\n" + &second));
    let mut story = Harness::begin(stage, "18:29").await;
    story.channel(AUDIENCE);
    story.at("18:30").await;
    assert_snapshot!(story.channel(AUDIENCE), @"
    ── 18:30:00 ──
    **Theory** has ended. Thank you to Yi Ma and to everyone who spoke, asked and listened.
    Now here: **Practice**.
    [Schedule]

    ── 18:30:00 ──
    Now: **Second**
    │ Oral
    │ Second
    │ **Emmy Noether**
    │ 18:30 – 18:50 · 20 min
    │ Practice · 1 of 1
    [Ask a question] [What's next?]
    ");
}
