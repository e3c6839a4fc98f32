using System;
using System.Globalization;
using System.IO;
using System.Linq;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Host
{
    /// A value on its way from one request to another, as text. Every value that JSON would change stands as a string behind a letter
    /// for its type, since Newtonsoft.Json takes text that looks like a date for one.
    internal static class Exported
    {
        internal static string Write(object value)
        {
            return new JObject(new JProperty("type", Kind(value)), new JProperty("value", Tagged(Token(value)))).ToString(Formatting.None);
        }

        internal static object Read(string exported)
        {
            using (var reader = new JsonTextReader(new StringReader(exported)) { DateParseHandling = DateParseHandling.None })
            {
                var read = JObject.Load(reader);
                var token = Untagged(read["value"]);
                var kind = (string)read["type"];
                if (kind == "JToken") return token;
                var value = ((JValue)token).Value;
                var type = Type.GetType("System." + kind);
                return type == null || value == null ? value : Convert.ChangeType(value, type, CultureInfo.InvariantCulture);
            }
        }

        private static string Kind(object value)
        {
            return value is JToken ? "JToken" : value == null ? "" : value.GetType().Name;
        }

        private static JToken Token(object value)
        {
            if (value is JToken) return (JToken)value;
            if (value is char) return new JValue(value.ToString());
            if (value == null || value is string || value is byte[] || value is IConvertible || value is Guid || value is TimeSpan) return new JValue(value);
            throw new NotSupportedException("A value of type " + value.GetType().Name + " cannot be stored: store its text.");
        }

        private static JToken Tagged(JToken token)
        {
            if (token is JObject) return new JObject(((JObject)token).Properties().Select(each => new JProperty(each.Name, Tagged(each.Value))));
            if (token is JArray) return new JArray(token.Select(Tagged));
            var value = ((JValue)token).Value;
            if (value is string) return "s" + value;
            if (value is DateTime) return "d" + ((DateTime)value).ToBinary().ToString(CultureInfo.InvariantCulture);
            if (value is byte[]) return "b" + Convert.ToBase64String((byte[])value);
            if (value is Guid) return "g" + value;
            if (value is TimeSpan) return "t" + ((TimeSpan)value).Ticks.ToString(CultureInfo.InvariantCulture);
            if (value is double || value is float) return "f" + Convert.ToDouble(value, CultureInfo.InvariantCulture).ToString("R", CultureInfo.InvariantCulture);
            if (value is decimal) return "m" + ((decimal)value).ToString(CultureInfo.InvariantCulture);
            return token.DeepClone();
        }

        private static JToken Untagged(JToken token)
        {
            if (token is JObject) return new JObject(((JObject)token).Properties().Select(each => new JProperty(each.Name, Untagged(each.Value))));
            if (token is JArray) return new JArray(token.Select(Untagged));
            if (token.Type != JTokenType.String) return token.DeepClone();
            var text = ((string)token).Substring(1);
            switch (((string)token)[0])
            {
                case 'd': return new JValue(DateTime.FromBinary(long.Parse(text, CultureInfo.InvariantCulture)));
                case 'b': return new JValue(Convert.FromBase64String(text));
                case 'g': return new JValue(Guid.Parse(text));
                case 't': return new JValue(TimeSpan.FromTicks(long.Parse(text, CultureInfo.InvariantCulture)));
                case 'f': return new JValue(double.Parse(text, CultureInfo.InvariantCulture));
                case 'm': return new JValue(decimal.Parse(text, CultureInfo.InvariantCulture));
                default: return new JValue(text);
            }
        }
    }
}
