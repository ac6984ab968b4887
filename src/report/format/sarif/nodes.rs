//! The parts of a log, in the words of the specification.

use std::collections::BTreeMap;

use serde::Serialize;

#[derive(Serialize)]
pub struct Log<'a> {
    #[serde(rename = "$schema")]
    pub schema: &'a str,
    pub version: &'a str,
    pub runs: [Run<'a>; 1],
}

#[derive(Serialize)]
pub struct Run<'a> {
    pub tool: Tool<'a>,
    pub results: Vec<Result<'a>>,
}

#[derive(Serialize)]
pub struct Tool<'a> {
    pub driver: Driver<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Driver<'a> {
    pub name: &'a str,
    pub semantic_version: &'a str,
    pub rules: Vec<Rule<'a>>,
}

/// `reportingDescriptor`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Rule<'a> {
    pub id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub full_description: Option<Text>,
    pub help: Text,
    pub default_configuration: Configuration<'a>,
}

#[derive(Serialize)]
pub struct Configuration<'a> {
    pub level: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Result<'a> {
    pub rule_id: &'a str,
    pub rule_index: usize,
    pub level: &'a str,
    pub message: Text,
    pub locations: Vec<Place<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub related_locations: Vec<Place<'a>>,
    pub partial_fingerprints: BTreeMap<&'a str, String>,
    pub properties: Properties<'a>,
}

#[derive(Serialize)]
pub struct Text {
    pub text: String,
}

/// `location`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Place<'a> {
    pub physical_location: Physical,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub logical_locations: Vec<Logical<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<Text>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Physical {
    pub artifact_location: Artifact,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<Region>,
}

#[derive(Serialize)]
pub struct Artifact {
    pub uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Region {
    pub start_line: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_column: Option<usize>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Logical<'a> {
    pub fully_qualified_name: &'a str,
}

/// What the specification has no word for.
#[derive(Serialize)]
pub struct Properties<'a> {
    pub symbol: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub was: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub now: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fix: Option<&'a str>,
}
