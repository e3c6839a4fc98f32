/** The engine's own package `pulumi`. Source: pulumi/pulumi, pkg/resource/deploy/builtins.go. */
import type { CheckResult, Live } from "./providers/provider";
import type { RunningProvider } from "./provider-registry";
import { isSecret, secret, type Properties } from "./values";
import type { Json } from "../../plan/format";
import type { ResourceState } from "./resource";

const STACK_REFERENCE = "pulumi:pulumi:StackReference";
const STASH = "pulumi:index:Stash";

/** The input that each of its types has, and has only. */
const ONLY_INPUT: Readonly<Record<string, string>> = { [STACK_REFERENCE]: "name", [STASH]: "input" };

/** Outputs of other stacks by the name that a reference gives. */
export type StackOutputs = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

export function builtinProvider(
  stackOutputs: StackOutputs,
  findResource: (urn: string) => ResourceState | undefined,
): RunningProvider {
  const stackReference = (name: Json | undefined): Properties => {
    const outputs = outputsOf(stackOutputs, name);
    const secretNames = Object.keys(outputs)
      .filter((key) => isSecret(outputs[key]))
      .sort();
    return { name: name ?? null, outputs, secretOutputNames: secretNames };
  };
  return {
    check: ({ type }, inputs) => checkInputs(type, inputs),
    create: ({ type }, inputs): Live =>
      type === STASH
        ? { id: "", outputs: { input: inputs.input ?? null, output: inputs.input ?? null } }
        : { id: "", outputs: stackReference(inputs.name) },
    read: ({ type }, id, inputs) => ({ id, outputs: type === STACK_REFERENCE ? stackReference(inputs.name) : inputs }),
    invoke: (token, args) => {
      switch (token) {
        case "pulumi:pulumi:readStackOutputs":
          return stackReference(args.name);
        case "pulumi:pulumi:getResource":
          return hydrate(findResource, args.urn);
        default:
          throw new Error(`${token} is not a function that the offline preview can answer`);
      }
    },
  };
}

function checkInputs(type: string, inputs: Properties): CheckResult {
  const only = ONLY_INPUT[type];
  if (only === undefined) {
    return { inputs, failures: [{ reason: `unrecognized resource type '${type}'` }] };
  }
  const unknown = Object.keys(inputs).filter((key) => key !== only);
  const failures = unknown.map((property) => ({ property, reason: `unknown property "${property}"` }));
  const missing = only in inputs ? [] : [{ property: only, reason: `missing required property "${only}"` }];
  return { inputs, failures: [...failures, ...missing] };
}

function outputsOf(stackOutputs: StackOutputs, name: Json | undefined): Properties {
  const wanted = typeof name === "string" ? name : "";
  const found = stackOutputs[wanted] ?? stackOutputs[wanted.slice(wanted.lastIndexOf("/") + 1)];
  if (!found) {
    throw new Error(
      `The outputs of stack '${wanted}' are not known here: the offline preview has no state of other stacks. ` +
        `Give them in 'stackOutputs', under '${wanted}' or its last part.`,
    );
  }
  return Object.fromEntries(Object.entries(found).map(([key, value]) => [key, toProperty(value)]));
}

/** Outputs come as JSON; one that `pulumi stack output --json` shows as `[secret]` is a secret. */
function toProperty(value: unknown): Json {
  const json = JSON.parse(JSON.stringify(value ?? null)) as Json;
  return json === "[secret]" ? secret(json) : json;
}

function hydrate(findResource: (urn: string) => ResourceState | undefined, urn: Json | undefined): Properties {
  const found = typeof urn === "string" ? findResource(urn) : undefined;
  if (!found) {
    throw new Error(`unknown resource ${JSON.stringify(urn)}`);
  }
  return { urn: found.urn, id: found.id, provider: found.provider, state: found.outputs };
}
