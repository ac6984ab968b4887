//! The contract that is in force, as a file: `stubborn.lock`.
//!
//! Small, sorted and stable: a fact a line, so that a change of the contract reads in a pull request
//! as what it is. It is TOML; a later version may hold what this one does not know, and is refused.

mod layout;
mod places;
mod read;

use serde::{Deserialize, Serialize};

use super::contract::Contract;

/// The name of the file, beside the configuration.
pub const FILE_NAME: &str = "stubborn.lock";
/// Of the form of the file, which is another matter than the generator's.
pub const VERSION: u32 = 1;
/// The largest file that is read: 50,000 methods have room in it.
pub const LARGEST: u64 = 64 << 20;

/// How payloads are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Encoding {
    /// `json/protobuf`.
    #[default]
    Json,
    /// `binary/protobuf`, by some peer.
    Binary,
}

impl Encoding {
    /// As written in the configuration.
    pub fn as_str(self) -> &'static str {
        match self {
            Encoding::Json => "json",
            Encoding::Binary => "binary",
        }
    }
}

/// A finding that somebody has accepted.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Accepted {
    pub rule: String,
    /// A full name of the contract before.
    pub symbol: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// In the words of whoever accepted it.
    pub reason: String,
}

/// All of the file.
#[derive(Clone, Debug, Default)]
pub struct Lock {
    pub encoding: Encoding,
    pub contract: Contract,
    /// What was accepted since the contract before this one, sorted.
    pub accepted: Vec<Accepted>,
}

pub use layout::{HEADER, text};
pub use read::{Fault, parse, read};
