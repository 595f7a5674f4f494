using System.Diagnostics;
using Springform.Config;
using Springform.Machine;
using Springform.Names;

namespace Springform.Signing;

/// <summary>The signers of springform.yaml, each made when it is first asked for; keyrings that they made go with them.</summary>
/// <param name="projectFolder">that paths of keys start from</param>
/// <param name="secrets">asked once springform.yaml was read</param>
internal sealed class Signers(ProcessRunner processes, TimeProvider clock, string projectFolder, Func<Secrets> secrets) : IAsyncDisposable
{
    private readonly Dictionary<string, ISigner> made = new(StringComparer.Ordinal);

    /// <param name="place">of its entry in springform.yaml</param>
    /// <param name="comment">goes into signatures that have room for one</param>
    public ISigner Of(string place, SignatureConfig how, string comment)
    {
        if (!made.TryGetValue(place, out var signer))
            made[place] = signer = Make(place, how, comment);
        return signer;
    }

    /// <summary>What signs inside packages with the key of one entry.</summary>
    /// <param name="signer">of that entry</param>
    /// <param name="room">for what is signed</param>
    public static IEnumerable<IPackageSigner> Inside(SignatureConfig how, ISigner signer, PrivateFolder room)
    {
        if (signer is not GpgSigner gpg)
            yield break;
        if (how.Gpg!.Rpm)
            yield return new RpmSigner(gpg, room);
        if (how.Gpg.Deb)
            yield return new DebSigner(gpg);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var signer in made.Values)
            await signer.DisposeAsync();
    }

    private ISigner Make(string place, SignatureConfig how, string comment)
    {
        var program = new SigningProgram(processes, clock, place, RunLimits.ParseTimeout(how.Timeout)!.Value, projectFolder, secrets());
        return how switch
        {
            { Gpg: { } gpg } => new GpgSigner(gpg, program, processes.Environment, projectFolder),
            { Minisign: { } minisign } => new MinisignSigner(minisign, program, processes.Environment, projectFolder, comment),
            { Cosign: { } cosign } => new CosignSigner(cosign, program, processes.Environment, projectFolder),
            { Command: { } command } => new CommandSigner(command, program, processes.Environment),
            _ => throw new UnreachableException($"{place} was checked to have a signer"),
        };
    }
}
