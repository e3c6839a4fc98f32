/** Attacks by text that a model reads. */
import type { Attack } from "../../attack";
import { attack as brokenShieldIn } from "./broken-shield-in";
import { attack as brokenShieldOut } from "./broken-shield-out";
import { attack as buriedInjection } from "./buried-injection";
import { attack as destructiveTool } from "./destructive-tool";
import { attack as disguisedInjection } from "./disguised-injection";
import { attack as forgedMark } from "./forged-mark";
import { attack as injectedText } from "./injected-text";
import { attack as injectionPhrasings } from "./injection-phrasings";
import { attack as malformedAnswer } from "./malformed-answer";
import { attack as oversizeAnswer } from "./oversize-answer";
import { attack as poisonedAnswer } from "./poisoned-answer";

export const mcp06: readonly Attack[] = [
  brokenShieldIn,
  brokenShieldOut,
  buriedInjection,
  destructiveTool,
  disguisedInjection,
  forgedMark,
  injectedText,
  injectionPhrasings,
  malformedAnswer,
  oversizeAnswer,
  poisonedAnswer,
];
