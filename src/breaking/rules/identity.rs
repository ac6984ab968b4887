//! Contract identity: who picks work up, and what running executions hold on to.

use super::rules;

rules! {
    SERVICE_NO_DELETE: Routing, Error, [Route], Server {
        fires: "A service is gone, and nothing serves any of its methods any more.",
        why: "calls and running workflows wait for workers that no longer exist",
        before: "service Greeter { rpc SayHello(HelloRequest) returns (HelloReply); }",
        after: "// no Greeter",
        safely: "mark the service deprecated, move callers away, wait until its running workflows have ended, then delete it with an exception whose reason says how you know",
    }
    WORKFLOW_NO_DELETE: Routing, Error, [Route, Replay], Server {
        fires: "A workflow or handler is gone, and no other method serves its workflow type.",
        why: "running workflows of this type, and every new start, are retried for ever: no worker knows the type",
        before: "rpc SayHello(HelloRequest) returns (HelloReply);\nrpc SayBye(ByeRequest) returns (ByeReply);",
        after: "rpc SayHello(HelloRequest) returns (HelloReply);",
        safely: "mark the rpc deprecated, move callers away, wait until no workflow of the type runs (`temporal workflow count --query 'WorkflowType=\"…\" AND ExecutionStatus=\"Running\"'`), then delete it with an exception that says so",
    }
    WORKFLOW_SAME_NAME: Routing, Error, [Route, Replay], Server {
        fires: "A workflow type changed, by itself or with its rpc, service or package, and the old one is no alias.",
        why: "running workflows keep the old type and deployed callers start it, but new workers serve only the new one",
        before: "rpc SayHello(HelloRequest) returns (HelloReply);",
        after: "rpc Greet(HelloRequest) returns (HelloReply);",
        safely: "keep the old type as an alias; deploy workers before callers, and drop the alias when nothing of the old type runs",
    }
    WORKFLOW_ALIAS_NO_DELETE: Routing, Error, [Route, Replay], Server {
        fires: "An alias of a workflow is gone.",
        why: "workflows that were started under the alias, and callers that still use it, find no worker",
        before: "option (stubborn.v1.method).workflow.aliases = \"hello.v1.Greeter.Hi\";",
        after: "// no alias",
        safely: "wait until no workflow of the alias runs and no caller starts one, then drop it with an exception that says so",
    }
    WORKFLOW_SAME_TASK_QUEUE: Routing, Error, [Route], Server {
        fires: "The task queue on which a workflow starts changed.",
        why: "new starts go to a queue that old workers do not poll, and running workflows stay behind on the old one",
        before: "option (stubborn.v1.service).task_queue = \"hello-task-queue\";",
        after: "option (stubborn.v1.service).task_queue = \"greeter\";",
        safely: "run workers on both queues until the old one is drained, then change the schema with an exception that says so",
    }
    METHOD_SAME_KIND: Replay, Error, [Route, Replay], Server {
        fires: "A method became another kind: workflow, handler, local handler, activity, signal, query or update.",
        why: "histories hold the commands of the old kind, and deployed callers make the old kind of call",
        before: "rpc Charge(ChargeRequest) returns (ChargeReply);",
        after: "rpc Charge(ChargeRequest) returns (ChargeReply) {\n  option (stubborn.v1.method).handler.start_to_close_timeout.seconds = 30;\n}",
        safely: "add a method of the new kind beside the old one, move callers, drain, and delete the old one",
    }
    SIGNAL_NO_DELETE: Routing, Error, [Route], Server {
        fires: "A signal is gone.",
        why: "a signal that no worker knows is dropped silently: the sender is told that all is well",
        before: "rpc Cancel(CancelRequest) returns (google.protobuf.Empty) { option (stubborn.v1.method).signal = {}; }",
        after: "// no Cancel",
        safely: "keep serving it, as a no-op if need be, until no deployed caller sends it",
    }
    SIGNAL_SAME_NAME: Routing, Error, [Route], Server {
        fires: "The name of a signal changed.",
        why: "callers send the old name, which new workers drop silently",
        before: "rpc Cancel(CancelRequest) returns (google.protobuf.Empty) { option (stubborn.v1.method).signal = {}; }",
        after: "rpc Abort(CancelRequest) returns (google.protobuf.Empty) { option (stubborn.v1.method).signal = {}; }",
        safely: "pin the old name with `signal.name`, or serve both signals until nobody sends the old one",
    }
    QUERY_NO_DELETE: Routing, Error, [Route], Server {
        fires: "A query is gone.",
        why: "every deployed caller's query fails",
        before: "rpc GetState(GetStateRequest) returns (State) { option (stubborn.v1.method).query = {}; }",
        after: "// no GetState",
        safely: "move callers away before deleting it",
    }
    QUERY_SAME_NAME: Routing, Error, [Route], Server {
        fires: "The name of a query changed.",
        why: "every deployed caller's query fails",
        before: "rpc GetState(GetStateRequest) returns (State) { option (stubborn.v1.method).query = {}; }",
        after: "rpc State(GetStateRequest) returns (State) { option (stubborn.v1.method).query = {}; }",
        safely: "pin the old name with `query.name`, or serve both until nobody asks the old one",
    }
    UPDATE_NO_DELETE: Routing, Error, [Route, Replay], Server {
        fires: "An update is gone.",
        why: "callers' updates fail, and updates that histories have admitted lose their handler at replay",
        before: "rpc SetLimit(SetLimitRequest) returns (Limit) { option (stubborn.v1.method).update = {}; }",
        after: "// no SetLimit",
        safely: "move callers away, and wait until every workflow that has admitted one has ended",
    }
    UPDATE_SAME_NAME: Routing, Error, [Route, Replay], Server {
        fires: "The name of an update changed.",
        why: "callers send the old name, and histories that have admitted it lose its handler at replay",
        before: "rpc SetLimit(SetLimitRequest) returns (Limit) { option (stubborn.v1.method).update = {}; }",
        after: "rpc Limit(SetLimitRequest) returns (Limit) { option (stubborn.v1.method).update = {}; }",
        safely: "pin the old name with `update.name`, or serve both until nobody uses the old one",
    }
    ACTIVITY_NO_DELETE: Replay, Error, [Route, Replay], Server {
        fires: "An activity is gone.",
        why: "activities that are scheduled find no worker, and a workflow that called it no longer replays",
        before: "rpc Charge(ChargeRequest) returns (ChargeReply) { option (stubborn.v1.method).activity = {}; }",
        after: "// no Charge",
        safely: "stop calling it behind a patch or a worker version, wait until those workflows have ended, then delete it",
    }
    ACTIVITY_SAME_NAME: Replay, Error, [Route, Replay], Server {
        fires: "An activity type changed; a handler's is the type of its workflow unless it is named.",
        why: "the type of an activity is compared at replay, and scheduled ones are picked up under the old type",
        before: "rpc Charge(ChargeRequest) returns (ChargeReply) { option (stubborn.v1.method).activity = {}; }",
        after: "rpc Bill(ChargeRequest) returns (ChargeReply) { option (stubborn.v1.method).activity = {}; }",
        safely: "pin the old type with `activity.name`, or `handler.name`",
    }
    ACTIVITY_SAME_TASK_QUEUE: Routing, Error, [Route], Server {
        fires: "The task queue on which an activity runs changed.",
        why: "activities that are scheduled sit on the old queue until they time out",
        before: "option (stubborn.v1.method).activity.task_queue = \"gpu\";",
        after: "option (stubborn.v1.method).activity.task_queue = \"gpu-large\";",
        safely: "run workers on both queues until the old one is drained, then change the schema with an exception that says so",
    }
    WORKFLOW_HANDLER_NO_DETACH: Source, Warning, [Source], Server {
        fires: "A workflow no longer lists a signal, query or update.",
        why: "its handles lose the call, and its workers stop serving it",
        before: "option (stubborn.v1.method).workflow = { signals: { ref: \"Cancel\" } };",
        after: "option (stubborn.v1.method).workflow = {};",
        safely: "move callers away before taking it off the list",
    }
    WORKFLOW_WITH_START_NO_DELETE: Source, Warning, [Source], Compilers {
        fires: "A signal or update no longer has a call that starts its workflow in one step.",
        why: "callers of signal-with-start or update-with-start stop compiling",
        before: "option (stubborn.v1.method).workflow = { signals: { ref: \"Cancel\", start: true } };",
        after: "option (stubborn.v1.method).workflow = { signals: { ref: \"Cancel\" } };",
        safely: "move callers to two calls before dropping `start`",
    }
    WORKFLOW_NAME_UNIQUE: Routing, Error, [Route], Generator {
        fires: "Two methods have one workflow type on one queue. The generator refuses it (SB0210), and so does `breaking`.",
        why: "a worker could not tell them apart",
        before: "rpc A(Request) returns (Reply);\nrpc B(Request) returns (Reply);",
        after: "rpc A(Request) returns (Reply);\nrpc B(Request) returns (Reply) { option (stubborn.v1.method).workflow.aliases = \"a.v1.S.A\"; }",
        safely: "give one of them another name, alias or queue",
    }
    HANDLER_NAME_UNIQUE: Routing, Error, [Route], Generator {
        fires: "Two signals, queries or updates of a workflow have one name, or two activities on one queue have one type. The generator refuses it (SB0210), and so does `breaking`.",
        why: "a worker could not tell them apart",
        before: "rpc Cancel(A) returns (google.protobuf.Empty) { option (stubborn.v1.method).signal = {}; }",
        after: "rpc Stop(A) returns (google.protobuf.Empty) { option (stubborn.v1.method).signal.name = \"hello.v1.Greeter.Cancel\"; }",
        safely: "give one of them another name",
    }
    METHOD_ADD: Source, Info, [Source], Server {
        fires: "A method, or a service with its methods, is new.",
        why: "workers have to be deployed before callers use it",
        before: "rpc SayHello(HelloRequest) returns (HelloReply);",
        after: "rpc SayHello(HelloRequest) returns (HelloReply);\nrpc SayBye(ByeRequest) returns (ByeReply);",
        safely: "deploy workers first",
    }
}
