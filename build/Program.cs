using Cake.Frosting;
using Springform.Plan;

return CakeHost.Create()
    .AddAssembly(typeof(Problem).Assembly)
    .Run(args);
