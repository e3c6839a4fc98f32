/**
 * Stands in for the provider package random, as far as a program here needs it: bytes, which are unknown in preview. Once
 * "created" they are always the same for the same resource and keepers, and so no secret at all.
 */
import { createHash } from "node:crypto";
import type { Json } from "../../../plan/format";
import type { Properties } from "../values";
import { differences } from "./difference";
import type { Provider, ProviderPackage } from "./provider";
import { changedProperties, missingOrWrong, type Shape } from "./shape";

/** The version whose behaviour this follows. */
const VERSION = "4.21.2";

const BYTES = "random:index/randomBytes:RandomBytes";

const MEMBERS: Readonly<Record<string, Shape>> = { "!length": "n", keepers: ["m", "s"] };

/** The package gives every such resource the same id: it has none of its own. */
const ID = "none";

export const random: ProviderPackage = {
  name: "random",
  version: VERSION,
  acceptsSecrets: true,
  checkConfig: (inputs) => ({ inputs, failures: [] }),
  configure: () => provider,
};

/** Nothing lives in a cloud: what was made stands in the stack's state alone. */
const provider: Provider = {
  check: ({ type }, inputs) => {
    if (type !== BYTES) {
      return { inputs, failures: [{ reason: `Nothing here stands in for ${type}: of random, RandomBytes is known.` }] };
    }
    return { inputs, failures: [...missingOrWrong(MEMBERS, inputs)].map((reason) => ({ reason })) };
  },
  create: ({ urn }, inputs, preview) =>
    preview ? { id: "", outputs: inputs } : { id: ID, outputs: { ...inputs, ...bytes(urn, inputs) } },
  diff: (_subject, before, after) => {
    const detailed = differences(before, after, new Set(["length", "keepers"]));
    return {
      changed: changedProperties(before, after),
      replaces: [...detailed].filter(([, change]) => change.replaces).map(([path]) => path),
      deleteBeforeReplace: false,
      detailed,
    };
  },
  update: (_subject, live, inputs) => ({ id: live.id, outputs: { ...live.outputs, ...inputs } }),
  delete: () => undefined,
  read: (_subject, id, known) => ({ id, ...known }),
  invoke: (token) => {
    throw new Error(`${token} is not among what stands in for the provider package random`);
  },
};

function bytes(urn: string, { length, keepers }: Properties): { base64: Json; hex: Json } {
  const count = typeof length === "number" ? length : 0;
  const seed = JSON.stringify([urn, keepers ?? {}]);
  const blocks = Array.from({ length: Math.ceil(count / 32) }, (_nothing, block) =>
    createHash("sha256").update(`${seed} ${block}`).digest(),
  );
  const made = Buffer.concat(blocks).subarray(0, count);
  return { base64: made.toString("base64"), hex: made.toString("hex") };
}
