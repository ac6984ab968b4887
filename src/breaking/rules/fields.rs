//! Messages and enums that methods reach, as Protobuf JSON.

use super::rules;

rules! {
    FIELD_NO_DELETE: Json, Error, [History], Server {
        fires: "A field is gone. With `readers = \"stubborn\"` a warning, and only where its name is reserved.",
        why: "strict readers refuse payloads of histories and old callers that hold it; lenient ones lose its value quietly",
        before: "message HelloRequest { string name = 1; string title = 2; }",
        after: "message HelloRequest { string name = 1; reserved 2; reserved \"title\"; }",
        safely: "mark the field deprecated, stop writing it, and delete it when no history and no caller holds it",
    }
    FIELD_NO_DELETE_UNLESS_RESERVED: Json, Warning, [History], Server {
        fires: "A field or enum value is gone, and its name is not reserved; with `readers = \"stubborn\"`.",
        why: "its value is lost quietly, and somebody may give the name another meaning",
        before: "message HelloRequest { string name = 1; string title = 2; }",
        after: "message HelloRequest { string name = 1; }",
        safely: "reserve its name and its number",
    }
    FIELD_SAME_JSON_NAME: Json, Error, [History], Server {
        fires: "A field has another name in JSON, usually because it was renamed.",
        why: "payloads hold the old key: strict readers refuse it, lenient ones read the field as unset",
        before: "message HelloRequest { string name = 1; }",
        after: "message HelloRequest { string full_name = 1; }",
        safely: "pin the old key: `string full_name = 1 [json_name = \"name\"];`",
    }
    FIELD_SAME_NAME: Source, Warning, [Source], Compilers {
        fires: "A field was renamed in the schema, with its name in JSON pinned.",
        why: "code that uses the field stops compiling; payloads are as before",
        before: "message HelloRequest { string name = 1; }",
        after: "message HelloRequest { string full_name = 1 [json_name = \"name\"]; }",
        safely: "change the code that uses it together with the schema",
    }
    FIELD_JSON_COMPATIBLE_TYPE: Json, Error, [History], Server {
        fires: "A field has a type whose JSON the old one's readers, or the new one's, refuse or misread. A warning where most values pass: int32 to int64 or uint32.",
        why: "payloads of histories and of the other side do not fit the type",
        before: "message HelloRequest { string name = 1; }",
        after: "message HelloRequest { int32 name = 1; }",
        safely: "add a field of the new type under another name, write both, and drop the old one when nobody reads it",
    }
    FIELD_JSON_COMPATIBLE_CARDINALITY: Json, Error, [History], Server {
        fires: "A field became a list or map, or stopped being one.",
        why: "JSON has a list, an object or a single value there, and a reader of another refuses it",
        before: "message HelloRequest { string name = 1; }",
        after: "message HelloRequest { repeated string name = 1; }",
        safely: "add a field of the new form under another name, write both, and drop the old one when nobody reads it",
    }
    FIELD_SAME_ONEOF: Json, Warning, [Source, Policy], Server {
        fires: "A field moved into a oneof, out of one, or to another; an error where payloads may now hold two of one oneof.",
        why: "generated code changes, and a payload with two fields of a oneof is refused",
        before: "message Target { string url = 1; string path = 2; }",
        after: "message Target { oneof where { string url = 1; string path = 2; } }",
        safely: "add the oneof with fields of other names, and drop the old fields when nobody reads them",
    }
    FIELD_SAME_PRESENCE: Json, Warning, [Policy], Policy {
        fires: "A field began or stopped to tell unset from zero.",
        why: "zero is left out by one side and read as unset by the other",
        before: "message Limit { int32 count = 1; }",
        after: "message Limit { optional int32 count = 1; }",
        safely: "treat unset and zero alike until both sides are deployed",
    }
    FIELD_SAME_DEFAULT: Json, Error, [History], Server {
        fires: "The default of a field changed.",
        why: "a payload that leaves the field out is read as another value than was meant",
        before: "optional int32 limit = 1 [default = 10];",
        after: "optional int32 limit = 1 [default = 20];",
        safely: "add a field with the new default under another name",
    }
    MESSAGE_SAME_REQUIRED_FIELDS: Json, Error, [History], Server {
        fires: "A message has other required fields.",
        why: "a message without a required field is refused, by old code or by new",
        before: "message Limit { optional int32 count = 1; }",
        after: "message Limit { required int32 count = 1; }",
        safely: "never add a required field; let all readers do without one before making it optional",
    }
    FIELD_NO_ADD_STRICT: Json, Warning, [Rollout], Server {
        fires: "A field is new, and not all readers are Stubborn's.",
        why: "hand-written readers in Go, Python and protobuf-es refuse keys that they do not know",
        before: "message HelloRequest { string name = 1; }",
        after: "message HelloRequest { string name = 1; string title = 2; }",
        safely: "deploy those who read the message before those who write it; if all are stubs, say `readers = \"stubborn\"`",
    }
    FIELD_ADD: Json, Info, [Rollout], Server {
        fires: "A field is new; with `readers = \"stubborn\"`.",
        why: "Stubborn's readers ignore it until they know it",
        before: "message HelloRequest { string name = 1; }",
        after: "message HelloRequest { string name = 1; string title = 2; }",
        safely: "nothing to do",
    }
    FIELD_SAME_NUMBER: Binary, Error, [History], Server {
        fires: "A field or enum value has another number; only with `encoding = \"binary\"`, since JSON carries none.",
        why: "binary payloads know fields and values by number alone",
        before: "message HelloRequest { string name = 1; }",
        after: "message HelloRequest { string name = 2; }",
        safely: "keep the number",
    }
    ENUM_VALUE_NO_DELETE: Json, Error, [History], Server {
        fires: "A value of an enum is gone. With `readers = \"stubborn\"` a warning, and only where its name is reserved.",
        why: "strict readers refuse payloads that hold the name; lenient ones lose it quietly",
        before: "enum Colour { NONE = 0; RED = 1; BLUE = 2; }",
        after: "enum Colour { NONE = 0; RED = 1; }",
        safely: "mark the value deprecated, stop writing it, and delete it when no history and no caller holds it",
    }
    ENUM_VALUE_SAME_NAME: Json, Error, [History], Server {
        fires: "A value of an enum was renamed; a warning where the old name is still read, as an alias behind the new one.",
        why: "JSON carries names: readers of one name do not know the other",
        before: "enum Colour { NONE = 0; RED = 1; }",
        after: "enum Colour { NONE = 0; CRIMSON = 1; }",
        safely: "keep the name; or add the new one behind it as an alias (`allow_alias`), and put it in front when all readers know it",
    }
    ENUM_VALUE_NO_ADD_STRICT: Json, Warning, [Rollout], Server {
        fires: "A value of an enum is new, and not all readers are Stubborn's.",
        why: "hand-written readers in Go, Python and protobuf-es refuse names that they do not know, and TypeScript's take them for zero",
        before: "enum Colour { NONE = 0; RED = 1; }",
        after: "enum Colour { NONE = 0; RED = 1; BLUE = 2; }",
        safely: "deploy those who read the enum before those who write the value; if all are stubs, say `readers = \"stubborn\"`",
    }
    ENUM_VALUE_ADD: Json, Info, [Rollout], Server {
        fires: "A value of an enum is new; with `readers = \"stubborn\"`.",
        why: "Stubborn's readers ignore it until they know it",
        before: "enum Colour { NONE = 0; RED = 1; }",
        after: "enum Colour { NONE = 0; RED = 1; BLUE = 2; }",
        safely: "nothing to do",
    }
    ENUM_ZERO_SAME_NAME: Json, Warning, [History], Server {
        fires: "The value zero of an enum was renamed; an error where a list, map, oneof or optional field can write it by name.",
        why: "zero is mostly left out, but where it is written, readers of the other name do not know it",
        before: "enum Colour { NONE = 0; }",
        after: "enum Colour { COLOUR_UNSPECIFIED = 0; }",
        safely: "keep the old name, with the new one behind it as an alias (`allow_alias`)",
    }
    ENUM_SAME_JSON_FORMAT: Json, Error, [History], Policy {
        fires: "The feature `json_format` of an enum changed.",
        why: "what was accepted in JSON may be refused",
        before: "option features.json_format = ALLOW;",
        after: "option features.json_format = LEGACY_BEST_EFFORT;",
        safely: "keep `ALLOW`",
    }
    MESSAGE_SAME_JSON_FORMAT: Json, Error, [History], Policy {
        fires: "The feature `json_format` of a message changed.",
        why: "what was accepted in JSON may be refused",
        before: "option features.json_format = ALLOW;",
        after: "option features.json_format = LEGACY_BEST_EFFORT;",
        safely: "keep `ALLOW`",
    }
    RESERVED_NO_DELETE: Json, Warning, [History], Policy {
        fires: "A reserved name or number is free again.",
        why: "payloads of the old field are read as the new one",
        before: "message HelloRequest { reserved 2; reserved \"title\"; }",
        after: "message HelloRequest { }",
        safely: "keep it reserved for as long as histories are kept",
    }
    ANY_TYPE_NO_DELETE: Json, Warning, [History], Server {
        fires: "A message is gone that a reachable `google.protobuf.Any` may hold.",
        why: "an `Any` that holds it cannot be read or written as JSON any more",
        before: "message Circle { double radius = 1; }  // sent in an Any",
        after: "// no Circle",
        safely: "keep the message until no payload holds it",
    }
}
