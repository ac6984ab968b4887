//! Nothing that comes in makes the plugin panic or hang.

use prost::Message;
use prost_types::field_descriptor_proto::{Label, Type};
use prost_types::source_code_info::Location;
use prost_types::{
    DescriptorProto, EnumDescriptorProto, EnumValueDescriptorProto, FieldDescriptorProto,
    FileDescriptorProto, MessageOptions, OneofDescriptorProto, SourceCodeInfo,
};
use stubborn::{descriptor, plugin};

use crate::request::{error, file, method, request, request_for, respond};

#[test]
fn nothing_at_all_is_answered() {
    let response = respond(&[]);
    assert_eq!((response.error, response.file.len(), response.supported_features), (None, 0, Some(3)));
}

#[test]
fn what_is_no_request_is_refused() {
    assert!(plugin::respond(vec![0xff; 100].into()).unwrap_err().contains("no plugin request"));
    let whole = request(&[file()], &["a.proto"]);
    assert!(plugin::respond(whole[..whole.len() - 1].to_vec().into()).is_err());
}

#[test]
fn imports_are_complete_and_without_circles() {
    let import = |name: &str, imports: &[&str]| FileDescriptorProto {
        name: Some(name.into()),
        dependency: imports.iter().map(|&import| import.to_owned()).collect(),
        ..Default::default()
    };
    let missing = error(&request(&[import("a.proto", &["b.proto"])], &["a.proto"]));
    assert!(missing.contains("`a.proto` imports `b.proto`"), "{missing}");
    let circle = [import("a.proto", &["b.proto"]), import("b.proto", &["a.proto"])];
    assert!(error(&request(&circle, &["a.proto"])).contains("circle"));
    assert!(error(&request(&[file()], &["b.proto"])).contains("`b.proto` is to be generated"));
    let unordered = [import("a.proto", &["b.proto"]), import("b.proto", &[])];
    assert_eq!(respond(&request(&unordered, &["a.proto"])).error, None);
    let chain: Vec<_> = (0..10_000).map(|i| import(&i.to_string(), &[&(i + 1).to_string()])).collect();
    assert!(error(&request(&chain, &["0"])).contains("imports `10000`"));
}

#[test]
fn names_are_unique_and_resolve() {
    let mut twice = file();
    twice.message_type.push(twice.message_type[0].clone());
    assert!(error(&request(&[twice.clone()], &["a.proto"])).contains("defined twice"));
    assert!(error(&request(&[twice, file()], &["a.proto"])).contains("two different files"));
    assert_eq!(respond(&request(&[file(), file()], &["a.proto"])).error, None);

    let mut unresolved = file();
    unresolved.service[0].method[0].input_type = Some(".a.Missing".into());
    assert!(error(&request(&[unresolved], &["a.proto"])).contains("`.a.Missing` is not defined"));

    let mut enum_input = file();
    enum_input.enum_type.push(EnumDescriptorProto {
        name: Some("E".into()),
        value: vec![EnumValueDescriptorProto {
            name: Some("E0".into()),
            number: Some(0),
            ..Default::default()
        }],
        ..Default::default()
    });
    enum_input.service[0].method[0].input_type = Some(".a.E".into());
    assert!(error(&request(&[enum_input], &["a.proto"])).contains("is not a message"));
    let nameless = FileDescriptorProto::default();
    assert!(error(&request(&[nameless], &[""])).contains("has no name"));
}

#[test]
fn unknown_syntaxes_and_editions_are_named() {
    let proto9 = FileDescriptorProto { syntax: Some("proto9".into()), ..file() };
    assert!(error(&request(&[proto9], &["a.proto"])).contains("syntax \"proto9\""));
    let mut edition = FileDescriptorProto { syntax: Some("editions".into()), ..file() }.encode_to_vec();
    edition.extend([14 << 3, 0xcf, 0x0f]);
    let mut sent = request_for(&Default::default(), &["a.proto"]);
    sent.proto_file.push(edition);
    assert!(error(&sent.encode_to_vec()).contains("edition 1999"));
}

#[test]
fn places_may_be_nonsense() {
    let location = |path: &[i32], span: &[i32]| Location {
        path: path.to_vec(),
        span: span.to_vec(),
        ..Default::default()
    };
    let mut streaming = file();
    streaming.service[0].method[0].client_streaming = Some(true);
    for span in [&[-1, -5, -9][..], &[], &[1], &[i32::MAX; 4], &[3, 2, 1, 0], &[1, 2, 3, 4, 5]] {
        let info = SourceCodeInfo { location: vec![location(&[6, 0, 2, 0], span), location(&[], span)] };
        streaming.source_code_info = Some(info);
        assert!(error(&request(&[streaming.clone()], &["a.proto"])).contains("streams"));
    }
    let many = (0..100_000).map(|number| location(&[4, number, -1], &[number, 0, 1])).collect();
    let many = FileDescriptorProto { source_code_info: Some(SourceCodeInfo { location: many }), ..file() };
    assert_eq!(respond(&request(&[many], &["a.proto"])).error, None);
}

#[test]
fn odd_descriptors_are_reported_or_taken() {
    let field = |field: FieldDescriptorProto| {
        let mut odd = file();
        odd.message_type[0].field.push(FieldDescriptorProto { name: Some("f".into()), ..field });
        respond(&request(&[odd], &["a.proto"]))
    };
    let number = |number| FieldDescriptorProto {
        number: Some(number),
        r#type: Some(Type::Int32.into()),
        ..Default::default()
    };
    for odd in [0, -1, i32::MIN, i32::MAX, 19_000] {
        assert!(field(number(odd)).error.is_some(), "{odd}");
    }
    assert!(field(FieldDescriptorProto { oneof_index: Some(7), ..number(1) }).error.is_some());
    assert!(field(FieldDescriptorProto { oneof_index: Some(-7), ..number(1) }).error.is_some());
    for kind in [0, 99, -1] {
        field(FieldDescriptorProto { r#type: Some(kind), ..number(1) });
    }
    field(FieldDescriptorProto { label: Some(77), ..number(1) });
    field(FieldDescriptorProto { type_name: Some("".into()), r#type: None, ..number(1) });
    field(FieldDescriptorProto {
        type_name: Some("..".into()),
        r#type: Some(Type::Message.into()),
        ..number(1)
    });
    field(FieldDescriptorProto { default_value: Some("x".into()), ..number(1) });

    let mut odd = file();
    odd.message_type[0].oneof_decl.push(OneofDescriptorProto::default());
    odd.public_dependency = vec![3, -3];
    odd.weak_dependency = vec![i32::MAX];
    assert!(respond(&request(&[odd], &["a.proto"])).error.is_some());
}

#[test]
fn map_entries_may_lack_their_fields() {
    let entry = DescriptorProto {
        name: Some("FEntry".into()),
        options: Some(MessageOptions { map_entry: Some(true), ..Default::default() }),
        ..Default::default()
    };
    let mut odd = file();
    odd.message_type[0].nested_type.push(entry);
    odd.message_type[0].field.push(FieldDescriptorProto {
        name: Some("f".into()),
        number: Some(1),
        label: Some(Label::Repeated.into()),
        r#type: Some(Type::Message.into()),
        type_name: Some(".a.M.FEntry".into()),
        ..Default::default()
    });
    respond(&request(&[odd], &["a.proto"]));
}

#[test]
fn nesting_is_bounded() {
    let mut message = DescriptorProto { name: Some("M".into()), ..Default::default() };
    for _ in 0..90 {
        message =
            DescriptorProto { name: Some("M".into()), nested_type: vec![message], ..Default::default() };
    }
    let deep = FileDescriptorProto { message_type: vec![message.clone()], ..file() };
    respond(&request(&[deep], &["a.proto"]));
    // Built as bytes: dropping it, nested this deeply, would overflow the stack of the test itself.
    let mut nested = vec![];
    for _ in 0..10_000 {
        let mut outer = vec![3 << 3 | 2];
        prost::encode_length_delimiter(nested.len(), &mut outer).unwrap();
        outer.append(&mut nested);
        nested = outer;
    }
    let mut deeper = file().encode_to_vec();
    deeper.push(4 << 3 | 2);
    prost::encode_length_delimiter(nested.len(), &mut deeper).unwrap();
    deeper.extend(nested);
    let mut sent = request_for(&Default::default(), &["a.proto"]);
    sent.proto_file.push(deeper);
    let error = error(&sent.encode_to_vec());
    assert!(error.contains("recursion limit"), "{error}");
}

#[test]
fn much_is_answered() {
    let mut many = file();
    many.service[0].method = (0..10_000).map(|number| method(&format!("Do{number}"))).collect();
    assert_eq!(respond(&request(&[many], &["a.proto"])).error, None);
    let empty = |number| FileDescriptorProto { name: Some(format!("f{number}.proto")), ..Default::default() };
    let files: Vec<_> = (0..10_000).map(empty).collect();
    let names: Vec<_> = files.iter().map(|file| file.name()).collect();
    assert_eq!(respond(&request(&files, &names)).error, None);
}

/// A compiled schema with all that our own reading of options looks at.
fn annotated() -> crate::request::Request {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/kinds/proto");
    let schema = descriptor::compile(std::slice::from_ref(&folder), std::slice::from_ref(&folder)).unwrap();
    let roots: Vec<&str> = schema.roots.iter().map(String::as_str).collect();
    request_for(&schema.pool, &roots)
}

#[test]
fn damaged_requests_do_no_harm() {
    let whole = annotated();
    // Always the same numbers, so that a failure can be repeated.
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut random = move |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % below.max(1) as u64).unwrap()
    };
    for _ in 0..1_500 {
        let mut damaged = whole.clone();
        let index = random(damaged.proto_file.len());
        let file = &mut damaged.proto_file[index];
        for _ in 0..=random(4) {
            if file.is_empty() {
                break;
            }
            let at = random(file.len());
            match random(4) {
                0 => file[at] = u8::try_from(random(256)).unwrap(),
                1 => file[at] ^= 1 << random(8),
                2 => drop(file.remove(at)),
                _ => file.truncate(at.max(1)),
            }
        }
        let _ = plugin::respond(damaged.encode_to_vec().into());
    }
}
