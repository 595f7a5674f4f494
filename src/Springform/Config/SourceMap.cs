namespace Springform.Config;

/// <summary>Where each value of a configuration file stands.</summary>
/// <param name="file">the name that messages show</param>
/// <param name="values">path (see <see cref="SourcePath"/>) to the value's place</param>
/// <param name="keys">path to the place of the key before the value; list items have none</param>
internal sealed class SourceMap(string file, IReadOnlyDictionary<string, SourcePosition> values, IReadOnlyDictionary<string, SourcePosition> keys)
{
    /// <summary>The value was written, not taken from a default.</summary>
    public bool Contains(string path) => values.ContainsKey(path);

    /// <summary>The place of a value; of the nearest thing around it when it was not written.</summary>
    public SourcePosition At(string path)
    {
        for (var known = path; known.Length > 0; known = Parent(known))
        {
            if (values.TryGetValue(known, out var position))
            {
                return position;
            }
        }

        return new SourcePosition(1, 1);
    }

    /// <summary>The place of the key itself: for a name that is wrong.</summary>
    public SourcePosition AtKey(string path) => keys.TryGetValue(path, out var position) ? position : At(path);

    /// <summary><c>springform.yaml:LINE:COL</c>, as a problem's Where.</summary>
    public string Where(string path) => $"{file}:{At(path)}";

    private static string Parent(string path) => path[..Math.Max(0, path.LastIndexOfAny(['.', '[']))];
}
