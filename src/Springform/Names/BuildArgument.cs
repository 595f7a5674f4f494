namespace Springform.Names;

/// <summary>Names that Springform gives to builds of images.</summary>
internal static class BuildArgument
{
    /// <summary>Set inside each builder image to its key: a Springform that finds it in its own environment runs inside that builder.</summary>
    public const string BuilderKey = "SPRINGFORM_BUILDER_KEY";
}
