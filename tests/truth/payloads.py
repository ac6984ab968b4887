"""Messages with something in every field, how they travel, and what a reader sees of them."""

from __future__ import annotations

from typing import Any

from contract import EMPTY, Side
from google.protobuf import any_pb2, json_format
from google.protobuf.descriptor import Descriptor, FieldDescriptor
from google.protobuf.message import DecodeError, Message
from temporalio.api.common.v1 import Payload

INTEGERS = {
    FieldDescriptor.CPPTYPE_INT32: (7, 2**31 - 1, -1, 0),
    FieldDescriptor.CPPTYPE_INT64: (7, 2**53 + 1, -1, 0),
    FieldDescriptor.CPPTYPE_UINT32: (7, 2**32 - 1, 1, 0),
    FieldDescriptor.CPPTYPE_UINT64: (7, 2**64 - 1, 1, 0),
}
TEXTS = ("order 7", "12", "", "ship")
# Held by floats and by doubles exactly, so that no difference is a rounding.
NUMBERS = (1.5, -2.0, 0.0, 65504.0)
BYTES = (b"\x00\xff", b"abc", b"", b"\xfe")


class Unreadable(Exception):
    """A reader refuses a payload."""


def sample(message: Message, index: int, depth: int = 3) -> Message:
    """Fills a message; other indices choose other values, enum values and members of oneofs."""
    chosen = {
        oneof.name: oneof.fields[index % len(oneof.fields)].name
        for oneof in message.DESCRIPTOR.oneofs
    }
    for field in message.DESCRIPTOR.fields:
        oneof = field.containing_oneof
        if oneof is not None and chosen[oneof.name] != field.name:
            continue
        if (
            message.DESCRIPTOR.full_name == any_pb2.Any.DESCRIPTOR.full_name
            or depth == 0
        ):
            continue
        fill(message, field, index, depth)
    return message


def fill(message: Message, field: FieldDescriptor, index: int, depth: int) -> None:
    held = getattr(message, field.name)
    if is_map(field):
        key, value = (
            field.message_type.fields_by_name[name] for name in ("key", "value")
        )
        if value.message_type is not None:
            sample(held[scalar(key, 1)], index, depth - 1)
        else:
            held[scalar(key, 1)] = scalar(value, index)
    elif field.is_repeated:
        if field.message_type is not None:
            sample(held.add(), index, depth - 1)
        else:
            held.append(scalar(field, index))
    elif field.message_type is not None:
        held.SetInParent()
        sample(held, index, depth - 1)
    elif field.has_presence and index % 4 == 3 and field.containing_oneof is None:
        return
    else:
        setattr(message, field.name, scalar(field, index))


def is_map(field: FieldDescriptor) -> bool:
    return field.message_type is not None and field.message_type.GetOptions().map_entry


def scalar(field: FieldDescriptor, index: int) -> Any:
    match field.cpp_type:
        case FieldDescriptor.CPPTYPE_BOOL:
            return index % 2 == 0
        case FieldDescriptor.CPPTYPE_STRING:
            values = BYTES if field.type == FieldDescriptor.TYPE_BYTES else TEXTS
            return values[index % len(values)]
        case FieldDescriptor.CPPTYPE_FLOAT | FieldDescriptor.CPPTYPE_DOUBLE:
            return NUMBERS[index % len(NUMBERS)]
        case FieldDescriptor.CPPTYPE_ENUM:
            values = field.enum_type.values
            return values[(index + 1) % len(values)].number
        case integer:
            return INTEGERS[integer][index % 4]


def samples(side: Side, name: str) -> list[Message]:
    """Enough messages of a type to hold every enum value and every member of its oneofs."""
    descriptor = side.pool.FindMessageTypeByName(name)
    count = max(4, *variety(descriptor, set()))
    made = [sample(side.message(name), index) for index in range(count)]
    anys = [
        (field.name, type_name)
        for field in descriptor.fields
        for type_name in side.lock.get("any", [])
        if field.message_type is not None
        and field.message_type.full_name == "google.protobuf.Any"
    ]
    for field_name, type_name in anys:
        message = sample(side.message(name), 0)
        getattr(message, field_name).Pack(sample(side.message(type_name), 0))
        made.append(message)
    return made


def variety(descriptor: Descriptor, seen: set[str]) -> list[int]:
    counts = [len(oneof.fields) for oneof in descriptor.oneofs]
    seen.add(descriptor.full_name)
    for field in descriptor.fields:
        if field.enum_type is not None:
            counts.append(len(field.enum_type.values))
        elif (
            field.message_type is not None and field.message_type.full_name not in seen
        ):
            counts += variety(field.message_type, seen)
    return [0, *counts]


def write(side: Side, message: Message) -> Payload:
    """As stubs and SDKs write it."""
    name = message.DESCRIPTOR.full_name.encode()
    if side.is_binary:
        metadata = {"encoding": b"binary/protobuf", "messageType": name}
        return Payload(metadata=metadata, data=message.SerializePartialToString())
    text = json_format.MessageToJson(message, descriptor_pool=side.pool)
    return Payload(
        metadata={"encoding": b"json/protobuf", "messageType": name}, data=text.encode()
    )


def read(side: Side, payload: Payload, name: str, *, lenient: bool) -> Message:
    """As stubs read it, or, if not lenient, as Google's own reader does."""
    written = payload.metadata["messageType"].decode()
    if written != name:
        raise Unreadable(f"{written} is not {name}")
    message = side.message(name)
    try:
        if payload.metadata["encoding"] == b"binary/protobuf":
            if not side.is_binary:
                raise Unreadable("binary, for a reader of JSON")
            message.ParseFromString(payload.data)
        elif side.is_binary:
            raise Unreadable("JSON, for a reader of binary")
        else:
            json_format.Parse(
                payload.data,
                message,
                ignore_unknown_fields=lenient,
                descriptor_pool=side.pool,
            )
    except (
        json_format.ParseError,
        DecodeError,
        KeyError,
        TypeError,
        ValueError,
    ) as error:
        raise Unreadable(str(error)) from error
    if not message.IsInitialized():
        raise Unreadable(f"{message.FindInitializationErrors()} are required")
    return message


def lost(written: Message, seen: Message) -> list[str]:
    """The fields whose values a reader does not see, or sees as others, by their names in JSON."""
    if written.DESCRIPTOR.full_name == EMPTY or type(written).__name__ == "Any":
        return []
    there = {field.json_name: field for field in seen.DESCRIPTOR.fields}
    found = []
    for field in written.DESCRIPTOR.fields:
        mirror = there.get(field.json_name)
        value = view(written, field)
        if mirror is None:
            if value not in (None, 0, "", b"", False, [], {}):
                found.append(field.json_name)
        elif (
            field.message_type is not None
            and mirror.message_type is not None
            and not field.is_repeated
        ):
            if written.HasField(field.name) != seen.HasField(mirror.name):
                found.append(field.json_name)
            elif written.HasField(field.name):
                found += lost(getattr(written, field.name), getattr(seen, mirror.name))
        elif value != view(seen, mirror):
            found.append(field.json_name)
    return found


def view(message: Message, field: FieldDescriptor) -> Any:
    """A field's value, in a form that compares between types with the same JSON."""
    held = getattr(message, field.name)
    if is_map(field):
        return {
            str(key): plain(field.message_type.fields_by_name["value"], held[key])
            for key in held
        }
    if field.is_repeated:
        return [plain(field, value) for value in held]
    if field.message_type is not None and not message.HasField(field.name):
        return 0
    return plain(field, held)


def plain(field: FieldDescriptor, value: Any) -> Any:
    if field.message_type is not None:
        if field.message_type.full_name == any_pb2.Any.DESCRIPTOR.full_name:
            return (value.type_url, value.value)
        if set(field.message_type.fields_by_name) == {"value"}:
            return value.value
        return json_format.MessageToDict(value)
    if field.enum_type is not None:
        # Zero is not written, whatever it is called.
        known = field.enum_type.values_by_number.get(value) if value else None
        return value if known is None else known.name
    return value
