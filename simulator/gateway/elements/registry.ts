/** Every policy element that the simulated gateway executes, by name. */
import { authenticationBasic } from "./authentication-basic";
import { authenticationManagedIdentity } from "./authentication-managed-identity";
import { cacheLookupValue } from "./cache-lookup-value";
import { cacheRemoveValue } from "./cache-remove-value";
import { cacheStoreValue } from "./cache-store-value";
import { checkHeader } from "./check-header";
import { choose } from "./choose";
import { cors } from "./cors";
import type { Element } from "./definition";
import { emitMetric } from "./emit-metric";
import { findAndReplace } from "./find-and-replace";
import { forwardRequest } from "./forward-request";
import { includeFragment } from "./include-fragment";
import { ipFilter } from "./ip-filter";
import { limitConcurrency } from "./limit-concurrency";
import { llmContentSafety } from "./llm-content-safety";
import { logToEventhub } from "./log-to-eventhub";
import { mockResponse } from "./mock-response";
import { quota } from "./quota";
import { quotaByKey } from "./quota-by-key";
import { rateLimit } from "./rate-limit";
import { rateLimitByKey } from "./rate-limit-by-key";
import { retry } from "./retry";
import { returnResponse } from "./return-response";
import { rewriteUri } from "./rewrite-uri";
import { sendOneWayRequest } from "./send-one-way-request";
import { sendRequest } from "./send-request";
import { setBackendService } from "./set-backend-service";
import { setBody } from "./set-body";
import { setHeader } from "./set-header";
import { setMethod } from "./set-method";
import { setQueryParameter } from "./set-query-parameter";
import { setStatus } from "./set-status";
import { setVariable } from "./set-variable";
import { trace } from "./trace";
import { validateAzureAdToken } from "./validate-azure-ad-token";
import { validateContent } from "./validate-content";
import { validateJwt } from "./validate-jwt";
import { wait } from "./wait";

const ALL: readonly Element[] = [
  authenticationBasic,
  authenticationManagedIdentity,
  cacheLookupValue,
  cacheRemoveValue,
  cacheStoreValue,
  checkHeader,
  choose,
  cors,
  emitMetric,
  findAndReplace,
  forwardRequest,
  includeFragment,
  ipFilter,
  limitConcurrency,
  llmContentSafety,
  logToEventhub,
  mockResponse,
  quota,
  quotaByKey,
  rateLimit,
  rateLimitByKey,
  retry,
  returnResponse,
  rewriteUri,
  sendOneWayRequest,
  sendRequest,
  setBackendService,
  setBody,
  setHeader,
  setMethod,
  setQueryParameter,
  setStatus,
  setVariable,
  trace,
  validateAzureAdToken,
  validateContent,
  validateJwt,
  wait,
];

/** By name. */
export const ELEMENTS: ReadonlyMap<string, Element> = new Map(ALL.map((element) => [element.name, element]));
