using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Linq;

namespace Host
{
    internal static class Named
    {
        /// Headers and query parameters: several values of a name, in their order; the case of the name does not count.
        internal static IReadOnlyDictionary<string, string[]> Values(IEnumerable<KeyValuePair<string, string>> pairs)
        {
            return new ReadOnlyDictionary<string, string[]>(pairs
                .GroupBy(pair => pair.Key, StringComparer.OrdinalIgnoreCase)
                .ToDictionary(group => group.Key, group => group.Select(pair => pair.Value).ToArray(), StringComparer.OrdinalIgnoreCase));
        }
    }
}
