//! Templates of ids: whether the same request still gets the same id.

use super::{Found, Pair, Scope};
use crate::breaking::contract::{Update, Workflow};
use crate::breaking::rules;
use crate::model::{Token, tokens};

const WORKFLOW_TYPE: &str = "$workflow_type";
const UUID: &str = "$uuid";

/// A piece of an id.
#[derive(Clone, Debug, PartialEq)]
enum Piece {
    Text(String),
    /// A field of the request, `customer.id`.
    Field(String),
    Uuid,
}

/// What becomes of a field that an id names.
struct Lost {
    /// Its full name.
    field: String,
    why: String,
}

impl Scope<'_> {
    pub(super) fn compare_id(&mut self, pair: &Pair<'_>, old: &Workflow, new: &Workflow, served: bool) {
        // A type that is no longer served is another finding, and its ids go with it.
        let types = if served { [&pair.before.name, &pair.after.name] } else { [&pair.before.name; 2] };
        let (was, now) = (pieces(&old.id, types[0]), pieces(&new.id, types[1]));
        let lost = self.lost_fields(pair, &was);
        let is_random = |pieces: &[Piece]| pieces.contains(&Piece::Uuid);
        if (is_random(&was) && is_random(&now)) || (lost.is_empty() && self.renders_alike(pair, &was, &now)) {
            return;
        }

        let places = (format!("{}#id", pair.before_name), format!("{}#id", pair.after_name));
        let found = match lost.into_iter().next() {
            Some(Lost { field, why }) => {
                let message =
                    format!("the ids of `{}` are rendered from `{field}`, which {why}", pair.before_name);
                self.id_fields.insert(field);
                Found::new(
                    &rules::WORKFLOW_ID_FIELD_PRESENT,
                    pair.before_name,
                    "id",
                    old.id.clone(),
                    new.id.clone(),
                )
                .saying(message)
            }
            None if old.id == new.id => {
                let (was, now) = (written_out(&old.id, types[0]), written_out(&new.id, types[1]));
                let fix = format!("write the old type out: `id: \"{was}\"`");
                let message = format!("the ids of `{}` move with its type", pair.before_name);
                self.option(&rules::WORKFLOW_SAME_ID_TEMPLATE, pair, ("id", "id"), was, now)
                    .saying(message)
                    .fix(fix)
            }
            None => {
                let rule = &rules::WORKFLOW_SAME_ID_TEMPLATE;
                self.option(rule, pair, ("id", "id"), old.id.clone(), new.id.clone())
            }
        };
        self.push(found.at(places.0, places.1));
    }

    pub(super) fn compare_update(&mut self, pair: &Pair<'_>, old: &Update, new: &Update) {
        let (was, now) = (pieces(&old.id, ""), pieces(&new.id, ""));
        if !self.renders_alike(pair, &was, &now) {
            let found = self.option(
                &rules::UPDATE_SAME_ID_TEMPLATE,
                pair,
                ("update id", "id"),
                old.id.clone(),
                new.id.clone(),
            );
            self.push(found);
        }
        if old.validate != new.validate {
            let text = |validate: bool| if validate { "a validator" } else { "no validator" }.to_owned();
            let found = self.option(
                &rules::UPDATE_SAME_VALIDATION,
                pair,
                ("validation", "validate"),
                text(old.validate),
                text(new.validate),
            );
            self.push(found);
        }
        let stage = |update: &Update| update.wait_for_stage.clone().unwrap_or_else(|| "COMPLETED".to_owned());
        let (was, now) = (stage(old), stage(new));
        if was != now {
            let what = ("`wait_for_stage`", "wait_for_stage");
            let found = self.option(&rules::WORKFLOW_SAME_WAIT_POLICY, pair, what, was, now);
            self.push(found);
        }
    }

    /// Fields of an id that are gone or render otherwise. A request that became another message is
    /// another finding.
    fn lost_fields(&self, pair: &Pair<'_>, pieces: &[Piece]) -> Vec<Lost> {
        if self.before.messages.contains_key(&pair.before.request)
            && !self.after.messages.contains_key(&pair.after.request)
        {
            return Vec::new();
        }
        let fields = pieces.iter().filter_map(|piece| match piece {
            Piece::Field(path) => Some(path),
            Piece::Text(_) | Piece::Uuid => None,
        });
        fields.filter_map(|path| self.successor(pair, path).err()).collect()
    }

    fn renders_alike(&self, pair: &Pair<'_>, was: &[Piece], now: &[Piece]) -> bool {
        let moved: Vec<Piece> = was
            .iter()
            .map(|piece| match piece {
                Piece::Field(path) => {
                    Piece::Field(self.successor(pair, path).unwrap_or_else(|_| path.clone()))
                }
                other => other.clone(),
            })
            .collect();
        moved == now
    }

    /// The path that an earlier one of the request has now.
    fn successor(&self, pair: &Pair<'_>, path: &str) -> Result<String, Lost> {
        let (mut old, mut new) = (pair.before.request.as_str(), pair.after.request.as_str());
        let mut successor = Vec::new();
        for name in path.split('.') {
            let (Some(before), Some(after)) = (self.before.messages.get(old), self.after.messages.get(new))
            else {
                return Ok(path.to_owned());
            };
            let field = format!("{old}.{name}");
            let Some(was) = before.fields.get(name) else { return Ok(path.to_owned()) };
            let Some((next, now)) = super::fields::successor(before, after, name) else {
                return Err(Lost { field, why: "is gone".to_owned() });
            };
            successor.push(next);
            let is_message = self.before.messages.contains_key(&was.r#type);
            if is_message != self.after.messages.contains_key(&now.r#type)
                || (!is_message && rendering(&was.r#type) != rendering(&now.r#type))
            {
                let why = format!("was {} and is {}", was.type_text(), now.type_text());
                return Err(Lost { field, why });
            }
            (old, new) = (&was.r#type, &now.r#type);
        }
        Ok(successor.join("."))
    }
}

/// Types of one rendering make the same text of the same value. An enum is its values' names.
fn rendering(kind: &str) -> &str {
    match kind {
        "int32" | "int64" | "sint32" | "sint64" | "sfixed32" | "sfixed64" | "uint32" | "uint64"
        | "fixed32" | "fixed64" => "integer",
        "string" | "bool" | "float" | "double" | "bytes" => kind,
        _ => "enum",
    }
}

/// The generator has refused what is no template.
fn pieces(template: &str, workflow_type: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for token in tokens(template).unwrap_or_default() {
        let piece = match token {
            Token::Text(text) => Piece::Text(text),
            Token::Hole(WORKFLOW_TYPE) => Piece::Text(workflow_type.to_owned()),
            Token::Hole(UUID) => Piece::Uuid,
            Token::Hole(path) => Piece::Field(path.to_owned()),
        };
        match (pieces.last_mut(), piece) {
            (Some(Piece::Text(before)), Piece::Text(text)) => before.push_str(&text),
            (_, piece) => pieces.push(piece),
        }
    }
    pieces
}

fn written_out(template: &str, workflow_type: &str) -> String {
    template.replace("{$workflow_type}", workflow_type)
}
