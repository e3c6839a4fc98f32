using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Linq;
using System.Security.Cryptography.X509Certificates;
using ApiManagement;
using Newtonsoft.Json.Linq;

namespace Host
{
    /// `context` of one request, and what the pipeline changes in it.
    internal sealed class PolicyContext : IProxyRequestContext
    {
        internal readonly Dictionary<string, object> Values = new Dictionary<string, object>();
        private readonly IReadOnlyDictionary<string, object> variables;

        internal PolicyContext()
        {
            variables = new ReadOnlyDictionary<string, object>(Values);
        }

        public IApi Api { get; internal set; }
        public IDeployment Deployment { get; internal set; }
        public TimeSpan Elapsed { get; internal set; }
        public ILastError LastError { get; internal set; }
        public IOperation Operation { get; internal set; }
        public IProduct Product { get { return null; } }
        public IRequest Request { get { return CurrentRequest; } }
        public Guid RequestId { get; internal set; }
        public IResponse Response { get { return CurrentResponse; } }
        public ISubscription Subscription { get { return null; } }
        public DateTime Timestamp { get; internal set; }
        public bool Tracing { get { return false; } }
        public IUser User { get { return null; } }
        public IReadOnlyDictionary<string, object> Variables { get { return variables; } }

        internal Request CurrentRequest = new Request();
        internal Response CurrentResponse;

        /// Goes to the request's trace in the portal, which nobody reads here.
        public void Trace(string message) { }
    }

    internal sealed class Request : IRequest
    {
        internal Body CurrentBody;

        public IMessageBody Body { get { return CurrentBody; } }
        public X509Certificate2 Certificate { get { return null; } }
        public IReadOnlyDictionary<string, string[]> Headers { get; internal set; }
        public string IpAddress { get; internal set; }
        public IReadOnlyDictionary<string, string> MatchedParameters { get; internal set; }
        public string Method { get; internal set; }
        public IUrl OriginalUrl { get; internal set; }
        public IPrivateEndpointConnection PrivateEndpointConnection { get { return null; } }
        public IUrl Url { get; internal set; }
    }

    internal sealed class Response : IResponse
    {
        internal Body CurrentBody;

        public IMessageBody Body { get { return CurrentBody; } }
        public IReadOnlyDictionary<string, string[]> Headers { get; internal set; }
        public int StatusCode { get; internal set; }
        public string StatusReason { get; internal set; }
    }

    internal sealed class Url : IUrl
    {
        internal Url(JToken parts)
        {
            Scheme = (string)parts["scheme"];
            Host = (string)parts["host"];
            Port = (int)parts["port"];
            Path = (string)parts["path"];
            QueryString = (string)parts["query"];
            Query = Named.Values(global::Host.Query.Pairs(QueryString));
        }

        public string Host { get; private set; }
        public string Path { get; private set; }
        public int Port { get; private set; }
        public IReadOnlyDictionary<string, string[]> Query { get; private set; }
        public string QueryString { get; private set; }
        public string Scheme { get; private set; }

        public override string ToString()
        {
            var usual = (Scheme == "https" && Port == 443) || (Scheme == "http" && Port == 80);
            return Scheme + "://" + Host + (usual ? "" : ":" + Port) + Path + QueryString;
        }
    }

    internal sealed class Api : IApi
    {
        internal Api(JToken api)
        {
            Id = (string)api["id"];
            Name = (string)api["name"];
            Path = (string)api["path"];
        }

        public string Id { get; private set; }
        public bool IsCurrentRevision { get { return true; } }
        public string Name { get; private set; }
        public string Path { get; private set; }
        public IEnumerable<string> Protocols { get { return new[] { "https" }; } }
        public string Revision { get { return "1"; } }
        public IUrl ServiceUrl { get { return null; } }
        public ISubscriptionKeyParameterNames SubscriptionKeyParameterNames { get { return new KeyNames(); } }
        public string Version { get { return null; } }

        private sealed class KeyNames : ISubscriptionKeyParameterNames
        {
            public string Header { get { return "Ocp-Apim-Subscription-Key"; } }
            public string Query { get { return "subscription-key"; } }
        }
    }

    internal sealed class Operation : IOperation
    {
        internal Operation(JToken operation)
        {
            Id = (string)operation["id"];
            Method = (string)operation["method"];
            Name = (string)operation["name"];
            UrlTemplate = (string)operation["urlTemplate"];
        }

        public string Id { get; private set; }
        public string Method { get; private set; }
        public string Name { get; private set; }
        public string UrlTemplate { get; private set; }
    }

    internal sealed class LastError : ILastError
    {
        internal LastError(JToken error)
        {
            Source = (string)error["source"];
            Reason = (string)error["reason"];
            Message = (string)error["message"];
            Scope = (string)error["scope"];
            Section = (string)error["section"];
            Path = (string)error["path"];
            PolicyId = (string)error["policyId"];
        }

        public string Source { get; private set; }
        public string Reason { get; private set; }
        public string Message { get; private set; }
        public string Scope { get; private set; }
        public string Section { get; private set; }
        public string Path { get; private set; }
        public string PolicyId { get; private set; }
    }

    internal sealed class Deployment : IDeployment
    {
        public IReadOnlyDictionary<string, X509Certificate2> Certificates { get { return new Dictionary<string, X509Certificate2>(); } }
        public string GatewayId { get { return "managed"; } }
        public string Region { get { return ""; } }
        public string ServiceName { get { return ""; } }
    }
}
