using Springform.Config;

namespace Springform.Plan;

/// <summary>Files of one target that go into a running container. What is there already is for the container to say, so it has no key of its own.</summary>
/// <param name="Files">what is selected, from which steps; its content is <see cref="PlannedFiles"/></param>
internal sealed record DeployStep(ArtifactStep Files, DeployConfig Config)
{
    public PlannedFiles Content => (PlannedFiles)Files.Content;

    public Target Target => Files.Target!;
}
