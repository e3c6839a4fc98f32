using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Text;
using System.Xml.Linq;
using ApiManagement;
using Newtonsoft.Json.Linq;

namespace Host
{
    /// A body is a stream at API Management: who reads it without preserveContent leaves nothing behind, and the next reader gets null.
    internal sealed class Body : IMessageBody
    {
        private byte[] content;
        private readonly Func<string> contentType;

        internal Body(byte[] content, Func<string> contentType)
        {
            this.content = content;
            this.contentType = contentType;
        }

        /// null once it is consumed.
        internal byte[] Content { get { return content; } }

        public T As<T>(bool preserveContent = false) where T : class
        {
            var type = typeof(T);
            if (!readable.Contains(type))
            {
                throw new ArgumentException("A body cannot be read as " + type.Name + ": write one of " + string.Join(", ", readable.Select(each => each.Name)) + ".");
            }
            var bytes = content;
            if (!preserveContent) content = null;
            if (bytes == null) return default(T);
            return (T)Read(bytes, type);
        }

        public IDictionary<string, IList<string>> AsFormUrlEncodedContent(bool preserveContent = false)
        {
            var text = As<string>(preserveContent);
            if (text == null) return null;
            return Query.Pairs(text).GroupBy(pair => pair.Key).ToDictionary(group => group.Key, group => (IList<string>)group.Select(pair => pair.Value).ToList());
        }

        private static readonly Type[] readable =
        {
            typeof(string), typeof(byte[]), typeof(JObject), typeof(JToken), typeof(JArray), typeof(XNode), typeof(XElement), typeof(XDocument),
        };

        private object Read(byte[] bytes, Type type)
        {
            if (type == typeof(byte[])) return bytes.Clone();
            var text = Text(bytes);
            if (type == typeof(string)) return text;
            if (type == typeof(JObject)) return JObject.Parse(text);
            if (type == typeof(JArray)) return JArray.Parse(text);
            if (type == typeof(JToken)) return JToken.Parse(text);
            if (type == typeof(XElement)) return XElement.Parse(text);
            return XDocument.Parse(text);
        }

        private string Text(byte[] bytes)
        {
            using (var reader = new StreamReader(new MemoryStream(bytes), Charset(), true)) return reader.ReadToEnd();
        }

        private Encoding Charset()
        {
            var parameter = (contentType() ?? "").Split(';').Select(each => each.Trim()).FirstOrDefault(each => each.StartsWith("charset=", StringComparison.OrdinalIgnoreCase));
            if (parameter == null) return Encoding.UTF8;
            try
            {
                return Encoding.GetEncoding(parameter.Substring(8).Trim('"'));
            }
            catch (ArgumentException)
            {
                return Encoding.UTF8;
            }
        }
    }

    internal static class Query
    {
        internal static IEnumerable<KeyValuePair<string, string>> Pairs(string query)
        {
            return query.TrimStart('?').Split('&').Where(part => part.Length > 0).Select(part =>
            {
                var equals = part.IndexOf('=');
                var name = equals < 0 ? part : part.Substring(0, equals);
                return new KeyValuePair<string, string>(WebUtility.UrlDecode(name), equals < 0 ? "" : WebUtility.UrlDecode(part.Substring(equals + 1)));
            });
        }
    }
}
