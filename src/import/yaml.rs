//! YAML as JSON values, within bounds: an anchor that is used a thousand times is a thousand copies.

use std::cell::Cell;
use std::fmt;

use serde::Deserializer;
use serde::de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use super::report::{Place, Report};

/// Largest file, in bytes: a conference's sessions have under a tenth.
const LARGEST: usize = 4 * 1024 * 1024;
/// Most values.
const MOST: usize = 300_000;
/// Deepest nesting of brackets; the parser's time grows with its square.
const DEEPEST: usize = 64;

/// Reads a file of a folder; `None` after an error about it.
pub(super) fn parse(name: &str, text: &str, report: &mut Report) -> Option<Value> {
    let refused = |what: &str| format!("This YAML {what} than any programme has. Is it the right file?");
    if text.len() > LARGEST {
        report.error(name.to_owned(), refused("is larger"));
        return None;
    }
    if is_too_deep(text) {
        report.error(name.to_owned(), refused("is nested deeper"));
        return None;
    }
    let left = Cell::new(MOST);
    let read = Bounded { left: &left }.deserialize(serde_norway::Deserializer::from_str(text));
    match read {
        Ok(value) => Some(value),
        Err(_) if left.get() == 0 => {
            report.error(name.to_owned(), refused("holds more"));
            None
        }
        Err(error) => {
            let line = error.location().map(|location| location.line());
            let place = Place { line: None, path: Some(line.map_or(name.to_owned(), |line| format!("{name}:{line}"))) };
            report.error(place, format!("This YAML cannot be read: {error}."));
            None
        }
    }
}

fn is_too_deep(text: &str) -> bool {
    let mut depth = 0_usize;
    text.bytes().any(|byte| {
        match byte {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth > DEEPEST
    }) || text.lines().any(|line| line.match_indices("- ").count() > DEEPEST && line.trim_start().starts_with("- - "))
}

#[derive(Clone, Copy)]
struct Bounded<'a> {
    /// Values that may still come.
    left: &'a Cell<usize>,
}

impl Bounded<'_> {
    fn count<E: Error>(self) -> Result<(), E> {
        let left = self.left.get().checked_sub(1).ok_or_else(|| E::custom("too many values"))?;
        self.left.set(left);
        if left == 0 { Err(E::custom("too many values")) } else { Ok(()) }
    }
}

impl<'de> DeserializeSeed<'de> for Bounded<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        self.count()?;
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Bounded<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(value) = access.next_element_seed(self)? {
            list.push(value);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let mut map = Map::new();
        while let Some(key) = access.next_key_seed(self)? {
            let value = access.next_value_seed(self)?;
            // A session may be called 1 or true.
            let key = match key {
                Value::String(key) => key,
                other => other.to_string(),
            };
            map.insert(key, value);
        }
        Ok(Value::Object(map))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Value, String> {
        let mut report = Report::default();
        parse("sessions.yml", text, &mut report).ok_or_else(|| report.into_diagnostics()[0].message.clone())
    }

    #[test]
    fn sessions_are_read_whatever_their_names_are() {
        let value = read("1A:\n  date: 2020-07-06_05:00:00\n  papers:\n  - main.1\n2: {papers: [a]}\n").unwrap();
        assert_eq!(value["1A"]["date"], "2020-07-06_05:00:00");
        assert_eq!(value["2"]["papers"][0], "a");
    }

    #[test]
    fn what_grows_without_bounds_is_refused() {
        let mut laughs = "a: &a [x,x,x,x,x,x,x,x,x,x]\n".to_owned();
        for (name, before) in ('b'..='j').zip('a'..) {
            laughs += &format!("{name}: &{name} [{}]\n", vec![format!("*{before}"); 10].join(","));
        }
        assert!(read(&laughs).is_err());
        let copies = format!("a: &a [{}]\nb: [{}]\n", "x,".repeat(4000), "*a,".repeat(4000));
        assert!(read(&copies).is_err());
        for deep in ["[".repeat(1_000_000), "- ".repeat(1_000_000), "{a: ".repeat(100_000), "? ".repeat(200_000)] {
            assert!(read(&deep).is_err());
        }
        assert!(read(&"a".repeat(LARGEST + 1)).is_err());
        assert!(read("a: [b\n").unwrap_err().starts_with("This YAML cannot be read"));
    }
}
