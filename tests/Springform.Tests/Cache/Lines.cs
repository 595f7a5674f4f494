using System.Collections.Concurrent;
using Springform.Machine;

namespace Springform.Tests.Cache;

/// <summary>Keeps what was said.</summary>
internal sealed class Lines : IOutput
{
    private readonly ConcurrentQueue<string> _all = [];

    public IReadOnlyList<string> All => [.. _all];

    public void Line(string text) => _all.Enqueue(text);
}
