using Cake.Core;

namespace Cake.Frosting;

/// <summary>The context that a project derives its own from; everything is passed on to Cake's.</summary>
public class FrostingContext(ICakeContext context) : CakeContextAdapter(context), IFrostingContext { }
