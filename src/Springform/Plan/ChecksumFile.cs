namespace Springform.Plan;

/// <param name="Algorithm">md5 or sha256</param>
/// <param name="Name">file name in dist/</param>
public sealed record ChecksumFile(string Algorithm, string Name);
