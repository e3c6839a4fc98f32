import { z } from "zod";
import { OWN_SCOPE_METHODS } from "../methods";
import { nearestOrAll } from "../nearest";
import { lesson, text } from "./field";

/** A server's name: part of a path, of Azure names and of an Entra application's identifier. */
export const serverName = text({
  allowed: "3 to 20 lower-case letters, digits and single hyphens, starting with a letter, not ending with a hyphen",
  example: "trails",
  accepts: (value) => value.length >= 3 && value.length <= 20 && /^[a-z](?:-?[a-z0-9])+$/.test(value),
});

/** TCP port on which a container listens. */
const PORT = { allowed: "a whole number from 1 to 65535, without quotes", example: "8080" };
export const port = z
  .number({ error: lesson(PORT) })
  .refine((value) => Number.isInteger(value) && value >= 1 && value <= 65535, { error: lesson(PORT) });

/** Source: OCI distribution specification, "Pulling manifests": the grammar of a repository's name. */
const REPOSITORY = /^(?=.{1,255}$)[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/;
const DIGEST = /^sha256:[0-9a-f]{64}$/;
const HOST = /^(?:localhost|[^/]*[.:][^/]*)\//;

/** A container image by digest, in the environment's own registry (control MCP04-1). */
export const image = text({
  allowed: "repository@sha256:<64 lower-case hexadecimal digits>, in the environment's own registry",
  example: `mcp/trails@sha256:${"1".repeat(64)}`,
  accepts: (value) => {
    const { repository, digest } = imageParts(value);
    return REPOSITORY.test(repository) && DIGEST.test(digest) && !HOST.test(value);
  },
  explain: imageMistake,
});

/** The two halves of an image reference; the second is empty when there is no digest. */
export function imageParts(value: string): { repository: string; digest: string } {
  const [repository = "", ...digest] = value.split("@");
  return { repository, digest: digest.join("@") };
}

function imageMistake(value: string): string | undefined {
  const { repository, digest } = imageParts(value);
  if (HOST.test(value)) {
    return "leave the registry's host out: images come from the environment's own registry only";
  }
  if (repository.includes(":")) {
    return "a tag can be moved to another image: leave it out and name the digest";
  }
  if (digest === "") {
    return "without a digest this means the tag latest, which can be moved to another image";
  }
  return DIGEST.test(digest) ? undefined : "the digest is not that of a SHA-256";
}

/** Words that say nothing about what a scope opens (control MCP02-1); judged is each word, so `trails.all` is one too. */
const OMNIBUS_WORDS = ["all", "any", "default", "everything", "full", "fullaccess", "impersonation", "root"];
/** Scopes that mean something else to every identity provider. Source: OpenID Connect Core 1.0, sections 5.4 and 11. */
const TAKEN_SCOPES = ["openid", "profile", "email", "address", "phone", "offline_access"];

/** A delegated scope's name; Entra takes at most 120 characters. */
export const scopeName = text({
  allowed: "lower-case words joined by dots, at most 120 characters, that say what the scope opens",
  example: "trails.read",
  accepts: (value) =>
    value.length <= 120 && /^[a-z][a-z0-9]*(?:\.[a-z][a-z0-9]*)*$/.test(value) && scopeMistake(value) === undefined,
  explain: scopeMistake,
});

function scopeMistake(value: string): string | undefined {
  if (TAKEN_SCOPES.includes(value.toLowerCase())) {
    return "OpenID Connect has taken this name";
  }
  const words = value.toLowerCase().split(/[^a-z0-9]+/);
  return words.some((word) => OMNIBUS_WORDS.includes(word)) ? "this name opens everything" : undefined;
}

/** A tool's name. Source: Model Context Protocol 2025-11-25, "Tools", "Tool Names". */
export const toolName = text({
  allowed: "a tool's name: 1 to 128 letters, digits, underscores, hyphens and dots",
  example: "find_trails",
  accepts: (value) => /^[A-Za-z0-9_.-]{1,128}$/.test(value),
});

/** A prompt's name; the protocol says nothing of its characters, so it is held to those of a tool's. */
export const promptName = text({
  allowed: "a prompt's name: 1 to 128 letters, digits, underscores, hyphens and dots",
  example: "plan_hike",
  accepts: (value) => /^[A-Za-z0-9_.-]{1,128}$/.test(value),
});

/** A tool, prompt or template of the lock. */
export const lockedName = text({
  allowed: "the name of a tool or a prompt, or a resource template, as the lock has it",
  example: "delete_trail",
  accepts: (value) => /^[\x21-\x7e]{1,500}$/.test(value),
});

const URI_CHARACTER = "[A-Za-z0-9._~:/?#@!$&'()+,;=-]|%[0-9A-Fa-f]{2}";
const PLACEHOLDER = "\\{[A-Za-z_][A-Za-z0-9_]*\\}";
const RESOURCE = new RegExp(`^[a-z][a-z0-9+.-]*:(?:${URI_CHARACTER}|${PLACEHOLDER})+$`);

/**
 * A resource by its exact URI, or by a template. `{name}` stands for one or more characters other than `/`; nothing else
 * is special. Source of the characters: RFC 3986, section 2.
 */
export const resourceUri = text({
  allowed:
    "a URI, or a template in which {name} stands for one or more characters other than /, at most 500 characters",
  example: "trails://guides/{name}",
  accepts: (value) => value.length <= 500 && RESOURCE.test(value) && resourceMistake(value) === undefined,
  explain: resourceMistake,
});

function resourceMistake(value: string): string | undefined {
  if (/(?:^|[/\\])(?:\.|%2e){2}(?:[/\\]|$)/i.test(value)) {
    return "steps upwards (..) lead out of what was reviewed: leave them out";
  }
  if (/%(?:2f|5c)|\\/i.test(value)) {
    return "an encoded slash and a backslash are read differently by different programs: leave them out";
  }
  if (value.includes("}{")) {
    return "two placeholders side by side can be divided in more than one way: put a text between them";
  }
  return /\{[^A-Za-z_]/.test(value) ? "only the plain form {name} of a template is known" : undefined;
}

/** A method that can be put under a scope of its own. */
export const methodName = text({
  allowed: "a method that names no tool, prompt or resource",
  example: "logging/setLevel",
  accepts: (value) => Object.hasOwn(OWN_SCOPE_METHODS, value),
  explain: (value) => nearestOrAll(value, Object.keys(OWN_SCOPE_METHODS), "known here"),
});

/** A file in `policies/`, beside the stack files. */
export const policyFile = text({
  allowed: "the name of a file in policies/, beside the stack files: lower-case letters, digits and hyphens, then .xml",
  example: "trails-inbound.xml",
  accepts: (value) => /^[a-z0-9][a-z0-9-]{0,80}\.xml$/.test(value),
  explain: (value) => (/[\\/]/.test(value) ? "leave the folder out: the file lies in policies/" : undefined),
});
