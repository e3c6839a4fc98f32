// What can be told without a token or a body: host, address, origin, verb, encodings, length. Gives `refusal`.
var approved = (JObject)context.Variables["approved"];
var verb = context.Request.Method;
var isPost = verb == "POST";
var origin = context.Request.Headers.GetValueOrDefault("Origin", "");
var type = context.Request.Headers.GetValueOrDefault("Content-Type", "").ToLowerInvariant().Replace(" ", "");
var accepts = context.Request.Headers.GetValueOrDefault("Accept", "").ToLowerInvariant().Split(',')
    .Where(part => !Regex.IsMatch(part, ";\\s*q\\s*=\\s*0(?:\\.0*)?\\s*(?:;|$)")).Select(part => part.Split(';')[0].Trim()).ToList();
var declared = context.Request.Headers.GetValueOrDefault("Content-Length", "0");
long length;
var reason =
    !"[[hosts]]".Split(' ').Contains(context.Request.Headers.GetValueOrDefault("Host", "").ToLowerInvariant()) ? "host-not-allowed"
    // A target that is a whole address wins over Host (RFC 9112, 3.2.2).
    : !"[[hosts]]".Split(' ').Any(host => host.Split(':')[0] == context.Request.OriginalUrl.Host.ToLowerInvariant()) ? "host-not-allowed"
    : context.Request.OriginalUrl.Path != "/" + (string)approved["path"] ? "path-not-exact"
    : context.Request.Headers.ContainsKey("Origin") && !approved["origins"].Any(allowed => (string)allowed == origin) ? "origin-not-allowed"
    : !"[[verbs]]".Split(' ').Contains(verb) ? "method-not-allowed"
    // What Connection names is dropped on the way (RFC 9110, 7.6.1): a client may not have ours dropped.
    : context.Request.Headers.GetValueOrDefault("Connection", "").ToLowerInvariant().Split(',').Any(named => !"|keep-alive|close|te|upgrade|http2-settings|".Contains("|" + named.Trim() + "|") && named.Trim() != "") ? "connection-header"
    : context.Request.Headers.ContainsKey("Content-Encoding") ? "content-encoding"
    : isPost && type != "application/json" && type != "application/json;charset=utf-8" && type != "application/json;charset=\"utf-8\"" ? "content-type"
    : isPost && !(accepts.Contains("application/json") && accepts.Contains("text/event-stream")) ? "accept"
    : verb == "GET" && !accepts.Contains("text/event-stream") ? "accept"
    : !long.TryParse(declared, out length) || length > 131072 ? "body-too-large"
    : null;
if (reason == null) { return new JObject(); }
var refusal = new JObject(new JProperty("reason", reason));
if (reason == "method-not-allowed") { refusal.Add("allow", "[[verbs]]".Replace(" ", ", ")); }
return refusal;
