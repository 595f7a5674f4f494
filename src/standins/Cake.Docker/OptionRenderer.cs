using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Cake.Core;
using Cake.Core.IO;

namespace Cake.Docker;

/// <summary>
/// Options as the genuine package renders them: a flag for true and nothing for false, text in quotes, one option per element of an array.
/// A plain number that cannot be null is not rendered.
/// </summary>
internal static partial class OptionRenderer
{
    public static ProcessArgumentBuilder Render<TSettings>(string command, TSettings settings, IEnumerable<string> additional)
        where TSettings : AutoToolSettings
    {
        var builder = new ProcessArgumentBuilder();
        builder.Append(command);
        foreach (var property in typeof(TSettings).GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            AppendOption(builder, property, property.GetValue(settings), settings.SecretProperties.Contains(property.Name));
        foreach (var argument in additional)
            builder.Append(argument);
        return builder;
    }

    private static void AppendOption(ProcessArgumentBuilder builder, PropertyInfo property, object? value, bool secret)
    {
        var name = WordStart().Replace(property.Name, "-$0").TrimStart('-').ToLowerInvariant();
        if (property.GetCustomAttribute<AutoPropertyAttribute>() is { } custom)
        {
            if (value is not null)
                builder.Append(string.Format(CultureInfo.InvariantCulture, custom.Format, name, value));
            return;
        }

        switch (value)
        {
            case true:
                builder.Append("--" + name);
                break;
            case string text when secret:
                builder.AppendSwitchQuotedSecret("--" + name, text);
                break;
            case string text:
                builder.Append($"--{name} {text.Quote()}");
                break;
            case string[] texts:
                foreach (var text in texts)
                    builder.Append($"--{name} {text.Quote()}");
                break;
            case int or long or ulong when Nullable.GetUnderlyingType(property.PropertyType) is not null:
                builder.Append(string.Create(CultureInfo.InvariantCulture, $"--{name} {value}"));
                break;
        }
    }

    [GeneratedRegex("[A-Z]")]
    private static partial Regex WordStart();
}
