using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.IO;
using System.Linq;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace ApiManagement
{
    /// A token that was read; whether its signature holds is the business of validate-jwt and its like.
    public sealed class Jwt
    {
        private readonly JObject payload;

        private Jwt(JObject header, JObject payload)
        {
            this.payload = payload;
            Algorithm = Text(header["alg"]);
            Type = Text(header["typ"]);
            Claims = new ReadOnlyDictionary<string, string[]>(payload.Properties().ToDictionary(claim => claim.Name, claim => Values(claim.Value)));
        }

        public string Algorithm { get; private set; }
        public IEnumerable<string> Audiences { get { return payload["aud"] == null ? new string[0] : Values(payload["aud"]); } }
        public IReadOnlyDictionary<string, string[]> Claims { get; private set; }
        public DateTime? ExpirationTime { get { return Time("exp"); } }
        public string Id { get { return Text(payload["jti"]); } }
        public DateTime? IssuedAt { get { return Time("iat"); } }
        public string Issuer { get { return Text(payload["iss"]); } }
        public DateTime? NotBefore { get { return Time("nbf"); } }
        public string Subject { get { return Text(payload["sub"]); } }
        public string Type { get; private set; }

        /// null where the text is not a JWT in compact form.
        internal static Jwt Read(string token)
        {
            if (token == null) return null;
            var parts = token.Split('.');
            if (parts.Length != 3) return null;
            try
            {
                Bytes(parts[2]);
                return new Jwt(Object(parts[0]), Object(parts[1]));
            }
            catch (FormatException)
            {
                return null;
            }
            catch (JsonException)
            {
                return null;
            }
        }

        private static byte[] Bytes(string part)
        {
            if (part.IndexOfAny(new[] { '+', '/', '=' }) >= 0) throw new FormatException();
            return Convert.FromBase64String(part.Replace('-', '+').Replace('_', '/') + new string('=', (4 - part.Length % 4) % 4));
        }

        private static JObject Object(string part)
        {
            // A claim that looks like a date stays the text it is.
            using (var reader = new JsonTextReader(new StringReader(Encoding.UTF8.GetString(Bytes(part)))))
            {
                reader.DateParseHandling = DateParseHandling.None;
                return JObject.Load(reader);
            }
        }

        private static string Text(JToken value)
        {
            if (value == null || value.Type == JTokenType.Null) return null;
            if (value.Type == JTokenType.String) return (string)value;
            return value.ToString(Formatting.None);
        }

        private static string[] Values(JToken value)
        {
            return value.Type == JTokenType.Array ? value.Select(Text).ToArray() : new[] { Text(value) };
        }

        private DateTime? Time(string claim)
        {
            var value = payload[claim];
            if (value == null || (value.Type != JTokenType.Integer && value.Type != JTokenType.Float)) return null;
            return Clock.At((double)value * 1000);
        }
    }
}
