namespace Springform.Publish;

/// <summary>What has to be done for an asset to be right.</summary>
public enum AssetAction
{
    Keep,
    Upload,

    /// <summary>What is there is deleted first.</summary>
    Replace,
}
