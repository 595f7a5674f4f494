namespace Springform.Tests.Config;

public sealed class DeployRulesTests
{
    private const string Head = "name: demo\nbuilder: {image: demo-builder, dockerfile: builder/Dockerfile}\ntargets: {a: linux/amd64}\n";

    [Fact]
    public void Deploys_are_checked() =>
        Golden.Matches(
            YamlProject.Transcript(
                Head + "deploy: {container: pg, files: [demo.so, {from: demo.control, to: /opt/}], postgresql: demo}",
                Head
                    + "deploy: {label: role=db, files: [{from: app.conf, to: /etc/app.conf, mode: '0640', owner: 'app:app'}], check: [[app, --check]], "
                    + "user: app, timeout: 10s}",
                Head + "deploy: {}",
                Head
                    + "deploy: {container: pg, label: role, files: [{from: a, to: etc/}, {from: ../b, to: /a/../b, mode: '9', owner: 'a b'}], "
                    + "check: [[x]], user: '-', timeout: soon, target: b}",
                Head + "deploy: {container: '-x', files: [a]}",
                Head
                    + "deploy: {label: 'a,b', files: [a], postgresql: {extension: 'a;b', version: \"1'\", database: -d, user: '', host: 'a b', "
                    + "port: 70000, password: {}}}",
                Head + "deploy: {container: pg, files: [a], postgresql: {extension: demo, password: {env: 'not a name', file: secret}}}",
                Head.Replace("{a: linux/amd64}", "{a: linux/amd64, b: linux/arm64}", StringComparison.Ordinal)
                    + "deploy: {container: pg, files: [a], postgresql: demo}"
            )
        );
}
