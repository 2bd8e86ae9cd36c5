//! Lists of people as these sites write them.

use serde_json::Value;

use crate::import::fields::{first_text, list, plain};
use crate::import::names;
use crate::import::source_text::clean;

/// Where a moderator is not known yet.
const NOBODY: [&str; 5] = ["--", "---", "TBD", "TBA", "N/A"];

/// Whoever presents it.
pub(super) fn speakers(value: &Value) -> Vec<String> {
    const KEYS: [&str; 6] = ["speaker", "speakers", "presenter", "presenters", "authors", "organizers"];
    let named = first_text(value, &KEYS).map(|text| split(&text)).unwrap_or_default();
    named.into_iter().chain(listed(value, &KEYS)).collect()
}

/// Whoever wrote it.
pub(super) fn authors(value: &Value) -> Vec<String> {
    let named = first_text(value, &["authors", "author"]).map(|text| split(&text)).unwrap_or_default();
    named.into_iter().chain(listed(value, &["authors"])).collect()
}

/// Whoever chairs it.
pub(super) fn moderators(value: &Value) -> Vec<String> {
    let named = first_text(value, &["moderator", "moderators", "chair", "chairs", "hosts", "host"]).unwrap_or_default();
    let listed = listed(value, &["chair", "chairs", "moderators", "hosts"]);
    let is_nobody = |name: &String| NOBODY.iter().any(|word| name.eq_ignore_ascii_case(word));
    let all = names::labelled(&named).into_iter().chain(listed);
    all.filter(|name| !is_nobody(name)).collect()
}

/// The people of lists, who are texts or objects with a name.
fn listed(value: &Value, keys: &[&str]) -> Vec<String> {
    let people = keys.iter().flat_map(|key| list(value, key));
    let names = people.filter_map(|person| plain(person).or_else(|| first_text(person, &["name", "fullname"])));
    names.map(|name| clean(&name)).filter(|name| !name.is_empty()).collect()
}

/// By bars, else by semicolons: then commas belong to the names. Else by commas, where each part is a name.
fn split(text: &str) -> Vec<String> {
    let text = clean(text);
    let people: Vec<String> = if text.contains('|') {
        text.split('|').map(str::to_owned).collect()
    } else if text.contains(';') {
        in_order(names::split(&text, &[';']).into_iter().map(str::to_owned).collect())
    } else {
        let people = names::people(&text);
        if people.len() == 1 { in_order(people) } else { people }
    };
    let bare = people.iter().map(|name| name.trim().trim_end_matches(['*', '†', '‡']).trim_end().to_owned());
    bare.filter(|name| !name.is_empty()).collect()
}

/// `Zhang, Yixiao` is Yixiao Zhang, where the whole list is written so.
fn in_order(people: Vec<String>) -> Vec<String> {
    let turned: Option<Vec<String>> = people.iter().map(|name| turned(name)).collect();
    let one_word = people.iter().filter(|name| name.split(',').next().is_some_and(|last| !last.contains(' '))).count();
    turned.filter(|_| one_word * 2 >= people.len() && one_word > 0).unwrap_or(people)
}

fn turned(name: &str) -> Option<String> {
    let (last, first) = name.trim().trim_end_matches('*').split_once(", ")?;
    // What is no name of its own, such as `Jr.`, stays behind the name.
    let is_name = !first.contains([',', '(']) && !last.contains('(') && names::labelled(name).len() == 2;
    is_name.then(|| format!("{} {last}", first.trim()))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn authors_are_parted_and_called_first_name_first() {
        for (text, expected) in [
            ("Zhang, Yixiao*; Jiang, Junyan", &["Yixiao Zhang", "Junyan Jiang"][..]),
            ("Zhang, Yixiao*", &["Yixiao Zhang"]),
            ("van der Berg, Jan; Su, Li", &["Jan van der Berg", "Li Su"]),
            ("Jane Doe, Google; John Roe, Intel", &["Jane Doe, Google", "John Roe, Intel"]),
            ("Martin Luther King, Jr.", &["Martin Luther King, Jr."]),
            ("Ann Bee (MIT)|Cy Dee*", &["Ann Bee (MIT)", "Cy Dee"]),
            ("Ann Bee, Cy Dee and Eve Eff", &["Ann Bee", "Cy Dee", "Eve Eff"]),
        ] {
            assert_eq!(authors(&json!({"authors": text})), expected, "{text}");
        }
    }

    #[test]
    fn nobody_is_no_moderator() {
        assert_eq!(moderators(&json!({"hosts": "TBD"})), Vec::<String>::new());
        assert_eq!(moderators(&json!({"hosts": "A. Chuklin and Sameer Singh"})), ["A. Chuklin", "Sameer Singh"]);
        assert_eq!(moderators(&json!({"chair": ["Tamara Munzner"]})), ["Tamara Munzner"]);
    }
}
