using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using Springform.Config;
using Springform.Errors;
using Springform.Names;
using Springform.Plan;

namespace Springform.Workflows;

/// <summary>The workflow that springform.yaml asks for: only what it declares is in it.</summary>
/// <param name="start">what starts Springform in this repository</param>
/// <param name="hasIndex">springform.yaml says where wheels are uploaded to</param>
internal sealed class WorkflowText(ProjectConfig config, BuildPlan plan, StartCommand start, bool hasIndex)
{
    private const string DefaultBranch = "main";
    private const string NotForPullRequests = "!startsWith(github.event_name, 'pull_request')";

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly WorkflowSecrets secrets = new(config);

    /// <exception cref="SpringformException">E110 trusted publishing with a CI system whose identities PyPI does not take</exception>
    public string Of(CiSystem system)
    {
        if (config.Workflow is { TrustedPublishing: true } && !system.HasTrustedIdentity)
            throw new SpringformException(
                new Problem(
                    ErrorCode.InvalidValue,
                    $"no index takes the identity of a job of {system.Name} in place of a password",
                    "springform.yaml, workflow.trusted_publishing",
                    "leave the key out and keep TWINE_PASSWORD in a context, or publish from GitHub Actions or GitLab CI"
                )
            );
        var legs = BuildLegs.Of(plan, config.Workflow, system.Runner);
        return ActionPin.Pin(new WorkflowTemplate(Parts(), Values(legs)).Fill(system.Name));
    }

    private string Branch => config.Release?.Github?.Channels.Development.Branch ?? DefaultBranch;

    private HashSet<string> Parts()
    {
        var github = config.Release?.Github;
        var publishes = github is not null || hasIndex;
        (string Name, bool IsThere)[] all =
        [
            ("dotnet", start.NeedsDotNet),
            ("global-json", start.HasGlobalJson),
            ("pull-requests", secrets.Commands.Count == 0),
            ("leg-secrets", secrets.Commands.Count > 0),
            ("build-env", secrets.Build.Count > 0),
            ("tools", config.Tools is not null),
            ("images", config.Tools is not null || config.Builder is not null),
            ("signatures", config.Signatures.Count > 0 && publishes),
            ("minisign", Signs(signature => signature.Minisign) && publishes),
            ("cosign", Signs(signature => signature.Cosign) && publishes),
            ("publishes", publishes),
            ("release", github is not null),
            ("attest", config.Workflow?.Attest != false),
            ("status", github is { Status: true }),
            ("milestone", github is { Milestone: not null }),
            ("index", hasIndex),
            ("trusted", config.Workflow is { TrustedPublishing: true }),
            ("circleci-programs", Programs("dotnet-sdk-10.0").Count > 0),
        ];
        return [.. all.Where(part => part.IsThere).Select(part => part.Name)];
    }

    private Dictionary<string, string> Values(IReadOnlyList<BuildLeg> legs) =>
        new()
        {
            ["start"] = start.Command,
            ["branch"] = Text(Branch),
            ["branch-glob"] = Text(Glob(Branch)),
            ["branch-rule"] = Text($"$CI_COMMIT_BRANCH == \"{Branch}\""),
            ["release-condition"] = Text(
                $"github.event_name == 'push' && (github.ref == 'refs/heads/{Branch.Replace("'", "''", StringComparison.Ordinal)}' "
                    + "|| startsWith(github.ref, 'refs/tags/'))"
            ),
            ["release-rule"] = Text($"$CI_PIPELINE_SOURCE == \"push\" && ($CI_COMMIT_TAG || $CI_COMMIT_BRANCH == \"{Branch}\")"),
            ["version-tags"] = string.Join('\n', TagGlobs().Select(glob => $"- {Text(glob)}")),
            ["tag-pattern"] = TagRegex().Replace("/", @"\/", StringComparison.Ordinal),
            ["tag-regex"] = Text($"/{TagRegex().Replace("/", @"\/", StringComparison.Ordinal)}/"),
            ["build-env"] = WorkflowSecrets.Env(secrets.Build, NotForPullRequests),
            ["sign-env"] = WorkflowSecrets.Env(secrets.Sign),
            ["publish-env"] = WorkflowSecrets.Env(secrets.Publish),
            ["index-env"] = WorkflowSecrets.Env(WorkflowSecrets.Index),
            ["image"] = start.NeedsDotNet ? "mcr.microsoft.com/dotnet/sdk:10.0" : "ubuntu:24.04",
            ["programs"] = string.Join(' ', ["git", "ca-certificates", "curl", "docker.io", "docker-buildx", .. Programs(null)]),
            ["circleci-programs"] = string.Join(' ', Programs("dotnet-sdk-10.0")),
            ["leg-names"] = string.Join(", ", legs.Select(leg => $"build-{leg.Target}")),
            ["gitlab-legs"] = string.Concat(legs.Select(GitLabLeg)),
            ["circleci-legs"] = string.Concat(legs.Select(CircleCiLeg)),
        };

    private static string GitLabLeg(BuildLeg leg) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"build-{leg.Target}:\n  extends: .build\n  tags: [{leg.Runner}]\n  timeout: {leg.Timeout} minutes\n  variables:\n    TARGET: {Text(leg.Target)}\n"
        );

    private static string CircleCiLeg(BuildLeg leg) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"      - build:\n          name: build-{leg.Target}\n          target: {Text(leg.Target)}\n          runner: {leg.Runner}\n"
                + $"          limit: {leg.Timeout}m\n          filters: *every\n"
        );

    /// <summary>What is installed with apt beside what a machine of the CI system has.</summary>
    private IReadOnlyList<string> Programs(string? dotnet) =>
        [
            .. dotnet is not null && start.NeedsDotNet ? [dotnet] : Array.Empty<string>(),
            .. dotnet is null && Signs(signature => signature.Gpg) ? ["gnupg"] : Array.Empty<string>(),
            .. Signs(signature => signature.Minisign) ? ["minisign"] : Array.Empty<string>(),
        ];

    private bool Signs(Func<SignatureConfig, object?> kind) => config.Signatures.Any(signature => kind(signature) is not null);

    /// <summary>Filter patterns of GitHub; a plus there means "once or more".</summary>
    private IReadOnlyList<string> TagGlobs() =>
        config.VersionTags.Declared is { } declared ? [Glob(declared)] : ["v[0-9]+.[0-9]+.[0-9]+*", "[0-9]+.[0-9]+.[0-9]+*"];

    private static string Glob(string name) => name.Replace("+", @"\+", StringComparison.Ordinal);

    /// <summary>Of a whole tag, as CircleCI wants it.</summary>
    private string TagRegex() =>
        config.VersionTags.Declared?.Split(TagPattern.Wildcard) is [var before, var after]
            ? $"^{Regex.Escape(before)}v?[0-9].*{Regex.Escape(after)}$"
            : @"^v?[0-9]+\.[0-9]+\.[0-9]+.*$";

    /// <summary>A text of JSON is one of YAML too.</summary>
    private static string Text(string text) => JsonSerializer.Serialize(text, Plain);
}
