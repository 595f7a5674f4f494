using Springform.FakeGitHub.Http;

namespace Springform.FakeGitHub.Faults;

/// <summary>Which requests something goes wrong with. The first rule that fits and is not used up is taken.</summary>
public sealed class FaultPlan
{
    private readonly Lock gate = new();
    private readonly List<Rule> rules = [];

    /// <param name="number">of the request, as the log counts</param>
    public T At<T>(int number, T fault)
        where T : Fault => Where(request => request.Number == number, fault);

    /// <summary>Each request from this one on.</summary>
    public T From<T>(int number, T fault)
        where T : Fault => Where(request => request.Number >= number, fault, times: int.MaxValue);

    /// <param name="skip">so many requests that fit go well before</param>
    public T Where<T>(Func<LoggedRequest, bool> fits, T fault, int times = 1, int skip = 0)
        where T : Fault
    {
        lock (gate)
            rules.Add(new Rule(fits, fault) { Skip = skip, Left = times });
        return fault;
    }

    /// <summary>All goes well from now on.</summary>
    public void Clear()
    {
        lock (gate)
            rules.Clear();
    }

    internal Fault? Take(LoggedRequest request)
    {
        lock (gate)
        {
            var rule = rules.Find(rule => rule.Left > 0 && rule.Fits(request));
            if (rule is null)
                return null;
            if (rule.Skip-- > 0)
                return null;
            rule.Left--;
            return rule.Fault;
        }
    }

    private sealed record Rule(Func<LoggedRequest, bool> Fits, Fault Fault)
    {
        public int Skip { get; set; }

        public int Left { get; set; }
    }
}
