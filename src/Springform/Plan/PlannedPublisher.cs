using Springform.Config;

namespace Springform.Plan;

/// <summary>A publisher and what it will run for.</summary>
/// <param name="Files">names in dist/ that are known before the build; null: it runs once for the whole release</param>
internal sealed record PlannedPublisher(PublisherConfig Config, IReadOnlyList<string>? Files);
