//! Payload identity: which message is in a payload, and in which form.

use super::rules;

rules! {
    METHOD_SAME_REQUEST_TYPE: Json, Error, [History, Rollout], Server {
        fires: "A method takes another message.",
        why: "payloads carry the full name of their message, and a reader refuses any other",
        before: "rpc SayHello(HelloRequest) returns (HelloReply);",
        after: "rpc SayHello(GreetRequest) returns (HelloReply);",
        safely: "change the message in place, or add a method that takes the new one",
    }
    METHOD_SAME_RESPONSE_TYPE: Json, Error, [History, Rollout], Server {
        fires: "A method returns another message.",
        why: "payloads carry the full name of their message, and a reader refuses any other",
        before: "rpc SayHello(HelloRequest) returns (HelloReply);",
        after: "rpc SayHello(HelloRequest) returns (GreetReply);",
        safely: "change the message in place, or add a method that returns the new one",
    }
    MESSAGE_SAME_FULL_NAME: Json, Error, [History], Server {
        fires: "A request, response or declared error was renamed or moved, and is otherwise the same.",
        why: "payloads in histories and in flight carry the old full name, and a reader refuses it",
        before: "message HelloRequest { string name = 1; }",
        after: "message GreetRequest { string name = 1; }",
        safely: "keep the name; for another one, add a method that takes the new message, and move callers",
    }
    METHOD_SAME_INPUT_ARITY: Json, Error, [History], Server {
        fires: "A method's request became `google.protobuf.Empty`, or was it.",
        why: "Empty is written as no argument at all: readers of the other form find one too many or too few",
        before: "rpc Ping(google.protobuf.Empty) returns (Pong);",
        after: "rpc Ping(PingRequest) returns (Pong);",
        safely: "add a method that takes the message, and move callers; begin new methods with a message of their own",
    }
    PAYLOAD_SAME_ENCODING: Json, Error, [History], Server {
        fires: "The configured encoding of payloads is another than the lock's.",
        why: "readers of the old encoding cannot read what is written in the new one",
        before: "encoding = \"json\"",
        after: "encoding = \"binary\"",
        safely: "make every reader take both first; the readers of Stubborn do",
    }
    METHOD_NO_STREAMING: Json, Error, [], Generator {
        fires: "An rpc streams. The generator refuses it (SB0201), and so does `breaking`.",
        why: "a call is one request and one response",
        before: "rpc Watch(WatchRequest) returns (Event);",
        after: "rpc Watch(WatchRequest) returns (stream Event);",
        safely: "use a `repeated` field, or one call a value",
    }
}
