import { isJsonObject } from "../json";
import table from "./data/confusables.json";
import type { Finding } from "./finding";
import { joined, type PlacedText, type Subject } from "./subjects";

/** Tools of other servers, which one host may show beside these. */
export interface OtherTool {
  readonly server: string;
  readonly name: string;
}

/** What the protocol advises for names of tools and prompts: Model Context Protocol 2025-11-25, Tools, Tool Names. */
const usual = /^[A-Za-z0-9_.-]{1,128}$/u;

/** A name that is no everyday word: only such a one is told from the text around it. */
const telling = /^(?=.{6,})\w+(?:[_.-]\w+|[a-z][A-Z]\w*)+$/u;

const letters: ReadonlyMap<string, string> = new Map(Object.entries(table.letters));

/**
 * What a name looks like: NFKC, lower case, marks and separators gone, and characters that look alike made one (UTS #39,
 * `skeleton`, over the table in data/confusables.json).
 */
export function skeletonOf(name: string): string {
  const plain = withoutLookAlikes(name).replace(/[\p{P}\p{Z}\p{S}]/gu, "");
  return Object.entries(table.ascii).reduce((text, [from, to]) => text.replaceAll(from, to), plain);
}

/** Text in lower case in which look-alike letters are those of ASCII, and marks and characters of no width are gone. */
export function withoutLookAlikes(text: string): string {
  return Array.from(text.normalize("NFKC").toLowerCase().normalize("NFD"))
    .map((character) => letters.get(character) ?? character)
    .join("")
    .replace(/[\p{M}\p{Cf}\p{Co}\p{Cn}]/gu, "");
}

/** Names that are missing, twice, outside the protocol's alphabet, or like another's. */
export function nameFindings(subjects: readonly Subject[], others: readonly OtherTool[]): Finding[] {
  const seen = new Map<string, Subject>();
  return subjects.flatMap((subject): Finding[] => {
    const { kind, name, where } = subject;
    if (name === undefined) {
      return [
        {
          where,
          finding: "no-name",
          problem: "it has no name",
          remedy: `give it a ${kind === "template" ? "uriTemplate" : "name"}`,
          acceptable: false,
        },
      ];
    }
    const twin = seen.get(`${kind} ${name}`);
    const looks = `${kind} looks ${kind === "template" ? name : skeletonOf(name)}`;
    const alike = seen.get(looks);
    seen.set(`${kind} ${name}`, subject);
    seen.set(looks, alike ?? subject);
    return [
      ...(twin === undefined ? [] : [duplicate(where)]),
      ...(twin === undefined && alike !== undefined ? [lookAlike(joined(where, "name"), alike.where)] : []),
      ...(kind === "template" || usual.test(name) ? [] : [unusual(joined(where, "name"))]),
      ...(kind === "tool" ? imitated(joined(where, "name"), name, others) : []),
      ...titleFindings(subject, subjects),
    ];
  });
}

/** Texts that speak of another server's tool: a host that has both would follow them ("tool shadowing"). */
export function mentions({ where, text }: PlacedText, others: readonly OtherTool[]): Finding[] {
  return others
    .filter(({ name }) => telling.test(name) && new RegExp(`(?<![\\w-])${escaped(name)}(?![\\w-])`, "u").test(text))
    .map(({ server, name }) => ({
      where,
      finding: "imitation" as const,
      problem: `it speaks of ${name}, a tool of the server ${server}`,
      remedy: "a tool's text is about that tool: leave the other out",
      acceptable: true,
    }));
}

/** Titles are what people see in place of the name. */
function titleFindings({ where, kind, definition }: Subject, subjects: readonly Subject[]): Finding[] {
  const annotations = isJsonObject(definition.annotations) ? definition.annotations : {};
  const titles = [
    { path: "title", title: definition.title },
    { path: "annotations.title", title: annotations.title },
  ];
  return titles.flatMap(({ path, title }) => {
    const looks = typeof title === "string" ? skeletonOf(title) : "";
    return looks === ""
      ? []
      : subjects
          .filter((other) => other.kind === kind && other.definition !== definition && other.name !== undefined)
          .filter((other) => [other.name, other.definition.title].some((text) => isLike(text, looks)))
          .map((other) => lookAlike(joined(where, path), other.where));
  });
}

function isLike(text: unknown, looks: string): boolean {
  return typeof text === "string" && skeletonOf(text) === looks;
}

function duplicate(where: string): Finding {
  return {
    where,
    finding: "duplicate-name",
    problem: "the name stands twice, and clients differ in which one they take",
    remedy: "give each its own name",
    acceptable: false,
  };
}

function lookAlike(where: string, other: string): Finding {
  return {
    where,
    finding: "look-alike-name",
    problem: `it can be taken for ${other}`,
    remedy: "give it a name that differs in more than case, separators and look-alike characters",
    acceptable: true,
  };
}

function unusual(where: string): Finding {
  return {
    where,
    finding: "unusual-name",
    problem: "the name has other characters than A-Z, a-z, 0-9, _, - and ., or more than 128",
    remedy: "write it with those",
    acceptable: true,
  };
}

function imitated(where: string, name: string, others: readonly OtherTool[]): Finding[] {
  return others
    .filter((other) => skeletonOf(other.name) === skeletonOf(name))
    .map((other) => ({
      where,
      finding: "imitation" as const,
      problem: `it has the name of ${other.name}, a tool of the server ${other.server}, or looks like it`,
      remedy: "give it a name of its own: where a host has both, the wrong one may be called",
      acceptable: true,
    }));
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|-]/gu, "\\$&");
}
