using System.ComponentModel;
using System.Text;
using System.Text.Json;
using Springform.Errors;
using Springform.Machine;

namespace Springform.Registry;

/// <summary>
/// docker's credential helpers: <c>docker-credential-NAME get</c> takes the registry's name on standard input and answers with a JSON object that has Username
/// and Secret. Source: the protocol of the project docker-credential-helpers. What it answers is shown nowhere.
/// </summary>
/// <param name="limit">of one answer: it has no terminal to ask on, but may wait for a key that somebody has to touch</param>
internal sealed class CredentialHelper(ProcessRunner processes, TimeProvider clock, TimeSpan limit)
{
    private const int MaximumBytes = 1 << 20;
    private const int ShownCharacters = 200;
    private const int NotFound = 127;

    /// <summary>What all helpers say, with an exit code of 1, when they have no login.</summary>
    private const string NoLogin = "credentials not found in native keychain";

    /// <summary>The user's name that says that the secret is an identity token.</summary>
    private const string TokenUser = "<token>";

    /// <summary>Null when the helper has no login for that registry.</summary>
    /// <param name="name">as config.json has it, without docker-credential-</param>
    /// <param name="server">as <c>docker login</c> has stored it</param>
    /// <param name="place">the file that names the helper</param>
    /// <exception cref="CredentialFault">it is not installed, fails, does not end, or answers something else</exception>
    public async Task<RegistryLogin?> AskAsync(string name, string server, string place, CancellationToken cancellation)
    {
        var program = $"docker-credential-{name}";
        CredentialFault Fault(string how, string? fix = null) =>
            new(
                Quoted.Clean($"{program}, which {place} names for {server}, {how}"),
                fix ?? $"run `echo {server} | {program} get` by hand and mend what it reports, or log in again with docker login"
            );
        if (!name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-'))
            throw Fault("cannot be the name of a program", "correct credsStore or credHelpers in that file");
        using var output = new MemoryStream();
        var command = new ProcessCommand(program, ["get"])
        {
            Input = (stream, stop) => stream.WriteAsync(Encoding.UTF8.GetBytes(server), stop).AsTask(),
            Output = (stream, stop) => CopyAsync(stream, output, () => Fault($"wrote more than {MaximumBytes} bytes"), stop),
            Grace = TimeSpan.FromSeconds(1),
            EndsChildren = true,
        };
        const string install = "install it in a folder of PATH, or take its name out of credsStore and credHelpers in that file";
        int? ended;
        try
        {
            ended = await Deadline.RunAsync(limit, clock, stop => processes.RunAsync(command, stop), cancellation);
        }
        catch (Win32Exception)
        {
            throw Fault("is not installed", install);
        }

        var text = Encoding.UTF8.GetString(output.ToArray());
        return ended switch
        {
            null => throw Fault($"did not answer within {limit.TotalSeconds:0.#} s"),
            0 => Read(text) is { } answer ? Of(answer.User, answer.Secret) : throw Fault("answered with something else than a user and a secret"),
            NotFound => throw Fault("is not installed", install),
            _ when text.Contains(NoLogin, StringComparison.Ordinal) => null,
            _ => throw Fault($"ended with exit code {ended}{Words(text)}"),
        };
    }

    private static RegistryLogin? Of(string user, string secret) =>
        secret.Length == 0 ? null
        : user == TokenUser ? new RegistryLogin(null, secret)
        : RegistryLogin.Of(user, secret);

    private static (string User, string Secret)? Read(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return (document.RootElement.GetProperty("Username").GetString() ?? "", document.RootElement.GetProperty("Secret").GetString() ?? "");
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>A helper that fails has no secret to tell; it writes the reason where the answer would be.</summary>
    private static string Words(string text) =>
        text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).FirstOrDefault() is not { } line ? ""
        : line.Length > ShownCharacters ? $": {line[..ShownCharacters]}..."
        : $": {line}";

    private static async Task CopyAsync(Stream stream, MemoryStream output, Func<CredentialFault> tooMuch, CancellationToken cancellation)
    {
        var piece = new byte[8 << 10];
        int count;
        while ((count = await stream.ReadAsync(piece, cancellation)) > 0)
        {
            if (output.Length + count > MaximumBytes)
                throw tooMuch();
            output.Write(piece, 0, count);
        }
    }
}
