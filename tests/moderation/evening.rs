//! A whole evening: a moderator who checks in late, a talk that needs more time, one that is skipped, and a slip.

use std::time::{Duration, Instant};

use insta::assert_snapshot;
use talkbell::rehearsal::Happening;
use talkbell::store::State;

use crate::support::harness::{Harness, is_panel};
use crate::support::moderator::{does, panel_says, presses_directly};
use crate::support::stage::{AUDIENCE, MODERATORS, Stage, YI_MA};

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "a whole evening is one story")]
async fn an_evening_with_a_late_moderator_more_time_a_skip_and_an_undo() {
    let mut story = Harness::begin(Stage::sample(), "17:40").await;
    let mut happenings = story.discord.watch();
    story.at("17:56").await;
    presses_directly(&story, YI_MA, "I'm here").await;
    let mut said = Vec::new();
    story.at("18:02").await;
    said.push(does(&story, YI_MA, "Start").await);
    story.at("18:20").await;
    said.push(does(&story, YI_MA, "+5 min").await);
    story.at("18:28").await;
    said.push(does(&story, YI_MA, "Skip").await);
    story.at("18:33").await;
    said.push(does(&story, YI_MA, "+1 min").await);
    said.push(does(&story, YI_MA, "Undo").await);
    panel_says(&story, "**3 min behind** the printed programme").await;
    panel_says(&story, "the skip of").await;
    said.push(story.panel(MODERATORS));
    story.at("19:30").await;
    assert_snapshot!(said.join("\n"), @"
    Start **Dissecting Supervised Constrastive Learning** now? It was planned for 18:00, 2 min ago.
    7 other talks move back by 2 min; the session ends at 18:57; 3 messages are edited.
    [▾ Another talk … (1)]
    [Confirm]

    Done: the start of **Dissecting Supervised Constrastive Learning**. **Undo** on the panel takes it back.

    Give **Dissecting Supervised Constrastive Learning** 5 more minutes, until 18:27?
    7 other talks move back by 5 min; the session ends at 19:02; 2 messages are edited.
    [Confirm]

    Done: +5 min for **Dissecting Supervised Constrastive Learning**. **Undo** on the panel takes it back.

    Skip **Noise and Fluctuation of Finite Learning Rate Stochastic Gradient Descent** at 18:27?
    6 other talks come forward by 4 min; the session ends at 18:58; 4 messages are edited.
    [▾ Another talk … (6)]
    [Confirm]

    Done: the skip of **Noise and Fluctuation of Finite Learning Rate Stochastic Gradient Descent**. **Undo** on the panel takes it back.

    Give **Scaling Properties of Deep Residual Networks** 1 more minute, until 18:39?
    4 other talks move back by 1 min; the session ends at 18:59; 2 messages are edited.
    [Confirm]

    Done: +1 min for **Scaling Properties of Deep Residual Networks**. **Undo** on the panel takes it back.

    Undo +1 min for **Scaling Properties of Deep Residual Networks**, by Yi Ma?
    4 other talks come forward by 1 min; the session ends at 18:58; 2 messages are edited.
    [Confirm]

    Undone: +1 min for **Scaling Properties of Deep Residual Networks**.

    │ Moderator's panel
    │ Deep Learning Theory 5
    │ ▶ **Scaling Properties of Deep Residual Networks** until 18:38, in 53 min
    │ Next at 18:38: **Contrastive Learning Inverts the Data Generating Proces… (169 characters)
    │ **3 min behind** the printed programme; the session ends at 18:58.
    │ Here: Yi Ma
    │ Last: the skip of **Noise and Fluctuation of Finite Learning Rate Stochastic Gradient Descent**, by <@4000> at 18:28
    [Start] [End] [+1 min] [+5 min] [Skip] [Swap next] [Undo] [Open Q&A] [Next question] [Answered] [Dismiss] [End Q&A]
    ");
    assert_snapshot!(story.channel(AUDIENCE), @"
    ── 17:50:00 ──
    **Deep Learning Theory 5** starts at 18:02, in 12 min.
    │ Deep Learning Theory 5
    │ Moderator: Yi Ma
    │ 18:02 · Oral · **Dissecting Supervised Constrastive Learning**
    │ Florian Graf · Christoph Hofer · Marc Niethammer · Roland Kwitt
    │ 18:27 · ~~Noise and Fluctuation of Finite Learning Rate Stochastic Gradient Descent~~ · cancelled
    │ 18:28 · Spotlight · **Tensor Programs IV: Feature Learning in Infinite-Width Neural Networks**
    │ Greg Yang · Edward Hu
    │ 18:33 · Spotlight · **Scaling Properties of Deep Residual Networks**
    │ Alain-Sam Cohen · Rama Cont · Alain Rossier · Renyuan Xu
    │ 18:38 · Spotlight · **Contrastive Learning Inverts the Data Generating Process**
    │ Roland S. Zimmermann · Yash Sharma · Steffen Schneider · Matthias Bethge · Wieland Brendel
    │ 18:43 · Spotlight · **Tensor Programs IIb: Architectural Universality Of Neural Tangent Kernel Training Dynamics**
    │ Greg Yang · Etai Littwin
    │ 18:48 · Spotlight · **Do We Actually Need Dense Over-Parameterization? In-Time Over-Parameterization in Sparse Training**
    │ Shiwei Liu · Lu Yin · Decebal Mocanu · Mykola Pechenizkiy
    │ 18:53 · **Q&A**
    [▾ Remind me of … (6)]
    [Schedule]

    ── 17:55:00 ──
    Moved: **Dissecting Supervised Constrastive Learning** is now at 18:02, in 7 min.
    [What's on now?]

    ── 18:00:00 ──
    Now: **Dissecting Supervised Constrastive Learning**
    │ Oral
    │ Dissecting Supervised Constrastive Learning
    │ **Florian Graf · Christoph Hofer · Marc Niethammer · Roland Kwitt**
    │ 18:02 – 18:27 · 25 min
    │ Minimizing cross-entropy over the softmax scores of a linear map compose… (1287 characters)
    │ Deep Learning Theory 5 · 1 of 6
    [Ask a question] [What's next?]

    ── 18:02:00 ──
    The programme has changed:
    │ - From **Noise and Fluctuation of Finite Learning Rate Stochastic Gradie… (175 characters)
    [What's on now?]

    ── 18:20:00 ──
    The programme has changed:
    │ - From **Noise and Fluctuation of Finite Learning Rate Stochastic Gradie… (175 characters)
    [What's on now?]

    ── 18:26:00 ──
    Cancelled: **Noise and Fluctuation of Finite Learning Rate Stochastic Gradient Descent**.
    [What's on now?]

    ── 18:27:00 ──
    Cancelled: **Noise and Fluctuation of Finite Learning Rate Stochastic Gradient Descent**.
    [What's on now?]

    ── 18:28:00 ──
    The programme has changed:
    │ - From **Tensor Programs IV: Feature Learning in Infinite-Width Neural N… (174 characters)
    [What's on now?]

    ── 18:28:00 ──
    Now: **Tensor Programs IV: Feature Learning in Infinite-Width Neural Networks**
    │ Spotlight
    │ Tensor Programs IV: Feature Learning in Infinite-Width Neural Networks
    │ **Greg Yang · Edward Hu**
    │ 18:28 – 18:33 · 5 min
    │ As its width tends to infinity, a deep neural network's behavior under g… (967 characters)
    │ Deep Learning Theory 5 · 2 of 6
    [Ask a question] [What's next?]

    ── 18:32:00 ──
    <@&3000> Spotlight at 18:33, in 1 min: **Scaling Properties of Deep Residual Networks** by Alain-Sam Cohen · Rama Cont · Alain Rossier · Renyuan Xu
    (pings @&3000)
    [Abstract]

    ── 18:33:00 ──
    Now: **Scaling Properties of Deep Residual Networks**
    │ Spotlight
    │ Scaling Properties of Deep Residual Networks
    │ **Alain-Sam Cohen · Rama Cont · Alain Rossier · Renyuan Xu**
    │ 18:33 – 18:38 · 5 min
    │ Residual networks (ResNets) have displayed impressive results in pattern… (1045 characters)
    │ Deep Learning Theory 5 · 3 of 6
    [Ask a question] [What's next?]

    ── 18:33:00 ──
    The programme has changed:
    │ - From **Contrastive Learning Inverts the Data Generating Process** on, … (158 characters)
    [What's on now?]

    ── 18:37:00 ──
    <@&3000> Spotlight at 18:38, in 1 min: **Contrastive Learning Inverts the Data Generating Process** by Roland S. Zimmermann · Yash Sharma · Steffen Schneider · Matthias Bethge · Wieland Brendel
    (pings @&3000)
    [Abstract]

    ── 18:38:00 ──
    Now: **Contrastive Learning Inverts the Data Generating Process**
    │ Spotlight
    │ Contrastive Learning Inverts the Data Generating Process
    │ **Roland S. Zimmermann · Yash Sharma · Steffen Schneider · Matthias Bethge · Wieland Brendel**
    │ 18:38 – 18:43 · 5 min
    │ Contrastive learning has recently seen tremendous success in self-superv… (892 characters)
    │ Deep Learning Theory 5 · 4 of 6
    [Ask a question] [What's next?]

    ── 18:42:00 ──
    <@&3000> Spotlight at 18:43, in 1 min: **Tensor Programs IIb: Architectural Universality Of Neural Tangent Kernel Training Dynamics** by Greg Yang · Etai Littwin
    (pings @&3000)
    [Abstract]

    ── 18:43:00 ──
    Now: **Tensor Programs IIb: Architectural Universality Of Neural Tangent Kernel Training Dynamics**
    │ Spotlight
    │ Tensor Programs IIb: Architectural Universality Of Neural Tangent Kernel Training Dynamics
    │ **Greg Yang · Etai Littwin**
    │ 18:43 – 18:48 · 5 min
    │ Yang (2020) recently showed that the Neural Tangent Kernel (NTK) at init… (886 characters)
    │ Deep Learning Theory 5 · 5 of 6
    [Ask a question] [What's next?]

    ── 18:47:00 ──
    <@&3000> Spotlight at 18:48, in 1 min: **Do We Actually Need Dense Over-Parameterization? In-Time Over-Parameterization in Sparse Training** by Shiwei Liu · Lu Yin · Decebal Mocanu · Mykola Pechenizkiy
    (pings @&3000)
    [Abstract]

    ── 18:48:00 ──
    Now: **Do We Actually Need Dense Over-Parameterization? In-Time Over-Parameterization in Sparse Training**
    │ Spotlight
    │ Do We Actually Need Dense Over-Parameterization? In-Time Over-Parameterization in Sparse Training
    │ **Shiwei Liu · Lu Yin · Decebal Mocanu · Mykola Pechenizkiy**
    │ 18:48 – 18:53 · 5 min
    │ In this paper, we introduce a new perspective on training deep neural ne… (1293 characters)
    │ Deep Learning Theory 5 · 6 of 6
    [Ask a question] [What's next?]

    ── 18:52:00 ──
    <@&3000> Q&A at 18:53, in 1 min: get your questions ready.
    (pings @&3000)
    [What's on now?]

    ── 18:53:00 ──
    **Q&A** in **Deep Learning Theory 5**, until 18:58. Ask the speakers with the button or /ask.
    │ The talks of this session
    │ 18:02 · Oral · **Dissecting Supervised Constrastive Learning**
    │ Florian Graf · Christoph Hofer · Marc Niethammer · Roland Kwitt
    │ 18:28 · Spotlight · **Tensor Programs IV: Feature Learning in Infinite-Width Neural Networks**
    │ Greg Yang · Edward Hu
    │ 18:33 · Spotlight · **Scaling Properties of Deep Residual Networks**
    │ Alain-Sam Cohen · Rama Cont · Alain Rossier · Renyuan Xu
    │ 18:38 · Spotlight · **Contrastive Learning Inverts the Data Generating Process**
    │ Roland S. Zimmermann · Yash Sharma · Steffen Schneider · Matthias Bethge · Wieland Brendel
    │ 18:43 · Spotlight · **Tensor Programs IIb: Architectural Universality Of Neural Tangent Kernel Training Dynamics**
    │ Greg Yang · Etai Littwin
    │ 18:48 · Spotlight · **Do We Actually Need Dense Over-Parameterization? In-Time Over-Parameterization in Sparse Training**
    │ Shiwei Liu · Lu Yin · Decebal Mocanu · Mykola Pechenizkiy
    [Ask a question] [All questions] [Schedule]

    ── 18:58:00 ──
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

    ── 17:56:00 ──
    Thank you, I have noted that you are there. **Deep Learning Theory 5** starts in 4 min. Your panel is in <#2001>.

    ── 18:17:00 ──
    **5 minutes left** for **Dissecting Supervised Constrastive Learning**.
    [Schedule]

    ── 18:20:00 ──
    **2 minutes left** for **Dissecting Supervised Constrastive Learning**.
    [Schedule]

    ── 18:22:00 ──
    **5 minutes left** for **Dissecting Supervised Constrastive Learning**.
    [Schedule]

    ── 18:25:00 ──
    **2 minutes left** for **Dissecting Supervised Constrastive Learning**.
    [Schedule]

    ── 18:26:00 ──
    **1 minute left** for **Dissecting Supervised Constrastive Learning**.
    [Schedule]

    ── 18:27:00 ──
    **Time is up** for **Dissecting Supervised Constrastive Learning**. Next: **Noise and Fluctuation of Finite Learning Rate Stochastic Gradient Descent**, at 18:27.
    [Schedule]

    ── 18:31:00 ──
    **2 minutes left** for **Tensor Programs IV: Feature Learning in Infinite-Width Neural Networks**.
    [Schedule]

    ── 18:32:00 ──
    **1 minute left** for **Tensor Programs IV: Feature Learning in Infinite-Width Neural Networks**.
    [Schedule]

    ── 18:33:00 ──
    **Time is up** for **Tensor Programs IV: Feature Learning in Infinite-Width Neural Networks**. Next: **Scaling Properties of Deep Residual Networks**, at 18:33.
    [Schedule]

    ── 18:36:00 ──
    **2 minutes left** for **Scaling Properties of Deep Residual Networks**.
    [Schedule]

    ── 18:37:00 ──
    **1 minute left** for **Scaling Properties of Deep Residual Networks**.
    [Schedule]

    ── 18:38:00 ──
    **Time is up** for **Scaling Properties of Deep Residual Networks**. Next: **Contrastive Learning Inverts the Data Generating Process**, at 18:38.
    [Schedule]

    ── 18:41:00 ──
    **2 minutes left** for **Contrastive Learning Inverts the Data Generating Process**.
    [Schedule]

    ── 18:42:00 ──
    **1 minute left** for **Contrastive Learning Inverts the Data Generating Process**.
    [Schedule]

    ── 18:43:00 ──
    **Time is up** for **Contrastive Learning Inverts the Data Generating Process**. Next: **Tensor Programs IIb: Architectural Universality Of Neural Tangent Kernel Training Dynamics**, at 18:43.
    [Schedule]

    ── 18:46:00 ──
    **2 minutes left** for **Tensor Programs IIb: Architectural Universality Of Neural Tangent Kernel Training Dynamics**.
    [Schedule]

    ── 18:47:00 ──
    **1 minute left** for **Tensor Programs IIb: Architectural Universality Of Neural Tangent Kernel Training Dynamics**.
    [Schedule]

    ── 18:48:00 ──
    **Time is up** for **Tensor Programs IIb: Architectural Universality Of Neural Tangent Kernel Training Dynamics**. Next: **Do We Actually Need Dense Over-Parameterization? In-Time Over-Parameterization in Sparse Training**, at 18:48.
    [Schedule]

    ── 18:48:00 ──
    **Yi Ma**: **Q&A in 5 minutes**, at 18:53, in **Deep Learning Theory 5**. It lasts until 18:58.
    [Schedule]

    ── 18:51:00 ──
    **2 minutes left** for **Do We Actually Need Dense Over-Parameterization? In-Time Over-Parameterization in Sparse Training**.
    [Schedule]

    ── 18:52:00 ──
    **1 minute left** for **Do We Actually Need Dense Over-Parameterization? In-Time Over-Parameterization in Sparse Training**.
    [Schedule]

    ── 18:53:00 ──
    **Time is up** for **Do We Actually Need Dense Over-Parameterization? In-Time Over-Parameterization in Sparse Training**. Next: **Q&A**, at 18:53.
    [Schedule]

    ── 18:53:00 ──
    **Yi Ma**: **Q&A now** in <#2000>, until 18:58.
    [Schedule]

    ── 18:56:00 ──
    **Yi Ma**: **2 minutes left** in the Q&A of **Deep Learning Theory 5**. It ends at 18:58.
    [Schedule]

    ── 18:57:00 ──
    **1 minute left** for **Q&A**.
    [Schedule]

    ── 18:58:00 ──
    **Time is up** for **Q&A**.
    [Schedule]
    ");
    panel_says(&story, "Over since").await;
    assert_snapshot!(story.panel(MODERATORS), @"
    │ Moderator's panel
    │ Deep Learning Theory 5
    │ Over since 18:58.
    │ **3 min behind** the printed programme; the session ends at 18:58.
    │ Here: Yi Ma
    │ Last: the skip of **Noise and Fluctuation of Finite Learning Rate Stochastic Gradient Descent**, by <@4000> at 18:28
    [Start] [End] [+1 min] [+5 min] [Skip] [Swap next] [Undo] [Open Q&A] [Next question] [Answered] [Dismiss] [End Q&A]
    ");

    let outbox = story.outbox().await;
    assert!(
        outbox.iter().all(|entry| entry.state != State::Missed),
        "nothing was missed for what was moved: {outbox:#?}"
    );

    let mut edits: Vec<Instant> = Vec::new();
    while let Ok(happening) = happenings.try_recv() {
        if let Happening::Edited(seen) = happening
            && is_panel(&seen.message)
        {
            edits.push(seen.arrived);
        }
    }
    assert!(edits.len() > 2, "the panel was kept true: {edits:?}");
    let apart = edits.windows(2).map(|pair| pair[1] - pair[0]).min().unwrap();
    assert!(apart > Duration::from_millis(1900), "two edits came {apart:?} after one another");
}
