using System.Text.Json.Serialization;

namespace Springform.Publish.GitHub;

/// <summary>Of the answer of GET /repos/OWNER/NAME, what the token may do there.</summary>
internal sealed record RepositoryAccess
{
    [JsonRequired]
    public string FullName { get; init; } = "";

    public RepositoryPermissions? Permissions { get; init; }
}

internal sealed record RepositoryPermissions
{
    public bool Admin { get; init; }
}
