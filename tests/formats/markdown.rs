//! Programmes as pages for people.

use insta::assert_snapshot;
use talkbell::export::markdown;

use crate::support::{in_zone, read};

#[test]
fn a_page_has_days_sessions_and_talks_and_takes_text_to_the_letter() {
    let table = "Title,Start,End,Speakers,Room,Session,Type,Abstract,Chair\n\
        *Deep* nets_1,2025-07-18 09:00,2025-07-18 09:20,Ada Lovelace,Hall A,Theory,Oral,\"# One\n\n2 < 3 [x](y)\",Yi Ma\n\
        [CANCELED] Noise,2025-07-18 09:20,2025-07-18 09:25,,Hall A,Theory,,,\n\
        Party,2025-07-19 23:00,2025-07-20 01:00,,Bar,Social,,,\n";
    assert_snapshot!(markdown(&read(table, &in_zone("Europe/Berlin"))), @r"
    # Theory and 1 more session

    Times are local in Europe/Berlin.

    ## Friday, 18 July 2025

    ### Theory

    09:00–09:20 · Hall A · moderator: Yi Ma

    - 09:00–09:20 **\*Deep\* nets\_1** (oral): Ada Lovelace

      \# One

      2 \< 3 \[x\](y)

    - 09:20–09:25 ~~Noise~~ (cancelled)

    ## Saturday, 19 July 2025

    ### Social

    23:00–Sun 20 Jul 01:00 · Bar

    - 23:00–Sun 20 Jul 01:00 **Party**
    ");
}
