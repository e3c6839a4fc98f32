/** Attacks by what is shared too widely. */
import type { Attack } from "../../attack";
import { attack as brokenServer } from "./broken-server";
import { attack as busyServer } from "./busy-server";
import { attack as crossedAnswers } from "./crossed-answers";
import { attack as entraDown } from "./entra-down";
import { attack as exchangeDown } from "./exchange-down";
import { attack as personalData } from "./personal-data";
import { attack as responseHeaders } from "./response-headers";

export const mcp10: readonly Attack[] = [
  brokenServer,
  busyServer,
  crossedAnswers,
  entraDown,
  exchangeDown,
  personalData,
  responseHeaders,
];
