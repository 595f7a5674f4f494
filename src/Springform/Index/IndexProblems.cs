using System.Net;
using Springform.Errors;
using Springform.Plan;

namespace Springform.Index;

/// <summary>What is told when files cannot be brought to an index, with the way out.</summary>
internal static class IndexProblems
{
    private const string Resumes = "run again: what is there already is not sent again";

    /// <summary>E651, exit code 7.</summary>
    /// <param name="what">the file, and what the index said of it, without the password</param>
    /// <param name="login">what to do about who uploads</param>
    public static SpringformException Refused(string what, HttpStatusCode status, Uri address, string login) =>
        new(new Problem(ErrorCode.IndexRefused, $"the index refuses {Quoted.Clean(what)}", Shown(address), Remedy(status, login)));

    /// <summary>E651, exit code 7: no token comes of the identity of a job.</summary>
    public static SpringformException NotTrusted(string what, Uri address, string fix) =>
        new(new Problem(ErrorCode.IndexRefused, Quoted.Clean(what), Shown(address), $"{fix}; then {Resumes}"));

    /// <summary>E501, exit code 6.</summary>
    public static SpringformException Changed(IndexFile file, Exception error) =>
        new(
            new Problem(
                ErrorCode.ChecksumMismatch,
                $"{file.Artifact.Name} changed while it was uploaded: its bytes are not those of the ledger",
                file.Path,
                "run --target=Dist, then publish again; the index got no whole file of the name"
            ),
            error
        );

    /// <summary>E653, exit code 6.</summary>
    /// <param name="sha256">of the index's file; null: it does not say</param>
    public static Problem Other(IndexFile file, string? sha256) =>
        new(
            ErrorCode.IndexConflict,
            sha256 is null
                ? $"the index has a file {file.Artifact.Name}, but does not say its SHA-256"
                : $"the index has another file of the name {file.Artifact.Name}: SHA-256 {sha256}, here {file.Artifact.Sha256}",
            file.Path,
            "an index never takes a name twice: raise the version"
        );

    /// <summary>E652, exit code 7.</summary>
    public static SpringformException Failed(IndexUnavailableException error, int files, int uploaded, Uri address) =>
        new(
            new Problem(
                ErrorCode.IndexIncomplete,
                $"the index failed before all {files} files were there: {Quoted.Clean(error.Message)} ({uploaded} uploaded in this run)",
                Shown(address),
                error switch
                {
                    { IsUntrusted: true } =>
                        $"check the address; where the index has a certificate of your own authority, name its file in SSL_CERT_FILE; then {Resumes}",
                    { RetryAfter: { } wait } => $"wait {Math.Ceiling(wait.TotalMinutes):0} minutes, as the index asks, then {Resumes}",
                    _ => Resumes,
                }
            ),
            error
        );

    /// <summary>E652, exit code 7.</summary>
    public static SpringformException NotListed(IReadOnlyList<IndexFile> missing, int files, Uri address) =>
        new(
            new Problem(
                ErrorCode.IndexIncomplete,
                $"{missing.Count} of {files} files are not on the index: it took them, but does not list them",
                Shown(address),
                Resumes
            )
            {
                Details = [.. missing.Select(file => file.Artifact.Name)],
            }
        );

    private static string Remedy(HttpStatusCode status, string login) =>
        status switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => $"{login}; then {Resumes}",
            HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed or (>= HttpStatusCode.Ambiguous and < HttpStatusCode.BadRequest) =>
                $"check wheels.index.upload and wheels.index.simple: they must be the addresses themselves, with the slash at their end; then {Resumes}",
            _ => $"mend what the index names, then {Resumes}",
        };

    private static string Shown(Uri address) => address.GetLeftPart(UriPartial.Path);
}
