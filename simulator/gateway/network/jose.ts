/** `jose` is an ES module, which code like ours can load only while it runs. */
export type { CompactVerifyGetKey, JSONWebKeySet, JWTPayload } from "jose" with { "resolution-mode": "import" };

let loaded: ReturnType<typeof load> | undefined;

/** Loads the library once. */
export function jose(): ReturnType<typeof load> {
  loaded ??= load();
  return loaded;
}

function load() {
  return import("jose");
}
