#!/usr/bin/env node
/**
 * Writes azure-native.json and azuread.json: what the stand-in providers know of each class.
 *
 *   node simulator/engine/providers/shapes/generate.mjs <folder of the published ARM types> <project's root>
 *   npx prettier --write simulator/engine/providers/shapes
 *
 * The first folder holds `map.json`, `defaults.json` and `types/`, derived from github.com/Azure/bicep-types-az (MIT
 * licence); azuread's classes come from the declarations of @pulumi/azuread. classes.json lists the classes. A node of a
 * shape is `s` (string), `n` (number), `b` (boolean), `*` (anything), `["l", node]` (list), `["m", node]` (map) or an
 * object of members, `!` before the name of a required one and `-` before that of one which only the service sets.
 */
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** Members nested deeper than this are not described: the providers' Check is cheap, the body check is thorough. */
const DEPTH = 3;
const REQUIRED = 1;
const READ_ONLY = 2;

const [armFolder, root] = process.argv.slice(2);
if (armFolder === undefined || root === undefined) {
  console.error("usage: generate.mjs <folder of the published ARM types> <project's root>");
  process.exit(2);
}
const here = path.dirname(fileURLToPath(import.meta.url));
const readJson = (...parts) => JSON.parse(readFileSync(path.join(...parts), "utf8"));
const wanted = readJson(here, "classes.json");
const map = readJson(armFolder, "map.json");
const versions = readJson(armFolder, "defaults.json");

function armNode(types, index, depth) {
  const type = types[index];
  switch (type.$type) {
    case "StringType":
    case "StringLiteralType":
      return "s";
    case "IntegerType":
      return "n";
    case "BooleanType":
      return "b";
    case "UnionType": {
      const kinds = new Set(type.elements.map((element) => JSON.stringify(armNode(types, element, depth))));
      return kinds.size === 1 ? JSON.parse([...kinds][0]) : "*";
    }
    case "ArrayType":
      return ["l", depth <= 0 ? "*" : armNode(types, type.itemType, depth - 1)];
    case "ObjectType": {
      if (type.stringSet) {
        return "*";
      }
      if (Object.keys(type.properties ?? {}).length === 0) {
        return type.additionalProperties === undefined
          ? "*"
          : ["m", armNode(types, type.additionalProperties, depth - 1)];
      }
      return depth <= 0 ? "*" : armMembers(types, type, depth - 1);
    }
    default:
      return "*";
  }
}

/** Members of an ARM object as azure-native has them: containers lifted up, properties renamed. */
function armMembers(types, type, depth, top = false) {
  const sdkNames = Object.fromEntries(Object.entries(type.alias ?? {}).map(([sdk, arm]) => [arm, sdk]));
  const members = {};
  for (const [armName, spec] of Object.entries(type.properties ?? type.baseProperties ?? {})) {
    const [index, flags] = Array.isArray(spec) ? spec : [spec, 0];
    if (top && ["id", "name", "type", "apiVersion"].includes(armName)) {
      continue;
    }
    if (type.flat?.includes(armName)) {
      // What an optional container requires is required only once the container is there.
      const strip = flags & REQUIRED ? (key) => key : (key) => key.replace(/^!/, "");
      const inner = Object.entries(armMembers(types, types[index], depth)).map(([key, node]) => [strip(key), node]);
      Object.assign(members, Object.fromEntries(inner.filter(([key]) => !(key in members))));
      continue;
    }
    const mark = flags & READ_ONLY ? "-" : flags & REQUIRED ? "!" : "";
    members[`${mark}${sdkNames[armName] ?? uncapitalized(armName)}`] =
      flags & READ_ONLY && types[index].$type !== "StringType" ? "*" : armNode(types, index, depth);
  }
  return members;
}

/** Some services answer in capitals (`ConnectionString`); the SDK's names all begin with a small letter. */
function uncapitalized(name) {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

/** Parameters of the path in its order: each ancestor's name, then the resource's own. */
function pathParameters(entry) {
  const own = entry.name;
  const names = entry.params.map((param) => param.replace("?", ""));
  const rest = names.filter(
    (name) => name !== own && !["id", "name", "type", "resourceGroupName", "scope", "resourceUri"].includes(name),
  );
  const segments = entry.type.split("/").slice(1, -1);
  return segments.map((segment) => {
    const singular = segment.replace(/ies$/, "y").replace(/s$/, "").toLowerCase();
    const found = rest.find((name) => name.toLowerCase().startsWith(singular)) ?? rest[0];
    rest.splice(rest.indexOf(found), 1);
    return found;
  });
}

function armClass(token) {
  const entry = map.resources[token];
  const version = entry.typesVersion ?? versions[token];
  const set = readJson(armFolder, "types", `${entry.type.split("/")[0].toLowerCase()}@${version}.json`);
  const root_ = set.types[set.resources[entry.type.toLowerCase()]];
  const nameSpec = (root_.properties ?? root_.baseProperties).name;
  const nameType = nameSpec === undefined ? {} : set.types[Array.isArray(nameSpec) ? nameSpec[0] : nameSpec];
  const { pattern, minLength, maxLength } = nameType;
  const scope = entry.params.find((param) => ["scope", "resourceUri"].includes(param.replace("?", "")));
  const parameters = entry.params.filter(
    (param) => !["id?", "type?"].includes(param) && param.replace("?", "") !== entry.name,
  );
  return {
    type: entry.type,
    version,
    name: entry.name,
    ...(entry.params.includes(entry.name) ? { nameRequired: true } : {}),
    ...(pattern === undefined ? {} : { pattern }),
    ...(minLength === undefined ? {} : { minLength }),
    ...(maxLength === undefined ? {} : { maxLength }),
    ...(scope === undefined ? {} : { scope: scope.replace("?", "") }),
    ancestors: pathParameters(entry),
    required: parameters.filter((param) => !param.endsWith("?")),
    ...(entry.provided === undefined ? {} : { provided: entry.provided }),
    members: armMembers(set.types, root_, DEPTH, true),
  };
}

function declaredNode(text) {
  const bare = text.replace(/ \| undefined$/, "").trim();
  const input = /^pulumi\.Input<(.*)>$/.exec(bare);
  if (input) {
    return declaredNode(input[1]);
  }
  if (bare.endsWith("[]")) {
    return ["l", declaredNode(bare.slice(0, -2))];
  }
  return { string: "s", number: "n", boolean: "b" }[bare] ?? (bare.startsWith("{") ? ["m", "*"] : "*");
}

function declaredClass(token) {
  const file = token.split("/")[1].split(":")[0];
  const text = readFileSync(path.join(root, "node_modules/@pulumi/azuread", `${file}.d.ts`), "utf8");
  const args = text.slice(text.indexOf(`export interface ${token.split(":").pop()}Args {`));
  const body = args.slice(0, args.indexOf("\n}"));
  const members = [...body.matchAll(/^ {4}(\w+)(\?)?: (.+);$/gm)].map(([, name, optional, type]) => [
    `${optional === undefined ? "!" : ""}${name}`,
    declaredNode(type),
  ]);
  return { members: Object.fromEntries(members) };
}

const write = (file, classes, describe) => {
  const lines = classes.map((token) => `  ${JSON.stringify(token)}: ${JSON.stringify(describe(token))}`);
  writeFileSync(path.join(here, file), `{\n${lines.join(",\n")}\n}\n`);
};
write("azure-native.json", wanted["azure-native"], armClass);
write("azuread.json", wanted.azuread, declaredClass);
