using Springform.ContainerTests;
using Springform.ContainerTests.Deploy;
using Springform.ContainerTests.EndToEnd;
using Xunit.Sdk;
using Xunit.v3;

[assembly: AssemblyFixture(typeof(Workshop))]
[assembly: TestCollectionOrderer(typeof(LongestFirst))]

namespace Springform.ContainerTests;

/// <summary>
/// What takes longest begins first, so that at the end no processor waits for one test: examples, then the small projects, deploys, and the rest.
/// </summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly IReadOnlyList<string> Long = [Examples.OneAtATime, OneAtATime.Name, Deploys.Name];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(collection => Rank(collection)).ThenBy(collection => collection.TestCollectionDisplayName, StringComparer.Ordinal)];

    private static int Rank(ITestCollection collection)
    {
        var rank = Long.ToList().IndexOf(collection.TestCollectionDisplayName);
        return rank < 0 ? Long.Count : rank;
    }
}
