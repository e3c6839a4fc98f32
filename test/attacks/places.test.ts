import assert from "node:assert/strict";
import { everyPlace, expectationAt, hasPlace } from "../../attacks/payloads/places";
import { attack } from "../../attacks/catalogue/mcp06/injected-text";
import { labOf } from "./lab.fixture";

describe("attacks/places.json", () => {
  const lab = labOf();
  const attempts = [...attack.attempts(lab)];

  for (const place of everyPlace) {
    it(`has an attack at ${place.id}, at every server that has it`, () => {
      const servers = lab.servers.filter((server) => hasPlace(server, place));
      assert.ok(servers.length > 0, "no server of the sample stack has the place");
      for (const { name } of servers) {
        const found = attempts.filter((attempt) => attempt.place === place.id && attempt.name.startsWith(`${name}: `));
        assert.ok(found.length >= 2, `${found.length} attempts at ${name}`);
      }
    });

    it(`says with what text at ${place.id} is refused`, () => {
      for (const server of lab.servers.filter((one) => hasPlace(one, place))) {
        const { control, status } = expectationAt(server, place);
        assert.match(String(control), /^MCP\d\d-\d+$/);
        assert.equal(typeof status, "number");
      }
    });
  }

  it("names every place once", () => {
    const ids = everyPlace.map(({ id }) => id);
    assert.deepEqual([...new Set(ids)], ids);
  });

  it("gives every attempt a name of its own", () => {
    const names = attempts.map(({ name }) => name);
    assert.equal(new Set(names).size, names.length);
  });
});
