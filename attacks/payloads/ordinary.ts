/** Texts of ordinary people that naive filters refuse, or put right. */
import texts from "./ordinary-texts.json";
import type { Payload } from "./injections";

export const ordinaryTexts: readonly Payload[] = texts;
