// What an error comes to for the client: a reason of ours; nothing of the error's own text leaves. Gives `refusal`.
var why = context.LastError.Reason ?? "";
var source = context.LastError.Source ?? "";
string reason;
if (source.StartsWith("validate-", StringComparison.Ordinal) || why.StartsWith("Token", StringComparison.Ordinal) || why.StartsWith("Jwt", StringComparison.Ordinal)) {
    var isClient = why == "TokenClaimValueNotAllowed" || why == "TokenClaimNotFound" || why == "TokenClientApplicationNotAllowed";
    // Signed by Entra, but early: that has no reason of its own. Read to name the reason; the request is refused in any case.
    var early = why == "JwtInvalid" ? context.Request.Headers.GetValueOrDefault("Authorization", "").Split(' ').Last().AsJwt() : null;
    reason = early != null && early.NotBefore != null && early.NotBefore.Value.Ticks > DateTime.UtcNow.Ticks ? "token-not-yet-valid"
        : why == "TokenNotPresent" ? "token-missing"
        : why == "TokenExpired" ? "token-expired"
        : isClient ? "client-not-allowed"
        : "token-invalid";
} else if (why == "RateLimitExceeded" || why == "QuotaExceeded") {
    reason = context.Variables.ContainsKey("user") ? "caller-limit" : "address-limit";
} else if (why.Contains("TooLarge")) {
    reason = context.LastError.Section == "inbound" ? "body-too-large" : "answer-too-large";
} else if (source == "authentication-managed-identity") {
    reason = "credential-unavailable";
} else if (why == "Timeout" || why == "BackendConnectionTimeout") {
    reason = "backend-timeout";
} else if (why.StartsWith("BackendConnection", StringComparison.Ordinal) || source == "forward-request") {
    reason = "backend-failed";
} else {
    reason = "gateway-fault";
}
return new JObject(new JProperty("reason", reason));
