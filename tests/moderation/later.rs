//! Buttons, menus and forms that are used a week later, after a restart: each says something sensible, and does no harm.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use insta::assert_snapshot;
use serde_json::json;
use talkbell::announce::{ChannelId, GuildId, UserId};
use talkbell::app::{Answer, Asked, Asker, Question};
use talkbell::text::{Action, Asking, ComponentId, Moderate, Organising, Press, QaPress, SetupStep, View};

use crate::support::harness::Harness;
use crate::support::moderator::{panel_says, presses_directly, presses_panel};
use crate::support::people::{CROWD, someone};
use crate::support::stage::{ADA, AUDIENCE, GUILD, MODERATORS, Stage, YI_MA};

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "every kind of button in one table")]
async fn a_button_that_is_used_a_week_later_answers_something_sensible() {
    let mut story = Harness::begin(Stage::sample().with_guests(2), "17:40").await;
    story.at("18:02").await;
    presses_directly(&story, YI_MA, "I'm here").await;
    for (guest, question) in [(0, "Is it convex?"), (1, "How large was the sample?")] {
        someone(&story, CROWD + guest, AUDIENCE).orders("ask", json!({"question": question})).await;
    }
    story.at("18:50").await;
    panel_says(&story, "2 questions are open").await;
    presses_panel(&story, YI_MA, "Next question").await;
    someone(&story, YI_MA, MODERATORS).orders("qa end", json!({})).await;
    story.landed().await;
    story.at("19:00").await;
    story.stop().await;
    story.clock.step(TimeDelta::days(7));
    story.start().await.unwrap();

    let session = || "deep-learning-theory-5".parse().unwrap();
    let schedule = story.app().conferences.iter().next().unwrap().schedule();
    let talk = || schedule.talks().next().unwrap().talk.id.clone();
    let question = |number| talkbell::questions::QuestionId::new(number).unwrap();
    let act = || talkbell::questions::ActId::new(1).unwrap();
    let asking = Action::Questions;
    let moderate = |what| Action::Questions(Asking::Moderate(what));
    let organise = Action::Organise;
    let audience: Vec<(&str, Action)> = vec![
        ("what is on", Action::Now),
        ("what comes next", Action::Next),
        ("schedule", Action::Schedule(session())),
        ("another page of sessions", Action::Sessions(session(), 3)),
        ("abstract", Action::Abstract(talk(), 0)),
        ("abstract of a talk that is gone", Action::Abstract("gone".parse().unwrap(), 2)),
        ("I'm here", Action::Here(session())),
        ("ask about a talk", asking(Asking::About(talk()))),
        ("ask everybody", asking(Asking::ToAll(session()))),
        ("ask about one of them", asking(Asking::Which(session()))),
        ("ask anyway", asking(Asking::Anyway(17))),
        ("upvote instead", asking(Asking::Instead(question(2)))),
        ("edit", asking(Asking::Edit(question(1)))),
        ("withdraw", asking(Asking::Withdraw(question(1)))),
        ("vote", asking(Asking::Vote(question(2), View::Session(session()), 0))),
        ("vote for what is answered", asking(Asking::Vote(question(1), View::Session(session()), 0))),
        ("vote for what is gone", asking(Asking::Vote(question(99), View::Session(session()), 0))),
        ("another page of questions", asking(Asking::Board(View::Talk(talk()), 7))),
        ("all questions", asking(Asking::Show(View::Session(session())))),
        ("questions of a session that is gone", asking(Asking::Show(View::Session("gone".parse().unwrap())))),
        ("remind me", Action::Remind(talk())),
        ("remind me no longer", Action::Unremind(talk())),
        ("my reminders", Action::Reminders),
        ("keep my reminders", Action::KeepReminders),
        ("drop all reminders", Action::DropReminders(false)),
        ("drop all reminders for sure", Action::DropReminders(true)),
    ];
    let chosen: Vec<(&str, Action, String)> = vec![
        ("choose an abstract", Action::PickAbstract, talk().to_string()),
        ("choose a session", Action::PickSession, "gone".to_owned()),
        ("choose a day", Action::PickDay, "2021-07-21".to_owned()),
        ("choose what to ask about", asking(Asking::Chosen(session())), talk().to_string()),
        ("choose what words are about", asking(Asking::ChosenFor(17)), talk().to_string()),
        ("choose a reminder", Action::RemindOf, talk().to_string()),
        ("choose a reminder to drop", Action::DropReminder, talk().to_string()),
        ("choose another talk", Action::Other(Press::Skip, session()), talk().to_string()),
        ("choose a channel", organise(Organising::Setup(SetupStep::Channel, 3)), AUDIENCE.to_string()),
    ];
    let mut moderators: Vec<(&str, Action)> = vec![
        ("confirm", Action::Confirm(Press::Five, 0, talk())),
        ("confirm an undoing", Action::ConfirmUndo(0, session())),
        ("open the Q&A", moderate(Moderate::Open(session()))),
        ("end the Q&A", moderate(Moderate::End(session()))),
        ("next question", moderate(Moderate::Next(session(), Some(question(2))))),
        ("answered", moderate(Moderate::Answered(question(1)))),
        ("dismiss", moderate(Moderate::Dismiss(question(1)))),
        ("put back", moderate(Moderate::PutBack(question(1)))),
        ("approve", moderate(Moderate::Approve(question(1)))),
        ("undo", moderate(Moderate::Undo(session(), act()))),
        ("ask the prompt", moderate(Moderate::Seed("gone".parse().unwrap()))),
        ("renew the board", moderate(Moderate::RenewBoard(session()))),
        ("apply a change", organise(Organising::HeldApply)),
        ("keep the programme", organise(Organising::HeldKeep)),
        ("accept", organise(Organising::Accept(3))),
        ("discard", organise(Organising::Discard(3))),
        ("look at a programme", organise(Organising::Setup(SetupStep::Look, 3))),
    ];
    moderators.extend(Press::ALL.map(|press| (press.code(), Action::Panel(press, session()))));
    let stale = |press| (press, Action::PanelQa(press, Some(question(2)), session()));
    moderators.extend(QaPress::ALL.map(stale).map(|(press, action)| (press.code(), action)));

    let conference = || "icml2021-dlt5".parse().unwrap();
    let custom_id = |action| ComponentId { conference: conference(), action, notice: None }.to_string();
    let mut told = Vec::new();
    for (what, action) in audience {
        told.push((what, answered(&story, CROWD, Question::Pressed(custom_id(action))).await));
    }
    for (what, action, value) in chosen {
        let question = Question::Chosen { id: custom_id(action), values: vec![value] };
        told.push((what, answered(&story, YI_MA, question).await));
    }
    for (what, action) in moderators {
        told.push((what, answered(&story, YI_MA, Question::Pressed(custom_id(action))).await));
    }
    let fields = BTreeMap::from([("question".to_owned(), "Am I late?".to_owned())]);
    let form = Question::Submitted { id: custom_id(asking(Asking::About(talk()))), fields: fields.clone() };
    told.push(("a form that was left open", answered(&story, ADA, form).await));
    let form = Question::Submitted { id: custom_id(asking(Asking::Edit(question(1)))), fields };
    told.push(("an edit that was left open", answered(&story, CROWD, form).await));
    for nonsense in ["", "p-next/icml2021-dlt5/deep-learning-theory-5/", "qv1/x/y/z", "///////", "plan/gone/gone/"] {
        told.push(("what no button of ours asks", answered(&story, ADA, Question::Pressed(nonsense.to_owned())).await));
    }
    let table: Vec<String> = told.iter().map(|(what, answer)| format!("{what:<36} {answer}")).collect();
    assert_snapshot!(table.join("\n"), @"
    what is on                           Nothing runs any more: **Deep Learning Theory 5** ended <t:1626918900:R>, at <t:1626918900:f>.
    what comes next                      Nothing runs any more: **Deep Learning Theory 5** ended <t:1626918900:R>, at <t:1626918900:f>.
    schedule                             Ended <t:1626918900:R>.
    another page of sessions             (instead) Ended <t:1626918900:R>.
    abstract                             Ended <t:1626916800:R>.
    abstract of a talk that is gone      This button belongs to a programme that I no longer carry. /schedule shows the current one.
    I'm here                             That button is for the moderators and speakers of **Deep Learning Theory 5**. If you are one of them, please ask an organiser to tell me who you are.
    ask about a talk                     The Q&A of this session is over, so nobody would answer a new question here. Its threads are open to all.
    ask everybody                        The Q&A of this session is over, so nobody would answer a new question here. Its threads are open to all.
    ask about one of them                The Q&A of this session is over, so nobody would answer a new question here. Its threads are open to all.
    ask anyway                           (instead) I no longer have the words that you wrote. Please ask once more.
    upvote instead                       (instead) You want **#2** answered too. It has 1 vote:
    edit                                 **#1** is answered, so it cannot be changed any more:
    withdraw                             **#1** is answered, so it cannot be changed any more:
    vote                                 (instead) **Questions** · Deep Learning Theory 5
    vote for what is answered            (instead) **Questions** · Deep Learning Theory 5
    vote for what is gone                That question is no longer there.
    another page of questions            (instead) **Questions** · Dissecting Supervised Constrastive Learning
    all questions                        **Questions** · Deep Learning Theory 5
    questions of a session that is gone  This button belongs to a programme that I no longer carry. /schedule shows the current one.
    remind me                            **Dissecting Supervised Constrastive Learning** is over.
    remind me no longer                  (instead) I will not remind you of **Dissecting Supervised Constrastive Learning**.
    my reminders                         You have no reminders. Press **Remind me** under a talk, or use /remind.
    keep my reminders                    (instead) You have no reminders. Press **Remind me** under a talk, or use /remind.
    drop all reminders                   (instead) You have no reminders to drop.
    drop all reminders for sure          (instead) You had no reminders.
    choose an abstract                   Ended <t:1626916800:R>.
    choose a session                     (instead) This button belongs to a programme that I no longer carry. /schedule shows the current one.
    choose a day                         (instead) Ended <t:1626918900:R>.
    choose what to ask about             The Q&A of this session is over, so nobody would answer a new question here. Its threads are open to all.
    choose what words are about          (instead) I no longer have the words that you wrote. Please ask once more.
    choose a reminder                    **Dissecting Supervised Constrastive Learning** is over.
    choose a reminder to drop            (instead) You have no reminders. Press **Remind me** under a talk, or use /remind.
    choose another talk                  (instead) That talk is over, so there is nothing to change about it.
    choose a channel                     I no longer know what this was about. Please give the command once more.
    confirm                              (instead) That talk is over, so there is nothing to change about it.
    confirm an undoing                   (instead) Somebody was a moment faster. Nothing was done twice; the panel shows how it stands now.
    open the Q&A                         (instead) The session has been over since <t:1626918900:f>, <t:1626918900:R>, so nobody is there to be asked. What is left can be answered in its threads.
    end the Q&A                          (instead) The Q&A has ended already.
    next question                        (instead) The session has been over since <t:1626918900:f>, <t:1626918900:R>, so nobody is there to be asked. What is left can be answered in its threads.
    answered                             (instead) That does not go: the question is answered.
    dismiss                              (instead) That does not go: the question is answered.
    put back                             (instead) That does not go: the question is answered.
    approve                              (instead) That does not go: the question is answered.
    undo                                 (instead) Someone was a moment quicker, so nothing was done. This is how it stands now:
    ask the prompt                       This button belongs to a programme that I no longer carry. /schedule shows the current one.
    renew the board                      (instead) The board is not shown on the web. The organisers can have that changed, with public_url under [web] in talkbell's configuration.
    apply a change                       Only the organisers can do that: those who manage this server, or who hold its organiser role.
    keep the programme                   Only the organisers can do that: those who manage this server, or who hold its organiser role.
    accept                               I no longer know what this was about. Please give the command once more.
    discard                              (instead) Discarded; nothing changed.
    look at a programme                  I no longer know what this was about. Please give the command once more.
    start                                No talk is left to start.
    end                                  Nothing runs just now, so there is nothing to end.
    one                                  Nothing runs just now, so there is nothing to make longer.
    five                                 Nothing runs just now, so there is nothing to make longer.
    skip                                 No talk is left to skip.
    swap                                 No talk is left to swap.
    undo                                 Undo the end of the Q&A? No talk moves.
    open                                 The session has been over since <t:1626918900:f>, <t:1626918900:R>, so nobody is there to be asked. What is left can be answered in its threads.
    next                                 The session has been over since <t:1626918900:f>, <t:1626918900:R>, so nobody is there to be asked. What is left can be answered in its threads.
    done                                 The Q&A had moved on when you pressed, so I did nothing.
    drop                                 The Q&A had moved on when you pressed, so I did nothing.
    close                                The Q&A is not open.
    a form that was left open            The Q&A of this session is over, so nobody would answer a new question here. Its threads are open to all.
    an edit that was left open           **#1** is answered, so it cannot be changed any more:
    what no button of ours asks          This button belongs to a programme that I no longer carry. /schedule shows the current one.
    what no button of ours asks          This button belongs to a programme that I no longer carry. /schedule shows the current one.
    what no button of ours asks          This button belongs to a programme that I no longer carry. /schedule shows the current one.
    what no button of ours asks          This button belongs to a programme that I no longer carry. /schedule shows the current one.
    what no button of ours asks          This button belongs to a programme that I no longer carry. /schedule shows the current one.
    ");
}

/// The first line of what somebody is answered.
async fn answered(story: &Harness, user: u64, question: Question) -> String {
    let asker = Asker {
        user: UserId::new(user).unwrap(),
        name: "Somebody".to_owned(),
        roles: Vec::new(),
        manages_server: false,
        locale: None,
    };
    let channel = if user == YI_MA { MODERATORS } else { AUDIENCE };
    let (guild, channel) = (GuildId::new(GUILD), ChannelId::new(channel).unwrap());
    let asked = Asked { id: 1, guild, channel, asker, public: false, question };
    let first = |content: &str, embed: Option<&talkbell::text::Embed>| {
        let embed = embed.map(|embed| embed.title.clone().unwrap_or_else(|| embed.description.clone()));
        let text = if content.is_empty() { embed.unwrap_or_default() } else { content.to_owned() };
        text.lines().next().unwrap_or_default().to_owned()
    };
    match story.app().respond(&asked).await {
        Answer::Message { message, .. } => first(&message.content, message.embed.as_ref()),
        Answer::Update(message) => format!("(instead) {}", first(&message.content, message.embed.as_ref())),
        Answer::Modal(modal) => format!("(form) {}", modal.title),
        Answer::Choices(choices) => format!("({} offers)", choices.len()),
    }
}
