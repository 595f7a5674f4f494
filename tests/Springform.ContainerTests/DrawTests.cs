using System.Reflection;
using Springform.Tests;

namespace Springform.ContainerTests;

/// <summary>The draws of the tests are those that <c>--target=Test</c> chooses from: a class of another number would never run.</summary>
public sealed class DrawTests
{
    [Fact]
    public void Every_draw_has_tests_and_every_class_is_of_one_that_is_drawn()
    {
        var numbers = typeof(DrawTests).Assembly.GetTypes().Select(type => type.GetCustomAttribute<DrawAttribute>()?.Number).OfType<int>().Distinct().Order();

        numbers.ShouldBe(Enumerable.Range(1, numbers.Last()));
        File.ReadAllText(Path.Combine(Golden.RepositoryRoot(), "build", "Testing", "TestRun.cs")).ShouldContain($"const int Draws = {numbers.Last()};");
    }
}
