import type { Attack, Breach } from "../../attack";
import type { Lab, LabServer } from "../../lab/lab";
import { ordinaryCall } from "../../lab/ordinary";
import { signIn } from "../../lab/sign-in";
import { sendBytes } from "../../lab/wire";

/** A request taken apart: where it is sent, its headers without the lengths, its body. */
interface Parts {
  readonly path: string;
  readonly host: string;
  readonly headers: readonly string[];
  readonly body: string;
}

/** One request in bytes; `Connection: close`, so that what comes back has an end. */
const FRAMES: Readonly<Record<string, (parts: Parts) => string>> = {
  "a length and chunks": (parts) =>
    frame(parts, ["Content-Length: 5", "Transfer-Encoding: chunked"], `0\r\n\r\n${smuggled(parts)}`),
  "chunks and a length": (parts) =>
    frame(parts, ["Transfer-Encoding: chunked", "Content-Length: 5"], `0\r\n\r\n${smuggled(parts)}`),
  "two lengths": ({ body, ...parts }) =>
    frame({ body, ...parts }, [`Content-Length: ${body.length}`, "Content-Length: 0"], body),
  "a list of lengths": ({ body, ...parts }) => frame({ body, ...parts }, [`Content-Length: ${body.length}, 0`], body),
  "a length with a sign": ({ body, ...parts }) => frame({ body, ...parts }, [`Content-Length: +${body.length}`], body),
  "a negative length": ({ body, ...parts }) => frame({ body, ...parts }, ["Content-Length: -1"], body),
  "a length in hexadecimal": ({ body, ...parts }) =>
    frame({ body, ...parts }, [`Content-Length: 0x${body.length.toString(16)}`], body),
  "a length with a blank before the colon": ({ body, ...parts }) =>
    frame({ body, ...parts }, [`Content-Length : ${body.length}`], body),
  "chunks under another name": ({ body, ...parts }) =>
    frame({ body, ...parts }, ["Transfer-Encoding: xchunked"], chunked(body)),
  "chunked and then identity": ({ body, ...parts }) =>
    frame({ body, ...parts }, ["Transfer-Encoding: chunked, identity"], chunked(body)),
  "a chunk whose size is no number": ({ body, ...parts }) =>
    frame({ body, ...parts }, ["Transfer-Encoding: chunked"], `zz\r\n${body}\r\n0\r\n\r\n`),
  "a chunk whose size overflows": ({ body, ...parts }) =>
    frame({ body, ...parts }, ["Transfer-Encoding: chunked"], `fffffffffffffffff\r\n${body}\r\n0\r\n\r\n`),
  "a header over two lines": ({ body, ...parts }) =>
    frame({ body, ...parts }, [`Content-Length: ${body.length}`, "X-Folded: a\r\n b"], body),
  "a header without a name": ({ body, ...parts }) =>
    frame({ body, ...parts }, [`Content-Length: ${body.length}`, ": x"], body),
  "a header with a null byte": ({ body, ...parts }) =>
    frame({ body, ...parts }, [`Content-Length: ${body.length}`, "X-Null: a\u0000b"], body),
  "two Host headers": ({ body, ...parts }) =>
    frame({ body, ...parts }, [`Content-Length: ${body.length}`, "Host: attacker.example"], body),
  "no Host": ({ body, headers, ...parts }) =>
    frame(
      { body, headers: headers.filter((header) => !/^host:/i.test(header)), ...parts },
      [`Content-Length: ${body.length}`],
      body,
    ),
  "a blank in the path": ({ body, path, ...parts }) =>
    frame({ body, path: `${path} x`, ...parts }, [`Content-Length: ${body.length}`], body),
  "an unknown verb": ({ body, ...parts }) =>
    frame({ body, ...parts }, [`Content-Length: ${body.length}`], body).replace(/^POST/, "PO ST"),
  "an unknown version of HTTP": ({ body, ...parts }) =>
    frame({ body, ...parts }, [`Content-Length: ${body.length}`], body).replace("HTTP/1.1", "HTTP/9.9"),
  "another host in the path": ({ body, path, ...parts }) =>
    frame({ body, path: `http://attacker.example${path}`, ...parts }, [`Content-Length: ${body.length}`], body),
  "a tunnel": ({ host, headers }) => `CONNECT ${host} HTTP/1.1\r\n${headers.join("\r\n")}\r\n\r\n`,
  "a header of 100,000 letters": ({ body, ...parts }) =>
    frame({ body, ...parts }, [`Content-Length: ${body.length}`, `X-Long: ${"x".repeat(100_000)}`], body),
};

export const attack: Attack = {
  id: "framing",
  risk: "MCP05",
  controls: ["MCP05-1"],
  title: "Requests whose bytes two readers would cut differently",
  why: "A second request hidden in the first would reach the server without having been judged.",
  *attempts({ servers }) {
    for (const server of servers) {
      for (const [name, build] of Object.entries(FRAMES)) {
        yield { name: `${server.name}: ${name}`, run: (lab) => attempt(lab, server, build) };
      }
    }
  },
};

async function attempt(lab: Lab, server: LabServer, build: (parts: Parts) => string): Promise<readonly Breach[]> {
  const request = ordinaryCall(server, await signIn(lab, server));
  await lab.control.forgetReached(server.name);
  const { host } = new URL(request.origin);
  const headers = [`Host: ${host}`, ...request.headers.map(([name, value]) => `${name}: ${value}`)];
  const bytes = build({ path: request.path, host, headers, body: String(request.body) });
  const answer = await sendBytes(request.origin, bytes);
  const reached = await lab.control.reached(server.name);
  const statuses = [...answer.matchAll(/^HTTP\/1\.[01] (\d{3})/gm)].map((match) => match[1] ?? "");
  const found: Breach[] = [];
  if (reached.length > 0) found.push({ what: "reached the server", expected: "nothing", seen: String(reached.length) });
  if (statuses.length === 0 || !statuses.every((status) => /^4\d\d$/.test(status))) {
    found.push({ what: "status", expected: "4xx and nothing else", seen: statuses.join(", ") || answer.slice(0, 100) });
  }
  return found;
}

function frame({ path, headers }: Parts, lengths: readonly string[], body: string): string {
  return `POST ${path} HTTP/1.1\r\n${[...headers, "Connection: close", ...lengths].join("\r\n")}\r\n\r\n${body}`;
}

function smuggled({ path, headers, body }: Parts): string {
  return `POST ${path} HTTP/1.1\r\n${headers.join("\r\n")}\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
}

function chunked(body: string): string {
  return `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`;
}
