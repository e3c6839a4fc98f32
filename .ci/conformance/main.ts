/**
 * Runs the official suite straight at a sample server and at the same server behind the gateway, streamed and inspected,
 * for each revision: the verdicts must be the same but for what `expected.json` lists, each with its control and reason.
 */
import { readFileSync } from "node:fs";
import path from "node:path";
import { PreviewError } from "../../simulator/engine";
import { SampleServer, sampleSurface } from "../../simulator/servers";
import { startStand, type Stand } from "../../simulator/stand";
import { compare, type Comparison, type ExpectedFailure } from "./compare";
import { startProxy, type Proxy } from "./proxy";
import { prepareSuite, REVISIONS, runSuite, type Revision, type Verdicts } from "./suite";
import { planFor, type Mode } from "./workplace";

const MODES: readonly Mode[] = ["streamed", "inspected"];
/** Requests after which the gateway's clock is moved past its windows: the suite sends more a minute than one caller may. */
const REQUESTS_A_WINDOW = 80;
const WINDOW_SECONDS = 61;

async function main(words: readonly string[]): Promise<boolean> {
  const listed = JSON.parse(readFileSync(path.join(__dirname, "expected.json"), "utf8")) as readonly ExpectedFailure[];
  let good = true;
  await prepareSuite();
  for (const revision of chosen(REVISIONS, words)) {
    const direct = await startSample(revision);
    try {
      const url = `${direct.origin}/mcp`;
      // Most of a run is waiting: they go side by side, each at a server of its own.
      const [straight, ...behind] = await Promise.all([
        runSuite(url, revision),
        ...chosen(MODES, words).map(async (mode) => ({ mode, verdicts: await throughGateway(url, revision, mode) })),
      ]);
      say(`${revision} direct: ${counted(straight)}`);
      for (const { mode, verdicts } of behind) {
        const expected = listed.filter((entry) => entry.revision === revision && entry.mode === mode);
        good = report(`${revision} ${mode}`, verdicts, compare(straight, verdicts, expected), expected.length) && good;
      }
    } finally {
      await direct.close();
    }
  }
  say(
    good
      ? `the same verdicts with and without the gateway, but for ${listed.length} listed in expected.json`
      : "the gateway changes verdicts that it should not, or expected.json lists what does not happen",
  );
  return good;
}

/** @returns whether everything was as expected */
function report(name: string, verdicts: Verdicts, { unexpected, stale }: Comparison, expected: number): boolean {
  say(`${name}: ${counted(verdicts)}; ${expected} differences expected, ${unexpected.length} not`);
  for (const { check, direct, gateway, message } of unexpected) {
    say(`  ${check}: ${direct} direct, ${gateway} behind the gateway: ${message.slice(0, 300)}`);
  }
  for (const { check } of stale) say(`  ${check}: expected to fail, and does not: take it out of expected.json`);
  return unexpected.length === 0 && stale.length === 0;
}

/** Those of `all` that the command line names; all where it names none of them. */
function chosen<Word extends string>(all: readonly Word[], words: readonly string[]): readonly Word[] {
  const named = all.filter((word) => words.includes(word));
  return named.length === 0 ? all : named;
}

async function startSample(revision: Revision): Promise<{ readonly origin: string; close(): Promise<void> }> {
  const surface = sampleSurface("conformance");
  if (surface === undefined) throw new Error("there is no sample called conformance");
  return new SampleServer({ surface, protocols: [revision], sessions: revision === "2025-11-25" }).start();
}

async function throughGateway(direct: string, revision: Revision, mode: Mode): Promise<Verdicts> {
  const proxy = await startProxy();
  try {
    const { plan, root, remove } = await planFor({ direct, revision, mode, origin: proxy.origin });
    try {
      const stand = await startStand({ plan, root });
      try {
        return await runSuite(await leadTo(stand, proxy), revision);
      } finally {
        await stand.close();
      }
    } finally {
      remove();
    }
  } finally {
    await proxy.close();
  }
}

/** @returns the server's address at the proxy, from which every request goes on with a token */
async function leadTo(stand: Stand, proxy: Proxy): Promise<string> {
  const { gateway, control, servers } = stand.info;
  const [server] = servers;
  if (server === undefined) throw new Error("the plan has no server");
  const post = async (call: string, body: unknown): Promise<unknown> => {
    const answer = await fetch(`${control}${call}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    return answer.json().catch(() => undefined);
  };
  const token = async (): Promise<string> =>
    ((await post("/token", { server: server.name })) as { readonly access_token: string }).access_token;
  let authorization = `Bearer ${await token()}`;
  let requests = 0;
  proxy.lead({
    target: gateway,
    headers: async () => {
      requests += 1;
      if (requests % REQUESTS_A_WINDOW === 0) {
        await post("/clock", { advanceSeconds: WINDOW_SECONDS });
        authorization = `Bearer ${await token()}`;
      }
      return { authorization };
    },
  });
  return `${proxy.origin}${new URL(server.url).pathname}`;
}

function counted(verdicts: Verdicts): string {
  const statuses = [...verdicts.values()].map(({ status }) => status);
  return [...new Set(statuses)]
    .sort()
    .map((status) => `${statuses.filter((other) => other === status).length} ${status}`)
    .join(", ");
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

main(process.argv.slice(2)).then(
  (good) => {
    process.exitCode = good ? 0 : 1;
  },
  (error: unknown) => {
    const details = error instanceof PreviewError ? error.details : [];
    say([error instanceof Error ? (error.stack ?? error.message) : String(error), ...details].join("\n"));
    process.exitCode = 2;
  },
);
