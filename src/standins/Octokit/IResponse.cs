using System.Net;

namespace Octokit;

public interface IResponse
{
    /// <summary>The text of the answer.</summary>
    object Body { get; }

    /// <summary>Names are compared without regard to case.</summary>
    IReadOnlyDictionary<string, string> Headers { get; }

    HttpStatusCode StatusCode { get; }

    string ContentType { get; }
}
