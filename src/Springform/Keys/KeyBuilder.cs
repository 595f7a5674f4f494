using System.Security.Cryptography;
using System.Text;
using Springform.Plan;

namespace Springform.Keys;

/// <summary>Collects a step's declared inputs and makes its key. The order of calls does not matter: inputs are sorted by name.</summary>
/// <param name="kind">what kind of step: two kinds never share a key</param>
internal sealed class KeyBuilder(string kind)
{
    /// <summary>Raised when the way a step is carried out changes, so that old results are not taken for new ones.</summary>
    private const string Generation = "springform-1";

    private const string Nothing = "(none)";

    private readonly List<KeyInput> inputs = [];
    private string? pending;

    public FileSet Files { get; private set; } = FileSet.Empty;

    public KeyBuilder Add(string name, string? value)
    {
        // A text that reads like nothing gets a backslash more, so that it is something.
        inputs.Add(
            new KeyInput(
                name,
                value is null ? Nothing
                    : value.TrimStart('\\') == Nothing ? $@"\{value}"
                    : value
            )
        );
        return this;
    }

    public KeyBuilder Add(string name, IEnumerable<string> values)
    {
        var escaped = values.Select(value => value.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)).ToList();
        return Add(name, escaped is [""] ? @"\e" : string.Join('\n', escaped));
    }

    public KeyBuilder AddAll(string prefix, IEnumerable<KeyValuePair<string, string>> values)
    {
        foreach (var (name, value) in values)
        {
            Add($"{prefix} {name}", value);
        }

        return this;
    }

    /// <summary>The key of a step before this one. A pending key makes this one pending.</summary>
    public KeyBuilder Add(string name, ContentKey key)
    {
        pending ??= key.IsPending ? key.Text : null;
        inputs.Add(new KeyInput(name, key.IsPending ? null : key.Text));
        return this;
    }

    /// <summary>An input that is not known before something was resolved.</summary>
    public KeyBuilder AddPending(string name, string reason)
    {
        pending ??= $"pending ({reason})";
        inputs.Add(new KeyInput(name, null));
        return this;
    }

    public KeyBuilder Add(FileSet files)
    {
        Files = files;
        return this;
    }

    public StepKey Build()
    {
        var sorted = inputs.OrderBy(input => input.Name, StringComparer.Ordinal).ToList();
        if (pending is not null)
        {
            return new StepKey(ContentKey.Pending(pending), sorted, Files);
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, Generation);
        Append(hash, kind);
        foreach (var input in sorted)
        {
            Append(hash, input.Name);
            Append(hash, input.Value!);
        }

        Append(hash, Files.Digest);
        return new StepKey(ContentKey.Of(Convert.ToHexStringLower(hash.GetHashAndReset())), sorted, Files);
    }

    // Length first: no two lists of inputs can run together into the same bytes.
    private static void Append(IncrementalHash hash, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        hash.AppendData(BitConverter.GetBytes((long)bytes.Length));
        hash.AppendData(bytes);
    }
}
