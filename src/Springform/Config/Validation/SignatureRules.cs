using System.Text.RegularExpressions;
using Springform.Errors;
using static Springform.Config.SourcePath;

namespace Springform.Config.Validation;

/// <summary>How dist/ and repositories of its packages are signed.</summary>
internal static partial class SignatureRules
{
    public static void Check(Findings findings)
    {
        for (var index = 0; index < findings.Config.Signatures.Count; index++)
            Signature(findings, Item("signatures", index), findings.Config.Signatures[index]);
        Once(findings, "rpm", gpg => gpg.Rpm);
        Once(findings, "deb", gpg => gpg.Deb);
        if (findings.Config.Repositories is { } repositories && !findings.IsFailed("repositories"))
            Repositories(findings, repositories);
    }

    /// <param name="format">a key of gpg</param>
    private static void Once(Findings findings, string format, Func<GpgConfig, bool> signs)
    {
        if (findings.Config.Signatures.Select(signature => signature.Gpg).OfType<GpgConfig>().Count(signs) > 1)
            findings.ReportKey(
                ErrorCode.InvalidValue,
                "signatures",
                $"signatures has two entries with {format}: true, and a package of that format has one signature inside",
                $"leave {format}: true with one of them"
            );
    }

    private static void Repositories(Findings findings, RepositoriesConfig repositories)
    {
        var gpg = findings.Config.Signatures.Select(signature => signature.Gpg).FirstOrDefault(gpg => gpg is not null);
        if (gpg is null)
            findings.ReportKey(
                ErrorCode.MissingKey,
                "repositories",
                "repositories are signed by gpg, and signatures has no entry with gpg",
                "add signatures: [{gpg: {public_key: FILE, rpm: true}}]"
            );
        var formats = findings.Config.Packages.SelectMany(package => package.SystemPackage?.Formats ?? []).ToList();
        if (formats.Count == 0)
            findings.ReportKey(
                ErrorCode.MissingKey,
                "repositories",
                "repositories hold system packages, and the file declares none",
                "add a package with system_package:, or remove repositories"
            );
        if (gpg is { Rpm: false } && formats.Contains("rpm"))
            findings.ReportKey(
                ErrorCode.InvalidValue,
                "repositories",
                "dnf checks the signature inside each rpm package, and they are not signed inside",
                "write gpg: {public_key: FILE, rpm: true} under signatures"
            );
        foreach (var (key, name) in new[] { ("suite", repositories.Suite), ("prereleases", repositories.Prereleases), ("component", repositories.Component) })
        {
            if (!RepositoryName().IsMatch(name))
                findings.Report(
                    ErrorCode.InvalidValue,
                    Key("repositories", key),
                    $"{Key("repositories", key)} is {Quoted.Of(name)}, which apt does not take as a name",
                    "use small letters, digits and '-', beginning with a letter"
                );
        }

        if (repositories.Suite == repositories.Prereleases)
            findings.Report(
                ErrorCode.InvalidValue,
                "repositories.prereleases",
                "repositories.suite and repositories.prereleases have the same name",
                "give one of them another name"
            );
        if (
            repositories.Url is { } url
            && (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("https" or "http") || url.Any(char.IsWhiteSpace))
        )
            findings.Report(
                ErrorCode.InvalidValue,
                "repositories.url",
                $"repositories.url is {Quoted.Of(url)}, which is no address of a web server",
                "write e.g. https://packages.example.org/kapacitor"
            );
    }

    private static void Signature(Findings findings, string path, SignatureConfig signature)
    {
        if (findings.IsFailed(path))
            return;
        var kinds = new[]
        {
            ("gpg", signature.Gpg is not null),
            ("minisign", signature.Minisign is not null),
            ("cosign", signature.Cosign is not null),
            ("command", signature.Command is not null),
        };
        var given = kinds.Where(kind => kind.Item2).Select(kind => kind.Item1).ToList();
        if (given.Count != 1)
            findings.ReportKey(
                ErrorCode.InvalidValue,
                path,
                given.Count == 0 ? $"{path} does not say what signs" : $"{path} has {string.Join(" and ", given)}",
                "give one of gpg, minisign, cosign and command; write a second entry for a second signature"
            );
        CommonRules.NotEmpty(findings, Key(path, "files"), signature.Files);
        CommonRules.Once(findings, Key(path, "files"), signature.Files);
        PathRules.Globs(findings, Key(path, "files"), signature.Files);
        CommonRules.Timeout(findings, Key(path, "timeout"), signature.Timeout);
        PublicKey(findings, Key(Key(path, "gpg"), "public_key"), signature.Gpg?.PublicKey);
        PublicKey(findings, Key(Key(path, "minisign"), "public_key"), signature.Minisign?.PublicKey);
        PublicKey(findings, Key(Key(path, "cosign"), "public_key"), signature.Cosign?.PublicKey);
        Variables(findings, Key(path, "gpg"), signature.Gpg?.Key, signature.Gpg?.Passphrase);
        Variables(findings, Key(path, "minisign"), signature.Minisign?.Key, signature.Minisign?.Passphrase);
        Variables(findings, Key(path, "cosign"), signature.Cosign?.Key, signature.Cosign?.Passphrase);
        if (signature.Command is { } command)
            Command(findings, Key(path, "command"), command);
    }

    private static void PublicKey(Findings findings, string path, string? file)
    {
        if (!string.IsNullOrEmpty(file))
            PathRules.Existing(findings, path, file, "public key");
    }

    private static void Variables(Findings findings, string path, string? key, string? passphrase)
    {
        foreach (var (name, value) in new[] { ("key", key), ("passphrase", passphrase) })
            CommonRules.Variable(findings, Key(path, name), value);
    }

    private static void Command(Findings findings, string path, SignCommandConfig command)
    {
        if (command.Sign is { } sign)
            CommonRules.Command(findings, Key(path, "sign"), sign);
        if (command.Verify is { } verify)
            CommonRules.Command(findings, Key(path, "verify"), verify);
        if (command.Suffix.Length > 0 && !SuffixPattern().IsMatch(command.Suffix))
            findings.Report(
                ErrorCode.InvalidValue,
                Key(path, "suffix"),
                $"{Key(path, "suffix")} is {Quoted.Of(command.Suffix)}, which is no ending of a file's name",
                "write a dot and letters or digits: .sig"
            );
        CommonRules.Once(findings, Key(path, "secrets"), command.Secrets);
        for (var index = 0; index < command.Secrets.Count; index++)
            CommonRules.Variable(findings, Item(Key(path, "secrets"), index), command.Secrets[index]);
    }

    [GeneratedRegex(@"^[a-z][a-z0-9-]{0,63}\z")]
    private static partial Regex RepositoryName();

    [GeneratedRegex(@"^(\.[A-Za-z0-9_-]{1,16}){1,3}\z")]
    private static partial Regex SuffixPattern();
}
