using Springform.Abi;
using Springform.Errors;

namespace Springform.Deploy;

/// <summary>
/// What a deploy would change, read from the container and the server without changing either; everything that can be refused before the first copy is refused
/// here.
/// </summary>
/// <param name="Libc">of the container: <c>glibc 2.41 on x86_64</c></param>
internal sealed record Survey(TargetContainer Container, IServer Server, IReadOnlyList<FileChange> Changes, string Libc)
{
    public IReadOnlyList<DeployFile> Files => [.. Changes.Select(change => change.File)];

    public IReadOnlyList<DeployFile> Needed => [.. Changes.Where(change => change.IsNeeded).Select(change => change.File)];

    public IReadOnlyList<string> Steps => Server.StepsAfter(Needed);

    public string Heading =>
        $"container {Container.Name} ({Container.Container.Image}, {Container.Container.ImageId[..19]}), "
        + $"{string.Join(", ", new[] { Server.Words, Libc }.Where(word => word.Length > 0))}";

    public IReadOnlyList<string> Lines =>
        [
            Heading,
            .. Changes.Select(change => $"  {change.Line}"),
            .. Server.NeedsRestart(Needed) ? ["  restart   the container: shared_preload_libraries has a library that changes"] : Array.Empty<string>(),
            .. Steps.Select(step => $"  run       {step}"),
        ];

    /// <exception cref="SpringformException">E2xx the files do not fit the container, E407 two files for one place, E642, E645, E647, E648</exception>
    public static async Task<Survey> TakeAsync(
        TargetContainer container,
        IServer server,
        DeployRequest request,
        Func<IReadOnlyList<DeployFile>, Task> beforeLooking,
        CancellationToken cancellation
    )
    {
        var gate = await new LibcGate(container).CheckAsync(request.FilesFolder, new AbiReader(), cancellation);
        await server.ReadAsync(cancellation);
        var files = Placed(request.Files, server);
        server.Require(files);
        await beforeLooking(files);
        var states = await new ContainerFiles(container).StatesAsync(files, cancellation);
        return new Survey(
            container,
            server,
            [.. files.Zip(states, (file, before) => new FileChange(file, before, request.ForceCopy || !before.IsSameAs(file)))],
            gate
        );
    }

    private static List<DeployFile> Placed(IReadOnlyList<PickedFile> picked, IServer server)
    {
        var files = picked.Select(file => new DeployFile(file.To ?? server.PlaceOf(file.From)!, file.HostPath, file.Sha256, file.Mode, file.Owner)).ToList();
        var twice = files.GroupBy(file => file.Path, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        return twice is null
            ? files
            : throw new SpringformException(
                new Problem(
                    ErrorCode.DuplicateEntry,
                    $"{twice.Count()} files would be {twice.Key} in the container",
                    "springform.yaml, deploy.files",
                    "give one of them another place with to:, or leave it out"
                )
            );
    }
}
