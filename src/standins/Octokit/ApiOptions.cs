namespace Octokit;

/// <summary>Which pages of a list are fetched; without it all of them, 30 entries each as GitHub has it.</summary>
public class ApiOptions
{
    public static ApiOptions None => new();

    /// <summary>Counted from 1.</summary>
    public int? StartPage { get; set; }

    public int? PageCount { get; set; }

    /// <summary>At most 100.</summary>
    public int? PageSize { get; set; }
}
