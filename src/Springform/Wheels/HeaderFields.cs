namespace Springform.Wheels;

/// <summary>
/// Lines of <c>Name: value</c> as METADATA, PKG-INFO and WHEEL have them, a mail's header (RFC 5322): a line that begins with a blank goes on with the one
/// before; after an empty line comes the description.
/// </summary>
internal static class HeaderFields
{
    public const string Description = "Description";

    public static List<KeyValuePair<string, string>> Parse(string text)
    {
        var fields = new List<KeyValuePair<string, string>>();
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var header = lines.TakeWhile(line => line.Length > 0).ToList();
        foreach (var line in header)
        {
            if (char.IsWhiteSpace(line[0]) && fields.Count > 0)
                fields[^1] = new(fields[^1].Key, $"{fields[^1].Value}\n{line.Trim()}");
            else if (line.Split(':', 2) is [var name, var value])
                fields.Add(new(name.Trim(), value.Trim()));
        }

        var body = string.Join('\n', lines.Skip(header.Count + 1)).Trim('\n');
        if (body.Length > 0)
            fields.Add(new(Description, body + "\n"));
        return fields;
    }
}
