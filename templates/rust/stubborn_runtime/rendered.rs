// What a call's request says of its workflow.

use prost_reflect::{DynamicMessage, Kind, ReflectMessage, Value};
use temporalio_common::search_attributes::{
    SearchAttributeKey, SearchAttributeValue, SearchAttributes, Timestamp,
};
use temporalio_common::{MemoValues, Priority};

use super::codec;
use super::method::Method;

/// What the schema makes of a request, for the server to keep and show.
#[derive(Debug, Default)]
pub struct Rendered {
    /// A line about the workflow, for people.
    pub summary: Option<String>,
    /// Which of the waiting workflows is next.
    pub priority: Option<Priority>,
    pub(super) memo: Option<MemoValues>,
    pub(super) search_attributes: Option<SearchAttributes>,
    request: Option<DynamicMessage>,
}

impl Rendered {
    /// Nothing yet of the request of a call.
    pub fn of<M: Method>(request: &M::Request) -> Self {
        Self {
            request: codec::reflected(M::REQUEST, request),
            ..Self::default()
        }
    }

    /// Adds a value that is shown beside the workflow.
    pub fn memo(&mut self, name: &str, value: String) {
        self.memo
            .get_or_insert_with(MemoValues::new)
            .insert(name, value);
    }

    /// Adds a search attribute of one word.
    pub fn keyword(&mut self, name: &'static str, value: String) {
        self.set(SearchAttributeKey::keyword(name), value);
    }

    /// Adds a search attribute of a list with one word.
    pub fn one_keyword(&mut self, name: &'static str, value: String) {
        self.set(SearchAttributeKey::keyword_list(name), vec![value]);
    }

    /// Adds a search attribute of a text.
    pub fn text(&mut self, name: &'static str, value: String) {
        self.set(SearchAttributeKey::text(name), value);
    }

    /// Adds a search attribute of a field that is an integer.
    pub fn int(&mut self, name: &'static str, path: &str) {
        let value = match self.field(path) {
            Some(Value::I32(value)) => i64::from(value),
            Some(Value::U32(value)) => i64::from(value),
            Some(Value::I64(value)) => value,
            _ => return,
        };
        self.set(SearchAttributeKey::int(name), value);
    }

    /// Adds a search attribute of a field that is a number.
    pub fn double(&mut self, name: &'static str, path: &str) {
        let value = match self.field(path) {
            Some(Value::F64(value)) => value,
            Some(Value::F32(value)) => f64::from(value),
            Some(Value::I32(value)) => f64::from(value),
            Some(Value::U32(value)) => f64::from(value),
            _ => return,
        };
        self.set(SearchAttributeKey::float(name), value);
    }

    /// Adds a search attribute of a field that is true or false.
    pub fn bool(&mut self, name: &'static str, path: &str) {
        if let Some(Value::Bool(value)) = self.field(path) {
            self.set(SearchAttributeKey::bool(name), value);
        }
    }

    /// Adds a search attribute of a time, unless it is unset.
    pub fn datetime(&mut self, name: &'static str, path: &str) {
        if let Some(time) = self.time(path)
            && let Ok(time) = time.transcode_to::<prost_types::Timestamp>()
        {
            let value = Timestamp::new(time.seconds, time.nanos);
            self.set(SearchAttributeKey::datetime(name), value);
        }
    }

    /// Adds a search attribute of one word, which is a time, unless it is unset.
    pub fn keyword_time(&mut self, name: &'static str, path: &str) {
        if let Some(value) = self.time_text(path) {
            self.keyword(name, value);
        }
    }

    /// Adds a search attribute of a list with one word, which is a time, unless it is unset.
    pub fn one_keyword_time(&mut self, name: &'static str, path: &str) {
        if let Some(value) = self.time_text(path) {
            self.one_keyword(name, value);
        }
    }

    /// Adds a search attribute of a text, which is a time, unless it is unset.
    pub fn text_time(&mut self, name: &'static str, path: &str) {
        if let Some(value) = self.time_text(path) {
            self.text(name, value);
        }
    }

    /// Adds a search attribute of a list of strings or of names of enum values, unless it is empty.
    pub fn keywords(&mut self, name: &'static str, path: &str) {
        let words = self.words(path);
        if !words.is_empty() {
            self.set(SearchAttributeKey::keyword_list(name), words);
        }
    }

    fn words(&self, path: &str) -> Vec<String> {
        let Some((holder, last)) = self.holder(path) else {
            return Vec::new();
        };
        let Some(field) = holder.descriptor().get_field_by_name(last) else {
            return Vec::new();
        };
        let kind = field.kind();
        let word = |value: &Value| match (value, &kind) {
            (Value::String(text), _) => text.clone(),
            (Value::EnumNumber(number), Kind::Enum(of)) => match of.get_value(*number) {
                Some(value) => value.name().to_owned(),
                None => number.to_string(),
            },
            (other, _) => other.to_string(),
        };
        match &*holder.get_field(&field) {
            Value::List(values) => values.iter().map(word).collect(),
            _ => Vec::new(),
        }
    }

    /// The field at the end of a path, or its default.
    fn field(&self, path: &str) -> Option<Value> {
        let (holder, last) = self.holder(path)?;
        Some(holder.get_field_by_name(last)?.into_owned())
    }

    fn time(&self, path: &str) -> Option<DynamicMessage> {
        let (holder, last) = self.holder(path)?;
        if !holder.has_field_by_name(last) {
            return None;
        }
        match holder.get_field_by_name(last)?.into_owned() {
            Value::Message(time) => Some(time),
            _ => None,
        }
    }

    /// As Protobuf JSON writes it.
    fn time_text(&self, path: &str) -> Option<String> {
        let time = serde_json::to_value(self.time(path)?).ok()?;
        time.as_str().map(str::to_owned)
    }

    /// What holds the field at the end of a path, and the field's name.
    fn holder<'p>(&self, path: &'p str) -> Option<(DynamicMessage, &'p str)> {
        let mut holder = self.request.clone()?;
        let mut rest = path;
        while let Some((step, below)) = rest.split_once('.') {
            let Value::Message(inner) = holder.get_field_by_name(step)?.into_owned() else {
                return None;
            };
            (holder, rest) = (inner, below);
        }
        Some((holder, rest))
    }

    fn set<T: SearchAttributeValue>(&mut self, key: SearchAttributeKey<T>, value: T) {
        // What is no JSON, as NaN, is no attribute.
        if let Ok(update) = key.try_value_set(value) {
            let attributes = &mut self.search_attributes;
            attributes
                .get_or_insert_with(SearchAttributes::default)
                .apply(update);
        }
    }
}
