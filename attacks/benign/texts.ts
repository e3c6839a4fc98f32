/** Ordinary text going in: it reaches the server as it was written. */
import type { Benign } from "../attack";
import { callerOf } from "../lab/caller";
import { callTool, rpcRequest } from "../lab/messages";
import { inTurn } from "../payloads/injections";
import { ordinaryTexts } from "../payloads/ordinary";
import { argumentsWith, everySample, type SampleCall } from "../payloads/samples";
import { arrivedWhole, at, mustPass } from "./exchange";

function call(server: string, name: string, sampleCall: SampleCall, text: string): Benign {
  return at(server, name, async (lab, one) => {
    const request = callTool(one, sampleCall.tool, argumentsWith(sampleCall, text), await callerOf(lab, one));
    return mustPass(lab, one, request, arrivedWhole(request));
  });
}

/** Each text at each server in turn, as a plain argument and further down. */
export const texts: readonly Benign[] = ordinaryTexts.flatMap(({ id, text }, number) => [
  ...inTurn(everySample, number, 1).map(([server, sample]) => call(server, `text: ${id}`, sample.text, text)),
  ...inTurn(everySample, number + 1, 1).map(([server, sample]) =>
    call(server, `text further down: ${id}`, sample.nested, text),
  ),
]);

const long: Readonly<Record<string, string>> = {
  "10,000 characters": "The path is dry. ".repeat(600).slice(0, 10_000),
  "48,000 characters": "The path is dry. ".repeat(3000).slice(0, 48_000),
  "40,000 wide characters": "\u8def".repeat(40_000),
};

/** Long texts that are still inspected whole. */
export const longTexts: readonly Benign[] = everySample.flatMap(([server]) =>
  Object.entries(long).map(([name, text]) =>
    at(server, `long text: ${name}`, async (lab, one) => {
      const request = rpcRequest(one, "tools/list", { _meta: { "example.com/note": text } }, await callerOf(lab, one));
      return mustPass(lab, one, request, arrivedWhole(request));
    }),
  ),
);
