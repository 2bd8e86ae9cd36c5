//! Discord's error bodies.

use serde_json::{Map, Value, json};

/// A request that Discord would refuse: the HTTP status, Discord's own code and its words.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Refusal {
    pub status: u16,
    pub code: u32,
    pub message: String,
    pub errors: Option<Value>,
}

impl Refusal {
    pub fn new(status: u16, code: u32, message: &str) -> Self {
        Self { status, code, message: message.to_owned(), errors: None }
    }

    pub fn unauthorized() -> Self {
        Self::new(401, 0, "401: Unauthorized")
    }

    pub fn no_such_route() -> Self {
        Self::new(404, 0, "404: Not Found")
    }

    pub fn method_not_allowed() -> Self {
        Self::new(405, 0, "405: Method Not Allowed")
    }

    pub fn unknown_channel() -> Self {
        Self::new(404, 10003, "Unknown Channel")
    }

    pub fn unknown_guild() -> Self {
        Self::new(404, 10004, "Unknown Guild")
    }

    pub fn unknown_member() -> Self {
        Self::new(404, 10007, "Unknown Member")
    }

    pub fn unknown_message() -> Self {
        Self::new(404, 10008, "Unknown Message")
    }

    pub fn unknown_user() -> Self {
        Self::new(404, 10013, "Unknown User")
    }

    pub fn unknown_application() -> Self {
        Self::new(404, 10002, "Unknown Application")
    }

    pub fn unknown_webhook() -> Self {
        Self::new(404, 10015, "Unknown Webhook")
    }

    pub fn unknown_interaction() -> Self {
        Self::new(404, 10062, "Unknown interaction")
    }

    pub fn already_acknowledged() -> Self {
        Self::new(400, 40060, "Interaction has already been acknowledged.")
    }

    pub fn missing_access() -> Self {
        Self::new(403, 50001, "Missing Access")
    }

    pub fn not_the_author() -> Self {
        Self::new(403, 50005, "Cannot edit a message authored by another user")
    }

    pub fn empty_message() -> Self {
        Self::new(400, 50006, "Cannot send an empty message")
    }

    pub fn closed_to_direct_messages() -> Self {
        Self::new(403, 50007, "Cannot send messages to this user")
    }

    pub fn missing_permissions() -> Self {
        Self::new(403, 50013, "Missing Permissions")
    }

    pub fn invalid_webhook_token() -> Self {
        Self::new(401, 50027, "Invalid Webhook Token")
    }

    pub fn invalid_json() -> Self {
        Self::new(400, 50109, "The request body contains invalid JSON.")
    }

    pub fn body(&self) -> Value {
        let mut body = json!({"message": self.message, "code": self.code});
        if let (Some(errors), Some(fields)) = (&self.errors, body.as_object_mut()) {
            fields.insert("errors".to_owned(), errors.clone());
        }
        body
    }
}

/// What is wrong with the fields of a form, gathered so that one answer names all of it.
#[derive(Debug, Default)]
pub(super) struct FieldErrors(Map<String, Value>);

impl FieldErrors {
    /// Notes an error at `path`, whose parts are joined by dots (`embeds.0.title`).
    pub fn add(&mut self, path: &str, code: &str, message: impl Into<String>) {
        let mut place = &mut self.0;
        for part in path.split('.').filter(|part| !part.is_empty()) {
            let entry = place.entry(part).or_insert_with(|| Value::Object(Map::new()));
            let Value::Object(inner) = entry else { return };
            place = inner;
        }
        let list = place.entry("_errors").or_insert_with(|| Value::Array(Vec::new()));
        if let Value::Array(list) = list {
            list.push(json!({"code": code, "message": message.into()}));
        }
    }

    pub fn required(&mut self, path: &str) {
        self.add(path, "BASE_TYPE_REQUIRED", "This field is required");
    }

    /// Refuses the form if anything was noted.
    pub fn verdict(self) -> Result<(), Refusal> {
        if self.0.is_empty() {
            return Ok(());
        }
        Err(Refusal { errors: Some(Value::Object(self.0)), ..Refusal::new(400, 50035, "Invalid Form Body") })
    }

    /// The refusal of a form with one error.
    pub fn one(path: &str, code: &str, message: impl Into<String>) -> Refusal {
        let mut errors = Self::default();
        errors.add(path, code, message);
        Refusal { errors: Some(Value::Object(errors.0)), ..Refusal::new(400, 50035, "Invalid Form Body") }
    }
}
