using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Linq;
using ApiManagement;
using Newtonsoft.Json.Linq;

namespace Host
{
    /// What the pipeline tells of a request between two expressions.
    internal static class Changes
    {
        internal static PolicyContext Open(JToken opening)
        {
            return new PolicyContext
            {
                RequestId = Guid.Parse((string)opening["requestId"]),
                Timestamp = Clock.At((double)opening["timestampMs"]),
                Deployment = new Deployment(),
            };
        }

        internal static void Apply(PolicyContext context, JObject change, byte[][] blobs)
        {
            foreach (var part in change)
            {
                switch (part.Key)
                {
                    case "request": Change(context.CurrentRequest, (JObject)part.Value, blobs); break;
                    case "response": ChangeResponse(context, part.Value, blobs); break;
                    case "lastError": context.LastError = new LastError(part.Value); break;
                    case "api": context.Api = new Api(part.Value); break;
                    case "operation": context.Operation = new Operation(part.Value); break;
                    case "elapsedMs": context.Elapsed = TimeSpan.FromTicks((long)((double)part.Value * TimeSpan.TicksPerMillisecond)); break;
                    case "variable": context.Values[(string)part.Value["name"]] = Value(part.Value, blobs); break;
                    default: throw new InvalidOperationException("Unknown change " + part.Key);
                }
            }
        }

        private static object Value(JToken variable, byte[][] blobs)
        {
            switch ((string)variable["type"])
            {
                case "string": return Text(variable);
                case "boolean": return (bool)variable["value"];
                case "integer": return (int)variable["value"];
                case "number": return (double)variable["value"];
                case "jwt": return Jwt.Read(Text(variable));
                case "exported": return Exported.Read(Text(variable));
                case "response":
                    if (variable["value"].Type == JTokenType.Null) return null;
                    var response = new Response();
                    Change(response, (JObject)variable["value"], blobs);
                    return response;
                default: throw new InvalidOperationException("Unknown type of variable " + variable["type"]);
            }
        }

        private static string Text(JToken variable)
        {
            var utf16 = variable["utf16"];
            if (utf16 == null) return (string)variable["value"];
            var bytes = Convert.FromBase64String((string)utf16);
            var characters = new char[bytes.Length / 2];
            Buffer.BlockCopy(bytes, 0, characters, 0, bytes.Length);
            return new string(characters);
        }

        private static void Change(Request request, JObject change, byte[][] blobs)
        {
            foreach (var part in change)
            {
                switch (part.Key)
                {
                    case "method": request.Method = (string)part.Value; break;
                    case "url": request.Url = new Url(part.Value); break;
                    case "originalUrl": request.OriginalUrl = new Url(part.Value); break;
                    case "headers": request.Headers = Headers(part.Value); break;
                    case "ipAddress": request.IpAddress = (string)part.Value; break;
                    case "matchedParameters":
                        request.MatchedParameters = new ReadOnlyDictionary<string, string>(((JObject)part.Value).Properties().ToDictionary(each => each.Name, each => (string)each.Value));
                        break;
                    case "body": request.CurrentBody = Body(part.Value, blobs, () => request.Headers.GetValueOrDefault("Content-Type")); break;
                }
            }
        }

        private static void ChangeResponse(PolicyContext context, JToken change, byte[][] blobs)
        {
            if (change.Type == JTokenType.Null)
            {
                context.CurrentResponse = null;
                return;
            }
            if (context.CurrentResponse == null)
            {
                context.CurrentResponse = new Response { StatusCode = 200, StatusReason = "OK", Headers = Named.Values(new KeyValuePair<string, string>[0]) };
            }
            Change(context.CurrentResponse, (JObject)change, blobs);
        }

        private static void Change(Response response, JObject change, byte[][] blobs)
        {
            foreach (var part in change)
            {
                switch (part.Key)
                {
                    case "statusCode": response.StatusCode = (int)part.Value; break;
                    case "statusReason": response.StatusReason = (string)part.Value; break;
                    case "headers": response.Headers = Headers(part.Value); break;
                    case "body": response.CurrentBody = Body(part.Value, blobs, () => response.Headers.GetValueOrDefault("Content-Type")); break;
                }
            }
        }

        private static Body Body(JToken blob, byte[][] blobs, Func<string> contentType)
        {
            return blob.Type == JTokenType.Null ? null : new Body(blobs[(int)blob], contentType);
        }

        private static IReadOnlyDictionary<string, string[]> Headers(JToken headers)
        {
            return Named.Values(headers.Select(header => new KeyValuePair<string, string>((string)header[0], (string)header[1])));
        }
    }
}
