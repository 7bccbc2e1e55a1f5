package dev.bluegreen.cli.internal.command;

import dev.bluegreen.Release;
import dev.bluegreen.aws.IamPolicy;
import dev.bluegreen.cli.internal.Command;
import dev.bluegreen.cli.internal.Options;
import dev.bluegreen.cli.internal.Result;
import dev.bluegreen.cli.internal.Session;
import dev.bluegreen.fabric8.KubernetesRbac;
import picocli.CommandLine.Model.CommandSpec;

/** Prints the permissions that a release needs. */
final class RbacCommand implements Command {

    private static final String AWS = "--aws";

    @Override
    public CommandSpec spec() {
        CommandSpec spec =
                Options.command("rbac", "Prints the least Role for all operations of a release, as YAML to apply.");
        return Options.ofRelease(Options.with(spec, Options.flag("Print the IAM policy for AWS instead.", AWS)));
    }

    @Override
    public Result run(Session session) {
        Release release = session.release();
        boolean ofAws = session.arguments().has(AWS);
        String text = ofAws
                ? new IamPolicy(release.permissions()).json()
                : KubernetesRbac.of(release).toString();
        return Result.done("rbac", text.stripTrailing());
    }
}
