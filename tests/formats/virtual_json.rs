//! The JSON feed of the ICML, NeurIPS and ICLR sites.

use std::collections::BTreeMap;

use insta::assert_snapshot;
use talkbell::import::import;

use crate::support::{in_zone, no_hints, outline, said, shared, talks, usable};

const SUBSET: &str = "virtual-site/neurips-2025-orals-posters-subset.json";

#[test]
fn a_real_feed_is_understood() {
    let imported = import(&shared(SUBSET), &in_zone("America/Los_Angeles"));
    assert_snapshot!(said(&imported), @"");
    let schedule = usable(imported);
    assert_eq!(talks(&schedule).len(), 7);
    assert_snapshot!(outline(&schedule), @"
    Poster Session 1 [Exhibit Hall]
      05 14:00-16:00 poster Vision-Language Models for Computer Vision Tasks: John Doe, Jane Smith, Bob Johnson
    San Diego Poster Session 6 [Exhibit Hall C,D,E]
      05 16:30-19:30 poster Coloring Learning for Heterophilic Graph Representation: Miaomiao Huang, Yuhai Zhao, Daniel Zhengkui Wang, Fenglong Ma, Yejiang Wang, Meixia Wang, Xingwei Wang
      05 16:30-19:30 poster Miss-ReID: Delivering Robust Multi-Modality Object Re-Identification Despite Missing Modalities: Xi ruida
    Poster Session 3 [Exhibit Hall A]
      06 14:00-16:00 poster Deep Reinforcement Learning with Transfer: Alice Cooper, Bob Dylan
    Spotlight Session 8 [Ballroom A]
      06 14:30-14:45 spotlight Nonlinear Laplacians: Tunable principal component analysis using graph Laplacians: Matthew Cho, Nicolas Garcia Trillos
    Poster Session 4 [Exhibit Hall B]
      07 14:00-16:00 poster Efficient Training of Large Language Models: Emily Zhang, Michael Johnson, Sarah Williams, David Lee, Lisa Chen
    Oral Session 17 [Ballroom C]
      08 12:15-12:30 oral DisCO: Reinforcing Large Reasoning Models with Discriminative Constraints: Gang Li, Ming Lin, Tomer Galanti, Zhen Guo, Yilun Du, Qiang Liu, Shuiwang Ji, Tommi Jaakkola, Zichao Yang
    ");
    assert_eq!(talks(&schedule)[0].start.to_rfc3339(), "2025-12-05T22:00:00+00:00");
}

#[test]
fn without_a_zone_days_are_counted_by_the_offset_and_that_is_said() {
    let imported = import(&shared(SUBSET), &no_hints());
    assert_snapshot!(said(&imported), @"Note: The programme names no time zone, and its times are in UTC-8: its days are counted by that. --time-zone names the place's.");
    assert_eq!(usable(imported).time_zone.name(), "Etc/GMT+8");
}

/// Newer feeds have their abstracts in a file beside them, by the id of the entry.
#[test]
fn abstracts_may_stand_in_a_file_of_their_own() {
    let feed = r#"{"count":1,"results":[{"id":7,"name":"R and D","authors":[{"fullname":"Texas Arms"}],"session":"Oral 1","eventtype":"Oral","starttime":"2025-12-05T14:00:00-08:00","endtime":"2025-12-05T14:15:00-08:00"}]}"#;
    let files = BTreeMap::from([
        ("icml-2026-orals-posters.json".to_owned(), feed.as_bytes().to_vec()),
        ("icml-2026-abstracts.json".to_owned(), br#"{"7": "It is about it."}"#.to_vec()),
    ]);
    let schedule = usable(import(&files, &in_zone("America/Los_Angeles")));
    let talk = talks(&schedule)[0];
    assert_eq!((talk.summary.as_deref(), talk.kind.key()), (Some("It is about it."), "oral"));
    assert_eq!(talk.speakers, ["Texas Arms"]);
    let alone = usable(import(feed.as_bytes(), &in_zone("America/Los_Angeles")));
    assert_eq!(talks(&alone)[0].summary, None);
}

/// Lesson 10: a feed can come back with half of its talks gone.
#[test]
fn a_feed_that_holds_less_than_it_says_is_doubted() {
    let feed = r#"{"count":2891,"results":[
        {"id":7,"name":"One","session":"Oral 1","eventtype":"Oral","starttime":"2025-12-05T14:00:00-08:00","endtime":"2025-12-05T14:15:00-08:00"},
        {"id":8,"name":"Two","session":null,"eventtype":"Poster","starttime":null,"endtime":null}]}"#;
    assert_snapshot!(said(&import(feed.as_bytes(), &in_zone("America/Los_Angeles"))), @"
    count Warning: The feed says that it has 2891 entries, and holds 2: it is only a part. Fetch the whole of it, or the rest is missing.
    Warning: 1 entry has no time and is left out, such as “Two”.
    ");
    let empty = import(br#"{"count":0,"results":[]}"#.as_slice(), &no_hints());
    assert_snapshot!(said(&empty), @"Error: No talk was found. An empty programme is taken for a mistake.");
}
