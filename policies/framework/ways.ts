/**
 * Every way that a request takes through a section, with what its variables hold on it: where `plan/policy-flow.ts` asks
 * what is true whichever way is taken, this follows a decision from the step that makes it to the step that acts on it.
 */
import { evaluate, THROWS, UNDETERMINED, type Given, type Value } from "../../plan/expression/evaluate";
import { isExpression } from "../../plan/policy-document";
import { readsOf } from "../../plan/expression/reads";
import { allSteps, type Step } from "../../plan/policy-flow";
import { APPROVED, APPROVED_TEXT } from "./approved-variables";

/** What is assumed of the requests whose ways are followed. */
export interface Assumed {
  /** Members of `context` that the route fixes. */
  readonly context?: Given;
  /** What variables hold where the expression that sets them cannot be evaluated, and before they are set. */
  readonly variables?: Readonly<Record<string, Value>>;
  /** What a call of the gateway's own gets. Default: an answer of which nothing is known. */
  readonly answer?: (call: Step) => Value;
  /** Steps that refuse: what they set is a refusal, and so is what is made of that under the name `refusal`. */
  readonly refusing?: (step: Step) => boolean;
  /** A branch that is taken wherever its choose is reached. */
  readonly forced?: Step;
}

/** What became of the ways that reach the end without an answer of the gateway. */
export interface Ends {
  /** A way reaches the end that has passed a step that was asked about, or the forced branch. */
  readonly after: boolean;
  /** A way reaches the end that has passed none. */
  readonly without: boolean;
  /** A way passes one at all. */
  readonly reached: boolean;
}

/** Policies after which nothing runs: the gateway answers. */
const ANSWERS: ReadonlySet<string> = new Set(["return-response", "mock-response"]);
/** Policies that run their children in turn. */
const SEQUENCES: ReadonlySet<string> = new Set(["retry", "wait", "limit-concurrency"]);
/** More ways than this are not followed, and count as reaching the end: nothing is concluded from what was not seen. */
const MOST_WAYS = 4096;

const EMPTY_OBJECT = /^\s*@\(\s*new JObject\(\s*\)\s*\)\s*$/;
/** An object with at least one member, whatever that holds. */
const FILLED_OBJECT = /^\s*@\(\s*new JObject\(\s*new JProperty\(/;

/** What refuses; there is only this one, so that it is known again. */
const REFUSAL: Value = { Count: 1 };

/** A request on its way: what its variables hold, and whether it has passed a step that was asked about. */
export interface Way {
  readonly variables: Readonly<Record<string, Value>>;
  readonly passed: boolean;
}

/**
 * Follows every way through the steps.
 *
 * @param asked says which steps are asked about
 * @param from where the steps are the rest of a section, the ways that have come so far. Default: all begin here.
 */
export function endsOf(
  steps: readonly Step[],
  asked: (step: Step) => boolean,
  assumed: Assumed,
  from: readonly Way[] = [{ variables: assumed.variables ?? {}, passed: false }],
): Ends {
  const walk = new Walk(asked, assumed, interestingIn(steps));
  const ends = walk.through(steps, from);
  return {
    after: walk.lost || ends.some(({ passed }) => passed),
    without: walk.lost || ends.some(({ passed }) => !passed),
    reached: walk.reached,
  };
}

/**
 * The ways that have come to a step of a section, for questions about what follows that are asked more than once.
 *
 * @param steps the whole section
 * @param count how many of its steps lie before
 */
export function waysTo(steps: readonly Step[], count: number, assumed: Assumed): readonly Way[] {
  const walk = new Walk(() => false, assumed, interestingIn(steps));
  const ways = walk.through(steps.slice(0, count), [{ variables: assumed.variables ?? {}, passed: false }]);
  // What was not followed may hold anything.
  return walk.lost ? [{ variables: {}, passed: false }] : ways;
}

class Walk {
  /** There were more ways than are followed. */
  lost = false;
  reached = false;
  private readonly contents = new WeakMap<Way, string>();
  private readonly numbers = new Map<unknown, number>();

  constructor(
    private readonly asked: (step: Step) => boolean,
    private readonly assumed: Assumed,
    private readonly interesting: readonly string[],
  ) {}

  through(steps: readonly Step[], start: readonly Way[]): readonly Way[] {
    let ways = start;
    for (const step of steps) {
      if (ways.length === 0) {
        return ways;
      }
      ways = this.distinct(ways.flatMap((way) => this.after(step, way)));
    }
    return ways;
  }

  private after(step: Step, before: Way): readonly Way[] {
    const way = this.asked(step) ? this.pass(before) : before;
    if (ANSWERS.has(step.name)) {
      return [];
    }
    if (step.name === "choose") {
      return this.afterChoose(step, way);
    }
    const response = step.attributes["response-variable-name"];
    if (step.name === "send-request" && response !== undefined) {
      return [
        withVariable(way, response, this.assumed.answer === undefined ? UNDETERMINED : this.assumed.answer(step)),
      ];
    }
    const name = step.attributes.name;
    if (step.name === "set-variable" && name !== undefined) {
      return [withVariable(way, name, this.valueOf(step, name, way))];
    }
    return SEQUENCES.has(step.name) ? this.through(step.children, [way]) : [way];
  }

  private afterChoose(choose: Step, way: Way): readonly Way[] {
    const forced = choose.children.find((branch) => branch === this.assumed.forced);
    if (forced !== undefined) {
      return this.through(forced.children, [this.pass(way)]);
    }
    const ends: Way[] = [];
    for (const branch of choose.children) {
      if (branch.name === "otherwise") {
        return [...ends, ...this.through(branch.children, [way])];
      }
      const taken = this.evaluated(branch.attributes.condition ?? "", way);
      if (taken === THROWS) {
        // The request leaves for on-error.
        return ends;
      }
      if (taken !== false) {
        ends.push(...this.through(branch.children, [way]));
      }
      if (taken === true) {
        return ends;
      }
    }
    return [...ends, way];
  }

  private valueOf(step: Step, name: string, way: Way): Value {
    const source = step.attributes.value ?? "";
    if (this.assumed.refusing?.(step) === true) {
      return REFUSAL;
    }
    if (!isExpression(source)) {
      return source;
    }
    if (name === APPROVED) {
      return approvedIn(way.variables[APPROVED_TEXT]);
    }
    if (EMPTY_OBJECT.test(source)) {
      return { Count: 0 };
    }
    if (FILLED_OBJECT.test(source)) {
      return { Count: 1 };
    }
    if (this.assumed.refusing !== undefined && handsRefusalOn(source, way)) {
      return REFUSAL;
    }
    const value = this.evaluated(source, way);
    return value === UNDETERMINED || value === THROWS ? (this.assumed.variables?.[name] ?? UNDETERMINED) : value;
  }

  private evaluated(source: string, way: Way): Value {
    return evaluate(source, { context: this.assumed.context ?? {}, variables: way.variables });
  }

  private pass(way: Way): Way {
    this.reached = true;
    return { ...way, passed: true };
  }

  private distinct(ways: readonly Way[]): readonly Way[] {
    const [first] = ways;
    if (first === undefined || ways.length === 1) {
      return ways;
    }
    const byContent = new Map([...new Set(ways)].map((way) => [this.contentOf(way), way]));
    if (byContent.size > MOST_WAYS) {
      this.lost = true;
      return [first];
    }
    return [...byContent.values()];
  }

  /** The same text for ways that nothing later can tell apart. */
  private contentOf(way: Way): string {
    let content = this.contents.get(way);
    if (content === undefined) {
      const values = this.interesting.map((name) => this.numberOf(way.variables[name]));
      content = `${String(way.passed)} ${values.join(" ")}`;
      this.contents.set(way, content);
    }
    return content;
  }

  /** Equal values have the same number; objects are few, and compared by identity but for the smallest. */
  private numberOf(value: Value | undefined): number {
    const key =
      typeof value === "object" && value !== null && Object.keys(value).length === 1 ? JSON.stringify(value) : value;
    const known = this.numbers.get(key) ?? this.numbers.size;
    this.numbers.set(key, known);
    return known;
  }
}

const INTERESTING = new WeakMap<readonly Step[], readonly string[]>();

/** Variables on which a choice of the section depends, directly or by what is made of them; the others tell no ways apart. */
function interestingIn(steps: readonly Step[]): readonly string[] {
  const known = INTERESTING.get(steps);
  if (known !== undefined) {
    return known;
  }
  const all = [...allSteps(steps)];
  const names = new Set(
    all.filter(({ name }) => name === "when").flatMap(({ attributes }) => variablesIn(attributes.condition)),
  );
  const made = all.filter(({ name }) => name === "set-variable");
  for (let before = -1; before < names.size;) {
    before = names.size;
    made
      .filter(({ attributes }) => names.has(attributes.name ?? ""))
      .flatMap(({ attributes }) => variablesIn(attributes.value))
      .forEach((name) => names.add(name));
  }
  const real = new Set(
    all.map(({ name, attributes }) =>
      name === "send-request" ? attributes["response-variable-name"] : attributes.name,
    ),
  );
  const found = [...names].filter((name) => real.has(name));
  INTERESTING.set(steps, found);
  return found;
}

/** Variables that an expression names; every text counts, so that one whose reads cannot be told misses none. */
function variablesIn(source = ""): readonly string[] {
  const { variables, texts } = readsOf(source);
  return [...variables, ...texts];
}

/** True where an expression takes a refusal, by that name, from a variable that holds one. */
function handsRefusalOn(source: string, way: Way): boolean {
  const reads = readsOf(source);
  return reads.texts.includes("refusal") && reads.variables.some((name) => way.variables[name] === REFUSAL);
}

const APPROVED_DOCUMENTS = new Map<string, Value>();

/** The approved document, so that conditions on it can be decided; nothing where the text is none. */
function approvedIn(text: Value | undefined): Value {
  if (typeof text !== "string") {
    return UNDETERMINED;
  }
  const known = APPROVED_DOCUMENTS.get(text);
  if (known !== undefined) {
    return known;
  }
  let document: Value;
  try {
    document = JSON.parse(text) as Value;
  } catch {
    document = UNDETERMINED;
  }
  APPROVED_DOCUMENTS.set(text, document);
  return document;
}

function withVariable(way: Way, name: string, value: Value): Way {
  return { ...way, variables: { ...way.variables, [name]: value } };
}
