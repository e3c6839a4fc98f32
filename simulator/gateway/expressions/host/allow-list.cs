using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Host
{
    /// Holds an assembly of expressions to API Management's list, member by member, as compiled: a name that `var`, a lambda or an
    /// extension method hides in the source stands in the intermediate language.
    internal sealed class AllowList
    {
        private const BindingFlags own = BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance;
        private const string notAllowed = " is not among the types and members that API Management allows in policy expressions";
        private readonly AllowedTypes allowed;
        private readonly List<KeyValuePair<string, string>> found = new List<KeyValuePair<string, string>>();

        private static AllowedTypes read;

        private AllowList(AllowedTypes allowed)
        {
            this.allowed = allowed;
        }

        internal static JArray Check(string path, JObject types)
        {
            // One list for as long as the process runs: it comes from a file of the project.
            read = read ?? new AllowedTypes(types);
            var refused = new JArray();
            foreach (var type in Assembly.LoadFile(path).GetTypes().Where(type => type.IsPublic))
            {
                var list = new AllowList(read);
                list.CheckType(type);
                foreach (var problem in list.found.GroupBy(each => each.Value).Select(same => same.First()))
                {
                    refused.Add(new JObject(new JProperty("name", type.Name), new JProperty("word", problem.Key), new JProperty("problem", problem.Value)));
                }
            }
            return refused;
        }

        private void CheckType(Type type)
        {
            foreach (var method in type.GetMethods(own).Cast<MethodBase>().Concat(type.GetConstructors(own))) CheckMethod(method);
            foreach (var closure in type.GetNestedTypes(own))
            {
                // A variable that a lambda captures becomes a field; the compiler's own fields have names that C# has not.
                foreach (var field in closure.GetFields(own).Where(field => !field.Name.StartsWith("<>"))) CheckVariable(field.FieldType);
                CheckType(closure);
            }
        }

        private void CheckMethod(MethodBase method)
        {
            var body = method.GetMethodBody();
            if (body == null) return;
            foreach (var variable in body.LocalVariables) CheckVariable(variable.LocalType);
            foreach (var clause in body.ExceptionHandlingClauses.Where(clause => clause.Flags == ExceptionHandlingClauseOptions.Clause && !allowed.Allows(clause.CatchType)))
            {
                Refuse(clause.CatchType.Name, AllowedTypes.Name(clause.CatchType) + notAllowed + ": catch Exception.");
            }
            foreach (var reference in Instructions.References(method)) CheckReference(reference);
        }

        private void CheckReference(Instructions.Reference reference)
        {
            var type = reference.Member as Type;
            if (type != null)
            {
                CheckNamed(type);
                return;
            }
            CheckMember(reference.Member);
        }

        private void CheckMember(MemberInfo member)
        {
            var type = member.DeclaringType;
            var name = AllowedTypes.NameOf(member);
            if (typeof(Delegate).IsAssignableFrom(type) && (name == "Invoke" || !AllowedTypes.Function(type)))
            {
                Refuse(name == "Invoke" ? "" : Plain(type), AllowedTypes.Name(type) + notAllowed + ": write a lambda only as the argument of a method of Enumerable that takes a Func, and a loop for anything else.");
                return;
            }
            if (!allowed.Allows(member))
            {
                var constructor = name == ".ctor";
                Refuse(constructor ? Plain(type) : name, AllowedTypes.Name(type) + (constructor ? "'s constructor" : "." + name) + notAllowed + ".");
                return;
            }
            if (type.IsGenericType) foreach (var argument in type.GetGenericArguments()) CheckNamed(argument);
            var method = member as MethodBase;
            if (method == null) return;
            if (method.IsGenericMethod) foreach (var argument in method.GetGenericArguments()) CheckNamed(argument);
            // The value of an enumeration is a number once compiled: the type of the parameter says which one was named.
            foreach (var parameter in method.GetParameters().Where(parameter => parameter.ParameterType.IsEnum)) CheckNamed(parameter.ParameterType);
        }

        private void CheckNamed(Type type)
        {
            // What C# passes for `params JsonConverter[]` where nothing is written; its members stay refused.
            if (type == typeof(JsonConverter)) return;
            if (!allowed.Allows(type)) Refuse(Plain(type), AllowedTypes.Name(type) + notAllowed + ".");
        }

        private void CheckVariable(Type type)
        {
            if (!typeof(Delegate).IsAssignableFrom(type)) return;
            Refuse(Plain(type), "A variable of type " + Plain(type) + " is a delegate of one's own, which API Management does not allow in policy expressions: write a loop, or the lambda as the argument of a method of Enumerable.");
        }

        private void Refuse(string word, string problem)
        {
            found.Add(new KeyValuePair<string, string>(word, problem));
        }

        private static string Plain(Type type)
        {
            return type.Name.Split('`')[0].TrimEnd('[', ']', '&');
        }
    }
}
