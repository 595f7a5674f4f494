using System.Net;

namespace Octokit.Internal;

internal sealed record Response(object Body, IReadOnlyDictionary<string, string> Headers, HttpStatusCode StatusCode, string ContentType) : IResponse;
