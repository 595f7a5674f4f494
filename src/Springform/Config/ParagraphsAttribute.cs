namespace Springform.Config;

/// <summary>The text of the key may have several lines.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ParagraphsAttribute : Attribute;
