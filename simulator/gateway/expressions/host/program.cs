using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Reflection;
using System.Threading;
using ApiManagement;
using Newtonsoft.Json.Linq;

namespace Host
{
    /// Answers frames of its parent, one after the other, until its input ends.
    internal static class Program
    {
        private static readonly Dictionary<int, PolicyContext> contexts = new Dictionary<int, PolicyContext>();
        private static readonly Dictionary<string, Func<IProxyRequestContext, object>> expressions = new Dictionary<string, Func<IProxyRequestContext, object>>();
        /// On the stopwatch; 0 while there is nothing to do.
        private static long mustEndBy;

        private static void Main()
        {
            EndWithParent();
            var frames = new Frames(Console.OpenStandardInput(), Console.OpenStandardOutput());
            for (var frame = frames.Read(); frame != null; frame = frames.Read())
            {
                Interlocked.Exchange(ref mustEndBy, Stopwatch.GetTimestamp() + (long)((double)frame.Message["limitMs"] / 1000 * Stopwatch.Frequency));
                byte[] blob = null;
                JObject answer;
                try
                {
                    answer = Answer(frame, ref blob);
                }
                catch (Exception thrown)
                {
                    answer = new JObject(new JProperty("exception", thrown.GetType().Name), new JProperty("message", thrown.Message));
                }
                Interlocked.Exchange(ref mustEndBy, 0);
                frames.Write(answer, blob);
            }
        }

        /// The parent kills a process whose expression does not end. Where the parent itself was killed, nobody reads the input any more.
        private static void EndWithParent()
        {
            new Thread(() =>
            {
                while (true)
                {
                    Thread.Sleep(250);
                    var end = Interlocked.Read(ref mustEndBy);
                    if (end != 0 && Stopwatch.GetTimestamp() > end) Process.GetCurrentProcess().Kill();
                }
            }) { IsBackground = true }.Start();
        }

        private static JObject Answer(Frames.Frame frame, ref byte[] blob)
        {
            var message = frame.Message;
            Clock.Current = Clock.At((double)message["now"]);
            foreach (var closed in message["closed"]) contexts.Remove((int)closed);
            switch ((string)message["ask"])
            {
                case "load": return Load((string)message["assembly"]);
                case "check": return new JObject(new JProperty("problems", AllowList.Check((string)message["assembly"], (JObject)message["allowed"])));
            }
            var context = Context(message, frame.Blobs);
            switch ((string)message["ask"])
            {
                case "evaluate":
                    var value = expressions[(string)message["expression"]](context);
                    if (message["into"] != null) context.Values[(string)message["into"]] = value;
                    return Described(value, ref blob);
                case "variable":
                    object held;
                    return context.Values.TryGetValue((string)message["name"], out held) ? Described(held, ref blob) : new JObject();
                case "export":
                    object exported;
                    return context.Values.TryGetValue((string)message["name"], out exported) ? new JObject(new JProperty("exported", Exported.Write(exported))) : new JObject();
                case "body":
                    var body = (string)message["of"] == "request" ? context.CurrentRequest.CurrentBody : context.CurrentResponse == null ? null : context.CurrentResponse.CurrentBody;
                    blob = body == null ? null : body.Content;
                    return new JObject();
                default: throw new InvalidOperationException("Unknown question " + message["ask"]);
            }
        }

        private static PolicyContext Context(JObject message, byte[][] blobs)
        {
            var id = (int)message["context"];
            if (message["open"] != null) contexts[id] = Changes.Open(message["open"]);
            var context = contexts[id];
            foreach (var change in message["changes"]) Changes.Apply(context, (JObject)change, blobs);
            return context;
        }

        private static JObject Described(object value, ref byte[] blob)
        {
            blob = value as byte[];
            return Evaluated.Describe(value);
        }

        private static JObject Load(string path)
        {
            foreach (var type in Assembly.LoadFile(path).GetTypes().Where(type => type.IsPublic))
            {
                var method = type.GetMethod("Run");
                expressions[type.Name] = (Func<IProxyRequestContext, object>)Delegate.CreateDelegate(typeof(Func<IProxyRequestContext, object>), method);
            }
            return new JObject();
        }
    }
}
