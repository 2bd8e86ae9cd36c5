//! Who the moderators and speakers are is said by command.

use insta::assert_snapshot;
use serde_json::json;
use talkbell::rehearsal::Member;

use crate::desk::{chooses, halls, offered, orders, organised, picks, presses, read, told};
use crate::support::harness::Harness;
use crate::support::stage::{ADA, GRACE, MODERATORS, Stage, YI_MA};

const NAME: &str = "A name, to say who that is";
const MEMBER: &str = "The member who that is";
/// A member called Emmy.
const EMMY: u64 = 4200;

fn stage() -> Stage {
    let mut stage = organised(Stage::two_rooms().without_moderator_ids().without_bell());
    stage.world.members.push(Member { nick: Some("Emmy".to_owned()), ..Member::attendee(EMMY, "noether1882") });
    stage
}

async fn qa(story: &Harness, user: u64) -> String {
    read(&story.discord.command(user, MODERATORS, "qa show", json!({})).await.unwrap().message.unwrap())
}

#[tokio::test]
async fn members_with_the_names_of_the_programme_are_suggested_and_called_once_somebody_says_so() {
    let mut story = Harness::begin(stage(), "17:46").await;
    assert!(story.channel(MODERATORS).contains("Yi Ma"), "nobody knows yet who that is");
    assert_eq!(story.direct(YI_MA), "");
    let shown = orders(&story, ADA, "moderators", json!({})).await;
    assert_snapshot!(read(&shown), @r"
    Who the people of **Two Halls** are on Discord. Whoever is known here is called, checks in, has time cards and may moderate their sessions. For one name: /conference moderators name:
    │ 💡 **Yi Ma** → <@4000>? · moderator
    │ 💡 **Grace Hopper** → <@4100>? · moderator
    │ 💡 **Emmy** → <@4200>?
    │ **Sofia** · not known yet
    [▾ A name, to say who that is (4)]
    [Use these (3)]
    ");
    let done = presses(&story, &shown, "Use these (3)").await;
    assert_snapshot!(read(&done), @r"
    Done: 3 are set.
    Who the people of **Two Halls** are on Discord. Whoever is known here is called, checks in, has time cards and may moderate their sessions. For one name: /conference moderators name:
    │ **Yi Ma** → <@4000> · moderator
    │ **Grace Hopper** → <@4100> · moderator
    │ **Emmy** → <@4200>
    │ **Sofia** · not known yet
    [▾ A name, to say who that is (4)]
    ");
    story.landed().await;
    assert_snapshot!(story.direct(YI_MA), @r"
    ── 17:46:00 ──
    **Yi Ma**: **Graphs** starts at 18:00, in 14 min, in <#2000>. Please be there and check your microphone.
    2 talks, 18:00 – 18:50. The Q&A is at 18:40.
    [I'm here] [Schedule]
    ");
    assert!(story.direct(EMMY).contains("you speak in **Graphs**"), "a speaker who is known is called, too");
    story.restart().await;
    story.at("17:50").await;
    let again = story.direct(YI_MA);
    assert!(again.contains("I do not know yet whether you are there"), "{again}");
    story.at("18:15").await;
    assert!(story.direct(EMMY).contains("**5 minutes left** for **Walks**"));
}

#[tokio::test]
async fn whoever_is_named_by_hand_may_moderate_until_it_is_taken_back() {
    let mut story = Harness::begin(stage(), "18:05").await;
    assert!(qa(&story, GRACE).await.contains("Only the moderators"), "{}", qa(&story, GRACE).await);
    let shown = orders(&story, ADA, "moderators", json!({})).await;
    let editor = picks(&story, &shown, NAME, "Grace Hopper").await;
    assert_snapshot!(read(&editor), @r"
    I do not know yet who **Grace Hopper** is on Discord.
    Calls, reminders and permissions follow at once.
    [Forget who that is] [Back]
    ");
    let done = chooses(&story, &editor, MEMBER, &GRACE.to_string()).await;
    assert!(read(&done).starts_with("**Grace Hopper** is <@4100>. Calls, reminders"), "{}", read(&done));
    story.landed().await;
    assert!(story.direct(GRACE).contains("**Trees** started 5 min ago"), "the call is not too late");
    assert!(qa(&story, GRACE).await.contains("Trees"), "{}", qa(&story, GRACE).await);
    let editor = picks(&story, &done, NAME, "Grace Hopper").await;
    let gone = presses(&story, &editor, "Forget who that is").await;
    assert!(read(&gone).starts_with("I do not know any more who **Grace Hopper** is."), "{}", read(&gone));
    assert!(qa(&story, GRACE).await.contains("Only the moderators"));
    story.at("18:20").await;
    assert_eq!(story.direct(GRACE), "", "no time cards for whoever is not known");
}

#[tokio::test]
async fn a_name_that_two_members_bear_is_not_suggested() {
    let mut stage = stage();
    stage.world.members.push(Member::attendee(4300, "yi.ma"));
    let story = Harness::begin(stage, "17:40").await;
    let shown = told(&story, "moderators", json!({})).await;
    assert!(!shown.contains("💡 **Yi Ma**") && shown.contains("💡 **Grace Hopper**"), "{shown}");
}

#[tokio::test]
async fn a_name_is_found_by_what_is_typed_of_it() {
    let story = Harness::begin(halls(), "17:40").await;
    assert_eq!(offered(&story, "moderators", "name", "m").await, ["Yi Ma", "Emmy"]);
    assert_snapshot!(told(&story, "moderators", json!({"name": "Grace Hoper"})).await, @"The programme does not name “Grace Hoper”. Did you mean “Grace Hopper”?");
    assert_snapshot!(told(&story, "moderators", json!({"name": "Nobody"})).await, @"The programme does not name “Nobody”. Type a part of a name, and choose from the list.");
    // The configuration says who that is.
    assert_snapshot!(told(&story, "moderators", json!({"name": "yi ma"})).await, @r"
    **Yi Ma** is <@4000>. That stands in the configuration file, and is changed there.
    [Forget who that is] [Back]
    ");
}
