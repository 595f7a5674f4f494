using Springform.Machine;
using Springform.Plan;
using Springform.Registry;

namespace Springform.Cache;

/// <summary>
/// The blobs of a <see cref="BlobStore"/>, shared through an OCI registry under the tag <c>NAME-KEY</c>. It saves work and is never needed: a registry that
/// does not answer or does not have the blob is a miss with a note, anything else a warning; the build goes on. What comes from it is verified before it is
/// stored.
/// </summary>
/// <param name="store">receives what is fetched</param>
/// <param name="notes">notes and warnings</param>
internal sealed class RegistryCache(RegistryClient client, BlobStore store, IOutput notes)
{
    // Asking a dead registry again for each of many blobs would cost its time-outs each time.
    private volatile bool _silent;

    // Nor does one that refuses to store the first blob take the second.
    private volatile bool _readOnly;

    public string Address => client.Address.ToString();

    /// <summary>It did not answer, and is not asked again in this run.</summary>
    public bool IsSilent => _silent;

    /// <summary>Null when the registry does not have it (any more), or what it has is not right.</summary>
    /// <param name="refusal">why what it has cannot be the result; null: it can</param>
    public async Task<Blob?> FetchAsync(string name, ContentKey key, Func<Blob, CancellationToken, Task<string?>> refusal, CancellationToken cancellation)
    {
        if (_silent)
            return null;
        try
        {
            var found = await new BlobDownload(new RegistryRepository(client), store).FetchAsync(name, key, refusal, cancellation);
            if (found is not null)
                notes.Line($"{name}: from {client.Address}");
            return found;
        }
        catch (Exception error) when (RegistryFaults.IsFault(error, cancellation))
        {
            Say($"{name} was not fetched from {client.Address}", error);
            return null;
        }
    }

    /// <summary>False when it could not be stored there; the result is still good here.</summary>
    public async Task<bool> PushAsync(Blob blob, CancellationToken cancellation)
    {
        if (_silent || _readOnly)
            return false;
        try
        {
            await new BlobUpload(new RegistryRepository(client)).PushAsync(blob, cancellation);
            notes.Line($"{blob.Name}: stored in {client.Address}");
            return true;
        }
        catch (Exception error) when (RegistryFaults.IsFault(error, cancellation))
        {
            if (!_readOnly)
                Say($"{blob.Name} was not stored in {client.Address}", error);
            _readOnly |= RegistryFaults.IsLoginMissing(error);
            return false;
        }
    }

    private void Say(string what, Exception error)
    {
        if (error is HttpRequestException)
        {
            if (_silent)
                return; // several were asked for side by side
            _silent = true;
            notes.Line($"note: {client.Address} does not answer and is left alone for this run ({error.Message})");
            return;
        }

        if (error is CredentialFault fault)
        {
            if (_silent)
                return;
            _silent = true; // a helper that hangs would be waited for again each time
            notes.Line($"warning: {client.Address} is left alone for this run: {fault.Message} ({fault.Fix})");
            return;
        }

        var login = RegistryFaults.IsLoginMissing(error) ? $" ({client.LoginHint})" : "";
        notes.Line($"warning: {what}: {error.Message}{login}");
    }
}
