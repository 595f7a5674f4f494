using Springform.ContainerTests;
using Springform.ContainerTests.EndToEnd;
using Xunit.Sdk;
using Xunit.v3;

[assembly: AssemblyFixture(typeof(Workshop))]
[assembly: TestCollectionOrderer(typeof(LongestFirst))]

namespace Springform.ContainerTests;

/// <summary>What takes longest begins first, so that at the end no processor waits for one test: examples, then the small projects, then the rest.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly IReadOnlyList<string> Long = [nameof(PerfspectTests), nameof(AutobahnTests), OneAtATime.Name, nameof(LancedbTests), nameof(AbiExampleTests)];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(collection => Rank(collection)).ThenBy(collection => collection.TestCollectionDisplayName, StringComparer.Ordinal)];

    /// <summary>Display names end with the class or are the collection's own.</summary>
    private static int Rank(ITestCollection collection)
    {
        var rank = Long.ToList().FindIndex(name => collection.TestCollectionDisplayName.Contains(name, StringComparison.Ordinal));
        return rank < 0 ? Long.Count : rank;
    }
}
