using System.Net.Http.Headers;
using System.Text;
using Springform.Errors;
using Springform.Machine;

namespace Springform.Index;

/// <summary>Who uploads: TWINE_USERNAME (default <c>__token__</c>) and TWINE_PASSWORD, from the environment and nowhere else.</summary>
internal static class IndexCredentials
{
    public const string UserVariable = "TWINE_USERNAME";
    public const string PasswordVariable = "TWINE_PASSWORD";
    private const string TokenUser = "__token__";

    /// <exception cref="SpringformException">E654 without a password</exception>
    public static AuthenticationHeaderValue Read(ProcessEnvironment environment)
    {
        if (string.IsNullOrEmpty(environment[PasswordVariable]))
        {
            throw new SpringformException(
                new Problem(
                    ErrorCode.NotUploadable,
                    $"{PasswordVariable} is not set, so no index will take an upload",
                    $"environment, {PasswordVariable}",
                    $"set it to an API token of the index (or to a password, with {UserVariable}); in CI keep it as a secret"
                )
            );
        }

        var user = string.IsNullOrEmpty(environment[UserVariable]) ? TokenUser : environment[UserVariable];
        return new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{environment[PasswordVariable]}")));
    }
}
