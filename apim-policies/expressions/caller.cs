// Who calls, from the verified token alone. validate-azure-ad-token has no attribute for the permitted skew, so the life
// span is held here, to 60 seconds. Gives `refusal`.
var token = (Jwt)context.Variables["token"];
var now = DateTime.UtcNow.Ticks;
var client = (string)context.Variables["client"];
var reason =
    token.Claims.GetValueOrDefault("ver", "") != "2.0" || token.ExpirationTime == null ? "token-invalid"
    : (string)context.Variables["user"] == "" || client == "" ? "caller-unknown"
    : !((JObject)context.Variables["approved"])["clients"].Any(allowed => (string)allowed == client) ? "client-not-allowed"
    : token.ExpirationTime.Value.AddSeconds(60).Ticks <= now ? "token-expired"
    : token.NotBefore != null && token.NotBefore.Value.AddSeconds(-60).Ticks > now ? "token-not-yet-valid"
    : null;
return reason == null ? new JObject() : new JObject(new JProperty("reason", reason));
