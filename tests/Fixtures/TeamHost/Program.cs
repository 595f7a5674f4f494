using Springform.Hosting;

return SpringformHost.Run(args);
