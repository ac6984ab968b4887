//! The target's own settings.

use crate::config::TargetConfig;

/// The key of [`Extension`], which protoc-gen-es calls the same.
pub const IMPORT_EXTENSION: &str = "import_extension";

/// What configuration says, defaults applied.
#[derive(Clone, Copy, Debug, Default)]
pub struct Settings {
    pub extension: Extension,
}

impl Settings {
    /// Values that do not exist have been rejected by `check`.
    pub fn of(config: &TargetConfig) -> Self {
        let extension = config.options.get(IMPORT_EXTENSION).and_then(|value| Extension::parse(value));
        Self { extension: extension.unwrap_or_default() }
    }
}

/// How relative imports end.
///
/// The default is that of protoc-gen-es: it is what ts-node, Jest and bundlers take. Node's ES modules
/// need an extension: `js`, or `ts` where TypeScript is run as it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Extension {
    #[default]
    None,
    Js,
    Ts,
}

impl Extension {
    pub const NAMES: &'static str = "none, js, ts";

    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "none" => Some(Self::None),
            "js" => Some(Self::Js),
            "ts" => Some(Self::Ts),
            _ => None,
        }
    }

    /// What is put behind a module's path.
    pub fn suffix(self) -> &'static str {
        match self {
            Self::None => "",
            Self::Js => ".js",
            Self::Ts => ".ts",
        }
    }
}
