using System;

namespace ApiManagement
{
    /// Takes the place of `DateTime.UtcNow` and its like in expressions, so that they follow the clock of the simulation.
    /// The process runs with TZ=UTC, as API Management does: local time is UTC.
    public static class Clock
    {
        private static readonly DateTime epoch = new DateTime(1970, 1, 1, 0, 0, 0, DateTimeKind.Utc);

        internal static DateTime Current = epoch;

        internal static DateTime At(double milliseconds)
        {
            return epoch.AddTicks((long)(milliseconds * TimeSpan.TicksPerMillisecond));
        }

        public static DateTime UtcNow { get { return Current; } }
        public static DateTime Now { get { return DateTime.SpecifyKind(Current, DateTimeKind.Local); } }
        public static DateTime Today { get { return Now.Date; } }
        public static DateTimeOffset OffsetUtcNow { get { return new DateTimeOffset(Current); } }
        public static DateTimeOffset OffsetNow { get { return new DateTimeOffset(Current); } }
    }
}
