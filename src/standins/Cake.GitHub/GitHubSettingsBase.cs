namespace Cake.GitHub;

public abstract class GitHubSettingsBase { }
