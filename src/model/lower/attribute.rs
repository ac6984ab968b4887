//! Search attributes and memo.

use prost_reflect::{Cardinality, Kind, MessageDescriptor};

use super::Scope;
use super::layers::{Item, Said};
use super::template::{Context, LoneField, lone_field, lower_enum};
use crate::descriptor::options;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::model::{
    AttributeText, AttributeType, AttributeValue, Field, Keywords, Leaf, MemoField, Scalar, SearchAttribute,
};

/// Whose attributes and memo they are.
pub struct Owner<'a> {
    /// `SayHello`.
    pub method: &'a str,
    pub request: &'a MessageDescriptor,
}

impl Scope<'_> {
    /// A method's attribute replaces the service's of the same name.
    pub fn lower_attributes(
        &mut self,
        items: Vec<Item<'_, options::SearchAttribute>>,
        owner: &Owner<'_>,
    ) -> Vec<SearchAttribute> {
        let mut lowered: Vec<(bool, SearchAttribute)> = Vec::new();
        for item in items {
            let name = &item.value.name;
            let place = self.locations.place_of(&item.path, &format!("\"{name}\""));
            if let Some(fault) = name_fault(name) {
                self.push_attribute(&place, owner, &format!("its name {fault}"), NAME_HELP);
                continue;
            }
            let value = self.lower_attribute(&item, owner, &place);
            let Some(value) = value else { continue };
            let attribute = SearchAttribute { name: name.clone(), value };
            match lowered.iter_mut().find(|(_, other)| other.name == *name) {
                Some(slot) if slot.0 && !item.by_service => *slot = (item.by_service, attribute),
                Some(_) => {
                    let fault = format!("`{name}` stands there twice");
                    self.push_attribute(&place, owner, &fault, "remove one of the two");
                }
                None => lowered.push((item.by_service, attribute)),
            }
        }
        lowered.into_iter().map(|(_, attribute)| attribute).collect()
    }

    fn lower_attribute(
        &mut self,
        item: &Item<'_, options::SearchAttribute>,
        owner: &Owner<'_>,
        place: &Place,
    ) -> Option<AttributeValue> {
        let options::SearchAttribute { name, r#type, value } = item.value;
        let kind = usize::try_from(*r#type).ok().and_then(|number| number.checked_sub(1));
        let Some(kind) = kind.and_then(|index| AttributeType::ALL.get(index)) else {
            let types = AttributeType::ALL.map(AttributeType::as_str).join(", ");
            let help = format!("write `type: SEARCH_ATTRIBUTE_TYPE_…`, with one of {types}");
            self.push_attribute(place, owner, &format!("`{name}` has no type"), &help);
            return None;
        };
        let said = Said {
            value: value.clone(),
            name: "value",
            path: item.path.clone(),
            place: Some(self.locations.place_of(&item.path, &format!("\"{value}\"")))
                .filter(|found| *found != self.locations.place(&item.path))
                .unwrap_or_else(|| place.clone()),
        };
        match lone_field(value, owner.request, self.sources) {
            Some(Ok(field)) => self.lower_typed(*kind, field, said, owner, name),
            _ => self.lower_text(*kind, said, owner, name),
        }
    }

    /// A template that is more, or less, than one field; or of a field that is not there.
    fn lower_text(
        &mut self,
        kind: AttributeType,
        said: Said<String>,
        owner: &Owner<'_>,
        name: &str,
    ) -> Option<AttributeValue> {
        let (place, text) = (said.place.clone(), said.value.clone());
        let what = format!("the search attribute `{name}` of `{}`", owner.method);
        let template = self.lower_template(Some(said), &what, &Context::start(owner.request))?;
        let text_of = AttributeText::Template(template);
        match kind {
            AttributeType::Keyword => Some(AttributeValue::Keyword(text_of)),
            AttributeType::Text => Some(AttributeValue::Text(text_of)),
            AttributeType::KeywordList => Some(AttributeValue::KeywordList(Keywords::One(text_of))),
            kind => {
                let fault = format!("`{name}` is {}, and `{text}` a text", kind.as_str());
                self.push_attribute(&place, owner, &fault, wanted(kind));
                None
            }
        }
    }

    fn lower_typed(
        &mut self,
        kind: AttributeType,
        field: LoneField,
        said: Said<String>,
        owner: &Owner<'_>,
        name: &str,
    ) -> Option<AttributeValue> {
        let place = said.place.clone();
        let holds = Holds::of(&field);
        let text = |text| match kind {
            AttributeType::Keyword => Some(AttributeValue::Keyword(text)),
            AttributeType::Text => Some(AttributeValue::Text(text)),
            AttributeType::KeywordList => Some(AttributeValue::KeywordList(Keywords::One(text))),
            _ => None,
        };
        let value = match (kind, &holds) {
            (AttributeType::Datetime, Holds::Timestamp) => {
                Some(AttributeValue::Datetime(field.path(self.sources)))
            }
            (_, Holds::Timestamp) => text(AttributeText::Timestamp(Box::new(field.path(self.sources)))),
            (AttributeType::KeywordList, Holds::Strings) => {
                Some(AttributeValue::KeywordList(Keywords::Strings(field.path(self.sources))))
            }
            (AttributeType::KeywordList, Holds::Enums(of)) => {
                let of = lower_enum(of, self.sources);
                Some(AttributeValue::KeywordList(Keywords::Enums(field.path(self.sources), of)))
            }
            (AttributeType::Keyword | AttributeType::Text | AttributeType::KeywordList, _) => {
                return self.lower_text(kind, said, owner, name);
            }
            (_, Holds::Other) => field.field(self.sources).ok().and_then(|field| number(kind, field)),
            _ => None,
        };
        if value.is_none() {
            let fault = format!("`{name}` is {}, and `{}` is not", kind.as_str(), said.value);
            self.push_attribute(&place, owner, &fault, wanted(kind));
        }
        value
    }

    fn push_attribute(&mut self, place: &Place, owner: &Owner<'_>, fault: &str, help: &str) {
        let message = format!("a search attribute of `{}`: {fault}", owner.method);
        self.diagnostics
            .push(Diagnostic::error(Code::SearchAttribute, message).at(place.clone(), "this one").help(help));
    }

    /// A method's field replaces the service's of the same name.
    pub fn lower_memo(
        &mut self,
        items: Vec<Item<'_, options::MemoField>>,
        owner: &Owner<'_>,
    ) -> Vec<MemoField> {
        let mut lowered: Vec<(bool, MemoField)> = Vec::new();
        for item in items {
            let options::MemoField { name, value } = item.value;
            let place = self.locations.place_of(&item.path, &format!("\"{name}\""));
            if let Some(fault) = name_fault(name) {
                self.push_memo(&place, owner, &format!("a field's name {fault}"), NAME_HELP);
                continue;
            }
            let said = Said { value: value.clone(), name: "value", path: item.path, place: place.clone() };
            let what = format!("the memo field `{name}` of `{}`", owner.method);
            let template = self.lower_template(Some(said), &what, &Context::start(owner.request));
            let Some(template) = template else { continue };
            let field = MemoField { name: name.clone(), value: template };
            match lowered.iter_mut().find(|(_, other)| other.name == *name) {
                Some(slot) if slot.0 && !item.by_service => *slot = (item.by_service, field),
                Some(_) => {
                    let fault = format!("the field `{name}` stands there twice");
                    self.push_memo(&place, owner, &fault, "remove one of the two");
                }
                None => lowered.push((item.by_service, field)),
            }
        }
        lowered.into_iter().map(|(_, field)| field).collect()
    }

    fn push_memo(&mut self, place: &Place, owner: &Owner<'_>, fault: &str, help: &str) {
        let message = format!("the memo of `{}`: {fault}", owner.method);
        self.diagnostics
            .push(Diagnostic::error(Code::Memo, message).at(place.clone(), "this one").help(help));
    }
}

const NAME_HELP: &str = "name it with letters, digits and `_`";

fn name_fault(name: &str) -> Option<&'static str> {
    match name {
        name if name.trim().is_empty() => Some("is blank"),
        name if name.trim() != name => Some("begins or ends with a blank"),
        name if name.chars().any(char::is_control) => Some("holds a control character"),
        _ => None,
    }
}

/// What a field holds that templates do not take.
enum Holds {
    Timestamp,
    Strings,
    Enums(prost_reflect::EnumDescriptor),
    /// Something that templates take, or nothing does.
    Other,
}

impl Holds {
    fn of(field: &LoneField) -> Self {
        let field = field.descriptor();
        let list = field.cardinality() == Cardinality::Repeated && !field.is_map();
        match field.kind() {
            Kind::Message(message) if !list && message.full_name() == "google.protobuf.Timestamp" => {
                Holds::Timestamp
            }
            Kind::String if list => Holds::Strings,
            Kind::Enum(of) if list => Holds::Enums(of),
            _ => Holds::Other,
        }
    }
}

/// A scalar as a value of a type that it fits into, whatever it is.
fn number(kind: AttributeType, field: Field) -> Option<AttributeValue> {
    let Leaf::Scalar(scalar) = &field.leaf else { return None };
    match (kind, scalar) {
        (AttributeType::Int, Scalar::Int32(_) | Scalar::Int64(_) | Scalar::Uint32(_)) => {
            Some(AttributeValue::Int(field))
        }
        (
            AttributeType::Double,
            Scalar::Float(_) | Scalar::Double(_) | Scalar::Int32(_) | Scalar::Uint32(_),
        ) => Some(AttributeValue::Double(field)),
        (AttributeType::Bool, Scalar::Bool(_)) => Some(AttributeValue::Bool(field)),
        _ => None,
    }
}

fn wanted(kind: AttributeType) -> &'static str {
    match kind {
        AttributeType::Keyword | AttributeType::Text => {
            "write a template of strings, numbers, bools and enums"
        }
        AttributeType::Int => "name one field, of an integer type other than 64 bits unsigned: `{count}`",
        AttributeType::Double => "name one field, floating-point or an integer of 32 bits: `{amount}`",
        AttributeType::Bool => "name one bool field: `{express}`",
        AttributeType::Datetime => "name one field, a `google.protobuf.Timestamp`: `{due}`",
        AttributeType::KeywordList => {
            "name one repeated field of strings or enums, or write a text for a list of one"
        }
    }
}
