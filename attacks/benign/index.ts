/** Ordinary requests that must pass: a gateway that refuses everything would stop every attack. */
import type { Benign } from "../attack";
import { answersBack } from "./answers";
import { callers } from "./callers";
import { protocol } from "./protocol";
import { streams } from "./streams";
import { longTexts, texts } from "./texts";

export const benign: readonly Benign[] = [...protocol, ...callers, ...texts, ...longTexts, ...answersBack, ...streams];
