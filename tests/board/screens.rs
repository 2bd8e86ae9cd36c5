//! The board in real browsers, two at once.

use talkbell::questions::QaAct;

use crate::browser::Browser;
use crate::room::{Asked, Room, TENSOR_PROGRAMS};

/// What stands in the list, from the top: votes and text.
pub const LIST: &str = "[...document.querySelectorAll('#questions > li')].map((row) => \
    row.querySelector('.count').textContent + ' ' + row.querySelector('.text').textContent).join(' | ')";

fn list_is(questions: &str) -> String {
    format!("{LIST} === {}", serde_json::to_string(questions).unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn two_screens_follow_the_hall_and_a_restart() {
    let mut room = Room::at("18:10").await;
    room.keeps_its_address();
    let (mut hall, mut phone) = tokio::join!(Browser::open(1280, 720), Browser::open(390, 844));
    hall.visit(&room.board()).await;
    phone.visit(&room.desk()).await;
    hall.until("document.getElementById('empty').textContent.startsWith('No questions yet')").await;
    phone.until("document.querySelectorAll('.untouched').length === 7").await;

    let one = room.asks("Does it scale?").await;
    let two = room.asks_so(Asked { text: "Which width?", talk: TENSOR_PROGRAMS, ..Asked::default() }).await;
    room.asks_so(Asked { text: "A held one?", held: true, ..Asked::default() }).await;
    room.want(two, 1).await;
    hall.until(&list_is("1 Which width? | 0 Does it scale?")).await;
    phone.until("document.querySelector('#held .text')?.textContent === 'A held one?'").await;
    phone.until("document.querySelector('#next .text')?.textContent === 'Which width?'").await;
    // Ada presses the button on Discord, and again, and again.
    let most_wanted = room.looks_at_the_questions().await;
    for votes in [2, 1, 2] {
        room.ada_presses(&most_wanted).await;
        hall.until(&list_is(&format!("{votes} Which width? | 0 Does it scale?"))).await;
    }
    room.ada_presses(&most_wanted).await;
    room.want(one, 2).await;
    hall.until(&list_is("2 Does it scale? | 1 Which width?")).await;
    room.moderator(QaAct::TakeUp(two)).await;
    let lit = "document.querySelector('#current:not([hidden])')?.innerText.includes('Which width?') === true";
    hall.until(lit).await;
    phone.until(lit).await;

    // The clock stands still in a story, and so does what is left.
    hall.until("document.getElementById('time').textContent === '10:00'").await;
    room.story.at("18:11").await;
    phone.until("document.getElementById('time').textContent === '9:00'").await;

    hall.evaluate("window.same = 'page'").await;
    room.story.stop().await;
    hall.until("!document.getElementById('lost').hidden").await;
    assert_eq!(
        hall.text("document.querySelector('#current-text').textContent").await,
        "Which width?",
        "the last state stays"
    );
    room.story.start().await.unwrap();
    room.want(one, 1).await;
    hall.until(&list_is("3 Does it scale?")).await;
    hall.until("document.getElementById('lost').hidden").await;
    phone.until("document.querySelector('.pile .count')?.textContent === '3'").await;
    assert_eq!(hall.text("window.same").await, "page", "it came back by itself, without being loaded again");
}

#[tokio::test(flavor = "multi_thread")]
async fn foreign_text_is_shown_to_the_letter_and_never_runs() {
    let room = Room::at("18:10").await;
    let evil =
        "</script><img src=x onerror=\"window.evil=1\"><b>bold</b> & <style>*{display:none}</style> \u{202e}fdp.exe";
    let name = "<i>Eve</i>\"'><script>window.evil=1</script>";
    let asked = room.asks_so(Asked { text: evil, name, talk: TENSOR_PROGRAMS, held: false }).await;
    room.asks_so(Asked {
        text: "هل يعمل هذا مع **الشبكات** الكبيرة؟ 👩‍👩‍👧", name: "سارة", ..Asked::default()
    })
    .await;
    let (mut hall, mut phone) = tokio::join!(Browser::open(1280, 720), Browser::open(390, 844));
    hall.visit(&room.board()).await;
    phone.visit(&room.desk()).await;
    let shown = "</script><img src=x onerror=\"window.evil=1\"><b>bold</b> & <style>*{display:none}</style> fdp.exe";
    let is_shown = format!(
        "[...document.querySelectorAll('.text')].some((it) => it.textContent === {})",
        serde_json::to_string(shown).unwrap()
    );
    hall.until(&is_shown).await;
    phone.until(&is_shown).await;
    let arabic = "getComputedStyle([...document.querySelectorAll('.text')].at(-1)).direction";
    assert_eq!(hall.text(arabic).await, "rtl");
    room.moderator(QaAct::TakeUp(asked)).await;
    hall.until("document.querySelector('#current-about').textContent.startsWith('<i>Eve</i>')").await;
    for browser in [&mut hall, &mut phone] {
        let elements = "document.querySelectorAll('img, b, i, main style, main script').length + (window.evil ?? 0)";
        assert_eq!(browser.evaluate(elements).await, 0);
        assert_eq!(browser.complaints, [""; 0], "no script is refused, for none is tried");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn sixty_questions_are_readable_from_ten_metres() {
    let room = Room::at("18:52").await;
    for number in 1..=60 {
        let text =
            format!("Question {number}: how does the bound depend on the width of the network, and is it tight?");
        room.asks(&text).await;
    }
    let long = room.asks(&"Why is it that the proof needs all of these assumptions at once? ".repeat(7)).await;
    room.moderator(QaAct::TakeUp(long)).await;
    let mut hall = Browser::open(1920, 1080).await;
    hall.visit(&room.board()).await;
    for (width, height) in [(1920, 1080), (1280, 720), (1024, 768)] {
        hall.resize(width, height).await;
        hall.until("document.querySelectorAll('#questions > li').length === 60").await;
        let shown = "document.querySelectorAll('#questions > li:not(.beyond)').length";
        hall.until(&format!(
            "innerHeight === {height} && {shown} > 0 && \
             document.getElementById('more').textContent === `… and ${{60 - {shown}}} more`"
        ))
        .await;
        let smallest = hall.evaluate(
            "Math.min(...[...document.querySelectorAll('body *')].filter((it) => it.offsetParent && !it.children.length \
             && it.textContent.trim() && !it.matches('.arrow')).map((it) => parseFloat(getComputedStyle(it).fontSize))) / innerHeight",
        );
        let smallest = smallest.await.as_f64().unwrap();
        assert!(smallest >= 0.0279, "at {width}×{height} the smallest type is {smallest} of the height");
        let overflows = hall.evaluate(
            "document.documentElement.scrollHeight > innerHeight || document.documentElement.scrollWidth > innerWidth \
             || [...document.querySelectorAll('#questions > li:not(.beyond), #current, footer')].some((it) => \
             it.getBoundingClientRect().bottom > innerHeight)",
        );
        assert_eq!(overflows.await, false, "at {width}×{height} nothing is cut off");
        let whole = "document.getElementById('current-text').scrollHeight <= document.getElementById('current-text').clientHeight + 1";
        assert_eq!(hall.evaluate(whole).await, true, "what is asked is shown whole at {width}×{height}");
    }
    hall.visit(&(room.board() + "?view=list")).await;
    hall.until("document.querySelectorAll('#questions > li:not(.beyond)').length === 60").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_board_is_dark_or_light_or_lets_the_stream_through() {
    let room = Room::at("18:10").await;
    let question = room.asks("Does it scale?").await;
    let mut browser = Browser::open(1280, 720).await;
    let ground = "getComputedStyle(document.body).backgroundColor";
    let (dark, light) = ("rgb(11, 13, 18)", "rgb(255, 255, 255)");
    for (prefers, address, colour) in [
        ("dark", room.board(), dark),
        ("light", room.board(), light),
        ("light", room.board() + "?theme=dark", dark),
        ("dark", room.board() + "?theme=light", light),
        ("light", room.board() + "?theme=none-of-these&view=nor-this", light),
        ("light", room.desk() + "?theme=dark", dark),
    ] {
        browser.prefers(prefers).await;
        browser.visit(&address).await;
        browser.until(&format!("{ground} === '{colour}'")).await;
    }
    browser.visit(&(room.board() + "?view=overlay")).await;
    browser.until("document.body.dataset.shown > 0").await;
    let through = "[document.documentElement, document.body].every((it) => getComputedStyle(it).backgroundColor === 'rgba(0, 0, 0, 0)')";
    assert_eq!(browser.evaluate(through).await, true);
    assert_eq!(
        browser.text("document.body.innerText").await.split_whitespace().next(),
        Some("10:00"),
        "only the clock"
    );
    room.moderator(QaAct::TakeUp(question)).await;
    browser.until("document.body.innerText.includes('Does it scale?')").await;
    assert_eq!(browser.complaints, [""; 0]);
}
