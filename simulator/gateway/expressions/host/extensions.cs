using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Newtonsoft.Json.Linq;

namespace ApiManagement
{
    /// The methods that API Management adds to values.
    public static class PolicyExtensions
    {
        /// Several values come joined by commas.
        public static string GetValueOrDefault(this IReadOnlyDictionary<string, string[]> values, string name, string defaultValue)
        {
            string[] found;
            return values.TryGetValue(name, out found) ? string.Join(",", found) : defaultValue;
        }

        public static string GetValueOrDefault(this IReadOnlyDictionary<string, string[]> values, string name)
        {
            return values.GetValueOrDefault(name, (string)null);
        }

        public static string GetValueOrDefault(this IReadOnlyDictionary<string, string> values, string name)
        {
            return values.GetValueOrDefault(name, null);
        }

        public static string GetValueOrDefault(this IReadOnlyDictionary<string, string> values, string name, string defaultValue)
        {
            string found;
            return values.TryGetValue(name, out found) ? found : defaultValue;
        }

        /// Throws where the variable is of another type: there is no conversion.
        public static T GetValueOrDefault<T>(this IReadOnlyDictionary<string, object> variables, string variableName, T defaultValue = default(T))
        {
            object found;
            if (!variables.TryGetValue(variableName, out found)) return defaultValue;
            if (found is T || (found == null && default(T) == null)) return (T)found;
            throw new UserVariableCastException(variableName, found, typeof(T));
        }

        public static Jwt AsJwt(this string input)
        {
            return Jwt.Read(input);
        }

        public static bool TryParseJwt(this string input, out Jwt result)
        {
            result = Jwt.Read(input);
            return result != null;
        }

        public static BasicAuthCredentials AsBasic(this string input)
        {
            return BasicAuthCredentials.Read(input);
        }

        public static bool TryParseBasic(this string input, out BasicAuthCredentials result)
        {
            result = BasicAuthCredentials.Read(input);
            return result != null;
        }

        public static byte[] Encrypt(this byte[] input, string alg, byte[] key, byte[] iv)
        {
            using (var algorithm = Algorithm(alg)) return input.Encrypt(algorithm, key, iv);
        }

        public static byte[] Encrypt(this byte[] input, SymmetricAlgorithm alg)
        {
            using (var encryptor = alg.CreateEncryptor()) return encryptor.TransformFinalBlock(input, 0, input.Length);
        }

        public static byte[] Encrypt(this byte[] input, SymmetricAlgorithm alg, byte[] key, byte[] iv)
        {
            using (var encryptor = alg.CreateEncryptor(key, iv)) return encryptor.TransformFinalBlock(input, 0, input.Length);
        }

        public static byte[] Decrypt(this byte[] input, string alg, byte[] key, byte[] iv)
        {
            using (var algorithm = Algorithm(alg)) return input.Decrypt(algorithm, key, iv);
        }

        public static byte[] Decrypt(this byte[] input, SymmetricAlgorithm alg)
        {
            using (var decryptor = alg.CreateDecryptor()) return decryptor.TransformFinalBlock(input, 0, input.Length);
        }

        public static byte[] Decrypt(this byte[] input, SymmetricAlgorithm alg, byte[] key, byte[] iv)
        {
            using (var decryptor = alg.CreateDecryptor(key, iv)) return decryptor.TransformFinalBlock(input, 0, input.Length);
        }

        public static bool VerifyNoRevocation(this X509Certificate2 input)
        {
            var chain = new X509Chain();
            chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
            return chain.Build(input);
        }

        private static SymmetricAlgorithm Algorithm(string name)
        {
            var algorithm = SymmetricAlgorithm.Create(name);
            if (algorithm == null) throw new ArgumentException("There is no symmetric algorithm called '" + name + "'.", "alg");
            return algorithm;
        }
    }

    /// Members that API Management's Newtonsoft.Json has and Debian's 6.0.8 lacks.
    public static class NewerNewtonsoft
    {
        public static bool ContainsKey(this JObject target, string propertyName)
        {
            return target.Property(propertyName) != null;
        }
    }

    internal sealed class UserVariableCastException : Exception
    {
        internal UserVariableCastException(string name, object value, Type expected)
            : base("The context variable '" + name + "' of type '" + (value == null ? "null" : value.GetType().FullName) + "' cannot be read as '" + expected.FullName + "'.")
        {
        }
    }

    public sealed class BasicAuthCredentials
    {
        private BasicAuthCredentials(string userId, string password)
        {
            UserId = userId;
            Password = password;
        }

        public string Password { get; private set; }
        public string UserId { get; private set; }

        /// The value of an Authorization header; null where it is not one of scheme Basic.
        internal static BasicAuthCredentials Read(string header)
        {
            if (header == null || !header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase)) return null;
            try
            {
                var text = Encoding.UTF8.GetString(Convert.FromBase64String(header.Substring(6).Trim()));
                var colon = text.IndexOf(':');
                return colon < 0 ? null : new BasicAuthCredentials(text.Substring(0, colon), text.Substring(colon + 1));
            }
            catch (FormatException)
            {
                return null;
            }
        }
    }
}
