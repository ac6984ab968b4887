use super::*;

#[test]
fn modules_are_protocs() {
    for (path, module, output) in [
        ("hello/v1/hello.proto", "hello.v1.hello_pb2", "hello/v1/hello_stubborn.py"),
        ("hello.proto", "hello_pb2", "hello_stubborn.py"),
        ("a-b/c-d.proto", "a_b.c_d_pb2", "a_b/c_d_stubborn.py"),
        ("a/b.c.proto", "a.b.c_pb2", "a/b/c_stubborn.py"),
        ("a/class/k.proto", "a.class.k_pb2", "a/class/k_stubborn.py"),
    ] {
        assert_eq!(message_module(path), module);
        assert_eq!(output_path(path), output);
    }
}

#[test]
fn methods_are_snake_cased_and_leave_python_its_own() {
    for (name, expected) in [
        ("SayHello", "say_hello"),
        ("HTTPGetURL2", "http_get_url2"),
        ("getX", "get_x"),
        ("await", "await_"),
        ("None", "none"),
        ("Type", "type_"),
        ("Str", "str_"),
        ("Match", "match"),
        ("__init__", "init"),
        ("_private", "private"),
        ("_1", "_1"),
        ("Hello_pb2", "hello_pb2_"),
    ] {
        assert_eq!(method_named(name), expected, "{name}");
    }
}

#[test]
fn classes_start_with_a_capital() {
    for (name, expected) in
        [("Greeter", "Greeter"), ("greeter", "Greeter"), ("__x", "X"), ("HTTPApi", "HTTPApi"), ("_1", "_1")]
    {
        assert_eq!(class_named(name), expected, "{name}");
    }
}

#[test]
fn identifiers_are_an_allow_list() {
    for name in ["a", "_a1", "match", "type"] {
        assert!(is_identifier(name), "{name}");
    }
    for name in ["", "1a", "class", "None", "a-b", "a.b", "\u{e9}", "a b"] {
        assert!(!is_identifier(name), "{name}");
    }
}
