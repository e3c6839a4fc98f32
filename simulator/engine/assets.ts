/** Files and texts handed to providers. Source: pulumi/pulumi, sdk/go/common/resource/asset/asset.go. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import type { Json } from "../../plan/format";
import { ASSET_SIGNATURE, isObject, isList, signatureOf, type Properties } from "./values";

/**
 * Gives each asset the SHA-256 of its content, by which the real engine tells whether it changed. Paths are relative to
 * the program's folder. Remote assets are not fetched, and archives keep no hash of their own here.
 *
 * @throws Error when a file is not there.
 */
export function withAssetHashes(properties: Properties, folder: string): Properties {
  return Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, hashed(value, folder)]));
}

function hashed(value: Json, folder: string): Json {
  if (isList(value)) {
    return value.map((item) => hashed(item, folder));
  }
  if (!isObject(value)) {
    return value;
  }
  const content = signatureOf(value) === ASSET_SIGNATURE ? contentOf(value, folder) : undefined;
  return content === undefined
    ? withAssetHashes(value, folder)
    : { ...value, hash: createHash("sha256").update(content).digest("hex") };
}

function contentOf(asset: Readonly<Record<string, Json>>, folder: string): string | Buffer | undefined {
  if (typeof asset.text === "string") {
    return asset.text;
  }
  return typeof asset.path === "string" ? readFileSync(path.resolve(folder, asset.path)) : undefined;
}
