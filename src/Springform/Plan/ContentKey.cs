namespace Springform.Plan;

/// <summary>
/// The SHA-256 over all declared inputs of a step, 64 hex digits; or pending, while a base image among the inputs was never resolved.
/// </summary>
public sealed record ContentKey
{
    private ContentKey(string text, bool isPending)
    {
        Text = text;
        IsPending = isPending;
    }

    /// <summary>64 hex digits, or <c>pending (base bookworm)</c>.</summary>
    public string Text { get; }

    public bool IsPending { get; }

    /// <summary>Enough digits for names of files and tags: 96 bits.</summary>
    public string Short => IsPending ? "pending" : Text[..24];

    public static ContentKey Of(string sha256) => new(sha256, isPending: false);

    public static ContentKey Pending(string reason) => new(reason, isPending: true);

    public override string ToString() => Text;
}
