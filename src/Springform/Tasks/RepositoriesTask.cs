using Cake.Frosting;
using Springform.Errors;
using Springform.Names;
using Springform.Pipeline;
using Springform.Repositories;
using Springform.Signing;

namespace Springform.Tasks;

/// <summary>
/// Makes dist-repositories/ of the packages of dist/ and of the earlier releases that --from names, each verified first. E522 a release is not signed as
/// springform.yaml says, E523 two releases differ in a version; the folder is as it was then.
/// </summary>
[TaskName("Repositories")]
[TaskDescription("Makes repositories for apt and dnf of the packages of dist/ and of earlier releases (--from DIR, repeated)")]
[IsDependentOn(typeof(SignTask))]
public sealed class RepositoriesTask : AsyncFrostingTask<BuildContext>
{
    public override async Task RunAsync(BuildContext context)
    {
        if (context.Config.Repositories is not { } config)
            throw new SpringformException(
                new Problem(ErrorCode.MissingKey, "springform.yaml declares no repositories", "springform.yaml, repositories", "add repositories: {}")
            );
        using var room = new PrivateFolder(context.Run.Environment);
        await using var signers = context.Signers();
        List<string> releases = [context.Folders.Dist, .. context.Options.From.Select(folder => Path.GetFullPath(folder, context.Run.CallerFolder))];
        foreach (var folder in releases)
            await new DistVerification(folder, context.Config.Signatures, signers, room, context.Terminal).RunAsync(context.Cancellation);
        var index = context.Config.Signatures.ToList().FindIndex(signature => signature.Gpg is not null);
        var signature = context.Config.Signatures[index];
        var gpg = (GpgSigner)signers.Of($"signatures[{index}]", signature, "");
        var publicKey = Path.GetFullPath(signature.Gpg!.PublicKey, context.Folders.Root);
        var tree = new RepositoryTree(config, context.Config.Name, context.Plan.Project.SourceDateEpoch, publicKey, context.Folders);
        var suites = await tree.MakeAsync(ReleasePackages.Of(releases), gpg, context.Cancellation);
        context.Summary.Note(
            "Repositories",
            $"{string.Join(", ", suites.Select(suite => $"{suite.Suite} with {Counted.Of(suite.Packages, "package")}"))}: dist-repositories/"
        );
    }
}
