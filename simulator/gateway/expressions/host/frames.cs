using System;
using System.IO;
using System.Linq;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Host
{
    /// A frame is: length of what follows, length of the JSON, the JSON (`blobs`: lengths), the bytes of the blobs. Lengths are 32 bits, little endian.
    internal sealed class Frames
    {
        private readonly Stream input;
        private readonly Stream output;
        private readonly byte[] prefix = new byte[4];

        internal Frames(Stream input, Stream output)
        {
            this.input = input;
            this.output = output;
        }

        internal sealed class Frame
        {
            internal JObject Message;
            internal byte[][] Blobs;
        }

        /// null at the end of the input: the parent is gone.
        internal Frame Read()
        {
            if (!Fill(prefix, 4)) return null;
            var frame = new byte[BitConverter.ToInt32(prefix, 0)];
            if (!Fill(frame, frame.Length)) return null;
            var length = BitConverter.ToInt32(frame, 0);
            JObject message;
            using (var reader = new JsonTextReader(new StringReader(Encoding.UTF8.GetString(frame, 4, length))) { DateParseHandling = DateParseHandling.None })
            {
                message = JObject.Load(reader);
            }
            var offset = 4 + length;
            var blobs = message["blobs"].Select(size =>
            {
                var blob = new byte[(int)size];
                Buffer.BlockCopy(frame, offset, blob, 0, blob.Length);
                offset += blob.Length;
                return blob;
            }).ToArray();
            return new Frame { Message = message, Blobs = blobs };
        }

        internal void Write(JObject message, byte[] blob)
        {
            message["blob"] = blob == null ? null : (JToken)blob.Length;
            byte[] json;
            using (var text = new StringWriter())
            {
                // UTF-8 has no way to write half a surrogate pair; JSON escapes have.
                using (var writer = new JsonTextWriter(text) { StringEscapeHandling = StringEscapeHandling.EscapeNonAscii }) message.WriteTo(writer);
                json = Encoding.UTF8.GetBytes(text.ToString());
            }
            var size = blob == null ? 0 : blob.Length;
            var frame = new byte[8 + json.Length + size];
            BitConverter.GetBytes(4 + json.Length + size).CopyTo(frame, 0);
            BitConverter.GetBytes(json.Length).CopyTo(frame, 4);
            json.CopyTo(frame, 8);
            if (blob != null) blob.CopyTo(frame, 8 + json.Length);
            output.Write(frame, 0, frame.Length);
            output.Flush();
        }

        private bool Fill(byte[] buffer, int count)
        {
            var filled = 0;
            while (filled < count)
            {
                var read = input.Read(buffer, filled, count - filled);
                if (read == 0) return false;
                filled += read;
            }
            return true;
        }
    }
}
