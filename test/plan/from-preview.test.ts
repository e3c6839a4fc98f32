import assert from "node:assert/strict";
import { UNKNOWN, type JsonObject, type PlanResource } from "../../plan/format";
import { planFromPreview } from "../../plan/from-preview";
import { PreviewDocumentError } from "../../plan/preview-document";
import { CLOSED_SECRET } from "../../plan/secret";
import { serializePlan } from "../../plan/serialize";

const PREFIX = "urn:pulumi:dev::bulwark::";
const STACK = `${PREFIX}pulumi:pulumi:Stack::bulwark-dev`;
const GROUP = `${PREFIX}azure-native:resources:ResourceGroup::group`;
const VAULT = `${PREFIX}azure-native:keyvault:Vault::vault`;
const EXPLICIT = `${PREFIX}pulumi:providers:azure-native::elsewhere`;
const DEFAULT_PROVIDER = `${PREFIX}pulumi:providers:azure-native::default_3_28_0::${UNKNOWN}`;

interface Step {
  readonly op: string;
  readonly urn: string;
  readonly newState?: JsonObject;
  readonly oldState?: JsonObject;
}

function state(urn: string, more: JsonObject = {}): JsonObject {
  const type = urn.split("::")[2] ?? "";
  const ofAzure = type.startsWith("azure-native:");
  return {
    urn,
    type,
    custom: !type.startsWith("pulumi:pulumi:"),
    ...(urn === STACK ? {} : { parent: STACK }),
    ...(ofAzure ? { provider: DEFAULT_PROVIDER, inputs: {} } : {}),
    ...more,
  };
}

function step(op: string, urn: string, more: JsonObject = {}): Step {
  return { op, urn, newState: state(urn, more) };
}

/** A first preview of a stack with a group and a vault that depends on it. */
const CREATIONS = [
  step("create", STACK),
  step("create", VAULT, { dependencies: [GROUP] }),
  step("create", GROUP, { propertyDependencies: { location: [] } }),
];

function printed(steps: readonly Step[], more: JsonObject = {}): string {
  const changeSummary: Record<string, number> = {};
  // A refresh is not counted: it is told by the same operations as what follows it.
  for (const op of new Set(steps.map((one) => one.op))) {
    changeSummary[op] = new Set(steps.filter((one) => one.op === op).map(({ urn }) => urn)).size;
  }
  return JSON.stringify({ config: {}, steps, duration: 1, changeSummary, ...more });
}

function resourcesOf(steps: readonly Step[]): readonly PlanResource[] {
  return planFromPreview(printed(steps)).plan.deployment.resources;
}

function resource(steps: readonly Step[], urn: string): PlanResource | undefined {
  return resourcesOf(steps).find((one) => one.urn === urn);
}

function problems(text: string): readonly string[] {
  try {
    planFromPreview(text);
  } catch (error) {
    assert.ok(error instanceof PreviewDocumentError, String(error));
    return error.problems;
  }
  assert.fail("it was taken for a whole preview");
}

describe("a plan from a real preview", () => {
  it("holds what would be there, in the plan's own form and order", () => {
    const { stack, plan } = planFromPreview(printed(CREATIONS));
    assert.equal(stack, "dev");
    assert.deepEqual(JSON.parse(serializePlan(plan)), {
      version: 3,
      deployment: {
        manifest: {},
        resources: [
          { urn: STACK, custom: false, type: "pulumi:pulumi:Stack", inputs: {} },
          { urn: GROUP, custom: true, type: "azure-native:resources:ResourceGroup", inputs: {}, parent: STACK },
          {
            urn: VAULT,
            custom: true,
            type: "azure-native:keyvault:Vault",
            inputs: {},
            parent: STACK,
            dependencies: [GROUP],
          },
        ],
      },
    });
  });

  it("does not depend on the order in which the steps were printed", () => {
    const forth = planFromPreview(printed(CREATIONS)).plan;
    const back = planFromPreview(printed([...CREATIONS].reverse())).plan;
    assert.equal(serializePlan(back), serializePlan(forth));
  });

  it("orders as the engine does, which has default providers in the way: a component stands before what they serve", () => {
    const component = `${PREFIX}zebra:index:Thing::thing`;
    const early = `${PREFIX}pulumi:pa:Component::early`;
    const urns = resourcesOf([...CREATIONS, step("create", component), step("create", early)]).map(({ urn }) => urn);
    // By URN alone the group would come first; its provider's URN stands between the two components'.
    assert.deepEqual(urns, [STACK, early, GROUP, VAULT, component]);
  });

  it("closes secrets wherever they stand, whatever was inside", () => {
    const inputs = { tags: { a: "[secret]" }, list: ["plain", "[secret]"], whole: "[secret]", near: "[secret] text" };
    assert.deepEqual(resource([...CREATIONS.slice(0, 2), step("create", GROUP, { inputs })], GROUP)?.inputs, {
      tags: { a: CLOSED_SECRET },
      list: ["plain", CLOSED_SECRET],
      whole: CLOSED_SECRET,
      near: "[secret] text",
    });
  });

  it("keeps what decides about a resource's fate, and no more", () => {
    const fate = {
      protect: true,
      retainOnDelete: true,
      deletedWith: GROUP,
      additionalSecretOutputs: ["b", "a"],
      customTimeouts: { create: 60 },
    };
    const more = { ...fate, id: "/id", outputs: { a: 1 }, sourcePosition: "x", created: "2026-01-01T00:00:00Z" };
    const steps = [step("create", STACK), step("create", GROUP), step("create", VAULT, more)];
    const { provider: _, ...rest } = state(VAULT);
    assert.deepEqual(resource(steps, VAULT), { ...rest, ...fate, additionalSecretOutputs: ["a", "b"] });
  });

  it("keeps explicit providers, whose id is unknown until they are made, without the engine's own notes", () => {
    const steps = [
      ...CREATIONS.slice(0, 2),
      step("create", EXPLICIT, { inputs: { __internal: {}, location: "norwayeast" } }),
      step("create", GROUP, { provider: `${EXPLICIT}::0198c735-e72c-438f-9591-96d417ff2b44` }),
    ];
    assert.deepEqual(resource(steps, EXPLICIT)?.inputs, { location: "norwayeast" });
    assert.equal(resource(steps, EXPLICIT)?.id, UNKNOWN);
    assert.equal(resource(steps, GROUP)?.provider, `${EXPLICIT}::${UNKNOWN}`);
  });

  it("keeps the id of a provider that is there already", () => {
    const reference = `${EXPLICIT}::0198c735-e72c-438f-9591-96d417ff2b44`;
    const steps = [...CREATIONS.slice(0, 2), step("same", EXPLICIT), step("update", GROUP, { provider: reference })];
    assert.equal(resource(steps, GROUP)?.provider, reference);
  });

  it("keeps the id of what is only read", () => {
    const steps = [...CREATIONS.slice(0, 2), step("read", GROUP, { external: true, id: "/group" })];
    assert.equal(resource(steps, GROUP)?.id, "/group");
    assert.equal(resource(steps, GROUP)?.external, true);
  });

  describe("takes of each operation what will be there:", () => {
    const base = [step("same", STACK), step("same", GROUP)];
    const changed = { inputs: { location: "norwayeast" } };
    for (const op of ["same", "update", "replace", "create-replacement", "import", "import-replacement", "read"]) {
      it(op, () => {
        assert.deepEqual(resource([...base, step(op, VAULT, changed)], VAULT)?.inputs, changed.inputs);
      });
    }

    for (const op of ["delete", "discard"]) {
      it(`${op}: nothing`, () => {
        const gone = { op, urn: VAULT, oldState: state(VAULT) };
        assert.deepEqual(
          resourcesOf([...base, gone]).map(({ urn }) => urn),
          [STACK, GROUP],
        );
      });
    }

    it("a replacement shown in all its steps", () => {
      const steps = [
        ...base,
        { op: "delete-replaced", urn: VAULT, oldState: state(VAULT) },
        step("replace", VAULT, changed),
        step("create-replacement", VAULT, changed),
      ];
      assert.equal(resourcesOf(steps).length, 3);
      assert.deepEqual(resource(steps, VAULT)?.inputs, changed.inputs);
    });

    it("what an earlier replacement left to be deleted: its successor stays", () => {
      const left = { op: "delete", urn: VAULT, oldState: state(VAULT, { delete: true }) };
      assert.deepEqual(resource([...base, step("same", VAULT, changed), left], VAULT)?.inputs, changed.inputs);
    });

    it("a refresh before the preview: what is planned then", () => {
      const refreshed = [
        step("refresh", STACK),
        step("refresh", GROUP),
        step("update", VAULT, { inputs: { drift: 1 } }),
      ];
      const steps = [...refreshed, ...base, step("update", VAULT, changed)];
      assert.deepEqual(resource(steps, VAULT)?.inputs, changed.inputs);
    });

    it("a refresh that found it gone: what is made anew", () => {
      const refreshed = [step("refresh", STACK), step("refresh", GROUP), { op: "delete", urn: VAULT }];
      const steps = [...refreshed, ...base, step("create", VAULT, changed)];
      assert.deepEqual(resource(steps, VAULT)?.inputs, changed.inputs);
    });
  });

  describe("refuses", () => {
    const cases: readonly (readonly [what: string, text: string, answer: RegExp])[] = [
      ["nothing at all", " \n", /empty/],
      ["what is not JSON", "steps: []", /not JSON .*pulumi preview --json --show-sames/],
      ["what the CLI shows people", "Previewing update (dev):\n", /shows people.*--json --show-sames/],
      ["a list", "[]", /not a JSON object/],
      [
        "the stream of events",
        `{"sequence":0,"timestamp":1,"preludeEvent":{}}\n{"sequence":1,"timestamp":1,"summaryEvent":{}}\n`,
        /PULUMI_ENABLE_STREAMING_JSON_PREVIEW=false pulumi preview --json --show-sames/,
      ],
      ["one event of it", `{"sequence":0,"timestamp":1}`, /stream of events/],
      ["an export or a plan", `{"version":3,"deployment":{"resources":[]}}`, /read as it is: run `bulwark judge`/],
      ["a state file", `{"version":3,"checkpoint":{}}`, /pulumi stack export/],
      ["an update plan", `{"manifest":{},"resourcePlans":{}}`, /--save-plan/],
      ["our own report", `{"verdict":"passed","risks":[]}`, /report of `bulwark preview --json`/],
      ["another document", `{"name":"x"}`, /no "steps"/],
      ["a malformed step", `{"steps":[{"op":"create"}],"changeSummary":{}}`, /"steps\[0\]" is not a step/],
      [
        "a malformed state",
        printed([step("create", STACK, { dependencies: "urn" })]),
        /"steps\[0\].newState.dependencies" is not a list of URNs/,
      ],
      [
        "a state of another resource",
        printed([{ op: "create", urn: STACK, newState: state(GROUP) }]),
        /not its step's/,
      ],
      ["an interrupted preview", JSON.stringify({ steps: CREATIONS }), /interrupted/],
      ["a destroy", printed([{ op: "delete", urn: STACK, oldState: state(STACK) }]), /pulumi destroy/],
      ["a refresh alone", printed([step("refresh", STACK)]), /pulumi refresh/],
      ["an operation that nobody knows", printed([...CREATIONS, step("merge", EXPLICIT)]), /'merge'/],
      ["a URN twice", printed([...CREATIONS, step("create", GROUP)]), /group has 2 steps \(create, create\)/],
      [
        "two steps without a refresh",
        printed([...CREATIONS, step("update", GROUP)]),
        /group has 2 steps \(create, update/,
      ],
      [
        "a deletion and a creation without a refresh",
        printed([step("create", STACK), { op: "delete", urn: GROUP }, step("create", GROUP)]),
        /group has 2 steps \(delete, create/,
      ],
      ["what is not a URN", printed([...CREATIONS, step("create", "vault")]), /no URN/],
      ["a creation without a state", printed([...CREATIONS, { op: "create", urn: EXPLICIT }]), /no "newState"/],
      [
        "a preview with fewer steps than it counts",
        printed(CREATIONS, { changeSummary: { create: 4 } }),
        /counts 4 times 'create', but 3 steps/,
      ],
    ];
    for (const [what, text, answer] of cases) {
      it(what, () => {
        assert.match(problems(text).join("\n"), answer);
      });
    }

    it("a preview without its unchanged resources, by what it counts", () => {
      const text = printed([step("same", STACK), step("update", VAULT)], { changeSummary: { same: 7, update: 1 } });
      const [problem = "", ...others] = problems(text);
      assert.match(problem, /1 of 7 unchanged resources.*--show-sames/);
      assert.deepEqual(others, []);
    });

    for (const [field, more] of [
      ["a parent", { parent: GROUP }],
      ["a dependency", { dependencies: [GROUP] }],
      ["a property's dependency", { propertyDependencies: { location: [GROUP] } }],
      ["an explicit provider", { provider: `${EXPLICIT}::id` }],
      ["what it is deleted with", { deletedWith: GROUP }],
    ] as const) {
      it(`a preview in which nothing makes ${field}`, () => {
        const [problem = ""] = problems(printed([step("create", STACK), step("create", VAULT, more)]));
        assert.match(problem, /refer to what no step plans: .*(group|elsewhere).*--show-sames/);
      });
    }

    it("several stacks at once", () => {
      const other = step("create", STACK.replace(":dev:", ":prod:"));
      assert.match(problems(printed([...CREATIONS, other])).join("\n"), /dev::bulwark, prod::bulwark/);
    });

    it("a failed preview, with what failed and without the lines that say where in the code", () => {
      const message =
        "error: Running program '.' failed with an unhandled exception:\nError: boom\n    at index.ts:1:1\n";
      const text = printed(CREATIONS, { diagnostics: [{ severity: "error", message }] });
      const [problem = ""] = problems(text);
      assert.match(problem, /failed half way: Running program.*\nError: boom$/);
    });

    it("every mistake at once", () => {
      const text = printed([...CREATIONS, step("create", GROUP), step("merge", EXPLICIT)], {
        changeSummary: { create: 9 },
      });
      assert.equal(problems(text).length, 3);
    });
  });

  it("takes a preview that only a mandatory policy fails, which is whole, and one with warnings", () => {
    const diagnostics = [
      { severity: "warning", message: "warning: pending operations\n" },
      { severity: "error", message: "error: preview failed\n" },
    ];
    assert.equal(planFromPreview(printed(CREATIONS, { diagnostics })).plan.deployment.resources.length, 3);
  });
});
