// A request that matches no operation: another verb at exactly a server's address is told which ones there are; any other
// address is nobody's. Gives `refusal`.
var verbs = JObject.Parse("[[server-verbs]]");
var path = context.Request.OriginalUrl.Path;
var server = path.StartsWith("/", StringComparison.Ordinal) ? verbs.Property(path.Substring(1)) : null;
return server == null
    ? new JObject(new JProperty("reason", "no-such-address"))
    : new JObject(new JProperty("reason", "method-not-allowed"), new JProperty("allow", (string)server.Value));
