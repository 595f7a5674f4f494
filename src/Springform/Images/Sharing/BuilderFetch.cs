using Springform.Engine;
using Springform.Machine;
using Springform.Plan;
using Springform.Registry;

namespace Springform.Images.Sharing;

/// <summary>
/// Builders that another machine made and pushed. It saves the build and is never needed: a registry that does not answer or does not have the key is a miss
/// with a note, anything else a warning; the builder is then built.
/// </summary>
/// <param name="log">notes and warnings</param>
internal sealed class BuilderFetch(RegistryClient client, IContainerEngine engine, string scratchFolder, IOutput log)
{
    private readonly RegistryRepository _repository = new(client);

    // Asking a dead registry again for each of many builders would cost its time-outs each time.
    private volatile bool _silent;

    /// <summary>Has the engine hold it under <see cref="BuilderStep.Reference"/>, when the registry has it; false: it has to be built.</summary>
    public async Task<bool> FetchAsync(BuilderStep builder, CancellationToken cancellation)
    {
        if (_silent)
            return false;
        try
        {
            if (await ImageLookup.FindAsync(_repository, builder, cancellation) is not { } image)
            {
                log.Line($"builder {builder.Id}: not in {client.Address}");
                return false;
            }

            await new ImageDownload(_repository, engine, scratchFolder).LoadAsync(image, builder.Reference, cancellation);
            log.Line($"builder {builder.Id}: from {builder.SharedReference}, {image.Manifest.Digest}");
            return true;
        }
        catch (Exception error) when (RegistryFaults.IsFault(error, cancellation))
        {
            Say(builder, error);
            return false;
        }
    }

    private void Say(BuilderStep builder, Exception error)
    {
        _silent = error is HttpRequestException or CredentialFault;
        var login = RegistryFaults.IsLoginMissing(error) ? $" ({client.LoginHint})" : "";
        log.Line(
            error switch
            {
                HttpRequestException => $"note: {client.Address} does not answer and is left alone for this run ({error.Message})",
                CredentialFault fault => $"warning: {client.Address} is left alone for this run: {fault.Message} ({fault.Fix})",
                _ => $"warning: builder {builder.Id} was not fetched as {builder.SharedReference}: {error.Message}{login}",
            }
        );
    }
}
