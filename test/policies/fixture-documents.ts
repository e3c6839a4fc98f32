/** Policy documents of the fixture: small, and compliant with every rule. */
import type { JsonObject } from "../../plan/format";

const AUDIT = `<include-fragment fragment-id="audit" />`;
const HYGIENE = `<include-fragment fragment-id="hygiene" />`;
const REST = `<outbound><base />${HYGIENE}${AUDIT}</outbound><on-error><base />${HYGIENE}${AUDIT}</on-error>`;

export const AUDIT_FRAGMENT = `<fragment>
  <trace source="audit" severity="information">
    <message>@("user " + context.Variables.GetValueOrDefault&lt;string&gt;("user", null))</message>
  </trace>
</fragment>`;

export const HYGIENE_FRAGMENT = `<fragment>
  <set-header name="Cache-Control" exists-action="override"><value>no-store</value></set-header>
  <set-header name="Server" exists-action="delete" />
  <set-header name="X-Powered-By" exists-action="delete" />
</fragment>`;

export const SHIELD_FRAGMENT = `<fragment>
  <send-request mode="new" response-variable-name="shield" timeout="10" ignore-error="true">
    <set-url>https://cs-test.cognitiveservices.azure.com/contentsafety/text:shieldPrompt?api-version=2024-09-01</set-url>
    <set-method>POST</set-method>
    <set-body>@(context.Request.Body.As&lt;string&gt;(preserveContent: true))</set-body>
  </send-request>
  <choose>
    <when condition="@(context.Variables[&quot;shield&quot;] == null || ((IResponse)context.Variables[&quot;shield&quot;]).StatusCode != 200)">
      <trace source="audit"><message>shield-unavailable</message></trace>
      <return-response><set-status code="503" reason="Service Unavailable" /></return-response>
    </when>
  </choose>
  <set-variable name="attack" value="@((bool)((IResponse)context.Variables[&quot;shield&quot;]).Body.As&lt;JObject&gt;()[&quot;attackDetected&quot;])" />
  <choose>
    <when condition="@((bool)context.Variables[&quot;attack&quot;])">
      <trace source="audit"><message>shield-hit</message></trace>
      <return-response><set-status code="403" reason="Forbidden" /></return-response>
    </when>
  </choose>
</fragment>`;

/** The shield once more, for what comes back. */
export const ANSWER_SHIELD_FRAGMENT = SHIELD_FRAGMENT.replaceAll("&quot;shield&quot;", "&quot;answer-shield&quot;")
  .replace('response-variable-name="shield"', 'response-variable-name="answer-shield"')
  .replace("context.Request.Body.As", "context.Response.Body.As");

export const GLOBAL_POLICY = `<policies>
  <inbound>
    <choose>
      <when condition="@(!&quot;catch-all trails trails-metadata trails-metadata-at-server&quot;.Split(' ').Contains(context.Api.Id))">
        <return-response><set-status code="404" reason="Not Found" /></return-response>
      </when>
    </choose>
  </inbound>
  <backend><forward-request timeout="30" buffer-response="true" /></backend>
  <outbound />
  <on-error />
</policies>`;

/** What the fixture's server approves; tests change single members of it. */
export const APPROVED: JsonObject = {
  server: "trails",
  path: "trails/mcp",
  sessions: true,
  protocols: ["2025-11-25"],
  results: "inspected",
  identity: "gateway",
  dataClass: "confidential",
  marking: "metadata",
  audienceUri: "api://11111111-1111-4111-8111-111111111111/bulwark-test.trails",
  scopes: ["trails.read", "trails.clear"],
  elevated: ["trails.clear"],
  methods: { "logging/setLevel": "trails.read" },
  tools: {
    find_trails: {
      scope: "trails.read",
      pin: "1".repeat(64),
      destructive: false,
      schema: {
        type: ["object"],
        properties: {
          near: { type: ["string"], maxLength: 200 },
          kinds: { type: ["array"], items: { enum: ['"path"', '"road"'] } },
        },
        required: ["near"],
        additional: false,
      },
    },
    clear_trails: {
      scope: "trails.clear",
      pin: "2".repeat(64),
      destructive: true,
      schema: { type: ["object"], additional: { type: ["number"] } },
    },
  },
  prompts: { plan_hike: { scope: "trails.read", pin: "3".repeat(64) } },
  resources: [{ uri: "trails://guides/{name}", scope: "trails.read" }],
  resourceTemplates: { "trails://guides/{name}": "4".repeat(64) },
  instructions: null,
  lock: { image: `sha256:${"a".repeat(64)}`, version: 1, date: "2026-11-20", scanner: 1, verdict: "clean" },
};

const APPROVES = `<set-variable name="approved-text" value='${JSON.stringify(APPROVED)}' />
    <set-variable name="approved" value="@(JObject.Parse((string)context.Variables[&quot;approved-text&quot;]))" />`;

const DENY = `<choose>
      <when condition="@(((JObject)context.Variables[&quot;refusal&quot;]).Count &gt; 0)">
        ${AUDIT}
        <return-response><set-status code="400" reason="Bad Request" /></return-response>
      </when>
    </choose>`;

/** A step that decides by what it reads, and refuses for one of these reasons. */
function decision(reads: string, ...reasons: readonly string[]): string {
  const texts = reasons.map((reason) => `&quot;${reason}&quot;`).join(", ");
  return `<set-variable name="refusal" value="@{ var read = ${reads}; foreach (var reason in new[] { ${texts} }) { if (read.Contains(reason)) { return new JObject(new JProperty(&quot;reason&quot;, reason)); } } return new JObject(); }" />
    ${DENY}`;
}

function variables(...names: readonly string[]): string {
  return names.map((name) => `(string)context.Variables[&quot;${name}&quot;]`).join(" + ");
}

const SEALED = `new HMACSHA256(new byte[32]).ComputeHash(Encoding.UTF8.GetBytes(${variables("server", "user", "client")})).ToString()`;

const STRICT_READER = `<set-variable name="read" value="@{ var bytes = context.Request.Body.As&lt;byte[]&gt;(preserveContent: true); foreach (var reason in new[] { &quot;message-malformed&quot;, &quot;message-duplicate-key&quot;, &quot;message-shape&quot; }) { if (bytes.Length == reason.Length) { return new JObject(new JProperty(&quot;refusal&quot;, new JObject(new JProperty(&quot;reason&quot;, reason)))); } } return new JObject(); }" />
    <set-variable name="refusal" value="@((JObject)((JObject)context.Variables[&quot;read&quot;])[&quot;refusal&quot;])" />
    ${DENY}`;

const DECISIONS = `${STRICT_READER}
    <send-request mode="new" response-variable-name="key" ignore-error="true">
      <set-url>https://kv-test.vault.azure.net/secrets/session-key?api-version=7.4</set-url>
    </send-request>
    ${decision(SEALED, "session-unknown", "session-foreign", "session-expired")}
    ${decision(variables("approved", "user"), "insufficient-scope", "tool-not-available")}
    ${decision(variables("approved"), "arguments-invalid")}`;

const ANSWER = `<set-variable name="answer" value="@(context.Response.Body.As&lt;JObject&gt;(preserveContent: true))" />
    <include-fragment fragment-id="answer-shield" />
    <set-variable name="redaction-rules" value='[{"class":"credential","from":"public"},{"class":"personal","from":"internal"}]' />
    <set-variable name="redacted" value="@(${variables("answer", "redaction-rules")} + &quot;[redacted:&quot;)" />
    <set-variable name="session-id" value="@(${SEALED})" />
    <set-header name="Mcp-Session-Id" exists-action="override"><value>@((string)context.Variables["session-id"])</value></set-header>
    <set-body>@((string)context.Variables["redacted"] + "bulwark.dev/untrusted")</set-body>`;

export const SERVER_POLICY = `<policies>
  <inbound>
    <base />
    <set-variable name="server" value="trails" />
    ${APPROVES}
    <validate-azure-ad-token tenant-id="11111111-1111-4111-8111-111111111111" output-token-variable-name="token">
      <client-application-ids>
        <application-id>aebc6443-996d-45c2-90f0-388ff96faa56</application-id>
      </client-application-ids>
      <audiences><audience>{{trails-audience}}</audience></audiences>
    </validate-azure-ad-token>
    <set-variable name="user" value="@(((Jwt)context.Variables[&quot;token&quot;]).Claims.GetValueOrDefault(&quot;oid&quot;, &quot;&quot;))" />
    <choose>
      <when condition="@((string)context.Variables[&quot;user&quot;] == &quot;&quot;)">
        ${AUDIT}
        <return-response><set-status code="401" reason="Unauthorized" /></return-response>
      </when>
    </choose>
    <set-variable name="client" value="@(((Jwt)context.Variables[&quot;token&quot;]).Claims.GetValueOrDefault(&quot;azp&quot;, &quot;&quot;))" />
    ${DECISIONS}
    <rate-limit-by-key calls="60" renewal-period="60" counter-key="@((string)context.Variables[&quot;user&quot;])" />
    <include-fragment fragment-id="prompt-shield" />
    <set-backend-service backend-id="trails" />
    <authentication-managed-identity resource="api://trails" client-id="{{gateway-client-id}}" />
  </inbound>
  <backend><base /></backend>
  ${REST.replace("<outbound><base />", `<outbound><base />${ANSWER}`)}
</policies>`;

export const METADATA_POLICY = `<policies>
  <inbound>
    <base />
    ${AUDIT}
    <return-response>
      <set-status code="200" reason="OK" />
      <set-body>{"resource":"https://apim-test.azure-api.net/trails/mcp","authorization_servers":["https://login.microsoftonline.com/11111111-1111-4111-8111-111111111111/v2.0"]}</set-body>
    </return-response>
  </inbound>
  <backend><base /></backend>
  ${REST}
</policies>`;

export const CATCH_ALL_POLICY = `<policies>
  <inbound>
    <base />
    ${AUDIT}
    <return-response><set-status code="404" reason="Not Found" /></return-response>
  </inbound>
  <backend><base /></backend>
  ${REST}
</policies>`;
