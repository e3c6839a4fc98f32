/** A policy document made into steps, with everything that API Management would refuse in it. */
import type { PlanResource } from "../../../plan/format";
import { descendants, SECTIONS, type PolicyElement, type Section } from "../../../plan/policy-document";
import type { ExpressionSource } from "../expressions/types";
import { checkShape } from "../elements/check-shape";
import { NOTHING, type Compilation, type PolicyScope, type Shape, type Step } from "../elements/definition";
import { NOT_SIMULATED } from "../elements/not-simulated";
import { ELEMENTS } from "../elements/registry";
import { PolicyError } from "../pipeline/policy-error";
import { isPolicyExpression, type Value } from "../pipeline/value";
import type { GatewayProblem } from "../refusal";

/** Part of a section: own steps, or the place of the outer scope's. */
export type SectionPart = Step | "base";

/** A policy document, ready to run. */
export interface CompiledDocument extends Readonly<Record<Section, readonly SectionPart[]>> {
  /** Whether `cors` stands in it, so that it answers preflight requests. */
  readonly cors: boolean;
}

/** What all documents of one gateway share while they are compiled. */
export interface Workshop {
  readonly backends: ReadonlyMap<string, PlanResource>;
  readonly loggers: ReadonlySet<string>;
  /** Root of a fragment, named values put in; undefined where none is planned. */
  fragment(id: string): PolicyElement | undefined;
  readonly expressions: ExpressionSource[];
  readonly problems: GatewayProblem[];
}

/** Children of `choose` are checked with it; they are no policies of their own. */
const BRANCHES: Readonly<Record<string, Shape>> = {
  when: { attributes: { condition: { required: true, expression: true, values: ["true", "false"] } }, policies: "all" },
  otherwise: { policies: "all" },
};

/** A document that could not be read. */
export const NO_DOCUMENT: CompiledDocument = { inbound: [], backend: [], outbound: [], "on-error": [], cors: false };

/** Compiles the document whose root is given. A section that is not there is empty: the outer scopes' is left out. */
export function compileDocument(
  document: string,
  scope: PolicyScope,
  root: PolicyElement,
  workshop: Workshop,
): CompiledDocument {
  const report = (element: PolicyElement, problem: string): void => {
    workshop.problems.push({ document, line: element.line, problem });
  };
  const sections: Record<Section, readonly SectionPart[]> = { inbound: [], backend: [], outbound: [], "on-error": [] };
  if (root.text !== "") {
    report(root, `text outside of policies: "${root.text.slice(0, 40)}"`);
  }
  const seen = new Set<string>();
  for (const element of root.children) {
    const section = SECTIONS.find((name) => name === element.name);
    if (section === undefined) {
      report(element, `<${element.name}> is no section; there are ${SECTIONS.join(", ")}`);
    } else if (seen.has(section)) {
      report(element, `a second section <${section}>`);
    } else {
      seen.add(section);
      sections[section] = new SectionCompiler(document, scope, section, workshop).parts(element);
    }
  }
  return { ...sections, cors: [...descendants(root)].some((element) => element.name === "cors") };
}

class SectionCompiler implements Compilation {
  readonly backends: ReadonlyMap<string, PlanResource>;
  readonly loggers: ReadonlySet<string>;

  constructor(
    private readonly document: string,
    readonly scope: PolicyScope,
    readonly section: Section,
    private readonly workshop: Workshop,
    /** The fragment that the elements stand in. */
    private readonly inFragment?: string,
  ) {
    this.backends = workshop.backends;
    this.loggers = workshop.loggers;
  }

  private checkSection(element: PolicyElement): void {
    const names = element.children.map((child) => child.name);
    if (element.text !== "") {
      this.problem(element, `text outside of policies: "${element.text.slice(0, 40)}"`);
    }
    if (Object.keys(element.attributes).length > 0) {
      this.problem(element, `<${element.name}> takes no attributes`);
    }
    // "backend section allows only one policy to be specified"
    if (this.section === "backend" && names.length > 1) {
      this.problem(element, `<backend> takes one policy, and has ${names.length}: ${names.join(", ")}`);
    }
    if (names.filter((name) => name === "base").length > 1) {
      this.problem(element, `<${element.name}> has <base /> more than once`);
    }
  }

  attribute(element: PolicyElement, name: string): Value | undefined {
    const text = Object.hasOwn(element.attributes, name) ? element.attributes[name] : undefined;
    return text === undefined ? undefined : this.value(element, text, name);
  }

  literal(element: PolicyElement, name: string): string | undefined {
    return Object.hasOwn(element.attributes, name) ? element.attributes[name] : undefined;
  }

  text(element: PolicyElement): Value {
    return this.value(element, element.text, undefined);
  }

  policies(elements: readonly PolicyElement[], path: string): Step {
    const counts = new Map<string, number>();
    const steps = elements.map((element) => {
      const count = (counts.get(element.name) ?? 0) + 1;
      counts.set(element.name, count);
      return this.policy(element, `${path === "" ? "" : `${path}/`}${element.name}[${count}]`);
    });
    return inTurn(steps);
  }

  policy(element: PolicyElement, path: string): Step {
    const definition = ELEMENTS.get(element.name);
    if (definition === undefined) {
      this.problem(element, this.unknown(element.name));
      return NOTHING;
    }
    if (!definition.sections.includes(this.section)) {
      this.problem(
        element,
        `<${element.name}> may not stand in <${this.section}>, only in ${definition.sections.join(", ")}`,
      );
    }
    if (this.inFragment !== undefined && element.name === "include-fragment") {
      this.problem(element, "a fragment may not include another; put its policies in place");
      return NOTHING;
    }
    if (definition.notIn?.includes(this.scope) === true) {
      this.problem(element, `<${element.name}> may not be set at ${this.scope} scope`);
    }
    const before = this.workshop.problems.length;
    const report = (at: PolicyElement, problem: string): void => {
      this.problem(at, problem);
    };
    checkShape(element, definition, report);
    if (element.name === "choose") {
      for (const branch of element.children) {
        checkShape(branch, BRANCHES[branch.name] ?? {}, report);
      }
    }
    // What has the wrong shape is not looked into: its other mistakes would follow from that one.
    if (this.workshop.problems.length > before) {
      this.lookInside(element, path);
      return NOTHING;
    }
    const step = definition.compile(element, this, path);
    const place = {
      source: element.name,
      scope: this.scope,
      section: this.section,
      path,
      policyId: element.attributes.id ?? "",
    };
    return async (run) => {
      if (run.preflight && element.name !== "cors" && element.name !== "include-fragment") {
        return;
      }
      try {
        await step(run);
      } catch (error) {
        if (error instanceof PolicyError) {
          error.place ??= place;
        }
        throw error;
      }
    };
  }

  fragment(id: string): PolicyElement | undefined {
    return this.workshop.fragment(id);
  }

  fragmentPolicies(id: string, root: PolicyElement, path: string): Step {
    const inside = new SectionCompiler(`fragment ${id}`, this.scope, this.section, this.workshop, id);
    if (root.text !== "") {
      inside.problem(root, `text outside of policies: "${root.text.slice(0, 40)}"`);
    }
    return inside.policies(root.children, path);
  }

  problem(element: PolicyElement, problem: string): void {
    this.workshop.problems.push({ document: this.document, line: element.line, problem });
  }

  /** Steps of a whole section, with the places of the outer scope's. */
  parts(element: PolicyElement): readonly SectionPart[] {
    this.checkSection(element);
    const counts = new Map<string, number>();
    return element.children.map((child): SectionPart => {
      if (child.name === "base") {
        if (Object.keys(child.attributes).length > 0 || child.children.length > 0 || child.text !== "") {
          this.problem(child, "<base /> takes nothing");
        }
        return "base";
      }
      const count = (counts.get(child.name) ?? 0) + 1;
      counts.set(child.name, count);
      return this.policy(child, `${child.name}[${count}]`);
    });
  }

  private unknown(name: string): string {
    if (name === "base") {
      return this.inFragment === undefined
        ? "<base /> may stand directly in a section only"
        : "<base /> may not stand in a fragment";
    }
    return NOT_SIMULATED.has(name)
      ? `<${name}> is not simulated, so its effect cannot be shown here; leave it out of what is served`
      : `<${name}> is no policy of API Management`;
  }

  /** Policies inside an element that is wrong itself are still looked at, so that all problems come at once. */
  private lookInside(element: PolicyElement, path: string): void {
    if (ELEMENTS.get(element.name)?.policies === "all") {
      this.policies(element.children, path);
    } else if (element.name === "choose") {
      for (const branch of element.children) {
        this.policies(branch.children, path);
      }
    }
  }

  private value(element: PolicyElement, text: string, attribute: string | undefined): Value {
    if (!isPolicyExpression(text)) {
      return { kind: "literal", text };
    }
    const code = text.trim();
    const place = attribute === undefined ? element.name : `${element.name}/${attribute}`;
    this.workshop.expressions.push({ code, place: { document: this.document, line: element.line, element: place } });
    return { kind: "expression", code };
  }
}

function inTurn(steps: readonly Step[]): Step {
  return async (run) => {
    for (const step of steps) {
      await step(run);
    }
  };
}

/** A section with the outer scopes' steps in the places of `<base />`. */
export function withBase(parts: readonly SectionPart[], outer: readonly Step[]): readonly Step[] {
  return parts.flatMap((part) => (part === "base" ? outer : [part]));
}
