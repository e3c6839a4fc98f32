import type { LabServer } from "./lab";
import { isStateless, rpcRequest, type MessageOptions } from "./messages";
import type { RawRequest } from "./wire";

/**
 * A call that says nothing: no arguments, and no name of the client's own. Nothing goes in that the shield would be asked
 * about, so what comes after it can be looked at while it is broken.
 *
 * @param tool one that needs no arguments
 */
export function silentCall(server: LabServer, tool: string, options: MessageOptions): RawRequest {
  const unnamed = { "io.modelcontextprotocol/clientInfo": undefined };
  const params = isStateless(server) ? { name: tool, _meta: unnamed } : { name: tool };
  return rpcRequest(server, "tools/call", params, options);
}
