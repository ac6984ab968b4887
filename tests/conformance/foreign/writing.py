"""The ways in which a peer may write messages: encodings, with and without messageType."""

from google.protobuf import json_format
from google.protobuf.message import Message
from temporalio.api.common.v1 import Payload
from temporalio.converter import (
    BinaryNullPayloadConverter,
    BinaryProtoPayloadConverter,
    CompositePayloadConverter,
    DataConverter,
    EncodingPayloadConverter,
    JSONPlainPayloadConverter,
    JSONProtoPayloadConverter,
)

ENCODINGS = ["json/protobuf", "binary/protobuf", "json/plain"]


class PlainProtoPayloadConverter(EncodingPayloadConverter):
    """Protobuf JSON as json/plain, as a peer writes it whose SDK knows no Protobuf."""

    @property
    def encoding(self) -> str:
        return "json/plain"

    def to_payload(self, value):
        if not isinstance(value, Message):
            return None
        data = json_format.MessageToJson(value, indent=None).encode()
        metadata = {
            "encoding": b"json/plain",
            "messageType": value.DESCRIPTOR.full_name.encode(),
        }
        return Payload(metadata=metadata, data=data)

    def from_payload(self, payload, type_hint=None):
        return JSONPlainPayloadConverter().from_payload(payload, type_hint)


class Writing(CompositePayloadConverter):
    """The SDK's converters, those of one encoding in front."""

    message_type = True

    def __init__(self, first: EncodingPayloadConverter) -> None:
        others = [
            BinaryNullPayloadConverter(),
            JSONProtoPayloadConverter(),
            BinaryProtoPayloadConverter(),
            JSONPlainPayloadConverter(),
        ]
        super().__init__(first, *others)
        # Reading is the SDK's own, whatever is written.
        self.converters = {
            **self.converters,
            **{converter.encoding.encode(): converter for converter in others},
        }
        self._first = first

    def to_payloads(self, values):
        return [self._write(value) for value in values]

    def _write(self, value):
        if not isinstance(value, Message):
            return super().to_payloads([value])[0]
        payload = self._first.to_payload(value)
        if not self.message_type:
            payload.metadata.pop("messageType", None)
        return payload


FIRST = {
    "json/protobuf": JSONProtoPayloadConverter,
    "binary/protobuf": BinaryProtoPayloadConverter,
    "json/plain": PlainProtoPayloadConverter,
}


def data_converter(encoding: str, message_type: bool) -> DataConverter:
    """The converter that writes in one of the ways and reads as the SDK does."""

    class Chosen(Writing):
        def __init__(self) -> None:
            super().__init__(FIRST[encoding]())
            self.message_type = message_type

    return DataConverter(payload_converter_class=Chosen)
