// The token that the exchange gave, empty where it gave none.
var answer = context.Variables.GetValueOrDefault<IResponse>("exchange-response", null);
if (answer == null || answer.StatusCode != 200) { return ""; }
try {
    var token = answer.Body.As<JObject>()["access_token"];
    return token != null && token.Type == JTokenType.String ? (string)token : "";
} catch (Exception) {
    return "";
}
