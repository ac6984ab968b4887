import type { MarkRequest } from "../gen/conformance/v1/options_pb";
import { language } from "./language";

export function marked({ key, text }: MarkRequest) {
  return { key, text, language };
}
