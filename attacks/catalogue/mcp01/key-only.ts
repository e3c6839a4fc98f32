import type { Attack } from "../../attack";
import { adding, at } from "../../lab/change";
import { exchange } from "../../lab/oracle";
import { ordinaryCall } from "../../lab/ordinary";
import { tokenRefused } from "../../lab/refusals";
import { signIn } from "../../lab/sign-in";

/** Where keys are sent to gateways. */
const KEYS: readonly (readonly [string, string])[] = [
  ["Ocp-Apim-Subscription-Key", "0123456789abcdef0123456789abcdef"],
  ["Ocp-Apim-Master-Key", "0123456789abcdef0123456789abcdef"],
  ["api-key", "0123456789abcdef0123456789abcdef"],
  ["X-Api-Key", "0123456789abcdef0123456789abcdef"],
  ["X-Functions-Key", "0123456789abcdef0123456789abcdef=="],
  ["Authorization", "SharedAccessSignature uid=integration&ex=2099-01-01T00:00:00Z&sn=AAAA"],
  ["Authorization", "SharedKey account:AAAA"],
  ["Authorization", "Basic YWRtaW46YWRtaW4="],
  ["X-ARR-ClientCert", "MIIB"],
  ["Aeg-Sas-Key", "AAAA"],
];

export const attack: Attack = {
  id: "key-only",
  risk: "MCP01",
  controls: ["MCP01-7"],
  title: "A key in the place of a token",
  why: "A key names nobody, is good for ever, and stands in files.",
  *attempts({ servers }) {
    for (const server of servers) {
      for (const key of KEYS) {
        yield {
          name: `${server.name}: ${key[0]}: ${key[1].slice(0, 21)}`,
          run: async (lab) => {
            const { session } = await signIn(lab, server);
            const request = adding(ordinaryCall(server, { session }), key);
            return exchange(lab, server, request, tokenRefused(server, "token-missing", "token-invalid"));
          },
        };
      }
      for (const name of ["subscription-key", "api_key", "key", "code", "sig"]) {
        yield {
          name: `${server.name}: ?${name}=`,
          run: async (lab) => {
            const { session } = await signIn(lab, server);
            const request = ordinaryCall(server, { session });
            const keyed = at(request, `${request.path}?${name}=0123456789abcdef0123456789abcdef`);
            return exchange(lab, server, keyed, tokenRefused(server, "token-missing"));
          },
        };
      }
    }
  },
};
