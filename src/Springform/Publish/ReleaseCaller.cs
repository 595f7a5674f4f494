using Springform.Compile;
using Springform.Config.Switches;
using Springform.Machine;
using Springform.Publish.Around;
using Springform.Publish.GitHub;
using Springform.Reporting;

namespace Springform.Publish;

/// <summary>What a run brings to a release beside the project.</summary>
/// <param name="Environment">the token, and where CI runs</param>
/// <param name="Statuses">of commits on GitHub</param>
/// <param name="Processes">for publishers</param>
/// <param name="Secrets">likewise</param>
internal sealed record ReleaseCaller(
    Options Options,
    ProcessEnvironment Environment,
    Terminal Terminal,
    TimeProvider Clock,
    Func<GitHubRepository, GitHubToken, GitHubRetry, ICommitStatuses> Statuses,
    ProcessRunner Processes,
    SecretValues Secrets
);
