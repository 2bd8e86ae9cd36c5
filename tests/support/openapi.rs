//! Discord's own description of its API, as a judge of the requests that talkbell makes.
//!
//! The document is laxer than Discord in places, for example with empty messages; those rules are written by hand in
//! [`stricter`].

mod explain;
mod stricter;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock, Mutex};

use jsonschema::{Registry, Validator};
use serde_json::{Map, Value, json};
use talkbell::rehearsal::RecordedRequest;

use explain::explain;

/// Where the document is looked for, from the package's directory.
const DOCUMENT: &str = "../shared/discord/openapi.json";
/// Names another place for it.
const DOCUMENT_VARIABLE: &str = "TALKBELL_OPENAPI";
/// The name under which the schemas refer to one another; never fetched.
const DOCUMENT_URI: &str = "https://openapi.invalid/discord.json";

/// The one that all stories of a test share.
pub static CONTRACT: LazyLock<Contract> = LazyLock::new(Contract::load);

/// Discord's OpenAPI document, ready to be asked about requests.
pub struct Contract {
    document: Value,
    /// One for all validators: a copy of the components for each costs 1.4 GB.
    registry: Registry<'static>,
    /// By JSON pointer into the document, built when first asked for.
    validators: Mutex<HashMap<String, Arc<Validator>>>,
}

/// The operation that a request asks for.
struct Operation<'a> {
    /// As in the document: `/channels/{channel_id}/messages`.
    template: &'a str,
    /// Lower case.
    method: String,
    spec: &'a Value,
    /// Name and text of each placeholder.
    path_parameters: Vec<(&'a str, &'a str)>,
}

impl Contract {
    /// Reads the document.
    ///
    /// # Panics
    /// When it is not there or not readable: a contract that nobody checked must not look kept.
    pub fn load() -> Self {
        let place = std::env::var_os(DOCUMENT_VARIABLE)
            .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join(DOCUMENT), PathBuf::from);
        let text = std::fs::read_to_string(&place).unwrap_or_else(|error| {
            panic!(
                "Discord's OpenAPI document is not readable at {} ({error}). The contract with Discord was NOT checked. \
                 Put the document there, or name its place in {DOCUMENT_VARIABLE}.",
                place.display()
            )
        });
        Self::parse(&text).unwrap_or_else(|error| {
            panic!("{} is not the OpenAPI document that was hoped for: {error}.", place.display())
        })
    }

    /// Fails at the first request that Discord would not take.
    #[track_caller]
    pub fn assert_kept(&self, requests: &[RecordedRequest]) {
        for RecordedRequest { method, path, query, body, .. } in requests {
            let query = query.as_ref().map(|query| format!("?{query}")).unwrap_or_default();
            let sent = (!body.is_null()).then_some(body);
            let verdict = self.check_request(method, &format!("{path}{query}"), sent);
            assert_eq!(verdict, Ok(()), "{method} {path}{query} {body:?}");
        }
    }

    /// Whether Discord would take this request.
    ///
    /// `path` may carry a query and the prefix `/api/v10`. Each string of the error is one complaint with its place.
    pub fn check_request(&self, method: &str, path: &str, body: Option<&Value>) -> Result<(), Vec<String>> {
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let Some(operation) = self.operation(method, without_prefix(path)) else {
            return Err(vec![format!("{method} {path}: Discord has no such operation")]);
        };

        let mut complaints = self.check_parameters(&operation, query);
        complaints.extend(self.check_body(&operation, body));
        complaints.extend(stricter::complaints(&operation.method, operation.template, body));
        if complaints.is_empty() { Ok(()) } else { Err(complaints) }
    }

    fn parse(text: &str) -> Result<Self, Box<dyn std::error::Error>> {
        let document: Value = serde_json::from_str(text)?;
        if !document["paths"].is_object() {
            return Err("it has no paths".into());
        }
        let registry = Registry::new().add(DOCUMENT_URI, document.clone())?.prepare()?;
        Ok(Self { document, registry, validators: Mutex::default() })
    }

    /// The operation with the fewest placeholders wins: `/users/@me` over `/users/{user_id}`.
    fn operation<'a>(&'a self, method: &str, path: &'a str) -> Option<Operation<'a>> {
        let method = method.to_ascii_lowercase();
        self.document["paths"]
            .as_object()?
            .iter()
            .filter_map(|(template, spec)| Some((template, spec, placeholders(template, path)?)))
            .filter(|(_, spec, _)| spec[&method].is_object())
            .min_by_key(|(_, _, parameters)| parameters.len())
            .map(|(template, spec, path_parameters)| Operation { template, method, spec, path_parameters })
    }

    fn check_parameters(&self, operation: &Operation<'_>, query: &str) -> Vec<String> {
        let query: Vec<(&str, &str)> =
            query.split('&').filter(|pair| !pair.is_empty()).map(|p| p.split_once('=').unwrap_or((p, ""))).collect();
        let known = Self::known_parameters(operation);
        let mut complaints = Vec::new();

        for (name, _) in &query {
            if !known.iter().any(|(spec, _)| spec["in"] == "query" && spec["name"] == *name) {
                complaints.push(format!("query {name}: Discord knows no such parameter here"));
            }
        }
        for (spec, pointer) in known {
            let given = if spec["in"] == "path" { &operation.path_parameters } else { &query };
            match given.iter().find(|(name, _)| spec["name"] == *name) {
                Some((name, text)) => complaints.extend(self.check_parameter(name, text, &pointer)),
                None if spec["required"] == true => complaints.push(format!("{}: is required", spec["name"])),
                None => {}
            }
        }
        complaints
    }

    /// Those of the path and those of the operation, each with the JSON pointer of its schema.
    fn known_parameters<'a>(operation: &Operation<'a>) -> Vec<(&'a Value, String)> {
        let path = format!("/paths/{}", escaped(operation.template));
        let places = [path.clone(), format!("{path}/{}", operation.method)];
        let specs = [&operation.spec["parameters"], &operation.spec[&operation.method]["parameters"]];
        let list = |(spec, place): (&'a Value, String)| {
            let entries = spec.as_array().map(Vec::as_slice).unwrap_or_default();
            entries.iter().enumerate().map(move |(n, entry)| (entry, format!("{place}/parameters/{n}/schema")))
        };
        specs.into_iter().zip(places).flat_map(list).collect()
    }

    /// A parameter is text; it is right if some reading of the text is what the schema wants.
    fn check_parameter(&self, name: &str, text: &str, pointer: &str) -> Option<String> {
        let validator = self.validator(pointer);
        let as_json = serde_json::from_str(text).ok().filter(|value: &Value| value.is_number() || value.is_boolean());
        let readings = [Some(Value::from(text)), as_json];
        if readings.into_iter().flatten().any(|value| validator.is_valid(&value)) {
            return None;
        }
        Some(format!("{name}: {text:?} is not what Discord takes here"))
    }

    fn check_body(&self, operation: &Operation<'_>, body: Option<&Value>) -> Vec<String> {
        let spec = &operation.spec[&operation.method]["requestBody"];
        let Some(body) = body else {
            return if spec["required"] == true { vec!["body: is required".to_owned()] } else { Vec::new() };
        };
        if spec["content"]["application/json"].is_null() {
            return vec!["body: Discord takes no JSON here".to_owned()];
        }
        let pointer = format!(
            "/paths/{}/{}/requestBody/content/application~1json/schema",
            escaped(operation.template),
            operation.method
        );
        let body = with_numeric_permissions(body.clone());
        self.validator(&pointer).iter_errors(&body).map(|error| explain(&error)).collect()
    }

    fn validator(&self, pointer: &str) -> Arc<Validator> {
        let mut validators = self.validators.lock().expect("a validator that panics has failed its test already");
        let build = || {
            let validator = jsonschema::options()
                .with_registry(&self.registry)
                .with_format("snowflake", |text: &str| text.parse::<u64>().is_ok())
                .should_validate_formats(true)
                .build(&json!({ "$ref": format!("{DOCUMENT_URI}#{}", in_fragment(pointer)) }))
                .unwrap_or_else(|error| panic!("the OpenAPI document has no usable schema at {pointer}: {error}"));
            Arc::new(validator)
        };
        Arc::clone(validators.entry(pointer.to_owned()).or_insert_with(build))
    }
}

/// What fills the template's placeholders; `None` where the path is not the template's.
fn placeholders<'a>(template: &'a str, path: &'a str) -> Option<Vec<(&'a str, &'a str)>> {
    if template.split('/').count() != path.split('/').count() {
        return None;
    }
    let mut filled = Vec::new();
    for (wanted, found) in template.split('/').zip(path.split('/')) {
        match wanted.strip_prefix('{').and_then(|name| name.strip_suffix('}')) {
            Some(name) => filled.push((name, found)),
            None if wanted == found => {}
            None => return None,
        }
    }
    Some(filled)
}

fn without_prefix(path: &str) -> &str {
    let Some(versioned) = path.strip_prefix("/api/v") else { return path };
    versioned.trim_start_matches(|c: char| c.is_ascii_digit())
}

/// The document wants permissions as a number, while Discord's documentation and every library send a string.
fn with_numeric_permissions(mut value: Value) -> Value {
    let commands: Vec<&mut Map<String, Value>> = match &mut value {
        Value::Array(commands) => commands.iter_mut().filter_map(Value::as_object_mut).collect(),
        Value::Object(command) => vec![command],
        _ => Vec::new(),
    };
    for command in commands {
        let Some(permissions) = command.get_mut("default_member_permissions") else { continue };
        if let Some(number) = permissions.as_str().and_then(|text| text.parse::<u64>().ok()) {
            *permissions = number.into();
        }
    }
    value
}

/// A path as one step of a JSON pointer.
fn escaped(step: &str) -> String {
    step.replace('~', "~0").replace('/', "~1")
}

/// A JSON pointer as the fragment of a URI.
fn in_fragment(pointer: &str) -> String {
    pointer.replace('%', "%25").replace('{', "%7B").replace('}', "%7D")
}
