namespace Octokit;

/// <summary>Whether a release becomes the latest one; Legacy lets GitHub decide by date and semantic version.</summary>
public enum MakeLatestQualifier
{
    True = 1,
    False = 2,
    Legacy = 3,
}
