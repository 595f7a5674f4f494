namespace Springform.Benchmarks;

/// <summary>What builds of the project and of the baseline leave in the engine, so that it can be taken away. Bases are not touched.</summary>
/// <param name="docker">the client that the baseline script uses too</param>
/// <param name="project">its name in springform.yaml, which begins the names of its images</param>
internal sealed class PerfspectImages(string docker, string project)
{
    private readonly string[] prefixes = [$"{project}-", $"localhost/springform/{project}/", "perfspect-tools:baseline", "perfspect-builder:baseline"];

    /// <summary>References, as NAME:TAG.</summary>
    internal async Task<IReadOnlyList<string>> ListAsync()
    {
        var listed = await MeasuredProcess.RunAsync(docker, "image", "ls", "--format", "{{.Repository}}:{{.Tag}}");
        return [.. listed.Output.Split('\n').Where(image => prefixes.Any(prefix => image.StartsWith(prefix, StringComparison.Ordinal)))];
    }

    internal async Task RemoveAsync(IEnumerable<string> images)
    {
        foreach (var image in images)
            await MeasuredProcess.RunAsync(docker, "image", "rm", "--force", image);
    }

    /// <summary>No images of perfspect and no build cache at all, whoever's it is.</summary>
    internal async Task ForgetAllAsync()
    {
        await RemoveAsync(await ListAsync());
        await MeasuredProcess.RunAsync(docker, "builder", "prune", "--all", "--force");
    }

    /// <summary>The name by which the recipes' Dockerfiles call their base: the baseline has no other way to it.</summary>
    /// <returns>true when the name was made here</returns>
    internal async Task<bool> TagBaseAsync(string reference, string name)
    {
        var known = await MeasuredProcess.RunAsync(docker, "image", "ls", "--quiet", name);
        if (known.Output.Length > 0)
            return false;
        await MeasuredProcess.RunAsync(docker, "tag", reference, name);
        return true;
    }
}
