using Springform.FakeGitHub.Http;

namespace Springform.FakeGitHub.Faults;

/// <summary>Another answer than the right one, e.g. 500, 502, 422.</summary>
/// <param name="AfterHandling">what was asked for is done all the same</param>
/// <param name="RetryAfter">the header, in seconds</param>
public sealed record Refuse(int Status, string Message = "Server Error", bool AfterHandling = false, int? RetryAfter = null) : Fault
{
    /// <summary>A secondary rate limit, as GitHub words it.</summary>
    public static Refuse SecondaryLimit(int retryAfter, int status = 403) =>
        new(status, "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.", RetryAfter: retryAfter);

    public override Task<Answer?> BeforeAsync(CancellationToken cancellation) => Task.FromResult(AfterHandling ? null : Answer());

    public override Task<Answer> AfterAsync(Answer answer, CancellationToken cancellation) => Task.FromResult(Answer()!);

    private Answer? Answer()
    {
        var answer = Http.Answer.Refusal(Status, Message);
        return RetryAfter is { } seconds ? answer with { Headers = new Dictionary<string, string> { ["Retry-After"] = $"{seconds}" } } : answer;
    }
}
