// `initialize` without the client capabilities that would make the server ask back in mid-stream (decision 8): nothing
// that answers such a question could be inspected together with the answer that waits for it.
var message = (JObject)((JObject)context.Variables["message"]).DeepClone();
var capabilities = message["params"]["capabilities"] as JObject ?? new JObject();
foreach (var name in new[] { "sampling", "roots", "elicitation", "tasks" }) { capabilities.Remove(name); }
return message.ToString(Newtonsoft.Json.Formatting.None);
