using System;
using System.Globalization;
using ApiManagement;
using Newtonsoft.Json.Linq;

namespace Host
{
    /// What the pipeline is told of a value.
    internal static class Evaluated
    {
        internal static JObject Describe(object value)
        {
            return new JObject(new JProperty("kind", Kind(value)), new JProperty("type", Name(value)), new JProperty("text", Text(value)));
        }

        private static string Kind(object value)
        {
            if (value == null) return "null";
            if (value is string) return "string";
            if (value is bool) return "boolean";
            if (value is byte[]) return "bytes";
            if (value is int || value is long || value is double || value is decimal || value is float || value is short || value is byte
                || value is uint || value is ulong || value is ushort || value is sbyte) return "number";
            return "object";
        }

        private static string Name(object value)
        {
            if (value == null) return "null";
            var type = value.GetType();
            if (type.Assembly != typeof(Evaluated).Assembly || type.IsPublic) return type.Name;
            return type.GetInterfaces()[0].Name;
        }

        private static string Text(object value)
        {
            if (value is double) return ((double)value).ToString("R", CultureInfo.InvariantCulture);
            if (value is float) return ((float)value).ToString("R", CultureInfo.InvariantCulture);
            return Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        }
    }
}
