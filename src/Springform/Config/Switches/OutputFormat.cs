namespace Springform.Config.Switches;

/// <summary>How Plan, Check and the summary print.</summary>
public enum OutputFormat
{
    Text,
    Json,
}
