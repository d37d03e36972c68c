using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using BenchmarkDotNet.Attributes;

namespace R2.Benchmarks.Support;

/// <summary>
/// The same benchmarks on a busy machine: the sides take turns of a millisecond or so, and the fastest turn of each counts. BenchmarkDotNet runs one side after
/// the other, and compares what else the machine did meanwhile.
/// </summary>
internal static class SideBySide
{
    private const int Turns = 600;
    private const double WarmupSeconds = 1.5;
    private static readonly TimeSpan s_turn = TimeSpan.FromMilliseconds(1.5);

    public static void Run(string filter)
    {
        Console.WriteLine("| what | side | fastest | times R2 | allocated | times R2 |");
        Console.WriteLine("|---|---|---:|---:|---:|---:|");
        foreach (Type type in typeof(SideBySide).Assembly.GetTypes().OrderBy(t => t.FullName, StringComparer.Ordinal))
        {
            MethodInfo[] sides = [.. type.GetMethods().Where(m => m.IsDefined(typeof(BenchmarkAttribute)))];
            if (sides.Length > 0 && type.Name.Contains(filter, StringComparison.OrdinalIgnoreCase))
            {
                Compare(type, sides);
            }
        }
    }

    private static void Compare(Type type, MethodInfo[] sides)
    {
        PropertyInfo? parameter = type.GetProperties().FirstOrDefault(p => p.IsDefined(typeof(ParamsAttribute)));
        foreach (object? value in parameter?.GetCustomAttribute<ParamsAttribute>()!.Values ?? [null])
        {
            object benchmark = Activator.CreateInstance(type)!;
            parameter?.SetValue(benchmark, value);
            type.GetMethods().FirstOrDefault(m => m.IsDefined(typeof(GlobalSetupAttribute)))?.Invoke(benchmark, null);
            Side[] all = [.. sides.Select(side => new Side(side.Name, Call(side, benchmark)))];
            foreach (Side side in all)
            {
                side.WarmUp(WarmupSeconds, s_turn);
            }

            for (int turn = 0; turn < Turns; turn++)
            {
                Array.ForEach(all, side => side.Turn());
            }

            Array.ForEach(all, side => Print($"{type.Name.Replace("Benchmarks", "", StringComparison.Ordinal)} {value}", side, all[0]));
            type.GetMethods().FirstOrDefault(m => m.IsDefined(typeof(GlobalCleanupAttribute)))?.Invoke(benchmark, null);
        }
    }

    private static Action Call(MethodInfo side, object benchmark) => side.ReturnType switch
    {
        Type t when t == typeof(void) => side.CreateDelegate<Action>(benchmark),
        Type t when t == typeof(int) => Discarding(side.CreateDelegate<Func<int>>(benchmark)),
        Type t when t == typeof(Task<int>) => Waiting(side.CreateDelegate<Func<Task<int>>>(benchmark)),
        _ => Discarding(side.CreateDelegate<Func<object>>(benchmark)),
    };

    private static Action Waiting(Func<Task<int>> call) => () => call().GetAwaiter().GetResult();

    private static Action Discarding(Func<int> call) => () => call();

    private static Action Discarding(Func<object> call) => () => GC.KeepAlive(call());

    private static void Print(string what, Side side, Side ours) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"| {what} | {side.Name} | {side.Fastest:N2} µs | {side.Fastest / ours.Fastest:F1} | {side.Allocated:N0} B | {side.Allocated / ours.Allocated:F1} |"));

    private sealed class Side(string name, Action call)
    {
        private int _calls = 1;

        public string Name => name;

        /// <summary>Microseconds for a call.</summary>
        public double Fastest { get; private set; } = double.MaxValue;

        /// <summary>Bytes for a call.</summary>
        public double Allocated { get; private set; }

        public void WarmUp(double seconds, TimeSpan turn)
        {
            long begin = Stopwatch.GetTimestamp();
            int calls = 0;
            for (; Stopwatch.GetElapsedTime(begin).TotalSeconds < seconds || calls < 200; calls++)
            {
                call();
            }

            _calls = Math.Max(1, (int)(calls * turn / Stopwatch.GetElapsedTime(begin)));
        }

        public void Turn()
        {
            long bytes = GC.GetAllocatedBytesForCurrentThread();
            long begin = Stopwatch.GetTimestamp();
            for (int i = 0; i < _calls; i++)
            {
                call();
            }

            Fastest = Math.Min(Fastest, Stopwatch.GetElapsedTime(begin).TotalMicroseconds / _calls);
            Allocated = (double)(GC.GetAllocatedBytesForCurrentThread() - bytes) / _calls;
        }
    }
}
