import type { Attack } from "../../attack";
import { signIn } from "../../lab/sign-in";
import { rawRequest } from "../../lab/messages";
import { exchange } from "../../lab/oracle";
import { ordinaryCall } from "../../lab/ordinary";
import { rpcRefused } from "../../lab/refusals";
import type { LabServer } from "../../lab/lab";

type Body = string | Buffer;

const REFUSED = rpcRefused({ status: 400, code: -32700, reason: "message-malformed", control: "MCP05-1", id: null });

export const attack: Attack = {
  id: "not-json",
  risk: "MCP05",
  controls: ["MCP05-1"],
  title: "Bodies that are not one strict JSON text in UTF-8",
  why: "What the gateway reads one way and the server another is not inspected at all.",
  *attempts({ servers }) {
    for (const server of servers) {
      for (const [name, body] of Object.entries(bodies(server))) {
        yield {
          name: `${server.name}: ${name}`,
          run: async (lab) => {
            const mirror = Object.fromEntries(
              ordinaryCall(server).headers.filter(([header]) => header.toLowerCase().startsWith("mcp-")),
            );
            return exchange(lab, server, rawRequest(server, body, await signIn(lab, server), mirror), REFUSED);
          },
        };
      }
    }
  },
};

function bodies(server: LabServer): Readonly<Record<string, Body>> {
  const good = String(ordinaryCall(server).body);
  const inside = (text: string): string => good.replace(/"arguments":\{/, `"arguments":{"x":${text},`);
  const bytes = (...values: readonly number[]): Buffer =>
    Buffer.concat([Buffer.from(good.slice(0, -1) + ',"x":"'), Buffer.from(values), Buffer.from('"}')]);
  return {
    nothing: "",
    blanks: "   ",
    "a word": "hello",
    "a form": "jsonrpc=2.0&id=1&method=tools/list",
    "an opening brace": "{",
    "cut short": good.slice(0, -1),
    "a brace too many": `${good}}`,
    "a second message": `${good}${good}`,
    "a second message on a new line": `${good}\n${good}`,
    "a word behind": `${good} x`,
    "a null byte behind": `${good}\u0000`,
    "a null byte before": `\u0000${good}`,
    "a comma at the end": good.replace(/\}$/, ",}"),
    "single quotes": good.replaceAll('"', "'"),
    "names without quotes": good.replace('"jsonrpc"', "jsonrpc"),
    "a comment": good.replace("{", "{/* */"),
    "a line comment": good.replace("{", "{// x\n"),
    "a hash comment": good.replace("{", "{# x\n"),
    NaN: inside("NaN"),
    Infinity: inside("Infinity"),
    "-Infinity": inside("-Infinity"),
    undefined: inside("undefined"),
    True: inside("True"),
    "new Date(1)": inside("new Date(1)"),
    "a hexadecimal number": inside("0x1F"),
    "an octal number": inside("017"),
    "a number with a plus": inside("+1"),
    "a number that ends in a point": inside("1."),
    "a number that begins with a point": inside(".5"),
    "minus alone": inside("-"),
    "minus zero zero": inside("-00"),
    "an exponent without digits": inside("1e"),
    "a number with underscores": inside("1_000"),
    "a number beyond all": inside("1e999"),
    "a line end in a string": inside('"a\nb"'),
    "a tab in a string": inside('"a\tb"'),
    "a bell in a string": inside('"a\u0007b"'),
    "an unknown escape": inside('"\\x41"'),
    "an escape cut short": inside('"\\u12"'),
    "an escape of no letters": inside('"\\u00zz"'),
    "half a character": inside('"\\ud800"'),
    "the other half": inside('"\\udc00"'),
    "halves in the wrong order": inside('"\\udc00\\ud800"'),
    "half a character in a name": good.replace(/"arguments":\{/, '"arguments":{"\\ud800":1,'),
    "a list without a comma": inside("[1 2]"),
    "a list that ends in a comma": inside("[1,]"),
    "a list with a hole": inside("[1,,2]"),
    "a name without a colon": good.replace(/"arguments":\{/, '"arguments":{"x" 1,'),
    "a vertical tab between": good.replace("{", "{\u000b"),
    "a no-break space between": good.replace("{", "{\u00a0"),
    "a line separator between": good.replace("{", "{\u2028"),
    "33 levels of lists": inside(`${"[".repeat(33)}1${"]".repeat(33)}`),
    "33 levels of objects": inside(`${'{"a":'.repeat(33)}1${"}".repeat(33)}`),
    "10000 levels of lists": inside(`${"[".repeat(10_000)}1${"]".repeat(10_000)}`),
    "20000 levels without an end": "[".repeat(20_000),
    "a byte order mark": Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(good)]),
    "UTF-16, little end first": Buffer.from(good, "utf16le"),
    "UTF-16 with a mark": Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(good, "utf16le")]),
    "UTF-32": Buffer.from(Array.from(good, (letter) => [letter.charCodeAt(0), 0, 0, 0]).flat()),
    "Latin-1": bytes(0xe9),
    "an overlong slash": bytes(0xc0, 0xaf),
    "an overlong quote": bytes(0xc0, 0xa2),
    "an overlong null": bytes(0xc0, 0x80),
    "an overlong slash in three": bytes(0xe0, 0x80, 0xaf),
    "half a character in bytes": bytes(0xed, 0xa0, 0x80),
    "a pair of halves in bytes": bytes(0xed, 0xa0, 0xbd, 0xed, 0xb8, 0x80),
    "beyond Unicode": bytes(0xf4, 0x90, 0x80, 0x80),
    "a lone continuation": bytes(0x80),
    "a character cut short": bytes(0xe2, 0x82),
    "bytes that are none": bytes(0xff, 0xfe),
    compressed: Buffer.from("1f8b0800000000000003ab5632540200", "hex"),
    "UTF-7": good.replace("tools/call", "+AHQ-ools/call") + "+",
    XML: "<methodCall><methodName>tools/list</methodName></methodCall>",
    "a prefix against hijacking": `)]}',\n${good}`,
    "a callback": `callback(${good})`,
    "an event": `data: ${good}\n\n`,
    "a multipart body": `--x\r\nContent-Type: application/json\r\n\r\n${good}\r\n--x--`,
  };
}
