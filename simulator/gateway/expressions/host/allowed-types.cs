using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Newtonsoft.Json.Linq;

namespace Host
{
    /// API Management's list of types and members: allowed-types.json.
    internal sealed class AllowedTypes
    {
        private readonly Dictionary<string, string[]> listed;
        private readonly HashSet<Type> inherited = new HashSet<Type>();

        /// What the compiler writes for `foreach`, `using`, array literals, and what every object can do.
        private static readonly Dictionary<string, string[]> ofTheLanguage = new Dictionary<string, string[]>
        {
            { "System.Object", new[] { ".ctor", "ToString", "Equals", "GetHashCode", "ReferenceEquals" } },
            { "System.ValueType", new[] { "ToString", "Equals", "GetHashCode" } },
            { "System.Enum", new[] { "ToString", "Equals", "GetHashCode" } },
            { "System.Void", new string[0] },
            { "System.IDisposable", new[] { "Dispose" } },
            { "System.Collections.IEnumerator", new[] { "MoveNext", "Current" } },
            { "System.Collections.IEnumerable", new[] { "GetEnumerator" } },
            // The name under which mono has API Management's own extension for every other dictionary.
            { "System.Collections.Generic.CollectionExtensions", new[] { "GetValueOrDefault" } },
            { "System.Runtime.CompilerServices.RuntimeHelpers", new[] { "InitializeArray" } },
        };

        /// Types that Enumerable's results have, and that nobody names.
        private static readonly string[] ofEnumerable = { "System.Linq.IGrouping`2", "System.Linq.IOrderedEnumerable`1", "System.Linq.ILookup`2" };

        internal AllowedTypes(JObject types)
        {
            listed = types.Properties().ToDictionary(type => type.Name, type => type.Value.Type == JTokenType.Array ? type.Value.Select(name => (string)name).ToArray() : new[] { (string)type.Value });
            foreach (var type in AppDomain.CurrentDomain.GetAssemblies().SelectMany(assembly => assembly.GetExportedTypes()).Where(type => Members(type) != null && Everything(type)))
            {
                for (var parent = type.BaseType; parent != null && parent != typeof(object); parent = parent.BaseType) inherited.Add(Definition(parent));
                foreach (var parent in type.GetInterfaces()) inherited.Add(Definition(parent));
            }
        }

        /// The type may be named: in a cast, as the argument of a generic method, as what is caught.
        internal bool Allows(Type type)
        {
            if (type.HasElementType) return Allows(type.GetElementType());
            if (type.IsGenericParameter) return true;
            if (type.IsGenericType && !type.GetGenericArguments().All(Allows)) return false;
            var definition = Definition(type);
            return Ours(definition) || Function(definition) || ofTheLanguage.ContainsKey(Name(definition)) || ofEnumerable.Contains(Name(definition)) || Members(definition) != null;
        }

        /// The member may be used.
        internal bool Allows(MemberInfo member)
        {
            var type = Definition(member.DeclaringType);
            if (type.IsArray || Ours(type)) return true;
            var name = NameOf(member);
            string[] members;
            if (ofTheLanguage.TryGetValue(Name(type), out members)) return members.Contains(name);
            if (Function(type)) return name == ".ctor";
            members = Members(type);
            if (members != null) return members.Contains(name) || name.StartsWith("op_") || (Everything(type) && !members.Contains("* but not " + name));
            return inherited.Contains(type) && !Static(member) && name != ".ctor";
        }

        /// A delegate whose one use is the argument of a method of Enumerable.
        internal static bool Function(Type type)
        {
            return type.Namespace == "System" && type.Name.StartsWith("Func`");
        }

        /// Without get_ and set_.
        internal static string NameOf(MemberInfo member)
        {
            var name = member.Name;
            return name.StartsWith("get_") || name.StartsWith("set_") ? name.Substring(4) : name;
        }

        internal static string Name(Type type)
        {
            return (Definition(type).FullName ?? type.Name).Replace('+', '.');
        }

        private bool Everything(Type type)
        {
            return Members(type).Any(member => member.StartsWith("*"));
        }

        /// A type nested in a listed one (`List<T>.Enumerator`) goes with it; `Nullable` and `Tuple` stand for every number of arguments.
        private string[] Members(Type type)
        {
            string[] members;
            var name = Name(type);
            if (listed.TryGetValue(name, out members)) return members;
            if ((name.StartsWith("System.Nullable`") || name.StartsWith("System.Tuple`")) && listed.TryGetValue(name.Split('`')[0], out members)) return members;
            return type.IsNested ? Members(Definition(type.DeclaringType)) : null;
        }

        private static bool Ours(Type type)
        {
            return type.Namespace == "ApiManagement" || type.Assembly.GetName().Name.StartsWith("B_");
        }

        private static Type Definition(Type type)
        {
            return type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        }

        private static bool Static(MemberInfo member)
        {
            var method = member as MethodBase;
            return method == null ? ((FieldInfo)member).IsStatic : method.IsStatic;
        }
    }
}
