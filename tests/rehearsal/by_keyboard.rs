//! The page by its keys alone.

use serde_json::json;

use crate::browser::Browser;
use crate::hall::{MESSAGES, begin, nothing_yet, press, tabs_to, types};
use crate::support::page::SAMPLE;

fn shows(text: &str) -> String {
    format!("{MESSAGES}.includes({})", json!(text))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_is_asked_by_button_and_form_and_stands_on_the_board() {
    let mut story = begin("17:55").await;
    story.at("18:06").await;
    let mut browser = Browser::open(1280, 800).await;
    browser.visit(&story.discord.page_url()).await;
    browser.until(&shows("Ask a question")).await;

    tabs_to(&mut browser, "Ask a question").await;
    press(&mut browser, "Enter").await;
    browser.until("document.querySelector('dialog[open] textarea') === document.activeElement").await;
    // Sent off too early, it says what is missing.
    tabs_to(&mut browser, "Submit").await;
    press(&mut browser, "Enter").await;
    browser.until("document.querySelector('.complaint').textContent === 'This field is needed.'").await;
    types(&mut browser, "Why is the bound tight?").await;
    tabs_to(&mut browser, "Submit").await;
    press(&mut browser, "Enter").await;
    browser.until("!document.querySelector('dialog')").await;
    browser.until(&shows("Your question #1")).await;
    browser.until(&shows("Only you can see this")).await;

    tabs_to(&mut browser, "More about this message").await;
    press(&mut browser, "Enter").await;
    tabs_to(&mut browser, "Why this message?").await;
    press(&mut browser, "Enter").await;
    browser.until("[...document.querySelectorAll('.used')].at(-1).innerText.includes('Why this message?')").await;

    press(&mut browser, "/").await;
    types(&mut browser, "questions").await;
    browser.until("document.querySelector('#suggestions .active')?.innerText.startsWith('/questions')").await;
    press(&mut browser, "Enter").await;
    press(&mut browser, "Enter").await;
    browser.until("[...document.querySelectorAll('.embed')].some((it) => it.innerText.includes('Why is the bound tight?') && it.innerText.includes('no votes yet'))").await;
    assert_eq!(browser.complaints, [""; 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_conference_is_set_up_and_its_programme_handed_over_as_a_file() {
    let story = nothing_yet("17:40").await;
    let mut browser = Browser::open(1280, 800).await;
    browser.visit(&story.discord.page_url()).await;
    browser.until("document.querySelector('[data-channel]') !== null").await;
    begins(&mut browser, "conference setup", "text").await;
    types(&mut browser, "Theory 5").await;
    press(&mut browser, "Enter").await;
    browser.until(&shows("Setting up Theory 5")).await;
    // A form, with nothing but the year in it.
    tabs_to(&mut browser, "Address, zone, year…").await;
    press(&mut browser, "Enter").await;
    browser.until("document.querySelector('dialog[open] input') === document.activeElement").await;
    tabs_to(&mut browser, "Year").await;
    types(&mut browser, "2021").await;
    press(&mut browser, "Enter").await;
    browser.until("!document.querySelector('dialog')").await;
    // A menu, of which the first is chosen.
    tabs_to(&mut browser, "The channel for announcements").await;
    press(&mut browser, "ArrowDown").await;
    browser.until("document.querySelector('.select-list:not([hidden])') === document.activeElement").await;
    press(&mut browser, "Enter").await;
    browser.until(&shows("Announcements: #theory-5")).await;
    tabs_to(&mut browser, "Set it up").await;
    press(&mut browser, "Enter").await;
    browser.until(&shows("Theory 5 is set up.")).await;

    // What is called so needs its address to be written with care.
    let file = story.folder().join("the programme, 50% of it?.txt");
    std::fs::write(&file, SAMPLE).unwrap();
    begins(&mut browser, "conference import", "file").await;
    press(&mut browser, "Escape").await;
    begins(&mut browser, "conference import", "file").await;
    let field = browser.call("Runtime.evaluate", json!({"expression": "document.activeElement"})).await;
    let chosen = json!({"files": [file], "objectId": field["result"]["objectId"]});
    browser.call("DOM.setFileInputFiles", chosen).await;
    press(&mut browser, "Enter").await;
    browser.until(&shows("This is what I understood.")).await;
    tabs_to(&mut browser, "Apply").await;
    press(&mut browser, "Enter").await;
    browser.until(&shows("Applied: the programme is in force")).await;
    assert_eq!(browser.complaints, [""; 0]);
}

/// Types a command and takes it from the list; its first field has the focus then.
async fn begins(browser: &mut Browser, command: &str, kind: &str) {
    press(browser, "/").await;
    types(browser, command).await;
    browser.until(&format!("document.querySelector('#suggestions .active')?.innerText.startsWith('/{command}')")).await;
    press(browser, "Enter").await;
    browser.until(&format!("document.activeElement.matches('.option input[type={kind}]')")).await;
}
