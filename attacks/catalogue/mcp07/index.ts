import type { Attack } from "../../attack";
import { attack as discovery } from "./discovery";
import { attack as foreignOrigin } from "./foreign-origin";
import { attack as foreignToken } from "./foreign-token";
import { attack as forgedToken } from "./forged-token";
import { attack as hostHeader } from "./host-header";
import { attack as identityHeaders } from "./identity-headers";
import { attack as misplacedToken } from "./misplaced-token";
import { attack as noToken } from "./no-token";
import { attack as passthrough } from "./passthrough";
import { attack as pathTricks } from "./path-tricks";
import { attack as sessionLife } from "./session-life";
import { attack as sessionTampering } from "./session-tampering";
import { attack as sessionTheft } from "./session-theft";
import { attack as straightAtTheDoor } from "./straight-at-the-door";
import { attack as tamperedToken } from "./tampered-token";
import { attack as tooManyOfACaller } from "./too-many-of-a-caller";
import { attack as tooManyOfAnAddress } from "./too-many-of-an-address";
import { attack as unknownAddresses } from "./unknown-addresses";
import { attack as verbs } from "./verbs";

/** Attacks of MCP07, by name. */
export const mcp07: readonly Attack[] = [
  discovery,
  foreignOrigin,
  foreignToken,
  forgedToken,
  hostHeader,
  identityHeaders,
  misplacedToken,
  noToken,
  passthrough,
  pathTricks,
  sessionLife,
  sessionTampering,
  sessionTheft,
  straightAtTheDoor,
  tamperedToken,
  tooManyOfACaller,
  tooManyOfAnAddress,
  unknownAddresses,
  verbs,
];
