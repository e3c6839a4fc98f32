/** Policy documents of the fixture: small, and compliant with every rule. */

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

export const SERVER_POLICY = `<policies>
  <inbound>
    <base />
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
    <rate-limit-by-key calls="60" renewal-period="60" counter-key="@((string)context.Variables[&quot;user&quot;])" />
    <include-fragment fragment-id="prompt-shield" />
    <set-backend-service backend-id="trails" />
    <authentication-managed-identity resource="api://trails" client-id="{{gateway-client-id}}" />
  </inbound>
  <backend><base /></backend>
  ${REST}
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
