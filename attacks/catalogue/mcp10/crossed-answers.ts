import type { Attack, Breach } from "../../attack";
import { textsOf } from "../../lab/answers";
import { callerOf } from "../../lab/caller";
import type { Lab, LabServer } from "../../lab/lab";
import { callTool } from "../../lab/messages";
import { messagesOf } from "../../lab/oracle";

/** Tools that say in their answer what they were given. */
const echoes: Readonly<Record<string, (word: string) => readonly [string, Readonly<Record<string, unknown>>]>> = {
  trails: (word) => ["report_condition", { id: word, condition: "good" }],
  ledger: (word) => ["submit_expense", { purpose: word, lines: [{ text: "x", cents: 1 }] }],
  forecast: (word) => ["get_forecast", { place: word }],
};

const USERS = 4;
const EACH = 3;

export const attack: Attack = {
  id: "crossed-answers",
  risk: "MCP10",
  controls: ["MCP10-2"],
  title: "Several users at once, with the same ids",
  why: "One user receives what another asked for.",
  *attempts({ servers }) {
    for (const server of servers) {
      const echo = echoes[server.name];
      if (echo === undefined) continue;
      yield {
        name: `${server.name}: ${USERS} users`,
        alone: true,
        run: async (lab) => {
          const users = await Promise.all(
            Array.from({ length: USERS }, async (_, number) => {
              const oid = `aaaaaaaa-0000-4000-8000-00000000000${number}`;
              return { oid, caller: await callerOf(lab, server, server.scopes, oid) };
            }),
          );
          await lab.control.forgetLogs();
          const asked = users.flatMap(({ caller, oid }, user) =>
            Array.from({ length: EACH }, (_, number) => ({
              caller,
              oid,
              word: `Place${user}x${number}`,
              id: number + 1,
            })),
          );
          const wrong = await Promise.all(
            asked.map(async ({ caller, word, id }) => {
              const answer = await lab.send(callTool(server, ...echo(word), { ...caller, id }));
              const ids = messagesOf(answer).map((message) => message.id);
              const text = String(textsOf(answer)[0]);
              const words = text.match(/Place\dx\d/g) ?? [];
              return answer.status === 200 &&
                ids.at(-1) === id &&
                words.every((one) => one === word) &&
                words.length > 0
                ? undefined
                : `${word}, id ${id}: ${answer.status} ${JSON.stringify(ids)} ${text}`;
            }),
          );
          return [
            ...wrong.flatMap((seen) =>
              seen === undefined ? [] : [{ what: "answer", expected: "one's own", seen } satisfies Breach],
            ),
            ...(await wrongRecords(
              lab,
              server,
              users.map(({ oid }) => oid),
            )),
          ];
        },
      };
    }
  },
};

/** Every request has its record, under the user who sent it. */
async function wrongRecords(lab: Lab, server: LabServer, users: readonly string[]): Promise<readonly Breach[]> {
  const records = (await lab.control.logs()).filter((record) => "decision" in record && record.server === server.name);
  const counts = users.map((user) => records.filter((record) => record.user === user).length);
  const ids = new Set(records.map(({ correlationId }) => correlationId));
  const good = counts.every((count) => count === EACH) && ids.size === USERS * EACH;
  return good
    ? []
    : [{ what: "audit", expected: `${EACH} records of each user`, seen: `${counts.join(", ")}; ${ids.size} ids` }];
}
