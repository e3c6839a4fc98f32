/** Puts loopback addresses in place of Azure's, as text, wherever they stand in what a plan's resources are given. */
import type { Json, JsonObject, Plan } from "../../plan/format";
import { isClosedSecret, isList, isObject } from "../../plan/values";

/** One address: `https://host` becomes `origin`, the bare host the origin's host and port. */
export interface Substitution {
  /** Host name without a scheme or a port. */
  readonly host: string;
  /** `http://127.0.0.1:<port>`. */
  readonly origin: string;
}

/** The plan with every address replaced in every text of its inputs. */
export function substituted(plan: Plan, substitutions: readonly Substitution[]): Plan {
  const inText = replacer(substitutions);
  const resources = plan.deployment.resources.map((resource) =>
    resource.inputs === undefined ? resource : { ...resource, inputs: inObject(resource.inputs, inText) },
  );
  return { ...plan, deployment: { ...plan.deployment, resources } };
}

/** Replaces whole hosts only: `login.example` is not part of `my-login.example` or of `login.example.org`. */
function replacer(substitutions: readonly Substitution[]): (text: string) => string {
  if (substitutions.length === 0) {
    return (text) => text;
  }
  const origins = new Map(substitutions.map(({ host, origin }) => [host.toLowerCase(), origin]));
  const hosts = [...origins.keys()].map((host) => host.replaceAll(".", "\\."));
  const pattern = new RegExp(`(https://)?(?<![\\w.-])(${hosts.join("|")})(?![\\w-]|\\.\\w)`, "giu");
  return (text) =>
    text.replace(pattern, (whole: string, scheme: string | undefined, host: string) => {
      const origin = origins.get(host.toLowerCase());
      return origin === undefined ? whole : scheme === undefined ? origin.replace(/^http:\/\//u, "") : origin;
    });
}

function inObject(object: JsonObject, inText: (text: string) => string): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([name, value]) => [name, inValue(value, inText)]));
}

function inValue(value: Json, inText: (text: string) => string): Json {
  if (typeof value === "string") {
    return inText(value);
  }
  if (isList(value)) {
    return value.map((item) => inValue(item, inText));
  }
  return isObject(value) && !isClosedSecret(value) ? inObject(value, inText) : value;
}
