using Springform.FakeGitHub.Http;

namespace Springform.FakeGitHub.Endpoints;

/// <param name="Pattern">of ASP.NET routing, without the prefix of an Enterprise server</param>
internal sealed record Route(FakeHost Host, string Method, string Pattern, Func<Call, Task<Answer>> Handle)
{
    public Route(string method, string pattern, Func<Call, Answer> handle)
        : this(FakeHost.Api, method, pattern, call => Task.FromResult(handle(call))) { }

    public Route(string method, string pattern, Func<Call, Task<Answer>> handle)
        : this(FakeHost.Api, method, pattern, handle) { }
}
