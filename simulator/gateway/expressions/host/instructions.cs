using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Reflection.Emit;

namespace Host
{
    /// What a compiled method names: members and types, from its intermediate language.
    internal static class Instructions
    {
        internal struct Reference
        {
            internal OpCode Code;
            internal MemberInfo Member;
        }

        private static readonly Dictionary<short, OpCode> codes = typeof(OpCodes)
            .GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => (OpCode)field.GetValue(null))
            .ToDictionary(code => code.Value);

        internal static IEnumerable<Reference> References(MethodBase method)
        {
            var body = method.GetMethodBody();
            if (body == null) yield break;
            var bytes = body.GetILAsByteArray();
            var ofType = method.DeclaringType.IsGenericType ? method.DeclaringType.GetGenericArguments() : null;
            var ofMethod = method.IsGenericMethod ? method.GetGenericArguments() : null;
            for (var at = 0; at < bytes.Length;)
            {
                short value = bytes[at++];
                if (value == 0xFE) value = (short)(0xFE00 | bytes[at++]);
                var code = codes[value];
                switch (code.OperandType)
                {
                    case OperandType.InlineField:
                    case OperandType.InlineMethod:
                    case OperandType.InlineTok:
                    case OperandType.InlineType:
                        yield return new Reference { Code = code, Member = method.Module.ResolveMember(BitConverter.ToInt32(bytes, at), ofType, ofMethod) };
                        at += 4;
                        break;
                    case OperandType.InlineSwitch:
                        at += 4 + 4 * BitConverter.ToInt32(bytes, at);
                        break;
                    default:
                        at += Size(code.OperandType);
                        break;
                }
            }
        }

        private static int Size(OperandType operand)
        {
            switch (operand)
            {
                case OperandType.InlineNone: return 0;
                case OperandType.ShortInlineBrTarget:
                case OperandType.ShortInlineI:
                case OperandType.ShortInlineVar: return 1;
                case OperandType.InlineVar: return 2;
                case OperandType.InlineI8:
                case OperandType.InlineR: return 8;
                default: return 4;
            }
        }
    }
}
