import type { Attack, Breach } from "../../attack";
import { at } from "../../lab/change";
import type { Lab, LabServer } from "../../lab/lab";
import { callTool } from "../../lab/messages";
import { firstTool, ordinaryCall, ordinaryList } from "../../lab/ordinary";
import { ANOTHER_USER, claimsOf, signIn } from "../../lab/sign-in";

/** Of each kind, at once. */
const ABREAST = 3;

export const attack: Attack = {
  id: "records-abreast",
  risk: "MCP08",
  controls: ["MCP08-2"],
  title: "Many requests at once, each to be found again",
  why: "An attacker who is loud enough would drown the record of what was done quietly.",
  *attempts({ servers }) {
    for (const server of servers) {
      yield { name: `${server.name}: ${ABREAST} of each kind`, alone: true, run: (lab) => burst(lab, server) };
    }
  },
};

async function burst(lab: Lab, server: LabServer): Promise<readonly Breach[]> {
  const one = await signIn(lab, server);
  const other = await signIn(lab, server, { oid: ANOTHER_USER });
  const kinds = [
    { request: ordinaryList(server, one), record: ["allowed", claimsOf(one.token).oid] },
    { request: ordinaryCall(server, other), record: ["allowed", ANOTHER_USER] },
    {
      request: callTool(server, firstTool(server).name, { unknown: 1 }, other),
      record: ["arguments-invalid", ANOTHER_USER],
    },
    { request: callTool(server, "unknown", {}, one), record: ["tool-not-available", claimsOf(one.token).oid] },
    { request: ordinaryCall(server), record: ["token-missing", null] },
    { request: at(ordinaryCall(server), "/nobody"), record: ["no-such-address", null] },
  ];
  await lab.control.forgetLogs();
  await Promise.all(Array.from({ length: ABREAST }, () => kinds.map(({ request }) => lab.send(request))).flat());
  const records = await written(lab, ABREAST * kinds.length);
  const wanted = kinds.map(({ record }) => `${ABREAST} x ${JSON.stringify(record)}`);
  const seen = kinds.map(({ record }) => {
    const count = records.filter(
      ({ reason, user }) => JSON.stringify([reason, user]) === JSON.stringify(record),
    ).length;
    return `${count} x ${JSON.stringify(record)}`;
  });
  const ids = new Set(records.map(({ correlationId }) => correlationId)).size;
  return [
    ...(wanted.join() === seen.join() && records.length === ABREAST * kinds.length
      ? []
      : [{ what: "records", expected: wanted.join(", "), seen: `${records.length}: ${seen.join(", ")}` }]),
    ...(ids === records.length
      ? []
      : [{ what: "correlation ids", expected: String(records.length), seen: String(ids) }]),
  ];
}

/** Records appear within a second of the answer. */
async function written(lab: Lab, count: number): Promise<readonly Readonly<Record<string, unknown>>[]> {
  for (let tries = 0; ; tries += 1) {
    const records = (await lab.control.logs()).filter((record) => "decision" in record);
    if (records.length >= count || tries === 20) return records;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
