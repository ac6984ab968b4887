// Every method answers what it was sent, and the binary form of that.

import { toBinary } from "@bufbuild/protobuf";
import { LegacySchema } from "../gen/conformance/v1/legacy_pb";
import type { Legacy } from "../gen/conformance/v1/legacy_pb";
import {
  AllTypesSchema,
  WellKnownTypesSchema,
} from "../gen/conformance/v1/values_pb";
import type { AllTypes, WellKnownTypes } from "../gen/conformance/v1/values_pb";

export function echo(value: AllTypes) {
  return { value, seen: toBinary(AllTypesSchema, value) };
}

export function echoWellKnown(value: WellKnownTypes) {
  return { value, seen: toBinary(WellKnownTypesSchema, value) };
}

export function echoLegacy(value: Legacy) {
  return { value, seen: toBinary(LegacySchema, value) };
}

export function same<Value>(value: Value): Value {
  return value;
}
