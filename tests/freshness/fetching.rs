//! What is fetched, and what is not.

use std::time::Duration;

use axum::http::header;
use talkbell::config::{Address, FetchSettings};
use talkbell::fetch::{FetchError, Fetched, Fetcher, Validators};

use crate::source::{Says, Web};

fn fetcher(allow_hosts: &[&str]) -> Fetcher {
    let allow_hosts = allow_hosts.iter().map(ToString::to_string).collect();
    Fetcher::new(&FetchSettings { allow_hosts, timeout: Duration::from_secs(2) })
}

async fn fetched(fetcher: &Fetcher, url: &str) -> Result<(String, Validators), FetchError> {
    match fetcher.fetch(&Address::parse(url).unwrap(), None).await? {
        Fetched::New(bytes, validators) => Ok((String::from_utf8(bytes).unwrap(), validators)),
        Fetched::Unchanged => panic!("nothing was known"),
    }
}

async fn refused(fetcher: &Fetcher, url: &str) -> String {
    fetched(fetcher, url).await.expect_err("it is refused").to_string()
}

#[tokio::test]
async fn what_has_not_changed_is_not_sent_again() {
    let web = Web::start(Says::Text("a programme".to_owned())).await;
    let fetcher = fetcher(&["127.0.0.1"]);
    let address = Address::parse(&web.url("/schedule")).unwrap();
    let (text, validators) = fetched(&fetcher, &web.url("/schedule")).await.unwrap();
    assert_eq!(text, "a programme");
    assert!(matches!(fetcher.fetch(&address, Some(&validators)).await, Ok(Fetched::Unchanged)));
    web.says(Says::Text("another programme".to_owned()));
    assert!(matches!(fetcher.fetch(&address, Some(&validators)).await, Ok(Fetched::New(..))));
    let known: Vec<bool> = web.asked().iter().map(|it| it.headers.contains_key(header::IF_NONE_MATCH)).collect();
    assert_eq!(known, [false, true, true]);
}

#[tokio::test]
async fn nothing_inside_is_asked_unless_the_configuration_allows_it() {
    let web = Web::start(Says::Text("a secret".to_owned())).await;
    let port = Address::parse(&web.url("/")).unwrap().url().port().unwrap();
    let stranger = fetcher(&[]);
    insta::assert_snapshot!(refused(&stranger, &web.url("/")).await, @"127.0.0.1 is not an address of the public internet; if that is meant, name 127.0.0.1 in allow_hosts under [fetch]");
    insta::assert_snapshot!(refused(&stranger, &format!("http://localhost:{port}/")).await.replace("::1", "127.0.0.1"), @"localhost leads to 127.0.0.1, which is not an address of the public internet; if that is meant, name localhost in allow_hosts under [fetch]");
    for inside in [
        "http://[::1]:1/",
        "http://2130706433/",
        "http://169.254.169.254/latest/",
        "http://10.0.0.1/",
        "http://100.64.0.1/",
    ] {
        assert!(refused(&stranger, inside).await.contains("not an address of the public internet"), "{inside}");
    }
    assert!(web.asked().is_empty(), "nobody was asked");
    assert!(fetched(&fetcher(&["LOCALHOST"]), &format!("http://localhost:{port}/")).await.is_ok());
}

#[tokio::test]
async fn a_redirect_is_judged_like_the_address_itself() {
    let web = Web::start(Says::Elsewhere("http://10.0.0.1/".to_owned())).await;
    let fetcher = fetcher(&["127.0.0.1"]);
    insta::assert_snapshot!(refused(&fetcher, &web.url("/")).await, @"10.0.0.1 is not an address of the public internet; if that is meant, name 10.0.0.1 in allow_hosts under [fetch]");
    web.says(Says::Elsewhere("file:///etc/passwd".to_owned()));
    insta::assert_snapshot!(refused(&fetcher, &web.url("/")).await, @"it redirects to where talkbell does not go: only http:// and https:// are fetched");
    web.says(Says::Elsewhere("/again".to_owned()));
    insta::assert_snapshot!(refused(&fetcher, &web.url("/")).await, @"it redirects more than 5 times");
    web.says(Says::ElsewhereFrom("/old", "/new".to_owned(), "here".to_owned()));
    assert_eq!(fetched(&fetcher, &web.url("/old")).await.unwrap().0, "here");
}

#[tokio::test]
async fn credentials_stay_with_the_server_that_they_were_given_for() {
    let (web, other) = (Web::start(Says::Silence).await, Web::start(Says::Text("here".to_owned())).await);
    let fetcher = fetcher(&["127.0.0.1"]);
    let with_password = |url: String| url.replace("http://", "http://ada:word@");
    web.says(Says::ElsewhereFrom("/old", "/new".to_owned(), "here".to_owned()));
    fetched(&fetcher, &with_password(web.url("/old"))).await.unwrap();
    assert!(web.asked().iter().all(|it| it.headers.contains_key(header::AUTHORIZATION)));
    web.says(Says::Elsewhere(with_password(other.url("/"))));
    fetched(&fetcher, &with_password(web.url("/old"))).await.unwrap();
    let asked = other.asked();
    assert!(!asked[0].headers.contains_key(header::AUTHORIZATION), "{asked:?}");
}

#[tokio::test]
async fn what_is_too_large_too_slow_or_refused_is_said_in_a_sentence() {
    let web = Web::start(Says::Promise(1 << 40)).await;
    let quick = fetcher(&["127.0.0.1"]);
    insta::assert_snapshot!(refused(&quick, &web.url("/")).await, @"it is larger than 32 MiB, which no programme is");
    for slow in [Says::Silence, Says::Drip, Says::Promise(100)] {
        web.says(slow);
        assert_eq!(refused(&quick, &web.url("/")).await, "it did not come within 2 s");
    }
    web.says(Says::Status(404));
    insta::assert_snapshot!(refused(&quick, &web.url("/")).await, @"the server answers 404 Not Found: nothing stands at this address; correct it");
    web.says(Says::Status(503));
    insta::assert_snapshot!(refused(&quick, &web.url("/")).await, @"the server answers 503 Service Unavailable");
    web.says(Says::WithoutEnd);
    let patient =
        Fetcher::new(&FetchSettings { allow_hosts: vec!["127.0.0.1".to_owned()], ..FetchSettings::default() });
    insta::assert_snapshot!(refused(&patient, &web.url("/")).await, @"it is larger than 32 MiB, which no programme is");
    let closed = refused(&quick, "http://127.0.0.1:1/?token=secret").await;
    assert!(closed.starts_with("127.0.0.1 cannot be reached: ") && !closed.contains("secret"), "{closed}");
}
