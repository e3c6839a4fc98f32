import assert from "node:assert/strict";
import { pathText, type KeyPath } from "../../../infra/settings/mistakes";
import { lockOf, type LockParts } from "../../locks.fixture";
import { ledger, mistakesIn, settingsIn, Stack, told, trails } from "./stack";

const TRAILS: LockParts = {
  server: "trails",
  image: `sha256:${"1".repeat(64)}`,
  tools: ["find_trails", "get_trail", "report_condition"],
  prompts: ["plan_hike"],
  templates: ["trails://guides/{name}"],
};
const FILE = "tools/trails.lock.json";

/** The stack file `dev` with this lock of `trails`. */
function withLock(parts: Partial<LockParts>): Stack {
  return new Stack().file(FILE, JSON.stringify(lockOf({ ...TRAILS, ...parts })));
}

const REFUSED: readonly (readonly [claim: string, stack: () => Stack, path: KeyPath, says: RegExp])[] = [
  [
    "a server without a lock",
    () => new Stack().file(FILE, undefined),
    trails("name"),
    /tools\/trails\.lock\.json is not there.* bulwark lock trails --from/,
  ],
  [
    "a lock that is no JSON, which never counts as an empty one",
    () => new Stack().file(FILE, "{"),
    trails("name"),
    /tools\/trails\.lock\.json is damaged: .*; put back the version that was reviewed/,
  ],
  ["an empty file in place of a lock", () => new Stack().file(FILE, ""), trails("name"), /is damaged/],
  ["another server's lock", () => withLock({ server: "ledger" }), trails("name"), /is the lock of ledger/],
  [
    "an image that the lock was not made from",
    () => new Stack().file(FILE, JSON.stringify(lockOf({ ...TRAILS, image: `sha256:${"9".repeat(64)}` }))),
    trails("image"),
    /was made from the image sha256:9{64}; look at what the new image shows and approve it: bulwark lock trails/,
  ],
  [
    "a protocol that the lock was not made over",
    () => withLock({ protocol: "2025-06-18" }),
    trails("protocols"),
    /was made over 2025-06-18, which is not among these/,
  ],
  [
    "a tool in a scope that was not approved",
    () => withLock({ tools: ["find_trails", "get_trail"] }),
    trails("scopes", 1, "tools", 0),
    /has no tool of this name; it has: find_trails, get_trail/,
  ],
  [
    "a prompt in a scope that was not approved",
    () => withLock({ prompts: [] }),
    trails("scopes", 0, "prompts", 0),
    /has no prompt of this name; it has no prompt/,
  ],
  [
    "a template in a scope that was not approved",
    () => withLock({ templates: ["trails://guide/{name}"] }).set(trails("disabled"), ["trails://guide/{name}"]),
    trails("scopes", 0, "resources", 0),
    /has no resource template of this name; nearest: trails:\/\/guide\/\{name\}/,
  ],
  [
    "an approved tool that stands in no scope",
    () => withLock({ tools: [...(TRAILS.tools ?? []), "delete_trail"] }),
    trails("scopes"),
    /the tool delete_trail of tools\/trails\.lock\.json stands in no scope; name it .* or under disabled/,
  ],
  [
    "an approved prompt that stands in no scope",
    () => withLock({ prompts: ["plan_hike", "plan_week"] }),
    trails("scopes"),
    /the prompt plan_week/,
  ],
  [
    "an approved template that stands in no scope",
    () => withLock({ templates: ["trails://guides/{name}", "trails://maps/{name}"] }),
    trails("scopes"),
    /the resource template trails:\/\/maps\/\{name\}/,
  ],
  [
    "a disabled tool that the lock does not have",
    () => withLock({}).set(trails("disabled"), ["delete_trial"]),
    trails("disabled", 0),
    /has nothing of this name/,
  ],
  [
    "a tool that is disabled and opened",
    () => withLock({}).set(trails("disabled"), ["get_trail"]),
    trails("disabled", 0),
    /a scope opens this; leave it in one of the two places/,
  ],
  [
    "a destructive tool in a plain scope",
    () => withLock({ destructive: ["report_condition"] }),
    trails("scopes", 1, "tools", 0),
    /destructiveHint.*elevated: true/,
  ],
];

describe("a server and its lock", () => {
  for (const [claim, stack, path, says] of REFUSED) {
    it(`${claim} is refused at ${pathText(path)}`, () => {
      const result = stack().read();
      assert.deepEqual(
        mistakesIn(result).map((mistake) => pathText(mistake.path)),
        [pathText(path)],
        told(result).join("\n"),
      );
      assert.match(mistakesIn(result)[0]?.message ?? "", says);
    });
  }

  it("a disabled tool stands in no scope, and the lock comes into the settings whole", () => {
    const stack = withLock({ tools: [...(TRAILS.tools ?? []), "delete_trail"] }).set(trails("disabled"), [
      "delete_trail",
    ]);
    const [server] = settingsIn(stack.read()).servers;
    assert.ok(server);
    assert.deepEqual(server.disabled, ["delete_trail"]);
    assert.equal(server.lock.tools.length, 4);
  });

  it("a destructive tool may stand in an elevated scope", () => {
    const stack = withLock({ destructive: ["report_condition"] }).set(trails("scopes", 1, "elevated"), true);
    assert.deepEqual(told(stack.read()), []);
  });

  it("each has its own lock", () => {
    const result = new Stack().file("tools/ledger.lock.json", undefined).read();
    assert.deepEqual(
      mistakesIn(result).map((mistake) => pathText(mistake.path)),
      [pathText(ledger("name"))],
    );
  });
});
