// Every method answers which method it is.

import type { NameRequest } from "../gen/conformance/v1/names_pb";
import { language } from "./language";

export function named(method: string) {
  return ({ text }: NameRequest) => ({ method, text, language });
}
