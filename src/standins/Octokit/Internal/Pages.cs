using System.Globalization;
using System.Text.RegularExpressions;

namespace Octokit.Internal;

/// <summary>Lists that come in pages: the Link header names the next one.</summary>
internal static partial class Pages
{
    public static async Task<IReadOnlyList<T>> GetAll<T>(IConnection connection, Uri uri, ApiOptions options)
    {
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        if (options?.PageSize is { } size)
            parameters["per_page"] = size.ToString(CultureInfo.InvariantCulture);
        if (options?.StartPage is { } start)
            parameters["page"] = start.ToString(CultureInfo.InvariantCulture);

        var all = new List<T>();
        for (var page = 1; ; page++)
        {
            var response = await connection.Get<List<T>>(uri, parameters).ConfigureAwait(false);
            all.AddRange(response.Body);
            if (page == options?.PageCount || Next(response.HttpResponse) is not { } next)
                return all;
            uri = next;
            parameters.Clear();
        }
    }

    private static Uri Next(IResponse response) =>
        response.Headers.TryGetValue("Link", out var links) && NextLink().Match(links) is { Success: true } match ? new Uri(match.Groups[1].Value) : null;

    [GeneratedRegex("<([^>]+)>;[^,]*rel=\"next\"")]
    private static partial Regex NextLink();
}
