using Springform.Config;
using Springform.Errors;
using Springform.Machine;

namespace Springform.Index;

/// <summary>
/// Who uploads, from the environment and nowhere else: TWINE_USERNAME (default <c>__token__</c>) and TWINE_PASSWORD; without a password the identity of a job
/// of GitHub Actions or GitLab CI (trusted publishing).
/// </summary>
internal static class IndexCredentials
{
    public const string UserVariable = "TWINE_USERNAME";
    public const string PasswordVariable = "TWINE_PASSWORD";

    /// <exception cref="SpringformException">E654 without a password and without an identity</exception>
    public static IIndexLogin Read(IndexConfig index, ProcessEnvironment environment, TimeProvider clock)
    {
        if (environment[PasswordVariable] is { Length: > 0 } password)
            return new PasswordLogin(environment[UserVariable] is { Length: > 0 } user ? user : PasswordLogin.TokenUser, password);
        return JobIdentity.Of(environment) is { } identity
            ? new TrustedLogin(new Uri(index.Upload), identity, clock)
            : throw new SpringformException(
                new Problem(
                    ErrorCode.NotUploadable,
                    $"{PasswordVariable} is not set, and this is no job with an identity of its own, so no index will take an upload",
                    $"environment, {PasswordVariable}",
                    $"set it to an API token of the index (or to a password, with {UserVariable}); in CI keep it as a secret, or let the job have an identity "
                        + "that the index trusts: id-token: write among the permissions of a job of GitHub Actions, id_tokens in GitLab CI"
                )
            );
    }
}
