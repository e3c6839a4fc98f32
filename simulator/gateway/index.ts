/** The gateway out of a plan. */
export { openGateway, type Gateway, type GatewayParts } from "./gateway";
export type { ListeningGateway } from "./network/listener";
export type { RequestMeasurement, PartyCall } from "./pipeline/measure";
export type { Clock, EventRecord, MetricRecord, TraceRecord, TraceSeverity } from "./pipeline/services";
export { GatewayRefusal, shownProblem, type GatewayProblem } from "./refusal";
