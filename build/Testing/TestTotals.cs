using Springform.Errors;

namespace Build.Testing;

/// <summary>What the runs of all test projects add up to. Errors outside tests count as failures.</summary>
internal sealed record TestTotals(int Passed, int Failed, int Skipped)
{
    public static TestTotals operator +(TestTotals left, TestTotals right) =>
        new(left.Passed + right.Passed, left.Failed + right.Failed, left.Skipped + right.Skipped);

    public static TestTotals Add(TestTotals left, TestTotals right) => left + right;

    public void RequireSuccess()
    {
        if (Failed > 0 || Passed == 0)
        {
            throw new SpringformException(
                new Problem(
                    ErrorCode.CommandFailed,
                    Passed == 0 && Failed == 0 ? "no test ran" : $"tests failed: {this}",
                    "step Test",
                    "see the failures above; artifacts/tests holds a report per project"
                )
            );
        }
    }

    public override string ToString() => Skipped == 0 ? $"{Passed} passed, {Failed} failed" : $"{Passed} passed, {Failed} failed, {Skipped} skipped";
}
