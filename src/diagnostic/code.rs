//! The stable codes, each with a page that explains it.

use std::fmt;

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $name:ident = $code:literal,)+) => {
        /// The stable codes. SB01: files and compiling; SB02: annotations; SB03: templates;
        /// SB04: names; SB05: targets and configuration; SB06: output; SB07: warnings; SB08: locks and baselines.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Code {
            $($(#[doc = $doc])+ $name,)+
        }

        impl Code {
            /// Every code, in order.
            pub const ALL: &[Code] = &[$(Code::$name,)+];

            /// `SB0203`.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Code::$name => $code,)+
                }
            }

            /// What it means, why it matters and how to fix it: Markdown, a title first.
            pub fn explanation(self) -> &'static str {
                match self {
                    $(Code::$name => include_str!(concat!("explain/", $code, ".md")),)+
                }
            }
        }
    };
}

/// The page of a code, `SB0203`, however its letters are written.
pub fn explanation(code: &str) -> Option<&'static str> {
    Code::ALL.iter().find(|known| known.as_str().eq_ignore_ascii_case(code)).map(|known| known.explanation())
}

codes! {
    /// A file is not there or cannot be read.
    FileNotFound = "SB0101",
    /// A schema does not compile.
    DoesNotCompile = "SB0102",
    /// A descriptor set or plugin request is not one.
    MalformedDescriptors = "SB0103",
    /// The schema needs a compiler that protox is not.
    NeedsOtherCompiler = "SB0104",
    /// A file's name cannot be an output path.
    FileName = "SB0105",

    /// A streaming method.
    Streaming = "SB0201",
    /// An annotation that this version does not know.
    UnknownAnnotation = "SB0202",
    /// An annotation that a target does not render yet.
    UnsupportedAnnotation = "SB0203",
    /// More than one kind on a method.
    ConflictingKinds = "SB0204",
    /// A handler or activity without a timeout that ends lost attempts.
    MissingTimeout = "SB0205",
    /// A duration that is negative, out of range, or makes no sense beside another.
    Duration = "SB0206",
    /// A retry policy that makes no sense.
    Retry = "SB0207",
    /// A name on the wire that is blank, over-long, reserved or holds control characters.
    WireName = "SB0208",
    /// An option on a kind of method that does not take it.
    MisplacedOption = "SB0209",
    /// Two methods with one name on one queue.
    DuplicateWireName = "SB0210",
    /// An enum option whose number has no name.
    UnknownOptionValue = "SB0211",
    /// A signal that returns something.
    SignalReturns = "SB0212",
    /// A query that returns nothing.
    QueryReturnsNothing = "SB0213",
    /// A signal, query or update that no workflow takes.
    Unreachable = "SB0214",
    /// A reference to a method that is not there.
    UnknownRef = "SB0215",
    /// A reference to a method of another kind.
    RefKind = "SB0216",
    /// Methods whose references lead in a circle.
    RefCycle = "SB0217",
    /// References on a handler, whose workflow is generated.
    RefOnHandler = "SB0218",
    /// A query that is to start a workflow.
    StartOnQuery = "SB0219",
    /// Two messages of one workflow with one name.
    DuplicateMessage = "SB0220",
    /// A search attribute without a name or type, or whose value is of another type.
    SearchAttribute = "SB0221",
    /// A memo field without a name, or twice.
    Memo = "SB0222",
    /// A priority or fairness out of range.
    Priority = "SB0223",
    /// A declared error that is not one.
    DeclaredError = "SB0224",

    /// A template that does not parse.
    TemplateSyntax = "SB0301",
    /// A template that names a field which is not there.
    TemplateField = "SB0302",
    /// A template that names a field which has no text.
    TemplateType = "SB0303",
    /// A template that uses what there is none of at its place.
    TemplateScope = "SB0304",

    /// Two names of the schema that a target cannot tell apart.
    NameClash = "SB0401",
    /// A name that a target cannot have.
    ReservedName = "SB0402",
    /// A package or file option that a target needs.
    MissingPackage = "SB0403",

    /// A target that does not exist.
    UnknownTarget = "SB0501",
    /// A configuration that does not parse or holds an unknown key.
    Config = "SB0502",
    /// A standard generator of messages that is not installed.
    MissingGenerator = "SB0503",
    /// A standard generator of messages that failed.
    GeneratorFailed = "SB0504",
    /// An option that a target's SDK does not have.
    Capability = "SB0505",

    /// An output that cannot be written.
    CannotWrite = "SB0601",
    /// Two outputs of one path.
    DuplicateOutput = "SB0602",
    /// An output's place is taken by a file that is not generated.
    NotOurs = "SB0603",

    /// An id or name built from what looks like personal data or a secret.
    PersonalData = "SB0701",
    /// A retry policy of a workflow as a whole.
    WorkflowRetry = "SB0702",
    /// A message without a bound, sent often to one workflow.
    UnboundedMessage = "SB0703",
    /// Two names on the wire that look alike.
    LookAlike = "SB0704",
    /// A task queue that nothing is called on.
    UnusedTaskQueue = "SB0705",

    /// A lock that cannot be read.
    Lock = "SB0801",
    /// A lock of a later version.
    LockVersion = "SB0802",
    /// A baseline that cannot be had.
    Baseline = "SB0803",
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_a_page_of_its_own() {
        for code in Code::ALL {
            let page = code.explanation();
            assert!(page.starts_with(&format!("# {code}: ")), "{code}");
            for section in ["## Why it matters", "## How to fix it"] {
                assert!(page.contains(section), "{code} has no {section}");
            }
            assert_eq!(explanation(code.as_str()), Some(page));
        }
        assert_eq!(explanation("sb0201"), explanation("SB0201"));
        assert_eq!(explanation("SB9999"), None);
    }
}
